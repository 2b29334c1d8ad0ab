"""Practices as the pages of the rooms below show them: with the public indicator they moved. One query each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import translation
from django.utils.translation import gettext as _

from bonnes_pratiques.bibliotheque.entrees import Chiffre, chiffre
from bonnes_pratiques.models import FicheIndexee, FichePratique
from raison_detre.models import Engagement
from registre.models import Cooperative
from registre.models.indicateur import Visibilite
from socle.liste.nombres import valeur_en_chiffres

DE_L_ACCUEIL = 3
DE_L_ENGAGEMENT = 10
# More than a coop ever tells, and a bound all the same: a sheet comes once per figure.
LIGNES_LUES = 200


@dataclass(frozen=True)
class Pratique:
    """A sheet in a page of another room. `indicateurs`: "Taux de présence : de 12 à 31 %", for each public one."""

    fiche: FichePratique
    chiffre: Chiffre | None
    reprises: int
    langue: str
    indicateurs: tuple[str, ...] = ()

    @property
    def demonstration(self) -> bool:
        """Whether it is fictional, or told by a coop that is."""
        coop = self.fiche.cooperative
        return self.fiche.demonstration or bool(coop and coop.demonstration)


def dernieres_lignes() -> "QuerySet[FicheIndexee]":
    """The rows of the latest practices, for the home page: twice as many as shown, should each be in two languages."""
    return _lisibles().order_by("-publiee_le", "-pk")[: 2 * DE_L_ACCUEIL]


def en_pratiques(lignes: Iterable[FicheIndexee]) -> list[Pratique]:
    """Return the practices that the home page shows of the rows of `dernieres_lignes`, each with its sheet and coop."""
    recentes = sorted(lignes, key=lambda ligne: (ligne.publiee_le, ligne.pk), reverse=True)
    return _sans_doublon(_pratique(ligne) for ligne in recentes)[:DE_L_ACCUEIL]


def de_la_cooperative(cooperative: Cooperative) -> list[Pratique]:
    """Return the practices that a coop tells, newest first, each with the public indicators of that coop it moved."""
    lignes = _avec_indicateurs(_lisibles().filter(cooperatives__contains=f" {cooperative.pk} "))
    lues = lignes.order_by("-publiee_le", "-pk", "resultat_rang")[:LIGNES_LUES]
    return _reunies(lues, lambda ligne: ligne.indicateur_coop == cooperative.pk)


def de_l_engagement(engagement: Engagement) -> tuple[list[Pratique], bool]:
    """Return the practices that illustrate an engagement first, then the others that do, and whether there are more.

    An engagement is known by its key, so an older edition's page shows the same practices.
    """
    autres = FichePratique.engagements_secondaires.through.objects.filter(engagement__cle=engagement.cle)
    illustre = Q(fiche__engagement_principal__cle=engagement.cle)
    lisibles = _lisibles().filter(illustre | Q(pk__in=autres.values("fichepratique")))
    dabord = Case(When(illustre, then=Value(0)), default=Value(1))
    ordre = ("dabord", "-publiee_le", "-pk", "resultat_rang")
    lignes = _avec_indicateurs(lisibles.annotate(dabord=dabord)).order_by(*ordre)
    pratiques = _reunies(lignes[:LIGNES_LUES], lambda ligne: ligne.indicateur_engagement == engagement.cle)

    return pratiques[:DE_L_ENGAGEMENT], len(pratiques) > DE_L_ENGAGEMENT


def _lisibles() -> "QuerySet[FicheIndexee]":
    """The sheets of the reader's language, and the French ones."""
    langues = {translation.get_language() or "fr", "fr"}
    lignes = FicheIndexee.objects.filter(langue__in=langues, fiche__live=True)
    return lignes.select_related("fiche__locale", "fiche__cooperative")


def _avec_indicateurs(lignes: "QuerySet[FicheIndexee]") -> "QuerySet[Any]":
    """The same rows, once per figure, each with the indicator it may be."""
    resultat, pris = "fiche__resultats", "fiche__resultats__indicateur__engagement_pris"

    return lignes.annotate(
        resultat_rang=F(f"{resultat}__sort_order"),
        resultat_avant=F(f"{resultat}__avant"),
        resultat_apres=F(f"{resultat}__apres"),
        resultat_unite=F(f"{resultat}__unite"),
        indicateur_nom=F(f"{resultat}__indicateur__nom"),
        indicateur_visibilite=F(f"{resultat}__indicateur__visibilite"),
        indicateur_engagement=F(f"{pris}__engagement__cle"),
        indicateur_coop=F(f"{pris}__candidature__cooperative"),
    )


def _reunies(lignes: Iterable[Any], concerne: Any) -> list[Pratique]:
    """Each sheet once, with the indicators it moved that are public and concern the page."""
    pratiques: dict[int, Pratique] = {}
    for ligne in lignes:
        pratique = pratiques.setdefault(ligne.pk, _pratique(ligne))
        if ligne.indicateur_visibilite == Visibilite.PUBLIQUE and concerne(ligne):
            pratiques[ligne.pk] = replace(pratique, indicateurs=(*pratique.indicateurs, _indicateur(ligne)))
    return _sans_doublon(pratiques.values())


def _indicateur(ligne: Any) -> str:
    """One figure in words: its name, before and after, its unit."""
    apres = valeur_en_chiffres(Decimal(ligne.resultat_apres))
    return _("%(nom)s : de %(avant)s à %(apres)s") % {
        "nom": ligne.indicateur_nom,
        "avant": valeur_en_chiffres(Decimal(ligne.resultat_avant)),
        "apres": f"{apres} {ligne.resultat_unite}".strip(),
    }


def _pratique(ligne: FicheIndexee) -> Pratique:
    langue = "" if ligne.langue == translation.get_language() else ligne.langue
    return Pratique(ligne.fiche, chiffre(ligne.chiffre), ligne.reprises, langue)


def _sans_doublon(pratiques: Iterable[Pratique]) -> list[Pratique]:
    """Each sheet once: in the reader's language when it is translated."""
    par_groupe: dict[Any, Pratique] = {}
    for pratique in pratiques:
        if not pratique.langue or pratique.fiche.translation_key not in par_groupe:
            par_groupe[pratique.fiche.translation_key] = pratique
    return list(par_groupe.values())
