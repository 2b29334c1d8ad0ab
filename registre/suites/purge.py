"""Which addresses a fact of the register or the référentiel changes, told to the shared cache (`socle.cache.purge`).

What else shows a change at a distance (an address with a question, an older edition) is kept a minute at most.
"""

from collections.abc import Iterable
from functools import partial
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import published, unpublished

from raison_detre.models import AccueilPage, Axe, DemarchePage, Engagement, EngagementsPage, ManifestePage
from registre.ecriture.signaux import registre_ecrit
from registre.models import (
    Cooperative,
    IdentiteDeCooperative,
    Label,
    PresentationCooperative,
    SeanceComite,
    SignatureManifeste,
)
from registre.models.pages import RegistrePage
from registre.promotion.models import Deploiement
from registre.signalements.models import SignalementDErreur
from socle.cache.purge import annoncer, dans_chaque_langue, des_pages

# Views of the register that speak of every coop.
COMMUNES = (
    "liste",
    "flux",
    "donnees",
    "registre_csv",
    "registre_json",
    "labels_csv",
    "datapackage_json",
    "barometre",
)
SERIES_DU_BAROMETRE = ("evolution", "regions", "engagements", "axes", "deploiement")
FICHIERS_DU_BADGE = ("badge_svg", "badge_png", "badge_a_telecharger_svg", "badge_a_telecharger_png")
PAGES_DU_REFERENTIEL = (AccueilPage, ManifestePage, EngagementsPage)


def d_une_operation(cooperative_id: int) -> list[str]:
    """The coop, its labels, and everything that counts or lists coops, in every language."""
    return [*de_la_fiche(cooperative_id), *du_registre(), *des_pages(pages_publiees(*PAGES_DU_REFERENTIEL))]


def de_la_fiche(cooperative_id: int) -> list[str]:
    """The coop's page, at its former addresses and numbers too, its labels' pages, annulled ones included, the API."""
    cooperative = Cooperative.objects.get(pk=cooperative_id)
    slugs = [cooperative.slug, *cooperative.anciennes_adresses.values_list("slug", flat=True)]
    labels = Label.tous.filter(cooperative=cooperative)
    numeros = list(labels.order_by("numero").values_list("numero", flat=True))
    portes = IdentiteDeCooperative.toutes.filter(cooperative=cooperative)
    sirens = list(portes.order_by("siren").values_list("siren", flat=True).distinct())

    return [
        *chain.from_iterable(dans_chaque_langue("registre:cooperative", slug) for slug in slugs),
        *chain.from_iterable(dans_chaque_langue("registre:label", numero) for numero in numeros),
        *chain.from_iterable(des_montres(numero) for numero in numeros),
        *chain.from_iterable(dans_chaque_langue("registre:siren", siren) for siren in sirens),
        *chain.from_iterable(dans_chaque_langue("registre:attestation", siren) for siren in sirens),
        *(_api(f"cooperatives/{siren}") for siren in sirens),
        *(_api(f"labels/{numero}") for numero in numeros),
    ]


def des_montres(numero: str) -> list[str]:
    """What shows a label on other sites, without any question."""
    pages = [dans_chaque_langue(f"registre:{nom}", numero) for nom in ("carte", "montrer")]
    fichiers = [dans_chaque_langue(f"promotion:{nom}", numero)[:1] for nom in FICHIERS_DU_BADGE]
    return [*chain.from_iterable([*pages, *fichiers])]


def du_registre() -> list[str]:
    """The list, the files, the feed, the barometer and the API's list, without any question."""
    vues = [dans_chaque_langue(f"registre:{nom}") for nom in COMMUNES]
    courbes = [dans_chaque_langue("registre:barometre_csv", serie) for serie in SERIES_DU_BAROMETRE]
    return [*chain.from_iterable([*vues, *courbes]), _api("cooperatives")]


def du_referentiel() -> list[str]:
    """Every page that shows an axis or an engagement, and the register that filters by them."""
    pages = des_pages(pages_publiees(*PAGES_DU_REFERENTIEL, DemarchePage, RegistrePage))
    return [*pages, *dans_chaque_langue("registre:liste"), _api("engagements")]


def des_signatures() -> list[str]:
    """Return the addresses of the pages that show signatures."""
    return des_pages(pages_publiees(ManifestePage))


def du_deploiement(cooperative_id: int) -> list[str]:
    """Return where an act that a coop declares is counted or shown."""
    chiffres = dans_chaque_langue("registre:barometre_csv", "deploiement")
    compteurs = [*des_pages(pages_publiees(ManifestePage)), *dans_chaque_langue("registre:barometre"), *chiffres]
    return [*compteurs, *de_la_fiche(cooperative_id)]


def du_comite() -> list[str]:
    """Where the committee's dates are shown."""
    return [*dans_chaque_langue("registre:comite_ics"), *des_pages(pages_publiees(DemarchePage))]


def pages_publiees(*types: type[Page]) -> list[Page]:
    """Return the published pages of these types, in every language."""
    return list(Page.objects.live().type(*types).specific().order_by("path"))


def _api(suite: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}/api/v1/{suite}"


@receiver(registre_ecrit)
def apres_une_operation(cooperatives: Iterable[int], **_kwargs: Any) -> None:
    """Whatever a lot wrote of a coop: its name is wherever its status is, its values are on its page."""
    for cooperative in cooperatives:
        annoncer(("operation", cooperative), partial(d_une_operation, cooperative))


@receiver([published, unpublished], sender=PresentationCooperative)
def apres_une_presentation(instance: PresentationCooperative, **_kwargs: Any) -> None:
    """A presentation published or taken offline."""
    annoncer(("fiche", instance.cooperative_id), partial(de_la_fiche, instance.cooperative_id))


@receiver([published, unpublished], sender=Axe)
@receiver([published, unpublished], sender=Engagement)
def apres_un_texte(instance: Axe | Engagement, **_kwargs: Any) -> None:
    """An axis or an engagement published or taken offline."""
    annoncer("referentiel", du_referentiel)


@receiver([post_save, post_delete], sender=SignatureManifeste)
def apres_une_signature(instance: SignatureManifeste, **_kwargs: Any) -> None:
    """A signature added, changed or removed."""
    annoncer("signatures", des_signatures)


@receiver([post_save, post_delete], sender=Deploiement)
def apres_un_acte_de_deploiement(instance: Deploiement, **_kwargs: Any) -> None:
    """An act declared, corrected or withdrawn."""
    annoncer(("deploiement", instance.cooperative_id), partial(du_deploiement, instance.cooperative_id))


@receiver(post_save, sender=SignalementDErreur)
def apres_un_signalement(instance: SignalementDErreur, **_kwargs: Any) -> None:
    """An error reported, or answered: it is counted."""
    annoncer("signalements", partial(dans_chaque_langue, "registre:donnees"))


@receiver([post_save, post_delete], sender=SeanceComite)
def apres_une_seance(instance: SeanceComite, **_kwargs: Any) -> None:
    """A meeting of the committee added, changed or removed."""
    annoncer("comite", du_comite)
