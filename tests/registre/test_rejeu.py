"""Replaying a journal, pure: what is corrected or annulled, and what each event needs of those before it."""

import datetime
from typing import Any

import pytest

from registre.etats import Etat, Operation
from registre.journal.acte import Acte, HistoireImpossible
from registre.journal.charges import (
    Annulation,
    ChangementDIdentite,
    Charge,
    Correction,
    DecisionSurDossier,
    DecisionSurLabel,
    Depot,
    EngagementDepose,
    EngagementFige,
    Identite,
    Inscription,
    Octroi,
    Retouche,
)
from registre.journal.rejeu import annules, en_vigueur, rangs_annules, rejouer

D = datetime.date
MIDI = datetime.datetime(2026, 1, 1, 11, tzinfo=datetime.UTC)
ENGAGEMENT = EngagementDepose(cle="cle-1")
FIGE = EngagementFige(cle="cle-1", numero=1, intitule="Engagement 1")
OCTROI = Octroi(
    dossier=2, numero="QC-2024-0001", valide_du=D(2024, 3, 1), valide_jusqu_au=D(2027, 2, 28), engagements=(FIGE,)
)
IDENTITE = Identite(nom="Alpha", siren="000000000", forme_juridique="SCP", commune="Sète", code_departement="34")


def journal(*decisions: tuple[Operation, Charge, datetime.date]) -> list[Acte]:
    """Return a journal of these, in this order, after an inscription."""
    toutes = [(Operation.INSCRIRE, Inscription(identite=IDENTITE), D(2020, 1, 1)), *decisions]
    return [
        Acte(rang, operation, le, getattr(charge, "valide_du", le), charge, MIDI, motif=f"Motif {rang}.", seance=le)
        for rang, (operation, charge, le) in enumerate(toutes, start=1)
    ]


def depot(cycle: int = 1) -> tuple[Operation, Charge, datetime.date]:
    return (
        Operation.DEPOSER,
        Depot(referentiel="2021", regles={}, cycle=cycle, engagements=(ENGAGEMENT,)),
        D(2022, 1, 1),
    )


def sur(operation: Operation, le: datetime.date, rang: int = 2) -> tuple[Operation, Charge, datetime.date]:
    """A decision on the candidature filed at this rank."""
    return operation, DecisionSurDossier(dossier=rang), le


COURS = (
    depot(),
    sur(Operation.DECLARER_COMPLETE, D(2022, 2, 1)),
    sur(Operation.DECLARER_ADMISSIBLE, D(2022, 3, 1)),
    (Operation.ACCORDER_LABEL, OCTROI, D(2024, 3, 1)),
)


def annuler(rang: int) -> tuple[Operation, Charge, datetime.date]:
    return Operation.ANNULER, Annulation(rang=rang), D(2026, 1, 1)


def corriger(rang: int, **retouche: Any) -> tuple[Operation, Charge, datetime.date]:
    return Operation.CORRIGER, Correction(retouches=(Retouche(rang=rang, **retouche),)), D(2026, 1, 1)


def test_the_order_of_the_journal_decides_whatever_days_it_speaks_of() -> None:
    suspension = DecisionSurLabel(numero=OCTROI.numero)
    lue = rejouer(
        journal(
            *COURS,
            (Operation.SUSPENDRE, suspension, D(2025, 1, 1)),
            (Operation.LEVER_SUSPENSION, suspension, D(2024, 6, 1)),  # for `registre.coherence` to judge
        )
    )
    (label,) = lue.labels
    assert [(s.suspendu_le, s.levee_le) for s in label.suspensions] == [(D(2025, 1, 1), D(2024, 6, 1))]


@pytest.mark.parametrize("fois", range(1, 6))
def test_an_event_annulled_is_read_once_in_two_as_its_annulment_is_annulled(fois: int) -> None:
    annulations = [annuler(5), *(annuler(rang) for rang in range(6, 5 + fois))]
    actes = journal(*COURS, *annulations)
    lue = rejouer(actes)
    assert (5 in rangs_annules(actes), len(lue.labels), len(lue.annules)) == (
        (True, 0, 1) if fois % 2 else (False, 1, 0)
    )
    assert lue.dossiers[0].etat == (Etat.ADMISSIBLE if fois % 2 else Etat.LABELLISEE)


def test_an_annulled_number_reads_as_just_before_and_says_why() -> None:
    corrigee = {"valide_jusqu_au": "2026-12-31"}
    (annule,) = annules(journal(*COURS, corriger(5, charge=corrigee), annuler(5)))
    assert (annule.label.numero, annule.label.valide_jusqu_au) == (OCTROI.numero, D(2026, 12, 31))
    assert (annule.annule_le, annule.motif) == (D(2026, 1, 1), "Motif 7.")


