"""The two steps of a sheet: the Federation reviews, the coop agrees; nobody approves their own words; all are told."""

import datetime
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.template import Engine
from django.utils import timezone
from wagtail.models import Comment, PageLogEntry, TaskState, WorkflowState

from bonnes_pratiques.fiches import operations
from bonnes_pratiques.models import AccordDeLaCoopTask, FichePratique, RelectureDeFicheTask
from raison_detre.models import Engagement
from registre.models import Membre
from registre.operations import quitter
from tests.bonnes_pratiques.espace.conftest import Monde
from tests.bonnes_pratiques.espace.test_raconter import adresse_de, champs, raconter
from tests.socle.admin import adresse, agir, connecte, envoyer, etape_en_cours

pytestmark = pytest.mark.lent


@pytest.fixture
def soumise(monde: Monde) -> FichePratique:
    """A sheet that the contributor of A wrote and submitted."""
    raconter(monde.client("contributrice A"), action="soumettre")
    fiche = FichePratique.objects.get()
    mail.outbox.clear()
    return fiche


@pytest.fixture
def relue(monde: Monde, soumise: FichePratique) -> FichePratique:
    """The same, approved by the Federation: it waits for the coop."""
    agir(monde["publication"], soumise, "approve", etape_en_cours(soumise))
    return FichePratique.objects.get()


def en_ligne() -> bool:
    return FichePratique.objects.get().live


def repondre(monde: Monde, qui: str, fiche: FichePratique, action: str = "accepter", motif: str = "") -> Any:
    fiche.refresh_from_db()
    donnees = {"action": action, "motif": motif, "revision": str(fiche.latest_revision_id), "confirmer": "1"}
    return monde.client(qui).post(f"{adresse_de(fiche)}repondre/", donnees)


def destinataires() -> set[str]:
    return {adresse for courriel in mail.outbox for adresse in courriel.to}


def tache(fiche: FichePratique) -> type:
    return type(FichePratique.objects.get(pk=fiche.pk).current_workflow_task)


def test_a_sheet_is_public_after_the_review_then_the_go_ahead(monde: Monde, soumise: FichePratique) -> None:
    assert tache(soumise) is RelectureDeFicheTask
    agir(monde["publication"], soumise, "approve", etape_en_cours(soumise))
    assert tache(soumise) is AccordDeLaCoopTask
    assert not en_ligne()
    repondre(monde, "référent A", soumise)
    publiee = FichePratique.objects.get()
    assert publiee.live
    assert (publiee.relecteur, publiee.relue_le) == (monde["publication"], timezone.localdate())


@pytest.mark.parametrize("qui", ["édition", "administration", "superuser", "publication"])
def test_nobody_reviews_a_sheet_they_wrote_a_part_of(monde: Monde, soumise: FichePratique, qui: str) -> None:
    brouillon = soumise.get_latest_revision_as_object()
    brouillon.introduction = "Retouchée."
    brouillon.save_revision(user=monde[qui])
    agir(monde[qui], soumise, "approve", etape_en_cours(soumise))
    assert tache(soumise) is RelectureDeFicheTask


def test_a_member_of_the_coop_does_not_review_for_the_federation(monde: Monde, soumise: FichePratique) -> None:
    Membre.objects.create(user=monde["publication"], cooperative=monde.a, role="referent", depuis=timezone.localdate())
    agir(monde["publication"], soumise, "approve", etape_en_cours(soumise))
    assert tache(soumise) is RelectureDeFicheTask


def test_the_federation_edits_and_the_coop_agrees_to_the_edited_text(monde: Monde, soumise: FichePratique) -> None:
    brouillon = soumise.get_latest_revision_as_object()
    brouillon.introduction = "Retouchée."
    brouillon.save_revision(user=monde["édition"])
    agir(monde["publication"], soumise, "approve", etape_en_cours(soumise))
    page = monde.client("contributrice A").get(adresse_de(soumise)).content.decode()
    assert "Ce que la Fédération a changé" in page
    assert "Retouchée." in page
    repondre(monde, "contributrice A", soumise)
    assert FichePratique.objects.get().introduction == "Retouchée."


