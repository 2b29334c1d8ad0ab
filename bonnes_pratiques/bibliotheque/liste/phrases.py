"""The result in words, and the filters in use as chips one can remove."""

from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from bonnes_pratiques.bibliotheque.liste.filtres import FRANCE, FiltresDeFiches
from bonnes_pratiques.bibliotheque.referentiels import Referentiels
from bonnes_pratiques.fiches.etats import Stade
from registre.locatifs import dans_la_region, dans_le_departement
from registre.models import Metier
from registre.models.indicateur import Preuve
from registre.territoires import DEPARTEMENTS, REGIONS
from socle.liste.nombres import combien
from socle.liste.puces import Puce
from socle.liste.puces import puces as puces_de

FICHES = ngettext_lazy("%(n)s bonne pratique", "%(n)s bonnes pratiques", "n")


def resultat_en_mots(nombre: int, filtres: FiltresDeFiches) -> str:
    """Return the result as a sentence: "3 bonnes pratiques dans l’Hérault"."""
    morceaux = [combien(nombre, FICHES) if nombre else _("Aucune bonne pratique trouvée")]
    if filtres.q:
        morceaux.append(_("pour « %(texte)s »") % {"texte": filtres.q})
    if filtres.departement:
        morceaux.append(dans_le_departement(filtres.departement))
    elif filtres.region in REGIONS:
        morceaux.append(dans_la_region(filtres.region))
    return " ".join(morceaux)


def puces(filtres: FiltresDeFiches, lus: Referentiels) -> list[Puce]:
    """Return the filters in use, in the order of the address; each value of a filter that takes several."""
    return puces_de(filtres, lambda nom, valeur: _mots(nom, valeur, lus))


def _mots(nom: str, valeur: Any, lus: Referentiels) -> str:
    """What a chip says of one value of a filter, in the reader's language."""
    textes: dict[str, Callable[[], str]] = {
        "q": lambda: _("« %(texte)s »") % {"texte": valeur},
        "engagement": lambda: _engagement(valeur, lus),
        "axe": lambda: _("Axe %(numero)s") % {"numero": valeur},
        "theme": lambda: lus.themes.par_cle[valeur].nom,
        "metier": lambda: capfirst(str(Metier(valeur).label)),
        "region": lambda: _("Partout en France") if valeur == FRANCE else REGIONS[valeur],
        "departement": lambda: DEPARTEMENTS[valeur],
        "stade": lambda: capfirst(str(Stade(valeur).label)),
        "preuve": lambda: _("Preuve %(niveau)s") % {"niveau": Preuve(valeur).label},
        "etiquette": lambda: lus.etiquettes.noms[valeur],
    }

    return textes[nom]()


def _engagement(numero: int, lus: Referentiels) -> str:
    intitule = next(e.intitule for e in lus.edition.engagements if e.numero == numero)
    return _("Engagement %(numero)s : %(intitule)s") % {"numero": numero, "intitule": intitule}
