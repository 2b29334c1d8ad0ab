"""Writing the flat library: which sheets are public, and the row of each."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from bonnes_pratiques.models import FicheIndexee, FichePratique, Reprise
from bonnes_pratiques.models.projection import en_mots
from registre.ecriture.rangs import rangs_des_engagements
from registre.models import Metier
from socle.cadre.memoire import oublier

PAR_LOT = 500


def publiques() -> "QuerySet[FichePratique]":
    """Return the published sheets that no restriction, on them or above them, keeps to some people."""
    return FichePratique.objects.live().public()


def avec_ses_pieces(fiches: "QuerySet[FichePratique]") -> "QuerySet[FichePratique]":
    """Return sheets with all that a row reads, in a fixed number of queries."""
    liens = ("autres_cooperatives", "engagements_secondaires", "themes", "etiquettes_posees", "resultats")
    return fiches.select_related("locale", "engagement_principal").prefetch_related(*liens)


def ligne(fiche: FichePratique, rangs: dict[str, int], reprises: int) -> FicheIndexee:
    """Return the sheet's row, not saved. `rangs` gives the bit of each engagement key."""
    engagements = [engagement.cle for engagement in fiche.engagements]
    autres: list[Any] = [autre.cooperative_id for autre in fiche.autres_cooperatives.all()]
    etiquettes: Any = fiche.etiquettes_posees
    resultat = next(iter(fiche.resultats.all()), None)
    principal = fiche.engagement_principal

    return FicheIndexee(
        fiche_id=fiche.pk,
        groupe=fiche.translation_key,
        langue=fiche.locale.language_code,
        engagements=sum(1 << rangs[cle] for cle in set(engagements)),
        principal=1 << rangs[principal.cle] if principal else 0,
        metiers=sum(1 << Metier.values.index(metier) for metier in fiche.metiers),
        national=fiche.national,
        departements=en_mots(fiche.departements),
        milieu=fiche.milieu,
        stade=fiche.stade,
        preuve=fiche.preuve,
        themes=en_mots(theme.pk for theme in fiche.themes.all()),
        etiquettes=en_mots(posee.tag_id for posee in etiquettes.all()),
        cooperatives=en_mots([cle for cle in (fiche.cooperative_id, *autres) if cle]),
        chiffre=resultat and _chiffre(resultat),
        reprises=reprises,
        publiee_le=fiche.first_published_at or timezone.now(),
    )


def _chiffre(resultat: Any) -> dict[str, str]:
    return {
        "libelle": resultat.libelle,
        "avant": str(resultat.avant),
        "apres": str(resultat.apres),
        "unite": resultat.unite,
    }


@transaction.atomic
def projeter(cles: Collection[int]) -> int:
    """Rewrite the rows of these sheets, in the transaction of what changed them; return how many are public."""
    fiches = list(avec_ses_pieces(publiques().filter(pk__in=cles)))
    rangs = rangs_des_engagements({engagement.cle for fiche in fiches for engagement in fiche.engagements})
    reprises = nombres_de_reprises(fiche.translation_key for fiche in fiches)
    FicheIndexee.objects.filter(pk__in=cles).delete()
    FicheIndexee.objects.bulk_create(
        [ligne(fiche, rangs, reprises.get(fiche.translation_key, 0)) for fiche in fiches], batch_size=PAR_LOT
    )
    oublier()

    return len(fiches)


def nombres_de_reprises(groupes: Iterable[Any]) -> dict[Any, int]:
    """Return how many coops take up each sheet, whatever its language, those hidden by the Federation left out."""
    reprises = Reprise.objects.filter(fiche__translation_key__in=list(groupes), masquee=False).order_by()
    return dict(reprises.values_list("fiche__translation_key").annotate(n=Count("pk")))


def projeter_tout() -> int:
    """Rewrite every row, some hundreds at a time; return how many sheets are public."""
    cles = list(FichePratique.objects.order_by("pk").values_list("pk", flat=True))
    return sum(projeter(cles[debut : debut + PAR_LOT]) for debut in range(0, len(cles), PAR_LOT))


def ecarts() -> list[str]:
    """Return the titles of the sheets whose row does not say what they say, or that should have none."""
    fiches = list(avec_ses_pieces(publiques().order_by("pk")))
    rangs = rangs_des_engagements({engagement.cle for fiche in fiches for engagement in fiche.engagements})
    reprises = nombres_de_reprises(fiche.translation_key for fiche in fiches)
    ecrites = {ecrite.pk: ecrite for ecrite in FicheIndexee.objects.select_related("fiche")}

    faux = []
    for fiche in fiches:
        juste = ligne(fiche, rangs, reprises.get(fiche.translation_key, 0))
        if _contenu(juste) != _contenu(ecrites.pop(fiche.pk, None)):
            faux.append(fiche.title)

    return faux + [ecrite.fiche.title for ecrite in ecrites.values()]


def _contenu(ligne: FicheIndexee | None) -> tuple[object, ...]:
    """Every column of a row, to compare two of them; none for no row."""
    return tuple(getattr(ligne, champ.attname) for champ in FicheIndexee._meta.concrete_fields) if ligne else ()
