"""`manage.py purger_fichiers_orphelins`: what a killed process left goes a day later, in any room, and no other."""

import datetime
import io
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from registre.dossier.models import DossierDeCandidature, PieceDeDossier
from socle.medias.orphelins import BROUILLONS, dossiers
from tests.registre.dossier.monde import PDF, coop_a, fichier
from tests.registre.factories import CooperativeFactory, admissible, edition
from tests.registre.recours.monde import recours_de
from tests.registre.suivi.monde import il_y_a, piece_de, point_envoye
from tests.registre.visites.monde import a_visiter, compte_rendu_de, photo_de

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def medias(settings: Any, tmp_path: Path) -> Path:
    """The folder where files are stored, of this test alone."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def d_un_dossier() -> models.Model:
    dossier = DossierDeCandidature.objects.create(cooperative=coop_a(), edition=edition())
    return PieceDeDossier.objects.create(
        dossier=dossier, fichier=fichier(), nom="pv.pdf", taille=len(PDF), empreinte="0" * 64
    )


def d_un_recours() -> models.Model:
    return recours_de(CooperativeFactory.create())


def d_un_point() -> models.Model:
    return piece_de(point_envoye(admissible(il_y_a(7))))


def d_une_visite() -> models.Model:
    return photo_de(compte_rendu_de(a_visiter()))


FAIRE = {
    "documents/dossiers": d_un_dossier,
    "documents/recours": d_un_recours,
    "documents/points": d_un_point,
    "documents/visites": d_une_visite,
}


def vieillir(chemin: Path, **age: int) -> None:
    """Have a file be so old."""
    le = time.time() - datetime.timedelta(**age).total_seconds()
    os.utime(chemin, (le, le))


def lancer(*options: str) -> str:
    """Run the command; return what it says."""
    dit = io.StringIO()
    call_command("purger_fichiers_orphelins", *options, stdout=dit)
    return dit.getvalue()


@pytest.mark.parametrize(("dossier", "faire"), FAIRE.items())
def test_what_nothing_names_goes_after_a_day_and_no_other(
    medias: Path, dossier: str, faire: Callable[[], models.Model]
) -> None:
    ligne: Any = faire()
    nomme = Path(ligne.fichier.path)
    ici = medias / dossier
    assert nomme.parent == ici
    vieillir(nomme, days=400)
    for nom, age in (("perdu", {"hours": 25}), ("arrive", {"hours": 23})):
        (ici / nom).write_bytes(b"x")
        vieillir(ici / nom, **age)

    assert f"{dossier}/perdu" in lancer("--simulation")
    assert {fichier.name for fichier in ici.iterdir()} == {nomme.name, "perdu", "arrive"}
    lancer()
    assert {fichier.name for fichier in ici.iterdir()} == {nomme.name, "arrive"}
    assert "0" in lancer()


def test_the_folder_of_a_room_that_declares_nothing_is_left_alone(medias: Path) -> None:
    ailleurs = medias / "documents" / "un.txt"
    ailleurs.parent.mkdir()
    ailleurs.write_bytes(b"x")
    vieillir(ailleurs, days=400)

    lancer()

    assert ailleurs.exists()


def test_every_closed_folder_of_a_room_is_declared() -> None:
    champs: list[Any] = [
        champ
        for modele in apps.get_models()
        for champ in modele._meta.get_fields()
        if isinstance(champ, models.FileField) and callable(champ.upload_to)
    ]
    chemins = {str(Path(champ.upload_to(champ.model(), "a.pdf")).parent) for champ in champs if _de_nos_salles(champ)}
    fermes = {chemin for chemin in chemins if chemin.startswith("documents/")}

    assert fermes == set(dossiers()) - {BROUILLONS} == set(FAIRE)


def _de_nos_salles(champ: Any) -> bool:
    return str(champ.model.__module__).startswith("registre.")
