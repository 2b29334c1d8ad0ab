"""What the form of a comment sends: read, then carried out. The same form in the coop's space and in the admin."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from registre.dossier.commentaires import ecriture
from registre.dossier.commentaires.ecriture import Plume
from registre.dossier.commentaires.lecture import fils_de
from registre.dossier.commentaires.lieux import lieu_de
from registre.dossier.contenu import ContenuDeDossier, de_json
from registre.dossier.lecture import lire
from registre.dossier.models import DossierDeCandidature, Version
from registre.operations import OperationRefusee
from socle.textes.signes import entier_ou_rien, identifiant_ou_nouveau

AILLEURS = "Ce que vous commentez n’est plus à cette place du dossier : choisissez-la à nouveau."
REGLER = "regler"


@dataclass(frozen=True)
class FormulaireEnvoye:
    """A form of a comment: `fil` is the thread written in, 0 to ask anew at `etape` and `champ`."""

    fil: int = 0
    etape: str = ""
    champ: str = ""
    texte: str = ""
    regle: bool = False
    formulaire: uuid.UUID = field(default_factory=uuid.uuid4)


def lire_envoi(donnees: Mapping[str, str]) -> FormulaireEnvoye:
    """Return what was sent; what cannot be read of it is as if it were not there."""
    return FormulaireEnvoye(
        fil=entier_ou_rien(donnees.get("fil", ""), 12) or 0,
        etape=donnees.get("etape", "")[:100],
        champ=donnees.get("champ", "")[:60],
        texte=donnees.get("texte", ""),
        regle=donnees.get("geste") == REGLER,
        formulaire=identifiant_ou_nouveau(donnees.get("formulaire", "")),
    )


def contenu_commente(dossier: DossierDeCandidature, *, modifiable: bool) -> ContenuDeDossier:
    """Return what is commented: what is being written, else what was filed last."""
    derniere = Version.objects.filter(dossier=dossier).order_by("-numero").first()
    return lire(dossier).contenu if modifiable or derniere is None else de_json(derniere.contenu)


def executer(envoi: FormulaireEnvoye, dossier: DossierDeCandidature, contenu: ContenuDeDossier, plume: Plume) -> str:
    """Do what the form says; return it in words. Raises `OperationRefusee`, and `Fil.DoesNotExist` for another's."""
    if not envoi.fil:
        lieu = lieu_de(contenu, envoi.etape, envoi.champ)
        if lieu is None:
            raise OperationRefusee(AILLEURS)
        ecriture.poser(dossier.pk, lieu, envoi.texte, plume=plume, formulaire=envoi.formulaire)
        return "La question est posée."

    fil = fils_de(dossier, federation=plume.federation).get(pk=envoi.fil)
    if envoi.regle:
        ecriture.regler(fil.pk, plume=plume)
        return "La question est réglée."
    ecriture.repondre(fil.pk, envoi.texte, plume=plume, formulaire=envoi.formulaire)
    return "Votre réponse est là."
