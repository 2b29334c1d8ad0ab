"""The Federation reads what was sent, changes the words, and sends again what did not leave."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registre.models import Cooperative
from registre.rappels.models import FormuleDeRappel, Moment, ObjetDuRappel, Rappel
from socle.file_de_courriels import EtatDEnvoi
from tests.registre.factories import CooperativeFactory, admissible
from tests.registre.rappels.test_rappels import membre, passer
from tests.rigueur.html import StrictClient
from tests.socle.factories import UserFactory

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.rendu]


@pytest.fixture(autouse=True)
def groupes() -> None:
    """The groups as they are made on any site."""
    call_command("synchroniser_groupes", verbosity=0)


def connecte(**trait: bool) -> Client:
    """A browser in which such an account is logged in."""
    client = StrictClient()
    client.force_login(UserFactory.create(**trait))
    return client


@pytest.fixture
def coop() -> Cooperative:
    """A coop with a point due on 1 July 2025, and somebody to tell."""
    coop = CooperativeFactory.create(nom="Coop du Rappel")
    admissible(D(2025, 1, 1), coop)
    membre(coop, "referente@example.org")
    return coop


@pytest.fixture
def refuse(coop: Cooperative) -> Rappel:
    """A reminder whose address was refused."""
    compte = coop.membres.get().user
    rappel = Rappel.objects.create(
        destinataire=compte, adresse=compte.email, etat=EtatDEnvoi.REFUSE, erreur="550 no such user"
    )
    ObjetDuRappel.objects.create(
        rappel=rappel, destinataire=compte, cooperative=coop, nature="point_etape", mois=6, le=D(2025, 7, 1), palier=-30
    )
    return rappel


def test_the_list_says_to_whom_about_which_coop_and_what_became_of_it(refuse: Rappel) -> None:
    page = connecte(publication=True).get(reverse("wagtailsnippets_rappels_rappel:list")).content.decode()

    for mot in ("referente@example.org", "Coop du Rappel", "refusé par le serveur de courriel", "550 no such user"):
        assert mot in page


def test_what_did_not_leave_is_on_the_home_of_whoever_may_send_it_again(refuse: Rappel) -> None:
    adresse = reverse("wagtailsnippets_rappels_rappel:inspect", args=[refuse.pk])

    assert adresse in connecte(publication=True).get("/admin/").content.decode()
    assert adresse not in connecte(edition=True).get("/admin/").content.decode()


def test_a_refused_message_is_sent_again_once(refuse: Rappel) -> None:
    client = connecte(publication=True)
    adresse = reverse("registre_renvoyer_rappel", args=[refuse.pk])

    assert adresse in client.get(reverse("wagtailsnippets_rappels_rappel:inspect", args=[refuse.pk])).content.decode()
    assert "referente@example.org" in client.get(adresse).content.decode()
    client.post(adresse)
    Rappel.objects.update(prochain_essai_le=timezone.now() - datetime.timedelta(days=3650))
    passer(D(2025, 6, 2))
    client.post(adresse)

    assert [courriel.to for courriel in mail.outbox] == [["referente@example.org"]]
    assert Rappel.objects.get().etat == EtatDEnvoi.ENVOYE


@pytest.mark.parametrize("trait", ["edition", None])
def test_nobody_else_reads_or_sends(refuse: Rappel, trait: str | None) -> None:
    client = connecte(**({trait: True} if trait else {}))

    for nom in ("wagtailsnippets_rappels_rappel:list", "wagtailsnippets_rappels_formulederappel:list"):
        assert client.get(reverse(nom)).status_code in (302, 403)
    client.post(reverse("registre_renvoyer_rappel", args=[refuse.pk]))

    assert Rappel.objects.get().etat == EtatDEnvoi.REFUSE


def test_the_words_are_changed_with_a_preview_and_leave_as_written(coop: Cooperative) -> None:
    client = connecte(publication=True)
    formule = FormuleDeRappel.objects.get(moment=Moment.AVANT)
    champs = {"sujet": "Bientôt", "ouverture": "Chère coopérative,", "fermeture": "À bientôt."}

    apercu = reverse("wagtailsnippets_rappels_formulederappel:preview_on_edit", args=[formule.pk])
    assert client.post(apercu, champs).json()["is_valid"]
    lu = client.get(f"{apercu}?mode=").content.decode()
    client.post(reverse("wagtailsnippets_rappels_formulederappel:edit", args=[formule.pk]), champs)
    passer(D(2025, 6, 1))

    assert "Chère coopérative," in lu
    assert "Coopérative d’exemple" in lu
    assert mail.outbox[0].subject == "Bientôt"
    assert mail.outbox[0].body.startswith("Chère coopérative,")


@pytest.mark.parametrize("geste", ["add", "delete"])
def test_no_wording_is_added_or_deleted(geste: str) -> None:
    args = [FormuleDeRappel.objects.get(moment=Moment.AVANT).pk] if geste == "delete" else []

    reponse = connecte(administration=True).post(reverse(f"wagtailsnippets_rappels_formulederappel:{geste}", args=args))

    assert reponse.status_code == 302
    assert FormuleDeRappel.objects.count() == 2