@pytest.mark.usefixtures("gabarits_de_wagtail")
def test_the_edit_form_is_open_to_the_federation_and_approving_from_it_does_not_approve_ones_words(
    monde: Monde, soumise: FichePratique
) -> None:
    etape = etape_en_cours(soumise)
    envoyer(monde["publication"], soumise, "action-workflow-action", **champs_admin("approve"))
    assert tache(soumise) is RelectureDeFicheTask
    assert not en_ligne()
    assert etape.status == TaskState.STATUS_IN_PROGRESS


@pytest.fixture
def gabarits_de_wagtail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wagtail's own form of rows reads variables it did not set: not ours to correct."""
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", "")


def champs_admin(action: str) -> dict[str, str]:
    """What the sheet's form in the admin adds to the fields a test reads from it."""
    lignes = ("autres_cooperatives", "resultats", "outils", "images", "comments")
    gestion = {f"{nom}-{cle}": v for nom in lignes for cle, v in {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}.items()}
    return gestion | {"deroulement-count": "0", "workflow-action-name": action, "introduction": "Glissée."}


def test_the_author_of_the_text_on_the_table_does_not_agree_to_it(monde: Monde, relue: FichePratique) -> None:
    page = monde.client("contributrice A").get(adresse_de(relue)).content.decode()
    assert "une autre personne de votre coopérative doit donner son accord" in page
    assert repondre(monde, "contributrice A", relue).status_code == 400
    assert not en_ligne()


@pytest.mark.parametrize("introductions", [[], ["Retouchée.", "En deux ans."]])
def test_an_editor_who_saves_the_same_words_does_not_make_them_someone_elses(
    monde: Monde, soumise: FichePratique, introductions: list[str]
) -> None:
    for introduction in [*introductions, "En deux ans."]:
        brouillon = soumise.get_latest_revision_as_object()
        brouillon.introduction = introduction
        brouillon.point_de_depart = brouillon.point_de_depart.replace("<p>", '<p data-block-key="k1x2y">')
        brouillon.save_revision(user=monde["édition"])
    agir(monde["publication"], soumise, "approve", etape_en_cours(soumise))

    assert repondre(monde, "contributrice A", soumise).status_code == 400
    assert not en_ligne()

    repondre(monde, "référent A", soumise)
    assert en_ligne()


def test_the_only_member_of_a_coop_agrees_after_the_review(monde: Monde, relue: FichePratique) -> None:
    Membre.objects.get(user=monde["référent A"]).delete()
    repondre(monde, "contributrice A", relue)
    assert en_ligne()


@pytest.mark.parametrize("qui", ["contributeur B", "référente B", "sans coop"])
def test_another_coop_does_not_answer(monde: Monde, relue: FichePratique, qui: str) -> None:
    assert repondre(monde, qui, relue).status_code == 404
    assert not en_ligne()


@pytest.mark.parametrize("qui", ["édition", "publication", "administration", "superuser"])
@pytest.mark.parametrize("action", ["approve", "consigner"])
def test_the_federation_does_not_answer_for_a_coop_that_has_members(
    monde: Monde, relue: FichePratique, qui: str, action: str
) -> None:
    agir(monde[qui], relue, action, etape_en_cours(relue), comment="Par lettre")
    assert not en_ligne()


def test_what_was_read_is_what_is_agreed_to(monde: Monde, relue: FichePratique) -> None:
    donnees = {"action": "accepter", "revision": str(relue.latest_revision_id - 1)}
    reponse = monde.client("référent A").post(f"{adresse_de(relue)}repondre/", donnees)
    assert "Le texte a changé" in reponse.content.decode()
    assert not en_ligne()


def test_the_go_ahead_shows_what_will_be_public_and_keeps_what_was_typed(monde: Monde, relue: FichePratique) -> None:
    navigateur, adresse = monde.client("référent A"), f"{adresse_de(relue)}repondre/"
    saisi = {"revision": str(relue.latest_revision_id), "motif": "Le montant, page 2"}

    vue = navigateur.post(adresse, saisi | {"action": "accepter"}).content.decode()
    assert not en_ligne()
    assert relue.get_latest_revision_as_object().full_url in vue
    assert 'value="Le montant, page 2"' in vue

    assert "Le montant, page 2</textarea>" in navigateur.post(adresse, saisi | {"action": "revenir"}).content.decode()
    assert not en_ligne()
    navigateur.post(adresse, saisi | {"action": "accepter", "confirmer": "1"})
    assert en_ligne()


