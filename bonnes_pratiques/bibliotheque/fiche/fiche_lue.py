"""A sheet as its page and its print show it, in a fixed number of queries."""

import datetime
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bonnes_pratiques.bibliotheque.fiche.resultats import ResultatLu, lire_resultats
from bonnes_pratiques.bibliotheque.fiche.semblables import Semblable, semblables, semblables_gardees
from bonnes_pratiques.bibliotheque.projection import ligne as ligne_de
from bonnes_pratiques.bibliotheque.referentiels import ThemeLu, lire_referentiels
from bonnes_pratiques.fiches.etats import Taille, taille
from bonnes_pratiques.models import FicheIndexee, FichePratique, ImageDeFiche, OutilDeFiche, Reprise, Resultat
from registre.ecriture.rangs import rangs_des_engagements
from registre.engagements.en_vigueur import EngagementDeLEdition
from registre.lecture.statuts_du_jour import statuts_du_jour
from registre.models import Cooperative, Metier, PeriodeDeStatut
from registre.territoires import DEPARTEMENTS
from socle.cadre.memoire import Memoire, version_de_tout

NOM = ("slug", "nom", "nom_usuel")
INDICATEUR = "indicateur__engagement_pris__candidature__cooperative"


@dataclass(frozen=True)
class CoopQuiRaconte:
    """A coop that tells, with its status on the day and its size."""

    coop: Cooperative
    periode: PeriodeDeStatut
    taille: Taille | None


@dataclass(frozen=True)
class AutourDUneFiche:
    """Rows of other tables that say of a sheet what its own does not: figures, tools, who took it up."""

    resultats: list[Resultat]
    outils: list[OutilDeFiche]
    reprises: list[Reprise]


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
    adresse: str


_memoire: Memoire[int, AutourDUneFiche] = Memoire(version_de_tout)


def lire_fiche(fiche: FichePratique, request: HttpRequest | None = None) -> FicheLue:
    """Return a sheet as read today, on the page of this request, or else printed, without pictures nor neighbours.

    Eight queries when nothing is kept, two less for a printed one. `adresse` is empty on paper and for a draft.
    """
    au = timezone.localdate()
    ligne = _ligne_publiee(fiche) or _ligne_de_brouillon(fiche)
    autour = _autour_gardee(fiche)
    lus = lire_referentiels(au)
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
        resultats=lire_resultats(autour.resultats),
        outils=autour.outils,
        images=_pieces(fiche, "images", "image", "image__renditions") if request else [],
        reprises=autour.reprises,
        semblables=_semblables(request, fiche, ligne) if request else (),
        a_revoir=fiche.a_revoir(au),
        demonstration=fiche.demonstration or any(lue.coop.demonstration for lue in cooperatives),
        adresse=(fiche.get_full_url(request) or "") if request and fiche.pk and fiche.live else "",
    )


def lire_publiee(slug: str, langue: str) -> FichePratique | None:
    """Return the public sheet of this address in a language, None when there is none. One query, its row with it."""
    lignes = FicheIndexee.objects.filter(langue=langue, fiche__slug=slug, fiche__live=True)
    liees = lignes.select_related("fiche__locale", "fiche__cooperative", "fiche__engagement_principal__axe")
    utiles = ("cooperative__nom", "cooperative__nom_usuel", "engagement_principal__axe__numero")
    entieres = (*_colonnes(FichePratique), "locale__language_code", *utiles)
    ligne = liees.only(*_colonnes(FicheIndexee), *(f"fiche__{nom}" for nom in entieres)).first()

    return porter_sa_ligne(ligne) if ligne else None


def _colonnes(modele: type[Model]) -> list[str]:
    """Every column of a model, for a query that says which it wants of those linked to it."""
    return [champ.name for champ in modele._meta.concrete_fields]


def porter_sa_ligne(ligne: FicheIndexee) -> FichePratique:
    """Return the row's sheet, which keeps it: what is read with it is then what is published, not a draft."""
    ligne.fiche.__dict__["ligne_lue"] = ligne
    return ligne.fiche


def _ligne_publiee(fiche: FichePratique) -> FicheIndexee | None:
    return fiche.__dict__.get("ligne_lue")


def _ligne_de_brouillon(fiche: FichePratique) -> FicheIndexee:
    return ligne_de(fiche, rangs_des_engagements({e.cle for e in fiche.engagements}), 0)


def _semblables(request: HttpRequest, fiche: FichePratique, ligne: FicheIndexee) -> tuple[Semblable, ...]:
    """The neighbours of a published sheet are kept: a draft's follow what is typed."""
    return semblables(request, ligne) if _ligne_publiee(fiche) is None else semblables_gardees(request, ligne)


def _cooperatives(cles: list[int], au: datetime.date) -> tuple[CoopQuiRaconte, ...]:
    """These coops in this order, each with its status."""
    lues = statuts_du_jour(cles, au)
    return tuple(
        CoopQuiRaconte(lues[cle].cooperative, lues[cle], taille(lues[cle].cooperative.logements_geres))
        for cle in cles
        if cle in lues
    )


def _autour_gardee(fiche: FichePratique) -> AutourDUneFiche:
    """What is around a published sheet, from memory while nothing changes; a draft's follows what is typed."""
    if _ligne_publiee(fiche) is None:
        return _autour(fiche)
    return _memoire.retrouver(fiche.pk, partial(_autour, fiche))


def _autour(fiche: FichePratique) -> AutourDUneFiche:
    return AutourDUneFiche(_resultats(fiche), _pieces(fiche, "outils", "document"), _reprises(fiche))


def _pieces(fiche: FichePratique, nom: str, lien: str, *avec: str) -> list[Any]:
    """The pieces of a published sheet with what they show, in one query; those of a draft as it holds them."""
    if _ligne_publiee(fiche) is None:
        return list(getattr(fiche, nom).all())
    modele = fiche._meta.get_field(nom).related_model
    lignes = modele._default_manager.filter(fiche=fiche).select_related(lien).prefetch_related(*avec)
    return list(lignes.order_by("sort_order", "pk"))


def _resultats(fiche: FichePratique) -> list[Resultat]:
    """Its figures; of the indicator that one may be, what the sheet says of it: whose, if it is public."""
    if _ligne_publiee(fiche) is None:
        return _pieces(fiche, "resultats", INDICATEUR)
    utiles = ("visibilite", *(f"engagement_pris__candidature__cooperative__{nom}" for nom in NOM))
    lignes = Resultat.objects.filter(fiche=fiche).select_related(INDICATEUR)
    voulues = lignes.only(*_colonnes(Resultat), *(f"indicateur__{nom}" for nom in utiles))
    return list(voulues.order_by("sort_order", "pk"))


def _reprises(fiche: FichePratique) -> list[Reprise]:
    """Who took it up, in whatever language they read it, the latest first."""
    lignes = Reprise.objects.filter(fiche__translation_key=fiche.translation_key, masquee=False)
    return list(lignes.select_related("cooperative").order_by("-reprise_le", "-pk"))


def _territoire(fiche: FichePratique) -> str:
    """Where it was done, in words."""
    lieux = _("partout en France") if fiche.national else ", ".join(DEPARTEMENTS[code] for code in fiche.departements)
    milieu = fiche.get_milieu_display() if fiche.milieu else ""
    return capfirst(", ".join(filter(None, [lieux, milieu])))
