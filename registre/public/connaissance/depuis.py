"""What rows asked as of a past day read now, and why: each difference in words, with the public events behind it."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registre.engagements.en_vigueur import EngagementsDeLEdition
from registre.etats import Statut
from registre.journal.connu import actes
from registre.models import PeriodeDeStatut
from registre.public.connaissance.jour import Jours
from registre.public.connaissance.pages import Connaissance, connaissance_lue
from registre.public.connaissance.traces import Etape
from registre.public.liste.mentions import departs, mentions
from registre.templatetags.statuts import DATES, FIN, phrase_de
from registre.territoires import DEPARTEMENTS
from socle.templatetags.typographie import en_toutes_lettres

IDENTITE = ("identite__nom", "identite__nom_usuel", "identite__siren", "identite__commune", "code_departement")
COLONNES = ("cooperative", "statut", "label__numero", *DATES.values(), FIN, "membre", "engagements", *IDENTITE)


RACONTEES = 35  # as many as a page of the register has rows


@dataclass(frozen=True)
class Dit:
    """What a row says of a coop, part by part: two rows that say the same are equal."""

    statut: SafeString
    numero: str
    mentions: tuple[SafeString | str, ...]
    membre: bool
    nom: str
    siren: str
    lieu: str
    engagements: int

    def autrement_que(self, avant: "Dit", edition: EngagementsDeLEdition) -> list[SafeString | str]:
        """Return the parts that differ from `avant`, as they read here; the status comes first, always."""
        phrases: list[SafeString | str] = [
            format_html("{} ({})", self.statut, self.numero) if self.numero else self.statut
        ]

        if self.mentions != avant.mentions:
            phrases += self.mentions
        elif self.membre != avant.membre:
            phrases.append(_("Membre de la Fédération") if self.membre else _("Pas encore membre de la Fédération"))

        if self.nom != avant.nom:
            phrases.append(self.nom)

        if self.siren != avant.siren:
            phrases.append(f"SIREN {self.siren}")
        if self.lieu != avant.lieu:
            phrases.append(self.lieu)
        if self.engagements != avant.engagements:
            phrases.append(_en_numeros(edition, self.engagements))
        return phrases


def _en_numeros(edition: EngagementsDeLEdition, engagements: int) -> str:
    numeros = ", ".join(str(numero) for axe in edition.lire(engagements).values() for numero in axe)
    return _("Engagements %(numeros)s") % {"numeros": numeros} if numeros else _("Aucun engagement")


@dataclass(frozen=True)
class Depuis:
    """How a row reads now, in `phrases`, and the public corrections and late records that explain it.

    No event explains what is private: a refusal says nothing but the status that follows.
    """

    phrases: list[SafeString | str]
    etapes: list[Etape]

    @property
    def en_mots(self) -> str:
        """The phrases as plain words, in one sentence."""
        return " ; ".join(strip_tags(phrase) for phrase in self.phrases)

    @property
    def pourquoi(self) -> list[str]:
        """What happened since, a line of plain words for each event: a page of rows has no room for more elements."""
        return [_en_une_ligne(etape) for etape in self.etapes]


def _en_une_ligne(etape: Etape) -> str:
    mots = {"jour": en_toutes_lettres(etape.le), "quoi": " ".join(filter(None, [etape.texte, etape.numero]))}
    dites = [_("%(jour)s : %(quoi)s.") % mots, etape.motif]
    for trace in etape.traces:
        dite = strip_tags(trace.phrase)
        dites.append(_("%(trace)s, motif : %(motif)s") % {"trace": dite, "motif": trace.motif} if trace.motif else dite)
    return " ".join(filter(None, dites))


def dire(lue: Mapping[str, Any], partie: datetime.date | None) -> Dit:
    """Return what a row, with `COLONNES`, says. `partie` is the first day the coop was no member."""
    statut = lue["statut"]

    return Dit(
        statut=phrase_de(statut, lue[DATES.get(statut, FIN)] if statut else None),
        numero=lue["label__numero"] or "" if statut != Statut.ENGAGEE else "",
        mentions=tuple(mentions(lue, partie)),
        membre=lue["membre"],
        nom=lue["identite__nom_usuel"] or lue["identite__nom"],
        siren=lue["identite__siren"],
        lieu=f"{lue['identite__commune']}, {DEPARTEMENTS[lue['code_departement']]}",
        engagements=lue["engagements"],
    )


def lire(cooperatives: Collection[int], jours: Jours) -> dict[int, Dit]:
    """Return what the register says of each of these coops, known by then. Two queries."""
    periodes = PeriodeDeStatut.toutes.connues(jours.connu_le).au(jours.au).filter(cooperative__in=cooperatives)
    lues = {lue["cooperative"]: lue for lue in periodes.order_by("cooperative").values(*COLONNES)}
    parties = departs([pk for pk, lue in lues.items() if not lue["membre"]], jours)
    return {pk: dire(lue, parties.get(pk)) for pk, lue in lues.items()}


def ce_qui_differe(dites: Mapping[int, Dit], jours: Jours, edition: EngagementsDeLEdition) -> dict[int, Depuis]:
    """Return, for each coop that the register tells otherwise now than `dites`, how it reads and why. Three queries.

    Why is told of the first `RACONTEES` only: it takes replaying a journal each; a coop's own page always tells it.
    """
    maintenant = lire(dites, replace(jours, connu_le=None))
    autres = [pk for pk, dit in dites.items() if pk in maintenant and maintenant[pk] != dit]
    journaux = actes(autres[:RACONTEES]) if autres else {}

    return {
        pk: Depuis(
            maintenant[pk].autrement_que(dites[pk], edition),
            _etapes(connaissance_lue(pk, journaux[pk], jours.connu_le), jours.au) if pk in journaux else [],
        )
        for pk in autres
    }


def _etapes(connaissance: Connaissance | None, au: datetime.date) -> list[Etape]:
    return connaissance.ecarts(au, connaissance.montres(au)) if connaissance else []
