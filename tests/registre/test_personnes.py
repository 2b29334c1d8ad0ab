"""A person's data: every column says what becomes of it, all is taken away, a person is erased and the facts stay."""

import datetime
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from bonnes_pratiques.models import BrouillonDeFiche
from registre import operations
from registre.ecriture.chaine import parcourir
from registre.models import AuteurDEvenement, Evenement, Invitation, Membre, Role
from registre.rappels.models import Rappel
from registre.signalements.models import SignalementDErreur
from socle.models import User
from socle.personnes import devenirs
from socle.personnes.devenirs import Devenir, LiensSansDevenir, liens
from socle.personnes.export import SECRETS
from tests.registre.factories import CooperativeFactory, labellisee
from tests.socle.factories import UserFactory

D = datetime.date
ADRESSE = "lea@example.org"
pytestmark = [pytest.mark.django_db, pytest.mark.lent]


@pytest.fixture(autouse=True)
def groupes() -> None:
    """The groups of editors, with their rights."""
    call_command("synchroniser_groupes", verbosity=0)


@pytest.fixture
def elle() -> User:
    """A member who recorded, invited, typed, reported, and was reminded; somebody else stands beside her each time."""
    elle, autre = UserFactory.create(email=ADRESSE, first_name="Une", last_name="Personne"), UserFactory.create()
    label = labellisee(D(2024, 3, 1))
    coop = label.cooperative
    elle.set_password("un mot de passe assez long")
    elle.save()

    operations.suspendre(label.pk, par=elle, le=D(2024, 5, 1), motif="Point d'étape non tenu.")
    operations.lever_suspension(label.pk, par=autre, le=D(2024, 6, 1))
    for compte in (elle, autre):
        Membre.objects.create(user=compte, cooperative=coop, role=Role.REFERENT, depuis=D(2024, 1, 1))
        BrouillonDeFiche.objects.create(cooperative=coop, auteur=compte, donnees={"titre": ["Un jardin"]})
        Rappel.objects.create(destinataire=compte, adresse=compte.email, sujet="Un point approche", corps="Bonjour")

    le = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    for courriel, par in ((ADRESSE.upper(), autre), ("tierce@example.org", elle)):
        Invitation.objects.create(cooperative=coop, courriel=courriel, invitee_par=par, envoyee_le=le, expire_le=le)
    for courriel in (ADRESSE, "visiteuse@example.org"):
        SignalementDErreur.objects.create(cooperative=coop, faux="Le siège.", courriel=courriel)

    return elle


def dire(commande: str, *options: str) -> str:
    """Run a command on her account; return what it says, with plain spaces."""
    sortie = StringIO()
    call_command(commande, "--email", f" {ADRESSE.title()} ", *options, stdout=sortie)
    return sortie.getvalue().replace("\u00a0", " ")


def traces() -> set[str]:
    """Every column of text where her address still stands, and every account's where she does."""
    lus = set()
    for modele in {lien.modele for lien in liens()} | {ModelLogEntry}:
        for champ in modele._meta.local_fields:
            texte = isinstance(champ, models.CharField | models.TextField) and not champ.primary_key
            if texte and modele._base_manager.filter(**{f"{champ.name}__icontains": ADRESSE}).exists():
                lus.add(devenirs.nom_du_champ(champ))
    return lus


def test_every_column_that_leads_to_a_person_says_what_becomes_of_it() -> None:
    trouves = liens()  # which refuses one that nobody spoke for

    noms = {lien.cle for lien in trouves}
    assert {nom for nom in devenirs.declares() if "*" not in nom} <= noms  # nor is one said that is gone
    assert len(trouves) > 50


def test_a_column_nobody_spoke_for_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(devenirs._DEVENIRS, "registre.Membre.user")
    with pytest.raises(LiensSansDevenir, match=r"^registre\.Membre\.user$"):
        liens()


def test_what_is_said_of_a_column_is_what_the_database_does() -> None:
    attendus = {models.CASCADE: Devenir.PART, models.SET_NULL: Devenir.DETACHE, models.DO_NOTHING: Devenir.DETACHE}
    comptes = [lien for lien in liens() if not lien.est_un_courriel]

    assert [lien.cle for lien in comptes if attendus.get(lien.champ.remote_field.on_delete) != lien.devenir] == []


def test_the_secrets_left_out_of_the_export_exist() -> None:
    champs = {
        devenirs.nom_du_champ(champ)
        for modele in {lien.modele for lien in liens()}
        for champ in modele._meta.local_fields
    }
    assert SECRETS - champs == set()
    parlants = ("password", "secret", "token", "key", "key_hash")
    assert {nom for nom in champs if nom.rpartition(".")[2] in parlants} <= SECRETS


def test_all_is_exported_and_nothing_of_anybody_else(elle: User) -> None:
    donnees = json.loads(dire("exporter_personne"))

    tables = {(lien["table"], len(lien["lignes"])) for lien in donnees["liens"]}
    assert {
        ("registre.Membre", 1),
        ("registre.AuteurDEvenement", 1),
        ("registre.Invitation", 1),
        ("bonnes_pratiques.BrouillonDeFiche", 1),
        ("rappels.Rappel", 1),
        ("signalements.SignalementDErreur", 1),
    } <= tables
    assert donnees["compte"]["adresse électronique"] == ADRESSE
    texte = json.dumps(donnees, ensure_ascii=False)
    assert "Un jardin" in texte
    assert elle.password not in texte
    assert not any(autre in texte for autre in ("visiteuse@example.org", "tierce@example.org"))


