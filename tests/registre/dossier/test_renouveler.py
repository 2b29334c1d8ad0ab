"""The renewal of a label by its coop: when it opens, what it begins with, what stands beside it, and where it leads."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from registre import operations
from registre.composition import ActionProposee, ChoixDEngagement, IndicateurPropose
from registre.dossier.contenu import de_json, empreinte
from registre.dossier.models import DossierDeCandidature, IndicateurDuCatalogue, Version
from registre.models import Candidature, Cooperative, Indicateur, Label
from registre.operations import ReleveConsigne
from tests.registre.dossier.monde import (
    CONCERTATION,
    LETTRE,
    RACINE,
    choisir,
    commencer,
    coop_a,
    deposer,
    garder,
    referente,
    remplir,
)
from tests.registre.factories import CHOIX_VALIDE, edition, labellisee, prete, retiree
from tests.registre.lecture import lire, mots

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("midi")]

JOUR = datetime.datetime(2026, 3, 15, 11, tzinfo=datetime.UTC)

ETAPE = f"{RACINE}engagements/cle-1/"
OCTROI = datetime.date(2023, 6, 1)  # to 31 May 2026: the renewal is open
AVANT = IndicateurPropose(
    nom="Part des votants",
    nature="gouvernance",
    unite="%",
    valeur_depart=Decimal("12.50"),
    depart_le=datetime.date(2021, 11, 1),
    cible=Decimal(20),
    cible_le=datetime.date(2025, 12, 31),
    visibilite="privee",
    actions=(ActionProposee("Former les gardiens", datetime.date(2022, 3, 31)),),
)


@pytest.fixture
def midi() -> Iterator[None]:
    """The fifteenth of March 2026 at noon."""
    with time_machine.travel(JOUR, tick=False):
        yield


@pytest.fixture
def coop(midi: None) -> Cooperative:
    return coop_a()


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop."""
    return referente(coop)


def labellisee_mesuree(coop: Cooperative, le: datetime.date = OCTROI) -> Label:
    """A label of eight engagements: the first has two indicators, one of which was read at the mid-term point."""
    depot = le - datetime.timedelta(days=600)
    second = IndicateurPropose("Réunions tenues", "metier")
    choix = [ChoixDEngagement(n, f"Raison {n}.", (AVANT, second) if n == 1 else (second,)) for n in CHOIX_VALIDE]
    candidature = operations.deposer(coop.pk, referentiel=edition(), choix=choix, par=None, le=depot)
    operations.declarer_complete(candidature.pk, par=None, le=depot)
    operations.declarer_admissible(candidature.pk, par=None, le=depot)
    prete(candidature, le)
    label = operations.accorder_label(candidature.pk, par=None, le=le)

    indicateur = Indicateur.objects.get(engagement_pris__candidature=candidature, nom="Part des votants")
    lu = ReleveConsigne(indicateur.pk, Decimal(23), preuve="mesuree")
    mi_parcours = datetime.date(2024, 12, 1)
    operations.consigner_point_etape(candidature.pk, mois=18, par=None, le=mi_parcours, releves=[lu])
    return label


def champ(page: Any, nom: str) -> str:
    """What a field of a step holds."""
    [trouve] = page.select(f"[name={nom}]")
    choisi = trouve.select_one("option[selected]")
    return str(choisi["value"] if choisi else trouve.get("value", trouve.get_text().strip()))


def completer(client: Client, coop: Cooperative) -> None:
    """Say what a renewal does not take from the cycle before: values of today, days of the targets, consultation."""
    valeurs = {"valeur": "30", "depart_le": "31/12/2025", "cible": "40", "cible_le": "31/12/2028"}
    for etape in DossierDeCandidature.objects.get(etat="preparation").etapes.filter(nom__startswith="engagements/"):
        lignes = int(etape.donnees["indicateurs-nombre"][0])
        dites = {f"indicateurs-{rang}-{nom}": mot for rang in range(lignes) for nom, mot in valeurs.items()}
        garder(client, etape.nom, etape.version, **etape.donnees | dites)
    garder(client, "concertation", **CONCERTATION)
    garder(client, "lettre", **LETTRE)


