"""What a page of a dossier shows of a value, of a file, of a step."""

import datetime
from decimal import Decimal

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from registre.dossier.contenu import ContenuDeDossier, EngagementPropose, IndicateurSaisi
from registre.dossier.renouvellement.precedent import ResultatDIndicateur
from registre.indicateurs_publics import valeur_en_mots
from registre.models.indicateur import Preuve, Visibilite
from registre.public.connaissance.faits_lus import IndicateurSuivi, mesure_lue
from registre.public.fiche.indicateur_lu import IndicateurLu, lire_indicateur

register = template.Library()

KILO = 1024


@register.simple_tag
def valeur_datee(valeur: Decimal | None, unite: str, le: datetime.date | None, sinon: str = "à dire") -> str:
    """A dated value in words; `sinon` when it is not said, "à dire" while it may be."""
    return valeur_en_mots(valeur, unite, le) or sinon


@register.simple_tag
def dernier_releve(ancien: ResultatDIndicateur) -> str:
    """The last value that an indicator of the cycle before came to, how sure it is, and whether it met its target."""
    if ancien.dernier is None:
        return "aucune valeur relevée"
    valeur = valeur_en_mots(ancien.dernier, ancien.unite, ancien.dernier_le)
    preuve = Preuve(ancien.preuve).label if ancien.preuve in Preuve else ""
    atteinte = {True: "cible atteinte", False: "cible non atteinte", None: ""}[ancien.atteinte]
    return ", ".join(mots for mots in (valeur, str(preuve), atteinte) if mots)


@register.simple_tag
def publics_de(engagement: EngagementPropose) -> list[IndicateurLu]:
    """The public indicators of an engagement, as the coop's page will show them once it is admissible."""
    return [lire_indicateur(_suivi(i)) for i in engagement.indicateurs if i.nom and i.visibilite == Visibilite.PUBLIQUE]


def _suivi(saisi: IndicateurSaisi) -> IndicateurSuivi:
    depart, cible = mesure_lue(saisi.valeur, saisi.depart_le), mesure_lue(saisi.cible, saisi.cible_le)
    return IndicateurSuivi(saisi.nom, saisi.unite, saisi.sens, depart, cible, ())


@register.simple_tag
def ancien_de(contenu: ContenuDeDossier, indicateur: IndicateurSaisi) -> ResultatDIndicateur | None:
    """What an indicator came to in the cycle before; None when it is a new one."""
    return contenu.ancien(indicateur)


@register.simple_tag
def arretes_de(contenu: ContenuDeDossier, engagement: EngagementPropose) -> list[ResultatDIndicateur]:
    """What was measured of an engagement in the cycle before, and is no longer."""
    return contenu.arretes(engagement)


@register.filter
def poids(octets: int) -> str:
    """A size of file as one says it: "12 ko", "3,4 Mo"."""
    if octets < KILO * KILO:
        return f"{max(octets // KILO, 1)} ko"
    return f"{octets / KILO / KILO:.1f} Mo".replace(".", ",")


@register.simple_tag(takes_context=True)
def commenter(context: Context, etape: str, champ: str, quoi: str) -> SafeString:
    """The way to what is said of a place of the dossier, how much there is; nothing where nobody comments."""
    commentaires = context.get("commentaires")
    if commentaires is None:
        return SafeString()
    return format_html(
        '<p class="champ__aide commenter"><a href="{}">{}<span class="lu-par-ecran-seul"> sur : {}</span></a></p>',
        commentaires.lien(etape, champ),
        commentaires.compte(etape, champ).en_mots,
        quoi,
    )


@register.simple_tag(takes_context=True)
def commenter_ici(context: Context, champ: str, quoi: str) -> SafeString:
    """The same in the form of a step: what is typed is kept before one leaves, so it is one of the form's buttons."""
    return format_html(
        '<button class="action commenter" type="submit" name="action" value="commenter:{}">{}'
        '<span class="lu-par-ecran-seul"> sur : {}</span></button>',
        champ,
        context["commentaires"].compte(context["page_d_etape"].nom, champ).en_mots,
        quoi,
    )
