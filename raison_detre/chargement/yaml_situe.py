"""YAML as plain values, with the line each one stands on, so that a fault can be shown to whoever wrote the file."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# What PyYAML says (a piece of its sentence), and what to do about it. The first that matches is shown.
REMEDES = (
    (r"'\t'", gettext_noop("une tabulation sert de retrait : remplacez-la par des espaces.")),
    ("expected a single document", gettext_noop("le fichier contient deux documents : gardez ce qui précède « --- ».")),
    (
        "mapping values are not allowed",
        gettext_noop("un deux-points est mal placé : mettez le texte qui le contient entre guillemets."),
    ),
    ("quoted scalar", gettext_noop("un guillemet ouvert n’est pas fermé.")),
    ("could not find expected ':'", gettext_noop("il manque un deux-points après le nom du champ.")),
    ("constructor for the tag", gettext_noop("les étiquettes « ! » de YAML ne sont pas admises.")),
)
REMEDE_PAR_DEFAUT = gettext_noop(
    "la structure est illisible ici : vérifiez l’alignement, les guillemets, les crochets."
)


@dataclass(frozen=True)
class FauteDuFichier:
    """What is wrong in the file: the line (from 1, None for the whole file), the field as a path, and the cure."""

    ligne: int | None
    champ: str
    message: str

    def __str__(self) -> str:
        ou = [_("ligne %(n)s") % {"n": self.ligne}] if self.ligne else []
        ou += [self.champ] if self.champ else []
        return f"{', '.join(ou)} : {self.message}" if ou else self.message


class FichierRefuse(Exception):
    """The file cannot be loaded; `fautes` says everything that was found wrong, in the order of the file."""

    def __init__(self, fautes: list[FauteDuFichier]) -> None:
        self.fautes = sorted(fautes, key=lambda faute: faute.ligne or 0)
        super().__init__("\n".join(str(faute) for faute in self.fautes))


@dataclass(frozen=True)
class DocumentSitue:
    """The values of a file, the line of each path such as `axes[0].engagements[2].numero`, what was wrong already."""

    valeurs: Any
    lignes: dict[str, int] = field(default_factory=dict)
    fautes: list[FauteDuFichier] = field(default_factory=list)

    def faute(self, chemin: str, message: str) -> FauteDuFichier:
        """Return a fault at this path, or at the nearest thing above it that stands in the file."""
        parent = chemin
        while parent and parent not in self.lignes:
            parent = parent[: max(parent.rfind("."), parent.rfind("["), 0)]
        return FauteDuFichier(self.lignes.get(parent), chemin, message)


def lire(fichier: Path) -> DocumentSitue:
    """Read a YAML file. Raises `FichierRefuse` when it is absent, empty, not UTF-8, or not plain YAML.

    A key written twice or a date that does not exist does not stop the reading: it is left in `fautes`.
    """
    try:
        octets = fichier.read_bytes()
    except FileNotFoundError as erreur:
        raise _refus(None, _("le fichier est introuvable : vérifiez son chemin.")) from erreur
    except OSError as erreur:
        raise _refus(None, _("le fichier ne peut être ouvert (dossier, ou droits de lecture).")) from erreur

    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = octets[: erreur.start].count(b"\n") + 1
        message = _(
            "ce n’est pas de l’UTF-8, sans doute du Latin-1. Enregistrez le fichier en UTF-8, "
            "ou convertissez-le : iconv -f LATIN1 -t UTF-8 ancien.yaml > nouveau.yaml"
        )
        raise _refus(ligne, message) from erreur

    return _composer(texte)


def _refus(ligne: int | None, message: str) -> FichierRefuse:
    return FichierRefuse([FauteDuFichier(ligne, "", message)])


def _composer(texte: str) -> DocumentSitue:
    """Read the text with PyYAML's safe loader, its English complaints turned into French cures."""
    try:
        _refuser_alias(texte)
        racine = yaml.compose(texte, Loader=yaml.SafeLoader)
        if racine is None:
            raise _refus(None, _("le fichier est vide."))

        document = DocumentSitue(None)

        return DocumentSitue(_Lecteur(document).valeur(racine, ""), document.lignes, document.fautes)
    except yaml.MarkedYAMLError as erreur:
        repere = erreur.problem_mark or erreur.context_mark
        plainte = f"{erreur.context} {erreur.problem}"
        remede = next((remede for motif, remede in REMEDES if motif in plainte), REMEDE_PAR_DEFAUT)
        raise _refus(repere.line + 1 if repere else None, _(remede)) from erreur
    except yaml.reader.ReaderError as erreur:
        ligne = texte.count("\n", 0, erreur.position) + 1
        raise _refus(ligne, _("un caractère invisible n’est pas admis : supprimez-le.")) from erreur
    except RecursionError as erreur:
        raise _refus(None, _("les champs sont imbriqués trop profondément.")) from erreur


def _refuser_alias(texte: str) -> None:
    """Refuse YAML aliases: nothing here needs them, and nested they make a small file huge."""
    for evenement in yaml.parse(texte, Loader=yaml.SafeLoader):
        if isinstance(evenement, yaml.AliasEvent):
            message = _("les alias « * » de YAML ne sont pas admis : recopiez la valeur.")
            raise _refus(_ligne(evenement), message)


def _ligne(noeud: yaml.Node | yaml.Event) -> int:
    repere: Any = noeud.start_mark  # never None in what comes from a text
    return repere.line + 1


class _Lecteur:
    """Turns PyYAML's nodes, which know their line, into values, filling `lignes` and `fautes` of a document."""

    def __init__(self, document: DocumentSitue) -> None:
        self.document = document
        self.chargeur = yaml.SafeLoader("")

    def valeur(self, noeud: yaml.Node, chemin: str) -> Any:
        """Return the value of a node, and note the line it starts on."""
        self.document.lignes[chemin] = _ligne(noeud)
        if isinstance(noeud, yaml.SequenceNode):
            return [self.valeur(enfant, f"{chemin}[{i}]") for i, enfant in enumerate(noeud.value)]
        if isinstance(noeud, yaml.MappingNode):
            return self._champs(noeud, chemin)

        try:
            return self.chargeur.construct_object(noeud)
        except ValueError:
            message = _("« %(valeur)s » n’existe pas : vérifiez cette date ou ce nombre.") % {"valeur": noeud.value}
            self.document.fautes.append(self.document.faute(chemin, message))
            return None

    def _champs(self, noeud: yaml.MappingNode, chemin: str) -> dict[str, Any]:
        valeurs: dict[str, Any] = {}
        for cle, enfant in noeud.value:
            nom = str(cle.value)
            complet = f"{chemin}.{nom}" if chemin else nom
            if nom in valeurs:
                message = _("ce champ est écrit deux fois : gardez-en un.")
                self.document.fautes.append(FauteDuFichier(_ligne(cle), complet, message))
                continue
            valeurs[nom] = self.valeur(enfant, complet)
        return valeurs
