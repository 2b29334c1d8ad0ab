"""What an English reader meets beside the pages: refusals, the language switch, the account's own screens."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from raison_detre.models import AccueilPage
from registre import operations
from registre.composition import manques
from registre.imports.cooperatives import importer_cooperatives
from registre.models import RegistrePage
from socle.langues.traduction import traduire
from socle.models import User
from socle.tableaux.fautes import TableauRefuse
from tests.registre import decisions
from tests.registre.factories import admissible, choix, edition, labellisee
from tests.socle.conftest import accueil  # noqa: F401 - the site's home page
from tests.traductions.test_pages_anglaises import restes_de_francais

D = datetime.date
ANGLAIS = {"accept-language": "en-GB,en;q=0.9,fr;q=0.5"}
pytestmark = pytest.mark.django_db


def test_a_refused_operation_is_told_in_the_language_of_who_asks() -> None:
    candidature, label = admissible(D(2024, 1, 10)), labellisee(D(2024, 3, 1))
    with translation.override("en"):
        with pytest.raises(operations.OperationRefusee, match="The date comes before the previous decision"):
            decisions.accorder_label(candidature.pk, le=D(2023, 12, 31))
        with pytest.raises(operations.OperationRefusee, match=r"^A withdrawal has a reason, which is published\.$"):
            decisions.retirer(label.pk, le=D(2025, 1, 1), motif=" ")
        with pytest.raises(operations.OperationRefusee, match="This decision needs an application that is"):
            decisions.declarer_complete(candidature.pk, le=D(2024, 2, 1))


def test_what_a_choice_lacks_is_told_in_english_to_who_reads_it() -> None:
    regles = edition().regles
    with translation.override("en"):
        fautes = manques(regles, choix(1, 2, 99), {numero: 1 if numero < 3 else 2 for numero in range(1, 13)})
    assert fautes == [
        "Commitment 99 does not exist in this edition.",
        "2 commitments chosen: at least 8 are needed.",
        "Axis 2: 0 commitments chosen, at least 2 are needed.",
    ]


def test_a_refused_import_is_told_in_english_too(tmp_path: Path) -> None:
    fichier = tmp_path / "cooperatives.csv"
    fichier.write_text("siren;nom;couleur\n1;Essai;bleu\n")
    with translation.override("en"), pytest.raises(TableauRefuse) as refus:
        importer_cooperatives(fichier)
    assert "line 1, column couleur : unknown column." in str(refus.value)
    assert "this column is missing." in str(refus.value)


def test_the_language_switch_keeps_the_question_put_to_the_register(client: Client, accueil: AccueilPage) -> None:  # noqa: F811
    page = accueil.add_child(instance=RegistrePage(title="Registre", slug="registre"))
    page.save_revision().publish()
    Locale.objects.get_or_create(language_code="en")
    traduire(accueil, "en", {"title": "Home"})
    traduire(page, "en", {"title": "Register"})
    question = "?statut=labellisee&q=B%C3%A9ziers&au=2025-03-01"

    def autre_langue(adresse: str, langue: str) -> Any:
        html = BeautifulSoup(client.get(adresse).content, "lxml")
        return html.select_one(f".langues a[hreflang={langue}]")["href"]

    assert autre_langue(f"/registre/{question}", "en") == f"/en/registre/{question}"
    assert autre_langue(f"/en/registre/{question}", "fr") == f"/registre/{question}"
    assert autre_langue("/registre/", "en") == "/en/registre/"
    assert '"><script' not in autre_langue('/registre/?q="><script>', "en")


@pytest.mark.parametrize("adresse", ["/compte/login/", "/compte/password/reset/", "/compte/password/reset/done/"])
def test_the_account_speaks_the_language_of_the_browser(client: Client, adresse: str) -> None:
    anglaise = client.get(adresse, headers=ANGLAIS)
    assert restes_de_francais(anglaise.content, []) == []
    assert "Accept-Language" in anglaise.headers["Vary"]
    assert "s-maxage" not in anglaise.headers.get("Cache-Control", "")
    assert '<html lang="fr"' in client.get(adresse).content.decode()
    assert '<html lang="fr"' in client.get(adresse, headers={"accept-language": "de"}).content.decode()


@pytest.mark.parametrize("nom", ["mfa_index", "account_change_password", "account_logout", "account_reauthenticate"])
def test_one_s_own_account_is_english_for_an_english_reader(client: Client, nom: str) -> None:
    client.force_login(User.objects.create_user("quelquun@example.org", "une-phrase-assez-longue"))
    assert restes_de_francais(client.get(reverse(nom), headers=ANGLAIS).content, []) == []


def test_a_wrong_password_is_refused_in_english(client: Client) -> None:
    essai = {"login": "personne@example.org", "password": "rien"}
    assert restes_de_francais(client.post("/compte/login/", essai, headers=ANGLAIS).content, []) == []


def test_the_translation_editor_leaves_a_space_before_the_language(client: Client) -> None:
    client.force_login(User.objects.create_superuser("quelquun@example.org"))
    catalogue = client.get(reverse("wagtail_localize:javascript_catalog")).content.decode()
    assert '"Publish in ": "Publier en "' in catalogue
