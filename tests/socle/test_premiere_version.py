"""The first words of every text can be brought back from its history, whoever or whatever wrote them."""

from typing import Any

import pytest

from tests.socle.admin import adresse, connecte, envoyer
from tests.socle.test_relecture import apres, public

pytestmark = pytest.mark.lent


def reprendre(texte: Any) -> str:
    """The way back to the first version."""
    premiere = texte.revisions.order_by("created_at", "pk").first()
    return adresse(texte, "revisions_revert", premiere.pk)


def historique(personne: Any, texte: Any) -> str:
    """What the history shows this person."""
    return connecte(personne).get(adresse(texte, "history")).content.decode()


def test_what_a_command_loaded_can_be_brought_back(personnes: dict[str, Any], texte: Any) -> None:
    envoyer(personnes["édition"], texte, "action-save", **apres(texte))
    retour = reprendre(texte)
    assert retour in historique(personnes["édition"], texte)
    assert "Avant" in connecte(personnes["édition"]).get(retour).content.decode()


def test_what_was_written_without_a_version_is_kept_before_its_first_change(
    personnes: dict[str, Any], texte: Any
) -> None:
    type(texte).objects.filter(pk=texte.pk).update(latest_revision=None, live_revision=None)
    texte.revisions.all().delete()
    texte.refresh_from_db()
    envoyer(personnes["édition"], texte, "action-save", **apres(texte))
    assert public(texte) == "Avant"
    retour = reprendre(texte)
    assert retour in historique(personnes["édition"], texte)
    assert "Avant" in connecte(personnes["édition"]).get(retour).content.decode()
