"""The house's conventions that Django can check at every start, with the cure in the message."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register

from socle.medias.muet import sur_cette_machine
from socle.models import BasePage


def every_page_type() -> list[type[BasePage]]:
    """Return the concrete page types, in order of name."""
    page_types = [model for model in apps.get_models() if issubclass(model, BasePage)]
    return sorted(page_types, key=lambda page_type: page_type._meta.label)


@register
def page_types_say_where_they_go(**kwargs: Any) -> list[CheckMessage]:
    """Without these two lists Wagtail offers every type everywhere: a home page under a legal page, for one."""
    return [
        Error(
            f"{page_type._meta.label} does not declare {name}.",
            hint=f"List the types allowed in {name}; an empty list allows none.",
            obj=page_type,
            id="socle.E001",
        )
        for page_type in every_page_type()
        for name in ("parent_page_types", "subpage_types")
        if name not in vars(page_type)
    ]


@register
def page_types_have_a_french_name(**kwargs: Any) -> list[CheckMessage]:
    """The editor chooses among these names; Django capitalises them itself where a sentence begins."""
    return [
        Error(
            f"{page_type._meta.label} has no lower-case verbose_name of its own.",
            hint="Write it in French, without a capital, wrapped in gettext_lazy.",
            obj=page_type,
            id="socle.E002",
        )
        for page_type in every_page_type()
        if "verbose_name" not in page_type._meta.original_attrs or str(page_type._meta.verbose_name)[0].isupper()
    ]


@register(deploy=True)
def machines_share_what_they_must(**kwargs: Any) -> list[CheckMessage]:
    """Files in a bucket mean several machines (docs/operations.md): the rest must be shared too, or be the same."""
    if sur_cette_machine():
        return []

    messages: list[CheckMessage] = []
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        hint = "Give DATABASE_URL the address of a PostgreSQL that every machine reaches."
        messages.append(Warning("Files are shared, the database is this machine's own.", hint=hint, id="socle.W003"))
    if "LocMem" in settings.CACHES["default"]["BACKEND"]:
        hint = "Give CACHE_URL the address of a Redis that every machine reaches."
        messages.append(Warning("Files are shared, the cache is this process's own.", hint=hint, id="socle.W004"))
    if settings.KEYS_ROOT:
        hint = "Carry KEYS_ROOT to the other machine after each creer_cle; DRAWINGS_ROOT is each machine's own."
        messages.append(Info("Signing keys and drawn files stay on each machine.", hint=hint, id="socle.I001"))
    return messages
