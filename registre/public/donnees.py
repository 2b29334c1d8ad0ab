"""Open data: the register as files, on any day, for anybody."""

import csv
import datetime
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from registre.models import PeriodeDeStatut
from registre.public.edition import engagements_en_vigueur
from registre.public.filtres import Filtres
from registre.public.jour import jour_demande, parametres_verifies
from registre.public.lignes import (
    LigneLabel,
    LigneRegistre,
    de_quoi_ecrire,
    en_json,
    en_texte,
    labels_au,
    lignes_des_labels,
    lignes_du_registre,
)
from registre.public.requete import periodes
from registre.public.schema import FICHIERS, LICENCE, paquet, schema
from socle.parametres import ParametreInvalide


def version_du_registre() -> str:
    """Return a mark that changes with any change of the facts: rows of the projection are never reused. One query."""
    return str(PeriodeDeStatut.objects.aggregate(Max("pk"))["pk__max"] or 0)


def empreinte(request: HttpRequest, **_kwargs: Any) -> str | None:
    """Return the ETag of a file before making it; None for a question that means nothing."""
    try:
        au = jour_demande(request)
    except ParametreInvalide:
        return None
    question = hashlib.sha256(request.get_full_path().encode()).hexdigest()[:16]
    return f'W/"{question}-{au}-{version_du_registre()}"'


def ligne_csv(valeurs: list[str]) -> str:
    """Return one line of CSV as RFC 4180 has it."""
    recueil = io.StringIO()
    csv.writer(recueil, lineterminator="\r\n").writerow(valeurs)
    return recueil.getvalue()


def periodes_demandees(request: HttpRequest) -> "QuerySet[PeriodeDeStatut]":
    """Return the rows that the register's page would list for the same address. Raises `ParametreInvalide`."""
    edition = engagements_en_vigueur(jour_demande(request))
    return de_quoi_ecrire(periodes(Filtres.lire(request.GET, edition), edition))


@require_safe
@parametres_verifies
@condition(etag_func=empreinte)
def registre_csv(request: HttpRequest) -> HttpResponseBase:
    """`registre.csv`: one row per coop with a public status; the filters of the register's page apply."""
    au = jour_demande(request)
    return _en_csv("registre", au, lignes_du_registre(periodes_demandees(request), au))


@require_safe
@parametres_verifies
@condition(etag_func=empreinte)
def labels_csv(request: HttpRequest) -> HttpResponseBase:
    """`labels.csv`: one row per label granted by the day."""
    au = jour_demande(request)
    return _en_csv("labels", au, lignes_des_labels(labels_au(au), au))


def _en_csv(
    fichier: str, au: datetime.date, lignes: Iterator[LigneRegistre] | Iterator[LigneLabel]
) -> HttpResponseBase:
    """Answer with rows as CSV (RFC 4180, UTF-8), sent as they are read."""

    def texte() -> Iterator[str]:
        yield ligne_csv([champ.name for champ in fields(FICHIERS[fichier][0])])
        for ligne in lignes:
            yield ligne_csv(en_texte(ligne))

    reponse = StreamingHttpResponse(par_paquets(texte()), content_type="text/csv; charset=utf-8; header=present")
    reponse.headers["Content-Disposition"] = f'attachment; filename="{fichier}-{au}.csv"'
    return reponse


@require_safe
@parametres_verifies
@condition(etag_func=empreinte)
def registre_json(request: HttpRequest) -> HttpResponseBase:
    """`registre.json`: the same rows as `registre.csv`, with the day and the count."""
    au = jour_demande(request)
    demandees = periodes_demandees(request)

    def texte() -> Iterator[str]:
        yield f'{{"au": "{au}", "count": {demandees.count()}, "items": ['
        virgule = ""
        for ligne in lignes_du_registre(demandees, au):
            yield virgule + json.dumps(en_json(ligne), ensure_ascii=False)
            virgule = ","
        yield "]}"

    return StreamingHttpResponse(par_paquets(texte()), content_type="application/json")


def par_paquets(morceaux: Iterable[str], taille: int = 64_000) -> Iterator[str]:
    """Group short pieces, so that each write to the network carries about `taille` characters."""
    paquet_courant: list[str] = []
    longueur = 0
    for morceau in morceaux:
        paquet_courant.append(morceau)
        longueur += len(morceau)
        if longueur >= taille:
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
    au = jour_demande(request)
    contexte = {
        "au": au,
        "schemas": [(nom, schema(nom)["fields"]) for nom in FICHIERS],
        "licence": LICENCE,
        "fichiers": FICHIERS,
    }
    return render(request, "registre/donnees.html", contexte)