def test_an_annulled_filing_is_kept_apart() -> None:
    lue = rejouer(journal(depot(), annuler(2), depot()))
    assert [(d.rang, d.etat) for d in (*lue.dossiers_annules, *lue.dossiers)] == [(2, Etat.ANNULEE), (4, Etat.DEPOSEE)]


def test_corrections_add_up_the_last_holds_and_one_undone_takes_back_its_own_alone() -> None:
    actes = journal(
        *COURS,
        corriger(5, decide_le=D(2024, 3, 5), prend_effet_le=D(2024, 3, 5), charge={"valide_du": "2024-03-05"}),
        corriger(5, charge={"valide_jusqu_au": "2027-12-31"}),
        corriger(5, motif="Relu."),
        corriger(5, decide_le=D(2024, 3, 9)),
    )

    def octroi(*annules: int) -> tuple[object, ...]:
        toutes = [*actes, *(journal(*COURS, *[annuler(rang)] * 9)[-1] for rang in annules)]
        suivis = [a if i < len(actes) else _au_rang(a, i + 1) for i, a in enumerate(toutes)]
        lu = next(a for a in en_vigueur(suivis) if a.rang == 5)
        assert isinstance(lu.charge, Octroi)
        return lu.decide_le, lu.charge.valide_du, lu.charge.valide_jusqu_au, lu.motif

    assert octroi() == (D(2024, 3, 9), D(2024, 3, 5), D(2027, 12, 31), "Relu.")
    assert octroi(9) == (D(2024, 3, 5), D(2024, 3, 5), D(2027, 12, 31), "Relu.")
    assert octroi(7) == (D(2024, 3, 9), D(2024, 3, 5), D(2027, 2, 28), "Relu.")
    assert octroi(6, 8, 9) == (D(2024, 3, 1), D(2024, 3, 1), D(2027, 12, 31), "Motif 5.")


def _au_rang(acte: Acte, rang: int) -> Acte:
    return Acte(rang, acte.operation, acte.decide_le, acte.prend_effet_le, acte.charge, acte.enregistre_le)


def test_a_correction_changes_within_a_part_only_what_it_names() -> None:
    lue = rejouer(
        journal(corriger(1, charge={"identite": {"nom": "Bêta"}}), corriger(1, charge={"identite": {"sigle": "B"}}))
    )
    qui = lue.identite(D(2024, 1, 1))
    assert (qui.nom, qui.sigle, qui.commune) == ("Bêta", "B", "Sète")


def test_an_event_is_of_its_session_only_on_the_day_of_that_session() -> None:
    deplacee, revenue = corriger(5, decide_le=D(2024, 3, 5)), corriger(5, decide_le=D(2024, 3, 1))
    assert en_vigueur(journal(*COURS, deplacee))[-1].seance is None
    assert en_vigueur(journal(*COURS, deplacee, revenue))[-1].seance == D(2024, 3, 1)


def test_of_an_impossible_journal_every_event_that_breaks_is_named() -> None:
    suspension = (Operation.SUSPENDRE, DecisionSurLabel(numero=OCTROI.numero), D(2025, 1, 1))
    retrait = (Operation.RETIRER, DecisionSurLabel(numero=OCTROI.numero), D(2025, 6, 1))
    with pytest.raises(HistoireImpossible) as impossible:
        rejouer(journal(*COURS, suspension, retrait, annuler(4)))
    assert [faute.split(" (")[0] for faute in impossible.value.fautes] == [
        "octroi du label",
        "suspension du label",
        "retrait du label",
    ]


@pytest.mark.parametrize(
    ("suite", "dit"),
    [
        ([depot(), depot(2)], "déjà une candidature en cours"),
        ([depot(), sur(Operation.DECLARER_ADMISSIBLE, D(2022, 2, 1))], "celle-ci est déposée"),
        ([sur(Operation.DECLARER_COMPLETE, D(2022, 2, 1), 9)], "La candidature n'existe pas"),
        ([(Operation.RETIRER, DecisionSurLabel(numero="QC-2024-0009"), D(2024, 1, 1))], "QC-2024-0009 n'existe pas"),
        (
            [*COURS, (Operation.LEVER_SUSPENSION, DecisionSurLabel(numero=OCTROI.numero), D(2025, 1, 1))],
            "n'est pas susp",
        ),
        ([(Operation.INSCRIRE, Inscription(identite=IDENTITE), D(2020, 1, 1))], "déjà au registre"),
        ([(Operation.RENOMMER, ChangementDIdentite(nom="B"), D(2021, 1, 1)), annuler(1), depot()], ""),
    ],
)
def test_each_event_needs_what_comes_before_it(suite: list[Any], dit: str) -> None:
    if dit:
        with pytest.raises(HistoireImpossible, match=dit):
            rejouer(journal(*suite))
    else:
        assert rejouer(journal(*suite)).inscription is None  # for `registre.coherence` to judge
