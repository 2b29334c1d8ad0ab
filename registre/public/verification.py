"""Answers to "is this coop labelled?": one question in words, or a list of SIREN on a day. Nothing is kept."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registre.models import Label, PeriodeDeStatut
from registre.public.edition import EngagementsDeLEdition
from registre.public.filtres import TOUTES, Filtres
from registre.public.phrases_de_label import phrase_de_label
from registre.public.requete import periodes
from registre.public.siren_saisi import compacter, faute_de_siren
from registre.templatetags.statuts import phrase

MAXIMUM_TROUVEES = 10
LIENS = ("cooperative", "identite", "label", "candidature")
NUMERO = re.compile(r"QC-?(\d{4})-?(\d{4,6})", re.IGNORECASE | re.ASCII)
CHIFFRES = re.compile(r"\d{6,14}", re.ASCII)


@dataclass(frozen=True)
class Reponse:
    """What is known: coops on the day, or one label; `faute` says why the question has no answer."""

    periodes: Sequence[PeriodeDeStatut] = ()
    label: Label | None = None
    phrase_de_label: SafeString | str = ""
    faute: str = ""
    encore: bool = False

    @property
    def demonstration(self) -> bool:
        """Whether a coop of the answer does not exist."""
        return any(periode.cooperative.demonstration for periode in self.periodes)


def repondre(question: str, au: datetime.date) -> Reponse:
    """Answer a name, a SIREN or a label number, typed with or without spaces. Three queries at most."""
    compacte = "".join(question.split())
    if numero := NUMERO.fullmatch(compacte):
        return _label(f"QC-{numero[1]}-{numero[2]}", au)
    if CHIFFRES.fullmatch(compacter(question)):
        return _siren(compacter(question), au)
    filtres = Filtres(au, q=question, statut=(TOUTES,))
    if not filtres.mots:
        return Reponse(faute=_("Écrivez un nom, un SIREN ou un numéro de label, en lettres latines et en chiffres."))
    lues = periodes(filtres, EngagementsDeLEdition()).select_related(*LIENS)
    trouvees = list(lues.order_by("tri", "pk")[: MAXIMUM_TROUVEES + 1])
    if not trouvees:
        return Reponse(faute=_("Aucune coopérative connue ne porte ce nom. Essayez un seul mot, ou la commune."))
    return Reponse(trouvees[:MAXIMUM_TROUVEES], encore=len(trouvees) > MAXIMUM_TROUVEES)


def _au_jour(au: datetime.date) -> "QuerySet[PeriodeDeStatut]":
    return PeriodeDeStatut.objects.filter(du__lte=au, jusqu_au__gte=au).select_related(*LIENS)


def _label(numero: str, au: datetime.date) -> Reponse:
    label = Label.objects.prefetch_related("suspensions").filter(numero=numero).first()
    if label is None:
        return Reponse(faute=_("Aucun label ne porte le numéro %(numero)s.") % {"numero": numero})
    lues = list(_au_jour(au).filter(cooperative=label.cooperative_id).order_by("pk"))
    return Reponse(lues, label=label, phrase_de_label=phrase_de_label(label, au))


def _siren(siren: str, au: datetime.date) -> Reponse:
    if faute := faute_de_siren(siren):
        return Reponse(faute=_("« %(siren)s » n’est pas un SIREN : %(faute)s.") % {"siren": siren, "faute": faute})
    lues = list(_au_jour(au).filter(cooperative__siren=siren).order_by("pk"))
    inconnu = _("Aucune coopérative connue de la Fédération ne porte le SIREN %(siren)s.") % {"siren": siren}
    return Reponse(lues, faute="" if lues else inconnu)


@dataclass(frozen=True)
class Ligne:
    """The answer about one line of a list. `resultat`: statut, aucun (known, no label), inconnu, or invalide."""

    rang: int
    siren: str
    resultat: str
    detail: str
    nom: str = ""
    slug: str = ""
    numero: str = ""
    valide_jusqu_au: datetime.date | None = None
    demonstration: bool = False


def verifier_liste(sirens: Sequence[str], au: datetime.date) -> list[Ligne]:
    """Answer each line, in the order given. One query whatever their number."""
    propres = [compacter(siren) for siren in sirens]
    fautes = [faute_de_siren(siren) for siren in propres]
    valides = {siren for siren, faute in zip(propres, fautes, strict=True) if not faute}
    lues = _au_jour(au).filter(cooperative__siren__in=valides).order_by()
    par_siren = {periode.cooperative.siren: periode for periode in lues}
    return [
        _ligne(rang, siren, faute, par_siren.get(siren))
        for rang, (siren, faute) in enumerate(zip(propres, fautes, strict=True), start=1)
    ]


def _ligne(rang: int, siren: str, faute: str, periode: PeriodeDeStatut | None) -> Ligne:
    if faute:
        return Ligne(rang, siren, "invalide", faute)
    if periode is None:
        return Ligne(rang, siren, "inconnu", _("inconnu de la Fédération"))
    label = periode.label if periode.statut else None
    return Ligne(
        rang,
        siren,
        periode.statut or "aucun",
        strip_tags(phrase(periode)),
        periode.cooperative.nom,
        periode.cooperative.slug,
        label.numero if label else "",
        label.valide_jusqu_au if label else None,
        periode.cooperative.demonstration,
    )
