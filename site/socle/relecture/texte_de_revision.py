"""What a revision says, and who first said it. Pure: contents in, ids of accounts out."""

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Dit = dict[str, Any]

# What a revision holds beside what it says: dates, where it stands, the comments of its readers.
HORS_DU_TEXTE = frozenset(
    {
        "wagtail_admin_comments",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "live",
        "first_published_at",
        "last_published_at",
        "has_unpublished_changes",
        "draft_title",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "url_path",
        "path",
        "numchild",
    }
)
# How the editor names rows, blocks and paragraphs: made anew by a form that is saved without a change.
NOMS_DE_MORCEAUX = frozenset({"pk", "id", "translation_key"})
CLE_DE_PARAGRAPHE = re.compile(r' data-block-key="[^"]*"')

# Shorter than this, a text is a choice or a word that two people may well write: bringing it back says nothing.
PHRASE = 25


def texte(contenu: Dit) -> Dit:
    """Return what a revision's content says, as something to compare: equal when no word or picture differs."""
    return {nom: _dit(valeur) for nom, valeur in contenu.items() if nom not in HORS_DU_TEXTE}


@dataclass
class LectureDesRevisions:
    """The revisions of one object, read from the oldest; `publiee_le` is when the public one was written, if any is."""

    publiee_le: datetime.datetime | None
    dit: Dit | None = None
    phrases: frozenset[str] = frozenset()
    auteurs: dict[str, int | None] = field(default_factory=dict)  # of each sentence, who wrote it first

    def lire(self, contenu: Dit, ecrite_le: datetime.datetime, auteur: int | None) -> set[int]:
        """Read the next revision; return the ids of those whose words it changes in what is not public yet."""
        dit = texte(contenu)
        if dit == self.dit:
            return set()
        phrases = frozenset(_phrases(dit))
        ecrivains = {auteur} | {self.auteurs.setdefault(phrase, auteur) for phrase in phrases - self.phrases}
        self.dit, self.phrases = dit, phrases
        if self.publiee_le is not None and ecrite_le <= self.publiee_le:
            return set()
        return {ecrivain for ecrivain in ecrivains if ecrivain is not None}


def _dit(valeur: Any) -> Any:
    """Return this value without the names the editor gives to its pieces."""
    if isinstance(valeur, dict):
        return {nom: _dit(v) for nom, v in valeur.items() if nom not in NOMS_DE_MORCEAUX}
    if isinstance(valeur, list):
        return [_dit(v) for v in valeur]
    if not isinstance(valeur, str):
        return valeur

    if valeur.startswith("[{"):  # blocks, which a revision holds as JSON
        try:
            return _dit(json.loads(valeur))
        except (ValueError, RecursionError):  # somebody's own brackets
            pass

    return CLE_DE_PARAGRAPHE.sub("", valeur)


def _phrases(valeur: Any) -> Iterator[str]:
    """Yield each text long enough to be somebody's, wherever it stands."""
    if isinstance(valeur, str):
        if len(valeur) >= PHRASE:
            yield valeur
    elif isinstance(valeur, dict | list):
        for morceau in valeur.values() if isinstance(valeur, dict) else valeur:
            yield from _phrases(morceau)
