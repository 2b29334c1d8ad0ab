"""Only what everybody may read is found, and the index follows what editors do."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from wagtail.models import PageViewRestriction

from raison_detre.models import PageEditoriale
from socle.models import Trouvable
from socle.recherche.moteur import Recherche
from socle.recherche.pages import PAGES

pytestmark = pytest.mark.django_db


def adresses(texte: str) -> list[str]:
    """Where the pages that answer are read."""
    trouves = Recherche(texte, genres=[PAGES]).trouves
    lignes = Trouvable.objects.in_bulk([trouve.trouvable for trouve in trouves])
    return [lignes[trouve.trouvable].adresse for trouve in trouves]


@pytest.fixture(autouse=True)
def commits(django_capture_on_commit_callbacks):
    """What each test does is committed when `valider` is left."""
    return django_capture_on_commit_callbacks


@pytest.fixture
def page(accueil, commits):
    with commits(execute=True):
        page = accueil.add_child(instance=PageEditoriale(title="Les chantiers", slug="chantiers"))
        page.corps = [("texte", "<p>La toiture est végétalisée.</p>"), ("titre", {"texte": "Une citerne"})]
        page.save_revision().publish()
    return page


def test_a_published_page_is_found_by_its_title_and_its_blocks(page):
    assert adresses("chantier") == adresses("toitures") == adresses("citerne") == ["/chantiers/"]


def test_a_draft_is_not_found_and_its_words_are_not_before_they_are_published(page, commits):
    with commits(execute=True):
        page.title = "Les travaux"
        revision = page.save_revision()
    assert adresses("travaux") == []
    with commits(execute=True):
        revision.publish()
    assert adresses("travaux") == ["/chantiers/"]
    assert adresses("chantiers") == []


def test_an_unpublished_or_deleted_page_is_found_no_more(page, commits):
    with commits(execute=True):
        page.unpublish()
    assert adresses("chantier") == []
    with commits(execute=True):
        page.save_revision().publish()
    assert adresses("chantier") == ["/chantiers/"]
    with commits(execute=True):
        page.delete()
    assert adresses("chantier") == []


def test_a_page_kept_to_some_people_is_never_found_nor_those_under_it(page, accueil, commits):
    with commits(execute=True):
        restriction = PageViewRestriction.objects.create(page=accueil, restriction_type="password", password="x")
    assert adresses("chantier") == []
    with commits(execute=True):
        page.save_revision().publish()
    assert adresses("chantier") == []
    with commits(execute=True):
        restriction.delete()
    assert adresses("chantier") == ["/chantiers/"]


def test_a_page_that_takes_another_address_is_found_at_the_new_one(page, commits):
    with commits(execute=True):
        page.slug = "nos-chantiers"
        page.save_revision().publish()
    assert adresses("chantier") == ["/nos-chantiers/"]


def test_what_is_undone_is_not_indexed(page, commits):
    with commits(execute=True):
        with transaction.atomic():
            page.title = "Fantôme"
            page.save_revision().publish()
            transaction.set_rollback(True)
        page.refresh_from_db()

    assert adresses("fantome") == []

    with commits(execute=True):
        page.title = "Suite"
        page.save_revision().publish()
    assert adresses("suite") == ["/chantiers/"]


def test_the_command_says_what_is_out_of_step_then_mends_it(page):
    Trouvable.objects.filter(titre="Les chantiers").update(empreinte="autre")
    with pytest.raises(CommandError, match="Les chantiers"):
        call_command("reindexer", verifier=True, stdout=StringIO())
    call_command("reindexer", stdout=StringIO())
    call_command("reindexer", verifier=True, stdout=StringIO())
