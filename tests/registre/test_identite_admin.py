"""Who a coop is, from the admin: entered whole, then changed by operations that say from when; nobody goes round."""

import datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from registre import operations
from registre.administration.gestes.boutons import SUR_COOPERATIVE
from registre.droits import DROIT, INSTRUIRE
from registre.etats import SortDeLaSuspension, SortDuLabel, Statut
from registre.journal.connu import histoire
from registre.models import Cooperative, Evenement, Label, Operation, PeriodeDeStatut
from registre.models.cooperative import ADHESION, IDENTITE
from tests.registre.factories import (
    CooperativeFactory,
    admissible,
    labellisee,
    prete,
    renouvelee,
    siren_fictif,
    suspendue,
)
from tests.registre.test_administration import connecte, decider, geste
from tests.registre.test_corrections_admin import champs, lire, mots
from tests.socle.factories import UserFactory

D = datetime.date
AU = D(2026, 6, 15)
pytestmark = [pytest.mark.django_db, pytest.mark.lent]
AJOUTER = "/admin/snippets/registre/cooperative/add/"


@pytest.fixture(autouse=True)
def groupes() -> Any:
    """The groups of editors, with their rights, on a day that stays."""
    call_command("synchroniser_groupes", verbosity=0)
    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def navigateur() -> Client:
    """A browser where an administrator is logged in."""
    return connecte("administration")


def page_de(cooperative: Cooperative, vue: str = "inspect") -> str:
    """A page of a coop in the admin."""
    return reverse(f"wagtailsnippets_registre_cooperative:{vue}", args=[cooperative.pk])


def saisie(**autres: str) -> dict[str, str]:
    """What the form that adds a coop sends."""
    return {
        "nom": "Coopérative d'essai",
        "nom_usuel": "",
        "sigle": "",
        "siren": siren_fictif(90001),
        "forme_juridique": "SCIC",
        "commune": "Sète",
        "code_departement": "34",
        "membre_depuis": "2020-01-01",
        "membre_jusqu_au": "",
        "slug": "essai-d-inscription",
        "latitude": "",
        "longitude": "",
        "logements_geres": "",
        "site_web": "",
        "logo": "",
    } | autres


def test_a_coop_is_entered_whole_and_its_author_is_in_the_journal() -> None:
    navigateur = connecte("publication")
    page = mots(navigateur.post(AJOUTER, saisie(confirmer="1"), follow=True))
    coop = Cooperative.objects.get(slug="essai-d-inscription")
    inscription = Evenement.objects.get(cooperative=coop)
    assert (inscription.operation, inscription.par is not None) == (Operation.INSCRIRE, True)
    assert (coop.siren, coop.membre_depuis, coop.metiers) == (siren_fictif(90001), D(2020, 1, 1), [])
    assert "Coopérative d'essai" in page


def test_what_the_public_will_read_of_a_new_coop_is_confirmed_first_and_nothing_typed_is_lost() -> None:
    navigateur = connecte("publication")
    envoye: dict[str, Any] = saisie(membre_depuis="01/02/2020") | {"metiers": ["locatif", "brs"]}

    vue = navigateur.post(AJOUTER, envoye)
    assert not Cooperative.objects.exists()
    for lu in ("Coopérative d'essai", "1er février 2020", "Hérault", "locatif social, bail réel solidaire"):
        assert lu in mots(vue)
    assert "/registre/essai-d-inscription/" in mots(vue)

    reprise = navigateur.post(AJOUTER, champs(vue) | {"modifier": "1"})
    assert 'value="01/02/2020"' in reprise.content.decode()
    assert not Cooperative.objects.exists()

    fait = navigateur.post(AJOUTER, champs(vue) | {"metiers": envoye["metiers"], "confirmer": "1"}, follow=True)
    assert "est inscrite au registre" in mots(fait)
    assert Cooperative.objects.get().metiers == ["locatif", "brs"]


def test_a_coop_confirmed_twice_is_entered_once_and_both_answers_say_so() -> None:
    navigateur = connecte("publication")
    for dit in ("est inscrite au registre", "déjà consigné, une seule fois"):
        assert dit in mots(navigateur.post(AJOUTER, saisie(confirmer="1"), follow=True))
    assert Cooperative.objects.count() == 1


def test_the_form_s_own_permission_is_not_enough_to_enter_a_coop() -> None:
    user = UserFactory.create()
    user.user_permissions.set(Permission.objects.filter(codename__in=["add_cooperative", "access_admin"]))
    navigateur = Client()
    navigateur.force_login(user)
    assert navigateur.post(AJOUTER, saisie(confirmer="1")).status_code == 302
    assert not Cooperative.objects.exists()


