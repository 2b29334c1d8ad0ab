"""The two foreign clients, asked about many credentials at once."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils import timezone
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3Verifier
from openbadgeslib.util import CachingDownloader

from config.environment import BASE_DIR
from registre.preuve.justificatifs.contextes import BADGES, charger
from tests.registre.preuve.site_de_marbre import SiteDeMarbre

OUTILS = BASE_DIR / "tests" / "outils"


@dataclass(frozen=True)
class Cas:
    """A credential to judge, in one form; `a_la_place`: what a site that lies would answer, by address."""

    nom: str
    texte: str
    a_la_place: dict[str, str] = field(default_factory=dict)


def digital_bazaar(site: SiteDeMarbre, cas: list[Cas]) -> list[dict[str, Any]]:
    """Ask `@digitalbazaar/vc`, in one process, and return what it says of each: `accepte`, `pourquoi`, `sur`."""
    if not (OUTILS / "node_modules").exists() or shutil.which("node") is None:
        pytest.skip("npm ci --ignore-scripts in tests/outils first")

    demande = {
        "maintenant": timezone.now().timestamp(),
        "contextes": {BADGES: charger(BADGES)["document"]},
        "cas": [{"texte": c.texte, "a_la_place": c.a_la_place} for c in cas],
    }
    fait = subprocess.run(
        ["node", "verifier_justificatifs.mjs"],  # noqa: S607
        cwd=OUTILS,
        input=json.dumps(demande),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(site.certificat)},
    )
    assert fait.returncode == 0, fait.stderr
    dits: list[dict[str, Any]] = json.loads(fait.stdout)
    return dits


def openbadgeslib(site: SiteDeMarbre, cas: list[Cas], emetteur: str) -> list[dict[str, Any]]:
    """Ask `openbadgeslib` for each, anchored to this DID: a JSON document or a JWT, its status read."""
    site_honnete = CachingDownloader(site.telecharger)
    return [_demander(site_honnete, c, emetteur) for c in cas]


def _demander(site: CachingDownloader, cas: Cas, emetteur: str) -> dict[str, Any]:
    def lire(adresse: str) -> bytes:
        return cas.a_la_place[adresse].encode() if adresse in cas.a_la_place else site(adresse)

    verificateur = OB3LdpVerifier if cas.texte.startswith("{") else OB3Verifier
    try:
        verificateur.for_issuer_did(emetteur, download=lire).verify(cas.texte, check_status=True, download=lire)
    except LibOpenBadgesException as refus:
        return {"accepte": False, "pourquoi": str(refus)}
    return {"accepte": True, "pourquoi": ""}
