"""Two reports on indicators: each with its values, and how sure their latest values are."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from registre.administration.rapports.base import Colonne, RapportView
from registre.administration.rapports.filtres import FiltresDIndicateur
from registre.models import Indicateur
from registre.rapports.indicateurs import LigneDePreuve, indicateurs, mots_de_la_preuve, preuves
from socle.liste.nombres import valeur_en_chiffres

AUCUN = _("Aucun indicateur ne répond à ces filtres.")


def jour(valeur: Any) -> str:
    """Return a day in figures."""
    return date_format(valeur, "SHORT_DATE_FORMAT")


def en_nombre(valeur: Decimal | None) -> Decimal | None:
    """Return a value without useless decimals, for a spreadsheet."""
    return None if valeur is None else Decimal(f"{valeur:f}").normalize() + 0


class IndicateursView(RapportView):
    """Each indicator: where it starts, where it stands, where it aims."""

    model = Indicateur
    page_title = _("Indicateurs : départ, dernière valeur, cible")
    index_url_name = "rapport_indicateurs"
    index_results_url_name = "rapport_indicateurs_resultats"
    filterset_class = FiltresDIndicateur
    export_filename = "indicateurs"
    rien = AUCUN
    explications = (
        _(
            "Par engagement, puis par nature. Les indicateurs réservés à la Fédération et au comité y sont : "
            "ne les publiez pas."
        ),
        _("La dernière valeur est celle du dernier relevé ; sans relevé, elle est vide."),
    )
    colonnes = (
        Colonne("edition", _("Édition"), lambda i: i.engagement_pris.engagement.referentiel.code),
        Colonne("engagement", _("Engagement"), lambda i: str(i.engagement_pris.engagement)),
        Colonne("nature", _("Nature"), lambda i: i.get_nature_display()),
        Colonne("siren", _("SIREN"), lambda i: i.engagement_pris.candidature.cooperative.siren),
        Colonne("cooperative", _("Coopérative"), lambda i: str(i.engagement_pris.candidature.cooperative)),
        Colonne("cycle", _("Cycle"), lambda i: i.engagement_pris.candidature.cycle),
        Colonne("nom", _("Indicateur"), lambda i: i.nom),
        Colonne("unite", _("Unité"), lambda i: i.unite),
        Colonne("sens", _("Sens"), lambda i: i.get_sens_display()),
        Colonne("depart", _("Départ"), lambda i: en_nombre(i.valeur_depart), valeur_en_chiffres),
        Colonne("depart_le", _("Départ le"), lambda i: i.depart_le, jour),
        Colonne("derniere", _("Dernière valeur"), lambda i: en_nombre(i.derniere), valeur_en_chiffres),
        Colonne("derniere_le", _("Relevée le"), lambda i: i.derniere_le, jour),
        Colonne("preuve", _("Preuve"), lambda i: mots_de_la_preuve(i.preuve)),
        Colonne("cible", _("Cible"), lambda i: en_nombre(i.cible), valeur_en_chiffres),
        Colonne("cible_le", _("À atteindre le"), lambda i: i.cible_le, jour),
        Colonne("visibilite", _("Visibilité"), lambda i: i.get_visibilite_display()),
    )
    # Too many for a screen: the file has them all.
    du_fichier_seul = frozenset({"edition", "siren", "cycle", "sens", "depart_le", "cible_le", "visibilite"})

    def get_queryset(self) -> "QuerySet[Indicateur]":
        """Return the indicators of the filings that were, with their latest reading."""
        return indicateurs()

    def compter(self, filtrees: Any) -> Any:
        """The indicators themselves, a page at a time."""
        return filtrees


class PreuvesView(RapportView):
    """For each engagement and kind, how sure the latest values are."""

    model = Indicateur
    page_title = _("Niveaux de preuve des indicateurs")
    index_url_name = "rapport_preuves"
    index_results_url_name = "rapport_preuves_resultats"
    filterset_class = FiltresDIndicateur
    export_filename = "niveaux-de-preuve"
    rien = AUCUN
    explications = (_("Chaque indicateur compte une fois, selon la preuve de son dernier relevé."),)
    colonnes = (
        Colonne("edition", _("Édition"), lambda ligne: ligne.edition),
        Colonne("engagement", _("Engagement"), lambda ligne: ligne.engagement),
        Colonne("nature", _("Nature"), lambda ligne: ligne.nature),
        Colonne("total", _("Indicateurs"), lambda ligne: ligne.total),
        Colonne("sans_releve", _("Sans relevé"), lambda ligne: ligne.sans_releve),
        Colonne("declarees", _("Déclarés"), lambda ligne: ligne.declarees),
        Colonne("constatees", _("Constatés en visite"), lambda ligne: ligne.constatees),
        Colonne("mesurees", _("Mesurés"), lambda ligne: ligne.mesurees),
    )

    def get_queryset(self) -> "QuerySet[Indicateur]":
        """Return the indicators of the filings that were, with their latest reading."""
        return indicateurs()

    def compter(self, filtrees: Any) -> list[LigneDePreuve]:
        """A row per engagement and kind."""
        return preuves(filtrees)
