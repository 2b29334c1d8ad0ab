"""What loading a file adds and changes, and how it is told to the person who loads it."""

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

CONTEXTE = 20  # characters shown before the first difference
EXTRAIT = 70


@dataclass(frozen=True)
class Changement:
    """A field whose value the file changes."""

    objet: str
    champ: str
    avant: str
    apres: str

    def __str__(self) -> str:
        avant, apres = extraits(self.avant, self.apres)
        return _("%(objet)s, %(champ)s : « %(avant)s » → « %(apres)s »") % {
            "objet": self.objet,
            "champ": self.champ,
            "avant": avant,
            "apres": apres,
        }


@dataclass
class BilanDuReferentiel:
    """What the file adds and changes, and whose draft waits for a new review because of it."""

    ajouts: list[str] = field(default_factory=list)
    changements: list[Changement] = field(default_factory=list)
    brouillons: list[str] = field(default_factory=list)

    @property
    def est_vide(self) -> bool:
        """Whether the site already says exactly what the file says."""
        return not self.ajouts and not self.changements

    def noter(self, objet: Any, champ: str, apres: Any) -> None:
        """Note that this field of this object is about to change."""
        libelle = str(objet._meta.get_field(champ).verbose_name)
        self.changements.append(Changement(str(objet), libelle, str(getattr(objet, champ)), str(apres)))

    def lignes(self) -> list[str]:
        """Return the whole story in French, one line a thing."""
        if self.est_vide:
            return [_("Le site dit déjà ce que dit le fichier : rien n’a changé.")]

        return [
            *(_("Ajouté : %(quoi)s") % {"quoi": ajout} for ajout in self.ajouts),
            *(_("Modifié : %(quoi)s") % {"quoi": changement} for changement in self.changements),
            *(
                _("Brouillon conservé, à soumettre de nouveau s’il était en relecture : %(quoi)s") % {"quoi": objet}
                for objet in self.brouillons
            ),
        ]


def extraits(avant: str, apres: str) -> tuple[str, str]:
    """Return both texts cut around their first difference, so that a comma changed in a long text is seen."""
    differences = (i for i, (a, b) in enumerate(zip_longest(avant, apres)) if a != b)
    debut = max(next(differences, 0) - CONTEXTE, 0)
    points = "…" if debut else ""
    coupes = [points + Truncator(texte[debut:]).chars(EXTRAIT) for texte in (avant, apres)]
    return coupes[0], coupes[1]
