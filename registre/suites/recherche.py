"""Coops as the search of the site reads them. Their status is not indexed: it depends on the day, and is shown on it.

The register's own search (`MotDeCooperative`) begins words and filters by status on any date; this one meets stems,
synonyms and typos. Both read the same names, towns and numbers.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.ecriture.signaux import registre_ecrit
from registre.lecture.statuts_du_jour import statuts_du_jour
from registre.models import Cooperative, PeriodeDeStatut
from socle.recherche.genres import Document, Genre, enregistrer
from socle.recherche.suivi import a_reindexer, suivre

COOPERATIVES = "cooperatives"
PAR_LOT = 500


def documents(objets: Collection[int] | None) -> Iterator[Document]:
    """Yield the coops: all of them have a public page."""
    cooperatives = Cooperative.objects.prefetch_related("labels", "mots").order_by("pk")
    if objets is not None:
        cooperatives = cooperatives.filter(pk__in=list(objets))

    for cooperative in cooperatives.iterator(chunk_size=PAR_LOT):
        nom, lieu = str(cooperative), f"{cooperative.commune}, {cooperative.departement}, {cooperative.region}"
        autre_nom = f"{cooperative.nom}. " if cooperative.nom != nom else ""
        numeros = [label.numero for label in cooperative.labels.all()]
        yield Document(
            objet=cooperative.pk,
            titre=nom,
            adresse=f"/registre/{cooperative.slug}/",
            introduction=autre_nom + lieu,
            demonstration=cooperative.demonstration,
            mots=(*sorted(mot.mot for mot in cooperative.mots.all()), *sorted(numeros)),
        )


def statuts(objets: Collection[int]) -> Mapping[int, PeriodeDeStatut]:
    """Return the period each of these coops is in today, which says its status and the date of it."""
    return statuts_du_jour(objets, timezone.localdate())


enregistrer(
    Genre(
        COOPERATIVES,
        _("Coopératives"),
        documents,
        rang=50,
        gabarit="registre/recherche/cooperative.html",
        lire=statuts,
    )
)
suivre(COOPERATIVES, Cooperative)


@receiver(registre_ecrit, dispatch_uid="recherche cooperatives")
def relire_les_coops(cooperatives: Iterable[int], **_kwargs: object) -> None:
    """Read again the coops that a lot wrote: a new name or a new label's number finds them."""
    a_reindexer(COOPERATIVES, *cooperatives)
