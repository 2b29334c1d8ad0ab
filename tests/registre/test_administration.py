"""The register in the admin: looking is open to editors, deciding to whoever may, and no form bypasses an operation."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from registre.etats import Etat
from registre.models import Candidature, Cooperative, Evenement, Label, Membre, SignatureManifeste
from tests.registre.factories import CooperativeFactory, admissible, deposee, edition, labellisee, prete
from tests.socle.factories import UserFactory

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.lent]
ROLES = ("edition", "publication", "administration")


@pytest.fixture
def groupes() -> None:
    """The groups of editors, with their rights."""
    call_command("synchroniser_groupes", verbosity=0)


def connecte(role: str) -> Client:
    """A browser where somebody of this role is logged in."""
    navigateur = Client()
    navigateur.force_login(UserFactory.create(**{role: True}))
    return navigateur


def geste(objet: str, pk: int, nom: str) -> str:
    """The address of an operation's confirmation form."""
    return reverse("registre_geste", args=[objet, pk, nom])


def decider(navigateur: Client, adresse: str, saisie: dict[str, str]) -> Any:
    """Type it, look at what the public will read, confirm; return the page that answers."""
    apercu = BeautifulSoup(navigateur.post(adresse, saisie).content, "lxml")
    [vu] = apercu.select("input[name=vu]")
    return navigateur.post(adresse, saisie | {"vu": str(vu["value"]), "confirmer": "1"}, follow=True)


@pytest.mark.usefixtures("groupes")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "modele", ["cooperative", "candidature", "label", "evenement", "seancecomite", "signaturemanifeste"]
)
def test_every_editor_reads_the_lists_and_their_exports(role: str, modele: str) -> None:
    labellisee(D(2024, 3, 1))
    adresse = reverse(f"wagtailsnippets_registre_{modele}:list")
    navigateur = connecte(role)
    assert navigateur.get(adresse).status_code == 200
    if modele not in {"seancecomite", "signaturemanifeste"}:
        assert navigateur.get(adresse, {"export": "csv"}).status_code == 200
        assert navigateur.get(adresse, {"q": "essai"}).status_code == 200


@pytest.mark.usefixtures("groupes")
@pytest.mark.parametrize("modele", [Candidature, Label, Evenement])
def test_each_row_of_a_legal_record_leads_to_what_it_says(modele: Any) -> None:
    labellisee(D(2024, 3, 1))
    navigateur, nom = connecte("edition"), f"wagtailsnippets_registre_{modele._meta.model_name}"
    liste = BeautifulSoup(navigateur.get(reverse(f"{nom}:list")).content, "lxml")
    liens = {str(titre["href"]) for titre in liste.select("td.title .title-wrapper a")}
    assert liens == {reverse(f"{nom}:inspect", args=[pk]) for pk in modele.objects.values_list("pk", flat=True)}
    assert {navigateur.get(lien).status_code for lien in liens} == {200}


@pytest.mark.usefixtures("groupes")
@pytest.mark.parametrize("modele", ["candidature", "label", "evenement"])
def test_legal_records_have_no_form_of_their_own_even_for_administrators(modele: str) -> None:
    labellisee(D(2024, 3, 1))
    pk = {"candidature": Candidature, "label": Label, "evenement": Evenement}[modele].objects.first().pk  # type: ignore[attr-defined]
    navigateur = Client()
    navigateur.force_login(UserFactory.create(is_superuser=True))
    for vue, arguments in (("add", []), ("edit", [pk]), ("delete", [pk])):
        reponse = navigateur.post(reverse(f"wagtailsnippets_registre_{modele}:{vue}", args=arguments), {"numero": "X"})
        assert reponse.status_code in {302, 403}
    assert (Candidature.objects.count(), Label.objects.count(), Evenement.objects.count()) == (1, 1, 5)


@pytest.mark.usefixtures("groupes")
def test_a_coop_is_never_deleted() -> None:
    cooperative = CooperativeFactory.create()
    navigateur = Client()
    navigateur.force_login(UserFactory.create(is_superuser=True))
    navigateur.post(reverse("wagtailsnippets_registre_cooperative:delete", args=[cooperative.pk]))
    assert Cooperative.objects.filter(pk=cooperative.pk).exists()


