"""What an operation says when it cannot be done."""


class OperationRefusee(Exception):
    """The operation cannot be done. `messages` are sentences fit to show, in the active language, one per reason.

    `champ` names what was given wrong, when one thing was: the column of a file, the field of a form.
    """

    def __init__(self, *messages: str, champ: str = "") -> None:
        super().__init__(" ".join(messages))
        self.messages = list(messages)
        self.champ = champ
