"""The engagement an editor quotes in a page."""

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from django.test import Client
from wagtail.models import Page

from raison_detre.models import AccueilPage, Engagement, EngagementsPage, PageEditoriale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_charge")]


def lire(client: Client, engagement: Engagement) -> Tag:
    """The body of a page that quotes this engagement, and nothing else."""
    accueil = AccueilPage.objects.get(locale__language_code="fr")
    page = PageEditoriale(title="Citée", slug="citee", corps=[("engagement", {"engagement": engagement})])
    Page.objects.get(pk=accueil.pk).add_child(instance=page)
    corps = BeautifulSoup(client.get(page.url).content, "lxml").select_one(".corps")
    assert corps is not None
    return corps


class TestEngagementCite:
    """A block quotes what the edition in force says, and leads to its page."""

    def test_a_quoted_engagement_is_shown_with_its_words_and_its_address(self, client):
        engagement = Engagement.objects.get(numero=5, locale__language_code="fr")
        corps = lire(client, engagement)
        assert engagement.intitule in corps.get_text()
        index = EngagementsPage.objects.get(locale__language_code="fr")
        assert corps.a["href"] == f"{index.url}5-{engagement.slug}/"

    def test_an_engagement_taken_off_the_site_is_no_longer_quoted(self, client):
        engagement = Engagement.objects.get(numero=5, locale__language_code="fr")
        Engagement.objects.filter(pk=engagement.pk).update(live=False)
        assert engagement.intitule not in lire(client, engagement).get_text()