@pytest.mark.usefixtures("groupes")
@pytest.mark.parametrize(
    ("role", "nom", "permis"),
    [
        ("edition", "declarer_complete", False),
        ("publication", "declarer_complete", True),
        ("publication", "refuser", False),
        ("administration", "declarer_complete", True),
        ("administration", "demander_complement", True),
    ],
)
def test_an_operation_is_open_to_whoever_may_and_to_nobody_else(role: str, nom: str, permis: bool) -> None:
    candidature = deposee(D(2024, 1, 10))
    navigateur = connecte(role)
    reponse = navigateur.post(geste("candidature", candidature.pk, nom), {"le": "2024-02-01", "motif": "Motif."})
    candidature.refresh_from_db()
    assert (candidature.etat != Etat.DEPOSEE) == permis
    assert reponse.status_code == 302
    assert ("registre" in reponse.headers["Location"]) == permis


@pytest.mark.usefixtures("groupes")
def test_a_label_is_granted_by_its_button_and_its_author_is_in_the_journal() -> None:
    candidature = admissible(D(2024, 1, 10))
    prete(candidature, D(2024, 3, 1))
    navigateur = connecte("administration")
    histoire = navigateur.get(reverse("wagtailsnippets_registre_candidature:inspect", args=[candidature.pk]))
    assert geste("candidature", candidature.pk, "accorder_label") in histoire.content.decode()
    assert geste("candidature", candidature.pk, "declarer_complete") not in histoire.content.decode()
    decider(navigateur, geste("candidature", candidature.pk, "accorder_label"), {"le": "2024-03-01", "motif": ""})
    evenement = Evenement.objects.get(operation="accorder_label")
    assert Label.objects.get().octroye_le == D(2024, 3, 1)
    assert evenement.par is not None


@pytest.mark.usefixtures("groupes")
def test_a_refusal_is_said_on_the_form_and_what_was_typed_is_still_there() -> None:
    candidature = admissible(D(2024, 1, 10))
    navigateur = connecte("administration")
    adresse = geste("candidature", candidature.pk, "accorder_label")
    reponse = navigateur.post(adresse, {"le": "2023-12-31", "motif": "Tout est prêt."})
    page = reponse.content.decode()
    assert "précède la décision précédente" in page
    assert "Tout est prêt." in page
    assert "2023-12-31" in page
    assert not Label.objects.exists()
    assert "Écrivez une date qui existe" in navigateur.post(adresse, {"le": "2023-02-30"}).content.decode()


@pytest.mark.usefixtures("groupes")
def test_two_people_granting_the_same_label_make_one() -> None:
    candidature = admissible(D(2024, 1, 10))
    prete(candidature, D(2024, 3, 1))
    adresse = geste("candidature", candidature.pk, "accorder_label")
    decider(connecte("administration"), adresse, {"le": "2024-03-01"})
    connecte("administration").post(adresse, {"le": "2024-03-01", "confirmer": "1"})
    assert Label.objects.count() == 1


@pytest.mark.usefixtures("groupes")
def test_lists_ask_the_same_queries_for_two_rows_and_for_many(django_assert_max_num_queries) -> None:
    navigateur = connecte("administration")
    adresse = reverse("wagtailsnippets_registre_label:list")

    for _n in range(2):
        labellisee(D(2024, 3, 1))

    navigateur.get(adresse)
    with django_assert_max_num_queries(60) as peu:
        navigateur.get(adresse)
    for _n in range(8):
        labellisee(D(2024, 3, 1))
    with django_assert_max_num_queries(len(peu)):
        navigateur.get(adresse)


@pytest.mark.usefixtures("groupes")
def test_each_signature_and_member_leads_to_its_form() -> None:
    cooperative = CooperativeFactory.create()
    SignatureManifeste.objects.create(cooperative=cooperative, referentiel=edition(), signe_le=D(2022, 1, 1))
    Membre.objects.create(cooperative=cooperative, user=UserFactory.create(), role="referent", depuis=D(2026, 1, 1))
    navigateur = connecte("administration")
    for modele in (SignatureManifeste, Membre):
        nom = f"wagtailsnippets_registre_{modele._meta.model_name}"
        liste = BeautifulSoup(navigateur.get(reverse(f"{nom}:list")).content, "lxml")
        [lien] = [titre["href"] for titre in liste.select("td.title .title-wrapper a")]
        assert lien == reverse(f"{nom}:edit", args=[modele._default_manager.get().pk])
