"""EcoIndex of a page, from 0 to 100, as its authors publish it (https://github.com/cnumr/ecoindex_reference).

Each of three figures is placed among the twentieths of the pages of HTTP Archive; elements count for three, requests
for two, kilobytes for one. From 80, a page has the grade A.
"""

from collections.abc import Sequence
from itertools import pairwise

from bs4 import BeautifulSoup

# The bounds of the twentieths, from ecoindex_reference.json.
ELEMENTS = (
    *(0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603),
    *(674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601),
)
REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920)
KILOBYTES = (
    *(0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32),
    *(1648.27, 1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26),
)
GRADE_A = 80


def ecoindex(elements: int, requests: int, kilobytes: float) -> float:
    """Return the EcoIndex of a page of so many elements, answered in so many requests and kilobytes (of 1,000 bytes).

    As its authors' own reader counts them, what is drawn inside an `svg` is not among the elements; the `svg` is.
    """
    places = 3 * place(elements, ELEMENTS) + 2 * place(requests, REQUESTS) + place(kilobytes, KILOBYTES)
    return 100 - 5 * places / 6


def elements(page: BeautifulSoup) -> int:
    """Return how many elements of a page count."""
    return len(page.find_all(True)) - len(page.select("svg *"))


def place(value: float, bounds: Sequence[float]) -> float:
    """Return where a value stands among the twentieths, from 0 to 20."""
    for rank, (low, high) in enumerate(pairwise(bounds)):
        if value < high:
            return rank + (value - low) / (high - low)
    return len(bounds) - 1
