"""The live badge says what the label is on the day it is asked, in every form, and is taken for no other state."""

import datetime
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from registre.etats import Operation, SortDuLabel
from registre.models import Label
from registre.operations import suspendre
from registre.promotion.badge.demande import LARGEURS
from registre.promotion.badge.formes import FORMES
from registre.promotion.badge.teintes import THEMES
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, absorbee, labellisee, renouvelee, retiree, suspendue
from tests.registre.journaux import dernier
from tests.registre.promotion.lecture import badge_lu, demander_le_badge, mots_du_badge, titre_du_badge

D = datetime.date
MATIN = datetime.datetime(2026, 11, 28, 9, tzinfo=datetime.UTC)
LE_PLUS_LOURD = 4096
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jour"), pytest.mark.rendu]


@pytest.fixture
def jour() -> Iterator[None]:
    with time_machine.travel(MATIN, tick=False):
        yield


def absorbe() -> Label:
    label = labellisee(D(2025, 3, 1), CooperativeFactory.create(nom="Petite"))
    absorbee(label.cooperative, CooperativeFactory.create(nom="Grande"), D(2026, 1, 1), sort=SortDuLabel.CLOS)
    return label


def annule() -> Label:
    label = labellisee(D(2025, 3, 1))
    decisions.annuler(dernier(Operation.ACCORDER_LABEL, label.cooperative).pk, motif="Donné par erreur.")
    return label


