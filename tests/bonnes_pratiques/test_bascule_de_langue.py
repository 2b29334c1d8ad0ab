"""The language switch, from every kind of address: it answers, in the other language, and never by the home page."""

import datetime
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client

from bonnes_pratiques.models import BibliothequePage
from raison_detre.models import EngagementsPage
from tests.bonnes_pratiques.factories import fiche
from tests.registre.factories import labellisee

pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]

QUESTIONS = [
    "/registre/?statut=labellisee&q=essai&page=1",
    "/registre/?vue=carte&au=2026-01-01",
    "/registre/?page=99",
    "/registre/?region=zz",
    "/registre/barometre/",
    "/registre/donnees/",
    "/registre/verifier/",
    "/registre/verifier-un-badge/",
    "/registre/inconnue/",
    "/bonnes-pratiques/?axe=1&theme=",
    "/bonnes-pratiques/?page=99",
    "/bonnes-pratiques/?theme=inconnu",
    "/bonnes-pratiques/classeur/?fiches=1&fiches=x",
    "/bonnes-pratiques/inconnue/",
    "/agenda/?page=99",
    "/actualites/?etiquette=inconnue",
    "/recherche/?q=bail&genre=pages&page=2",
    "/recherche/?genre=inconnu",
    "/raison-d-etre/edition/2021/",
    "/engagements/edition/1999/",
    "/plan-du-site/",
    "/nulle-part/",
    "/langues/?de=x",
]


def autre_langue(client: Client, adresse: str) -> str:
    """Where the switch of this page leads, whatever its status."""
    page = BeautifulSoup(client.get(adresse, follow=True).content, "lxml")
    [lien] = page.select(".langues a:not([aria-current])")
    return str(lien["href"])


def test_from_any_address_the_switch_answers_in_the_other_language(rayons: BibliothequePage, client: Client) -> None:
    for commande in ("preparer_registre", "preparer_actualites"):
        call_command(commande, stdout=StringIO())

    label = labellisee(datetime.date(2026, 3, 2))
    coop = label.cooperative
    seule, traduite = fiche("Seule", cooperative=coop), fiche("Traduite", cooperative=coop)

    fiche("Translated", langue="en", traduction_de=traduite)
    engagements = [vue.suites["fr"] for vue in EngagementsPage.objects.get(locale__language_code="fr").sous_pages()]
    lieux = [seule.url, traduite.url, f"/registre/{coop.slug}/", f"/registre/labels/{label.numero}/"]
    for adresse in [*QUESTIONS, *lieux, f"/engagements/{engagements[0]}"]:
        statut = client.get(adresse, follow=True).status_code
        ailleurs = autre_langue(client, adresse)
        assert ailleurs.startswith("/en/"), adresse
        assert ailleurs != "/en/", adresse
        suite = client.get(ailleurs, follow=True)
        assert suite.status_code in {200, 404 if statut == 404 else 200}, (adresse, ailleurs)
        assert 'lang="en"' in suite.content.decode(), (adresse, ailleurs)

    assert autre_langue(client, seule.url).startswith("/en/langues/")
    assert autre_langue(client, autre_langue(client, traduite.url)) == traduite.url
