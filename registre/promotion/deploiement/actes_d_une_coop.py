"""What a coop agreed to show of its acts, read along with its situation: it must not cost its page a query."""

import datetime
from typing import Any

from django.db.models import JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject

from raison_detre.deploiement.actes import ActeDeDeploiement
from registre.promotion.models import Deploiement
from socle.models import SiteDocument

PREFIXE = "acte_"


def actes_de(cooperative: str, au: datetime.date) -> dict[str, Subquery]:
    """Return what the coop that this path leads to shows of each act done by `au`, by name, for `actes_lus`."""
    montres = Deploiement.objects.filter(cooperative=OuterRef(cooperative), affichage_consenti=True, fait_le__lte=au)
    lu = JSONObject(
        acte="acte",
        fait_le="fait_le",
        adresse="adresse",
        preuve_montree="preuve_montree",
        document="document_id",
        fichier="document__file",
    )
    return {
        f"{PREFIXE}{acte}": Subquery(montres.filter(acte=acte).values(lu=lu)[:1], output_field=JSONField())
        for acte in ActeDeDeploiement
    }


def actes_lus(ligne: object) -> list[Deploiement]:
    """Return what `actes_de` found, on the row that it was read along with, in the order of days."""
    trouves = [getattr(ligne, f"{PREFIXE}{acte}") for acte in ActeDeDeploiement]
    return sorted((_acte_lu(trouve) for trouve in trouves if trouve), key=lambda acte: acte.fait_le)


def _acte_lu(trouve: dict[str, Any]) -> Deploiement:
    document = SiteDocument(pk=trouve["document"], file=trouve["fichier"]) if trouve["document"] else None
    return Deploiement(
        acte=trouve["acte"],
        fait_le=datetime.date.fromisoformat(trouve["fait_le"]),
        adresse=trouve["adresse"],
        preuve_montree=bool(trouve["preuve_montree"]),
        document=document,
    )
