"""What a page says of corrections: which step was corrected or annulled, on which day, why.

Public: grants and what becomes of them, identity and membership, absorptions, and the admissibility of a candidature
that shows, with its public indicators. What was never public leaves no trace: filings, complements, refusals, reports
of points.
"""

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registre.etats import ADHESIONS, CHANGEMENTS_D_IDENTITE, OCTROIS, POINTS, Operation
from registre.indicateurs_publics import en_mots, indicateurs_publics
from registre.journal.acte import Acte
from registre.journal.charges import (
    Absorption,
    ChangementDIdentite,
    Charge,
    DecisionSurDossier,
    Depot,
    Inscription,
    Octroi,
)
from registre.journal.rejeu import en_vigueur
from registre.public.connaissance.redressements import Redressement, redressements
from socle.templatetags.typographie import en_toutes_lettres, jour

MOTIF_PUBLIE = frozenset({Operation.SUSPENDRE, Operation.RETIRER})
SANS_MOTIF_PUBLIE = POINTS | {Operation.DISPENSER}
D_IDENTITE = CHANGEMENTS_D_IDENTITE | ADHESIONS | {Operation.INSCRIRE}
ABSORPTIONS = frozenset({Operation.ABSORBER, Operation.ETRE_ABSORBEE})
PUBLIQUES = OCTROIS | MOTIF_PUBLIE | {Operation.LEVER_SUSPENSION} | D_IDENTITE | ABSORPTIONS


@dataclass(frozen=True)
class Trace:
    """What was done to a step: in words, with its day, and why."""

    le: datetime.date
    phrase: SafeString
    motif: str = ""


@dataclass(frozen=True)
class Etape:
    """Something that happened: when, what, the reason published with it, the label it is about, what was put right."""

    le: datetime.date
    texte: str
    motif: str = ""
    numero: str = ""
    traces: tuple[Trace, ...] = ()


class Traces:
    """What was put right in a coop's journal, found by event. `actes` is the journal from its start."""

    def __init__(self, actes: Sequence[Acte]) -> None:
        self.en_vigueur = en_vigueur(actes)
        self.redressements = redressements(actes)

    @cached_property
    def _par_rang(self) -> dict[int, tuple[Trace, ...]]:
        par_rang: dict[int, tuple[Trace, ...]] = {}
        for redressement in self.redressements:
            if (trace := trace_de(redressement)) is not None:
                par_rang[redressement.acte.rang] = (*par_rang.get(redressement.acte.rang, ()), trace)
        return par_rang

    def du_rang(self, rang: int) -> tuple[Trace, ...]:
        """What was done to the event of this rank."""
        return self._par_rang.get(rang, ())

    def de(
        self, operation: Operation, *, dossier: int | None = None, numero: str = "", le: datetime.date | None = None
    ) -> tuple[Trace, ...]:
        """What was done to the event of this operation about a candidature or a label, or taking effect on a day."""
        for acte in self.en_vigueur:
            if acte.operation != operation or le not in {None, acte.prend_effet_le}:
                continue
            if dossier in {None, getattr(acte.charge, "dossier", None)} and numero in {"", numero_de(acte)}:
                return self.du_rang(acte.rang)
        return ()

    def de_l_identite(self) -> list[Etape]:
        """Return what was put right of who the coop is and since when it is a member."""
        lus = ((acte, self.du_rang(acte.rang)) for acte in self.en_vigueur if acte.operation in D_IDENTITE)
        return [etape_de(acte, traces) for acte, traces in lus if traces]

    def annulees(self, dossiers: Collection[int], au: datetime.date) -> list[Etape]:
        """Return the public events up to `au` that should never have been, in the order they were recorded.

        `dossiers` are the candidatures that show, by the rank of their filing.
        """
        valent = {acte.rang for acte in self.en_vigueur}
        derniers = {r.acte.rang: r.acte for r in self.redressements}
        nuls = [acte for rang, acte in sorted(derniers.items()) if rang not in valent]

        return [
            replace(etape, texte=_("Numéro donné par erreur")) if acte.operation in OCTROIS else etape
            for acte in nuls
            for etape in [etape_de(acte, self.du_rang(acte.rang))]
            if publique(acte, dossiers) and etape.le <= au
        ]


def publique(acte: Acte, dossiers: Collection[int]) -> bool:
    """Whether an event was ever told to anyone. `dossiers` are the candidatures that show."""
    if acte.operation == Operation.DECLARER_ADMISSIBLE and isinstance(acte.charge, DecisionSurDossier):
        return acte.charge.dossier in dossiers
    return acte.operation in PUBLIQUES


