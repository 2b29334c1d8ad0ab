"""Notes of reading: one's own, shared or not, never shown to a member in conflict."""

import pytest

from registre.comite import tenue
from registre.comite.lecture import lire_seance
from registre.comite.models import MembreDuComite, NoteDePoint
from registre.comite.proces_verbal import contenu_du_proces_verbal
from tests.registre.comite.monde import (
    UN_JOUR,
    aujourdhui,
    avec_droits,
    complete,
    membre,
    navigateur,
    page_de,
    point_de,
    seance,
)
from tests.registre.factories import CooperativeFactory
from tests.registre.lecture import lire, mots

pytestmark = pytest.mark.django_db


def test_a_note_is_ones_own_until_it_is_shared_and_never_read_in_conflict() -> None:
    coop = CooperativeFactory.create()
    elle, autre, ecartee = membre(), membre(), membre(cooperative=coop)
    la_seance = seance(aujourdhui() + UN_JOUR)
    point = point_de(la_seance, complete(cooperative=coop))
    tenue.envoyer(la_seance.pk, par=None)
    adresse = f"/admin/registre/points/{point.pk}/note/"

    def lue_par(siege: MembreDuComite) -> bool:
        return "Voir l’annexe" in mots(lire(navigateur(siege.user), page_de(la_seance)).main)

    navigateur(elle.user).post(adresse, {"texte": "Voir l’annexe."})
    assert [lue_par(siege) for siege in (elle, autre, ecartee)] == [True, False, False]
    navigateur(elle.user).post(adresse, {"texte": "Voir l’annexe 2.", "partagee": "on"})
    assert [lue_par(siege) for siege in (elle, autre, ecartee)] == [True, True, False]
    assert "Voir l’annexe" not in str(contenu_du_proces_verbal(lire_seance(la_seance)))

    assert navigateur(ecartee.user).get(adresse).status_code == 404
    assert navigateur(ecartee.user).post(adresse, {"texte": "Moi aussi."}).status_code == 404
    assert navigateur(avec_droits("sieger")).get(adresse).status_code == 404
    navigateur(elle.user).post(adresse, {"texte": " "})
    assert not NoteDePoint.objects.exists()
