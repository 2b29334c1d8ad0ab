"""Every address of the site, read from its URLconf, with arguments that lead somewhere."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import models
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Collection, Locale, Page, Revision, Site, Task, Workflow, get_page_models

from bonnes_pratiques.models import FichePratique, RendezVousPage
from registre.administration.vues import OBJETS
from registre.models import Cooperative, Label
from socle.models import User

# Each leaves the person, or the site, in a state where the next address would say nothing.
A_PART = {"wagtailadmin_logout", "account_logout", "wagtailadmin_error_test", "wagtailadmin_sprite"}
DE_MODELE = ("wagtailsnippets_", "wagtailsnippetchoosers_")
MODELES: dict[str, type[models.Model]] = {
    "wagtailusers_users": User,
    "wagtailusers_groups": Group,
    "wagtaillocales": Locale,
    "wagtailsites": Site,
    "wagtailadmin_collections": Collection,
    "wagtailadmin_workflows": Workflow,
    "espace_fiches": FichePratique,
}


def _motifs(resolver: URLResolver, espaces: tuple[str, ...], noms: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each pattern under this resolver, with the names of its arguments."""
    for motif in resolver.url_patterns:
        siens = [*noms, *motif.pattern.converters]
        if isinstance(motif, URLResolver):
            yield from _motifs(motif, (*espaces, *([motif.namespace] if motif.namespace else [])), tuple(siens))
        elif isinstance(motif, URLPattern) and motif.name and motif.name not in A_PART:
            yield ":".join([*espaces, motif.name]), siens


def adresses() -> dict[str, str]:
    """Return every address that takes no argument or whose arguments are known, by a name of its own."""
    fixes = _arguments_communs()

    trouvees: dict[str, str] = {}
    for nom, arguments in _motifs(get_resolver(), (), ()):
        valeurs = {argument: fixes.get(argument, 1) for argument in arguments} | _du_modele(
            nom.rpartition(":")[0], arguments
        )
        try:
            trouvees[nom] = reverse(nom, kwargs=valeurs)
        except NoReverseMatch:
            continue

    return trouvees | _creations() | decisions()


def _arguments_communs() -> dict[str, Any]:
    """What fills an argument of this name wherever it stands."""
    page, fiche = Page.objects.filter(depth=2).order_by("path")[0], FichePratique.objects.live().get()
    coop, revision = fiche.cooperative, Revision.objects.order_by("pk").last()

    assert coop

    return {
        **dict.fromkeys(("page_id", "page_pk", "page_to_move_id", "parent_page_id"), page.pk),
        "revision_id": getattr(revision, "pk", 1),
        "task_id": getattr(Task.objects.order_by("pk").first(), "pk", 1),
        "coop": coop.slug,
        "siren": coop.siren,
        "fiche": fiche.pk,
        "numero": Label.objects.order_by("pk")[0].numero,
        "app_name": "socle",
        "model_name": "navigation",
        "serie": "regions",
        "liste": 1,
        "objet": "revocation",
        "version": "x",
        "jeton": "x",
        "acte": "statuts",
        "recepisse": "x",
    }


def _du_modele(espace: str, arguments: list[str]) -> dict[str, Any]:
    """The key, or the slug, of a row of the model that a namespace is about."""
    modele = MODELES.get(espace)

    for debut in DE_MODELE:
        if espace.startswith(debut):
            nom = espace.removeprefix(debut)
            modele = next(m for m in apps.get_models() if f"{m._meta.app_label}_{m._meta.model_name}" == nom)

    trouves: dict[str, Any] = {}
    if "pk" in arguments and modele is not None:
        trouves["pk"] = getattr(modele._default_manager.order_by("pk").first(), "pk", 1)
    if "slug" in arguments:
        du_lieu = {"agenda": RendezVousPage, "bonnes_pratiques": FichePratique}.get(espace, Cooperative)
        trouves["slug"] = du_lieu._default_manager.order_by("pk")[0].slug
    return trouves


def _creations() -> dict[str, str]:
    """The two forms of each page type: the one that adds a page, the one that changes it."""
    trouvees = {}
    for modele in get_page_models():
        page = modele.objects.order_by("pk").first()
        parent = page.get_parent() if page else None
        if parent is None or parent.is_root():
            continue
        mots = [modele._meta.app_label, modele._meta.model_name, parent.pk]
        trouvees[f"ajouter {modele.__name__}"] = reverse("wagtailadmin_pages:add", args=mots)
        trouvees[f"modifier {modele.__name__}"] = reverse("wagtailadmin_pages:edit", args=[page.pk])

    return trouvees


def decisions() -> dict[str, str]:
    """The form of each decision of the register, on the last row that it is carried out on."""
    trouvees = {"deposer": reverse("registre_depot", args=[Cooperative.objects.order_by("pk")[0].pk])}
    for objet, (modele, _avec, gestes) in OBJETS.items():
        derniere = modele._default_manager.order_by("pk").last()
        assert derniere is not None
        for geste in gestes:
            trouvees[f"{objet}: {geste.nom}"] = reverse("registre_geste", args=[objet, derniere.pk, geste.nom])
    return trouvees
