"""What the coop, or anybody, pastes to show a label on a site: code for each way, and the badge in its forms."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from registre.lecture.label_du_jour import LabelDuJour
from registre.promotion.badge.contenu import texte_alternatif, texte_alternatif_durable
from registre.promotion.badge.formes import FORMES
from registre.promotion.badge.rendu_svg import dessin_du_badge
from registre.promotion.carte import code
from registre.promotion.carte.adresses import absolue

NOMS: dict[str, Promise] = {
    "complet": gettext_lazy("Complet"),
    "compact": gettext_lazy("Compact"),
    "ligne": gettext_lazy("En une ligne"),
    "rond": gettext_lazy("Rond"),
}


@dataclass(frozen=True)
class BadgeAMontrer:
    """One form of the badge: its live address on this site, its size, the code to paste, the files to save."""

    forme: str
    nom: str
    adresse: str
    largeur: int
    hauteur: int
    code: str
    fichiers: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class SurUnSite:
    """All that is pasted, in the active language; each `str` is what is copied, not what is shown as HTML.

    `texte_alternatif` is pasted beside a live badge and says no state; `texte_du_jour` goes with a file saved today.
    """

    numero: str
    adresse: str
    carte: str
    lien: str
    cadre: str
    lien_remplace: str
    wagtail: str
    texte_alternatif: str
    texte_du_jour: str
    badges: Sequence[BadgeAMontrer]


def sur_un_site(lu: LabelDuJour) -> SurUnSite:
    """Return what shows this label on a site, in the active language."""
    langue = translation.get_language() or settings.LANGUAGE_CODE
    return SurUnSite(
        numero=lu.numero,
        adresse=absolue("registre:label", lu.numero),
        carte=reverse("registre:carte", args=[lu.numero]),
        lien=code.lien(lu),
        cadre=code.cadre(lu),
        lien_remplace=code.lien_remplace(lu),
        wagtail=recette_wagtail(),
        texte_alternatif=texte_alternatif_durable(lu, langue),
        texte_du_jour=texte_alternatif(lu, langue),
        badges=[_badge(lu, forme, langue) for forme in FORMES],
    )


def recette_wagtail() -> str:
    """Return the setting that tells a Wagtail site whom to ask about our addresses, the usual providers kept."""
    site = settings.WAGTAILADMIN_BASE_URL
    return "\n".join(
        [
            "WAGTAILEMBEDS_FINDERS = [",
            "    {",
            '        "class": "wagtail.embeds.finders.oembed",',
            '        "providers": [',
            "            {",
            f'                "endpoint": "{absolue("promotion:oembed")}",',
            f'                "urls": [r"^{site.replace(".", chr(92) + ".")}/(en/)?registre/.+$"],',
            "            }",
            "        ],",
            "    },",
            '    {"class": "wagtail.embeds.finders.oembed"},',
            "]",
        ]
    )


def _badge(lu: LabelDuJour, forme: str, langue: str) -> BadgeAMontrer:
    dessin = dessin_du_badge(lu, forme=forme, theme="clair", langue=langue)
    question = urlencode({"forme": forme, "langue": langue})
    a_garder = [
        (sorte.upper(), f"{reverse(f'promotion:badge_a_telecharger_{sorte}', args=[lu.numero])}?{question}")
        for sorte in ("svg", "png")
    ]

    return BadgeAMontrer(
        forme=forme,
        nom=str(NOMS[forme]),
        adresse=f"{reverse('promotion:badge_svg', args=[lu.numero])}?{question}",
        largeur=dessin.largeur,
        hauteur=dessin.hauteur,
        code=code.image(lu, forme, (dessin.largeur, dessin.hauteur)),
        fichiers=a_garder,
    )
