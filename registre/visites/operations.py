"""Every write of a report: sent, sent again, confirmed. The visit itself is recorded by the core's own operation."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from registre import operations
from registre.dossier.pieces import Recu, effacer_le_fichier, fichiers_defaits, lire_la_photo
from registre.droits import peut
from registre.ecriture.verrous import verrouiller
from registre.models import Candidature, EngagementPris, Operation
from registre.operations import OperationRefusee
from registre.visites.acces import suit_le_dossier
from registre.visites.models import DOSSIER_FERME, CompteRenduDeVisite, ConstatDEngagement, PhotoDeVisite, Vu
from socle.models import User
from socle.templatetags.typographie import en_toutes_lettres

PHOTOS_MAXIMUM = 20


@dataclass(frozen=True)
class Constate:
    """What a visitor saw: the day, who was there, each engagement's finding and remark by its stable key."""

    faite_le: datetime.date
    presents: str
    remarques: str
    constats: Mapping[str, tuple[str, str]]


def envoyer(  # noqa: PLR0913 - what was seen, what was photographed, and by which form
    candidature: Candidature,
    constate: Constate,
    photos: Sequence[UploadedFile],
    *,
    formulaire: uuid.UUID,
    par: User,
    retirees: Sequence[str] = (),
) -> CompteRenduDeVisite:
    """Keep a report as a draft; the same form sent again writes in the first one, and no picture twice.

    `retirees` are the keys of the photographs to take out. Raises `OperationRefusee`; nothing is then written.
    """
    if not suit_le_dossier(par, candidature.cooperative, candidature.rang):
        raise OperationRefusee("Vous n’avez pas accès au dossier de cette coopérative.")
    _exiger_le_jour(candidature, constate.faite_le)

    recues = [_photo(lire_la_photo(photo)) for photo in photos]
    with fichiers_defaits(recues, DOSSIER_FERME):
        return _garder(candidature, constate, recues, formulaire, par, retirees)


@transaction.atomic
def _garder(  # noqa: PLR0913, PLR0917
    candidature: Candidature,
    constate: Constate,
    recues: Sequence[PhotoDeVisite],
    formulaire: uuid.UUID,
    par: User,
    retirees: Sequence[str],
) -> CompteRenduDeVisite:
    verrouiller(candidature.cooperative_id)
    compte_rendu = CompteRenduDeVisite.objects.filter(formulaire=formulaire).first()
    if compte_rendu is None:
        compte_rendu = CompteRenduDeVisite(formulaire=formulaire, envoye_par=par, rang=candidature.rang)
        compte_rendu.cooperative = candidature.cooperative
    elif not _est_le_sien(compte_rendu, candidature, par):
        raise OperationRefusee("Ce formulaire a déjà servi à un autre compte rendu : rouvrez la page de la visite.")
    elif compte_rendu.confirme:
        if _dit_la_meme_chose(compte_rendu, constate, recues):
            return compte_rendu
        raise OperationRefusee("Ce compte rendu est confirmé : il ne change plus. Envoyez un nouveau compte rendu.")

    _ecrire(compte_rendu, candidature, constate)
    _photographier(compte_rendu, recues, retirees)
    return compte_rendu


@transaction.atomic
def confirmer(pk: int, *, par: User) -> CompteRenduDeVisite:
    """Record the visit from a draft, by the core's operation; both or neither. Confirmed twice, it is done once.

    Raises `OperationRefusee`.
    """
    cooperative_id = CompteRenduDeVisite.objects.values_list("cooperative_id", flat=True).get(pk=pk)
    cooperative = verrouiller(cooperative_id)
    compte_rendu = CompteRenduDeVisite.objects.get(pk=pk)
    if not (peut(par, Operation.CONSIGNER_VISITE) and suit_le_dossier(par, cooperative, compte_rendu.rang)):
        raise OperationRefusee("Vous n’avez pas le droit de consigner cette visite.")
    if compte_rendu.confirme:
        return compte_rendu

    candidature = Candidature.tous.get(cooperative=cooperative, rang=compte_rendu.rang)
    point = operations.consigner_visite(candidature.pk, par=par, le=compte_rendu.faite_le, motif=en_bref(compte_rendu))

    compte_rendu.confirme_le, compte_rendu.confirme_par = timezone.now(), par
    compte_rendu.rang_de_la_visite = point.rang
    compte_rendu.save(update_fields=["confirme_le", "confirme_par", "rang_de_la_visite"])
    return compte_rendu


