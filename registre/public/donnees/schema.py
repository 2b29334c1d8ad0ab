"""What each column of the open files means: the Table Schema published beside them, and the package that binds them."""

from dataclasses import fields
from typing import Any

from registre.etats import Statut, StatutDeLabel
from registre.models import FormeJuridique
from registre.public.donnees.lignes_des_labels import LigneLabel
from registre.public.donnees.lignes_du_registre import LigneRegistre

LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
}
NUMERO = {"pattern": r"QC-\d{4}-\d{4,6}"}

# Column -> (type, description, constraints).
COLONNES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "siren": ("string", "SIREN, neuf chiffres, en texte.", {"required": True, "pattern": r"\d{9}"}),
    "nom": ("string", "Nom de la coopérative.", {"required": True}),
    "sigle": ("string", "Sigle.", {}),
    "forme_juridique": ("string", "SCP ou SCIC.", {"enum": FormeJuridique.values}),
    "commune": ("string", "Commune du siège.", {}),
    "code_departement": (
        "string",
        "Code INSEE du département, en texte (01, 2A, 971).",
        {"pattern": r"\d{2}|2[AB]|97\d"},
    ),
    "code_region": ("string", "Code INSEE de la région, en texte.", {"pattern": r"\d{2}"}),
    "statut": ("string", "Statut public de la coopérative le jour demandé.", {"required": True, "enum": Statut.values}),
    "statut_au": ("date", "Jour demandé : le statut est celui de ce jour.", {"required": True}),
    "numero_label": (
        "string",
        "Numéro du dernier label commencé ce jour-là, fini ou non : retire_le dit s'il a été retiré, même si la "
        "coopérative est engagée de nouveau.",
        NUMERO,
    ),
    "cycle": ("integer", "Rang de la candidature dont viennent l'édition et les engagements.", {"minimum": 1}),
    "admissible_le": ("date", "Jour où cette candidature est devenue admissible.", {}),
    "octroye_le": ("date", "Jour de l'octroi du label.", {}),
    "valide_du": ("date", "Premier jour de validité.", {}),
    "valide_jusqu_au": ("date", "Dernier jour de validité, inclus. Ne change pas si le label est retiré.", {}),
    "suspendu_le": ("date", "Premier jour de la dernière suspension commencée.", {}),
    "suspension_levee_le": ("date", "Jour où cette suspension est levée ; vide si elle court.", {}),
    "retire_le": ("date", "Premier jour du retrait.", {}),
    "edition_referentiel": ("string", "Édition de la Raison d'être dont les engagements portent les numéros.", {}),
    "engagements": ("string", "Numéros des engagements, séparés par |.", {"pattern": r"(\d+(\|\d+)*)?"}),
    "url": ("string", "Adresse permanente de la page.", {}),
    "demonstration": ("boolean", "Vrai pour une coopérative fictive.", {"required": True}),
    "mis_a_jour_le": (
        "date",
        "Jour où ce que le registre dit publiquement de la coopérative a changé pour la dernière fois.",
        {"required": True},
    ),
    "connu_le": (
        "date",
        "Jour de connaissance : la ligne dit ce que le registre savait à la fin de ce jour (aujourd'hui par défaut).",
        {"required": True},
    ),
    "siren_actuel": (
        "string",
        "SIREN de la coopérative au jour de connaissance. Autre que siren si elle en a changé depuis le jour demandé.",
        {"required": True, "pattern": r"\d{9}"},
    ),
    "membre_jusqu_au": (
        "date",
        "Dernier jour d'adhésion à la Fédération, inclus ; vide si elle en est membre le jour demandé.",
        {},
    ),
}
PROPRES_AUX_LABELS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "numero_label": ("string", "Numéro du label, jamais réattribué.", NUMERO | {"required": True, "unique": True}),
    "statut": ("string", "Statut de ce label le jour demandé.", {"required": True, "enum": StatutDeLabel.values}),
    "cycle": ("integer", "Rang de la candidature labellisée.", {"minimum": 1}),
    "engagements": (
        "string",
        "Numéros des engagements tels qu'octroyés, séparés par |.",
        {"pattern": r"(\d+(\|\d+)*)?"},
    ),
    "clos_le": ("date", "Jour où l'absorption de la coopérative par une autre a clos ce label.", {}),
    "absorbee_par_siren": ("string", "SIREN actuel de la coopérative absorbante.", {"pattern": r"\d{9}"}),
    "repris_sous_numero": ("string", "Numéro du label par lequel l'absorbante l'a repris.", NUMERO),
}
FICHIERS: dict[str, tuple[type[Any], dict[str, tuple[str, str, dict[str, Any]]], str]] = {
    "registre": (LigneRegistre, COLONNES, "Une ligne par coopérative qui a un statut public le jour demandé."),
    "labels": (LigneLabel, COLONNES | PROPRES_AUX_LABELS, "Une ligne par label octroyé au plus tard le jour demandé."),
}


def schema(fichier: str) -> dict[str, Any]:
    """Return the Table Schema of a file, `registre` or `labels`."""
    ligne, colonnes, _description = FICHIERS[fichier]

    champs = []
    for champ in fields(ligne):
        type_, description, contraintes = colonnes[champ.name]
        declaration: dict[str, Any] = {"name": champ.name, "type": type_, "description": description}
        if type_ == "boolean":
            declaration |= {"trueValues": ["true"], "falseValues": ["false"]}
        champs.append(declaration | ({"constraints": contraintes} if contraintes else {}))

    cle = "siren" if fichier == "registre" else "numero_label"
    return {"fields": champs, "primaryKey": [cle], "missingValues": [""]}


def paquet() -> dict[str, Any]:
    """Return the data package: the files, their format, their schema, the licence."""
    ressources = [
        {
            "name": nom,
            "path": f"{nom}.csv",
            "description": description,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
            "schema": schema(nom),
        }
        for nom, (_ligne, _colonnes, description) in FICHIERS.items()
    ]

    return {
        "name": "registre-quali-coop",
        "title": "Registre du label Quali'Coop",
        "description": (
            "Qui est labellisé, sur quoi, de quand à quand. "
            "Chaque fichier accepte ?au=AAAA-MM-JJ et ?connu_le=AAAA-MM-JJ."
        ),
        "licenses": [LICENCE],
        "resources": ressources,
    }
