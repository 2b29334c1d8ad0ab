"""From a sheet to the form, and from the form to a draft of the sheet."""

from typing import Any

from bonnes_pratiques.espace.formulaire import FormulaireComplet
from bonnes_pratiques.espace.textes import en_texte, garder_ou_convertir
from bonnes_pratiques.models import (
    CooperativeDeFiche,
    Etiquette,
    FichePratique,
    ImageDeFiche,
    OutilDeFiche,
    Resultat,
    Theme,
)
from bonnes_pratiques.models.etiquette import canoniques
from raison_detre.models import Engagement
from socle.formulaires.nombres import ecrire_nombre
from socle.formulaires.saisie import Donnees, Saisie
from socle.textes.ordre import EnFrancais

SIMPLES = (
    "title",
    "introduction",
    "stade",
    "milieu",
    "moyens_humains",
    "cout",
    "duree",
    "partenaires",
    "contact_role",
    "contact_courriel",
    "preuve",
)
RICHES = ("point_de_depart", "resultats_en_mots", "n_a_pas_marche", "conditions")


def saisie_de(fiche: FichePratique) -> Saisie:
    """Return what one would have typed to tell this sheet, read with `get_latest_revision_as_object`."""
    donnees: Donnees = {nom: [str(getattr(fiche, nom))] for nom in SIMPLES}
    donnees |= {nom: [en_texte(getattr(fiche, nom))] for nom in RICHES}
    donnees |= _rangement(fiche)

    for prefixe, rangees in _rangees(fiche).items():
        donnees[f"{prefixe}-nombre"] = [str(max(len(rangees), 1))]
        for rang, rangee in enumerate(rangees):
            donnees |= {f"{prefixe}-{rang}-{nom}": [str(v or "")] for nom, v in rangee.items()}

    return Saisie(donnees)


def _rangement(fiche: FichePratique) -> Donnees:
    """What the sheet is filed under."""
    return {
        "engagement_principal": [str(fiche.engagement_principal_id or "")],
        "engagements_secondaires": [str(e.pk) for e in fiche.engagements_secondaires.all()],
        "themes": [str(theme.pk) for theme in fiche.themes.all()],
        "etiquettes": _noms_des_etiquettes(fiche),
        "metiers": [*fiche.metiers],
        "departements": [*fiche.departements],
        "national": ["on"] if fiche.national else [],
        "autres_cooperatives": [str(ligne.cooperative) for ligne in fiche.autres_cooperatives.all()],
    }


def _rangees(fiche: FichePratique) -> dict[str, list[dict[str, Any]]]:
    """The lines of each list that grows: steps, results, tools, pictures."""
    return {
        "etapes": [
            {"id": bloc.id, "quand": bloc.value["quand"], "titre": bloc.value["titre"], "texte": _source(bloc.value)}
            for bloc in fiche.deroulement
        ],
        "resultats": [_resultat(resultat) for resultat in fiche.resultats.all()],
        "outils": [
            {"id": o.pk, "document": o.document_id, "libelle": o.libelle, "licence": o.licence}
            for o in fiche.outils.all()
        ],
        "images": [
            {
                "id": i.pk,
                "image": i.image_id,
                "alternative": i.alternative,
                "decorative": "on" if i.decorative else "",
                "legende": i.legende,
            }
            for i in fiche.images.all()
        ],
    }


def _noms_des_etiquettes(fiche: FichePratique) -> list[str]:
    """The names of the tags, in one query: those of a revision know only their ids."""
    poses = [pose.tag_id for pose in fiche.etiquettes_posees.all()]
    return [*Etiquette.objects.filter(pk__in=poses).order_by(EnFrancais("name")).values_list("name", flat=True)]


def _source(valeur: Any) -> str:
    return en_texte(valeur["texte"].source if valeur.get("texte") else "")


