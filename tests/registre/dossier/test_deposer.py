"""Filing a dossier: a frozen version and the fact of the register, both or neither; then its complements."""

import datetime
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from registre import operations
from registre.dossier.contenu import de_json, empreinte
from registre.dossier.models import DossierDeCandidature, Version
from registre.models import Candidature, Cooperative, Evenement, Indicateur, Role
from registre.operations import OperationRefusee
from tests.registre.dossier.monde import (
    CONCERTATION,
    INDICATEUR,
    PDF,
    RACINE,
    choisir,
    commencer,
    coop_a,
    deposer,
    fichier,
    garder,
    octets,
    referente,
    remplir,
)
from tests.registre.factories import CHOIX_VALIDE, edition
from tests.registre.lecture import lire, mots
from tests.registre.promotion.monde import membre, navigateur
from tests.registre.test_administration import connecte

pytestmark = pytest.mark.django_db


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop, the dossier complete."""
    client = referente(coop)
    commencer(client)
    remplir(client)
    return client


def corps(reponse: Any) -> Any:
    return BeautifulSoup(reponse.content, "lxml").main


def mesures(page: Any, ou: str) -> list[str]:
    """What is drawn of the indicators of each engagement there, "" of those that have none public."""
    lignes = BeautifulSoup(page.content, "lxml").select(f"{ou} .portes-liste__ligne")
    return ["".join(str(dessin) for dessin in ligne.select(".mesures")) for ligne in lignes]


def test_before_filing_one_sees_the_public_indicators_as_the_coop_s_page_draws_them(elle: Client) -> None:
    etape = DossierDeCandidature.objects.get().etapes.get(nom="engagements/cle-1")
    prive = INDICATEUR | {"pourquoi": "Parce que.", "indicateurs-0-visibilite": "privee"}
    garder(elle, etape.nom, etape.version, **prive)
    avant = mesures(elle.get(f"{RACINE}verifier/"), "section[aria-labelledby=public]")
    assert [bool(dessin) for dessin in avant] == [False] + [True] * (len(CHOIX_VALIDE) - 1)

    deposer(elle)
    pk, jour = Candidature.objects.get().pk, timezone.localdate()
    operations.declarer_complete(pk, par=None, le=jour)
    operations.declarer_admissible(pk, par=None, le=jour)
    assert mesures(Client().get("/registre/coop-a/"), "section[aria-labelledby=engagements]") == avant


def test_filing_makes_a_candidature_and_a_version_that_say_the_same(elle: Client, coop: Cooperative) -> None:
    elle.post(f"{RACINE}pieces/", {"libelle": "PV", "fichier": fichier()})
    reponse = deposer(elle)
    candidature, version = Candidature.objects.get(), Version.objects.get()

    assert reponse.headers["Location"] == f"{RACINE}versions/1/"
    assert (candidature.etat, candidature.cooperative) == ("deposee", coop)
    assert Evenement.objects.get(candidature=candidature).par.pk == version.par.pk
    indicateur = Indicateur.objects.get(engagement_pris__engagement__numero=1)
    assert indicateur.nom == "Part des coopérateurs venus à l’assemblée"
    assert (str(indicateur.valeur_depart), str(indicateur.cible)) == ("12.50", "20.00")
    assert indicateur.sens == "hausse"

    contenu = de_json(version.contenu)
    assert [engagement.numero for engagement in contenu.engagements] == [*CHOIX_VALIDE]
    assert version.empreinte == empreinte(version.contenu)
    assert [piece.empreinte for piece in contenu.pieces] == [p.piece.empreinte for p in version.pieces.all()]
    page = mots(lire(elle, f"{RACINE}versions/1/").main)
    assert "Parce que." in page
    assert "pv.pdf" in page


def test_an_incomplete_dossier_is_not_filed_and_says_all_it_lacks(elle: Client) -> None:
    choisir(elle, *CHOIX_VALIDE[:7], version=1)
    reponse = deposer(elle)
    assert reponse.status_code == 400
    assert "7 engagements choisis" in mots(corps(reponse))
    assert not Candidature.tous.exists()
    assert not Version.objects.exists()


def test_what_changed_since_it_was_read_is_not_filed(elle: Client) -> None:
    page = elle.get(f"{RACINE}verifier/").content.decode()
    lue = page.partition('name="lue" value="')[2].partition('"')[0]
    garder(elle, "concertation", 1, **CONCERTATION | {"objectifs": "Autre chose."})
    assert "a changé depuis" in mots(corps(elle.post(f"{RACINE}verifier/", {"lue": lue})))
    assert not Candidature.tous.exists()


def test_the_back_button_after_filing_says_it_is_filed_and_files_nothing_twice(elle: Client) -> None:
    page = elle.get(f"{RACINE}verifier/").content.decode()
    lue = page.partition('name="lue" value="')[2].partition('"')[0]
    for _fois in range(2):
        elle.post(f"{RACINE}verifier/", {"lue": lue})
    assert "Ce dossier est déposé" in mots(BeautifulSoup(elle.get(RACINE).content, "lxml"))
    assert garder(elle, "concertation", 1, objectifs="Trop tard.").headers["Location"] == RACINE
    assert (Candidature.objects.count(), Version.objects.count()) == (1, 1)
    assert "Tenir parole." in str(Version.objects.get().contenu)


def test_a_contributor_reads_it_whole_and_does_not_file_it(elle: Client, coop: Cooperative) -> None:
    lui = navigateur(membre(coop, Role.CONTRIBUTEUR))
    assert "Un référent de votre coopérative le dépose" in mots(lire(lui, f"{RACINE}verifier/").main)
    assert deposer(lui).status_code == 400
    assert not Candidature.tous.exists()


def test_neither_is_written_when_the_register_refuses(elle: Client, coop: Cooperative) -> None:
    from tests.registre.factories import deposee

    deposee(datetime.date(2026, 1, 15), coop)
    reponse = deposer(elle)
    assert "déjà une candidature en cours" in mots(corps(reponse))
    assert not Version.objects.exists()
    assert DossierDeCandidature.objects.get().etat == "preparation"


def test_neither_is_written_when_the_version_cannot_be(elle: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def casser(*_args: Any) -> None:
        raise OperationRefusee("Le disque est plein.")

    monkeypatch.setattr("registre.dossier.depot._figer", casser)
    assert "Le disque est plein." in mots(corps(deposer(elle)))
    assert not Candidature.tous.exists()
    assert DossierDeCandidature.objects.get().etat == "preparation"


def test_a_new_edition_is_read_before_filing(elle: Client) -> None:
    nouvelle = edition("2026", en_vigueur_du=datetime.date(2026, 1, 1))
    assert "Une nouvelle édition" in mots(corps(deposer(elle)))
    elle.post(f"{RACINE}edition/")
    deposer(elle)
    assert Candidature.objects.get().referentiel == nouvelle


@pytest.mark.parametrize("ordre", ["UPDATE dossier_version SET edition = 'x'", "DELETE FROM dossier_piecedeversion"])
def test_the_database_itself_refuses_to_change_what_was_filed(elle: Client, ordre: str) -> None:
    elle.post(f"{RACINE}pieces/", {"fichier": fichier()})
    deposer(elle)
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(ordre)


class TestAComplement:
    """What the Federation asks opens the dossier again, and makes another version."""

    @pytest.fixture
    def demande(self, elle: Client) -> Client:
        """The browser of the référente, a complement asked of her dossier."""
        deposer(elle)
        self.demander("Dites d’où vient l’indicateur de l’engagement 1.")
        return elle

    def demander(self, motif: str) -> None:
        candidature = Candidature.objects.get()
        operations.demander_complement(candidature.pk, par=None, le=candidature.deposee_le, motif=motif)

    def test_it_shows_what_was_asked_and_opens_all_but_the_choice(self, demande: Client) -> None:
        page = mots(lire(demande, RACINE).main)
        assert "Dites d’où vient l’indicateur de l’engagement 1." in page
        assert choisir(demande, 1, version=1).headers["Location"] == RACINE
        assert garder(demande, "concertation", 1, **CONCERTATION).status_code == 302

    def test_it_makes_a_second_version_and_says_what_changed(self, demande: Client) -> None:
        corrige = INDICATEUR | {"indicateurs-0-cible": "25 %"}
        garder(demande, "engagements/cle-1", 1, pourquoi="Parce que.", **corrige)
        assert deposer(demande).headers["Location"] == f"{RACINE}versions/2/"
        page = mots(lire(demande, f"{RACINE}versions/2/").main)
        assert "1. Engagement 1 – indicateur 1" in page
        assert "Cible : 25 % (31/12/2027)" in page
        assert "20 %" in mots(lire(demande, f"{RACINE}versions/1/").main)
        indicateur = Indicateur.objects.get(engagement_pris__engagement__numero=1)
        assert str(indicateur.cible) == "25.00"
        assert Candidature.objects.get().etat == "a_completer"

    def test_once_answered_it_is_closed_until_asked_again(self, demande: Client) -> None:
        garder(demande, "concertation", 1, **CONCERTATION | {"objectifs": "Tenir parole, et le dire."})
        deposer(demande)
        assert garder(demande, "concertation", 2, objectifs="Encore.").headers["Location"] == RACINE
        self.demander("Et la lettre ?")
        assert "Et la lettre ?" in mots(lire(demande, RACINE).main)
        garder(demande, "concertation", 2, **CONCERTATION)
        deposer(demande)
        sortes = [*Version.objects.order_by("numero").values_list("sorte", flat=True)]
        assert sortes == ["depot", "complement", "complement"]

    def test_a_file_taken_out_of_the_dossier_stays_in_the_version_that_had_it(self, elle: Client) -> None:
        elle.post(f"{RACINE}pieces/", {"fichier": fichier()})
        deposer(elle)
        self.demander("Retirez cette pièce.")
        piece = DossierDeCandidature.objects.get().pieces.get()
        elle.post(f"{RACINE}pieces/{piece.pk}/retirer/")
        deposer(elle)
        assert "pv.pdf" not in mots(lire(elle, f"{RACINE}versions/2/").main.select_one("#lu-lettre").parent)
        donnee = elle.get(f"{RACINE}pieces/{piece.pk}/")
        assert octets(donnee) == PDF
        assert "pv.pdf" in mots(lire(elle, f"{RACINE}versions/1/").main)


def test_who_instructs_reads_each_version_and_its_files_in_the_admin(elle: Client, coop: Cooperative) -> None:
    call_command("synchroniser_groupes", verbosity=0)
    elle.post(f"{RACINE}pieces/", {"fichier": fichier()})
    deposer(elle)
    candidature, version = Candidature.objects.get(), Version.objects.get()
    fiche = f"/admin/snippets/registre/candidature/inspect/{candidature.pk}/"
    lien, piece = f"/admin/registre/versions/{version.pk}/", version.pieces.get().piece

    elle_instruit, elle_ecrit = connecte("publication"), connecte("edition")
    assert lien in elle_instruit.get(fiche).content.decode()
    assert lien not in elle_ecrit.get(fiche).content.decode()
    page = elle_instruit.get(lien).content.decode()
    assert "Nous nous engageons." in page
    assert f'href="/admin/registre/pieces/{piece.pk}/"' in page
    donnee = elle_instruit.get(f"/admin/registre/pieces/{piece.pk}/")
    assert octets(donnee) == PDF
    assert donnee.headers["Content-Disposition"].startswith("attachment")
    for adresse in (lien, f"/admin/registre/pieces/{piece.pk}/"):
        assert elle_ecrit.get(adresse).status_code == 302
        assert elle.get(adresse).status_code == 403


def test_a_version_is_given_as_a_tagged_pdf_to_its_coop_alone(elle: Client) -> None:
    deposer(elle)
    reponse = elle.get(f"{RACINE}versions/1/dossier.pdf")
    assert reponse.headers["Cache-Control"] == "private, no-store"
    lu = PdfReader(BytesIO(reponse.content))
    texte = mots_du_pdf(lu)
    assert "Nous nous engageons." in texte
    assert Version.objects.get().empreinte in texte
    assert lu.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert navigateur(None).get(f"{RACINE}versions/1/dossier.pdf").status_code == 302


def mots_du_pdf(lu: PdfReader) -> str:
    """The words of every page, one space between them."""
    return " ".join(" ".join(page.extract_text() for page in lu.pages).split())