def test_what_is_wrong_with_a_new_coop_is_said_on_its_field_and_nothing_is_lost(navigateur: Client) -> None:
    ancienne = CooperativeFactory.create()
    siren = ancienne.siren

    operations.changer_siren(ancienne.pk, siren=siren_fictif(90002), par=None, le=D(2026, 1, 1))
    for faute, dit in (({"siren": siren}, "est ou fut celui de"), ({"siren": "123"}, "n'est pas un SIREN")):
        page = navigateur.post(AJOUTER, saisie(**faute))
        assert dit in mots(page)
        assert 'value="Sète"' in page.content.decode()
        champ = lire(page).select_one("#id_siren")
        assert champ is not None
        assert champ.has_attr("aria-invalid") or "w-field__errors" in str(champ.find_parent(class_="w-panel"))

    assert Cooperative.objects.count() == 1


def test_the_edit_form_shows_who_the_coop_is_and_changes_none_of_it(navigateur: Client) -> None:
    coop = CooperativeFactory.create(nom="Toit", site_web="")
    formulaire = navigateur.get(page_de(coop, "edit"))
    assert "Toit" in mots(formulaire)
    assert "Pour le changer :" in mots(formulaire)
    assert geste("cooperative", coop.pk, "renommer") in formulaire.content.decode()
    assert not {nom for nom in (*IDENTITE, *ADHESION) if f'name="{nom}"' in formulaire.content.decode()}

    envoye = saisie(slug=coop.slug, nom="Autre", siren=siren_fictif(90003), site_web="https://essai.example.org/")
    assert navigateur.post(page_de(coop, "edit"), envoye).status_code == 302
    lue = Cooperative.objects.get(pk=coop.pk)
    assert (lue.nom, lue.siren, lue.site_web) == ("Toit", coop.siren, "https://essai.example.org/")


