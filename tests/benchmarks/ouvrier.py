"""One process, one database: answers what a page cost, line by line, so that two of them can be asked in turn.

Each line read is `[what, address]` in JSON: the seconds of one request, the same as the first reader after a change,
its number of queries, or by how many megabytes the process had to grow to send it all. Each line written is the figure.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
PAGE_NUE = "page-nue"


def secondes(client: Any, adresse: str) -> float:
    """Return the time of one request."""
    debut = time.perf_counter()
    reponse = client.get(adresse)
    duree = time.perf_counter() - debut
    if reponse.status_code != 200:
        raise RuntimeError(f"{adresse}: {reponse.status_code}")
    return duree


def a_froid(client: Any, adresse: str) -> float:
    """Return the time of one request once all that pages keep is to be read again."""
    from socle.cadre.memoire import oublier

    oublier()
    return secondes(client, adresse)


def requetes(client: Any, adresse: str) -> int:
    """Return how many queries the page asks."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captees:
        client.get(adresse)
    return len(captees)


def megaoctets(client: Any, adresse: str) -> float:
    """Return by how much the process grew while a file was sent, its peak included."""
    avant = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _morceau in client.get(adresse).streaming_content:
        pass
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - avant) / 1024


def ecrire_page_nue() -> None:
    """Add an editorial page that holds an introduction and one paragraph, if it is not there."""
    from wagtail.models import Site

    from raison_detre.models import PageEditoriale

    accueil = Site.objects.get(is_default_site=True).root_page
    if not PageEditoriale.objects.child_of(accueil).filter(slug=PAGE_NUE).exists():
        corps: Any = [("texte", "<p>Un paragraphe, et rien d’autre : de quoi comparer.</p>")]
        champs = {"title": "Page nue", "introduction": "Une phrase.", "corps": corps}
        accueil.add_child(instance=PageEditoriale(slug=PAGE_NUE, locale=accueil.locale, **champs))


def main() -> None:
    """Answer until there is nothing more to read."""
    import django

    django.setup()
    if "--page-nue" in sys.argv:
        ecrire_page_nue()
        return
    import warnings

    from django.conf import settings
    from django.test import Client

    warnings.filterwarnings("ignore", message="No directory at")  # static files are not what is measured

    settings.DEBUG = False
    client = Client(headers={"host": "localhost"})
    mesures = {"secondes": secondes, "a_froid": a_froid, "requetes": requetes, "megaoctets": megaoctets}
    for ligne in sys.stdin:
        quoi, adresse = json.loads(ligne)
        print(mesures[quoi](client, adresse), flush=True)


if __name__ == "__main__":
    main()
