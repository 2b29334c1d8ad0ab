"""Coops as the search of the site reads them. Their status is not indexed: it depends on the day, and is shown on it.

The register's own search (`MotDeCooperative`) begins words and filters by status on any date; this one meets stems,
synonyms and typos. Both read the same names, towns and numbers.
"""

from collections.abc import Collection, Iterator, Mapping

from django.db.models.signals import post_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.models import Cooperative, Label, PeriodeDeStatut
from registre.projection import mots
from socle.recherche.genres import Document, Genre, enregistrer
from socle.recherche.suivi import a_reindexer, suivre

COOPERATIVES = "cooperatives"
PAR_LOT = 500


def documents(objets: Collection[int] | None) -> Iterator[Document]:
    """Yield the coops: all of them have a public page."""
    cooperatives = Cooperative.objects.prefetch_related("labels").order_by("pk")
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
            mots=(*sorted(mots(cooperative)), *sorted(numeros)),
        )


def statuts_du_jour(objets: Collection[int]) -> Mapping[int, PeriodeDeStatut]:
    """Return the period each of these coops is in today, with what its status says. One query."""
    au = timezone.localdate()
    periodes = PeriodeDeStatut.objects.filter(cooperative__in=list(objets), du__lte=au, jusqu_au__gte=au)
    liees = periodes.select_related("cooperative", "label", "suspension", "candidature").order_by("pk")
    return {periode.cooperative_id: periode for periode in liees}


enregistrer(
    Genre(
        COOPERATIVES,
        _("Coopératives"),
        documents,
        rang=50,
        gabarit="registre/recherche/cooperative.html",
        lire=statuts_du_jour,
    )
)
suivre(COOPERATIVES, Cooperative)


def relire_la_coop(instance: Label, **_kwargs: object) -> None:
    """Read a coop again when it is given a label: the number finds it."""
    a_reindexer(COOPERATIVES, instance.cooperative_id)


post_save.connect(relire_la_coop, sender=Label, dispatch_uid="recherche labels")
