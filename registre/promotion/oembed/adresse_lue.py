"""Which label an address of ours is about: its page, its card, or the page of a coop that has one now."""

import datetime
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q

from registre.lecture.label_du_jour import LabelDuJour, label_du_jour
from registre.models import Cooperative, IdentiteDeCooperative, Label

CHEMIN = re.compile(
    r"(?:/(?P<langue>en))?/registre/"
    r"(?:labels/(?P<numero>[\w-]+)(?:/(?:carte|montrer))?|siren/(?P<siren>\w+)|(?P<slug>[\w-]+))/?"
)


@dataclass(frozen=True)
class AdresseLue:
    """The label that an address is about today, and the language of that address."""

    lu: LabelDuJour
    langue: str


def adresse_lue(url: str, au: datetime.date, hote: str) -> AdresseLue | None:
    """Return what an address is about on a day; None for what is not ours, or shows no label.

    Ours is what stands at the site's own address, or at `hote`, the name that was asked.
    """
    try:
        morceaux = urlsplit(url.strip())
    except ValueError:
        return None
    notres = {urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc.lower(), hote.lower()}
    trouve = CHEMIN.fullmatch(unquote(morceaux.path))
    if morceaux.scheme not in ("http", "https") or morceaux.netloc.lower() not in notres or trouve is None:
        return None

    numero = trouve["numero"].upper() if trouve["numero"] else _numero_de_la_coop(trouve, au)
    lu = label_du_jour(numero, au) if numero else None
    return AdresseLue(lu, trouve["langue"] or settings.LANGUAGE_CODE) if lu else None


def _numero_de_la_coop(trouve: re.Match[str], au: datetime.date) -> str | None:
    """The number of the label that covers the day, suspended or not, of the coop at a slug or a SIREN."""
    cles = _coops(trouve)
    labels = Label.objects.filter(cooperative__in=cles).prefetch_related("suspensions").order_by("-valide_du")
    return next((label.numero for label in labels if label.faits.couvre(au)), None)


def _coops(trouve: re.Match[str]) -> list[int]:
    if trouve["siren"]:
        portes = IdentiteDeCooperative.objects.filter(siren=trouve["siren"]).order_by("cooperative")
        return list(portes.values_list("cooperative", flat=True).distinct())
    au_slug = Q(slug=trouve["slug"]) | Q(anciennes_adresses__slug=trouve["slug"])
    return list(Cooperative.objects.filter(au_slug).order_by("pk").values_list("pk", flat=True).distinct())
