"""Who or what a page is about: a few lines, each in words; what is empty is not shown."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from registre.administration.gestes.recits import adresse
from registre.journal.histoire import Histoire
from registre.models import Candidature, Cooperative, Label, Metier
from socle.templatetags.typographie import en_toutes_lettres


@dataclass(frozen=True)
class LigneDeFiche:
    """A line: what it says, in words, and where it leads when it leads somewhere."""

    libelle: str
    valeur: str
    url: str = ""


def qui_est_la_cooperative(cooperative: Cooperative, histoire: Histoire) -> list[LigneDeFiche]:
    """Return who a coop is today."""
    siege = f"{cooperative.commune} ({cooperative.departement})"
    lignes = [
        (_("Nom"), cooperative.nom),
        (_("Nom usuel"), cooperative.nom_usuel),
        (_("Sigle"), cooperative.sigle),
        (_("SIREN"), cooperative.siren),
        (_("Forme juridique"), cooperative.get_forme_juridique_display()),
        (_("Siège"), siege),
        (_("Adhésion"), _adhesion(histoire)),
        (_("Métiers"), ", ".join(str(Metier(metier).label) for metier in cooperative.metiers)),
        (
            _("Logements gérés"),
            number_format(cooperative.logements_geres, force_grouping=True) if cooperative.logements_geres else "",
        ),
    ]
    publique = LigneDeFiche(
        _("Sa page publique"),
        _("Ce que le public lit d’elle"),
        reverse("registre:cooperative", args=[cooperative.slug]),
    )
    sites = [LigneDeFiche(_("Son site"), cooperative.site_web, cooperative.site_web)] if cooperative.site_web else []

    return [*(LigneDeFiche(libelle, valeur) for libelle, valeur in lignes if valeur), *sites, publique]


def _adhesion(histoire: Histoire) -> str:
    depuis, jusqu_au = histoire.adhesion
    mots = {nom: en_toutes_lettres(le) for nom, le in (("depuis", depuis), ("au", jusqu_au)) if le}
    if depuis and jusqu_au:
        return _("membre du %(depuis)s au %(au)s inclus") % mots
    if jusqu_au:
        return _("membre jusqu’au %(au)s inclus") % mots
    return _("membre depuis le %(depuis)s") % mots if depuis else _("membre, date d’entrée inconnue")


def quelle_candidature(candidature: Candidature) -> list[LigneDeFiche]:
    """Return what a candidature is: whose, under which edition, what it renews, what it led to."""
    lignes = [
        _vers(_("Coopérative"), candidature.cooperative),
        LigneDeFiche(_("Cycle"), str(candidature.cycle)),
        LigneDeFiche(_("Édition"), str(candidature.referentiel)),
        LigneDeFiche(_("Déposée le"), en_toutes_lettres(candidature.deposee_le)),
    ]
    if candidature.renouvelle:
        lignes.append(_vers(_("Renouvelle le label"), candidature.renouvelle))
    return lignes + [_vers(_("Label accordé"), label) for label in Label.objects.filter(candidature=candidature)]


def quel_label(label: Label) -> list[LigneDeFiche]:
    """Return what a label is: whose, of which candidature, from when to when."""
    jours = {"du": en_toutes_lettres(label.valide_du), "au": en_toutes_lettres(label.valide_jusqu_au)}
    lignes = [
        _vers(_("Coopérative"), label.cooperative),
        _vers(_("Candidature"), label.candidature),
        LigneDeFiche(_("Octroyé le"), en_toutes_lettres(label.octroye_le)),
        LigneDeFiche(_("Accordé"), _("du %(du)s au %(au)s inclus") % jours),
    ]

    if label.motif_retrait:
        lignes.append(LigneDeFiche(_("Motif publié du retrait"), label.motif_retrait))

    return [
        *lignes,
        LigneDeFiche(
            _("Sa page publique"), _("Ce que le public en lit"), reverse("registre:label", args=[label.numero])
        ),
    ]


def _vers(libelle: str, objet: Any) -> LigneDeFiche:
    return LigneDeFiche(libelle, str(objet), adresse(objet))