def test_a_coop_without_members_agrees_in_writing_and_an_administrator_records_it(
    monde: Monde, relue: FichePratique
) -> None:
    Membre.objects.filter(cooperative=monde.a).delete()
    for qui, commentaire in (("publication", "Lettre"), ("administration", "  ")):
        agir(monde[qui], relue, "consigner", etape_en_cours(relue), comment=commentaire)
        assert not en_ligne()
    etape = etape_en_cours(relue)
    agir(monde["administration"], relue, "consigner", etape, comment="Lettre du 3 mars, classée.")

    assert en_ligne()

    etape.refresh_from_db()
    assert (etape.comment, etape.finished_by) == ("Lettre du 3 mars, classée.", monde["administration"])


def test_a_sheet_that_the_federation_wrote_also_waits_for_the_coop(monde: Monde, bibliotheque: Any) -> None:
    def ecrire(fiche: FichePratique) -> None:
        fiche.title, fiche.introduction, fiche.national, fiche.stade = "Écrite pour A", "Résumé.", True, "idee"
        fiche.point_de_depart, fiche.engagement_principal = "<p>Départ.</p>", Engagement.objects.get(numero=1)

    fiche = operations.creer(monde.a, par=monde["édition"], ecrire=ecrire)
    circuit = fiche.get_workflow()
    assert circuit
    circuit.start(fiche, monde["édition"])
    agir(monde["publication"], fiche, "approve", etape_en_cours(fiche))
    assert tache(fiche) is AccordDeLaCoopTask
    repondre(monde, "contributrice A", fiche)
    assert en_ligne()


def test_sending_back_needs_a_reason_at_both_steps(monde: Monde, soumise: FichePratique) -> None:
    agir(monde["publication"], soumise, "reject", etape_en_cours(soumise), comment="")
    assert tache(soumise) is RelectureDeFicheTask
    agir(monde["publication"], soumise, "approve", etape_en_cours(soumise))
    reponse = repondre(monde, "référent A", soumise, "renvoyer", "  ")
    assert reponse.status_code == 400
    assert "Dites ce qu’il faut reprendre" in reponse.content.decode()


def test_a_text_changed_after_the_coop_sent_it_back_is_reviewed_again(monde: Monde, relue: FichePratique) -> None:
    repondre(monde, "référent A", relue, "renvoyer", "Le montant est faux.")
    client, ici = monde.client("référent A"), adresse_de(relue)
    assert "Le montant est faux." in client.get(ici).content.decode()
    client.post(ici, champs(client.get(ici)) | {"introduction": "Corrigée.", "action": "soumettre"})
    assert tache(relue) is RelectureDeFicheTask


def test_resuming_from_the_admin_after_a_refusal_of_the_coop_goes_through_the_review(
    monde: Monde, relue: FichePratique
) -> None:
    repondre(monde, "référent A", relue, "renvoyer", "Le montant est faux.")
    relue.refresh_from_db()
    brouillon = relue.get_latest_revision_as_object()
    brouillon.introduction = "Corrigée."
    brouillon.save_revision(user=monde["édition"])
    WorkflowState.objects.get(status=WorkflowState.STATUS_NEEDS_CHANGES).resume(monde["édition"])
    assert tache(relue) is RelectureDeFicheTask


def test_under_review_the_coop_reads_and_may_take_it_back(monde: Monde, soumise: FichePratique) -> None:
    client, ici = monde.client("contributrice A"), adresse_de(soumise)
    page = client.get(ici).content.decode()
    assert "La Fédération la relit" in page
    assert "data-garder" not in page
    assert client.post(f"{ici}garder/", {"title": "Glissé", "version": "0"}).status_code == 409
    client.post(ici, {"title": "Glissé", "action": "enregistrer"})
    assert FichePratique.objects.get().get_latest_revision_as_object().title == "Diviser les charges par deux"
    client.post(f"{ici}reprendre/")
    assert FichePratique.objects.get().current_workflow_state is None
    assert "data-garder" in client.get(ici).content.decode()


def test_a_sheet_whose_coop_left_is_refused_with_the_sentence(monde: Monde, relue: FichePratique) -> None:
    quitter(monde.a.pk, par=None, le=timezone.localdate() - datetime.timedelta(days=1))
    reponse = repondre(monde, "référent A", relue)
    assert reponse.status_code == 400
    assert "n’est plus membre de la Fédération" in reponse.content.decode()
    assert not en_ligne()


