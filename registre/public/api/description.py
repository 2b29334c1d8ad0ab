"""What OpenAPI says of the API beside its rows: every status that can come, and which values mean something.

Each value is described as it is read: what the description allows is answered, or said not to exist on that day.
"""

from typing import Any

from registre.models import Metier
from registre.public.liste.filtres import STATUTS, TAILLES, TOUTES
from registre.territoires import DEPARTEMENTS, REGIONS
from socle.adresses.parametres import RECHERCHE_MAXIMUM

# Days of the calendar from 1900 to 2199, and no other; every one of these texts may be empty, which asks nothing.
_FEVRIER_29 = "((19|21)(0[48]|[2468][048]|[13579][26])|20([02468][048]|[13579][26]))-02-29"
_AUTRES_JOURS = (
    "(19|20|21)[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8]))"
)
JOUR: dict[str, Any] = {"pattern": f"^({_AUTRES_JOURS}|{_FEVRIER_29})?$"}
ANNEE: dict[str, Any] = {"pattern": "^((19|20|21)[0-9]{2})?$"}
RANG: dict[str, Any] = {"pattern": "^([1-9][0-9]{0,5})?$"}
RECHERCHE: dict[str, Any] = {"maxLength": RECHERCHE_MAXIMUM}
STATUT: dict[str, Any] = {"items": {"type": "string", "enum": ["", *STATUTS, TOUTES]}}
REGION: dict[str, Any] = {"enum": ["", *REGIONS]}
DEPARTEMENT: dict[str, Any] = {"enum": ["", *DEPARTEMENTS]}
METIER: dict[str, Any] = {"enum": ["", *Metier.values]}
TAILLE: dict[str, Any] = {"enum": ["", *map(str, TAILLES)]}

_TEXTE, _ENTIER = {"type": "string"}, {"type": "integer"}
_COMMUNS = {"type": _TEXTE, "status": _ENTIER, "title": _TEXTE, "detail": _TEXTE}
_FAUTE = {"type": "object", "properties": {"parametre": _TEXTE, "detail": _TEXTE}, "required": ["parametre", "detail"]}
_SECONDES = {"description": "Dans combien de secondes revenir.", "schema": {"type": "integer", "minimum": 1}}
_METHODES = {"description": "Les méthodes permises.", "schema": _TEXTE}


def _reponse(description: str, entetes: dict[str, Any] | None = None, **propres: Any) -> dict[str, Any]:
    """Describe a problem (RFC 9457); `propres` are the members it has beside the common ones."""
    membres = _COMMUNS | propres
    schema = {"type": "object", "properties": membres, "required": list(membres)}
    decrite = {"description": description, "content": {"application/problem+json": {"schema": schema}}}
    return decrite | ({"headers": entetes} if entetes else {})


_PARTOUT = {
    "400": _reponse("Un paramètre n'a pas de sens : lequel, et que faire.", parametre=_TEXTE),
    "405": _reponse("L'API est en lecture seule : cette méthode n'est pas permise ici.", {"Allow": _METHODES}),
    "422": _reponse(
        "La demande n'a pas la forme attendue : chaque paramètre à corriger.",
        fautes={"type": "array", "items": _FAUTE},
    ),
    "429": _reponse("Plus de 120 demandes en une minute : quand revenir.", {"Retry-After": _SECONDES}),
}
_RIEN_CE_JOUR_LA = "Ce qui est demandé n'existe pas ce jour-là, ou le registre n'en savait rien."
_NUMERO_ANNULE = _reponse(
    "Numéro donné par erreur, puis annulé : quand et pourquoi. Il n'est jamais redonné.",
    annule_le={"type": "string", "format": "date"},
    motif=_TEXTE,
)
_CORPS_ILLISIBLE = _reponse("Un paramètre n'a pas de sens, ou le corps n'est pas du JSON.")


def statuts(**autres: dict[str, Any]) -> dict[str, Any]:
    """Return what may come everywhere, and these besides, as `openapi_extra` takes it; `_404` names a status."""
    return {"responses": _PARTOUT | {nom.removeprefix("_"): decrite for nom, decrite in autres.items()}}


RIEN = statuts()
CE_JOUR_LA = statuts(_404=_reponse(_RIEN_CE_JOUR_LA))
ADRESSE_LONGUE = statuts(
    _404=_reponse(_RIEN_CE_JOUR_LA),
    _414={"description": "Adresse plus longue que le serveur n'en lit : envoyez la liste par POST."},
)
NUMERO = statuts(_404=_reponse(_RIEN_CE_JOUR_LA), _410=_NUMERO_ANNULE)
ENVOI = statuts(
    _400=_CORPS_ILLISIBLE,
    _404=_reponse(_RIEN_CE_JOUR_LA),
    _413=_reponse("Le corps est trop lourd : mille SIREN au plus."),
)
