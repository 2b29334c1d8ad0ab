"""Histories for hypothesis: any facts the database would accept, and walks through the operations."""

import datetime
from dataclasses import replace

from hypothesis import strategies as st

from registre.cycle import Faits, FaitsCandidature, FaitsLabel, FaitsSuspension

ORIGINE = datetime.date(2022, 1, 1)


def jour(n: int) -> datetime.date:
    """Return the n-th day of the story."""
    return ORIGINE + datetime.timedelta(days=n)


def un_jour(n: int | None) -> datetime.date | None:
    """Return the n-th day of the story, None for none."""
    return None if n is None else jour(n)


@st.composite
def histoires(draw: st.DrawFn) -> Faits:
    """One coop's facts over up to four cycles: candidatures decided or not, labels suspended, withdrawn, renewed.

    Durations are a few days, so that boundaries meet, follow and miss each other as often as they can. A label may be
    withdrawn on the day it is granted and another granted the same day; one granted ahead may be withdrawn before it
    begins; the coop may be absorbed at the end.
    """
    labels, candidatures = [], []
    n = draw(st.integers(0, 5))
    fin_du_precedent = 0

    eclair = False
    for cycle in range(1, draw(st.integers(0, 4)) + 1):
        admise = eclair or draw(st.booleans())
        admissible = n + (0 if eclair else draw(st.integers(0, 4))) if admise else None
        decidee = (
            (n if admissible is None else admissible) + (0 if eclair else draw(st.integers(0, 5)))
            if eclair or cycle < 4 or draw(st.booleans())
            else None
        )
        candidatures.append(FaitsCandidature(cycle, un_jour(admissible), un_jour(decidee)))
        if decidee is None:
            break
        eclair = False
        n = decidee + draw(st.integers(0, 3))
        if admissible is None or not draw(st.booleans()):
            continue
        debut = max(decidee, fin_du_precedent)
        if debut > decidee and draw(st.booleans()):
            retire = draw(st.integers(decidee, debut - 1))
            labels.append(FaitsLabel(cycle, jour(debut), jour(debut + draw(st.integers(0, 8))), jour(retire)))
            n = max(n, retire)
            continue
        eclair = debut == decidee and draw(st.sampled_from((True, False, False)))
        if eclair:
            labels.append(FaitsLabel(cycle, jour(debut), jour(debut + draw(st.integers(0, 8))), jour(debut)))
            n = fin_du_precedent = debut
            continue
        label, fin_du_precedent = _label(draw, cycle, debut)
        labels.append(label)
        n = debut + draw(st.integers(0, 4))

    return _absorption(draw, Faits(tuple(labels), tuple(candidatures)), n)


def _label(draw: st.DrawFn, cycle: int, debut: int) -> tuple[FaitsLabel, int]:
    """Return a label begun on day `debut`, and the first day it no longer covers."""
    dernier = debut + draw(st.integers(0, 14))
    retire = draw(st.none() | st.integers(debut, dernier))
    suspensions, curseur, limite = [], debut, dernier if retire is None else retire

    while curseur <= limite and draw(st.booleans()):
        suspendu = draw(st.integers(curseur, limite))
        leve = draw(st.none() | st.integers(suspendu + 1, suspendu + 4))
        suspensions.append(FaitsSuspension(jour(suspendu), jour(leve) if leve is not None and leve <= limite else None))
        if suspensions[-1].levee_le is None:
            break
        curseur = curseur if leve is None else leve

    faits = FaitsLabel(cycle, jour(debut), jour(dernier), un_jour(retire), tuple(suspensions))
    return faits, dernier + 1 if retire is None else retire


def _absorption(draw: st.DrawFn, faits: Faits, n: int) -> Faits:
    """Return the facts of a coop absorbed from day `n` on, one time in four: the label it bears is closed that day."""
    if draw(st.integers(0, 3)):
        return faits
    le = jour(n + draw(st.integers(0, 4)))
    labels = [replace(label, clos_le=le) if label.couvre(le) else label for label in faits.labels]
    return replace(faits, labels=tuple(labels), absorbee_le=le)
