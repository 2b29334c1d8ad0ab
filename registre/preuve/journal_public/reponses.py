"""The raw answers of the public log, for programs: checkpoint, tiles, entries, proofs. Everyone gets the same bytes."""

import json
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from registre.preuve import verificateur_du_journal
from registre.preuve.journal_public import chemins
from registre.preuve.journal_public.note import LONGUEUR_MAXIMUM, NoteIllisible
from registre.preuve.journal_public.preuves import Lecture, en_base64
from registre.preuve.journal_public.temoins import PointEtranger, TemoinInconnu, recevoir
from registre.preuve.journal_public.tuiles_gardees import entrees, partielle, pleine, taille
from registre.preuve.reponses import en_clair
from socle.adresses.parametres import ParametreInvalide, nombre
from socle.affluence.debit import compter
from socle.affluence.refus import TropDeDemandes
from socle.cache.durees import ne_pas_garder

TEXTE = "text/plain; charset=utf-8"
POUR_TOUJOURS = "public, max-age=31536000, immutable"
QUELQUES_SECONDES = "public, max-age=0, s-maxage=5"
OCTETS_DE_LONGUEUR = 2
ENVOIS_PAR_MINUTE = 30


def en_mots(phrase: str, statut: int) -> HttpResponse:
    """Answer in a sentence, that nobody keeps: what it says may be otherwise in a moment."""
    reponse = en_clair(phrase, statut)
    ne_pas_garder(reponse)
    return reponse


@require_safe
def checkpoint(request: HttpRequest, a_la_taille: int | None = None) -> HttpResponse:
    """The checkpoint of now, or of a past size: the same log, cosigned by who saw it then."""
    if a_la_taille is not None and a_la_taille > taille():
        return en_mots(_("Le journal n’a pas encore cette taille."), 404)

    lecture = Lecture(a_la_taille)
    note = lecture.point()
    if not note:
        return non_signe(lecture)
    return HttpResponse(note, content_type=TEXTE, headers={"Cache-Control": QUELQUES_SECONDES})


def non_signe(lecture: Lecture) -> HttpResponse:
    """Say why there is no signed checkpoint: no key, or a log that no longer follows what was signed."""
    if lecture.rupture:
        return en_mots(_("Ce journal ne signe plus : %s.") % lecture.rupture, 503)
    return en_mots(_("Ce journal n’est pas encore signé : cette machine n’a pas de clé."), 503)


@require_safe
def tuile(request: HttpRequest, chemin: str) -> HttpResponse:
    """A tile of hashes, or the bundle of entries beneath it (C2SP tlog-tiles)."""
    place = chemins.lire(chemin)
    if place is None:
        return en_mots(_("Cette adresse n’est pas celle d’une tuile."), 404)

    octets = contenu_de(place)
    if octets is None:
        return en_mots(_("Le journal n’a pas encore cette tuile."), 404)
    return HttpResponse(octets, content_type="application/octet-stream", headers={"Cache-Control": POUR_TOUJOURS})


def contenu_de(place: chemins.Place) -> bytes | None:
    """Return the bytes of a tile or a bundle; None when the log is not long enough for it."""
    if place.niveau is None:
        morceaux = [len(lue).to_bytes(OCTETS_DE_LONGUEUR) + lue for lue in entrees(place.indice, place.largeur)]
    else:
        hachages = pleine(place.niveau, place.indice) or partielle(place.niveau, place.indice)
        morceaux = hachages[: place.largeur]
    return b"".join(morceaux) if len(morceaux) == place.largeur else None


@require_safe
def coherence(request: HttpRequest) -> HttpResponse:
    """`?ancienne=&taille=`: the proof that the log of one size begins with that of another."""
    try:
        ancienne, nouvelle = tailles_demandees(request)
    except ParametreInvalide as faute:
        return en_json({"parametre": faute.parametre, "message": faute.message}, 400)

    lecture = Lecture(nouvelle)
    return en_json(
        {
            "ancienne": ancienne,
            "taille": nouvelle,
            "racine_ancienne": en_base64(lecture.racine_a(ancienne)),
            "racine": en_base64(lecture.racine),
            "preuve": [en_base64(noeud) for noeud in lecture.coherence(ancienne)],
        }
    )


def tailles_demandees(request: HttpRequest) -> tuple[int, int]:
    """Return the two sizes asked, the latter that of now by default. Raises `ParametreInvalide`."""
    actuelle = taille()
    ancienne, demandee = nombre(request.GET, "ancienne"), nombre(request.GET, "taille")
    nouvelle = actuelle if demandee is None else demandee
    if ancienne is None:
        raise ParametreInvalide("ancienne", _("Donnez la taille de l’ancien point de contrôle."))
    if nouvelle > actuelle:
        raise ParametreInvalide("taille", _("Le journal n’a que %(n)s feuilles.") % {"n": actuelle})
    if ancienne > nouvelle:
        raise ParametreInvalide("ancienne", _("L’ancienne taille ne dépasse pas la nouvelle."))
    return ancienne, nouvelle


# Exempt from the CSRF token: a program sends it, which has no session. It is believed for its signatures alone.
@csrf_exempt
@never_cache
@require_POST
def cosignatures(request: HttpRequest) -> HttpResponse:
    """Take a checkpoint as known witnesses signed it, and keep what they signed."""
    try:
        compter(request, "cosignatures", par_minute=ENVOIS_PAR_MINUTE)
        noms = recevoir(_note_envoyee(request))
    except TropDeDemandes as refus:
        reponse = en_mots(_("Trop d’envois : revenez dans une minute."), 429)
        reponse.headers["Retry-After"] = str(refus.attente)
        return reponse
    except NoteIllisible:
        return en_mots(_("Ce texte n’est pas un point de contrôle signé."), 400)
    except PointEtranger:
        return en_mots(_("Ce point de contrôle n’est pas de ce journal."), 409)
    except TemoinInconnu:
        return en_mots(_("Aucune signature d’un témoin connu de ce journal, ou elle ne se vérifie pas."), 403)

    return en_mots(_("Gardé, merci : %(noms)s.") % {"noms": ", ".join(noms)}, 200)


def _note_envoyee(request: HttpRequest) -> str:
    """The body of the request, as text. Raises `NoteIllisible` for what is too long, unread, or is no text."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGUEUR_MAXIMUM:
        raise NoteIllisible("too long")
    try:
        return request.body.decode()
    except UnicodeDecodeError as faute:
        raise NoteIllisible("UTF-8 is expected") from faute


@require_safe
def verificateur(request: HttpRequest) -> HttpResponse:
    """The program that verifies the log, as it stands in our sources: one file, to be kept."""
    reponse = HttpResponse(source_du_verificateur(), content_type="text/x-python; charset=utf-8")
    reponse.headers["Content-Disposition"] = 'attachment; filename="verificateur_du_journal.py"'
    return reponse


def source_du_verificateur() -> bytes:
    """Return the program that verifies the log."""
    return Path(verificateur_du_journal.__file__).read_bytes()


def en_json(contenu: dict[str, Any], statut: int = 200) -> HttpResponse:
    """Answer in JSON, accents kept."""
    texte = json.dumps(contenu, ensure_ascii=False, indent=2)
    return HttpResponse(f"{texte}\n", status=statut, content_type="application/json")
