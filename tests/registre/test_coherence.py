"""What must hold between the dates of a history, pure: each rule says in words what would break, and where."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from registre.coherence import debut_attendu, fautes
from registre.etats import Etat, NaturePoint
from registre.journal.charges import Depot, EngagementDepose, EngagementFige, Identite, Inscription
from registre.journal.histoire import Dossier, Histoire, LabelOctroye, PointTenu, ReleveTenu, SuspensionLue
from registre.journal.identites import Absorbee

D = datetime.date
IDENTITE = Identite(nom="Alpha", siren="000000000", forme_juridique="SCP", commune="Sète", code_departement="34")
INSCRITE = Inscription(identite=IDENTITE, membre_depuis=D(2000, 1, 1))


def dossier(rang: int = 2, cycle: int = 1, renouvelle: str = "", **dates: Any) -> Dossier:
    """A candidature that gave a label on 1 March 2024."""
    depot = Depot(
        referentiel="2021", regles={}, cycle=cycle, renouvelle=renouvelle, engagements=(EngagementDepose(cle="cle-1"),)
    )
    siennes = {
        "deposee_le": D(2022, 1, 1),
        "complete_le": D(2022, 2, 1),
        "admissible_le": D(2022, 3, 1),
        "labellisee_le": D(2024, 3, 1),
    }

    return Dossier(rang, depot, Etat.LABELLISEE, **(siennes | dates))


def label(cycle: int = 1, **faits: Any) -> LabelOctroye:
    """The label of that candidature, three years long."""
    siens: dict[str, Any] = {
        "rang": 5,
        "numero": "QC-2024-0001",
        "dossier": 2,
        "octroye_le": D(2024, 3, 1),
        "valide_du": D(2024, 3, 1),
        "valide_jusqu_au": D(2027, 2, 28),
        "engagements": (EngagementFige(cle="cle-1", numero=1, intitule="E."),),
    }

    return LabelOctroye(cycle=cycle, **(siens | faits))


def suspension(du: datetime.date, levee: datetime.date | None = None) -> SuspensionLue:
    """A suspension of that label."""
    return SuspensionLue(6, du, "Motif.", levee)


def point(le: datetime.date, nature: str = NaturePoint.VISITE, rang: int = 4) -> PointTenu:
    """A point, with a value of the one indicator."""
    return PointTenu(rang, nature, 6, le, "", (ReleveTenu("cle-1", 0, 1, "", "declaree"),))  # type: ignore[arg-type]


BONNE = Histoire(inscription=INSCRITE, dossiers=(dossier(),), labels=(label(),))
RENOUVELEE = replace(
    BONNE,
    dossiers=(
        dossier(),
        dossier(
            8,
            2,
            "QC-2024-0001",
            deposee_le=D(2026, 3, 1),
            complete_le=D(2026, 3, 1),
            admissible_le=D(2026, 3, 1),
            labellisee_le=D(2026, 6, 1),
        ),
    ),
    labels=(
        label(),
        label(
            2,
            rang=12,
            numero="QC-2026-0001",
            dossier=8,
            octroye_le=D(2026, 6, 1),
            valide_du=D(2027, 3, 1),
            valide_jusqu_au=D(2030, 2, 28),
            renouvelle="QC-2024-0001",
        ),
    ),
)


def avec(histoire: Histoire, rang: int, **faits: Any) -> Histoire:
    """The same with other facts of its label of this place."""
    labels = list(histoire.labels)
    labels[rang] = replace(labels[rang], **faits)
    return replace(histoire, labels=tuple(labels))


def avec_dossier(histoire: Histoire, rang: int, **faits: Any) -> Histoire:
    """The same with other facts of its candidature of this place."""
    dossiers = list(histoire.dossiers)
    dossiers[rang] = replace(dossiers[rang], **faits)
    return replace(histoire, dossiers=tuple(dossiers))


@pytest.mark.parametrize("histoire", [BONNE, RENOUVELEE, replace(BONNE, dossiers=(), labels=())])
def test_a_good_history_has_no_fault(histoire: Histoire) -> None:
    assert fautes(histoire) == []


@pytest.mark.parametrize(
    ("histoire", "dit"),
    [
        (replace(BONNE, inscription=None), "n'est pas au registre"),
        (avec_dossier(BONNE, 0, complete_le=D(2021, 12, 31)), "31/12/2021 après 01/01/2022"),
        (avec_dossier(BONNE, 0, points=(point(D(2022, 2, 28)),)), "précéderait l'admissibilité"),
        (avec_dossier(BONNE, 0, points=(point(D(2024, 3, 2)),)), "suivrait la décision du 01/03/2024"),
        (avec_dossier(BONNE, 0, points=(point(D(2024, 2, 1), NaturePoint.MI_PARCOURS),)), "précéderait l'octroi"),
        (
            avec_dossier(BONNE, 0, points=(point(D(2023, 1, 1)), point(D(2023, 1, 1), "point_etape", 5))),
            "deux relevés le même jour",
        ),
        (avec(BONNE, 0, valide_jusqu_au=D(2024, 2, 29)), "vient après son début"),
        (avec(BONNE, 0, valide_du=D(2024, 3, 2)), "le 01/03/2024, et non le 02/03/2024"),
        (avec(BONNE, 0, numero="QC-2023-0001"), "est de 2023"),
        (avec(BONNE, 0, retire_le=D(2024, 2, 29)), "entre son octroi et sa fin"),
        (avec(BONNE, 0, retire_le=D(2027, 3, 1)), "entre son octroi et sa fin"),
        (avec(BONNE, 0, suspensions=(suspension(D(2024, 2, 29)),)), "du label QC-2024-0001 ne seraient plus"),
        (avec(BONNE, 0, suspensions=(suspension(D(2027, 3, 1)),)), "du label QC-2024-0001 ne seraient plus"),
        (avec(BONNE, 0, suspensions=(suspension(D(2025, 1, 1), D(2025, 1, 1)),)), "se lève après"),
        (
            avec(BONNE, 0, retire_le=D(2025, 2, 1), suspensions=(suspension(D(2025, 1, 1), D(2025, 3, 1)),)),
            "ne seraient plus dans l'ordre",
        ),
        (
            avec(BONNE, 0, suspensions=(suspension(D(2025, 1, 1), D(2025, 3, 1)), suspension(D(2025, 2, 1)))),
            "se recouvriraient",
        ),
        (avec(RENOUVELEE, 1, valide_du=D(2027, 3, 5)), "des jours sans label avant le QC-2026-0001"),
        (avec(RENOUVELEE, 0, valide_jusqu_au=D(2027, 3, 9)), "recouvre celle du label QC-2024-0001"),
        (avec(RENOUVELEE, 0, retire_le=D(2026, 9, 1)), "QC-2026-0001 est déjà accordé"),
        (avec_dossier(RENOUVELEE, 1, deposee_le=D(2024, 2, 1)), "précéderait le label QC-2024-0001"),
        (avec_dossier(RENOUVELEE, 1, depot=dossier(8, 1).depot), "porteraient le cycle 1"),
        (avec_dossier(RENOUVELEE, 1, depot=dossier(8, 2).depot), "avant la fin du label QC-2024-0001"),
        (replace(BONNE, absorbee=Absorbee(D(2024, 2, 1), 9)), "suivrait l'absorption du 01/02/2024"),
        (
            replace(
                BONNE,
                dossiers=(replace(dossier(), etat=Etat.ADMISSIBLE, labellisee_le=None),),
                labels=(),
                absorbee=Absorbee(D(2024, 2, 1), 9),
            ),
            "Une candidature est en cours",
        ),
        (replace(BONNE, absorbee=Absorbee(D(2000, 1, 1), 9)), "Son adhésion, du 01/01/2000"),
        (replace(BONNE, adhesions=((D(2020, 1, 1), 3, True),)), "déjà membre"),
        (replace(BONNE, adhesions=((D(2020, 1, 1), 3, False), (D(2021, 1, 1), 4, False))), "n'est plus membre"),
        (replace(BONNE, adhesions=((D(2020, 1, 1), 3, False), (D(2020, 1, 1), 4, True))), "après le départ"),
        (replace(BONNE, adhesions=((D(1999, 1, 1), 3, False),)), "après son début"),
    ],
)
def test_each_rule_says_what_would_break(histoire: Histoire, dit: str) -> None:
    assert dit in " ".join(fautes(histoire))


@pytest.mark.parametrize(
    "histoire",
    [
        avec(BONNE, 0, retire_le=D(2024, 3, 1)),  # on its very day
        avec(BONNE, 0, suspensions=(suspension(D(2027, 2, 28)),)),  # on its last day
        avec(BONNE, 0, retire_le=D(2025, 1, 1), suspensions=(suspension(D(2025, 1, 1)),)),
        avec(RENOUVELEE, 1, retire_le=D(2026, 9, 1)),  # before it begins
        avec(avec(RENOUVELEE, 1, retire_le=D(2026, 9, 1)), 0, retire_le=D(2026, 9, 1)),
        replace(BONNE, adhesions=((D(2020, 1, 1), 3, False), (D(2020, 1, 2), 4, True))),
        replace(BONNE, adhesions=((D(2021, 1, 1), 3, True), (D(2020, 1, 1), 4, False))),  # recorded in another order
    ],
)
def test_what_may_be_is_let_through(histoire: Histoire) -> None:
    assert fautes(histoire) == []


@pytest.mark.parametrize(
    ("octroye_le", "attendu"),
    [
        (D(2026, 6, 1), D(2027, 3, 1)),
        (D(2027, 2, 28), D(2027, 3, 1)),
        (D(2027, 3, 1), D(2027, 3, 1)),
        (D(2027, 6, 1), D(2027, 6, 1)),
    ],
)
def test_a_renewal_begins_the_day_after_the_label_that_still_holds_when_it_is_granted(
    octroye_le: datetime.date, attendu: datetime.date
) -> None:
    assert debut_attendu(BONNE, "QC-2024-0001", octroye_le) == attendu
    retire = avec(BONNE, 0, retire_le=D(2026, 1, 1))
    assert debut_attendu(retire, "QC-2024-0001", octroye_le) == octroye_le
