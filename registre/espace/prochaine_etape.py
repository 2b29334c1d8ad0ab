"""What a coop does next of its candidature, by when, and who waits for whom: from facts that exist, nothing stored."""

import datetime
from dataclasses import dataclass

from registre.calendrier.seances import prochaine_seance
from registre.dossier.lecture import lire
from registre.dossier.renouvellement.ouverture import Ouverture, ouverture
from registre.dossier.situation import SituationDuDossier, situation_de
from registre.etats import OUVERTS, Etat
from registre.journal.connu import histoire
from registre.journal.histoire import Histoire
from registre.models import Candidature, Cooperative
from socle.templatetags.typographie import en_toutes_lettres


@dataclass(frozen=True)
class ProchaineEtape:
    """A line of the space's home. `le`: the day it is expected, when one is known; `bouton`: what leads to the dossier.

    `a_elle`: the next move is the coop's.
    """

    quoi: str
    qui: str
    bouton: str
    a_elle: bool = False
    le: datetime.date | None = None


def prochaine_etape(cooperative: Cooperative, au: datetime.date, *, avec_label: bool) -> ProchaineEtape | None:
    """Return what comes next on `au`; None when the label's own course says it. Nine queries at most."""
    if cooperative.absorbee_le is not None:
        return _fini(cooperative, cooperative.absorbee_le)
    situation = situation_de(cooperative)
    if situation is not None and situation.modifiable:
        return _a_ecrire(situation)
    return _deposee(cooperative, au, situation, avec_label=avec_label)


def _deposee(
    cooperative: Cooperative, au: datetime.date, situation: SituationDuDossier | None, *, avec_label: bool
) -> ProchaineEtape | None:
    """What comes next of what was filed, or of a coop that has nothing open."""
    ouverte = Candidature.objects.filter(cooperative=cooperative, etat__in=sorted(OUVERTS)).first()
    if ouverte is None:
        return _a_commencer(ouverture(histoire(cooperative.pk) or Histoire(), au), avec_label=avec_label)
    if ouverte.etat == Etat.ADMISSIBLE:
        return None
    if ouverte.etat == Etat.COMPLETE:
        qui = "Le comité décide de son admissibilité. Vous n’avez rien à faire."
        return ProchaineEtape("La candidature est complète", qui, "Relire le dossier", le=prochaine_seance(au))

    quoi = "Le complément est déposé" if ouverte.etat == Etat.A_COMPLETER else "Le dossier est déposé"
    if ouverte.etat == Etat.A_COMPLETER and situation is None:  # filed on paper: its complement too
        qui = "La Fédération attend un complément : répondez-lui comme vous avez déposé le dossier."
        return ProchaineEtape("Un complément est demandé", qui, "Voir la candidature", a_elle=True)
    return ProchaineEtape(quoi, "La Fédération le lit. Vous n’avez rien à faire.", "Relire le dossier")


def _fini(absorbee: Cooperative, le: datetime.date) -> ProchaineEtape:
    """What was filed stays to be read; nothing more is asked of a coop that is no more."""
    par = absorbee.absorbee_par
    qui = f"Depuis le {en_toutes_lettres(le)}, rien n’y est plus déposé ni décidé. La suite est dans l’espace de {par}."
    return ProchaineEtape("La coopérative a été absorbée", qui, "Relire ce qui a été déposé")


def _a_commencer(permise: Ouverture, *, avec_label: bool) -> ProchaineEtape | None:
    """A first candidature at any time; a renewal once it is open; nothing more to say of a label otherwise."""
    if permise.label is not None and permise.ouverte:
        return ProchaineEtape("Demander le renouvellement du label", permise.fenetre, "Voir le dossier", a_elle=True)
    if avec_label:
        return None
    qui = "Personne ne vous attend : commencez quand vous voulez, à plusieurs et en plusieurs fois."
    return ProchaineEtape("Préparer une candidature au label", qui, "Voir le dossier", a_elle=True)


def _a_ecrire(situation: SituationDuDossier) -> ProchaineEtape:
    if situation.complement is not None:
        qui = "La Fédération attend votre complément pour continuer."
        return ProchaineEtape("Compléter le dossier de candidature", qui, "Voir ce qui est demandé", a_elle=True)

    manques = sum(len(etape.manques) for etape in lire(situation.dossier).etapes)
    if manques:
        choses = "Une chose y manque" if manques == 1 else f"{manques} choses y manquent"
        return ProchaineEtape("Finir le dossier de candidature", f"{choses} encore.", "Continuer", a_elle=True)
    return ProchaineEtape(
        "Déposer le dossier de candidature", "Il est complet : un référent le dépose.", "Relire et déposer", a_elle=True
    )
