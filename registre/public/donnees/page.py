"""Open data: the register as files, on any day, for anybody."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from registre.engagements.en_vigueur import engagements_en_vigueur
from registre.journal.connu import premier_jour
from registre.models import PeriodeDeStatut, VersionDuRegistre
from registre.public.calculs import envoi
from registre.public.connaissance.instantane import Cles
from registre.public.connaissance.jour import Jours, jours_demandes, parametres_verifies
from registre.public.donnees import lignes_des_labels, lignes_du_registre
from registre.public.donnees.lignes import en_json, en_texte
from registre.public.donnees.schema import FICHIERS, LICENCE, paquet, schema
from registre.public.liste.filtres import Filtres
from registre.public.liste.requete import periodes
from registre.public.rendu import rendre
from registre.signalements.comptes import compter_les_signalements
from socle.adresses.parametres import ParametreInvalide

# Each write to the network carries about so many characters.
PAQUET = 64_000


def version_du_registre() -> int:
    """Return the number that whatever changes a public row raises with it. One query."""
    return VersionDuRegistre.objects.filter(pk=1).values_list("numero", flat=True).first() or 0


def empreinte(request: HttpRequest, **_kwargs: Any) -> str | None:
    """Return the ETag of a file before its rows are read; None for a question that means nothing.

    In that order, a write between the two gives newer rows under an older mark: the next request gets them again,
    never a 304 on others.
    """
    try:
        jours = jours_demandes(request)
    except ParametreInvalide:
        return None

    question = hashlib.sha256(request.get_full_path().encode()).hexdigest()[:16]

    return f'W/"{question}-{jours.au}-{jours.su_le}-{version_du_registre()}"'


def ligne_csv(valeurs: list[str]) -> str:
    """Return one line of CSV as RFC 4180 has it."""
    recueil = io.StringIO()
    csv.writer(recueil, lineterminator="\r\n").writerow(valeurs)
    return recueil.getvalue()


def periodes_demandees(request: HttpRequest, jours: Jours) -> "QuerySet[PeriodeDeStatut]":
    """Return the rows that the register's page would list for the same address. Raises `ParametreInvalide`."""
    edition = engagements_en_vigueur(jours.au)
    return periodes(Filtres.lire(request.GET, edition), edition)


@require_safe
@parametres_verifies
@condition(etag_func=empreinte)
def registre_csv(request: HttpRequest) -> HttpResponseBase:
    """`registre.csv`: one row per coop with a public status; the filters of the register's page apply."""
    jours = jours_demandes(request)
    cles = lignes_du_registre.instantane(periodes_demandees(request, jours), jours)
    lignes = lignes_du_registre.lignes_du_registre(cles, jours)
    return _en_csv(request, "registre", jours, len(cles), lignes)


@require_safe
@parametres_verifies
@condition(etag_func=empreinte)
def labels_csv(request: HttpRequest) -> HttpResponseBase:
    """`labels.csv`: one row per label granted by the day."""
    jours = jours_demandes(request)
    cles = lignes_des_labels.instantane(lignes_des_labels.labels_connus(jours), jours)
    lignes = lignes_des_labels.lignes_des_labels(cles, jours)
    return _en_csv(request, "labels", jours, len(cles), lignes)


def _en_csv(request: HttpRequest, fichier: str, jours: Jours, combien: int, lignes: Iterator[Any]) -> HttpResponseBase:
    """Answer with so many rows as CSV (RFC 4180, UTF-8), sent as they are read."""
    morceaux = envoi(request, combien, par_paquets(texte_csv(fichier, lignes)))
    reponse = StreamingHttpResponse(morceaux, content_type="text/csv; charset=utf-8; header=present")
    connu = f"-connu-{jours.connu_le}" if jours.connu_le else ""
    reponse.headers["Content-Disposition"] = f'attachment; filename="{fichier}-{jours.au}{connu}.csv"'
    return reponse


def texte_csv(fichier: str, lignes: Iterable[Any]) -> Iterator[str]:
    """Yield a file as CSV (RFC 4180), its header first."""
    yield ligne_csv([champ.name for champ in fields(FICHIERS[fichier][0])])
    for ligne in lignes:
        yield ligne_csv(en_texte(ligne))


@require_safe
@parametres_verifies
@condition(etag_func=empreinte)
def registre_json(request: HttpRequest) -> HttpResponseBase:
    """`registre.json`: the same rows as `registre.csv`, with the days and the count."""
    jours = jours_demandes(request)
    cles = lignes_du_registre.instantane(periodes_demandees(request, jours), jours)
    morceaux = envoi(request, len(cles), par_paquets(texte_json(cles, jours)))
    return StreamingHttpResponse(morceaux, content_type="application/json")


def texte_json(cles: Cles, jours: Jours) -> Iterator[str]:
    """Yield `registre.json`: the days, the count, and the row of each key."""
    yield f'{{"au": "{jours.au}", "connu_le": "{jours.su_le}", "count": {len(cles)}, "items": ['
    virgule = ""
    for ligne in lignes_du_registre.lignes_du_registre(cles, jours):
        yield virgule + json.dumps(en_json(ligne), ensure_ascii=False)
        virgule = ","
    yield "]}"


def par_paquets(morceaux: Iterable[str]) -> Iterator[str]:
    """Group short pieces, so that each write to the network carries about `PAQUET` characters."""
    paquet_courant: list[str] = []
    longueur = 0
    for morceau in morceaux:
        paquet_courant.append(morceau)
        longueur += len(morceau)
        if longueur >= PAQUET:
            yield "".join(paquet_courant)
            paquet_courant, longueur = [], 0
    yield "".join(paquet_courant)


@require_safe
def schema_json(request: HttpRequest, fichier: str = "registre") -> HttpResponse:
    """`schema.json`, `labels.schema.json`: the Table Schema of a file."""
    return JsonResponse(schema(fichier), json_dumps_params={"ensure_ascii": False, "indent": 2})


@require_safe
def datapackage_json(request: HttpRequest) -> HttpResponse:
    """`datapackage.json`: the files bound together."""
    return JsonResponse(paquet(), json_dumps_params={"ensure_ascii": False, "indent": 2})


@require_safe
@parametres_verifies
def donnees(request: HttpRequest) -> HttpResponse:
    """The page that presents the files, their columns, their licence and what changed in them."""
    jours = jours_demandes(request)
    titre = _("Données ouvertes du registre")
    description = _("Le registre du label Quali’Coop en fichiers CSV et JSON, pour n’importe quel jour.")
    contexte = {
        "connu_le": jours.su_le,
        "debut": premier_jour(),
        "schemas": [(nom, schema(nom)["fields"]) for nom in FICHIERS],
        "licence": LICENCE,
        "fichiers": FICHIERS,
        "signalements": compter_les_signalements(),
    }

    return rendre(request, "registre/donnees.html", contexte, au=jours.au, titre=titre, description=description)