def test_the_reviewer_reads_why_an_incomplete_sheet_goes_no_further(monde: Monde, soumise: FichePratique) -> None:
    quitter(monde.a.pk, par=None, le=timezone.localdate() - datetime.timedelta(days=1))
    agir(monde["publication"], soumise, "approve", etape_en_cours(soumise))
    assert tache(soumise) is RelectureDeFicheTask


@pytest.mark.usefixtures("gabarits_de_wagtail")
@pytest.mark.parametrize("qui", ["édition", "publication", "administration"])
def test_no_group_publishes_a_sheet_directly(monde: Monde, qui: str) -> None:
    raconter(monde.client("contributrice A"))
    fiche = FichePratique.objects.get()
    envoyer(monde[qui], fiche, "action-publish", **champs_admin(""))
    assert not en_ligne()
    for copie in ({"publish_copies": "on"},):
        connecte(monde[qui]).post(adresse(fiche, "copy"), {"new_title": "Copie", "new_slug": "copie", **copie})
    connecte(monde[qui]).post(f"/admin/bulk/wagtailcore/page/publish/?id={fiche.pk}")
    assert not FichePratique.objects.filter(live=True).exists()


@pytest.mark.usefixtures("gabarits_de_wagtail")
def test_a_superuser_does_not_publish_an_incomplete_sheet(monde: Monde) -> None:
    raconter(monde.client("contributrice A"), n_a_pas_marche="")
    fiche = FichePratique.objects.get()
    envoyer(monde["superuser"], fiche, "action-publish", **champs_admin(""))
    assert not en_ligne()


def test_submission_rejections_and_publication_tell_everybody_concerned(monde: Monde) -> None:
    raconter(monde.client("contributrice A"), action="soumettre")
    fiche = FichePratique.objects.get()
    federation = {monde[q].email for q in ("publication", "administration", "superuser")}

    assert destinataires() == federation | {"referent@a.example.org"}

    mail.outbox.clear()
    agir(monde["publication"], fiche, "reject", etape_en_cours(fiche), comment="La date est fausse.")

    assert destinataires() == {"referent@a.example.org", "contributrice@a.example.org"}
    assert all("La date est fausse." in courriel.body for courriel in mail.outbox)
    assert all(f"/espace/coop-a/fiches/{fiche.pk}/" in courriel.body for courriel in mail.outbox)
    operations.soumettre(fiche.pk, par=monde["contributrice A"])
    agir(monde["publication"], fiche, "approve", etape_en_cours(fiche))
    mail.outbox.clear()
    repondre(monde, "référent A", fiche, "renvoyer", "Le montant est faux.")
    assert destinataires() == {"contributrice@a.example.org", monde["publication"].email}
    operations.soumettre(fiche.pk, par=monde["contributrice A"])
    mail.outbox.clear()
    agir(monde["publication"], fiche, "approve", etape_en_cours(fiche))
    assert {"referent@a.example.org", "contributrice@a.example.org"} <= destinataires()
    mail.outbox.clear()
    repondre(monde, "référent A", fiche)
    assert {"referent@a.example.org", "contributrice@a.example.org", monde["publication"].email} == destinataires()
    assert all("publiée" in courriel.body for courriel in mail.outbox)


def test_comments_stand_beside_their_field_and_are_dealt_with(monde: Monde, soumise: FichePratique) -> None:
    etape_du_recit = soumise.get_latest_revision_as_object().deroulement[0].id
    for chemin, texte in (
        ("introduction", "Plus court."),
        (f"deroulement.{etape_du_recit}.titre", "Lequel ?"),
        ("slug", "Ailleurs."),
    ):
        Comment.objects.create(page=soumise, user=monde["publication"], text=texte, contentpath=chemin)
    agir(monde["publication"], soumise, "reject", etape_en_cours(soumise), comment="Voir les commentaires.")
    client, ici = monde.client("contributrice A"), adresse_de(soumise)
    page = client.get(ici)

    assert page.content.decode().count("pour la Fédération") == 3

    pk = Comment.objects.get(contentpath="introduction").pk
    client.post(ici, champs(page) | {"conditions": "Tapé avant", "action": f"resoudre:{pk}"})
    commentaire = Comment.objects.get(pk=pk)
    assert commentaire.resolved_by == monde["contributrice A"]
    assert champs(client.get(ici))["conditions"] == ["Tapé avant"]