def test_it_is_read_in_words_too(elle: User) -> None:
    dit = dire("exporter_personne", "--texte")

    assert "Adresse électronique : lea@example.org" in dit
    assert "Disparaît avec le compte." in dit
    assert "Reste, sans le nom ni l’adresse." in dit


def test_a_person_is_erased_the_facts_stay_and_the_chain_holds(elle: User) -> None:
    avant = Evenement.objects.count(), SignalementDErreur.objects.count(), parcourir().rupture

    assert "Cette personne est effacée." in dire("effacer_personne")

    assert not User.objects.filter(email=ADRESSE).exists()
    assert (Evenement.objects.count(), SignalementDErreur.objects.count(), parcourir().rupture) == avant
    assert traces() == set()
    assert AuteurDEvenement.objects.filter(par=None, sel="").count() == 1
    assert Membre.objects.count() == BrouillonDeFiche.objects.count() == Rappel.objects.count() == 1
    assert Invitation.objects.get().courriel == "tierce@example.org"
    assert Invitation.objects.get().invitee_par is None


def test_a_simulation_says_what_would_become_of_each_and_changes_nothing(elle: User) -> None:
    dit = dire("effacer_personne", "--simulation")

    assert "Membres des coopératives, compte : 1. Disparaît avec le compte." in dit
    assert "Auteurs d'événements, par : 1. Reste, sans le nom ni l’adresse." in dit.replace("’é", "'é")
    assert dit.endswith("Rien n’est changé.\n")
    assert User.objects.filter(email=ADRESSE).exists()
    assert traces()
    assert dire("effacer_personne", "--simulation") == dit


def test_a_second_run_finds_nobody(elle: User) -> None:
    dire("effacer_personne")
    with pytest.raises(CommandError, match="Aucun compte n’a l’adresse"):
        dire("effacer_personne")


def test_an_account_deleted_in_the_admin_leaves_no_address_either(elle: User) -> None:
    navigateur = Client()
    navigateur.force_login(UserFactory.create(superuser=True))
    membre = Membre.objects.get(user=elle)
    ModelLogEntry.objects.log_action(instance=membre, action="wagtail.edit", title=f"{ADRESSE} – coop")

    assert navigateur.post(reverse("wagtailusers_users:delete", args=[elle.pk])).status_code == 302
    assert traces() == set()


def test_who_left_an_address_is_not_confused_with_one_that_resembles_it(elle: User) -> None:
    SignalementDErreur.objects.create(
        cooperative=CooperativeFactory.create(), faux="Le nom.", courriel=f"autre.{ADRESSE}"
    )
    dire("effacer_personne")
    assert SignalementDErreur.objects.filter(courriel=f"autre.{ADRESSE}").count() == 1


class TestPages:
    def test_one_reads_and_takes_away_ones_own_data(self, elle: User, client: Client) -> None:
        client.force_login(elle)
        page: Any = client.get("/compte/mes-donnees/")

        assert page.status_code == 200
        assert ADRESSE in page.content.decode()
        assert "no-store" in page.headers["Cache-Control"]
        fichier = client.get("/compte/mes-donnees/", {"format": "json"})
        assert fichier.json()["compte"]["adresse électronique"] == ADRESSE
        assert "attachment" in fichier.headers["Content-Disposition"]
        assert client.get("/compte/mes-donnees/", {"format": "txt"}).headers["Content-Type"].startswith("text/plain")

    def test_the_account_s_pages_lead_there(self, elle: User, client: Client) -> None:
        client.force_login(elle)
        assert 'href="/compte/mes-donnees/"' in client.get("/compte/mes-donnees/").content.decode()

    def test_a_visitor_logs_in_first(self, client: Client) -> None:
        reponse = client.get("/compte/mes-donnees/")
        assert (reponse.status_code, reponse.headers["Location"].partition("?")[0]) == (302, "/compte/login/")

    def test_who_manages_accounts_gives_anybody_theirs(self, elle: User, client: Client) -> None:
        client.force_login(UserFactory.create(administration=True))
        adresse = reverse("donnees_d_un_compte", args=[elle.pk])

        assert client.get(adresse).json()["compte"]["adresse électronique"] == ADRESSE
        assert ADRESSE in client.get(adresse, {"format": "txt"}).content.decode()
        assert adresse in client.get(reverse("wagtailusers_users:index")).content.decode()

    @pytest.mark.parametrize("role", ["edition", "publication"])
    def test_no_other_editor_does(self, elle: User, client: Client, role: str) -> None:
        client.force_login(UserFactory.create(**{role: True}))
        assert client.get(reverse("donnees_d_un_compte", args=[elle.pk])).status_code in {302, 403}

    def test_nor_one_of_lesser_rights_of_who_has_more(self, client: Client) -> None:
        chef = UserFactory.create(superuser=True)
        client.force_login(UserFactory.create(administration=True))
        assert client.get(reverse("donnees_d_un_compte", args=[chef.pk])).status_code in {302, 403}

    def test_two_reminders_or_forty_cost_the_same(self, elle: User, client: Client) -> None:
        client.force_login(elle)

        def requetes() -> int:
            with CaptureQueriesContext(connection) as lues:
                client.get("/compte/mes-donnees/", {"format": "json"})
            return len(lues)

        requetes()
        un = requetes()
        for rang in range(39):
            Rappel.objects.create(destinataire=elle, adresse=elle.email, sujet=f"Un point {rang}")
            coop = CooperativeFactory.create()
            Membre.objects.create(user=elle, cooperative=coop, depuis=D(2024, 1, 1))
        assert requetes() == un
