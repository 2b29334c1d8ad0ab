"""An undefined variable in one of our templates is an error. Django prints nothing, and the page looks right."""

import sys
from types import FrameType

from django.template.base import Node

from config.environment import BASE_DIR

OURS = str(BASE_DIR / "templates")


class UndefinedVariableError(AssertionError):
    """A template of ours printed a variable nobody gave it."""


class Undefined(str):
    """Stands for `string_if_invalid`: Django formats a text that holds "%s" with each variable it cannot find.

    Templates of Wagtail and allauth print optional variables freely; those stay empty, as in production.
    """

    __slots__ = ()

    def __mod__(self, variable: object) -> str:
        template = template_being_rendered()
        if template.startswith(OURS):
            raise UndefinedVariableError(f"{template}: undefined variable '{variable}'")
        return ""


def template_being_rendered() -> str:
    """Return the file in which the tag now being rendered was written, an empty string when there is none."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None) is not None:
            return str(node.origin.name)
        frame = frame.f_back
    return ""