def test_commenting_is_not_writing(monde: Monde, soumise: FichePratique) -> None:
    soumise.get_latest_revision_as_object().save_revision(user=monde["publication"])
    agir(monde["publication"], soumise, "approve", etape_en_cours(soumise))
    assert tache(soumise) is AccordDeLaCoopTask


def test_a_draft_given_to_another_coop_leaves_the_space_of_the_first(monde: Monde) -> None:
    raconter(monde.client("contributrice A"))
    fiche = FichePratique.objects.get()
    brouillon = fiche.get_latest_revision_as_object()
    brouillon.cooperative = monde.b
    brouillon.save_revision(user=monde["édition"])
    assert monde.client("contributrice A").get(adresse_de(fiche)).status_code == 404
    assert monde.client("contributeur B").get(f"/espace/coop-b/fiches/{fiche.pk}/").status_code == 200


def test_an_earlier_review_date_does_not_block_the_publication(monde: Monde, relue: FichePratique) -> None:
    revision = relue.get_latest_revision()
    revision.content["a_revoir_le"] = "2020-01-01"
    revision.save(update_fields=["content"])
    repondre(monde, "référent A", relue)
    assert FichePratique.objects.get().a_revoir_le is None


def test_the_home_of_the_space_says_who_waits_for_whom(monde: Monde, relue: FichePratique) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3)):
        page = monde.client("référent A").get("/espace/coop-a/").content.decode()
    assert "attend l’accord de votre coopérative" in page


LE_JOUR_DIT = datetime.datetime(2027, 3, 1, 9, tzinfo=datetime.UTC)


@pytest.fixture
def programmee(monde: Monde, relue: FichePratique) -> FichePratique:
    """The same, accepted by the coop, to be published on 1 March 2027."""

    revision = relue.get_latest_revision()
    revision.content["go_live_at"] = LE_JOUR_DIT.isoformat()
    revision.save()
    mail.outbox.clear()
    repondre(monde, "référent A", relue)
    return FichePratique.objects.get()


def au_jour_dit() -> None:
    """Do what the server does every ten minutes, once the day set has come."""
    with time_machine.travel(LE_JOUR_DIT + datetime.timedelta(hours=1), tick=False):
        call_command("publish_scheduled")


def test_an_accepted_sheet_waits_for_its_day_and_says_so(monde: Monde, programmee: FichePratique) -> None:
    assert not en_ligne()
    assert {m.subject for m in mail.outbox} == {"[Coop’HLM] Acceptée : « Diviser les charges par deux »"}
    assert "sera publiée le 1er mars 2027, à 10 h 00" in " ".join(mail.outbox[0].body.split())
    client, ici = monde.client("contributrice A"), adresse_de(programmee)
    assert "sera publiée le 1er mars 2027" in " ".join(client.get(ici).content.decode().split())
    client.post(ici, {"title": "Glissé", "action": "enregistrer"})
    assert FichePratique.objects.get().get_latest_revision_as_object().title == "Diviser les charges par deux"
    au_jour_dit()
    assert en_ligne()


def test_a_sheet_whose_coop_left_before_its_day_is_not_published_and_people_are_told(
    monde: Monde, programmee: FichePratique
) -> None:
    quitter(monde.a.pk, par=None, le=datetime.date(2027, 2, 15))
    mail.outbox.clear()
    for _passage in range(2):
        au_jour_dit()

    assert not en_ligne()

    [adresses, textes] = zip(*((m.to[0], m.body) for m in mail.outbox), strict=True)
    assert set(adresses) == {monde[qui].email for qui in ("contributrice A", "référent A", "publication")}
    assert len(adresses) == 3
    assert all("n’est plus membre de la Fédération" in texte for texte in textes)
    assert "Brouillon" in monde.client("contributrice A").get(adresse_de(programmee)).content.decode()
    derniere = PageLogEntry.objects.get(action="bonnes_pratiques.renoncer")
    assert "n’est plus membre de la Fédération" in derniere.formatter.format_message(derniere)


@pytest.mark.usefixtures("gabarits_de_wagtail")
def test_the_admins_home_says_that_the_review_of_a_sheet_leads_to_the_coop(
    monde: Monde, soumise: FichePratique
) -> None:
    page = BeautifulSoup(connecte(monde["publication"]).get("/admin/").content, "lxml")
    boutons = [bouton.contents[0] for bouton in page.select("a[data-workflow-action-url]")]
    assert boutons == ["Approuver, et demander l’accord de la coopérative", "Renvoyer à la coopérative"]
