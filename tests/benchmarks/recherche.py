"""How the search grows from 24 documents to 5,000, as ratios of medians within this run, and in milliseconds here.

    .venv/bin/python tests/benchmarks/recherche.py                          on SQLite
    DATABASE_URL=postgres://… .venv/bin/python tests/benchmarks/recherche.py

The documents are drawn from a vocabulary where a word is as rare as its rank, as in a language; each is about as long
as a practice sheet. The database is a test database, made and destroyed.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PETIT, GRAND, TOURS = 24, 5000, 15
PLAFOND = 4
MILLISECONDES = {"sqlite": 250, "postgresql": 120}
VOCABULAIRE = 12_000
COMMUNS = 60  # articles and the like, which stand before the first word that means something
SYLLABES = (
    "ba be bi bo bu cha che cla co da de dre fe fi ga gra ha jo la le li lo ma mo na ni pa pla re ri sa so ta ti tra vi"
)


def vocabulaire(hasard: random.Random) -> list[str]:
    """Return words that look like words, each once, the most used first."""
    connus = ["logement", "coopérative", "habitant", "chantier", "breton"]
    while len(connus) < VOCABULAIRE:
        connus.append("".join(hasard.choices(SYLLABES.split(), k=hasard.randint(2, 5))))
        connus = connus if len(connus) % 500 else list(dict.fromkeys(connus))
    return list(dict.fromkeys(connus))


def documents(nombre: int) -> Iterator[Any]:
    """Yield so many sheets, the same each time."""
    from socle.recherche.genres import Document

    hasard = random.Random(1)  # noqa: S311 - a benchmark, not a secret
    mots = vocabulaire(hasard)
    poids = [1 / (rang + COMMUNS) for rang in range(len(mots))]

    def phrase(longueur: int) -> str:
        return " ".join(hasard.choices(mots, poids, k=longueur))

    for objet in range(1, nombre + 1):
        yield Document(objet, phrase(9), f"/banc/{objet}/", introduction=phrase(40), corps=phrase(250))


def mesurer(nombre: int) -> dict[str, float]:
    """Index so many documents; return the median seconds of each question, and the queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from socle.recherche.genres import Genre, enregistrer
    from socle.recherche.index import indexer
    from socle.recherche.moteur import Recherche

    tous = {document.objet: document for document in documents(nombre)}

    def lire(objets: Collection[int] | None) -> Iterator[Any]:
        return iter(tous.values())

    genre = enregistrer(Genre("banc", "Banc", lire))
    debut = time.perf_counter()
    indexer(genre)
    releves = {"index": time.perf_counter() - debut}
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE")
    rare = tous[nombre].titre.split()[-1]
    questions = {
        "common word": "logement",
        "two words": "logement breton",
        "rare word": rare,
        "typo": "brton logemnt",
        "completion": "lo",
    }
    for nom, texte in questions.items():
        durees = []
        for _tour in range(TOURS):
            debut = time.perf_counter()
            trouves = Recherche(texte, genres=["banc"], completer=nom == "completion").trouves
            durees.append(time.perf_counter() - debut)
        with CaptureQueriesContext(connection) as requetes:
            Recherche(texte, genres=["banc"], completer=nom == "completion").trouves  # noqa: B018 - reading is asking
        releves |= {nom: statistics.median(durees), f"{nom}, queries": len(requetes), f"{nom}, found": len(trouves)}
    return releves


def main() -> None:
    """Print, for each question, the ratio of the large index to the small one and the milliseconds."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    settings.DEBUG = False
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        petit, grand = mesurer(PETIT), mesurer(GRAND)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    limite = MILLISECONDES[connection.vendor]
    print(f"{GRAND} documents against {PETIT} on {connection.vendor}, medians of {TOURS}; index {grand['index']:.1f} s")
    for nom in [nom for nom in grand if nom != "index" and "," not in nom]:
        print(f"  {nom:12} {grand[nom] / petit[nom]:5.2f} (asked: {PLAFOND} or less),", end=" ")
        print(
            f"{grand[nom] * 1000:.0f} ms here (asked: {limite} or less), {grand[f'{nom}, found']:.0f} found,", end=" "
        )
        print(f"{grand[f'{nom}, queries']:.0f} queries against {petit[f'{nom}, queries']:.0f}")


if __name__ == "__main__":
    main()
