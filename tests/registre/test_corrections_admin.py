"""Putting a mistake right from the admin: what may be, what is seen before confirming, what is refused, what stays."""

import datetime
import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from registre import operations
from registre.administration.lectures import lecture_de
from registre.etats import SortDuLabel
from registre.journal.connu import histoire
from registre.models import Cooperative, Evenement, Label, Operation
from registre.operations import OperationRefusee
from tests.registre.factories import CooperativeFactory, absorbee, labellisee, renouvelee, suspendue
from tests.registre.test_administration import connecte, geste

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.lent]
CORRECTIONS = "/admin/registre/corrections/"


@pytest.fixture(autouse=True)
def groupes() -> None:
    """The groups of editors, with their rights."""
    call_command("synchroniser_groupes", verbosity=0)


@pytest.fixture
def navigateur() -> Client:
    """A browser where an administrator is logged in."""
    return connecte("administration")


def evenement(cooperative: Cooperative, operation: Operation) -> Evenement:
    """The last event of this verb."""
    return cooperative.evenements.filter(operation=operation).latest("rang")


def adresse(vise: Evenement, nom: str) -> str:
    """Where this is done of an event."""
    return geste("evenement", vise.pk, nom)


def lire(reponse: Any) -> BeautifulSoup:
    """A page, with plain spaces."""
    texte = reponse.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    return BeautifulSoup(texte, "lxml")


def mots(reponse: Any) -> str:
    """What a page says, on one line."""
    return " ".join(lire(reponse).get_text(" ").split())


def champs(reponse: Any) -> dict[str, str]:
    """What a page's form sends as it stands, its buttons aside."""
    [formulaire] = lire(reponse).select("main form[method=post]")
    lus = {str(champ["name"]): champ.get_text().strip("\n") for champ in formulaire.select("textarea[name]")}
    for champ in formulaire.select("input[name]"):
        if champ.get("type") not in {"radio", "checkbox"} or champ.has_attr("checked"):
            lus[str(champ["name"])] = str(champ.get("value", ""))
    for choix in formulaire.select("select[name] option[selected]"):
        lus[str(choix.find_parent("select")["name"])] = str(choix["value"])
    return lus


def corriger(navigateur: Client, vise: Evenement, nom: str, /, **saisie: str) -> Any:
    """Ask, look at the preview, confirm; return what answered."""
    apercu = navigateur.post(adresse(vise, nom), champs(navigateur.get(adresse(vise, nom))) | saisie)
    return navigateur.post(adresse(vise, nom), champs(apercu) | {"confirmer": "1"}, follow=True)


def test_a_grant_is_corrected_after_its_preview_and_its_end_stays(navigateur: Client) -> None:
    label = labellisee(D(2025, 3, 1))
    octroi = evenement(label.cooperative, Operation.ACCORDER_LABEL)
    formulaire = navigateur.get(adresse(octroi, "corriger"))
    assert champs(formulaire)["valide_jusqu_au"] == "29/02/2028"
    assert "trace que le public lira" in mots(formulaire)

    saisie = champs(formulaire) | {"le": "2025-03-06", "motif": "Procès-verbal relu."}
    apercu = navigateur.post(adresse(octroi, "corriger"), saisie)
    assert "Rien n’est encore écrit" in mots(apercu)
    assert "Du 1er mars 2025 au 5 mars 2025 : labellisée jusqu’au 29 février 2028 → engagée." in mots(apercu)
    assert "commence le 6 mars 2025, et non le 1er mars 2025" in mots(apercu)
    assert Label.objects.get().valide_du == D(2025, 3, 1)
    assert not Evenement.objects.filter(operation=Operation.CORRIGER).exists()

    page = mots(navigateur.post(adresse(octroi, "corriger"), champs(apercu) | {"confirmer": "1"}, follow=True))
    label.refresh_from_db()
    assert (label.valide_du, label.valide_jusqu_au) == (D(2025, 3, 6), D(2028, 2, 29))
    assert "corrigé : octroi du label QC-2025-0001" in page
    assert "Corrigé , d’abord consigné au 1er mars 2025" in page
    assert Evenement.objects.get(operation=Operation.CORRIGER).par is not None


