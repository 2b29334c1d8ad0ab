"""A coop absorbed in mid-course: nothing more is asked of it, by anybody, and what was filed stays to be read."""

import datetime

import pytest
from django.utils import timezone

from registre.comite import ordre_du_jour
from registre.comite.models import NatureDePoint, PointALOrdreDuJour
from registre.models import Cooperative
from registre.operations import OperationRefusee
from socle.models import User
from tests.registre.comite.monde import AN, UN_JOUR, consigner, membre, navigateur, seance, secretaire, tenue_avec
from tests.registre.dossier.monde import coop_a, referente
from tests.registre.factories import CooperativeFactory, absorbee, admissible, labellisee
from tests.registre.lecture import lire, mots

pytestmark = pytest.mark.django_db
ESPACE = "/espace/coop-a/"


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


def disparaitre(coop: Cooperative, sort: str = "") -> Cooperative:
    """Another coop absorbs it today."""
    return absorbee(coop, CooperativeFactory.create(nom="La Grande"), timezone.localdate(), sort=sort)


def retrait(elle: User, coop: Cooperative) -> PointALOrdreDuJour:
    """The withdrawal of its label, on the agenda of a session held today."""
    nature, la_seance = NatureDePoint.RETRAIT, tenue_avec(membre())
    return ordre_du_jour.ajouter(la_seance.pk, par=elle, nature=nature, cooperative=coop)


def test_it_waits_until_its_candidature_is_decided_or_given_up(coop: Cooperative) -> None:
    admissible(timezone.localdate() - AN, coop)
    with pytest.raises(OperationRefusee, match="Une candidature est en cours"):
        disparaitre(coop)


def test_its_space_says_so_and_asks_for_nothing_more(coop: Cooperative) -> None:
    labellisee(timezone.localdate() - datetime.timedelta(days=600), coop)
    elle = referente(coop)
    assert "mi-parcours" in mots(lire(elle, ESPACE).main)
    disparaitre(coop, "clos")

    accueil = mots(lire(elle, ESPACE).main)
    assert "La coopérative a été absorbée" in accueil
    assert "La suite est dans l’espace de La Grande" in accueil
    assert "Préparer" not in accueil


def test_no_session_hears_of_its_label_any_more(coop: Cooperative) -> None:
    labellisee(timezone.localdate() - AN, coop)
    elle, suivante = secretaire(), seance(timezone.localdate() + 30 * UN_JOUR)
    consigner(navigateur(elle), retrait(elle, coop), sens="ajourne", motif="Il manque une pièce.")
    disparue = disparaitre(coop, "clos")

    assert ordre_du_jour.remplir(suivante.pk, par=elle) == 0
    with pytest.raises(OperationRefusee, match="a été absorbée"):
        ordre_du_jour.ajouter(suivante.pk, par=elle, nature=NatureDePoint.RETRAIT, cooperative=disparue)
