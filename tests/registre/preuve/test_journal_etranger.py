"""The public log read by two programs that we did not write: what is true is accepted, what was changed is not."""

import copy
import datetime
import json
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from config.environment import BASE_DIR
from registre.models import Label
from registre.preuve.journal_public.point_de_controle import cles_du_journal
from tests.registre.factories import labellisee, retiree, suspendue
from tests.registre.preuve.test_journal_public import entrees

OUTILS = BASE_DIR / "tests" / "outils"
pytestmark = [pytest.mark.django_db, pytest.mark.rendu]
D = datetime.date


def lire(cas: list[dict[str, Any]], cle: str = "") -> list[bool]:
    """Have the foreign programs read these cases; return which they accept."""
    if not (OUTILS / "node_modules" / "@sigstore").exists() or shutil.which("node") is None:
        pytest.skip("npm ci --ignore-scripts in tests/outils first")
    demande = json.dumps({"cle": cle or str(cles_du_journal()[0]), "cas": cas})
    ordre = ["node", "lire_journal.mjs"]
    fini = subprocess.run(ordre, cwd=OUTILS, input=demande, capture_output=True, text=True, check=False)  # noqa: S603
    assert fini.returncode == 0, fini.stderr
    return [reponse["accepte"] for reponse in json.loads(fini.stdout)]


@pytest.fixture
def cas(client: Client, cles: Path) -> dict[str, Any]:
    """All that the log says of itself when it has seven leaves: entries, each one's proof, the way from three."""
    labels = [labellisee(D(2024, mois, 1)) for mois in range(1, 6)]
    suspendue(labels[1], D(2024, 9, 1))
    retiree(labels[2], D(2024, 10, 1))
    preuves = [
        client.get(f"/registre/labels/{label.numero}/preuve.json").json() for label in Label.objects.order_by("pk")
    ]

    return {
        "note": client.get("/registre/journal/checkpoint").content.decode(),
        "entrees": [b64encode(entree).decode() for entree in entrees(client, 7)],
        "inclusions": [feuille for preuve in preuves for feuille in preuve["feuilles"]],
        "coherence": client.get("/registre/journal/coherence.json?ancienne=3").json(),
    }


def test_what_is_true_is_accepted(cas: dict[str, Any], client: Client) -> None:
    tailles = [client.get(f"/registre/journal/coherence.json?ancienne={n}").json() for n in range(1, 7)]

    assert len(cas["inclusions"]) == 7
    assert lire([cas | {"coherence": coherence} for coherence in tailles]) == [True] * 6


def test_one_byte_changed_anywhere_is_refused(cas: dict[str, Any]) -> None:
    faux = []
    for champ, place in [("entrees", 0), ("entrees", 6)]:
        autre = copy.deepcopy(cas)
        autre[champ][place] = _change(autre[champ][place])
        faux.append(autre)
    for inclusion in range(7):
        autre = copy.deepcopy(cas)
        autre["inclusions"][inclusion]["preuve"][0] = _change(autre["inclusions"][inclusion]["preuve"][0])
        faux.append(autre)
    for ligne in range(5):
        autre = copy.deepcopy(cas)
        lignes = autre["note"].split("\n")
        lignes[ligne] = _change(lignes[ligne] or "x")
        faux.append(autre | {"note": "\n".join(lignes)})
    for champ in ("racine_ancienne", "preuve"):
        autre = copy.deepcopy(cas)
        lu = autre["coherence"][champ]
        autre["coherence"][champ] = [_change(lu[0]), *lu[1:]] if isinstance(lu, list) else _change(lu)
        faux.append(autre)

    assert lire(faux) == [False] * len(faux)


def test_another_key_is_refused(cas: dict[str, Any]) -> None:
    nom, _empreinte, valeur = str(cles_du_journal()[0]).split("+", 2)
    assert lire([cas], f"{nom}+00000000+{valeur}") == [False]


def _change(texte: str) -> str:
    """Change one character that base64 and text both have, well before any padding."""
    return ("B" if texte[0] != "B" else "C") + texte[1:]
