"""Whatever is typed or asked, at every door that exists: no failure, and what was typed comes back.

Doors are read from the URLconf, fields from the forms that each page shows, parameters from the source: one added
tomorrow is tried the day it exists. Each form is sent whole, a different value in each field.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from config.environment import BASE_DIR
from socle.models import User
from tests.portes.adresses import adresses
from tests.portes.conftest import ADMINISTRATRICE, REFERENTE
from tests.portes.formulaires import CHIFFRES, MARQUE, VALEURS, Formulaire, formulaires

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portes")]

ADMIN = "/admin/"
# Wagtail's own lists, histories and previews: no field of theirs is not also in a form or a list tried here.
SANS_CHAMP = re.compile(
    r"results/|history|usage|preview|/delete/|reports/|/move/|/copy/|translat|/privacy/|compare|/api/|/(un)?lock/|inspect"
    r"|chosen|/create/|multiple|/bulk/|unpublish|workflow|disable|enable|privacy|jsi18n|generate_url|localize"
)
PARAMETRE = re.compile(
    r'(?:GET\.get|GET\.getlist|seul|plusieurs|parmi|nombre|nombre_parmi|donnees\.get)\([^"\n]*"(\w+)"'
)
UNE_PARTIE = 4  # a parameter that another page of the room reads is asked of one address out of four
SOURCES = (
    "site/socle",
    "registre/public",
    "registre/promotion",
    "bonnes_pratiques/bibliotheque",
    "bonnes_pratiques/actualites",
)


def navigateur(adresse: str) -> Client:
    """Return a browser as somebody who may go there; a failure of the site is an answer like another."""
    client = Client(raise_request_exception=False)
    if not adresse.startswith("/compte/"):
        client.force_login(User.objects.get(email=REFERENTE if adresse.startswith("/espace/") else ADMINISTRATRICE))
    return client


# What answers "not here" or "not that" on purpose, in words: a log that no key signs, a form of oEmbed of no use.
DIT_EXPRES = {("/registre/journal/checkpoint", 503), ("/registre/journal/points/1", 503), ("/registre/oembed", 501)}
PREUVE_AU_JOURNAL = "/preuve.tlog-proof"  # of any label, 503 as well while no key signs


def a_failli(adresse: str, reponse: Any) -> bool:
    """Whether an answer is a failure of the site."""
    dite = adresse.endswith(PREUVE_AU_JOURNAL) and reponse.status_code == 503
    return reponse.status_code >= 500 and not dite and (adresse, reponse.status_code) not in DIT_EXPRES


def demander(adresse: str, donnees: dict[str, Any] | None = None, methode: str = "get") -> Any:
    """Ask, or send, and undo what it did: every door is tried on the same site."""
    with transaction.atomic():
        reponse = getattr(navigateur(adresse), methode)(adresse, donnees)
        transaction.set_rollback(True)
    return reponse


def pages(*, administration: bool) -> Iterator[tuple[str, Any]]:
    """Yield the pages that the addresses lead to, of the admin or of the rest of the site."""
    for adresse in dict.fromkeys(adresses().values()):
        if adresse.startswith(ADMIN) != administration or (administration and SANS_CHAMP.search(adresse)):
            continue
        reponse = demander(adresse)
        assert not a_failli(adresse, reponse), adresse
        if reponse.status_code == 200 and reponse.headers.get("Content-Type", "").startswith("text/html"):
            yield adresse, reponse


def portes(*, administration: bool) -> Iterator[Formulaire]:
    """Yield each form of the site once."""
    vues: set[Any] = set()
    for adresse, reponse in pages(administration=administration):
        for formulaire in formulaires(reponse.content.decode(), adresse):
            cle = (formulaire.methode, formulaire.adresse.partition("?")[0], tuple(formulaire.ecrits))
            if cle not in vues and formulaire.ecrits:
                vues.add(cle)
                yield formulaire


def faute_de(formulaire: Formulaire, decalage: int) -> str:
    """Return what went wrong when the form was sent, empty when nothing did."""
    envoye = formulaire.avec(VALEURS, decalage)
    reponse = demander(formulaire.adresse, envoye, formulaire.methode)
    if reponse.status_code >= 500:
        return f"{formulaire.adresse}: {reponse.exc_info and reponse.exc_info[1]!r:.200}"

    montre_le_formulaire = formulaire.methode == "post" and reponse.status_code in {200, 400}

    for rendu in formulaires(reponse.content.decode(), formulaire.adresse) if montre_le_formulaire else ():
        if set(rendu.visibles) >= set(formulaire.visibles):
            marques = [nom for nom in formulaire.visibles if MARQUE in envoye[nom][0]]
            perdus = [nom for nom in marques if MARQUE not in "".join(rendu.donnees[nom])]
            return f"{formulaire.adresse}: lost {perdus}" if perdus else ""
    return ""


@pytest.mark.lent
@pytest.mark.parametrize(
    ("administration", "fois"),
    [pytest.param(False, len(VALEURS), id="site, each value in each field"), pytest.param(True, 1, id="admin")],
)
def test_no_form_fails_and_what_was_typed_comes_back(administration: bool, fois: int) -> None:
    fautes, champs = [], 0
    for rang, formulaire in enumerate(portes(administration=administration)):
        champs += len(formulaire.ecrits)
        fautes += [faute for tour in range(fois) if (faute := faute_de(formulaire, rang + tour))]
    assert not fautes, fautes
    assert champs > (200 if administration else 40)  # the doors were found


def test_no_body_sent_to_the_api_fails() -> None:
    adresse = reverse("api:statuts_en_nombre")
    for valeur in (*VALEURS, "\ud800", {"objet": "\0"}, int("9" * 4_000)):
        for corps in ({"siren": [valeur]}, {"siren": ["000000018"], "au": valeur, "connu_le": valeur}, valeur):
            reponse = navigateur(adresse).post(adresse, json.dumps(corps), content_type="application/json")
            assert reponse.status_code < 500, str(corps)[:80]
    assert navigateur(adresse).post(adresse, CHIFFRES, content_type="application/json").status_code < 500


@pytest.mark.lent
def test_no_parameter_of_an_address_fails() -> None:
    lus = {dossier: _parametres(dossier) for dossier in SOURCES}

    assert {"q", "statut", "au"} <= set().union(*lus["registre/public"].values())

    fautes = []
    for rang, adresse in enumerate(dict.fromkeys(adresses().values())):
        salle = resolve(adresse).func.__module__.replace(".", "/")
        dossier = next((connu for connu in SOURCES if salle.startswith(connu.removeprefix("site/"))), "")
        for decalage, nom in enumerate(_a_demander(lus[dossier], salle, rang) if dossier else ()):
            reponse = demander(adresse, {nom: VALEURS[(rang + decalage) % len(VALEURS)]})
            if a_failli(adresse, reponse):
                fautes.append((adresse, nom, reponse.status_code))
    assert not fautes, fautes


def _a_demander(lus: dict[str, set[str]], salle: str, rang: int) -> list[str]:
    """Names to try at an address: those its own folder reads, and in turn a part of those its whole room does."""
    siens = {"siren", "page"}.union(*(noms for dossier, noms in lus.items() if salle.startswith(f"{dossier}/")))
    autres = sorted(set().union(*lus.values()) - siens)
    return sorted(siens) + autres[rang % UNE_PARTIE :: UNE_PARTIE]


def _parametres(dossier: str) -> dict[str, set[str]]:
    """The names of parameters that the source of a room reads from an address, by folder."""
    lus: dict[str, set[str]] = {}
    for fichier in (BASE_DIR / dossier).rglob("*.py"):
        lieu = fichier.parent.relative_to(BASE_DIR).as_posix().removeprefix("site/")
        lus.setdefault(lieu, set()).update(PARAMETRE.findall(fichier.read_text()))
    return lus
