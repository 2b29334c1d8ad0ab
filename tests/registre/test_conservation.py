"""`manage.py appliquer_conservation`: what is forgotten, when, and that the page says the same."""

import datetime
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.template import Context, Template

from registre.avis.models import CourrielAExpert, DemandeDAvis, OuvertureDAvis
from registre.courriers.models import Courrier
from registre.models import Candidature, Cooperative, Invitation, SeanceComite
from registre.rappels.models import Rappel, RappelDeLecture
from registre.signalements.models import SignalementDErreur
from registre.visites.models import CompteRenduDeVisite
from socle.conservation import oublis
from socle.file_de_courriels import EtatDEnvoi
from socle.models import AdresseDeCalendrier, RechercheSansResultat, SaisieDeposee, User
from tests.registre.avis.monde import EXPERTE, demande_de, version_de
from tests.registre.factories import CooperativeFactory, admissible
from tests.registre.suivi.monde import brouillon_de
from tests.socle.factories import UserFactory

LE_JOUR = datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)
pytestmark = pytest.mark.django_db


def avant(**duree: int) -> datetime.datetime:
    """A moment so long before the day of these tests."""
    return LE_JOUR - datetime.timedelta(**duree)


def appliquer(*options: str) -> list[str]:
    """Run the command on that day; return its lines, with plain spaces."""
    sortie = StringIO()
    with time_machine.travel(LE_JOUR, tick=False):
        call_command("appliquer_conservation", *options, stdout=sortie)
    return sortie.getvalue().replace("\u00a0", " ").splitlines()


def _adresse_lue(lettre: str, le: datetime.date) -> None:
    AdresseDeCalendrier.objects.create(user=UserFactory.create(), empreinte=lettre * 64, lue_le=le)


@pytest.fixture
def de_tout() -> None:
    """Of each kind, one row that is to be forgotten and one that is not yet."""
    coop, compte = CooperativeFactory.create(), UserFactory.create()
    for jours in (90, 89):
        RechercheSansResultat.objects.create(texte=f"piscine {jours}", jour=avant(days=jours).date())
    for adresse, jours in (("/a/", 16), ("/b/", 15)):
        SaisieDeposee.objects.create(auteur=compte, adresse=adresse)
        SaisieDeposee.objects.filter(adresse=adresse).update(deposee_le=avant(days=jours))
    _adresse_lue("a", avant(days=366).date())
    _adresse_lue("b", avant(days=360).date())
    for cle, jours in (("a" * 32, 1), ("b" * 32, -1)):
        Session.objects.create(session_key=cle, session_data="x", expire_date=avant(days=jours))

    for courriel, expire, utilisee in (
        ("expiree@example.org", avant(days=366), None),
        ("utilisee@example.org", avant(days=370), avant(days=366)),
        ("attend@example.org", avant(days=-3), None),
        ("hier@example.org", avant(days=400), avant(days=300)),
    ):
        Invitation.objects.create(
            cooperative=coop, courriel=courriel, envoyee_le=avant(days=500), expire_le=expire, utilisee_le=utilisee
        )

    for jours, etat in ((732, EtatDEnvoi.ENVOYE), (732, EtatDEnvoi.A_ENVOYER), (700, EtatDEnvoi.ENVOYE)):
        Rappel.objects.create(destinataire=compte, compose_le=avant(days=jours), etat=etat)
        Courrier.objects.create(destinataire=compte, cooperative=coop, ecrit_le=avant(days=jours), etat=etat)
        _rappel_de_lecture(compte, avant(days=jours), etat)
    candidature = admissible(datetime.date(2026, 1, 15), coop)
    for mois, jours in ((6, 366), (12, 365)):
        brouillon_de(candidature, mois, modifiee_le=avant(days=jours))
        CompteRenduDeVisite.objects.create(
            cooperative=coop, rang=1, faite_le=avant(days=400).date(), presents="Une", envoye_le=avant(days=jours)
        )
    _avis_demandes(candidature)
    for jours in (367, 365):
        _erreur_signalee(coop, avant(days=jours))


def _rappel_de_lecture(compte: User, compose_le: datetime.datetime, etat: str) -> None:
    seance = SeanceComite.objects.get_or_create(le="2026-03-03")[0]
    RappelDeLecture.objects.create(
        seance=seance,
        destinataire=compte,
        le=seance.le,
        palier=-compose_le.day - len(etat),
        compose_le=compose_le,
        etat=etat,
    )