SITUATIONS: dict[str, tuple[Callable[[], Label], str]] = {
    "in force": (lambda: labellisee(D(2025, 3, 1)), "En vigueur jusqu’au 29 fév. 2028"),
    "lapsed": (lambda: labellisee(D(2022, 3, 1)), "Échu dernier jour 28 fév. 2025"),
    "suspended": (lambda: suspendue(labellisee(D(2025, 3, 1)), D(2026, 1, 10)), "Suspendu depuis le 10 jan. 2026"),
    "withdrawn": (lambda: retiree(labellisee(D(2025, 3, 1)), D(2026, 5, 2)), "Retiré depuis le 2 mai 2026"),
    "to come": (
        lambda: renouvelee(labellisee(D(2024, 3, 1)), D(2026, 10, 1)),
        "À venir à partir du 1er mars 2027",
    ),
    "absorbed": (absorbe, "Absorbé depuis le 1er jan. 2026"),
    "annulled": (annule, "Annulé depuis le 28 nov. 2026"),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_form_says_the_number_the_state_and_its_day(client: Client, situation: str) -> None:
    faire, attendu = SITUATIONS[situation]
    numero = faire().numero

    for forme in FORMES:
        dits = mots_du_badge(demander_le_badge(client, numero, forme=forme).content).replace(",", "")
        assert numero in dits, forme
        assert attendu in dits, forme


def test_what_is_not_in_force_is_drawn_otherwise_in_one_colour_too(client: Client) -> None:
    numeros = {nom: faire().numero for nom, (faire, _attendu) in SITUATIONS.items()}
    for forme in FORMES:
        dessins = {
            nom: [
                (trait.tag, trait.get("fill"), trait.get("stroke"), trait.get("points"), trait.get("r"))
                for trait in badge_lu(demander_le_badge(client, numero, forme=forme, theme="mono").content)
                if not trait.tag.endswith(("text", "title"))
            ]
            for nom, numero in numeros.items()
        }
        en_vigueur = dessins.pop("in force")
        for nom, dessin in dessins.items():
            assert dessin != en_vigueur, (forme, nom)
        assert dessins["suspended"] != dessins["lapsed"] != dessins["withdrawn"]


def test_it_is_light_inert_and_described(client: Client) -> None:
    numero = labellisee(D(2025, 3, 1)).numero

    for forme in FORMES:
        for theme in THEMES:
            for langue in ("fr", "en"):
                contenu = demander_le_badge(client, numero, forme=forme, theme=theme, langue=langue).content
                dessin = badge_lu(contenu)
                assert len(contenu) < LE_PLUS_LOURD
                assert dessin.get("role") == "img"
                assert dessin.get("lang") == langue
                assert dessin[0].get("id") == dessin.get("aria-labelledby")
                for interdit in (b"<script", b"url(", b"href", b"@font-face", b"<image", b"<style", b"foreignObject"):
                    assert interdit not in contenu

    assert "En vigueur jusqu’au 29 février 2028. État au 28 novembre 2026." in titre_du_badge(
        demander_le_badge(client, numero).content
    )


def test_it_is_true_when_it_is_asked_and_costs_one_query_when_nothing_changed(client: Client) -> None:
    label = labellisee(D(2025, 3, 1))
    reponse = demander_le_badge(client, label.numero)
    connu = {"If-None-Match": reponse.headers["ETag"]}
    adresse = f"/registre/labels/{label.numero}/badge.svg"

    with CaptureQueriesContext(connection) as requetes:
        assert client.get(adresse, headers=connu).status_code == 304
    assert len(requetes) == 1
    assert client.get(f"{adresse}?theme=sombre", headers=connu).status_code == 200

    suspendre(label.pk, par=None, le=D(2026, 11, 28), motif="Point non tenu.")
    assert "Suspendu" in mots_du_badge(client.get(adresse, headers=connu).content)


def test_it_is_open_to_every_site_and_kept_by_none_past_midnight(client: Client) -> None:
    numero = labellisee(D(2025, 3, 1)).numero
    with time_machine.travel(datetime.datetime(2026, 11, 28, 22, 59, 40, tzinfo=datetime.UTC), tick=False):
        reponse = demander_le_badge(client, numero)
        inchangee = client.get(reponse.wsgi_request.path, headers={"If-None-Match": reponse.headers["ETag"]})
    for lue in (reponse, inchangee):
        assert lue.headers["Cache-Control"] == "public, max-age=0, s-maxage=20"
        assert lue.headers["Access-Control-Allow-Origin"] == "*"
        assert lue.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Vary" not in lue.headers
        assert not lue.cookies


def test_a_number_nobody_had_gets_a_drawing_that_is_no_label_s(client: Client) -> None:
    for numero in ("QC-2031-0001", "NIMPORTE"):
        reponse = demander_le_badge(client, numero, 404)
        assert mots_du_badge(reponse.content) == "Numéro inconnu au registre"
        assert numero not in reponse.content.decode()
        assert demander_le_badge(client, numero, 404, "badge.png").headers["Content-Type"] == "image/png"


def test_a_number_in_lower_case_leads_to_the_badge_and_keeps_what_was_asked(client: Client) -> None:
    numero = labellisee(D(2025, 3, 1)).numero
    reponse = demander_le_badge(client, numero.lower(), 301, forme="rond")
    assert reponse.headers["Location"] == f"/registre/labels/{numero}/badge.svg?forme=rond"


@pytest.mark.parametrize(
    ("fichier", "question", "dit"),
    [
        ("badge.svg", {"forme": "carre"}, "forme : Les valeurs possibles sont : complet, compact, ligne, rond."),
        ("badge.svg", {"theme": "nuit"}, "theme : Les valeurs possibles sont : clair, sombre, mono."),
        ("badge.svg", {"langue": "de"}, "langue : Les valeurs possibles sont : fr, en."),
        ("badge.png", {"largeur": "81"}, f"largeur : Les valeurs possibles sont : {', '.join(map(str, LARGEURS))}."),
        ("badge.png", {"largeur": "-1"}, "largeur : Un nombre entier positif est attendu, par exemple 2."),
    ],
)
def test_what_means_nothing_is_refused_in_words(
    client: Client, fichier: str, question: dict[str, str], dit: str
) -> None:
    reponse = demander_le_badge(client, labellisee(D(2025, 3, 1)).numero, 400, fichier, **question)
    assert reponse.content.decode().replace("\N{NO-BREAK SPACE}", " ") == f"{dit}\n"


def test_a_demonstration_says_so_in_every_form(client: Client) -> None:
    vrai = labellisee(D(2025, 3, 1), CooperativeFactory.create(demonstration=False)).numero
    feint = labellisee(D(2025, 3, 1)).numero
    for forme in FORMES:
        assert "Démonstration" in mots_du_badge(demander_le_badge(client, feint, forme=forme).content)
        assert "Démonstration" not in mots_du_badge(demander_le_badge(client, vrai, forme=forme).content)
    assert titre_du_badge(demander_le_badge(client, feint).content).startswith("Démonstration.")


def test_the_image_has_the_width_asked_and_is_drawn_once(client: Client) -> None:
    numero = labellisee(D(2025, 3, 1)).numero
    for forme in FORMES:
        reponse = demander_le_badge(client, numero, 200, "badge.png", forme=forme, largeur="160")
        assert Image.open(BytesIO(reponse.content)).size[0] == 160
    adresse, etag = reponse.wsgi_request.get_full_path(), reponse.headers["ETag"]
    assert client.get(adresse).content == reponse.content
    assert client.get(adresse, headers={"If-None-Match": etag}).status_code == 304
