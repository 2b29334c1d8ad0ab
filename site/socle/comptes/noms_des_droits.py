"""What each right is called where superusers give them: Django and Wagtail name theirs in English, in the database."""

from collections.abc import Iterator

from django.contrib.auth.models import Permission
from django.utils.text import capfirst
from django.utils.translation import gettext as _

# A right is named by what it allows, then by what it is about.
VERBES = {
    "add": "ajouter",
    "change": "modifier",
    "delete": "supprimer",
    "view": "voir",
    "publish": "publier",
    "lock": "verrouiller",
    "unlock": "lever un verrou",
    "choose": "choisir",
    "bulk_delete": "supprimer avec ce qui est dessous",
}
PAR_REQUETE = 100  # hundreds of rights are renamed the first time
AUTRES = {"access_admin": "Entrer dans l’administration", "submit_translation": "Demander une traduction"}


def nommer_les_droits() -> Iterator[str]:
    """Name the rights in French; yield what changed, in a sentence. To be run once all migrations are."""
    renommes = []
    for droit in Permission.objects.select_related("content_type").order_by("pk"):
        nom = _nom(droit)
        if nom and nom != droit.name:
            droit.name = nom
            renommes.append(droit)

    Permission.objects.bulk_update(renommes, ["name"], batch_size=PAR_REQUETE)

    if renommes:
        yield _("Noms des droits mis en français : %(nombre)s.") % {"nombre": len(renommes)}


def _nom(droit: Permission) -> str:
    """The French name; empty for a right that has no other than its own."""
    modele = droit.content_type.model_class()
    verbe = VERBES.get(droit.codename.removesuffix(f"_{droit.content_type.model}"), "")
    if verbe and modele:
        return str(capfirst(f"{verbe}\u00a0: {modele._meta.verbose_name}"))
    return AUTRES.get(droit.codename, "")
