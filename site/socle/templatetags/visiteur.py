"""Who reads, without asking the session: a public page that reads it could no longer be cached for everyone."""

from django import template
from django.conf import settings
from django.template import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def a_une_session(context: Context) -> bool:
    """True when the browser sent a session cookie. Reads the cookie's name only, so adds no `Vary: Cookie`."""
    return settings.SESSION_COOKIE_NAME in context["request"].COOKIES