def test_what_would_break_is_said_on_the_form_with_what_was_typed(navigateur: Client) -> None:
    label = labellisee(D(2025, 3, 1))

    renouvelee(label, D(2026, 6, 1))
    octroi = evenement(label.cooperative, Operation.ACCORDER_LABEL)
    saisie = {"le": "2025-03-01", "valide_jusqu_au": "2025-02-01", "motif": "Deux raisons."}
    for suite in ({}, {"confirmer": "1", "vu": f"{label.cooperative_id}:99"}):
        page = navigateur.post(adresse(octroi, "corriger"), saisie | suite)
        assert "Rien n’a été écrit" in mots(page)
        assert champs(page)["valide_jusqu_au"] == "2025-02-01"
        assert champs(page)["motif"] == "Deux raisons."

    assert "Écrivez une date qui existe" in mots(navigateur.post(adresse(octroi, "corriger"), {"le": "2025-02-30"}))
    assert "Rien ne change : indiquez" in mots(
        navigateur.post(adresse(octroi, "corriger"), saisie | {"valide_jusqu_au": "2028-02-29"})
    )
    assert not Evenement.objects.filter(operation=Operation.CORRIGER).exists()


def test_two_people_at_once_one_is_shown_what_the_other_did(navigateur: Client) -> None:
    label = labellisee(D(2025, 3, 1))
    octroi = evenement(label.cooperative, Operation.ACCORDER_LABEL)
    saisie = {"le": "2025-03-06", "valide_jusqu_au": "2028-02-29", "motif": "Relu."}
    apercu = navigateur.post(adresse(octroi, "corriger"), saisie)
    suspendue(label, D(2026, 1, 5))

    perime = navigateur.post(adresse(octroi, "corriger"), champs(apercu) | {"confirmer": "1"})
    assert "Le journal a changé depuis que vous avez regardé" in mots(perime)
    assert "suspension du label QC-2025-0001, 5 janvier 2026" in mots(perime)
    assert Label.objects.get().valide_du == D(2025, 3, 1)

    navigateur.post(adresse(octroi, "corriger"), champs(perime) | {"confirmer": "1"})
    assert Label.objects.get().valide_du == D(2025, 3, 6)


@pytest.mark.parametrize("vu", ["", "n'importe quoi", "1:-1,,:", f"1:{'9' * 5000}"])
def test_a_preview_that_nobody_saw_confirms_nothing(navigateur: Client, vu: str) -> None:
    label = labellisee(D(2025, 3, 1))
    octroi = evenement(label.cooperative, Operation.ACCORDER_LABEL)
    saisie = {"motif": "Relu.", "confirmer": "1", "vu": vu.replace("1:", f"{label.cooperative_id}:")}
    assert "Rien n’est encore écrit" in mots(navigateur.post(adresse(octroi, "annuler"), saisie))
    assert Label.objects.exists()


def test_modifying_gives_the_form_back_as_it_was_typed(navigateur: Client) -> None:
    octroi = evenement(labellisee(D(2025, 3, 1)).cooperative, Operation.ACCORDER_LABEL)
    saisie = {"le": "2025-03-06", "valide_jusqu_au": "2028-02-29", "motif": "Relu."}
    apercu = navigateur.post(adresse(octroi, "corriger"), saisie)
    retour = navigateur.post(adresse(octroi, "corriger"), champs(apercu) | {"modifier": "1"})
    lus = champs(retour)
    assert {nom: lus[nom] for nom in saisie} == saisie
    assert "Voir ce qui change" in mots(retour)


def test_a_grant_by_mistake_is_annulled_then_restored(navigateur: Client) -> None:
    label = labellisee(D(2025, 3, 1))
    octroi = evenement(label.cooperative, Operation.ACCORDER_LABEL)
    apercu = navigateur.post(adresse(octroi, "annuler"), {"motif": "Mauvaise coopérative."})
    assert "Label QC-2025-0001 : annulé. Son numéro n’est jamais redonné" in mots(apercu)
    page = mots(corriger(navigateur, octroi, "annuler", motif="Mauvaise coopérative."))
    assert "annulé : octroi du label QC-2025-0001" in page
    assert "Annulé le" in page
    assert not Label.objects.exists()
    assert "C’est déjà annulé" in mots(navigateur.get(adresse(octroi, "corriger")))
    assert "C’est déjà annulé" in mots(navigateur.post(adresse(octroi, "annuler"), {"motif": "Encore."}))

    annulation = evenement(label.cooperative, Operation.ANNULER)
    retablie = corriger(navigateur, annulation, "annuler", motif="C’était la bonne.")
    assert Label.objects.get().numero == "QC-2025-0001"
    assert adresse(octroi, "annuler") in retablie.content.decode()