def _resultat(resultat: Resultat) -> dict[str, Any]:
    return {
        "id": resultat.pk,
        "libelle": resultat.libelle,
        "avant": ecrire_nombre(resultat.avant),
        "apres": ecrire_nombre(resultat.apres),
        "unite": resultat.unite,
        "releve_le": f"{resultat.releve_le:%d/%m/%Y}",
        "methode": resultat.methode,
        "indicateur": resultat.indicateur_id,
    }


def appliquer(fiche: FichePratique, formulaire: FormulaireComplet) -> None:
    """Write a valid form on the sheet, in memory. Words set in bold stay so while nobody changes them."""
    valeurs = formulaire.principal.cleaned_data
    for nom in (*SIMPLES, "national", "metiers", "departements"):
        setattr(fiche, nom, valeurs[nom])

    for nom in RICHES:
        setattr(fiche, nom, garder_ou_convertir(valeurs[nom], getattr(fiche, nom)))

    fiche.engagement_principal_id = int(valeurs["engagement_principal"] or 0) or None

    fiche.engagements_secondaires.set([*Engagement.objects.filter(pk__in=valeurs["engagements_secondaires"])])
    fiche.themes.set([*Theme.objects.filter(pk__in=valeurs["themes"])])
    fiche.etiquettes.set(canoniques(valeurs["etiquettes"]))
    _etapes(fiche, formulaire)
    _lignes(fiche.resultats, Resultat, [_valeurs_de_resultat(ligne) for ligne in formulaire.remplies("resultats")])
    _lignes(fiche.outils, OutilDeFiche, [_piece(ligne, "document") for ligne in formulaire.remplies("outils")])
    _lignes(fiche.images, ImageDeFiche, [_piece(ligne, "image") for ligne in formulaire.remplies("images")])
    deja = {ligne.cooperative_id: ligne for ligne in fiche.autres_cooperatives.all()}
    fiche.autres_cooperatives.set(
        [deja.get(pk) or CooperativeDeFiche(cooperative_id=pk) for pk in valeurs["autres_cooperatives"]]
    )


def _etapes(fiche: FichePratique, formulaire: FormulaireComplet) -> None:
    """Write the steps; a step keeps its identity, which the comments of a reviewer hang on."""
    avant = {bloc.id: bloc.value["texte"].source for bloc in fiche.deroulement if bloc.value.get("texte")}
    fiche.deroulement = [  # type: ignore[assignment] # a StreamField takes its raw value
        {
            "type": "etape",
            "id": (c := ligne.cleaned_data)["id"] or None,
            "value": {
                "quand": c["quand"],
                "titre": c["titre"],
                "texte": garder_ou_convertir(c["texte"], avant.get(c["id"], "")),
            },
        }
        for ligne in formulaire.remplies("etapes")
    ]


def _lignes(relation: Any, modele: Any, rangees: list[dict[str, Any]]) -> None:
    """Write child rows in order, those that exist keeping their identity, which their translation hangs on."""
    connues = {str(objet.pk): objet for objet in relation.all()}
    objets = []
    for rang, rangee in enumerate(rangees):
        objet = connues.pop(rangee.pop("id"), None) or modele()
        for nom, valeur in rangee.items():
            setattr(objet, nom, valeur)
        objet.sort_order = rang
        objets.append(objet)
    relation.set(objets)


def _valeurs_de_resultat(ligne: Any) -> dict[str, Any]:
    c = dict(ligne.cleaned_data)
    indicateur = c.pop("indicateur", "")
    return c | {
        "avant": c["avant"].valeur,
        "apres": c["apres"].valeur,
        "indicateur_id": int(indicateur) if indicateur else None,
    }


def _piece(ligne: Any, nom: str) -> dict[str, Any]:
    c = {cle: valeur for cle, valeur in ligne.cleaned_data.items() if cle not in {"fichier", nom}}
    if nom == "document":
        c["licence"] = c["licence"] or "Licence Ouverte 2.0"
    return c | {f"{nom}_id": ligne.cleaned_data[nom]}
