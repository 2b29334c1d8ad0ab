"""What an operation says when it cannot be done."""

from typing import Any


class OperationRefusee(Exception):
    """The operation cannot be done. `messages` are sentences fit to show, in the active language, one per reason.

    `champ` names what was given wrong, when one thing was: the column of a file, the field of a form.
    """

    def __init__(self, *messages: str, champ: str = "") -> None:
        super().__init__(" ".join(messages))
        self.messages = list(messages)
        self.champ = champ

    def porter_sur(self, form: Any) -> None:
        """Say it on the field of the form that it speaks of; on the whole form when there is none."""
        form.add_error(self.champ if self.champ in form.fields else None, self.messages)
