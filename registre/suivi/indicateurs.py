"""The indicators of a candidature, as whoever reads a value sees them: their place, what is known, what was planned."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from registre.ecriture.rangees.points import places_des_indicateurs
from registre.models import ActionPrevue, Candidature, Indicateur
from socle.formulaires.nombres import ecrire_nombre
from socle.templatetags.typographie import en_toutes_lettres


def indicateurs_a_relever(candidature: Candidature) -> list[Indicateur]:
    """Return the candidature's indicators, with their values so far, in the order of their engagements."""
    indicateurs = Indicateur.objects.filter(engagement_pris__candidature=candidature)
    indicateurs = indicateurs.select_related("engagement_pris__engagement").prefetch_related("releves")
    return list(indicateurs.order_by("engagement_pris__engagement__numero", "pk"))


@dataclass(frozen=True)
class IndicateurASuivre:
    """An indicator at its place: `cle` of its engagement, `rang` among those of it, from 0. `actions` by day."""

    cle: str
    rang: int
    indicateur: Indicateur
    actions: tuple[ActionPrevue, ...] = ()

    @property
    def prefixe(self) -> str:
        """What the names of its fields begin with."""
        return f"{self.cle}-{self.rang}"

    @property
    def titre(self) -> str:
        """Its engagement's number, and its name."""
        return f"{self.indicateur.engagement_pris.engagement.numero}. {self.indicateur.nom}"


def indicateurs_a_suivre(candidature: Candidature) -> list[IndicateurASuivre]:
    """Return the same, each at its place, with its plan. Four queries."""
    lus = indicateurs_a_relever(candidature)
    places = {pk: (cle, rang) for (_c, cle, rang), pk in places_des_indicateurs([candidature.pk]).items()}
    actions: dict[int, list[ActionPrevue]] = {}
    for action in ActionPrevue.objects.filter(indicateur__in=lus).order_by("prevue_le", "pk"):
        actions.setdefault(action.indicateur_id, []).append(action)

    return [IndicateurASuivre(*places[lu.pk], lu, tuple(actions.get(lu.pk, ()))) for lu in lus]


def dernier_connu(indicateur: Indicateur) -> str:
    """Say the latest value known and the target, so that whoever types sees at once a figure that is not likely."""
    releve = max(indicateur.releves.all(), key=lambda releve: releve.releve_le, default=None)
    valeur, le = (releve.valeur, releve.releve_le) if releve else (indicateur.valeur_depart, indicateur.depart_le)
    dits = []
    if valeur is not None and le is not None:
        connue = {"valeur": ecrire_nombre(valeur), "le": en_toutes_lettres(le)}
        dits.append(_("Dernière valeur : %(valeur)s, le %(le)s.") % connue)
    if indicateur.cible is not None and indicateur.cible_le is not None:
        cible = {"valeur": ecrire_nombre(indicateur.cible), "le": en_toutes_lettres(indicateur.cible_le)}
        dits.append(_("Cible : %(valeur)s, le %(le)s.") % cible)
    return " ".join(str(dit) for dit in dits)
