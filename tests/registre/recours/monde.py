"""An appeal as it stands, for tests that look at every door."""

from django.utils import timezone

from registre import operations
from registre.models import Cooperative, Evenement
from registre.recours.models import PieceDeRecours, RecoursDeCooperative
from tests.registre.dossier.monde import PDF, fichier
from tests.registre.factories import admissible


def recours_de(cooperative: Cooperative) -> PieceDeRecours:
    """The file of an appeal of this coop, against the refusal of a candidature of its own."""
    le = timezone.localdate()
    operations.refuser(admissible(le, cooperative).pk, par=None, le=le, motif="Trop peu.")
    decision = Evenement.objects.filter(cooperative=cooperative, operation="refuser").order_by("-rang")[0]
    return piece_de(RecoursDeCooperative.objects.create(cooperative=cooperative, decision=decision, moyens="Non."))


def piece_de(recours: RecoursDeCooperative) -> PieceDeRecours:
    """A file of this appeal."""
    return PieceDeRecours.objects.create(
        recours=recours, fichier=fichier(), nom="cr.pdf", taille=len(PDF), empreinte="0" * 64
    )
