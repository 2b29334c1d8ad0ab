"""What becomes of what the register holds of a person: their name leaves, facts and the journal's chain stay."""

from socle.personnes.devenirs import Devenir, declarer

# What stays when somebody leaves it: of the register, then of the rooms within it.
DETACHES = (
    "registre.AuteurDEvenement.par",  # with its salt: registre.journal.auteurs
    "registre.Invitation.invitee_par",
    "registre.Invitation.utilisee_par",
    "avis.DemandeDAvis.courriel",
    "avis.DemandeDAvis.demandee_par",
    "avis.DemandeDAvis.revoquee_par",
    "comite.AccesAuDossier.user",
    "comite.AuteurDeNote.par",
    "comite.DecisionDeSeance.par",
    "comite.MembreDuComite.user",
    "comite.Reunion.verrouillee_par",
    "dossier.AuteurDeVersion.par",
    "dossier.CommentaireDeDossier.ecrit_par",
    "dossier.DossierDeCandidature.commence_par",
    "dossier.EtapeDuDossier.modifiee_par",
    "dossier.PieceDeDossier.recue_de",
    "promotion.Affichage.declare_par",
    "promotion.ChangementDeDeploiement.par",
    "promotion.Deploiement.modifie_par",
    "recours.RecoursDeCooperative.depose_par",
    "recours.RecoursDeCooperative.retire_par",
    "recours.RecoursDeCooperative.tranche_par",
    "suivi.DemandeDeVisite.demandee_par",
    "suivi.DemandeDeVisite.repondue_par",
    "suivi.PieceDePoint.recue_de",
    "suivi.PointDeCooperative.envoye_par",
    "suivi.PointDeCooperative.modifiee_par",
    "suivi.PointDeCooperative.renvoye_par",
    "signalements.SignalementDErreur.courriel",
    "signalements.SignalementDErreur.repondu_par",
    "visites.AccesAuCompteRendu.user",
    "visites.CompteRenduDeVisite.confirme_par",
    "visites.CompteRenduDeVisite.envoye_par",
)


def poser() -> None:
    """Say it, for the register and the rooms within it."""
    declarer(
        Devenir.PART,
        "registre.Membre.user",
        "registre.Invitation.courriel",
        "courriers.Courrier.destinataire",
        "courriers.Courrier.adresse",
        "rappels.Rappel.destinataire",
        "rappels.Rappel.adresse",
        "rappels.ObjetDuRappel.destinataire",
        "rappels.RappelDeLecture.destinataire",
        "rappels.RappelDeLecture.adresse",
        "dossier.AvisDeDepot.destinataire",
    )
    declarer(Devenir.DETACHE, *DETACHES)
