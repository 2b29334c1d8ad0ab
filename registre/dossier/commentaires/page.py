"""The page that lists threads and takes a comment: what both its screens show."""

from dataclasses import dataclass
from typing import Any

from registre.dossier.commentaires.envoi import FormulaireEnvoye
from registre.dossier.commentaires.lecture import fils_lus
from registre.dossier.commentaires.lieux import Lieu, lieux
from registre.dossier.contenu import ContenuDeDossier
from registre.dossier.models import DossierDeCandidature, EntreQui, EtatDuFil, FilDeCommentaires
from registre.dossier.models.commentaire import LONGUEUR


@dataclass(frozen=True)
class FilMontre:
    """A thread as it is shown: where it leads, what may be done in it, what was typed in it and refused."""

    fil: FilDeCommentaires
    adresse: str
    peut_regler: bool
    texte: str = ""
    refus: tuple[str, ...] = ()

    @property
    def clos(self) -> bool:
        """Whether nothing more is written in it."""
        return self.fil.etat == EtatDuFil.REGLEE


@dataclass(frozen=True)
class Cadre:
    """What a page is of: the dossier, what is commented, which side reads, what it comes to and what was refused.

    `etapes` and `lecture` are addresses: of the steps when they may be written, and of the page that shows the whole.
    """

    dossier: DossierDeCandidature
    contenu: ContenuDeDossier
    federation: bool
    ouvert: bool
    lecture: str
    etapes: str = ""


def contexte_des_fils(cadre: Cadre, envoi: FormulaireEnvoye, refus: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the context of the page. `envoi` says which place is asked for, and what was typed."""
    connus = {lieu.cle: lieu for lieu in lieux(cadre.contenu)}
    ici = connus.get((envoi.etape, envoi.champ))

    montres = []
    for fil in fils_lus(cadre.dossier, federation=cadre.federation):
        en_cause = fil.pk == envoi.fil
        if ici is None or en_cause or (fil.etape, fil.champ) == ici.cle:
            montres.append(
                FilMontre(
                    fil,
                    _adresse(cadre, connus.get((fil.etape, fil.champ))),
                    cadre.ouvert and fil.pose_par_la_federation == cadre.federation,
                    envoi.texte if en_cause else "",
                    refus if en_cause else (),
                )
            )

    return {
        "fils": montres,
        "ici": ici,
        "adresse_d_ici": _adresse(cadre, ici),
        "lieux": [*connus.values()],
        "ouvert": cadre.ouvert,
        "federation": cadre.federation,
        "entre_nous": cadre.dossier.rang is None,
        "envoi": envoi,
        "texte": "" if envoi.fil else envoi.texte,
        "refus": () if envoi.fil else refus,
        "longueur": LONGUEUR,
        "COOPERATIVE": EntreQui.COOPERATIVE,
    }


def _adresse(cadre: Cadre, lieu: Lieu | None) -> str:
    """The way to what a thread is about, empty when it is no longer there."""
    if lieu is None:
        return ""
    if cadre.etapes:
        return f"{cadre.etapes}{lieu.etape}/#{lieu.ancre}"
    return f"{cadre.lecture}#{lieu.ancre_de_lecture}"
