"""When an event takes place, in words, and what search engines are told of it."""

import datetime
from typing import Any

from django import template
from django.template import Context
from django.template.defaultfilters import date as formater
from django.utils import translation
from django.utils.dateformat import time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bonnes_pratiques.agenda.horaires import Horaire, a_paris
from socle.formats.identite import FEDERATION
from socle.formats.json_ld import balise_json_ld
from socle.templatetags.typographie import jour

register = template.Library()


@register.simple_tag
def quand(horaire: Horaire) -> SafeString:
    """The days and times in full, readable by machines too."""
    du, au = jour_de_la_semaine(horaire.du), jour_de_la_semaine(horaire.au)
    if horaire.debute_a is None or horaire.finit_a is None:
        return format_html(_("Du {} au {}"), du, au) if horaire.plusieurs_jours else du
    debut, fin = heure(horaire.debute_a, horaire.du), heure(horaire.finit_a, horaire.au)
    if horaire.plusieurs_jours:
        return format_html(_("Du {}, {}, au {}, {}"), du, debut, au, fin)
    return format_html('{}, <span class="heures">{}</span>', du, format_html(_("de {} à {}"), debut, fin))


@register.simple_tag
def heure(a: datetime.time, le: datetime.date | None = None) -> SafeString:
    """A time of day as it is written: "9 h 30", "9:30" in English. With its day, machines know which moment it is."""
    if translation.get_language() == "fr":
        texte = time_format(a, "G\u00a0\\h" if a.minute == 0 else "G\u00a0\\h\u00a0i")
    else:
        texte = time_format(a, "G:i")
    machine = a_paris(le, a).isoformat(timespec="minutes") if le else a.isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', machine, texte)


@register.simple_tag
def jour_de_la_semaine(date: datetime.date) -> SafeString:
    """A date in full, with the day of the week."""
    return format_html("{} {}", formater(date, "l"), jour(date))


@register.simple_tag
def moment(horaire: Horaire, au: datetime.date) -> str:
    """Whether it takes place on the day `au`: "today", or "under way" when it lasts several. Empty on another day."""
    if not horaire.en_cours(au):
        return ""
    return _("en cours") if horaire.plusieurs_jours else _("aujourd’hui")


@register.simple_tag(takes_context=True)
def evenement_structure(context: Context) -> SafeString:
    """The event shown, as schema.org describes one."""
    page, horaire = context["page"], context["page"].horaire
    presence = "Mixed" if page.lien and _lieux(page) else "Online" if page.lien else "Offline"
    donnees: dict[str, Any] = {
        "@type": "Event",
        "name": page.title,
        "startDate": horaire.debut.isoformat(),
        "endDate": horaire.fin.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{presence}EventAttendanceMode",
        "organizer": {"@type": "Organization", "name": FEDERATION},
        "inLanguage": page.locale.language_code,
        "url": page.get_full_url(context["request"]) or "",
    }
    distance = [{"@type": "VirtualLocation", "url": page.lien}] if page.lien else []
    lieux = [*_lieux(page), *distance]
    facultatifs = {"description": page.description, "location": lieux[0] if len(lieux) == 1 else lieux}

    return balise_json_ld(donnees | {nom: valeur for nom, valeur in facultatifs.items() if valeur})


def _lieux(page: Any) -> list[dict[str, Any]]:
    """The place, when it has one."""
    if not (page.lieu or page.adresse or page.commune):
        return []
    adresse = {"@type": "PostalAddress", "addressLocality": page.commune, "addressCountry": "FR"}
    rue = {"streetAddress": page.adresse} if page.adresse else {}
    return [{"@type": "Place", "name": page.lieu or page.commune, "address": adresse | rue}]
