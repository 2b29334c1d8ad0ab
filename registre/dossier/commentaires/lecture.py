"""What is said beside a dossier, for a page that shows it. The Federation reads what is said with it, and no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.utils.http import urlencode

from registre.dossier.models import CommentaireDeDossier, DossierDeCandidature, EntreQui, EtatDuFil, FilDeCommentaires

ORDRE = {EtatDuFil.POSEE: 0, EtatDuFil.REPONDUE: 1, EtatDuFil.REGLEE: 2}


@dataclass(frozen=True)
class ComptesDUnLieu:
    """The threads of one place: how many, how many whose question waits."""

    total: int = 0
    posees: int = 0

    @property
    def en_mots(self) -> str:
        """What the link to them says."""
        if not self.total:
            return "Commenter"
        combien = f"{self.total} question{'s' if self.total > 1 else ''}"
        return f"{combien}, {self.posees} sans réponse" if self.posees else combien


@dataclass(frozen=True)
class CommentairesDuDossier:
    """Where a page leads to comment, and what each of its places already has."""

    adresse: str
    comptes: Mapping[tuple[str, str], ComptesDUnLieu] = field(default_factory=dict)

    def compte(self, etape: str, champ: str) -> ComptesDUnLieu:
        """The threads of a place."""
        return self.comptes.get((etape, champ), ComptesDUnLieu())

    def lien(self, etape: str, champ: str) -> str:
        """The address of what is said of a place, where one adds to it."""
        return f"{self.adresse}?{urlencode({'etape': etape, 'champ': champ})}"


def fils_de(dossier: DossierDeCandidature, *, federation: bool) -> QuerySet[FilDeCommentaires]:
    """Return the threads of a dossier that one side may read."""
    fils = FilDeCommentaires.objects.filter(dossier=dossier)
    return fils.filter(entre=EntreQui.FEDERATION) if federation else fils


def fils_lus(dossier: DossierDeCandidature, *, federation: bool) -> list[FilDeCommentaires]:
    """Return them with their comments, those that wait first. Two queries."""
    commentaires = Prefetch("commentaires", CommentaireDeDossier.objects.select_related("ecrit_par").order_by("pk"))
    lus = fils_de(dossier, federation=federation).prefetch_related(commentaires).order_by("pk")
    return sorted(lus, key=lambda fil: ORDRE[EtatDuFil(fil.etat)])


def commentaires_du(dossier: DossierDeCandidature, adresse: str, *, federation: bool) -> CommentairesDuDossier:
    """Return what a page that shows the dossier needs. One query."""
    comptes: dict[tuple[str, str], ComptesDUnLieu] = {}
    for etape, champ, etat in fils_de(dossier, federation=federation).values_list("etape", "champ", "etat"):
        avant = comptes.get((etape, champ), ComptesDUnLieu())
        comptes[etape, champ] = ComptesDUnLieu(avant.total + 1, avant.posees + (etat == EtatDuFil.POSEE))
    return CommentairesDuDossier(adresse, comptes)