def test_a_published_reason_is_corrected_and_the_new_one_is_published(navigateur: Client, client: Client) -> None:
    label = suspendue(labellisee(D(2025, 3, 1)), D(2026, 1, 5), "Poitn non tenu.")
    decision = evenement(label.cooperative, Operation.SUSPENDRE)
    meme = {"nouveau": "Poitn non tenu.", "motif": "Faute."}
    assert "Rien ne change : indiquez" in mots(navigateur.post(adresse(decision, "corriger_motif"), meme))
    corriger(navigateur, decision, "corriger_motif", nouveau="Point non tenu.", motif="Faute de frappe.")
    assert label.suspensions.get().motif == "Point non tenu."
    vide = {"nouveau": "", "motif": "Faute."}
    assert "écrivez-le" in mots(navigateur.post(adresse(decision, "corriger_motif"), vide))


def test_who_a_coop_was_is_corrected_field_by_field(navigateur: Client) -> None:
    coop = CooperativeFactory.create(nom="Toit", commune="Béziers")
    operations.renommer(coop.pk, nom="Toit Comun", par=None, le=D(2025, 6, 1))
    renommage, inscription = evenement(coop, Operation.RENOMMER), evenement(coop, Operation.INSCRIRE)
    tel_quel = champs(navigateur.get(adresse(renommage, "corriger"))) | {"motif": "Rien."}

    assert "Rien ne change : indiquez" in mots(navigateur.post(adresse(renommage, "corriger"), tel_quel))

    corriger(navigateur, renommage, "corriger", nom="Toit Commun", motif="Faute de frappe.")
    corriger(navigateur, inscription, "corriger", commune="Sète", motif="Faute de saisie.")
    coop.refresh_from_db()

    assert (coop.nom, coop.commune) == ("Toit Commun", "Sète")
    lue = histoire(coop.pk)
    assert lue is not None
    assert (lue.identite(D(2025, 5, 31)).nom, lue.identite(D(2025, 6, 1)).nom) == ("Toit", "Toit Commun")
    autre = CooperativeFactory.create()
    saisie = champs(navigateur.get(adresse(inscription, "corriger"))) | {"siren": autre.siren, "motif": "Erreur."}
    page = navigateur.post(adresse(inscription, "corriger"), saisie)
    assert "est ou fut celui de" in mots(page)
    assert "ne s’annule pas" in mots(navigateur.get(adresse(inscription, "annuler")))


def test_a_last_day_to_come_is_corrected_without_deciding_in_the_future() -> None:
    coop = CooperativeFactory.create()
    operations.quitter(coop.pk, par=None, le=D(2099, 12, 31))
    operations.corriger(evenement(coop, Operation.QUITTER).pk, par=None, le=D(2099, 6, 30), motif="Assemblée.")
    coop.refresh_from_db()
    lu = lecture_de(evenement(coop, Operation.QUITTER)).lu
    assert (coop.membre_jusqu_au, lu.prend_effet_le) == (D(2099, 6, 30), D(2099, 6, 30))
    assert lu.decide_le < D(2099, 1, 1)


def test_an_absorption_is_annulled_then_restored_on_both_coops(navigateur: Client) -> None:
    label = labellisee(D(2025, 3, 1))
    absorbante = CooperativeFactory.create()
    absorbee(label.cooperative, absorbante, D(2026, 1, 1), sort=SortDuLabel.TRANSFERE)
    absorption = evenement(absorbante, Operation.ABSORBER)
    assert "ne se déplace pas" in mots(navigateur.get(adresse(absorption, "corriger")))

    apercu = mots(navigateur.post(adresse(absorption, "annuler"), {"motif": "Fusion abandonnée."}))
    assert f"Ce que le public lira de {label.cooperative}" in apercu
    assert "N’est plus absorbée" in apercu
    corriger(navigateur, absorption, "annuler", motif="Fusion abandonnée.")
    label.refresh_from_db()
    assert label.clos_le is None
    assert Cooperative.objects.get(pk=label.cooperative_id).absorbee_par is None

    annulation = evenement(absorbante, Operation.ANNULER)
    corriger(navigateur, annulation, "annuler", motif="Fusion confirmée.")
    assert Cooperative.objects.get(pk=label.cooperative_id).absorbee_par == absorbante
    label.refresh_from_db()
    assert label.clos_le == D(2026, 1, 1)
    dernieres = [evenement(coop, Operation.ANNULER) for coop in (absorbante, label.cooperative)]
    operations.annuler(dernieres[1].pk, par=None, motif="Non.")
    assert Cooperative.objects.get(pk=label.cooperative_id).absorbee_par is None


