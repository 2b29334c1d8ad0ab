"""The buttons of the admin: which operation each carries out, on what, in which words."""

from django.utils.translation import gettext_lazy as _

from registre import operations
from registre.administration.formulaires.corrections import (
    FormulaireDAnnulation,
    FormulaireDeCorrection,
    FormulaireDeMotif,
)
from registre.administration.formulaires.decisions import (
    FormulaireDeDispense,
    FormulaireDeGeste,
    FormulaireDePoint,
    FormulaireDePointDEtape,
    FormulaireDeRenouvellement,
    FormulaireDeSuspension,
)
from registre.administration.formulaires.identite import (
    FormulaireDAbsorption,
    FormulaireDeDepart,
    FormulaireDeRetour,
    FormulaireDIdentite,
)
from registre.administration.gestes.geste import Geste
from registre.administration.lectures import EvenementLu, empechement
from registre.models import Operation

SUR_CANDIDATURE = (
    Geste(
        Operation.DEMANDER_COMPLEMENT,
        _("Demander un complément"),
        operations.demander_complement,
        FormulaireDeGeste,
        motif_requis=True,
    ),
    Geste(
        Operation.DECLARER_COMPLETE, _("Déclarer le dossier complet"), operations.declarer_complete, FormulaireDeGeste
    ),
    Geste(Operation.DECLARER_ADMISSIBLE, _("Déclarer admissible"), operations.declarer_admissible, FormulaireDeGeste),
    Geste(
        Operation.CONSIGNER_POINT_ETAPE,
        _("Consigner un point d’étape"),
        operations.consigner_point_etape,
        FormulaireDePointDEtape,
    ),
    Geste(Operation.CONSIGNER_VISITE, _("Consigner la visite"), operations.consigner_visite, FormulaireDePoint),
    Geste(
        Operation.DISPENSER,
        _("Dispenser d’un point ou de la visite"),
        operations.dispenser,
        FormulaireDeDispense,
        motif_requis=True,
    ),
    Geste(Operation.ACCORDER_LABEL, _("Accorder le label"), operations.accorder_label, FormulaireDeGeste),
    Geste(Operation.RENOUVELER, _("Renouveler le label"), operations.renouveler, FormulaireDeRenouvellement),
    Geste(Operation.REFUSER, _("Refuser la candidature"), operations.refuser, FormulaireDeGeste, motif_requis=True),
    Geste(Operation.ABANDONNER, _("Consigner l’abandon de la candidature"), operations.abandonner, FormulaireDeGeste),
)
SUR_LABEL = (
    Geste(
        Operation.SUSPENDRE,
        _("Suspendre le label"),
        operations.suspendre,
        FormulaireDeSuspension,
        motif_requis=True,
        motif_publie=True,
    ),
    Geste(Operation.LEVER_SUSPENSION, _("Lever la suspension"), operations.lever_suspension, FormulaireDeGeste),
    Geste(
        Operation.RETIRER,
        _("Retirer le label"),
        operations.retirer,
        FormulaireDeGeste,
        motif_requis=True,
        motif_publie=True,
    ),
)
SUR_COOPERATIVE = (
    Geste(Operation.RENOMMER, _("Renommer"), operations.renommer, FormulaireDIdentite),
    Geste(Operation.DEMENAGER, _("Déménager le siège"), operations.demenager, FormulaireDIdentite),
    Geste(Operation.CHANGER_SIREN, _("Changer de SIREN"), operations.changer_siren, FormulaireDIdentite),
    Geste(Operation.TRANSFORMER, _("Changer de forme juridique"), operations.transformer, FormulaireDIdentite),
    Geste(Operation.QUITTER, _("Consigner son départ"), operations.quitter, FormulaireDeDepart),
    Geste(Operation.REVENIR, _("Consigner son retour"), operations.revenir, FormulaireDeRetour),
    Geste(Operation.ABSORBER, _("Absorber une coopérative"), operations.absorber, FormulaireDAbsorption, apercu=True),
)
SUR_EVENEMENT = (
    Geste(
        Operation.CORRIGER,
        _("Corriger"),
        operations.corriger,
        FormulaireDeCorrection,
        motif_requis=True,
        apercu=True,
    ),
    Geste(
        Operation.CORRIGER_MOTIF,
        _("Corriger le motif"),
        operations.corriger_motif,
        FormulaireDeMotif,
        motif_requis=True,
        apercu=True,
    ),
    Geste(Operation.ANNULER, _("Annuler"), operations.annuler, FormulaireDAnnulation, motif_requis=True, apercu=True),
)
# The operations that none of these buttons carries out, and why.
AILLEURS = {
    Operation.DEPOSER: "its own form, longer: registre.administration.depot",
    Operation.DEPOSER_RENOUVELLEMENT: "the same form as a first filing",
    Operation.INSCRIRE: "the form that adds a coop",
    Operation.ETRE_ABSORBEE: "recorded with `absorber`, by the button of the coop that absorbs",
}


def gestes_d_evenement(lecture: EvenementLu) -> list[Geste]:
    """Return what may put this event right."""
    return [geste for geste in SUR_EVENEMENT if not empechement(geste.operation, lecture)]
