"""Histories told at random, mistakes put right included: rows, periods and what was known when are all the journal's.

HISTOIRES says how many coops are told (40 at a time); 2,000 were, and more can be:

    HISTOIRES=2000 .venv/bin/pytest -n 0 tests/registre/test_histoires.py
    HISTOIRES=500 DATABASE_URL=postgres://… .venv/bin/pytest -n 0 tests/registre/test_histoires.py

GRAINE tells the one story of this seed again.
"""

import datetime
import os
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction

from registre import coherence, cycle
from registre.cycle import UN_JOUR
from registre.ecriture.chaine import parcourir
from registre.journal import connu, reconstruction
from registre.journal.histoire import Histoire
from registre.models import IdentiteDeCooperative, LabelConnu, PeriodeDeStatut
from tests.registre.faits_ecrits import attendus, ecrits
from tests.registre.marches import Marche, jours_connus

pytestmark = [pytest.mark.django_db, pytest.mark.lent]

PAR_MARCHE = 40
HISTOIRES = int(os.environ.get("HISTOIRES", "80"))
GRAINES = [int(os.environ["GRAINE"])] if "GRAINE" in os.environ else range(-(-HISTOIRES // PAR_MARCHE))


@pytest.mark.parametrize("graine", GRAINES)
def test_what_the_register_says_is_what_its_journal_comes_to(graine: int) -> None:
    with transaction.atomic():
        marche = Marche(graine, PAR_MARCHE)
        ids = marche.raconter()
        assert parcourir().rupture == ""
        assert reconstruction.ecarts(ids) == []
        comparer_les_faits(ids)
        comparer_les_jours(ids)
        transaction.set_rollback(True)


def comparer_les_faits(ids: list[int]) -> None:
    """Every stored fact is that of the journal read back, and holds together."""
    lus = ecrits(ids)
    for pk, histoire in connu.histoires(ids).items():
        assert coherence.fautes(histoire) == []
        assert lus[pk] == attendus(histoire)


def comparer_les_jours(ids: list[int]) -> None:
    """For every pair of boundary days (asked about, known), the days around them too: one row, and the same answer."""
    connus = {jour + ecart for jour in jours_connus(ids) for ecart in (-UN_JOUR, datetime.timedelta(0), UN_JOUR)}
    for connu_le in sorted(connus):
        histoires = connu.histoires(ids, connu_le)
        periodes = _par_coop(PeriodeDeStatut, ids, connu_le)
        identites = _par_coop(IdentiteDeCooperative, ids, connu_le)
        assert periodes.keys() == identites.keys() == histoires.keys()
        for pk, histoire in histoires.items():
            for periode in _une_par_jour(periodes[pk]):
                for au in _bornes(histoire, periode):
                    situation = cycle.situation(histoire.faits, au)
                    assert (periode.statut or None, periode.label_id is not None) == (
                        situation.statut,
                        situation.label is not None,
                    ), (pk, au, connu_le)
                    qui = histoire.identite(au)
                    assert (periode.identite.nom, periode.identite.siren) == (qui.nom, qui.siren)
                    assert periode.membre == histoire.membre(au)
            list(_une_par_jour(identites[pk]))
        comparer_les_labels(ids, histoires, connu_le)


def comparer_les_labels(ids: list[int], histoires: dict[int, Histoire], connu_le: datetime.date) -> None:
    """What was known of each label gives its status on every boundary day; an annulled one is not known."""
    lus = LabelConnu.toutes.connues(connu_le).filter(label__cooperative__in=ids).select_related("label")
    par_numero = {connu.label.numero: connu.faits for connu in lus}
    attendus = {label.numero: (h, label) for h in histoires.values() for label in h.labels}
    assert (len(lus), set(par_numero)) == (len(attendus), set(attendus))
    for numero, (histoire, label) in attendus.items():
        for au in _autour(cycle.bornes(histoire.faits)):
            assert cycle.statut_de_label(par_numero[numero], au) == cycle.statut_de_label(histoire.faits_de(label), au)


def _par_coop(modele: Any, ids: list[int], connu_le: datetime.date) -> dict[int, list[Any]]:
    par_coop: dict[int, list[Any]] = {}
    lues = modele.toutes.connues(connu_le).filter(cooperative__in=ids).order_by("cooperative", "du")
    for ligne in lues.select_related("identite") if modele is PeriodeDeStatut else lues:
        par_coop.setdefault(ligne.cooperative_id, []).append(ligne)
    return par_coop


def _une_par_jour(lignes: list[Any]) -> Iterator[Any]:
    """Yield rows, which follow one another from the first day to the last: each day has exactly one."""
    assert (lignes[0].du, lignes[-1].jusqu_au) == (datetime.date.min, datetime.date.max)
    for avant, apres in pairwise(lignes):
        assert apres.du == avant.jusqu_au + UN_JOUR
    yield from lignes


def _bornes(histoire: Histoire, periode: PeriodeDeStatut) -> list[datetime.date]:
    """The boundary days of a history that this row speaks of, the days before and after too, and the row's own ends."""
    jours = {*cycle.bornes(histoire.faits), *(p.du for p in histoire.identites)}
    dedans = {jour for jour in _autour(sorted(jours)) if periode.du <= jour <= periode.jusqu_au}
    return sorted({*dedans, periode.du, periode.jusqu_au})


def _autour(jours: list[datetime.date]) -> list[datetime.date]:
    milieu = [jour for jour in jours if datetime.date.min < jour < datetime.date.max]
    return sorted({jour + ecart for jour in milieu for ecart in (-UN_JOUR, datetime.timedelta(0), UN_JOUR)})
