"""Gives an edition's engagements their first editorial texts."""

from typing import Any

from django.utils.html import format_html, format_html_join

from raison_detre.contenu.corps import flux
from raison_detre.contenu.fichiers import TextesParLangue
from raison_detre.models import Engagement, Referentiel
from socle.langues.traduction import traduire

CHAMPS_EDITORIAUX = ("ce_que_cela_change", "reperes", "exemples_indicateurs")


def poser_textes(referentiel: Referentiel, textes: dict[int, TextesParLangue]) -> list[Engagement]:
    """Publish the texts of the engagements nobody has written yet, and their English. Returns those engagements."""
    ecrits = []
    for engagement in (
        Engagement.objects.sources().filter(referentiel=referentiel, numero__in=textes).order_by("numero")
    ):
        if not est_a_ecrire(engagement):
            continue
        par_langue = textes[engagement.numero]
        for champ, valeur in valeurs_d_engagement(engagement, par_langue["fr"]).items():
            setattr(engagement, champ, valeur)
        engagement.save_revision().publish()
        traduire(engagement, "en", valeurs_d_engagement(engagement, par_langue["en"]))
        ecrits.append(engagement)

    return ecrits


def est_a_ecrire(engagement: Engagement) -> bool:
    """Whether the editorial texts are all empty and no person has ever saved this engagement, even as a draft."""
    if any(getattr(engagement, champ) for champ in CHAMPS_EDITORIAUX):
        return False
    return not engagement.revisions.filter(user__isnull=False).exists()


def valeurs_d_engagement(engagement: Engagement, textes: dict[str, Any]) -> dict[str, Any]:
    """Return the editorial fields of one language, in the form the fields store."""
    indicateurs = [{"indicateur": indicateur} for indicateur in textes["exemples_indicateurs"]]
    return {
        "ce_que_cela_change": _en_balises("p", textes["ce_que_cela_change"]),
        "reperes": format_html("<p>{}</p><ul>{}</ul>", textes["preambule"], _en_balises("li", textes["reperes"])),
        "exemples_indicateurs": flux(indicateurs, racine=f"{engagement.cle}/indicateurs", pages={}),
    }


def _en_balises(balise: str, textes: list[str]) -> str:
    return format_html_join("", f"<{balise}>{{}}</{balise}>", ((texte,) for texte in textes))
