"""YAML as plain values, with the line each one stands on, so that a fault can be shown to whoever wrote the file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Faute:
    """What is wrong in the file: the line (from 1, None for the whole file), the field as a path, and the cure."""

    ligne: int | None
    champ: str
    message: str

    def __str__(self) -> str:
        ou = [_("ligne %(n)s") % {"n": self.ligne}] if self.ligne else []
        return ", ".join([*ou, *([self.champ] if self.champ else [])]) + f" : {self.message}"


class FichierRefuse(Exception):
    """The file cannot be loaded; `fautes` says everything that was found wrong, in the order of the file."""

    def __init__(self, fautes: list[Faute]) -> None:
        self.fautes = sorted(fautes, key=lambda faute: faute.ligne or 0)
        super().__init__("\n".join(str(faute) for faute in self.fautes))


@dataclass(frozen=True)
class DocumentSitue:
    """The values of a file, and the line of each path such as `axes[0].engagements[2].numero`."""

    valeurs: Any
    lignes: dict[str, int]

    def faute(self, chemin: str, message: str) -> Faute:
        """Return a fault at this path, or at the nearest thing above it that stands in the file."""
        parent = chemin
        while parent and parent not in self.lignes:
            parent = parent[: max(parent.rfind("."), parent.rfind("["), 0)]
        return Faute(self.lignes.get(parent), chemin, message)


def lire(fichier: Path) -> DocumentSitue:
    """Read a YAML file. Raises `FichierRefuse` when it is absent, not UTF-8, or not plain YAML."""
    try:
        octets = fichier.read_bytes()
    except OSError as erreur:
        raise FichierRefuse([Faute(None, "", _("le fichier %(f)s ne peut être lu") % {"f": fichier})]) from erreur
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = octets[: erreur.start].count(b"\n") + 1
        message = _("un caractère n’est pas en UTF-8. Enregistrez le fichier en UTF-8, puis recommencez.")
        raise FichierRefuse([Faute(ligne, "", message)]) from erreur
    return _composer(texte)


def _composer(texte: str) -> DocumentSitue:
    for numero, ligne in enumerate(texte.splitlines(), start=1):
        if "\t" in ligne[: len(ligne) - len(ligne.lstrip())]:
            message = _("une tabulation sert de retrait. Remplacez-la par des espaces.")
            raise FichierRefuse([Faute(numero, "", message)])
    chargeur = yaml.SafeLoader(texte)
    try:
        _refuser_alias(texte)
        racine = chargeur.get_single_node()
        if racine is None:
            raise FichierRefuse([Faute(None, "", _("le fichier est vide."))])
        lignes: dict[str, int] = {}
        return DocumentSitue(_valeur(chargeur, racine, "", lignes), lignes)
    except yaml.MarkedYAMLError as erreur:
        repere = erreur.problem_mark or erreur.context_mark
        message = _("ceci n’est pas du YAML lisible (%(detail)s).") % {"detail": erreur.problem}
        raise FichierRefuse([Faute(repere.line + 1 if repere else None, "", message)]) from erreur
    except ValueError as erreur:
        raise FichierRefuse([Faute(None, "", _("une date ou un nombre du fichier n’existe pas."))]) from erreur
    finally:
        chargeur.dispose()


def _refuser_alias(texte: str) -> None:
    """Refuse YAML aliases: nothing here needs them, and nested they make a small file huge."""
    for evenement in yaml.parse(texte, Loader=yaml.SafeLoader):
        if isinstance(evenement, yaml.AliasEvent):
            ligne = evenement.start_mark.line + 1
            raise FichierRefuse([Faute(ligne, "", _("les alias YAML ne sont pas admis : recopiez la valeur."))])


def _valeur(chargeur: yaml.SafeLoader, noeud: yaml.Node, chemin: str, lignes: dict[str, int]) -> Any:
    """Return the node's value and note its line. Raises `FichierRefuse` on a key written twice."""
    lignes[chemin] = noeud.start_mark.line + 1
    if isinstance(noeud, yaml.SequenceNode):
        return [_valeur(chargeur, enfant, f"{chemin}[{i}]", lignes) for i, enfant in enumerate(noeud.value)]
    if isinstance(noeud, yaml.MappingNode):
        valeurs: dict[str, Any] = {}
        for cle_noeud, enfant in noeud.value:
            cle = str(cle_noeud.value)
            if cle in valeurs:
                ligne = cle_noeud.start_mark.line + 1
                raise FichierRefuse([Faute(ligne, cle, _("ce champ est écrit deux fois : gardez-en un."))])
            valeurs[cle] = _valeur(chargeur, enfant, f"{chemin}.{cle}" if chemin else cle, lignes)
        return valeurs
    try:
        return chargeur.construct_object(noeud, deep=True)
    except ValueError as erreur:
        ligne = noeud.start_mark.line + 1
        message = _("« %(valeur)s » n’existe pas : vérifiez la date ou le nombre.") % {"valeur": noeud.value}
        raise FichierRefuse([Faute(ligne, chemin, message)]) from erreur
