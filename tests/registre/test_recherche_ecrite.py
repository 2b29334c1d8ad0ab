"""Words and numbers as people write them: the register's search and the site's find the same coops."""

import datetime
from io import StringIO

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client

from registre.models import Cooperative, Label
from tests.raison_detre.conftest import A_MIDI
from tests.registre.factories import CooperativeFactory, labellisee, renouvelee, siren_fictif

D = datetime.date
pytestmark = pytest.mark.django_db
RECHERCHES = ("/registre/", "/recherche/")
NOMS = {
    "S.C.I.C. H.L.M. des Essais": "Béziers",
    "Ma Coop": "Sète",
    "ToitPlus": "Agde",
    "Logis modèle": "Saint-Nazaire",
    "Foyer modèle": "Ste-Marie",
    "Les usagers réunis": "Agde",
}


@pytest.fixture
def coops() -> dict[str, Cooperative]:
    """A coop of each name, labelled, known to both searches."""
    faites = {}
    with time_machine.travel(A_MIDI, tick=False):
        for rang, (nom, commune) in enumerate(NOMS.items()):
            coop = CooperativeFactory.create(nom=nom, nom_usuel="", commune=commune, siren=siren_fictif(70_100 + rang))
            labellisee(D(2025, 3, 1 + rang), coop)
            faites[nom] = coop
    call_command("reindexer", stdout=StringIO())
    return faites


def trouvees(client: Client, adresse: str, q: str) -> set[str]:
    """The names of the coops that a search page shows."""
    with time_machine.travel(A_MIDI, tick=False):
        page = BeautifulSoup(client.get(adresse, {"q": q}).content, "lxml")
    liens = {str(lien["href"]).split("?")[0].rstrip("/").rsplit("/", 1)[-1] for lien in page.select("main a[href]")}
    return set(Cooperative.objects.filter(slug__in=liens).values_list("nom", flat=True))


def trouvees_partout(client: Client, q: str) -> dict[str, set[str]]:
    """The names of the coops that each of the two searches shows."""
    return {adresse: trouvees(client, adresse, q) for adresse in RECHERCHES}


def partout(*noms: str) -> dict[str, set[str]]:
    """These coops, and no other, in both searches."""
    return {adresse: set(noms) for adresse in RECHERCHES}


SCIC, COOP, PLUS, NAZAIRE, MARIE, USAGERS = NOMS


@pytest.mark.parametrize(
    ("q", "noms"),
    [
        ("hlm", {SCIC}),
        ("H.L.M.", {SCIC}),
        ("scic", {SCIC}),
        ("s.c.i.c. des essais", {SCIC}),
        ("st nazaire", {NAZAIRE}),
        ("St-Nazaire", {NAZAIRE}),
        ("saint nazaire", {NAZAIRE}),
        ("sainte marie", {MARIE}),
        ("ste marie", {MARIE}),
        ("macoop", {COOP}),
        ("ma coop", {COOP}),
        ("toit plus", {PLUS}),
        ("toitplus", {PLUS}),
        ("usagère", {USAGERS}),
        ("usager", {USAGERS}),
        ("réunies", {USAGERS}),
    ],
)
def test_a_name_is_found_as_people_write_it(
    client: Client, coops: dict[str, Cooperative], q: str, noms: set[str]
) -> None:
    assert trouvees_partout(client, q) == partout(*noms)


def test_a_label_s_number_is_searched_whole_with_or_without_its_dashes(client: Client) -> None:
    with time_machine.travel(A_MIDI, tick=False):
        ancien = labellisee(D(2023, 2, 1), CooperativeFactory.create(nom="Renouvelée", slug="renouvelee"))
        cherche = labellisee(D(2026, 2, 1), CooperativeFactory.create(nom="Cherchée", slug="cherchee"))
        nouveau = renouvelee(ancien, D(2026, 2, 2))

    assert [label.numero for label in (ancien, cherche, nouveau)] == ["QC-2023-0001", "QC-2026-0001", "QC-2026-0002"]

    call_command("reindexer", stdout=StringIO())
    for q in ("QC-2026-0001", "QC20260001", "qc 2026 0001", "qc-20260001", "QC‑2026‑0001"):
        assert trouvees_partout(client, q) == partout("Cherchée"), q
    assert trouvees_partout(client, "QC-2026-0003") == partout()
    assert trouvees(client, "/registre/", "qc-2026") == {"Cherchée", "Renouvelée"}
    assert Label.objects.count() == 3


def test_a_siren_is_searched_whole_with_or_without_its_spaces_and_in_a_siret(client: Client) -> None:
    with time_machine.travel(A_MIDI, tick=False):
        cherche, autre = "123456782", "782123456"
        for nom, siren in (("Cherchée", cherche), ("Autre", autre)):
            coop = CooperativeFactory.create(nom=nom, slug=nom.lower().replace("é", "e"), siren=siren)
            labellisee(D(2025, 3, 1), coop)
    call_command("reindexer", stdout=StringIO())
    for q in (cherche, "123 456 782", "123.456.782", "123 456 782", "123 456 782 00014", "12345678200014"):
        assert trouvees_partout(client, q) == partout("Cherchée"), q
