"""Histories for hypothesis: any facts the database would accept, and walks through the operations."""

import datetime

from hypothesis import strategies as st

from registre.cycle import Faits, FaitsCandidature, FaitsLabel, FaitsSuspension

ORIGINE = datetime.date(2022, 1, 1)


def jour(n: int) -> datetime.date:
    """Return the n-th day of the story."""
    return ORIGINE + datetime.timedelta(days=n)


@st.composite
def histoires(draw: st.DrawFn) -> Faits:
    """One coop's facts over up to four cycles: candidatures decided or not, labels suspended, withdrawn, renewed.

    Durations are a few days, so that boundaries meet, follow and miss each other as often as they can.
    """
    labels, candidatures = [], []
    n = draw(st.integers(0, 5))
    fin_du_precedent = 0
    for cycle in range(1, draw(st.integers(0, 4)) + 1):
        admise = draw(st.booleans())
        admissible = n + draw(st.integers(0, 4)) if admise else None
        decidee = (
            (n if admissible is None else admissible) + draw(st.integers(0, 5))
            if cycle < 4 or draw(st.booleans())
            else None
        )
        candidatures.append(
            FaitsCandidature(
                cycle,
                jour(admissible) if admissible is not None else None,
                jour(decidee) if decidee is not None else None,
            )
        )
        if decidee is None:
            break
        n = decidee + draw(st.integers(0, 3))
        if admissible is None or not draw(st.booleans()):
            continue
        debut = max(decidee, fin_du_precedent)
        label, fin_du_precedent = _label(draw, cycle, debut)
        labels.append(label)
        n = max(n, debut + draw(st.integers(0, 8)))
    return Faits(tuple(labels), tuple(candidatures))


def _label(draw: st.DrawFn, cycle: int, debut: int) -> tuple[FaitsLabel, int]:
    """Return a label begun on day `debut`, and the first day it no longer covers."""
    dernier = debut + draw(st.integers(0, 8))
    retire = draw(st.none() | st.integers(debut, dernier))
    suspensions, curseur, limite = [], debut, dernier if retire is None else retire
    while curseur <= limite and draw(st.booleans()):
        suspendu = draw(st.integers(curseur, limite))
        leve = draw(st.none() | st.integers(suspendu + 1, suspendu + 4))
        suspensions.append(FaitsSuspension(jour(suspendu), jour(leve) if leve is not None and leve <= limite else None))
        if suspensions[-1].levee_le is None:
            break
        curseur = curseur if leve is None else leve
    faits = FaitsLabel(
        cycle, jour(debut), jour(dernier), jour(retire) if retire is not None else None, tuple(suspensions)
    )
    return faits, dernier + 1 if retire is None else retire
