"""`/registre/attestation/<siren>.pdf`: what the register says of a coop, on one page to keep in a file.

Dated and timed, with the address that checks it again and the head of the journal it was drawn from. One drawing serves
everyone who asks the same on a day, as long as the register says the same.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.adresses import adresse_absolue
from registre.journal.connu import fin_du_jour
from registre.models import IdentiteDeCooperative, VersionDuRegistre
from registre.public.connaissance.identites import porteuse_du_siren
from registre.public.connaissance.jour import connaissance_demandee, jour_demande, parametres_verifies
from registre.public.connaissance.traces import Etape
from registre.public.fiche.coop_lue import CoopLue, lire_la_coop
from registre.public.fiche.parcours import histoire
from registre.public.fiche.portes import AxePorte, engagements_portes
from socle.dessins.qr import qr
from socle.dessins.reponse_pdf import Impression, repondre_pdf_a_faire
from socle.formats.identite import FEDERATION
from socle.templatetags.typographie import en_toutes_lettres

ETAPES_MONTREES = 8
ECARTS_MONTRES = 5
EMPREINTE_MONTREE = 16


@dataclass(frozen=True)
class Attestation:
    """What the page says beside the coop: its steps, the latest ones, and how it is checked again."""

    lue: CoopLue
    axes: Sequence[AxePorte]
    etapes: Sequence[Etape]
    d_autres_etapes: bool
    ecarts: Sequence[Etape]
    d_autres_ecarts: bool
    adresse: str
    qr: SafeString
    etablie: str
    version: VersionDuRegistre

    @property
    def empreinte(self) -> str:
        """The beginning of the hash that ends the journal."""
        return self.version.tete[:EMPREINTE_MONTREE]


@require_safe
@parametres_verifies
def attestation(request: HttpRequest, siren: str) -> HttpResponse:
    """Answer with the attestation of the coop that bears or bore this SIREN; with a page that says why there is none.

    A browser that has it gets its 304 after three queries, before anything else is read or drawn.
    """
    au, connu_le = jour_demande(request), connaissance_demandee(request)
    cooperative = porteuse_du_siren(siren, connu_le)
    if cooperative is None:
        return _refuser(request, _("Aucune coopérative connue de la Fédération ne porte le SIREN %s.") % siren)
    if not IdentiteDeCooperative.toutes.connues(connu_le).filter(cooperative=cooperative).exists():
        dite = _("Cette coopérative n’était pas encore au registre le %s.")
        return _refuser(request, dite % en_toutes_lettres(connu_le or au))
    version = VersionDuRegistre.objects.filter(pk=1).first() or VersionDuRegistre()
    langue, aujourdhui = translation.get_language(), timezone.localdate()
    adresse = _adresse(siren, au, connu_le or aujourdhui)
    marque = f"attestation {version.numero} {version.tete} {cooperative} {connu_le} {aujourdhui} {langue} {adresse}"

    def document() -> str:
        lue = lire_la_coop(au, connu_le, cooperative=cooperative)
        assert lue is not None  # noqa: S101 - it has an identity known by then
        contexte = {"a": _attestation(lue, adresse, version), "federation": FEDERATION, "langue": langue}
        return render_to_string("registre/pdf/attestation.html", contexte)

    jusqu_a_minuit = int((fin_du_jour(aujourdhui) - timezone.now()).total_seconds())
    impression = Impression(f"attestation-{siren}-{au}.pdf", pages=1, garde=max(1, jusqu_a_minuit))
    return repondre_pdf_a_faire(request, marque, document, impression)


def _refuser(request: HttpRequest, phrase: str) -> HttpResponse:
    return render(request, "registre/attestation_impossible.html", {"phrase": phrase}, status=404)


def _adresse(siren: str, au: datetime.date, connu_le: datetime.date) -> str:
    """The address that asks the same again, whenever it is read."""
    return f"{adresse_absolue(f'siren/{siren}')}?au={au}&connu_le={connu_le}"


def _attestation(lue: CoopLue, adresse: str, version: VersionDuRegistre) -> Attestation:
    cycles = histoire(lue.en_cours, lue.faits.labels, lue.au, lue.connaissance.traces)
    etapes = [etape for cycle in reversed(cycles) for etape in cycle.etapes]
    ecarts = lue.difference.etapes if lue.difference else []
    dossier = lue.faits.dossier

    return Attestation(
        lue=lue,
        axes=engagements_portes(dossier, None if lue.en_cours else lue.label) if dossier else [],
        etapes=etapes[-ETAPES_MONTREES:],
        d_autres_etapes=len(etapes) > ETAPES_MONTREES,
        ecarts=ecarts[-ECARTS_MONTRES:],
        d_autres_ecarts=len(ecarts) > ECARTS_MONTRES,
        adresse=adresse,
        qr=qr(adresse, _("Code à lire avec un téléphone : il mène à la page du registre, aux mêmes dates")),
        etablie=_moment(timezone.localtime()),
        version=version,
    )


def _moment(le: datetime.datetime) -> str:
    """A moment in Paris, "28 novembre 2026 à 5 h 28"."""
    heure = f"{le.hour} h {le:%M}" if translation.get_language() == "fr" else f"{le:%H:%M}"
    return _("%(jour)s à %(heure)s") % {"jour": en_toutes_lettres(le), "heure": heure}
