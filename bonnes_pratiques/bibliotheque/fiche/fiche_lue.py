"""A sheet as its page and its print show it, in a fixed number of queries."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bonnes_pratiques.bibliotheque.fiche.resultats import ResultatLu, lire_resultats
from bonnes_pratiques.bibliotheque.fiche.semblables import semblables
from bonnes_pratiques.bibliotheque.projection import ligne as ligne_de
from bonnes_pratiques.bibliotheque.referentiels import ThemeLu, lire_referentiels
from bonnes_pratiques.fiches.etats import Taille, taille
from bonnes_pratiques.models import FicheIndexee, FichePratique, ImageDeFiche, OutilDeFiche, Reprise
from registre.ecriture.rangs import rangs_des_engagements
from registre.engagements.en_vigueur import EngagementDeLEdition
from registre.models import Cooperative, Metier, PeriodeDeStatut
from registre.territoires import DEPARTEMENTS

INDICATEUR = "indicateur__engagement_pris__candidature__cooperative"


@dataclass(frozen=True)
class CoopQuiRaconte:
    """A coop that tells, with its status on the day and its size."""

    coop: Cooperative
    periode: PeriodeDeStatut
    taille: Taille | None


@dataclass(frozen=True)
class Semblable:
    """Another sheet, and what it has in common with this one."""

    fiche: FichePratique
    raison: str
    langue: str


@dataclass(frozen=True)
class FicheLue:
    """All that a sheet says beside its own texts. `axe` colours it: that of its main engagement."""

    au: datetime.date
    axe: int | None
    engagements: tuple[EngagementDeLEdition, ...]
    cooperatives: tuple[CoopQuiRaconte, ...]
    themes: tuple[ThemeLu, ...]
    etiquettes: tuple[tuple[str, str], ...]
    metiers: tuple[str, ...]
    territoire: str
    resultats: list[ResultatLu]
    outils: list[OutilDeFiche]
    images: list[ImageDeFiche]
    reprises: list[Reprise]
    semblables: tuple[Semblable, ...]
    a_revoir: bool
    demonstration: bool


def lire_fiche(fiche: FichePratique, *, imprimee: bool = False) -> FicheLue:
    """Return a sheet as read today. Eight queries, two less for a printed one, some more for a draft."""
    au = timezone.localdate()
    ligne = _ligne_publiee(fiche) or _ligne_de_brouillon(fiche)
    lus = lire_referentiels(au)
    proches = [] if imprimee else semblables(ligne)
    reprises = Reprise.objects.filter(fiche__translation_key=fiche.translation_key, masquee=False)
    cooperatives = _cooperatives(ligne.cles_de_cooperatives, au)
    engagements = [e for e in lus.edition.engagements if e.bit & ligne.engagements]

    engagements.sort(key=lambda e: (not e.bit & ligne.principal, e.numero))

    return FicheLue(
        au=au,
        axe=next((e.axe for e in engagements if e.bit & ligne.principal), None),
        engagements=tuple(engagements),
        cooperatives=cooperatives,
        themes=tuple(lus.themes.par_pk[int(cle)] for cle in ligne.themes.split() if int(cle) in lus.themes.par_pk),
        etiquettes=lus.etiquettes.de([int(cle) for cle in ligne.etiquettes.split()]),
        metiers=tuple(str(Metier(metier).label) for metier in fiche.metiers),
        territoire=_territoire(fiche),
        resultats=lire_resultats(_pieces(fiche, "resultats", INDICATEUR)),
        outils=_pieces(fiche, "outils", "document"),
        images=[] if imprimee else _pieces(fiche, "images", "image", "image__renditions"),
        reprises=list(reprises.select_related("cooperative").order_by("-reprise_le", "-pk")),
        semblables=tuple(
            Semblable(autre.fiche, raison, "" if autre.langue == fiche.locale.language_code else autre.langue)
            for autre, raison in proches
        ),
        a_revoir=fiche.a_revoir(au),
        demonstration=fiche.demonstration or any(lue.coop.demonstration for lue in cooperatives),
    )


def lire_publiee(slug: str, langue: str) -> FichePratique | None:
    """Return the public sheet of this address in a language, None when there is none. One query, its row with it."""
    lignes = FicheIndexee.objects.filter(langue=langue, fiche__slug=slug, fiche__live=True)
    ligne = lignes.select_related("fiche__locale", "fiche__cooperative", "fiche__engagement_principal__axe").first()
    return porter_sa_ligne(ligne) if ligne else None


def porter_sa_ligne(ligne: FicheIndexee) -> FichePratique:
    """Return the row's sheet, which keeps it: what is read with it is then what is published, not a draft."""
    ligne.fiche.__dict__["ligne_lue"] = ligne
    return ligne.fiche


def _ligne_publiee(fiche: FichePratique) -> FicheIndexee | None:
    return fiche.__dict__.get("ligne_lue")


def _ligne_de_brouillon(fiche: FichePratique) -> FicheIndexee:
    return ligne_de(fiche, rangs_des_engagements({e.cle for e in fiche.engagements}), 0)


def _cooperatives(cles: list[int], au: datetime.date) -> tuple[CoopQuiRaconte, ...]:
    """These coops in this order, each with its status. One query."""
    periodes = PeriodeDeStatut.objects.filter(cooperative__in=cles, du__lte=au, jusqu_au__gte=au)
    lues = {p.cooperative_id: p for p in periodes.select_related("cooperative", "identite", "label", "candidature")}
    return tuple(
        CoopQuiRaconte(lues[cle].cooperative, lues[cle], taille(lues[cle].cooperative.logements_geres))
        for cle in cles
        if cle in lues
    )


def _pieces(fiche: FichePratique, nom: str, lien: str, *avec: str) -> list[Any]:
    """The pieces of a published sheet with what they show, in one query; those of a draft as it holds them."""
    if _ligne_publiee(fiche) is None:
        return list(getattr(fiche, nom).all())
    modele = fiche._meta.get_field(nom).related_model
    lignes = modele._default_manager.filter(fiche=fiche).select_related(lien).prefetch_related(*avec)
    return list(lignes.order_by("sort_order", "pk"))


def _territoire(fiche: FichePratique) -> str:
    """Where it was done, in words."""
    lieux = _("partout en France") if fiche.national else ", ".join(DEPARTEMENTS[code] for code in fiche.departements)
    milieu = fiche.get_milieu_display() if fiche.milieu else ""
    return capfirst(", ".join(filter(None, [lieux, milieu])))
