"""Invented news and dates, from `donnees/actualites.yaml` and `donnees/agenda.yaml`, placed around a day."""

import datetime
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from wagtail.models import Page, Site

from bonnes_pratiques.models import ActualitePage, ActualitesPage, AgendaPage, LettreDInformation, RendezVousPage
from raison_detre.contenu.corps import flux, html

VENDREDI = 4
Pages = Mapping[str, Page]

DONNEES = Path(__file__).resolve().parents[1] / "donnees"
LETTRE = {
    "adresse": "mailto:lettre@example.org",
    "phrase": "Quatre fois par an, ce que les Coop’HLM apprennent les unes des autres. "
    "(Exemple de démonstration : cette adresse ne reçoit rien.)",
    "phrase_en": "Four times a year, what the Coop’HLM learn from each other. "
    "(A demonstration example: nothing sent to this address is received.)",
}


def charger(actualites: ActualitesPage, agenda: AgendaPage, au: datetime.date) -> int:
    """Create what the files tell, unless invented pages are already there. Return how many were created."""
    if (
        ActualitePage.objects.filter(demonstration=True).exists()
        or RendezVousPage.objects.filter(demonstration=True).exists()
    ):
        return 0

    accueil = actualites.get_parent()
    pages = defaultdict(lambda: accueil, {page.slug: page for page in accueil.get_children()})
    nouvelles = [_actualite(lue, au, pages) for lue in _lire("actualites.yaml")]
    dates = [_rendez_vous(lu, au, pages) for lu in _lire("agenda.yaml")]

    for parent, enfants in ((actualites, nouvelles), (agenda, dates)):
        for enfant in enfants:
            parent.add_child(instance=enfant).save_revision().publish()
    _poser_lettre()
    return len(nouvelles) + len(dates)


def _lire(nom: str) -> list[dict[str, Any]]:
    lus: list[dict[str, Any]] = yaml.safe_load((DONNEES / nom).read_text(encoding="utf-8"))
    return lus


def _actualite(lue: dict[str, Any], au: datetime.date, pages: Pages) -> ActualitePage:
    page = ActualitePage(
        title=lue["titre"],
        introduction=lue["introduction"],
        publiee_le=au - datetime.timedelta(days=lue["il_y_a"]),
        corps=flux(lue["corps"], racine=f"demonstration/{lue['slug']}", pages=pages),
        slug=lue["slug"],
        demonstration=True,
    )
    page.etiquettes.add(*lue["etiquettes"])
    return page


def _rendez_vous(lu: dict[str, Any], au: datetime.date, pages: Pages) -> RendezVousPage:
    premier = jour_ouvre(au + datetime.timedelta(days=lu["dans"]))

    return RendezVousPage(
        title=lu["titre"],
        introduction=lu["introduction"],
        nature=lu["nature"],
        debute_le=premier,
        finit_le=premier + datetime.timedelta(days=lu["jours"] - 1) if lu.get("jours", 1) > 1 else None,
        debute_a=_heure(lu.get("de")),
        finit_a=_heure(lu.get("a")),
        **{champ: lu.get(champ, "") for champ in ("lieu", "adresse", "commune", "lien")},
        corps=flux(lu.get("corps", []), racine=f"demonstration/{lu['slug']}", pages=pages),
        programme=json.dumps([_etape(etape, premier, pages) for etape in lu.get("programme", [])]),
        slug=lu["slug"],
        demonstration=True,
    )


def jour_ouvre(jour: datetime.date) -> datetime.date:
    """Return this day, or the Tuesday after it when it leaves less than two working days in its week."""
    return jour + datetime.timedelta(days=(8 - jour.weekday()) if jour.weekday() >= VENDREDI else 0)


def _heure(texte: str | None) -> datetime.time | None:
    return datetime.time.fromisoformat(texte) if texte else None


def _etape(etape: dict[str, Any], premier: datetime.date, pages: Pages) -> dict[str, Any]:
    if "jour" in etape:
        le = premier + datetime.timedelta(days=etape["jour"] - 1)
        return {"type": "jour", "value": {"le": le.isoformat()}}
    texte = html(etape.get("texte", ""), pages)
    return {"type": "moment", "value": {"heure": etape["heure"], "titre": etape["titre"], "texte": texte}}


def _poser_lettre() -> None:
    """Show the newsletter's block, unless someone already filled it."""
    lettre = LettreDInformation.for_site(Site.objects.get(is_default_site=True))
    if not lettre.adresse and not lettre.phrase:
        LettreDInformation.objects.filter(pk=lettre.pk).update(**LETTRE)
