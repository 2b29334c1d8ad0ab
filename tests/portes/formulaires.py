"""The forms that a page holds, and what a hand or a machine may put in them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag

ECRITS = {"text", "search", "email", "url", "tel", "number", "date", "time", "datetime-local", None}
DE_LA_MACHINE = "/admin/"  # Wagtail's hidden fields are written by its own scripts
MODELE = "-__prefix__-"  # of the blank row of a list
MARQUE = "Zqx"
TEMOIN = f"{MARQUE}\x0bcouleur\0\u2028\u202ebis"  # after cleaning, the same letters in the same order
CHIFFRES = "9" * 5_000
PAVE = f"{MARQUE} deux mots " * 9_000  # 140 kB
PROFOND = f"{'[' * 2_000}\0"  # JSON that no reader goes to the bottom of
VALEURS = (TEMOIN, f"\0{CHIFFRES}", PAVE, "\0", PROFOND)


@dataclass
class Formulaire:
    """A form: where it goes, how, the fields that one writes in, and all it would send untouched."""

    adresse: str
    methode: str
    ecrits: list[str] = field(default_factory=list)
    donnees: dict[str, list[str]] = field(default_factory=dict)
    riches: set[str] = field(default_factory=set)
    visibles: list[str] = field(default_factory=list)
    fichiers: list[str] = field(default_factory=list)

    def avec(self, valeurs: tuple[str, ...], decalage: int = 0) -> dict[str, Any]:
        """What it sends with these values in turn, one a field written in."""
        remplis = {
            nom: [self._valeur(nom, valeurs[(i + decalage) % len(valeurs)])] for i, nom in enumerate(self.ecrits)
        }
        return self.donnees | remplis

    def remplie(self) -> dict[str, list[str]]:
        """What it sends, with something to read in each field that was left empty."""
        return self.donnees | {nom: [_de_quoi_lire(nom)] for nom in self.visibles if not any(self.donnees[nom])}

    def _valeur(self, nom: str, valeur: str) -> str:
        """The value, as the editor of a rich text writes it in its field where the field is one."""
        return en_contenu(valeur) if nom in self.riches else valeur


def _de_quoi_lire(nom: str) -> str:
    """Something of the kind that a field of this name holds."""
    if "mail" in nom or "courriel" in nom:
        return "quelqu-un@example.org"
    return "2026-06-15" if re.search(r"(^|_)(le|du|au|date)$", nom) else "Un mot"


def en_contenu(texte: str) -> str:
    """Return a text as the editor of rich texts sends it: JSON, with what `JSON.stringify` leaves as it is."""
    bloc = {"key": "a", "text": texte, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [bloc], "entityMap": {}}, ensure_ascii=False)


def formulaires(page: str, ici: str) -> Iterator[Formulaire]:
    """Yield the forms of a page that has been read at `ici`."""
    lue = BeautifulSoup(page, "lxml")
    flux = {f"{bloc['id']}-count": ["0"] for bloc in lue.find_all(attrs={"data-block": True})}  # the browser draws them
    for lu in lue.find_all("form"):
        formulaire = Formulaire(str(lu.get("action") or ici), str(lu.get("method", "get")).lower())
        formulaire.donnees |= flux
        for champ in lu.find_all(["input", "textarea", "select"]):
            _lire(champ, formulaire)
        _ouvrir_une_ligne(formulaire)
        yield formulaire


def _ouvrir_une_ligne(formulaire: Formulaire) -> None:
    """Add to each list of rows the first one, from the blank that a script would copy."""
    for nom in [nom for nom in formulaire.donnees if MODELE in nom]:
        valeurs, total = formulaire.donnees.pop(nom), f"{nom.partition(MODELE)[0]}-TOTAL_FORMS"
        garde = formulaire.donnees.get(total) in (["0"], ["1"]) and nom.replace(MODELE, "-0-") not in formulaire.donnees

        if garde:
            premiere = ["1"] if nom.endswith("-ORDER") else valeurs
            formulaire.donnees |= {total: ["1"], nom.replace(MODELE, "-0-"): premiere}

        for liste in (formulaire.ecrits, formulaire.visibles):
            if nom in liste:
                liste.remove(nom)
                liste.extend([nom.replace(MODELE, "-0-")] if garde else [])


def _lire(champ: Tag, formulaire: Formulaire) -> None:
    """Add a field to its form, as the page shows it."""
    nom, genre = str(champ.get("name") or ""), champ.get("type")
    if genre == "file" and nom:
        formulaire.fichiers.append(nom)
    if not nom or nom == "csrfmiddlewaretoken" or champ.has_attr("disabled") or genre in {"file", "submit", "reset"}:
        return
    if genre in {"checkbox", "radio"} and not champ.has_attr("checked"):
        return
    valeurs = formulaire.donnees.setdefault(nom, [])

    if champ.name == "select":
        options = champ.find_all("option")
        choisies = [option for option in options if option.has_attr("selected")] or options[:1]
        valeurs += [str(option.get("value", "")) for option in choisies]
        return
    valeurs.append(
        champ.text if champ.name == "textarea" else str(champ.get("value", "on" if genre == "checkbox" else ""))
    )

    if champ.has_attr("data-draftail-input"):
        formulaire.riches.add(nom)
    elif champ.name == "textarea" or genre in ECRITS:
        formulaire.visibles.append(nom)
    elif genre != "hidden" or formulaire.adresse.startswith(DE_LA_MACHINE):
        return
    formulaire.ecrits.append(nom)
