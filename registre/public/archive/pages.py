"""The pages of the archive: an index that is whole without a script, one page per coop and per label.

Addresses are relative: the folder is read from a disk as it is, wherever it is put.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from registre.etats import Statut
from registre.lecture.label_du_jour import LabelDuJour, label_du_jour
from registre.models import Label, PeriodeDeStatut
from registre.preuve.cles import Usage, signataire
from registre.preuve.journal_public.d_un_label import feuilles_du_label
from registre.preuve.journal_public.preuves import Lecture, document
from registre.preuve.justificatifs import justificatif_de
from registre.public.connaissance.jour import Jours
from registre.public.donnees import lignes_du_registre
from registre.public.donnees.lignes_du_registre import LigneRegistre

STATIQUES = ("archive.css", "archive.js")


def fichiers(jours: Jours) -> tuple[int, Iterator[tuple[str, bytes]]]:
    """Return about how many files there are, and each with its bytes."""
    numeros = list(Label.tous.filter(octroye_le__lte=jours.au).order_by("numero").values_list("numero", flat=True))
    periodes = PeriodeDeStatut.objects.filter(du__lte=jours.au, jusqu_au__gte=jours.au).order_by()
    cles = lignes_du_registre.instantane(periodes, jours)
    nombre = 4 * len(numeros) + len(cles) + len(STATIQUES) + 2
    return nombre, _fichiers(jours, numeros, list(lignes_du_registre.lignes_du_registre(cles, jours)))


def _fichiers(jours: Jours, numeros: list[str], coops: list[LigneRegistre]) -> Iterator[tuple[str, bytes]]:
    labels = defaultdict(list)
    lecture = Lecture()

    for numero in numeros:
        lu = label_du_jour(numero, jours.au)
        assert lu is not None  # noqa: S101 - its number was just read
        labels[lu.identite.siren].append((numero, lu.phrase))
        yield from _d_un_label(lu, lecture)

    for coop in coops:
        statut, siens = Statut(coop.statut).label, labels[coop.siren]
        contexte = {"coop": coop, "statut": statut, "labels": siens, "jours": jours, "racine": "../"}
        yield f"cooperatives/{coop.siren}.html", _page("registre/archive/cooperative.html", contexte)

    signee = signataire(Usage.JOURNAL) is not None
    fictives = any(coop.demonstration for coop in coops)
    lues = [(coop, Statut(coop.statut).label) for coop in coops]
    contexte = {"coops": lues, "jours": jours, "racine": "", "signee": signee, "demonstration": fictives}
    sans_statut = sorted(set(labels) - {coop.siren for coop in coops})
    contexte["autres"] = [label for siren in sans_statut for label in labels[siren]]
    yield "index.html", _page("registre/archive/index.html", contexte)
    yield "LISEZMOI.txt", render_to_string("registre/archive/LISEZMOI.txt", contexte).encode()
    for nom in STATIQUES:
        yield nom, Path(str(finders.find(f"socle/archive/{nom}"))).read_bytes()


def _d_un_label(lu: LabelDuJour, lecture: Lecture) -> Iterator[tuple[str, bytes]]:
    """A label's page, the proof that its decisions are in the log, its credential when it has one."""
    inclusions = [lecture.inclusion(feuille).document for feuille in feuilles_du_label(lu.label)]
    preuve = {"numero": lu.numero} | document(lecture) | {"feuilles": inclusions}
    yield f"labels/{lu.numero}.preuve.json", json.dumps(preuve, ensure_ascii=False, indent=2).encode()

    justificatif = justificatif_de(lu)
    if justificatif is not None:
        yield f"labels/{lu.numero}.credential.json", justificatif.texte.encode()
        yield f"labels/{lu.numero}.credential.jwt", justificatif.jwt.encode()

    contexte = {"lu": lu, "justificatif": justificatif, "au": lu.au, "racine": "../", "feuilles": inclusions}
    yield f"labels/{lu.numero}.html", _page("registre/archive/label.html", contexte)


def _page(gabarit: str, contexte: dict[str, Any]) -> bytes:
    return render_to_string(gabarit, contexte).encode()
