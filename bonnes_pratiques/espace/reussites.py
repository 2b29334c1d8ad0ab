"""What a coop reached of its label's targets, and the draft of the sheet that would tell it.

Only indicators that the public reads: a private figure never comes out through a sheet. Raises `FicheRefusee`.
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch
from django.utils.formats import date_format

from bonnes_pratiques.espace.textes import en_html
from bonnes_pratiques.fiches.etats import Stade
from bonnes_pratiques.fiches.operations import FicheRefusee, creer
from bonnes_pratiques.models import FichePratique, OrigineDeFiche, Resultat
from raison_detre.edition import lire_edition
from registre.etats import Etat
from registre.indicateurs_publics import PUBLICS, valeur_en_mots
from registre.lecture.resultats import atteinte
from registre.models import ActionPrevue, Cooperative, Indicateur, Releve
from socle.formulaires.nombres import ecrire_nombre
from socle.models import User

QUI_ONT_DES_POINTS = (Etat.ADMISSIBLE, Etat.LABELLISEE)
PLACE_DU_TITRE = 120  # of a step, and of what a figure measures
PAS_ENCORE = "Cet indicateur n’est pas à sa cible à la dernière valeur relevée : rien n’est commencé."


@dataclass(frozen=True)
class Reussite:
    """An indicator that is at its target, by its last value."""

    indicateur: Indicateur
    dernier: Releve

    @property
    def en_mots(self) -> str:
        """What it came to, in words."""
        return valeur_en_mots(self.dernier.valeur, self.indicateur.unite, self.dernier.releve_le)


def reussites(cooperative: Cooperative) -> list[Reussite]:
    """Return what the coop reached and told no sheet from yet, the last reached first. Three queries at most."""
    atteints = [Reussite(i, d) for i in _suivis(cooperative) if (d := _dernier(i)) and _a_la_cible(i, d)]
    if not atteints:
        return []

    commences = set(OrigineDeFiche.objects.filter(fiche__cooperative=cooperative).values_list("indicateur", flat=True))
    restes = [reussite for reussite in atteints if reussite.indicateur.pk not in commences]
    return sorted(restes, key=lambda r: (r.dernier.releve_le, r.indicateur.pk), reverse=True)


@transaction.atomic
def commencer_la_fiche(cooperative: Cooperative, indicateur_id: int, *, par: User) -> FichePratique:
    """Create the draft that tells how this indicator reached its target, or return the one there is.

    Raises `Indicateur.DoesNotExist` for one that is not a public one of this coop, `FicheRefusee` for one that is not
    at its target.
    """
    Cooperative.objects.select_for_update(of=("self",)).get(pk=cooperative.pk)  # two clicks at once: one sheet
    siens = Indicateur.objects.filter(engagement_pris__candidature__cooperative=cooperative, **PUBLICS)
    siens.get(pk=indicateur_id)
    deja = FichePratique.objects.filter(origine__indicateur=indicateur_id).first()
    if deja is not None:
        return deja

    reussite = next((r for r in reussites(cooperative) if r.indicateur.pk == indicateur_id), None)
    if reussite is None:
        raise FicheRefusee(PAS_ENCORE)

    fiche = creer(cooperative, par=par, ecrire=lambda brouillon: _remplir(brouillon, reussite))
    OrigineDeFiche.objects.create(fiche=fiche, indicateur=reussite.indicateur)
    return fiche


def _suivis(cooperative: Cooperative) -> list[Indicateur]:
    """The public indicators of the coop of which values are read, each with its values."""
    candidatures = cooperative.candidatures.filter(etat__in=QUI_ONT_DES_POINTS)
    siens = Indicateur.objects.filter(engagement_pris__candidature__in=candidatures, **PUBLICS)
    return list(
        siens.select_related("engagement_pris__engagement")
        .order_by("pk")
        .prefetch_related(Prefetch("releves", Releve.objects.order_by("releve_le")))
    )


def _dernier(indicateur: Indicateur) -> Releve | None:
    releves = list(indicateur.releves.all())
    return releves[-1] if releves else None


def _a_la_cible(indicateur: Indicateur, dernier: Releve) -> bool:
    return bool(atteinte(indicateur.sens, dernier.valeur, indicateur.cible))


def _remplir(fiche: FichePratique, reussite: Reussite) -> None:
    """Write what the register knows; the rest is for the coop to tell."""
    indicateur, dernier = reussite.indicateur, reussite.dernier
    pris = indicateur.engagement_pris
    fiche.title = _titre(reussite)
    fiche.stade, fiche.preuve = Stade.ABOUTIE, dernier.preuve
    fiche.engagement_principal_id = _engagement_du_jour(pris.engagement.cle)
    fiche.point_de_depart = en_html(pris.illustration)

    fiche.deroulement = [  # type: ignore[assignment] # a StreamField takes its raw value
        {"type": "etape", "value": _etape(action)} for action in indicateur.actions.order_by("prevue_le", "pk")
    ]

    if indicateur.valeur_depart is None or indicateur.depart_le is None:
        return
    fiche.duree = f"de {_mois(indicateur.depart_le)} à {_mois(dernier.releve_le)}"
    fiche.resultats = [
        Resultat(
            libelle=indicateur.nom[:PLACE_DU_TITRE],
            avant=indicateur.valeur_depart,
            apres=dernier.valeur,
            unite=indicateur.unite,
            releve_le=dernier.releve_le,
            methode=dernier.source,
            indicateur=indicateur,
            sort_order=0,
        )
    ]


def _titre(reussite: Reussite) -> str:
    """What was measured, from where to where."""
    indicateur, unite = reussite.indicateur, reussite.indicateur.unite
    apres = f"{ecrire_nombre(reussite.dernier.valeur)} {unite}".rstrip()
    if indicateur.valeur_depart is None:
        return f"{indicateur.nom} : {apres}"
    return f"{indicateur.nom} : de {ecrire_nombre(indicateur.valeur_depart)} à {apres}"


def _etape(action: ActionPrevue) -> dict[str, str]:
    """A step, its whole text under its title when it is too long for one."""
    long = len(action.intitule) > PLACE_DU_TITRE
    titre = f"{action.intitule[: PLACE_DU_TITRE - 1]}…" if long else action.intitule
    return {"quand": _mois(action.prevue_le), "titre": titre, "texte": en_html(action.intitule) if long else ""}


def _mois(le: datetime.date) -> str:
    return date_format(le, "F Y")


def _engagement_du_jour(cle: str) -> int | None:
    """The same engagement in the edition in force, the only ones that a sheet may choose; None when it has gone."""
    edition = lire_edition()
    return next((e.pk for e in (edition.engagements if edition else ()) if e.cle == cle), None)
