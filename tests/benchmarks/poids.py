"""What each public page costs at a first visit: elements, requests, kilobytes as they travel, and its EcoIndex.

    .venv/bin/python -m tests.benchmarks.poids

The site of `make run`, with production's behaviour and nginx's compression, read by Chromium with an empty cache.
Fails when a page weighs more than 90 KB or has less than 80. `SEULEMENT=/registre/` keeps the addresses that hold it.
"""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from outils.navigateur import launch
from tests.benchmarks.bases import DOSSIER
from tests.rigueur.adresses import pages_to_look_at
from tests.rigueur.ecoindex import GRADE_A
from tests.rigueur.rendu import MOST_BYTES, Visit, first_visit
from tests.rigueur.site_servi import serve


def mesurer(site: str, seulement: str) -> dict[str, Visit]:
    """Return one first visit of each page of the site, by its address."""
    adresses = [adresse for adresse in pages_to_look_at(site) if seulement in adresse]

    visites = {}
    with sync_playwright() as playwright:
        navigateur = launch(playwright)
        for adresse in adresses:
            contexte = navigateur.new_context(base_url=site, locale="fr-FR")
            visites[adresse] = first_visit(contexte.new_page(), adresse)
            contexte.close()
        navigateur.close()

    return visites


def lourde(visite: Visit) -> bool:
    """Whether a page is over what is asked of every page."""
    return visite.ecoindex < GRADE_A or visite.kilobytes * 1000 > MOST_BYTES


def main() -> int:
    """Print a line per page, the worst first; return 1 when one of them is too heavy."""
    DOSSIER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as dossier:
        base = f"sqlite:///{DOSSIER / 'poids.sqlite3'}"
        with serve(base, Path(dossier)) as site:
            visites = mesurer(site, os.environ.get("SEULEMENT", ""))

    print(f"{'EcoIndex':>8} {'éléments':>9} {'requêtes':>9} {'Ko':>6}  page")
    for adresse, visite in sorted(visites.items(), key=lambda paire: paire[1].ecoindex):
        chiffres = f"{visite.ecoindex:8.1f} {visite.elements:9} {len(visite.urls):9} {visite.kilobytes:6.1f}"
        print(f"{chiffres}  {adresse}{'  TROP LOURDE' if lourde(visite) else ''}")
    return 1 if any(map(lourde, visites.values())) else 0


if __name__ == "__main__":
    sys.exit(main())
