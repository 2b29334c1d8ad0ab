"""The forecast of the goal, by quarter and region, with what it assumes written above it."""

import datetime
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raison_detre.models import Referentiel
from registre.administration.rapports.base import Colonne, RapportView
from registre.models import Candidature
from registre.rapports.observe import observer
from registre.rapports.prevision import (
    TRIMESTRES_MONTRES,
    UN_JOUR,
    Observe,
    Prevision,
    Rythme,
    debut_du_trimestre,
    fins_de_trimestre,
    observes_du,
    prevoir,
)
from socle.templatetags.typographie import INSECABLE


def en_pourcent(valeur: float) -> str:
    """Return a share as French writes it, to one decimal."""
    return f"{number_format(valeur, decimal_pos=1)}{INSECABLE}%"


def arrondi(part: Fraction) -> float:
    """Return a share to one decimal."""
    return round(float(part), 1)


class PrevisionView(RapportView):
    """Where each region would be at each end of quarter, and when the goal would be met."""

    page_title = gettext_lazy("Prévision de l’objectif d’adhésion")
    index_url_name = "rapport_prevision"
    index_results_url_name = "rapport_prevision_resultats"
    export_filename = "prevision-de-l-objectif"

    @cached_property
    def au(self) -> datetime.date:
        """The day it is made on."""
        return timezone.localdate()

    @cached_property
    def objectif(self) -> int | None:
        """The goal of the edition in force, in percent; None when there is no edition."""
        edition = Referentiel.objects.en_vigueur(self.au)
        return edition.objectif_adhesion_pourcent if edition else None

    @cached_property
    def observe(self) -> tuple[list[Observe], Rythme]:
        """What it goes on from."""
        return observer(self.au)

    def get_queryset(self) -> "QuerySet[Candidature]":
        """Return nothing to filter: what is observed is read as a whole."""
        return Candidature.objects.none()

    def compter(self, filtrees: Any) -> list[Prevision]:
        """The whole, then each region; nothing without an edition or a member."""
        regions, rythme = self.observe
        return prevoir(regions, rythme, self.au, self.objectif) if self.objectif and regions else []

    def les_colonnes(self) -> Sequence[Colonne]:
        trimestres = [
            Colonne(
                f"fin_{fin:%Y_%m}",
                _("%(trimestre)s (%%)") % {"trimestre": nom_du_trimestre(fin)},
                lambda p, rang=rang: None if p.pourcents is None else arrondi(p.pourcents[rang]),  # type: ignore[misc]
                en_pourcent,
            )
            for rang, fin in enumerate(fins_de_trimestre(self.au, TRIMESTRES_MONTRES))
        ]
        return (
            Colonne("region", _("Région"), lambda p: p.nom or _("Ensemble")),
            Colonne("membres", _("Membres"), lambda p: p.membres),
            Colonne("engagees", _("Engagées ou labellisées"), lambda p: p.engagees),
            Colonne("pourcent", _("Aujourd’hui (%)"), lambda p: arrondi(p.pourcent), en_pourcent),
            Colonne("atteint", _("%(objectif)s %% atteints") % {"objectif": self.objectif or ""}, quand),
            *trimestres,
        )

    @cached_property
    def rien(self) -> str:  # type: ignore[override]
        """Why there is no row."""
        if self.objectif is None:
            return _("Aucune édition du référentiel n’est en vigueur : il n’y a pas d’objectif à prévoir.")
        return _("Aucune coopérative n’est membre aujourd’hui : il n’y a rien à prévoir.")

    @cached_property
    def explications(self) -> list[str]:
        """What was observed, then what is assumed."""
        if self.objectif is None:
            return []
        return [self._observe(), *self._suppose()]

    def _observe(self) -> str:
        regions, rythme = self.observe
        mots = {
            "du": date_format(observes_du(self.au), "SHORT_DATE_FORMAT"),
            "au": date_format(debut_du_trimestre(self.au) - UN_JOUR, "SHORT_DATE_FORMAT"),
            "deposees": sum(region.deposees for region in regions),
            "admises": rythme.admises,
            "ecartees": rythme.ecartees,
        }

        if rythme.part is None:
            return (
                _(
                    "Observé du %(du)s au %(au)s : premiers dépôts : %(deposees)s, décision : aucune. Sans décision "
                    "observée, ni part admise ni délai : la prévision n’est pas faite."
                )
                % mots
            )
        dit = _(
            "Observé du %(du)s au %(au)s, les quatre derniers trimestres entiers : premiers dépôts : %(deposees)s ; "
            "candidatures admises : %(admises)s ; refusées ou abandonnées : %(ecartees)s."
        )
        if rythme.delai is None:
            return f"{dit % mots} {_('Aucune n’a été admise : la part des engagées ne bougerait pas.')}"
        delai = _("Délai médian du dépôt à l’admissibilité, en jours : %(delai)s.") % {"delai": rythme.delai}
        return f"{dit % mots} {delai}"

    def _suppose(self) -> list[str]:
        return [
            _(
                "Supposé : chaque région continue de déposer au rythme de ces quatre trimestres, jusqu’à ce que toutes "
                "ses coopératives l’aient fait ; la part admise et le délai sont ceux de toute la Fédération."
            ),
            _(
                "Supposé aussi : aucune coopérative engagée ou labellisée ne quitte la démarche, et le nombre de "
                "membres ne change pas. Ce n’est pas une promesse : c’est ce qui arriverait si rien ne changeait."
            ),
            _(
                "L’objectif, %(objectif)s %%, est celui de l’édition du référentiel en vigueur. "
                "Les trimestres sont civils, comptés à leur dernier jour."
            )
            % {"objectif": self.objectif},
        ]


def nom_du_trimestre(fin: datetime.date) -> str:
    """Return the quarter that ends on `fin`: "T4 2026"."""
    return _("T%(rang)s %(annee)s") % {"rang": fin.month // 3, "annee": fin.year}


def quand(prevision: Prevision) -> str:
    """Return when the goal would be met, in words."""
    if prevision.atteint_deja:
        return _("déjà")
    if prevision.pourcents is None:
        return _("non prévu")
    if prevision.atteint_le is None:
        return _("pas en dix ans à ce rythme")
    return _("fin %(trimestre)s") % {"trimestre": nom_du_trimestre(prevision.atteint_le)}