def test_it_opens_six_months_before_the_last_day_and_says_when(elle: Client, coop: Cooperative) -> None:
    labellisee(datetime.date(2024, 3, 1), coop)
    page = mots(lire(elle, RACINE).main)
    assert "se demande à partir du 28 août 2026, 6 mois avant son dernier jour, le 28 février 2027" in page
    assert "Commencer" not in page
    elle.post(f"{RACINE}commencer/")
    assert not DossierDeCandidature.objects.exists()
    assert "Demander le renouvellement" not in mots(lire(elle, "/espace/coop-a/").main)


def test_a_dossier_begun_before_the_label_was_granted_on_paper_is_not_filed_before_it_opens(
    elle: Client, coop: Cooperative
) -> None:
    commencer(elle)
    remplir(elle)
    labellisee(datetime.date(2025, 3, 1), coop)
    assert "se demande à partir du" in deposer(elle).content.decode()
    assert not Version.objects.exists()


def test_a_lapsed_label_is_still_renewed_and_a_withdrawn_one_is_not(elle: Client, coop: Cooperative) -> None:
    label = labellisee(datetime.date(2022, 6, 1), coop)
    assert "échu depuis le 31 mai 2025 : son renouvellement peut encore être demandé" in mots(lire(elle, RACINE).main)
    assert "Demander le renouvellement du label" in mots(lire(elle, "/espace/coop-a/").main)
    retiree(label, datetime.date(2025, 3, 1))
    assert "renouvellement" not in mots(lire(elle, RACINE).main)
    commencer(elle)
    assert not DossierDeCandidature.objects.get().etapes.exists()


