"""`manage.py effacer_auteur`: a person leaves the register, and its journal stays whole."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from registre import operations
from registre.ecriture.chaine import parcourir
from registre.models import AuteurDEvenement, Evenement
from socle.models import User
from tests.registre.factories import labellisee

D = datetime.date
pytestmark = pytest.mark.django_db


@pytest.fixture
def lea() -> User:
    """Someone who suspended a label and lifted the suspension; another withdrew it."""
    lea, noe = User.objects.create_user("lea@exemple.fr"), User.objects.create_user("noe@exemple.fr")
    label = labellisee(D(2024, 3, 1))
    operations.suspendre(label.pk, par=lea, le=D(2024, 5, 1), motif="Point d'étape non tenu.")
    operations.lever_suspension(label.pk, par=lea, le=D(2024, 6, 1))
    operations.retirer(label.pk, par=noe, le=D(2024, 7, 1), motif="Engagements abandonnés.")
    return lea


def effacer(*options: str) -> str:
    """Run the command and return what it says."""
    dite = StringIO()
    call_command("effacer_auteur", *options, stdout=dite)
    return dite.getvalue().strip()


def auteurs() -> set[str]:
    """Return the addresses of those who are known to have recorded something."""
    return {e.par.email for e in Evenement.objects.select_related("auteur__par") if e.par}


def test_the_author_is_erased_the_events_stay_and_the_chain_holds(lea: User) -> None:
    avant = Evenement.objects.count()
    assert effacer("--email", " Lea@exemple.fr") == "Événements dont l’auteur est effacé\u00a0: 2."
    assert auteurs() == {"noe@exemple.fr"}
    assert set(AuteurDEvenement.objects.filter(par=None).values_list("sel", flat=True)) == {""}
    assert (Evenement.objects.count(), parcourir().rupture) == (avant, "")


def test_a_simulation_only_counts(lea: User) -> None:
    dite = effacer("--email", "lea@exemple.fr", "--simulation")
    assert dite == "Événements dont l’auteur serait effacé\u00a0: 2. Rien n’est changé."
    assert "lea@exemple.fr" in auteurs()


def test_a_second_run_finds_nothing_left(lea: User) -> None:
    effacer("--email", "lea@exemple.fr")
    assert effacer("--email", "lea@exemple.fr") == "Événements dont l’auteur est effacé\u00a0: 0."


def test_an_unknown_address_is_said() -> None:
    with pytest.raises(CommandError, match=r"Aucun compte n’a l’adresse personne@exemple\.fr\."):
        effacer("--email", "personne@exemple.fr")


def test_an_account_deleted_in_the_admin_leaves_no_trace_either(lea: User, client: Client) -> None:
    client.force_login(User.objects.create_superuser("chef@exemple.fr", "un mot de passe"))
    reponse = client.post(reverse("wagtailusers_users:delete", args=[lea.pk]))
    assert reponse.status_code == 302
    assert not User.objects.filter(pk=lea.pk).exists()
    assert set(AuteurDEvenement.objects.filter(par=None).values_list("sel", flat=True)) == {""}
    assert parcourir().rupture == ""
