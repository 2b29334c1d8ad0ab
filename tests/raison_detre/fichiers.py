"""Loading the référentiel from a file, as whoever types the command does."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry, Revision

from raison_detre.models import Axe, Engagement, Referentiel
from tests.raison_detre.conftest import REFERENTIEL

Ecrire = Callable[..., Path]


def charger(fichier: Path = REFERENTIEL, *options: str) -> str:
    """Run the command and return what it says."""
    sortie = StringIO()
    call_command("charger_referentiel", str(fichier), *options, stdout=sortie)
    return sortie.getvalue()


def refus(fichier: Path) -> str:
    """Run the command on a file it must refuse without writing anything; return why it says it does."""
    avant = etat()
    with pytest.raises(CommandError) as erreur:
        charger(fichier)
    assert etat() == avant
    assert f"{fichier} est refusé, rien n’est écrit." in str(erreur.value)
    return str(erreur.value)


def etat() -> list[Any]:
    """Return everything the command may write."""
    modeles = (Referentiel, Axe, Engagement)
    lignes = [list(modele.objects.order_by("pk").values()) for modele in modeles]
    return [*lignes, Revision.objects.count(), ModelLogEntry.objects.count()]
