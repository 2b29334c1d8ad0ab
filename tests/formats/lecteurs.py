"""Feeds and calendars as other people's programs read them: they may ask what our own lists of faults forgot.

Jing, the validator of RELAX NG that the W3C's validator of HTML carries, holds feeds to the grammar of RFC 4287;
feedparser's strict reader says what readers use of them. vobject holds the cardinalities of RFC 5545, component by
component. Looked for besides: no registry of Python nor of npm has a validator of Atom (the W3C's is on GitHub only).
"""

import subprocess
from pathlib import Path

import feedparser
import vobject

from tests.rigueur.rendu import VNU

JING = "nu.validator.vendor.thaiopensource.relaxng.util.Driver"
GRAMMAIRE = Path(__file__).with_name("atom.rnc")

LUS_D_UN_FLUX = ("id", "title", "author", "updated_parsed", "link")
LUS_D_UNE_ENTREE = ("id", "title", "link", "updated_parsed")  # a summary is optional


def fautes_du_flux(contenu: bytes) -> list[str]:
    """Return what feedparser had to forgive in a feed, and what it did not find there."""
    lu = feedparser.parse(contenu, response_headers={"content-type": "application/atom+xml; charset=utf-8"})
    fautes = [f"not well formed: {lu.bozo_exception}"] if lu.bozo else []
    fautes += [f"read as {lu.version}"] if lu.version != "atom10" else []
    fautes += [f"the feed has no {nom}" for nom in LUS_D_UN_FLUX if not lu.feed.get(nom)]
    return fautes + [f"{e.get('id')}: no {nom}" for e in lu.entries for nom in LUS_D_UNE_ENTREE if not e.get(nom)]


def fautes_de_grammaire(flux: dict[str, bytes], dossier: Path) -> list[str]:
    """Return what Jing refuses in these feeds, each named by its key. `dossier` is empty."""
    noms = list(flux)
    for rang, contenu in enumerate(flux.values()):
        (dossier / f"{rang}.xml").write_bytes(contenu)

    fichiers = [str(dossier / f"{rang}.xml") for rang in range(len(noms))]
    commande = ["java", "-cp", str(VNU), JING, "-c", str(GRAMMAIRE), *fichiers]
    fait = subprocess.run(commande, check=False, capture_output=True, text=True)  # noqa: S603 - our own files

    fautes = (fait.stdout + fait.stderr).splitlines()
    for rang, nom in enumerate(noms):
        fautes = [faute.replace(fichiers[rang], nom) for faute in fautes]
    assert fait.returncode == (1 if fautes else 0), fautes
    return fautes


def fautes_du_calendrier(contenu: bytes) -> list[str]:
    """Return what vobject refuses in a calendar: its grammar first, then what each component must and may hold."""
    try:
        calendriers = list(vobject.readComponents(contenu.decode(), validate=True))
    except vobject.base.VObjectError as erreur:
        return [str(erreur)]
    return [] if len(calendriers) == 1 else [f"{len(calendriers)} calendars"]
