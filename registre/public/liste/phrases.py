"""The result in words, and the filters in use as chips one can remove."""

from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from registre.engagements.en_vigueur import EngagementsDeLEdition
from registre.etats import Statut
from registre.locatifs import dans_la_region, dans_le_departement
from registre.models import Metier
from registre.public.liste.filtres import AUCUN, TOUTES, Filtres
from registre.territoires import DEPARTEMENTS, REGIONS
from socle.liste.nombres import combien
from socle.liste.puces import Puce
from socle.liste.puces import puces as puces_de
from socle.templatetags.typographie import jour

NOMBRES = {
    Statut.LABELLISEE: ngettext_lazy("%(n)s coopérative labellisée", "%(n)s coopératives labellisées", "n"),
    Statut.SUSPENDUE: ngettext_lazy("%(n)s coopérative au label suspendu", "%(n)s coopératives au label suspendu", "n"),
    Statut.EN_RENOUVELLEMENT: ngettext_lazy(
        "%(n)s coopérative en renouvellement", "%(n)s coopératives en renouvellement", "n"
    ),
    Statut.ENGAGEE: ngettext_lazy("%(n)s coopérative engagée", "%(n)s coopératives engagées", "n"),
    Statut.ECHUE: ngettext_lazy("%(n)s coopérative au label échu", "%(n)s coopératives au label échu", "n"),
    Statut.RETIREE: ngettext_lazy("%(n)s coopérative au label retiré", "%(n)s coopératives au label retiré", "n"),
    AUCUN: ngettext_lazy("%(n)s coopérative sans label connu", "%(n)s coopératives sans label connu", "n"),
}
COOPERATIVES = ngettext_lazy("%(n)s coopérative", "%(n)s coopératives", "n")
TITRES_DE_STATUT = {
    Statut.LABELLISEE: gettext_lazy("Labellisée"),
    Statut.SUSPENDUE: gettext_lazy("Label suspendu"),
    Statut.EN_RENOUVELLEMENT: gettext_lazy("En renouvellement"),
    Statut.ENGAGEE: gettext_lazy("Engagée"),
    Statut.ECHUE: gettext_lazy("Label échu"),
    Statut.RETIREE: gettext_lazy("Label retiré"),
    AUCUN: gettext_lazy("Pas de label connu"),
    TOUTES: gettext_lazy("Toutes les coopératives"),
}


def resultat_en_mots(nombre: int, filtres: Filtres) -> str:
    """Return the result as a sentence: "23 coopératives labellisées au 31 décembre 2025 dans l’Hérault"."""
    forme = NOMBRES.get(filtres.statut[0], COOPERATIVES) if len(filtres.statut) == 1 else COOPERATIVES
    sujet = combien(nombre, forme) if nombre else _("Aucune coopérative trouvée")

    morceaux = [sujet, _("au %(jour)s") % {"jour": strip_tags(jour(filtres.au))}]
    if filtres.connu_le is not None:
        morceaux[-1] += _(", tel que connu le %(jour)s,") % {"jour": strip_tags(jour(filtres.connu_le))}

    if filtres.departement:
        morceaux.append(dans_le_departement(filtres.departement))
    elif filtres.region:
        morceaux.append(dans_la_region(filtres.region))
    return " ".join(morceaux).removesuffix(",")


def puces(filtres: Filtres, edition: EngagementsDeLEdition) -> list[Puce]:
    """Return the filters in use, in the order of the address; each value of a filter that takes several."""
    return puces_de(filtres, lambda nom, valeur: _mots(nom, valeur, edition))


def _mots(nom: str, valeur: Any, edition: EngagementsDeLEdition) -> str:
    """What a chip says of one value of a filter, in the reader's language."""
    if nom == "engagement":
        intitule = next(e.intitule for e in edition.engagements if e.numero == valeur)
        return _("Engagement %(numero)s : %(intitule)s") % {"numero": valeur, "intitule": intitule}

    textes = {
        "q": lambda: _("« %(texte)s »") % {"texte": valeur},
        "statut": lambda: str(TITRES_DE_STATUT[valeur]),
        "region": lambda: REGIONS[str(valeur)],
        "departement": lambda: DEPARTEMENTS[str(valeur)],
        "axe": lambda: _("Axe %(numero)s") % {"numero": valeur},
        "metier": lambda: str(Metier(valeur).label).capitalize(),
        "annee": lambda: _("Label octroyé en %(annee)s") % {"annee": valeur},
    }

    return textes[nom]()
