"""Every write of the list of addresses where a coop shows its label."""

from django.conf import settings
from django.db import transaction

from registre.ecriture.verrous import verrouiller
from registre.operations import OperationRefusee
from registre.promotion.models import Affichage
from socle.models import User

AU_PLUS = 20  # addresses a coop: a look at all of them stays short
BOUCLE_LOCALE = ("http://127.0.0.1:", "http://localhost:")


@transaction.atomic
def ajouter(cooperative_id: int, adresse: str, *, par: User | None) -> Affichage:
    """Add an address. Raises `OperationRefusee`: not https, already there, too many."""
    verrouiller(cooperative_id)
    declarees = Affichage.objects.filter(cooperative=cooperative_id)

    if faute := faute_d_adresse(adresse):
        raise OperationRefusee(faute)
    if declarees.filter(adresse=adresse).exists():
        raise OperationRefusee("Cette adresse est déjà dans la liste.")
    if declarees.count() >= AU_PLUS:
        raise OperationRefusee(f"{AU_PLUS} adresses au plus : retirez-en une qui ne sert plus.")

    return Affichage.objects.create(cooperative_id=cooperative_id, adresse=adresse, declare_par=par)


@transaction.atomic
def retirer(cooperative_id: int, affichage_id: int) -> None:
    """Take an address off the list, what was seen there with it; nothing for one that is not there any more."""
    verrouiller(cooperative_id)
    Affichage.objects.filter(cooperative=cooperative_id, pk=affichage_id).delete()


def faute_d_adresse(adresse: str) -> str:
    """Return why the site would not go and look at this address, empty when it would."""
    if settings.AFFICHAGES_LOCAUX and adresse.startswith(BOUCLE_LOCALE):
        return ""
    if not adresse.startswith("https://"):
        return "Une adresse commence par https:// : copiez celle de la page, dans la barre de votre navigateur."
    return ""
