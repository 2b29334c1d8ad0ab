"""The minutes: what they say, locked, refused to be changed, put right by a dated note."""

from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from registre.comite import ordre_du_jour, tenue
from registre.comite.decider import DecisionPrise, decider
from registre.comite.models import NatureDePoint, NoteAuProcesVerbal, ProcesVerbal
from registre.comite.proces_verbal import noter, verrouiller_le_proces_verbal
from registre.dossier.contenu import empreinte
from registre.models import SeanceComite
from registre.operations import OperationRefusee
from socle.models import User
from tests.registre.comite.monde import (
    UN_JOUR,
    aujourdhui,
    complete,
    membre,
    navigateur,
    page_de,
    point_de,
    seance,
    secretaire,
    tenue_avec,
)
from tests.registre.factories import CooperativeFactory
from tests.registre.lecture import lire, mots

pytestmark = pytest.mark.django_db


@pytest.fixture
def elle() -> User:
    return secretaire()


@pytest.fixture
def close(elle: User) -> SeanceComite:
    """A session of two members, one in conflict on the only point, decided and locked."""
    coop = CooperativeFactory.create(nom="Coop jugée")
    la_seance = tenue_avec(membre(), membre(cooperative=coop))
    point = point_de(la_seance, complete(cooperative=coop))
    prise = DecisionPrise("admissible", aujourdhui(), "Tout y est.", "Suivre.", "On a hésité.", pour=1)
    decider(point.pk, prise, par=elle)
    navigateur(elle).post(f"/admin/registre/seances/{la_seance.pk}/verrouiller/")
    return la_seance


def textes(reponse: Any) -> str:
    assert reponse.headers["Content-Type"] == "application/pdf"
    assert "private" in reponse.headers["Cache-Control"]
    lu = PdfReader(BytesIO(reponse.content))
    assert lu.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    return " ".join(" ".join(page.extract_text() for page in lu.pages).split())


def test_the_pdf_says_who_was_there_who_took_no_part_and_what_was_decided(elle: User, close: SeanceComite) -> None:
    dit = textes(navigateur(elle).get(f"/admin/registre/seances/{close.pk}/proces-verbal.pdf"))
    for attendu in ("présent", "Coop jugée", "constaté", "Candidature admissible", "Tout y est.", "Suivre.", "1 pour"):
        assert attendu in dit, attendu
    assert "On a hésité." not in dit
    assert ProcesVerbal.objects.get().empreinte[:20] in dit.replace(" ", "")


def test_locked_they_are_what_their_digest_says_and_change_no_more(elle: User, close: SeanceComite) -> None:
    verrouille = ProcesVerbal.objects.get(seance=close)
    assert verrouille.empreinte == empreinte(verrouille.contenu)
    for essai in (
        lambda: ProcesVerbal.objects.update(empreinte="0" * 64),
        lambda: ProcesVerbal.objects.all()._raw_delete("default"),
        verrouille.save,
    ):
        with pytest.raises(DatabaseError, match="changed or removed"), transaction.atomic():
            essai()


def test_nothing_of_a_locked_session_changes(elle: User, close: SeanceComite) -> None:
    point, siege = close.points.get(), membre()
    for essai in (
        lambda: ordre_du_jour.remplir(close.pk, par=elle),
        lambda: ordre_du_jour.ajouter(close.pk, NatureDePoint.DIVERS, par=elle, intitule="Autre"),
        lambda: ordre_du_jour.retirer(point.pk, par=elle),
        lambda: tenue.noter_les_presences(close.pk, [siege.pk], par=elle),
        lambda: verrouiller_le_proces_verbal(close.pk, par=elle),
        lambda: decider(point.pk, DecisionPrise("ajourne", aujourdhui(), "Non."), par=elle),
    ):
        with pytest.raises(OperationRefusee, match="verrouillé"):
            essai()


def test_a_correction_is_a_dated_note_below(elle: User, close: SeanceComite) -> None:
    client = navigateur(elle)
    client.post(f"/admin/registre/seances/{close.pk}/note/", {"texte": "Le lieu était Lyon."})
    avant = ProcesVerbal.objects.get().empreinte
    assert "Le lieu était Lyon." in textes(client.get(f"/admin/registre/seances/{close.pk}/proces-verbal.pdf"))
    assert "Le lieu était Lyon." in mots(lire(client, page_de(close)).main)
    assert ProcesVerbal.objects.get().empreinte == avant
    note = NoteAuProcesVerbal.objects.get()
    assert note.par == elle
    note.texte = "Autre chose."
    with pytest.raises(DatabaseError, match="changed or removed"), transaction.atomic():
        note.save()


def test_they_are_not_locked_before_every_point_is_decided(elle: User) -> None:
    la_seance = tenue_avec(membre())
    point_de(la_seance, complete())
    with pytest.raises(OperationRefusee, match="Décidez ou ajournez"):
        verrouiller_le_proces_verbal(la_seance.pk, par=elle)
    with pytest.raises(OperationRefusee, match="pas verrouillé"):
        noter(la_seance.pk, "Trop tôt.", par=elle)
    with pytest.raises(OperationRefusee, match="pas encore tenue"):
        verrouiller_le_proces_verbal(seance(aujourdhui() + UN_JOUR).pk, par=elle)


def test_a_member_reads_them_once_locked(elle: User, close: SeanceComite) -> None:
    siege = close.presences.order_by("pk")[0].membre
    assert siege.user is not None
    client = navigateur(siege.user)
    assert client.get(f"/admin/registre/seances/{close.pk}/proces-verbal.pdf").status_code == 200
    projet = tenue_avec(siege, le=aujourdhui() - UN_JOUR)
    assert client.get(f"/admin/registre/seances/{projet.pk}/proces-verbal.pdf").status_code == 404
