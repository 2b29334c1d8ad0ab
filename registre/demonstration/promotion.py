"""What the fictional coops did of the Raison d'être, and where they would show their label: plainly fictional."""

import datetime
from collections.abc import Iterator, Sequence

from raison_detre.deploiement.actes import ActeDeDeploiement
from registre.models import Cooperative
from registre.promotion.models import Affichage, Deploiement

PREMIER_JOUR = datetime.date(2022, 1, 10)
# By rank, one coop in so many: the first acts are the easiest.
UNE_SUR = {
    ActeDeDeploiement.SITE: 2,
    ActeDeDeploiement.CONSEIL: 3,
    ActeDeDeploiement.COOPERATEURS: 4,
    ActeDeDeploiement.STATUTS: 7,
}
UNE_TAIT_SON_NOM_SUR = 5
UNE_MONTRE_SON_LABEL_SUR = 4


def deploiements(cooperative: Cooperative, au: datetime.date) -> Iterator[Deploiement]:
    """Yield the acts of a fictional coop done by `au`, not saved and the same each time."""
    rang = _rang(cooperative)
    for place, (acte, une_sur) in enumerate(UNE_SUR.items()):
        fait_le = PREMIER_JOUR + datetime.timedelta(days=(rang * 37 + place * 211) % 1500)
        if rang % une_sur or fait_le > au:
            continue
        consenti = rang % UNE_TAIT_SON_NOM_SUR != 0
        preuve = f"{_site(cooperative)}raison-d-etre" if acte == ActeDeDeploiement.SITE else ""
        yield Deploiement(
            cooperative=cooperative,
            acte=acte,
            fait_le=fait_le,
            adresse=preuve,
            affichage_consenti=consenti,
            preuve_montree=consenti and bool(preuve),
        )


def affichages(cooperative: Cooperative) -> Iterator[Affichage]:
    """Yield the addresses where a fictional coop says it shows its label: of a domain that leads nowhere."""
    if _rang(cooperative) % UNE_MONTRE_SON_LABEL_SUR == 0:
        yield Affichage(cooperative=cooperative, adresse=f"{_site(cooperative)}notre-label")


def ecrire(cooperatives: Sequence[Cooperative], au: datetime.date) -> None:
    """Write both for these coops, nothing later than `au`."""
    Deploiement.objects.bulk_create(acte for coop in cooperatives for acte in deploiements(coop, au))
    Affichage.objects.bulk_create(adresse for coop in cooperatives for adresse in affichages(coop))


def _rang(cooperative: Cooperative) -> int:
    return int(cooperative.siren) // 10


def _site(cooperative: Cooperative) -> str:
    return f"https://{cooperative.slug}.example/"
