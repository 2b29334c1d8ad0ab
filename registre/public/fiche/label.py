"""`/registre/labels/<numero>/`: one granted period, as granted, for as long as the register stands.

A number given by mistake keeps its page, which says so.
"""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.cycle import statut_de_label
from registre.lecture.phrases_de_label import phrase_de_label
from registre.models import IdentiteDeCooperative, Label
from registre.preuve.justificatifs import a_un_justificatif
from registre.promotion.carte.adresses import decouverte
from registre.public.connaissance.deux_jours import Difference, pas_encore_connue
from registre.public.connaissance.faits_lus import LabelLu
from registre.public.connaissance.identites import IdentiteLue, identite_lue
from registre.public.connaissance.jour import connaissance_demandee, jour_demande, parametres_verifies
from registre.public.connaissance.pages import Connaissance, connaissance_de
from registre.public.fiche.au_journal import au_journal
from registre.public.fiche.donnees_liees import label_seul
from registre.public.fiche.image import image_d_aujourd_hui
from registre.public.fiche.jalons import barre_du_label
from registre.public.fiche.numeros_annules import Annule, annule_dans, annule_maintenant
from registre.public.fiche.parcours import suites
from registre.public.fiche.portes import octroyes_par_axe
from registre.public.rendu import rendre


@require_safe
@parametres_verifies
def label(request: HttpRequest, numero: str) -> HttpResponse:
    """Show a label, whatever became of it. A number nobody ever had is a 404 that offers to verify it."""
    if numero != numero.upper():
        adresse, question = reverse("registre:label", args=[numero.upper()]), request.META.get("QUERY_STRING", "")
        return redirect(f"{adresse}?{question}" if question else adresse, permanent=True)

    au, connu_le = jour_demande(request), connaissance_demandee(request)
    ligne = Label.tous.select_related("cooperative").filter(numero=numero).first()
    if ligne is None:
        return render(request, "registre/label_inconnu.html", {"numero": numero}, status=404)

    connaissance = connaissance_de(ligne.cooperative_id, connu_le)
    if connaissance is None:
        return _pas_encore(request, ligne, au)
    if (annule := _annulation(ligne, connaissance)) is not None:
        return _donne_par_erreur(request, ligne, annule, au)
    return _montrer(request, ligne, connaissance, au)


def _pas_encore(request: HttpRequest, ligne: Label, au: datetime.date) -> HttpResponse:
    connu_le = connaissance_demandee(request) or timezone.localdate()
    return pas_encore_connue(request, ligne.cooperative, au=au, connu_le=connu_le, numero=ligne.numero)


def _annulation(ligne: Label, connaissance: Connaissance) -> Annule | None:
    """When a number was given, annulled, and why, as known; None while it is not annulled."""
    if connaissance.connu_le is None:
        return annule_maintenant(ligne)
    return annule_dans(connaissance.histoire, ligne.numero)


def _donne_par_erreur(request: HttpRequest, ligne: Label, annule: Annule, au: datetime.date) -> HttpResponse:
    """Say that a number was given by mistake: it is no label, and no other will bear it."""
    cooperative = ligne.cooperative
    description = _("Le numéro %(numero)s a été donné par erreur, puis annulé.") % {"numero": ligne.numero}
    contexte = {
        "annule": annule,
        "au_journal": au_journal(ligne),
        "coop": cooperative,
        "connu_le": connaissance_demandee(request),
        "permanente": request.build_absolute_uri(request.path),
        "demonstration": cooperative.demonstration,
    }
    titre = _("Numéro %(numero)s, annulé") % {"numero": ligne.numero}

    return rendre(request, "registre/label_annule.html", contexte, au=au, titre=titre, description=description)


def _montrer(request: HttpRequest, ligne: Label, connaissance: Connaissance, au: datetime.date) -> HttpResponse:
    faits = connaissance.faits(au)
    lu = faits.label(ligne.numero)
    if lu is None:
        return _pas_encore(request, ligne, au)

    connues = IdentiteDeCooperative.toutes.connues(connaissance.connu_le)
    identite = identite_lue(connues.filter(cooperative=ligne.cooperative_id).order_by("du"), au)
    contexte = _contexte(connaissance, lu, au) | {
        "coop": ligne.cooperative,
        "identite": identite,
        "alors": _nom_d_alors(identite, lu),
        "suivant": faits.suivant(lu),
        "decouverte": decouverte(lu.numero),
        "au_journal": au_journal(ligne),
        "donnees_liees": label_seul(lu, ligne.cooperative, identite, au),
        "demonstration": ligne.cooperative.demonstration,
        "permanente": request.build_absolute_uri(request.path),
        "justificatif": connaissance.connu_le is None and a_un_justificatif(ligne.cooperative),
    }
    titre = _("Label %(numero)s") % {"numero": lu.numero}
    description = _("Label Quali’Coop %(numero)s octroyé à %(nom)s : période, statut, engagements, décisions.")
    description %= {"numero": lu.numero, "nom": identite.du_jour.nom}
    image = image_d_aujourd_hui(identite)

    return rendre(request, "registre/label.html", contexte, au=au, titre=titre, description=description, image=image)


def _nom_d_alors(identite: IdentiteLue, lu: LabelLu) -> str:
    """The name under which the label was granted, empty when it is that of the day asked."""
    ancienne = next((nom for nom in reversed(identite.noms) if nom.jusqu_au >= lu.octroye_le), None)
    return ancienne.valeur if ancienne else ""


def _contexte(connaissance: Connaissance, label: LabelLu, au: datetime.date) -> dict[str, Any]:
    """What the page shows of a label, on a day and today."""
    aujourdhui, octroye, traces = timezone.localdate(), label.octroye_le <= au, connaissance.traces
    connu_le = connaissance.connu_le
    absorption = connaissance.absorbee(datetime.date.max)
    repris = next((r for r in connaissance.absorbees(datetime.date.max) if r.nouveau_numero == label.numero), None)

    return {
        "label": label,
        "code": statut_de_label(label.faits, au) if octroye else "aucun",
        "phrase": phrase_de_label(label, au),
        "phrase_du_jour": phrase_de_label(label, aujourdhui) if au != aujourdhui and not connu_le else "",
        "barre": barre_du_label(label.faits, au) if octroye else None,
        "axes": octroyes_par_axe(label),
        "octroi_corrige": traces.du_rang(label.rang),
        "suites": suites(label, traces),
        "annulees": [e for e in traces.annulees((), datetime.date.max) if e.numero == label.numero],
        "absorption": absorption if absorption and absorption.numero == label.numero else None,
        "repris": repris,
        "connu_le": connu_le,
        "difference": Difference(_depuis(connaissance, label.numero)) if connu_le else None,
    }


def _depuis(connaissance: Connaissance, numero: str) -> list[Any]:
    """What was put right or recorded since about this label, whatever day it speaks of: the page tells all of it."""
    return [etape for etape in connaissance.ecarts(datetime.date.max, ()) if etape.numero == numero]
