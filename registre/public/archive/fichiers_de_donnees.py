"""The open data of the archive: the very files that the site gives that day."""

import json
from collections.abc import Iterator
from typing import Any

from registre.models import PeriodeDeStatut
from registre.public.connaissance.jour import Jours
from registre.public.donnees import lignes_des_labels, lignes_du_registre
from registre.public.donnees.page import texte_csv, texte_json
from registre.public.donnees.schema import paquet, schema


def fichiers(jours: Jours) -> tuple[int, Iterator[tuple[str, bytes]]]:
    """Return how many files there are, and each with its bytes."""
    return 6, _fichiers(jours)


def _fichiers(jours: Jours) -> Iterator[tuple[str, bytes]]:
    periodes = PeriodeDeStatut.objects.filter(du__lte=jours.au, jusqu_au__gte=jours.au).order_by()
    coops = lignes_du_registre.instantane(periodes, jours)
    labels = lignes_des_labels.instantane(lignes_des_labels.labels_connus(jours), jours)

    lignes = lignes_du_registre.lignes_du_registre(coops, jours)
    yield "donnees/registre.csv", "".join(texte_csv("registre", lignes)).encode()
    yield "donnees/registre.json", "".join(texte_json(coops, jours)).encode()
    lignes_de_labels = lignes_des_labels.lignes_des_labels(labels, jours)
    yield "donnees/labels.csv", "".join(texte_csv("labels", lignes_de_labels)).encode()
    yield "donnees/schema.json", _json(schema("registre"))
    yield "donnees/labels.schema.json", _json(schema("labels"))
    yield "donnees/datapackage.json", _json(paquet())


def _json(contenu: dict[str, Any]) -> bytes:
    return json.dumps(contenu, ensure_ascii=False, indent=2).encode()