def en_bref(compte_rendu: CompteRenduDeVisite) -> str:
    """Return what the journal keeps of a report: its reference, and how many engagements were seen."""
    vus = list(compte_rendu.constats.values_list("vu", flat=True))
    vu, partie, pas = (vus.count(constat) for constat in (Vu.VU, Vu.EN_PARTIE, Vu.PAS_VU))
    return f"Compte rendu {compte_rendu.reference}. Engagements vus : {vu} ; en partie : {partie} ; pas vus : {pas}."


def _exiger_le_jour(candidature: Candidature, le: datetime.date) -> None:
    """Refuse a day on which nobody could visit. Raises `OperationRefusee`."""
    admissible_le = candidature.admissible_le
    if admissible_le is None:
        raise OperationRefusee("Cette candidature n’est pas admissible : sa visite n’est pas attendue.")
    if le > timezone.localdate():
        raise OperationRefusee("La visite a lieu aujourd’hui ou un jour passé.", champ="faite_le")
    if le < admissible_le:
        message = f"La visite a lieu après l’admissibilité, du {en_toutes_lettres(admissible_le)}."
        raise OperationRefusee(message, champ="faite_le")


def _est_le_sien(compte_rendu: CompteRenduDeVisite, candidature: Candidature, par: User) -> bool:
    la_sienne = (compte_rendu.cooperative_id, compte_rendu.rang) == (candidature.cooperative_id, candidature.rang)
    return la_sienne and compte_rendu.envoye_par_id == par.pk


def _dit_la_meme_chose(compte_rendu: CompteRenduDeVisite, constate: Constate, recues: Sequence[PhotoDeVisite]) -> bool:
    """Whether what is sent again is what was confirmed."""
    dits = {constat.cle: (constat.vu, constat.remarque) for constat in compte_rendu.constats.all()}
    ecrit = (compte_rendu.faite_le, compte_rendu.presents, compte_rendu.remarques, dits)
    gardees = set(compte_rendu.photos.values_list("empreinte", flat=True))
    memes = ecrit == (constate.faite_le, constate.presents, constate.remarques, dict(constate.constats))
    return memes and {photo.empreinte for photo in recues} <= gardees


def _ecrire(compte_rendu: CompteRenduDeVisite, candidature: Candidature, constate: Constate) -> None:
    """Write what was seen, each engagement in its wording of the day."""
    compte_rendu.faite_le, compte_rendu.presents = constate.faite_le, constate.presents
    compte_rendu.remarques = constate.remarques
    compte_rendu.save()

    compte_rendu.constats.all().delete()
    pris = EngagementPris.objects.filter(candidature=candidature).select_related("engagement")
    ConstatDEngagement.objects.bulk_create(
        ConstatDEngagement(
            compte_rendu=compte_rendu,
            cle=choisi.engagement.cle,
            numero=choisi.engagement.numero,
            intitule=str(choisi.engagement),
            vu=constate.constats[choisi.engagement.cle][0],
            remarque=constate.constats[choisi.engagement.cle][1],
        )
        for choisi in pris.order_by("engagement__numero")
        if choisi.engagement.cle in constate.constats
    )


def _photographier(compte_rendu: CompteRenduDeVisite, recues: Sequence[PhotoDeVisite], retirees: Sequence[str]) -> None:
    """Add the pictures that are not there yet, take out those asked. Raises `OperationRefusee` for too many."""
    for photo in compte_rendu.photos.all():
        if str(photo.pk) in retirees:
            effacer_le_fichier(photo.fichier)
            photo.delete()

    gardees = set(compte_rendu.photos.values_list("empreinte", flat=True))
    neuves = {photo.empreinte: photo for photo in recues if photo.empreinte not in gardees}
    if len(gardees) + len(neuves) > PHOTOS_MAXIMUM:
        message = f"{PHOTOS_MAXIMUM} photographies au plus : retirez-en."
        raise OperationRefusee(message, champ="photos")

    for photo in neuves.values():
        photo.compte_rendu = compte_rendu
        photo.save()


def _photo(recu: Recu) -> PhotoDeVisite:
    return PhotoDeVisite(fichier=recu.fichier, nom=recu.nom, taille=recu.taille, empreinte=recu.empreinte)
