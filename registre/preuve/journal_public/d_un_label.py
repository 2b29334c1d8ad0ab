"""The proofs of one label: every leaf that tells of it, with its path; one of them in C2SP's own form."""

from base64 import b64encode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.models import Label
from registre.preuve.journal_public.preuves import Inclusion, Lecture, document
from registre.preuve.journal_public.reponses import en_json, en_mots, non_signe
from registre.preuve.models import FeuilleDuJournal
from socle.adresses.parametres import ParametreInvalide, nombre

ENTETE = "c2sp.org/tlog-proof@v1"
TLOG_PROOF = "text/plain; charset=utf-8"


def feuilles_du_label(label: Label) -> list[FeuilleDuJournal]:
    """Return the leaves of a label's own events, the grant first. One query."""
    lues = FeuilleDuJournal.objects.filter(evenement__label=label)
    return list(lues.order_by("indice"))


@require_safe
def preuve_json(request: HttpRequest, numero: str) -> HttpResponse:
    """`preuve.json`: every decision on a label, and the proof that it is in the log of now."""
    label = Label.tous.filter(numero=numero).first()
    if label is None:
        return en_mots(_("Aucun label n’a jamais porté ce numéro."), 404)

    lecture = Lecture()
    inclusions = [lecture.inclusion(feuille).document for feuille in feuilles_du_label(label)]
    return en_json({"numero": label.numero} | document(lecture) | {"feuilles": inclusions})


@require_safe
def preuve_tlog(request: HttpRequest, numero: str) -> HttpResponse:
    """`preuve.tlog-proof`: one leaf of a label (`?feuille=`, the grant by default), to be verified offline."""
    label = Label.tous.filter(numero=numero).first()
    if label is None:
        return en_mots(_("Aucun label n’a jamais porté ce numéro."), 404)
    try:
        feuille = _feuille_demandee(request, label)
    except ParametreInvalide as faute:
        return en_mots(faute.message, 400)

    lecture = Lecture()
    note = lecture.point()
    if not note:
        return non_signe(lecture)
    reponse = HttpResponse(tlog_proof(lecture.inclusion(feuille), note), content_type=TLOG_PROOF)
    reponse.headers["Content-Disposition"] = f'attachment; filename="{label.numero}.tlog-proof"'
    return reponse


def tlog_proof(inclusion: Inclusion, note: str) -> str:
    """Return a proof as C2SP tlog-proof writes it. Its extra data is the leaf itself, whose hash it proves."""
    feuille = inclusion.feuille
    lignes = [
        ENTETE,
        f"extra {b64encode(feuille.contenu.encode()).decode()}",
        f"index {feuille.indice}",
        *inclusion.chemin_ecrit,
    ]
    return "\n".join([*lignes, "", note])


def _feuille_demandee(request: HttpRequest, label: Label) -> FeuilleDuJournal:
    """The leaf asked for, one of this label's. Raises `ParametreInvalide`."""
    demandee, feuilles = nombre(request.GET, "feuille"), feuilles_du_label(label)
    trouvees = [feuille for feuille in feuilles if demandee in {None, feuille.indice}]
    if not trouvees:
        raise ParametreInvalide("feuille", _("Aucune feuille de ce label n’a ce numéro."))
    return trouvees[0]
