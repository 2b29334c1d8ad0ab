"""News and events as tests need them, on the pages the real commands lay."""

import datetime
from typing import Any

from bonnes_pratiques.models import ActualitePage, ActualitesPage, AgendaPage, RendezVousPage

UN_JOUR = datetime.date(2026, 6, 10)


def actualite(titre: str = "Une nouvelle", *, etiquettes: tuple[str, ...] = (), **champs: Any) -> ActualitePage:
    """Publish a piece of news in French."""
    page = ActualitePage(title=titre, **({"publiee_le": UN_JOUR} | champs))
    if etiquettes:
        page.etiquettes.add(*etiquettes)
    ActualitesPage.objects.get(locale__language_code="fr").add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def beaucoup_d_actualites(nombre: int, *, etiquettes: tuple[str, ...] = ()) -> None:
    """Add this many news, as light as a page can be made."""
    parent = ActualitesPage.objects.get(locale__language_code="fr")
    for rang in range(nombre):
        page = ActualitePage(title=f"Parmi d’autres {rang}", slug=f"parmi-d-autres-{rang}", publiee_le=UN_JOUR)
        page.etiquettes.add(*etiquettes, f"c{rang % 7}")
        parent.add_child(instance=page)


def beaucoup_de_rendez_vous(nombre: int, premier: datetime.date) -> None:
    """Add this many events, one a day from this day back."""
    parent = AgendaPage.objects.get(locale__language_code="fr")
    for rang in range(nombre):
        le = premier - datetime.timedelta(days=rang)
        page = RendezVousPage(title=f"Rendez-vous {rang}", slug=f"rendez-vous-{rang}", nature="autre", debute_le=le)
        parent.add_child(instance=page)


def rendez_vous(titre: str = "Un rendez-vous", **champs: Any) -> RendezVousPage:
    """Publish an event in French."""
    page = RendezVousPage(title=titre, **({"nature": "autre", "debute_le": UN_JOUR} | champs))
    AgendaPage.objects.get(locale__language_code="fr").add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page
