"""What changes between two histories, in words: what the public reads, and what only the Federation sees. Pure."""

import datetime
from typing import Any

import pytest

from registre.differences import Differences, differences
from registre.etats import NaturePoint, Operation
from registre.journal.acte import Acte
from registre.journal.charges import (
    ChangementDIdentite,
    Charge,
    DecisionSurDossier,
    DecisionSurLabel,
    Depot,
    Identite,
    Inscription,
    Octroi,
    Point,
)
from registre.journal.rejeu import rejouer

D = datetime.date
NUMERO = "QC-2025-0001"
IDENTITE = Identite(nom="Toit", siren="000000000", forme_juridique="SCP", commune="Béziers", code_departement="34")


def acte(rang: int, operation: Operation, charge: Charge, le: datetime.date, motif: str = "") -> Acte:
    """An event recorded as it happened."""
    enregistre_le = datetime.datetime(2026, 1, rang, tzinfo=datetime.UTC)
    return Acte(rang, operation, le, le, charge, enregistre_le, motif)


def journal(**jours: Any) -> list[Acte]:
    """A coop admissible on 1 September 2023, held a point on 1 March 2024, labelled from 1 March 2025."""
    le = {"depot": D(2023, 8, 1), "admissible": D(2023, 9, 1), "point": D(2024, 3, 1), "octroi": D(2025, 3, 1)} | jours
    point = Point(dossier=2, nature=NaturePoint.POINT_ETAPE, mois=6)
    octroi = Octroi(
        dossier=2,
        numero=NUMERO,
        valide_du=le["octroi"],
        valide_jusqu_au=le.get("fin", D(2028, 2, 29)),
        engagements=(),
    )

    return [
        acte(1, Operation.INSCRIRE, Inscription(identite=IDENTITE, membre_depuis=D(2000, 1, 1)), D(2023, 1, 1)),
        acte(2, Operation.DEPOSER, Depot(referentiel="2021", regles={}, cycle=1, engagements=()), le["depot"]),
        acte(3, Operation.DECLARER_COMPLETE, DecisionSurDossier(dossier=2), le["admissible"]),
        acte(4, Operation.DECLARER_ADMISSIBLE, DecisionSurDossier(dossier=2), le["admissible"]),
        acte(5, Operation.CONSIGNER_POINT_ETAPE, point, le["point"], "Vu."),
        acte(6, Operation.ACCORDER_LABEL, octroi, le["octroi"]),
    ]


def entre(avant: list[Acte], apres: list[Acte]) -> Differences:
    """What changes, with plain spaces."""
    lues = differences(rejouer(avant), rejouer(apres))
    plates = [
        tuple(phrase.replace("\u00a0", " ").replace("\u202f", " ") for phrase in phrases)
        for phrases in (lues.publiques, lues.internes)
    ]
    return Differences(*plates)


def test_nothing_changes_between_a_history_and_itself() -> None:
    assert not entre(journal(), journal())


def test_a_grant_that_moves_says_on_which_days_the_status_is_another() -> None:
    assert entre(journal(), journal(octroi=D(2025, 3, 6))).publiques == (
        "Du 1er mars 2025 au 5 mars 2025 : labellisée jusqu’au 29 février 2028 → engagée.",
        "Label QC-2025-0001 : octroyé le 6 mars 2025, et non le 1er mars 2025.",
        "Label QC-2025-0001 : commence le 6 mars 2025, et non le 1er mars 2025.",
    )


def test_an_end_that_moves_is_told_once_and_for_the_days_it_opens() -> None:
    assert entre(journal(), journal(fin=D(2028, 3, 1))).publiques == (
        "Le 1er mars 2028 : label échu → labellisée jusqu’au 1er mars 2028.",
        "Label QC-2025-0001 : finit le 1er mars 2028, et non le 29 février 2028.",
    )


