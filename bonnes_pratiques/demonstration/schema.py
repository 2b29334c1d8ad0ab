"""What a sheet's file must contain, field by field. Fields bear the names of the model's."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from bonnes_pratiques.fiches.etats import Cout, Milieu, Stade
from raison_detre.chargement.schema import Champ, elements, fautes_du_groupe
from raison_detre.chargement.yaml_situe import DocumentSitue, FauteDuFichier
from registre.models.indicateur import Preuve

_TEXTE, _TEXTE_OU_RIEN = Champ(str), Champ(str, facultatif=True)
_LISTE, _LISTE_OU_RIEN = Champ(list), Champ(list, facultatif=True)
_JOUR, _JOUR_OU_RIEN = Champ(datetime.date), Champ(datetime.date, facultatif=True)

FICHE = {
    "title": _TEXTE,
    "introduction": _TEXTE,
    "cooperative": _TEXTE,
    "autres_cooperatives": _LISTE_OU_RIEN,
    "engagement_principal": Champ(int),
    "engagements_secondaires": _LISTE_OU_RIEN,
    "themes": _LISTE,
    "etiquettes": _LISTE_OU_RIEN,
    "metiers": _LISTE_OU_RIEN,
    "national": Champ(bool, facultatif=True),
    "departements": _LISTE_OU_RIEN,
    "milieu": _TEXTE_OU_RIEN,
    "stade": _TEXTE,
    "point_de_depart": _LISTE,
    "deroulement": _LISTE_OU_RIEN,
    "moyens_humains": _TEXTE_OU_RIEN,
    "cout": _TEXTE_OU_RIEN,
    "duree": _TEXTE_OU_RIEN,
    "resultats": _LISTE_OU_RIEN,
    "resultats_en_mots": _LISTE_OU_RIEN,
    "n_a_pas_marche": _LISTE_OU_RIEN,
    "conditions": _LISTE_OU_RIEN,
    "partenaires": _TEXTE_OU_RIEN,
    "contact_role": _TEXTE,
    "preuve": _TEXTE,
    "relue_le": _JOUR_OU_RIEN,
    "a_revoir_le": _JOUR_OU_RIEN,
    "outils": _LISTE_OU_RIEN,
    "reprises": _LISTE_OU_RIEN,
    "anglais": Champ(dict, facultatif=True),
}
ETAPE = {"quand": _TEXTE, "titre": _TEXTE, "texte": _TEXTE_OU_RIEN}
RESULTAT = {
    "libelle": _TEXTE,
    "avant": Champ(str, facultatif=True),
    "apres": Champ(str, facultatif=True),
    "unite": _TEXTE_OU_RIEN,
    "releve_le": _JOUR_OU_RIEN,
    "methode": _TEXTE_OU_RIEN,
    "indicateur": Champ(dict, facultatif=True),
}
INDICATEUR = {"engagement": Champ(int), "nom": _TEXTE}
OUTIL = {"fichier": _TEXTE, "titre": _TEXTE, "libelle": _TEXTE}
REPRISE = {
    "cooperative": _TEXTE,
    "reprise_le": _JOUR,
    "adaptation": _TEXTE,
    "resultat": _TEXTE_OU_RIEN,
    "resultat_le": _JOUR_OU_RIEN,
}
SOUS_THEME = {"cle": _TEXTE, "nom": _TEXTE, "anglais": _TEXTE}
THEME = {**SOUS_THEME, "description": _TEXTE, "sous_themes": _LISTE_OU_RIEN}

LISTES = {"deroulement": ETAPE, "resultats": RESULTAT, "outils": OUTIL, "reprises": REPRISE}
CHOIX = {"stade": Stade, "milieu": Milieu, "cout": Cout, "preuve": Preuve}
TEXTES_ANGLAIS = frozenset({"slug", "title", "introduction", "moyens_humains", "duree", "partenaires", "contact_role"})
CHIFFRES = ("avant", "apres", "releve_le")
TEXTES_RICHES = ("point_de_depart", "resultats_en_mots", "n_a_pas_marche", "conditions")


def fautes_de_fiche(document: DocumentSitue) -> Iterator[FauteDuFichier]:
    """Yield what a sheet's file lacks or says wrongly, by line and field; nothing when it may be loaded."""
    valeurs = document.valeurs

    yield from fautes_du_groupe(document, valeurs, "", FICHE)
    if not isinstance(valeurs, dict):
        return

    for nom, attendus in LISTES.items():
        for chemin, element in elements(valeurs, "", nom):
            yield from fautes_du_groupe(document, element, chemin, attendus)
    for nom, choix in CHOIX.items():
        valeur = valeurs.get(nom)
        if isinstance(valeur, str) and valeur not in choix.values:
            yield document.faute(nom, _("valeurs admises : %(valeurs)s.") % {"valeurs": ", ".join(choix.values)})
    for chemin, resultat in elements(valeurs, "", "resultats"):
        yield from _fautes_de_resultat(document, chemin, resultat)


def _fautes_de_resultat(document: DocumentSitue, chemin: str, resultat: Any) -> Iterator[FauteDuFichier]:
    """A figure is given with its day, or read from an indicator: one or the other, never both."""
    if not isinstance(resultat, dict):
        return
    chiffres = [nom for nom in CHIFFRES if nom in resultat]
    if isinstance(resultat.get("indicateur"), dict):
        yield from fautes_du_groupe(document, resultat["indicateur"], f"{chemin}.indicateur", INDICATEUR)
        if chiffres:
            yield document.faute(f"{chemin}.{chiffres[0]}", _("ce chiffre vient de l’indicateur : ôtez-le."))
    elif len(chiffres) < len(CHIFFRES):
        yield document.faute(chemin, _("donnez avant, apres et releve_le, ou un indicateur."))


def fautes_de_themes(document: DocumentSitue) -> Iterator[FauteDuFichier]:
    """Yield what the file of themes lacks or says wrongly."""
    yield from fautes_du_groupe(document, document.valeurs, "", {"themes": Champ(list)})
    for chemin, theme in elements(document.valeurs, "", "themes"):
        yield from fautes_du_groupe(document, theme, chemin, THEME)
        for place, sous_theme in elements(theme, chemin, "sous_themes"):
            yield from fautes_du_groupe(document, sous_theme, place, SOUS_THEME)
