"""An undefined variable in one of our templates is an error. Django prints nothing, and the page looks right."""

import sys
from types import FrameType

from django.template.base import Node

from config.environment import BASE_DIR

OURS = str(BASE_DIR / "templates")


class UndefinedVariableError(AssertionError):
    """A template of ours printed a variable nobody gave it."""


class Undefined(str):
    """Stands for `string_if_invalid`: Django formats a true text that holds "%s" with each variable it cannot find.

    Templates of Wagtail and allauth print optional variables freely; there the text is false and empty, as in
    production, so that their filters (`icon|default:"plus"`) apply.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return template_being_rendered().startswith(OURS)

    def __contains__(self, piece: object) -> bool:
        return piece == "%s"

    def __mod__(self, variable: object) -> str:
        raise UndefinedVariableError(f"{template_being_rendered()}: undefined variable '{variable}'")


def template_being_rendered() -> str:
    """Return the file in which the tag now being rendered was written, an empty string when there is none."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None) is not None:
            return str(node.origin.name)
        frame = frame.f_back
    return ""
