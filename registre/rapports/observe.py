"""What the forecast goes on from, read in the register: the movement as the barometer counts it, and first filings."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median

from registre.etats import DANS_LA_DEMARCHE, EN_INSTRUCTION
from registre.models import Candidature, PeriodeDeStatut
from registre.rapports.prevision import Observe, Rythme, debut_du_trimestre, observes_du
from registre.territoires import REGIONS, region_de
from socle.textes.ordre import cle_francaise


@dataclass(frozen=True)
class EntreeObservee:
    """A first filing of a coop: where, when, and how it ended if it did."""

    region: str
    depose_le: datetime.date
    admissible_le: datetime.date | None
    ecarte_le: datetime.date | None
    en_instruction: bool


def observer(au: datetime.date) -> tuple[list[Observe], Rythme]:
    """Return each region that has members on `au`, in French order, and what the decisions showed. Two queries."""
    membres, engagees, entrees = Counter[str](), Counter[str](), set[int]()
    du_jour = PeriodeDeStatut.objects.au(au).filter(membre=True).order_by()
    for coop, departement, statut in du_jour.values_list("cooperative_id", "code_departement", "statut"):
        membres[region_de(departement)] += 1
        if statut in DANS_LA_DEMARCHE:
            engagees[region_de(departement)] += 1
            entrees.add(coop)
    depots = _premiers_depots(entrees)

    return _par_region(membres, engagees, depots, au), _rythme(depots, au)


def _premiers_depots(entrees: set[int]) -> list[EntreeObservee]:
    """The filings that follow no label. One of a coop that is already in (`entrees`) waits for nothing more."""
    lues = Candidature.objects.filter(renouvelle=None).order_by("pk").select_related("cooperative")
    return [
        EntreeObservee(
            lue.cooperative.code_region,
            lue.deposee_le,
            lue.admissible_le,
            None if lue.admissible_le else lue.refusee_le or lue.abandonnee_le,
            lue.etat in EN_INSTRUCTION and lue.cooperative_id not in entrees,
        )
        for lue in lues
    ]


def _par_region(
    membres: Counter[str], engagees: Counter[str], depots: list[EntreeObservee], au: datetime.date
) -> list[Observe]:
    debut, trimestre = observes_du(au), debut_du_trimestre(au)
    siens = defaultdict[str, list[EntreeObservee]](list)
    for depot in depots:
        siens[depot.region].append(depot)

    return [
        Observe(
            nom=REGIONS[code],
            membres=membres[code],
            engagees=engagees[code],
            deposees=sum(debut <= depot.depose_le < trimestre for depot in siens[code]),
            deposees_ce_trimestre=sum(trimestre <= depot.depose_le <= au for depot in siens[code]),
            en_instruction=tuple(depot.depose_le for depot in siens[code] if depot.en_instruction),
        )
        for code in sorted(membres, key=lambda code: cle_francaise(REGIONS[code]))
    ]


def _rythme(depots: list[EntreeObservee], au: datetime.date) -> Rythme:
    """How the filings decided in the quarters observed ended, and in how many days the admitted ones were."""
    debut, trimestre = observes_du(au), debut_du_trimestre(au)
    admis = [d for d in depots if d.admissible_le and debut <= d.admissible_le < trimestre]
    ecartes = [d for d in depots if d.ecarte_le and debut <= d.ecarte_le < trimestre]
    jours = [(d.admissible_le - d.depose_le).days for d in admis if d.admissible_le]
    return Rythme(len(admis), len(ecartes), round(median(jours)) if jours else None)
