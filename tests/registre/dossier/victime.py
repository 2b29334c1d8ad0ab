"""A process whose children keep steps, send files, file dossiers and decide points, for a test to kill.

`python -m tests.registre.dossier.victime`: reads "deed dossier member", or "decider point account", on each line,
answers with the key of the child that does it. Mail goes to files of the folder `COURRIELS`, uploads to `MEDIAS`.
"""

import os
import sys
import traceback
from typing import Any

import django


def dire(mot: str) -> None:
    """Tell the test that waits on the other end of the pipe."""
    sys.stdout.write(f"{mot}\n")
    sys.stdout.flush()


def garder(dossier: int, membre: Any) -> None:
    """Keep a step again and again; say each version once it is kept."""
    from registre.dossier import ecriture
    from registre.dossier.models import EtapeDuDossier
    from socle.formulaires.saisie import Saisie

    version = EtapeDuDossier.objects.get(dossier=dossier, nom="concertation").version
    while True:
        saisie = Saisie({"salaries": [f"Texte {version + 1}. " * 200], "objectifs": ["Tenir parole."]})
        version = ecriture.garder(dossier, "concertation", saisie, version=version, par=membre.user).version
        dire(f"gardé {version}")


def envoyer(dossier: int, membre: Any) -> None:
    """Send files without end; say each once it is kept."""
    from registre.dossier import pieces
    from tests.registre.dossier.monde import PDF, fichier

    while True:
        piece = pieces.recevoir(dossier, fichier(contenu=PDF + os.urandom(100_000)), par=membre.user)
        dire(f"reçu {piece.pk}")


def deposer(dossier: int, membre: Any) -> None:
    """File the dossier; say so once it is filed."""
    from registre.dossier.depot import deposer as operation
    from registre.dossier.depot import empreinte_de
    from registre.dossier.lecture import lire
    from registre.dossier.models import DossierDeCandidature

    lu = lire(DossierDeCandidature.objects.select_related("edition").get(pk=dossier))
    dire("lu")
    version = operation(dossier, membre=membre, lue=empreinte_de(lu))
    dire(f"déposé {version.numero}")


def decider(point: int, compte: Any) -> None:
    """Grant the label of a point of a session; say so once it is decided."""
    from django.utils import timezone

    from registre.comite.decider import DecisionPrise
    from registre.comite.decider import decider as operation

    dire("lu")
    operation(point, DecisionPrise("accorde", timezone.localdate()), par=compte)
    dire("décidé")


def main() -> None:
    """Fork for each line read."""
    django.setup()
    from django.conf import settings
    from django.db import connections

    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = os.environ["COURRIELS"]
    settings.MEDIA_ROOT = os.environ["MEDIAS"]
    dire("prêt")
    for ligne in sys.stdin:
        geste, objet, qui = ligne.split()
        enfant = os.fork()
        if enfant == 0:
            connections.close_all()
            _travailler(geste, int(objet), int(qui))
        dire(str(enfant))
        os.waitpid(enfant, 0)
        dire("mort")


def _travailler(geste: str, objet: int, qui: int) -> None:
    """Do it, and end this child whatever comes."""
    from registre.models import Membre
    from socle.models import User

    gestes = {"garder": garder, "envoyer": envoyer, "deposer": deposer}
    try:
        if geste == "decider":
            decider(objet, User.objects.get(pk=qui))
        else:
            gestes[geste](objet, Membre.objects.select_related("user", "cooperative").get(pk=qui))
    except BaseException:  # noqa: BLE001 - told to the test
        dire(traceback.format_exc().replace("\n", " | "))
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