def test_a_correction_undone_and_restored_can_be_undone_again() -> None:
    label = labellisee(D(2025, 3, 1))
    octroi = evenement(label.cooperative, Operation.ACCORDER_LABEL)
    correction = operations.corriger(octroi.pk, par=None, le=D(2025, 3, 6), motif="Relu.")
    annulation = operations.annuler(correction.pk, par=None, motif="Non.")
    with pytest.raises(OperationRefusee, match="déjà annulé"):
        operations.annuler(correction.pk, par=None, motif="Encore.")
    operations.annuler(annulation.pk, par=None, motif="Si.")
    operations.annuler(correction.pk, par=None, motif="Non, vraiment.")
    label.refresh_from_db()
    assert label.valide_du == D(2025, 3, 1)


@pytest.mark.parametrize(("role", "permis"), [("edition", False), ("publication", False), ("administration", True)])
def test_only_the_administration_corrects_and_everyone_reads_what_was(role: str, permis: bool) -> None:
    label = labellisee(D(2025, 3, 1))
    octroi = evenement(label.cooperative, Operation.ACCORDER_LABEL)
    navigateur = connecte(role)
    pages = [
        reverse("wagtailsnippets_registre_label:inspect", args=[label.pk]),
        reverse("wagtailsnippets_registre_candidature:inspect", args=[label.candidature_id]),
        reverse("wagtailsnippets_registre_cooperative:inspect", args=[label.cooperative_id]),
        reverse("wagtailsnippets_registre_evenement:inspect", args=[octroi.pk]),
    ]

    for page in pages:
        assert (adresse(octroi, "annuler") in navigateur.get(page).content.decode()) == permis

    for nom in ("corriger", "annuler", "corriger_motif"):
        reponse = navigateur.get(adresse(octroi, nom))
        assert (reponse.status_code == 200) == permis
    reponse = navigateur.post(adresse(octroi, "annuler"), {"motif": "Erreur."})

    assert (reponse.status_code == 200) == permis
    assert navigateur.get(CORRECTIONS).status_code == 200
    assert Client().get(CORRECTIONS).status_code == 302


def test_buttons_are_offered_only_where_the_operation_could_apply(navigateur: Client) -> None:
    label = suspendue(labellisee(D(2025, 3, 1)), D(2026, 1, 5))
    decision = evenement(label.cooperative, Operation.SUSPENDRE)
    correction = operations.corriger(decision.pk, par=None, le=D(2026, 1, 6), motif="Relu.")
    page = navigateur.get(reverse("wagtailsnippets_registre_cooperative:inspect", args=[label.cooperative_id]))
    liens = {str(lien["href"]) for lien in lire(page).select("main a[href*='/registre/evenement/']")}
    octroi, inscription = (evenement(label.cooperative, o) for o in (Operation.ACCORDER_LABEL, Operation.INSCRIRE))

    assert {adresse(decision, nom) for nom in ("corriger", "annuler", "corriger_motif")} <= liens
    assert adresse(correction, "annuler") in liens

    refuses = [
        (correction, "corriger"),
        (correction, "corriger_motif"),
        (octroi, "corriger_motif"),
        (inscription, "annuler"),
    ]

    for vise, nom in refuses:
        assert adresse(vise, nom) not in liens
        assert "Revenir sans rien changer" in mots(navigateur.get(adresse(vise, nom)))


