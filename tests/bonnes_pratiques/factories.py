"""Practice sheets as situations: published, in English, taken up, restricted, to review."""

import datetime
from collections.abc import Collection
from decimal import Decimal
from io import StringIO
from typing import Any

import factory
from django.core.management import call_command
from wagtail.models import Locale, Page, PageViewRestriction, Site

from bonnes_pratiques.models import (
    BibliothequePage,
    CooperativeDeFiche,
    Etiquette,
    EtiquetteDeFiche,
    FichePratique,
    Reprise,
    Resultat,
    Theme,
)
from raison_detre.models import AccueilPage, Engagement
from registre.models import Cooperative
from socle.recherche.genres import genre
from socle.recherche.index import indexer
from tests.raison_detre.conftest import charger_referentiel
from tests.registre.factories import CooperativeFactory, edition

UNE_ETAPE = [
    ("etape", {"quand": "mars 2024", "titre": "Un audit des charges", "texte": "<p>Logement par logement.</p>"})
]


def poser_bibliotheque() -> None:
    """Publish a library under a published home page."""
    edition()
    accueil = Page.get_first_root_node().add_child(instance=AccueilPage(title="Accueil", slug="accueil-fr"))
    accueil.save_revision().publish()
    Site.objects.update(root_page=accueil)
    page = accueil.add_child(instance=BibliothequePage(title="Bonnes pratiques", slug="bonnes-pratiques"))
    page.save_revision().publish()


class ReprisePubliqueFactory(factory.django.DjangoModelFactory[Reprise]):
    """A coop of nowhere takes a sheet up."""

    class Meta:
        model = Reprise

    cooperative = factory.SubFactory(CooperativeFactory)
    reprise_le = datetime.date(2026, 3, 2)
    adaptation = "Nous avons commencé par deux immeubles."


def bibliotheque(langue: str = "fr") -> BibliothequePage:
    """Return the library's page in this language; the site of `make run` is laid first, when there is none."""
    if not BibliothequePage.objects.exists():
        charger_referentiel()
        for commande in ("charger_contenu", "preparer_bibliotheque"):
            call_command(commande, stdout=StringIO())
    return BibliothequePage.objects.get(locale__language_code=langue)


def theme(cle: str, nom: str = "", parent: Theme | None = None) -> Theme:
    """Return the theme of this key, made once."""
    locale = Locale.objects.get(language_code="fr")
    return Theme.objects.get_or_create(cle=cle, locale=locale, defaults={"nom": nom or cle.title(), "parent": parent})[
        0
    ]


def fiche(  # noqa: PLR0913 - each names one thing of the situation
    titre: str = "Diviser les charges par deux",
    *,
    engagements: Collection[int] = (1,),
    themes: Collection[Theme] = (),
    etiquettes: Collection[str] = (),
    resultats: Collection[dict[str, Any]] = (),
    avec: Collection[Cooperative] = (),
    publiee: bool = True,
    langue: str = "fr",
    traduction_de: FichePratique | None = None,
    **champs: Any,
) -> FichePratique:
    """Return a sheet that lacks nothing, on these engagements (the main one first), published unless told otherwise."""
    parente = bibliotheque(langue)
    lus = {e.numero: e for e in Engagement.objects.sources().filter(numero__in=engagements)}
    complets: dict[str, Any] = {
        "introduction": "Un audit, puis un contrat renégocié, en dix-huit mois.",
        "point_de_depart": "<p>Des charges trop lourdes pour les familles.</p>",
        "deroulement": UNE_ETAPE,
        "n_a_pas_marche": "<p>Le premier devis, refusé par les locataires.</p>",
        "stade": "aboutie",
        "national": "departements" not in champs,
        "live": False,
    }

    if "cooperative" not in champs:
        champs["cooperative"] = CooperativeFactory.create()

    if traduction_de is not None:
        champs["translation_key"] = traduction_de.translation_key

    nouvelle = FichePratique(title=titre, locale=parente.locale, **(complets | champs))
    nouvelle.engagement_principal = lus[next(iter(engagements))] if engagements else None
    nouvelle.autres_cooperatives = [CooperativeDeFiche(cooperative=coop) for coop in avec]
    nouvelle.resultats = [Resultat(locale=parente.locale, **(RESULTAT | resultat)) for resultat in resultats]

    parente.add_child(instance=nouvelle)
    nouvelle.engagements_secondaires.set([lus[numero] for numero in list(engagements)[1:]])
    nouvelle.themes.set(list(themes))
    nouvelle.etiquettes_posees = [EtiquetteDeFiche(tag=_etiquette(nom)) for nom in etiquettes]

    nouvelle.save()

    if publiee:
        nouvelle.save_revision().publish()
        indexer(genre("fiches"), [nouvelle.pk])

    return FichePratique.objects.get(pk=nouvelle.pk)


RESULTAT: dict[str, Any] = {
    "libelle": "Charges par logement",
    "avant": Decimal("1234.5"),
    "apres": Decimal(610),
    "unite": "€ par an",
    "releve_le": datetime.date(2025, 12, 31),
    "methode": "Moyenne des appels de charges.",
}


def _etiquette(nom: str) -> Etiquette:
    return Etiquette.objects.get_or_create(name=nom)[0]


def restreindre(page: Page) -> PageViewRestriction:
    """Keep a page, and what stands under it, to people who log in."""
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