@pytest.mark.parametrize(
    ("suite", "phrases"),
    [
        (
            [(Operation.SUSPENDRE, D(2026, 2, 1), "Point non tenu.")],
            (
                "Du 1er février 2026 au 29 février 2028 : labellisée jusqu’au 29 février 2028 → label suspendu.",
                "Label QC-2025-0001 : suspendu le 1er février 2026.",
            ),
        ),
        (
            [(Operation.RETIRER, D(2026, 2, 1), "Engagements abandonnés.")],
            (
                "Du 1er février 2026 au 29 février 2028 : labellisée jusqu’au 29 février 2028 → label retiré.",
                "À partir du 1er mars 2028 : label échu → label retiré.",
                "Label QC-2025-0001 : retiré le 1er février 2026.",
            ),
        ),
    ],
)
def test_what_happens_to_a_label_is_said_and_unsaid(suite: Any, phrases: tuple[str, ...]) -> None:
    apres = [*journal(), *(acte(7, o, DecisionSurLabel(numero=NUMERO), le, motif) for o, le, motif in suite)]
    assert entre(journal(), apres).publiques == phrases
    assert "n’est plus" in " ".join(entre(apres, journal()).publiques)


def test_a_suspension_lifted_then_not_is_said_both_ways() -> None:
    dit, le = DecisionSurLabel(numero=NUMERO), (D(2026, 2, 1), D(2026, 3, 1))
    avant = [*journal(), acte(7, Operation.SUSPENDRE, dit, le[0], "Point non tenu.")]
    apres = [*avant, acte(8, Operation.LEVER_SUSPENSION, dit, le[1])]
    assert "Label QC-2025-0001 : suspension levée le 1er mars 2026." in entre(avant, apres).publiques
    assert "Label QC-2025-0001 : la suspension n’est plus levée (le 1er mars 2026)." in entre(apres, avant).publiques


def test_a_published_reason_is_public_and_a_report_is_not() -> None:
    retire = DecisionSurLabel(numero=NUMERO)
    avant, apres = (
        [*journal(), acte(7, Operation.RETIRER, retire, D(2026, 2, 1), motif)] for motif in ("Faute.", "Corrigé.")
    )
    assert entre(avant, apres).publiques == (
        "Label QC-2025-0001 : motif publié du retrait, « Faute. » → « Corrigé. ».",
    )
    relu = journal()
    relu[4] = acte(5, Operation.CONSIGNER_POINT_ETAPE, relu[4].charge, D(2024, 3, 1), "Bien vu.")
    assert entre(journal(), relu) == Differences((), ("Compte rendu : « Vu. » → « Bien vu. ».",))


def test_admissibility_and_points_are_public_a_filing_is_not() -> None:
    change = entre(journal(), journal(depot=D(2023, 8, 2), admissible=D(2023, 9, 4), point=D(2024, 3, 2)))

    assert change.publiques == (
        "Du 1er septembre 2023 au 3 septembre 2023 : engagée → pas de label connu.",
        "Candidature du cycle 1 : admissible le 4 septembre 2023, et non le 1er septembre 2023. "
        "Ses échéances bougent avec ce jour.",
        "Point d’étape à 6 mois : tenu le 2 mars 2024, et non le 1er mars 2024.",
    )
    assert change.internes == (
        "Candidature du cycle 1 : déposée le 2 août 2023, et non le 1er août 2023.",
        "Candidature du cycle 1 : déclarée complète le 4 septembre 2023, et non le 1er septembre 2023.",
    )


def test_a_name_changes_from_a_day_on() -> None:
    renomme = ChangementDIdentite(nom="Toit Commun", code_departement="30")
    change = entre(journal(), [*journal(), acte(7, Operation.RENOMMER, renomme, D(2025, 6, 1))])
    assert change.publiques == (
        "À partir du 1er juin 2025 : nom, « Toit » → « Toit Commun ».",
        "À partir du 1er juin 2025 : département, « Hérault » → « Gard ».",
    )