def test_a_coop_renamed_while_it_is_edited_keeps_both(navigateur: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    coop = CooperativeFactory.create(nom="Toit")
    verrouiller = "registre.administration.cooperatives.verrouiller_le_registre"
    monkeypatch.setattr(
        verrouiller, lambda: operations.renommer(coop.pk, nom="Toit Commun", par=None, le=D(2026, 1, 1))
    )
    envoye = saisie(slug=coop.slug, site_web="https://essai.example.org/")
    assert navigateur.post(page_de(coop, "edit"), envoye).status_code == 302
    lue = Cooperative.objects.get(pk=coop.pk)
    assert (lue.nom, lue.site_web) == ("Toit Commun", "https://essai.example.org/")


def test_a_coop_is_not_deleted_by_the_boxes_of_the_list(navigateur: Client) -> None:
    coop = CooperativeFactory.create()
    adresse = reverse("wagtail_bulk_action", args=["registre", "cooperative", "delete"])
    navigateur.post(f"{adresse}?id={coop.pk}", {"confirm": "1"})
    assert Cooperative.objects.filter(pk=coop.pk).exists()


@pytest.mark.parametrize(
    ("nom", "saisi", "champ", "attendu"),
    [
        ("renommer", {"nom": "Toit Commun", "nom_usuel": "Toit", "sigle": "TC"}, "nom_usuel", "Toit"),
        ("demenager", {"commune": "Lyon", "code_departement": "69"}, "code_departement", "69"),
        ("changer_siren", {"siren": siren_fictif(90004)}, "siren", siren_fictif(90004)),
        ("transformer", {"forme_juridique": "SCIC"}, "forme_juridique", "SCIC"),
        ("quitter", {}, "membre_jusqu_au", D(2026, 2, 1)),
    ],
)
def test_each_change_of_identity_is_dated_journaled_and_told(
    navigateur: Client, nom: str, saisi: dict[str, str], champ: str, attendu: Any
) -> None:
    coop = CooperativeFactory.create()
    adresse = geste("cooperative", coop.pk, nom)

    assert adresse in navigateur.get(page_de(coop)).content.decode()

    prerempli = champs(navigateur.get(adresse))
    assert all(prerempli[cle] == getattr(coop, cle) for cle in saisi)
    page = mots(decider(navigateur, adresse, saisi | {"le": "01/02/2026", "motif": ""}))
    coop.refresh_from_db()
    assert getattr(coop, champ) == attendu
    assert f"{coop} : {Operation(nom).label}, le 1er février 2026." in page
    assert Evenement.objects.get(operation=nom).par is not None


def test_a_coop_leaves_on_a_day_to_come_then_comes_back(navigateur: Client) -> None:
    coop = CooperativeFactory.create()
    decider(navigateur, geste("cooperative", coop.pk, "quitter"), {"le": "2026-12-31", "motif": ""})
    coop.refresh_from_db()
    assert coop.membre_jusqu_au == D(2026, 12, 31)
    page = navigateur.get(page_de(coop)).content.decode()
    assert geste("cooperative", coop.pk, "quitter") not in page
    assert geste("cooperative", coop.pk, "revenir") in page
    retour = {"le": "2026-06-01", "motif": ""}  # before it has left
    assert "Elle est déjà membre" in mots(navigateur.post(geste("cooperative", coop.pk, "revenir"), retour))


@pytest.mark.parametrize(
    ("nom", "saisi", "dit"),
    [
        ("renommer", {"nom": "", "le": "2026-02-01"}, "Champ requis"),
        ("renommer", {"nom": "=SOMME(A1)", "le": "2026-02-01"}, "formule"),
        ("renommer", {"nom": "Toit", "le": "2026-12-01"}, "La date est à venir"),
        ("changer_siren", {"siren": "000000000 ", "le": "2026-02-31"}, "Écrivez une date qui existe"),
        ("transformer", {"forme_juridique": "SCP", "le": "2026-02-01"}, "Rien ne change : c'est déjà"),
        ("absorber", {"absorbee": "personne", "le": "2026-02-01"}, "ne répond à « personne »"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_written(
    navigateur: Client, nom: str, saisi: dict[str, str], dit: str
) -> None:
    coop = CooperativeFactory.create(nom="Toit")
    page = navigateur.post(geste("cooperative", coop.pk, nom), saisi | {"motif": "Gardé."})
    assert dit in mots(page)
    assert champs(page)["motif"] == "Gardé."
    assert Evenement.objects.count() == 1


@pytest.mark.parametrize("role", ["edition", "publication", "administration"])
def test_the_office_keeps_identities_and_the_administration_moves_sirens_and_labels(role: str) -> None:
    coop = CooperativeFactory.create()
    navigateur = connecte(role)
    page = navigateur.get(page_de(coop)).content.decode()

    for bouton in SUR_COOPERATIVE:
        permis = role == "administration" or (role == "publication" and DROIT[bouton.operation] == INSTRUIRE)
        adresse = geste("cooperative", coop.pk, bouton.nom)
        assert (navigateur.get(adresse).status_code == 200) == permis
        assert (navigateur.post(adresse, {}).status_code == 200) == permis
        assert (adresse in page) == (permis and bouton.operation != Operation.REVENIR)

    assert (
        navigateur.post(AJOUTER, saisie(confirmer="1")).status_code == 302 and Cooperative.objects.count() == 2
    ) == (role != "edition")


def test_an_absorption_is_seen_on_both_coops_before_it_is_confirmed(navigateur: Client) -> None:
    label = labellisee(D(2025, 3, 1), CooperativeFactory.create(nom="Maison Partagée", commune="Nîmes"))
    absorbante = CooperativeFactory.create(nom="Toit Commun")
    CooperativeFactory.create(nom="Maison Bleue", commune="Lille")
    adresse = geste("cooperative", absorbante.pk, "absorber")
    assert "Plusieurs répondent" in mots(navigateur.post(adresse, {"absorbee": "maison", "le": "2026-05-01"}))
    sans_sort = {"absorbee": "maison nimes", "le": "2026-05-01", "motif": "Fusion."}
    assert "dites s'il est repris ou clos" in mots(navigateur.post(adresse, sans_sort))

    apercu = navigateur.post(adresse, sans_sort | {"sort": SortDuLabel.TRANSFERE})
    assert "Ce que le public lira de Toit Commun" in mots(apercu)
    assert "Label QC-2026-0001 : du 1er mai 2026 au 29 février 2028." in mots(apercu)
    assert "Ce que le public lira de Maison Partagée" in mots(apercu)
    assert "Absorbée le 1er mai 2026" in mots(apercu)
    assert Label.objects.count() == 1

    page = mots(navigateur.post(adresse, champs(apercu) | {"confirmer": "1"}, follow=True))
    assert "Toit Commun absorbe Maison Partagée le 1er mai 2026" in page
    label.refresh_from_db()
    assert label.clos_le == D(2026, 5, 1)
    assert Label.objects.get(numero="QC-2026-0001").cooperative == absorbante
    closes = navigateur.get(page_de(label.cooperative))
    assert not lire(closes).select("main a[href*='/admin/registre/cooperative/']")
    refus = navigateur.post(
        geste("cooperative", label.cooperative_id, "renommer"), {"nom": "Autre", "le": "2026-06-01"}
    )
    assert "a été absorbée" in mots(refus)


def test_a_grant_is_seen_before_it_is_confirmed_and_told_with_its_number_and_its_dates(navigateur: Client) -> None:
    candidature = admissible(D(2025, 1, 10))
    prete(candidature, D(2026, 3, 1))
    adresse = geste("candidature", candidature.pk, "accorder_label")
    apercu = navigateur.post(adresse, {"le": "01/03/2026", "motif": ""})
    assert "Label QC-2026-0001 : du 1er mars 2026 au 28 février 2029." in mots(apercu)
    assert not Label.objects.exists()

    page = navigateur.post(adresse, champs(apercu) | {"confirmer": "1"}, follow=True)
    phrase = f"Label QC-2026-0001 accordé à {candidature.cooperative} : du 1er mars 2026 au 28 février 2029 inclus."
    assert phrase in mots(page)
    assert "/registre/labels/QC-2026-0001/" in page.content.decode()

    deux_fois = navigateur.post(adresse, champs(apercu) | {"confirmer": "1"}, follow=True)
    assert "C’était déjà consigné, une seule fois : octroi du label QC-2026-0001" in mots(deux_fois)
    assert Label.objects.count() == 1


def test_a_number_taken_since_it_was_shown_is_shown_again(navigateur: Client) -> None:
    candidature, autre = admissible(D(2025, 1, 10)), admissible(D(2025, 1, 10))
    prete(candidature, D(2026, 3, 1))
    prete(autre, D(2026, 3, 1))
    adresse = geste("candidature", candidature.pk, "accorder_label")
    apercu = navigateur.post(adresse, {"le": "2026-03-01", "motif": ""})
    operations.accorder_label(autre.pk, par=None, le=D(2026, 3, 1))

    perime = navigateur.post(adresse, champs(apercu) | {"confirmer": "1"})
    assert "Label QC-2026-0002 : du 1er mars 2026" in mots(perime)
    assert Label.objects.count() == 1
    navigateur.post(adresse, champs(perime) | {"confirmer": "1"})
    assert Label.objects.filter(numero="QC-2026-0002", cooperative=candidature.cooperative).exists()


@pytest.mark.parametrize(
    ("sort", "statut"),
    [(SortDeLaSuspension.REPORTEE, Statut.SUSPENDUE), (SortDeLaSuspension.LEVEE, Statut.LABELLISEE)],
)
def test_renewing_a_suspended_label_asks_what_becomes_of_the_suspension(
    navigateur: Client, sort: str, statut: str
) -> None:
    label = suspendue(labellisee(D(2024, 3, 1)), D(2026, 1, 5))
    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False):
        candidature = _renouvellement(label)
    adresse = geste("candidature", candidature, "renouveler")

    assert f"Le label {label.numero} est suspendu" in mots(navigateur.get(adresse))

    sans = navigateur.post(adresse, {"le": "2026-06-10", "motif": "Avis favorable."})
    assert "la suspension ne se termine pas d’elle-même" in mots(sans)
    assert champs(sans)["motif"] == "Avis favorable."
    page = decider(navigateur, adresse, {"le": "2026-06-10", "motif": "", "suspension": sort})
    assert "renouvelé pour" in mots(page)
    lue = PeriodeDeStatut.objects.get(cooperative=label.cooperative, du__lte=AU, jusqu_au__gte=AU)
    assert lue.statut == statut


def _renouvellement(label: Label) -> int:
    """A renewal of the label, admissible; its key."""
    from registre.models import Candidature
    from tests.registre.factories import choix, edition

    candidature: Candidature = operations.deposer_renouvellement(
        label.cooperative_id, referentiel=edition(), choix=choix(), par=None, le=D(2026, 2, 1)
    )
    operations.declarer_complete(candidature.pk, par=None, le=D(2026, 2, 1))
    operations.declarer_admissible(candidature.pk, par=None, le=D(2026, 2, 1))
    prete(candidature, D(2026, 6, 10))
    return candidature.pk


def test_suspending_a_label_already_renewed_says_that_the_renewal_bears_it(navigateur: Client) -> None:
    label = labellisee(D(2024, 3, 1))
    adresse = geste("label", label.pk, "suspendre")

    assert "déjà accordé" not in mots(navigateur.get(adresse))

    suivant = renouvelee(label, D(2026, 6, 1))
    assert f"Son renouvellement {suivant.numero} est déjà accordé" in mots(navigateur.get(adresse))
    assert "1er mars 2027" in mots(navigateur.get(adresse))
    page = decider(navigateur, adresse, {"le": "2026-06-10", "motif": "Point non tenu."})
    assert f"suspension du label {label.numero}, le 10 juin 2026" in mots(page)
    lue = histoire(label.cooperative_id)
    assert lue is not None
    assert [s.suspendu_le for s in lue.suspensions(lue.labels[1])] == [D(2027, 3, 1)]