class TestBegun:
    """A renewal that begins from the cycle before."""

    @pytest.fixture
    def label(self, elle: Client, coop: Cooperative) -> Label:
        """The label in its last months, its renewal begun."""
        label = labellisee_mesuree(coop)
        commencer(elle)
        return label

    def test_it_takes_what_still_holds_and_leaves_the_rest_to_be_said(self, elle: Client, label: Label) -> None:
        page = lire(elle, ETAPE)
        assert champ(page, "pourquoi") == "Raison 1."
        dits = ("nom", "unite", "nature", "visibilite", "valeur", "depart_le", "cible", "cible_le", "actions", "suite")
        assert [champ(page, f"indicateurs-0-{nom}") for nom in dits] == [
            *("Part des votants", "%", "gouvernance", "privee", "23", "01/12/2024", "20", "", ""),
            f"{label.numero}/cle-1/0",
        ]
        assert [champ(page, f"indicateurs-1-{nom}") for nom in ("nom", "valeur")] == ["Réunions tenues", ""]
        cochees = lire(elle, f"{RACINE}engagements/").select("[name=engagements][checked]")
        assert len(cochees) == len(CHOIX_VALIDE)
        assert "À dire." in mots(lire(elle, f"{RACINE}verifier/").main)
        assert f"renouvellement du label {label.numero}" in mots(lire(elle, RACINE).main)

    def test_old_and_new_stand_side_by_side_until_the_paper(
        self, elle: Client, coop: Cooperative, label: Label
    ) -> None:
        assert "dernière valeur 23 % (1er décembre 2024), mesurée, cible atteinte" in mots(lire(elle, ETAPE).main)

        completer(elle, coop)
        [tableau, *_autres] = lire(elle, f"{RACINE}verifier/").select("#lu-cle-1 ~ .prose table")
        assert [[mots(cellule) for cellule in ligne.select("th, td")][1:] for ligne in tableau.select("tbody tr")] == [
            ["12,5 % (1er novembre 2021)", "30 % (31 décembre 2025)"],
            ["20 % (31 décembre 2025)", "40 % (31 décembre 2028)"],
            ["23 % (1er décembre 2024), mesurée, cible atteinte", "à relever"],
        ]

        assert deposer(elle).headers["Location"] == f"{RACINE}versions/1/"
        version = Version.objects.get()
        contenu = de_json(version.contenu)
        assert version.empreinte == empreinte(version.contenu)
        assert contenu.ancien(contenu.engagements[0].indicateurs[0]).dernier == 23  # type: ignore[union-attr]
        assert "cible atteinte" in mots(lire(elle, f"{RACINE}versions/1/").main)
        papier = PdfReader(BytesIO(elle.get(f"{RACINE}versions/1/dossier.pdf").content))
        assert "cible atteinte" in " ".join(" ".join(page.extract_text() for page in papier.pages).split())

    def test_what_is_dropped_and_what_is_new_are_said(self, elle: Client, label: Label) -> None:
        garder(
            elle,
            "engagements/cle-1",
            1,
            pourquoi="Autrement.",
            **{"indicateurs-nombre": "1", "indicateurs-0-nom": "Neuf"},
        )
        choisir(elle, *CHOIX_VALIDE[:-1], 11, version=1)
        assert "sans suite ici Part des votants" in mots(lire(elle, ETAPE).main)
        page = mots(lire(elle, f"{RACINE}verifier/").main)
        assert "Nouvel indicateur" in page
        assert "Mesurés au cycle précédent, et plus ensuite Part des votants" in page
        assert "qui ne sont pas repris 10. Engagement 10" in page

    def test_one_indicator_goes_on_in_one_alone_and_of_its_own_engagement(self, elle: Client, label: Label) -> None:
        deux = {f"indicateurs-{n}-suite": f"{label.numero}/cle-1/0" for n in (0, 1)}
        noms = {f"indicateurs-{n}-nom": f"Le {n}" for n in (0, 1)}
        garder(elle, "engagements/cle-1", 1, **deux, **noms, **{"indicateurs-nombre": "2"})
        assert "« Le 1 » et un autre sont la suite du même indicateur" in mots(lire(elle, ETAPE).main)
        garder(
            elle,
            "engagements/cle-2",
            1,
            **{"indicateurs-nombre": "1", "indicateurs-0-suite": f"{label.numero}/cle-1/0"},
        )
        assert "n’est pas de cet engagement au cycle précédent" in mots(lire(elle, f"{RACINE}engagements/cle-2/").main)

    def test_filed_then_complete_then_granted_the_new_label_follows_the_old(
        self, elle: Client, coop: Cooperative, label: Label
    ) -> None:
        completer(elle, coop)
        deposer(elle)
        candidature = Candidature.objects.get(renouvelle=label)
        le = candidature.deposee_le
        operations.demander_complement(candidature.pk, par=None, le=le, motif="Précisez.")
        page = lire(elle, ETAPE)
        assert "cible atteinte" in mots(page.main)
        garder(elle, "concertation", 1, **CONCERTATION | {"objectifs": "Continuer."})
        assert deposer(elle).headers["Location"] == f"{RACINE}versions/2/"

        operations.declarer_complete(candidature.pk, par=None, le=le)
        operations.declarer_admissible(candidature.pk, par=None, le=le)
        prete(candidature, le)
        nouveau = operations.renouveler(candidature.pk, par=None, le=le)
        assert nouveau.valide_du == label.valide_jusqu_au + datetime.timedelta(days=1)
        assert "se demande à partir du 30 novembre 2028" in mots(lire(elle, RACINE).main)


def test_what_was_taken_from_the_catalogue_stays_so_from_one_cycle_to_the_next(elle: Client, coop: Cooperative) -> None:
    IndicateurDuCatalogue.objects.create(engagement="cle-1", nom="Part des coopérateurs venus à l’assemblée", unite="%")
    commencer(elle)
    remplir(elle)
    etape = DossierDeCandidature.objects.get().etapes.get(nom="engagements/cle-1")
    cle = IndicateurDuCatalogue.objects.get().cle
    garder(elle, etape.nom, etape.version, **etape.donnees | {"indicateurs-0-catalogue": cle})
    deposer(elle)
    candidature = Candidature.objects.get()
    for operation in (operations.declarer_complete, operations.declarer_admissible):
        operation(candidature.pk, par=None, le=candidature.deposee_le)
    prete(candidature, candidature.deposee_le)
    label = operations.accorder_label(candidature.pk, par=None, le=candidature.deposee_le)

    fin = datetime.datetime.combine(label.valide_jusqu_au, datetime.time(11), datetime.UTC)
    with time_machine.travel(fin, tick=False):
        elle = referente(coop)
        commencer(elle)
        assert champ(lire(elle, ETAPE), "indicateurs-0-catalogue") == cle
