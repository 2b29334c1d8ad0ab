"""An edition in use, in the admin: its form says why it is locked, and no request passes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.models import Locale

from raison_detre.models import Axe, Engagement, Referentiel
from raison_detre.regles import Regles
from socle.langues.traduction import traduire
from tests.raison_detre.factories import EngagementFactory, ReferentielFactory
from tests.raison_detre.test_administration import SANS_BLOC, adresse, champs, erreurs, page
from tests.raison_detre.test_verrou import DIT, EnService

pytestmark = [pytest.mark.django_db, pytest.mark.lent]


@pytest.fixture
def edition(en_service: EnService) -> Referentiel:
    """An edition of three axes and three engagements, in use."""
    return en_service(ReferentielFactory.create(complet=1, engagements_minimum=3, engagements_minimum_par_axe=1))


class TestFormulaires:
    def test_rules_and_dates_are_read_only_and_a_notice_says_why(
        self, admin_client: Client, edition: Referentiel
    ) -> None:
        lu = page(admin_client, adresse(Referentiel, "edit", edition.pk))
        assert DIT in lu.get_text()
        assert "créez une nouvelle édition" in lu.get_text()
        for champ in ("code", "adopte_le", "en_vigueur_du", *Regles.champs()):
            assert lu.select_one(f"form [name={champ}]").has_attr("disabled"), champ
        assert not lu.select_one("form [name=nom]").has_attr("disabled")

    def test_a_crafted_request_changes_no_rule(self, admin_client: Client, edition: Referentiel) -> None:
        donnees = champs(admin_client, edition) | {"nom": "Renommée", "duree_label_mois": "24", "code": "pirate"}
        assert admin_client.post(adresse(Referentiel, "edit", edition.pk), donnees).status_code == 302
        lu = Referentiel.objects.get(pk=edition.pk)
        assert (lu.nom, lu.duree_label_mois, lu.code) == ("Renommée", 36, "2021")

    def test_an_edition_that_does_not_serve_says_nothing_and_changes(
        self, admin_client: Client, edition: Referentiel
    ) -> None:
        autre = ReferentielFactory.create(a_venir=True, complet=1, engagements_minimum=3, engagements_minimum_par_axe=1)
        for objet in (autre, autre.axes.first(), autre.engagements.first()):
            assert DIT not in page(admin_client, adresse(type(objet), "edit", objet.pk)).get_text()
        donnees = champs(admin_client, autre) | {"duree_label_mois": "24"}
        assert admin_client.post(adresse(Referentiel, "edit", autre.pk), donnees).status_code == 302
        assert Referentiel.objects.get(pk=autre.pk).duree_label_mois == 24

    def test_the_wording_is_read_only_and_explanations_are_published(
        self, admin_client: Client, edition: Referentiel
    ) -> None:
        engagement = edition.engagements.get(numero=1)
        lu = page(admin_client, adresse(Engagement, "edit", engagement.pk))
        assert DIT in lu.get_text()
        assert lu.select_one("form [name=intitule]").has_attr("disabled")
        donnees = champs(admin_client, engagement) | {"intitule": "Pirate", "action-publish": "1"}
        donnees["exemples_indicateurs-count"] = "0"
        assert admin_client.post(adresse(Engagement, "edit", engagement.pk), donnees).status_code == 302
        assert Engagement.objects.get(pk=engagement.pk).intitule == engagement.intitule

    def test_a_draft_of_before_opens_on_the_official_wording(self, admin_client: Client, en_service: EnService) -> None:
        edition = ReferentielFactory.create(complet=1)
        engagement = edition.engagements.get(numero=1)
        adopte, engagement.intitule = engagement.intitule, "Brouillon d’avant"
        engagement.save_revision()
        en_service(edition)
        champ = page(admin_client, adresse(Engagement, "edit", engagement.pk)).select_one("form [name=intitule]")
        assert champ is not None
        assert champ["value"] == adopte

    def test_an_axis_and_an_engagement_more_are_refused_on_their_field(
        self, admin_client: Client, edition: Referentiel
    ) -> None:
        donnees: dict[str, Any] = {"referentiel": edition.pk, "numero": 4, "cle": "quatre"}
        donnees |= {"titre": "Un", "titre_manifeste": "Un", "texte": "Un"}
        refus = f"{DIT}\N{NO-BREAK SPACE}: rien ne s’y ajoute. Créez une nouvelle édition."
        assert erreurs(admin_client.post(adresse(Axe, "add"), donnees)) == {"referentiel": [refus]}
        donnees = {"axe": edition.axes.get(numero=1).pk, "numero": 4, "cle": "quatre", "intitule": "Un de plus"}
        assert erreurs(admin_client.post(adresse(Engagement, "add"), SANS_BLOC | donnees)) == {"axe": [refus]}

    def test_the_english_wording_stays_open(self, admin_client: Client, edition: Referentiel) -> None:
        Locale.objects.create(language_code="en")
        traduit = traduire(edition.engagements.get(numero=1), "en", {"intitule": "Keep your word"})
        assert traduit.champs_figes == {"axe", "referentiel", "numero", "cle", "locale", "translation_key"}


class TestSuppressions:
    @pytest.mark.parametrize("modele", [Referentiel, Axe, Engagement])
    @pytest.mark.parametrize("methode", ["get", "post"])
    def test_deleting_leads_back_to_the_list_saying_why(
        self, admin_client: Client, edition: Referentiel, modele: Any, methode: str
    ) -> None:
        objet = modele.objects.first()
        reponse = getattr(admin_client, methode)(adresse(modele, "delete", objet.pk), follow=True)
        assert reponse.redirect_chain == [(adresse(modele, "list"), 302)]
        assert f"{DIT}\N{NO-BREAK SPACE}: rien ne s’y supprime" in reponse.content.decode()
        assert modele.objects.filter(pk=objet.pk).exists()

    def test_deleting_several_at_once_is_refused_for_all(self, admin_client: Client, edition: Referentiel) -> None:
        libre = EngagementFactory.create(axe__referentiel=ReferentielFactory.create(a_venir=True))
        pris = edition.engagements.get(numero=1)
        groupee = reverse("wagtail_bulk_action", args=("raison_detre", "engagement", "delete"))
        choisis = urlencode([("id", libre.pk), ("id", pris.pk)])
        reponse = admin_client.post(f"{groupee}?{choisis}", follow=True)
        assert f"{DIT}\N{NO-BREAK SPACE}: rien ne s’y supprime" in reponse.content.decode()
        assert Engagement.objects.filter(pk__in=[libre.pk, pris.pk]).count() == 2

    def test_what_does_not_serve_is_deleted(self, admin_client: Client, edition: Referentiel) -> None:
        libre = EngagementFactory.create(axe__referentiel=ReferentielFactory.create(a_venir=True))
        admin_client.post(adresse(Engagement, "delete", libre.pk))
        assert not Engagement.objects.filter(pk=libre.pk).exists()