def _avis_demandes(candidature: Candidature) -> None:
    version = version_de(candidature)
    for texte, jours in (("", 366), ("Oui.", 366), ("Non.", 365)):
        le = avant(days=jours)
        donne_le = le if texte else None
        demande = demande_de(version, texte, echeance=le.date(), texte=texte, donne_le=donne_le)
        OuvertureDAvis.objects.create(demande=demande)


def _erreur_signalee(coop: Cooperative, repondu_le: datetime.datetime) -> None:
    SignalementDErreur.objects.create(
        cooperative=coop,
        faux="Le siège.",
        courriel="visiteuse@example.org",
        recu_le=avant(days=400),
        etat="corrige",
        reponse="Merci.",
        repondu_le=repondu_le,
        delai=3,
    )


ATTENDU = [
    ("Recherches sans résultat (90 jours)", 1),
    ("Formulaires envoyés après la fin d’une session, que personne n’a repris (15 jours)", 1),
    ("Adresses privées de calendrier que plus rien ne lit (12 mois)", 1),
    ("Sessions de connexion terminées (1 jour)", 1),
    ("Invitations utilisées ou expirées (12 mois)", 2),
    ("Textes et adresse des erreurs signalées, après la réponse (12 mois)", 1),
    ("Rappels envoyés (24 mois)", 1),
    ("Courriels au sujet d’une coopérative ou d’une séance (24 mois)", 1),
    ("Rappels de lecture au comité (24 mois)", 1),
    ("Points d’étape commencés et jamais envoyés (12 mois)", 1),
    ("Comptes rendus de visite jamais confirmés (12 mois)", 1),
    ("Adresses d’experts, ouvertures de leurs liens, demandes d’avis sans réponse (12 mois)", 2),
]


@pytest.mark.usefixtures("de_tout")
def test_each_kind_is_forgotten_once_its_time_has_passed_and_no_sooner() -> None:
    assert sorted(appliquer()) == sorted(f"{nom} : oubliés, {n}." for nom, n in ATTENDU)

    assert set(Invitation.objects.values_list("courriel", flat=True)) == {"attend@example.org", "hier@example.org"}
    assert RechercheSansResultat.objects.get().texte == "piscine 89"
    assert SaisieDeposee.objects.get().adresse == "/b/"
    assert sorted(DemandeDAvis.objects.values_list("texte", "courriel")) == [("Non.", EXPERTE), ("Oui.", "")]
    recente = DemandeDAvis.objects.get(texte="Non.")
    assert (CourrielAExpert.objects.get().demande, OuvertureDAvis.objects.get().demande) == (recente, recente)
    assert Session.objects.count() == 1
    assert Rappel.objects.count() == 2  # one is recent, the other has not left
    assert sorted(SignalementDErreur.objects.values_list("courriel", flat=True)) == ["", "visiteuse@example.org"]


@pytest.mark.usefixtures("de_tout")
def test_a_simulation_says_the_same_numbers_and_changes_nothing() -> None:
    *lignes, fin = appliquer("--simulation")

    assert sorted(lignes) == sorted(f"{nom} : à oublier, {n}." for nom, n in ATTENDU)
    assert fin == "Rien n’est changé."
    assert sorted(appliquer()) == sorted(f"{nom} : oubliés, {n}." for nom, n in ATTENDU)


@pytest.mark.usefixtures("de_tout")
def test_a_second_run_forgets_nothing_more() -> None:
    appliquer()
    assert {ligne.rpartition(" : ")[2] for ligne in appliquer()} == {"oubliés, 0."}


def test_the_page_says_each_period_the_command_applies() -> None:
    dit = Template("{% include 'raison_detre/blocs/durees.html' %}").render(Context())
    lu = dit.replace("\u00a0", " ")

    assert [oubli.nom for oubli in oublis() if f"{oubli.nom} : {oubli.duree()}." not in lu] == []
    assert len(oublis()) == len(ATTENDU)


def test_the_timer_runs_it() -> None:
    entretien = Path(settings.BASE_DIR) / "deploy" / "coophlm-entretien.service"
    assert "manage.py appliquer_conservation" in entretien.read_text()