def test_what_was_corrected_is_listed_filtered_and_exported(navigateur: Client) -> None:
    assert "Rien n’a encore été corrigé" in mots(navigateur.get(CORRECTIONS))
    label, autre, _intacte = labellisee(D(2025, 3, 1)), labellisee(D(2025, 4, 1)), CooperativeFactory.create()
    octroi = evenement(label.cooperative, Operation.ACCORDER_LABEL)
    corriger(navigateur, octroi, "corriger", le="2025-03-06", motif="Procès-verbal relu.")
    operations.annuler(evenement(autre.cooperative, Operation.ACCORDER_LABEL).pk, par=None, motif="Doublon.")

    page = mots(navigateur.get(CORRECTIONS))
    assert "octroi du label QC-2025-0001 (1er mars 2025)" in page
    assert "Du 1er mars 2025 au 5 mars 2025 : labellisée jusqu’au 29 février 2028 → engagée." in page
    assert "Procès-verbal relu." in page
    assert "Doublon." in page
    proposees = lire(navigateur.get(CORRECTIONS)).select("select[name=cooperative] option[value!='']")
    assert {str(option["value"]) for option in proposees} == {str(label.cooperative_id), str(autre.cooperative_id)}
    filtres = [
        {"operation": "annuler"},
        {"cooperative": str(autre.cooperative_id)},
        {"operation": "annuler", "enregistre_le_from": "2000-01-01"},
    ]
    for filtre in filtres:
        page = mots(navigateur.get(CORRECTIONS, filtre))
        assert ("Doublon." in page, "Procès-verbal" in page) == (True, False)
    assert "Aucune correction ne répond" in mots(navigateur.get(CORRECTIONS, {"enregistre_le_to": "2000-01-01"}))
    csv = b"".join(navigateur.get(CORRECTIONS, {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert csv.startswith(
        "Enregistré le (heure de Paris),Nature,État,SIREN,Coopérative,Sur quoi,Avant → après,Pourquoi,Par"
    )
    assert "Doublon." in csv
    xlsx = b"".join(navigateur.get(CORRECTIONS, {"export": "xlsx"}).streaming_content)  # type: ignore[attr-defined]
    assert load_workbook(io.BytesIO(xlsx)).active.max_row == 3


def test_the_journal_says_the_three_days_the_session_and_what_became_of_each(navigateur: Client) -> None:
    label = labellisee(D(2025, 3, 1))
    operations.annuler(evenement(label.cooperative, Operation.ACCORDER_LABEL).pk, par=None, motif="Doublon.")
    liste = reverse("wagtailsnippets_registre_evenement:list")
    page = mots(navigateur.get(liste))

    assert "Décidé le Prend effet le Enregistré le État Séance Par" in page
    assert "octroi du label QC-2025-0001" in page
    assert "annulé" in page

    csv = b"".join(navigateur.get(liste, {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]

    assert "Séance du comité,Par,Motif" in csv
    assert csv.count("\n") == Evenement.objects.count() + 1
    vu = mots(
        navigateur.get(
            reverse(
                "wagtailsnippets_registre_evenement:inspect",
                args=[evenement(label.cooperative, Operation.ACCORDER_LABEL).pk],
            )
        )
    )
    assert "Label QC-2025-0001 : du 1er mars 2025 au 29 février 2028." in vu
    assert "Doublon." in vu


@pytest.mark.rendu
def test_lists_and_histories_ask_the_same_queries_for_few_events_and_for_many(navigateur: Client) -> None:
    coop = CooperativeFactory.create()
    adresses = [
        reverse("wagtailsnippets_registre_evenement:list"),
        CORRECTIONS,
        reverse("wagtailsnippets_registre_cooperative:inspect", args=[coop.pk]),
    ]

    def combien(une: str) -> int:
        with CaptureQueriesContext(connection) as requetes:
            navigateur.get(une)
        return len(requetes)

    def corriges(nombre: int) -> None:
        for rang in range(nombre):
            autre = CooperativeFactory.create()
            for vise in (coop, autre):
                inscription = evenement(vise, Operation.INSCRIRE)
                operations.corriger(inscription.pk, par=None, champs={"sigle": f"T{rang}"}, motif="Oubli.")

    corriges(2)
    for adresse in adresses:
        navigateur.get(adresse)
    peu = [combien(adresse) for adresse in adresses]
    corriges(6)
    assert [combien(adresse) for adresse in adresses] == peu