def jour_de_l_acte(acte: Acte) -> datetime.date:
    """Return the day that a page gives to an event: of a grant, that of the decision."""
    return acte.decide_le if acte.operation in OCTROIS else acte.prend_effet_le


def numero_de(acte: Acte) -> str:
    """Return the number of the label that an event is about, empty for none."""
    octroi = acte.charge.octroi if isinstance(acte.charge, Absorption) else acte.charge
    return getattr(octroi, "numero", "")


def etape_de(acte: Acte, traces: tuple[Trace, ...] = ()) -> Etape:
    """Return an event as a page names it."""
    motif = acte.motif if acte.operation in MOTIF_PUBLIE else ""
    return Etape(jour_de_l_acte(acte), capfirst(str(acte.operation.label)), motif, numero_de(acte), traces)


def consignee_apres_coup(acte: Acte) -> Trace:
    """Return the trace of an event recorded later than the day it speaks of."""
    le = timezone.localdate(acte.enregistre_le)
    return Trace(le, format_html(_("Consigné le {le}"), le=jour(le)))


def trace_de(redressement: Redressement) -> Trace | None:
    """Return what a correction or an annulment tells the public of one event; None when nothing public changed."""
    par, avant, apres = redressement.par, redressement.avant, redressement.apres
    le = timezone.localdate(par.enregistre_le)
    if isinstance(redressement.acte.charge, Depot):
        return _trace_de_depot(redressement, le)
    if avant is None or apres is None:
        phrase = _("Annulé le {le}") if apres is None else _("Rétabli le {le}")
        return Trace(le, format_html(phrase, le=jour(le)), par.motif)

    etait = tuple(_etait(avant, apres))
    motif_change = avant.motif != apres.motif and apres.operation in MOTIF_PUBLIE
    if not etait and not motif_change:
        return None
    if par.operation == Operation.ANNULER:
        phrase = _("Correction annulée le {le}")
    else:
        phrase = _("Corrigé le {le}") if etait else _("Motif corrigé le {le}")
    dite = format_html(phrase, le=jour(le))
    if etait:
        mots = format_html_join(", ", "{}", ((mot,) for mot in etait))
        dite = format_html(_("{phrase} (auparavant : {mots})"), phrase=dite, mots=mots)
    # The reason of a point is a report, that of a waiver is the committee's: so may be that of their correction.
    return Trace(le, dite, "" if apres.operation in SANS_MOTIF_PUBLIE else par.motif)


def _trace_de_depot(redressement: Redressement, le: datetime.date) -> Trace | None:
    """What a correction tells of a filing: the public indicators that read otherwise, of what they were."""
    if redressement.avant is None or redressement.apres is None:
        return None

    avant, apres = (
        indicateurs_publics(acte.charge.engagements)  # type: ignore[attr-defined]
        for acte in (redressement.avant, redressement.apres)
    )
    if avant == apres:
        return None

    dite = format_html(_("Indicateurs corrigés le {le}"), le=jour(le))
    if etaient := [lu for lu in avant if lu not in apres]:
        mots = format_html_join(" ; ", "{}", ((en_mots(indicateur),) for _cle, indicateur in etaient))
        dite = format_html(_("{phrase} (auparavant : {mots})"), phrase=dite, mots=mots)
    return Trace(le, dite, redressement.par.motif)


def _etait(avant: Acte, apres: Acte) -> Iterator[SafeString | str]:
    """What the public read of an event, where it reads otherwise since."""
    deplace = jour_de_l_acte(avant) != jour_de_l_acte(apres)
    if deplace:
        yield format_html(_("le {le}"), le=jour(jour_de_l_acte(avant)))

    lu, relu = avant.charge, apres.charge

    if isinstance(lu, Octroi) and isinstance(relu, Octroi):
        if lu.valide_du != relu.valide_du and not deplace:
            yield format_html(_("valable du {le}"), le=jour(lu.valide_du))
        if lu.valide_jusqu_au != relu.valide_jusqu_au:
            yield format_html(_("valable jusqu’au {le}"), le=jour(lu.valide_jusqu_au))
    else:
        relues = _identite(relu)
        yield from (mot for champ, mot in _identite(lu).items() if mot and mot != relues.get(champ))


def _identite(charge: Charge) -> dict[str, str]:
    """What a charge says of an identity and of a membership, in words."""
    if isinstance(charge, Inscription):
        adhesion = {"membre_depuis": charge.membre_depuis, "membre_jusqu_au": charge.membre_jusqu_au}
        dates = {nom: en_toutes_lettres(le) for nom, le in adhesion.items() if le is not None}
        return charge.identite.model_dump() | dates
    return charge.champs if isinstance(charge, ChangementDIdentite) else {}
