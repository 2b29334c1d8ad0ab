"""Who is told of a comment: the other side, or the other members; never whoever wrote it."""

from django.urls import reverse

from registre.courriers.destinataires import gens_de_la_coop, qui_instruit
from registre.courriers.inscription import annoncer
from registre.dossier.models import CommentaireDeDossier, EntreQui
from socle.models import User

GABARIT = "registre/courriels/commentaire.txt"


def annoncer_le_commentaire(commentaire: CommentaireDeDossier) -> None:
    """Write to whoever waits for it, once the transaction is sure."""
    fil = commentaire.fil
    coop = fil.dossier.cooperative
    a_la_federation = fil.entre == EntreQui.FEDERATION and not commentaire.de_la_federation

    gens = _de_la_federation(commentaire) if a_la_federation else gens_de_la_coop(coop.pk)
    if a_la_federation:
        adresse = reverse("registre_commentaires", args=[fil.dossier_id])
    else:
        adresse = reverse("espace:candidature_commentaires", args=[coop.slug])

    contexte = {"commentaire": commentaire, "fil": fil, "coop": coop, "adresse": f"{adresse}#fil-{fil.pk}"}
    autres = [personne for personne in gens if personne.pk != commentaire.ecrit_par_id]
    annoncer(GABARIT, contexte, autres, au_sujet_de=coop, a_instruire=a_la_federation)


def _de_la_federation(commentaire: CommentaireDeDossier) -> list[User]:
    """Those who instruct and wrote in the thread; all of them when none did."""
    tous = qui_instruit()
    plumes = set(
        CommentaireDeDossier.objects.filter(fil=commentaire.fil, de_la_federation=True).values_list(
            "ecrit_par", flat=True
        )
    )
    return [personne for personne in tous if personne.pk in plumes] or tous
