"""What the admin's own scripts write, written otherwise: each name a view of the admin reads is given nonsense in turn.

Names are watched while a view answers, so that a field which no page shows (a bulk action's keys, a revision's number,
a count of blocks) is tried too. One view of a kind is enough: Wagtail's are generic.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from tests.config.test_pages_tierces import entree, remplie
from tests.portes.ecritures import ecritures
from tests.portes.formulaires import formulaires
from tests.portes.lectures import lectures
from tests.socle.adresses import adresses

pytestmark = pytest.mark.django_db

INSENSES = (
    *("zzz", "-1", "9" * 5_000, "9" * 19, "\u00b2", "", "2026-13-45", "\0"),
    *('{"a": [1]}', "[1,", "null", '"\\ud800"', '{"blocks": [{"text": "\\ud800"}]}', "[[]]"),
)
A_PART = ("logout", "login", "failwhale", "sprite")  # they end the session, fail on purpose, or draw
DE_LA_MAIN = {"q", "csrfmiddlewaretoken"}


def essayer(client: Client, methode: str, adresse: str, donnees: dict[str, Any]) -> Any:
    """Ask, or send, and undo what it did."""
    with transaction.atomic():
        reponse = getattr(client, methode)(adresse, donnees)
        transaction.set_rollback(True)
    return reponse


def demandes(client: Client, cibles: list[str]) -> Iterator[tuple[str, str, dict[str, Any], set[str]]]:
    """Yield what each page is asked, and each form it holds sends, with the names that were read of it."""
    for adresse in cibles:
        with lectures() as noms:
            page = essayer(client, "get", adresse, {})

        yield "get", adresse, {}, noms

        html = page.status_code == 200 and page.headers.get("Content-Type", "").startswith("text/html")
        envois = [(f.adresse, f.donnees) for f in formulaires(page.content.decode(), adresse)] if html else []
        for ou, donnees in envois or [(adresse, {})]:
            if ou.startswith("/admin/") and not any(mot in ou for mot in A_PART):
                with lectures() as noms:
                    essayer(client, "post", ou, donnees)
                yield "post", ou, donnees, noms


def fautes_de(client: Client, cibles: list[str]) -> tuple[list[Any], int]:
    """Give nonsense to each name once for each kind of view; return what failed, and how many names were tried."""
    essais: set[tuple[str, ...]] = set()

    fautes: list[tuple[Any, ...]] = []
    for methode, adresse, donnees, noms in demandes(client, cibles):
        vue = genre(resolve(adresse.partition("?")[0]).func)
        for nom in sorted(noms - DE_LA_MAIN):
            essai = (methode, *vue, re.sub(r"\d+", "0", nom))
            if essai in essais:
                continue
            essais.add(essai)
            valeur = INSENSES[len(essais) % len(INSENSES)]
            with ecritures() as tables:
                reponse = essayer(client, methode, adresse, donnees | {nom: valeur})
            if reponse.status_code >= 500:
                fautes.append((methode, adresse, nom, valeur[:20], repr(reponse.exc_info[1])[:200]))
            elif reponse.status_code == 400 and tables:
                fautes.append((methode, adresse, nom, valeur[:20], "refused, and yet it wrote", tables))

    return fautes, len(essais)


@pytest.mark.lent
@pytest.mark.rendu
def test_no_name_that_a_view_of_the_admin_reads_makes_it_fail(de_tout: dict[str, Any]) -> None:
    fautes, essais = fautes_de(entree(de_tout), cibles(de_tout))
    assert not fautes, fautes
    assert essais > 200  # names were read


def cibles(de_tout: dict[str, Any]) -> list[str]:
    """Two addresses of each kind of view at most, and the bulk actions with the key of something."""
    par_vue: dict[Any, list[str]] = {}
    for declaree in adresses(get_resolver().url_patterns):
        if declaree.route.startswith("admin/") and not any(mot in declaree.route for mot in A_PART):
            par_vue.setdefault(genre(declaree.vue), []).append(remplie(declaree, de_tout))
    groupee = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    return [*dict.fromkeys(adresse for siennes in par_vue.values() for adresse in siennes[:2]), groupee]


def genre(vue: Any) -> tuple[str, str]:
    """What two views have in common that are one view of Wagtail's for two models."""
    return vue.__module__, getattr(vue, "view_class", vue).__qualname__
