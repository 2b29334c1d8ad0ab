"""Nobody approves their own change, and nothing is public without the review. Through the admin's real addresses."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from wagtail.models import Page, WorkflowState

from raison_detre.models import PageEditoriale
from tests.socle.admin import adresse, agir, connecte, envoyer, etape_en_cours, messages, soumettre

pytestmark = [pytest.mark.lent, pytest.mark.rendu]

CHAMPS = {PageEditoriale: "introduction"}


def apres(texte: Any, valeur: str = "Après") -> dict[str, str]:
    """The field that tests change, with its new value."""
    return {CHAMPS.get(type(texte), "texte"): valeur}


def public(texte: Any) -> str:
    return getattr(type(texte).objects.get(pk=texte.pk), CHAMPS.get(type(texte), "texte"))


def revisions(texte: Any) -> int:
    return texte.revisions.count()


def test_a_change_is_public_once_someone_else_approved_it(personnes: dict[str, Any], texte: Any) -> None:
    etape = soumettre(personnes["édition"], texte, **apres(texte))
    assert public(texte) == "Avant"
    agir(personnes["publication"], texte, "approve", etape)
    assert public(texte) == "Après"


def test_each_step_says_what_came_of_it_by_name(personnes: dict[str, Any], texte: Any) -> None:
    titre = str(texte)
    soumission = envoyer(personnes["édition"], texte, "action-submit", **apres(texte))
    assert f"« {titre} » attend maintenant l’étape" in messages(soumission)

    renvoi = agir(personnes["publication"], texte, "reject", etape_en_cours(texte), comment="Relire.")
    renvoi = connecte(personnes["publication"]).get(renvoi.headers["Location"])
    assert f"« {titre} » est renvoyé à " in messages(renvoi)

    etape = soumettre(personnes["édition"], texte, **apres(texte))
    fait = agir(personnes["publication"], texte, "approve", etape).headers["Location"]
    assert f"« {titre} » est approuvé et public dès maintenant." in messages(
        connecte(personnes["publication"]).get(fait)
    )
    assert "une autre personne a déjà répondu" in messages(connecte(personnes["administration"]).get(fait))


def test_what_will_be_public_is_shown_before_it_is_approved(personnes: dict[str, Any], texte: Any) -> None:
    etape = soumettre(personnes["édition"], texte, **apres(texte))
    demande = connecte(personnes["publication"]).get(adresse(texte, "workflow_action", "approve", etape.pk))
    assert f"« {texte} »" in demande.json()["html"]
    assert adresse(texte, "revisions_compare", "live", etape.revision_id) in demande.json()["html"]


@pytest.mark.parametrize("auteur", ["publication", "administration", "superuser"])
def test_nobody_approves_or_sends_back_their_own_change(personnes: dict[str, Any], texte: Any, auteur: str) -> None:
    etape = soumettre(personnes[auteur], texte, **apres(texte))
    for nom in ("approve", "reject"):
        assert agir(personnes[auteur], texte, nom, etape, comment="Motif").status_code == 302
    assert public(texte) == "Avant"
    assert etape_en_cours(texte) == etape


def test_who_wrote_a_part_of_the_change_does_not_approve_it(personnes: dict[str, Any], texte: Any) -> None:
    envoyer(personnes["publication"], texte, "action-save", **apres(texte, "Brouillon"))
    etape = soumettre(personnes["édition"], texte, **apres(texte))
    agir(personnes["publication"], texte, "approve", etape)
    assert public(texte) == "Avant"
    agir(personnes["seconde publication"], texte, "approve", etape)
    assert public(texte) == "Après"


def test_who_wrote_the_public_text_may_approve_the_next_change(personnes: dict[str, Any], texte: Any) -> None:
    agir(personnes["seconde publication"], texte, "approve", soumettre(personnes["publication"], texte, **apres(texte)))
    etape = soumettre(personnes["édition"], texte, **apres(texte, "Encore après"))
    agir(personnes["publication"], texte, "approve", etape)
    assert public(texte) == "Encore après"


def test_the_address_of_another_page_does_not_approve_ones_own(
    personnes: dict[str, Any], accueil: Page, page_publique: Page
) -> None:
    autre = accueil.add_child(instance=PageEditoriale(title="Autre", slug="autre", introduction="Avant"))
    autre.save_revision().publish()
    soumettre(personnes["édition"], autre, **apres(autre))
    la_mienne = soumettre(personnes["publication"], page_publique, **apres(page_publique))
    agir(personnes["publication"], autre, "approve", la_mienne)
    assert public(page_publique) == "Avant"


@pytest.mark.parametrize("relecteur", ["publication", "superuser"])
def test_a_text_under_review_does_not_move(personnes: dict[str, Any], texte: Any, relecteur: str) -> None:
    etape = soumettre(personnes["édition"], texte, **apres(texte))
    avant = revisions(texte)

    envoyer(
        personnes[relecteur],
        texte,
        "action-workflow-action",
        **{"workflow-action-name": "approve", **apres(texte, "Glissé")},
    )

    assert public(texte) == "Avant"
    assert revisions(texte) == avant
    assert etape_en_cours(texte) == etape


def test_the_author_takes_a_text_back_from_the_review(personnes: dict[str, Any], texte: Any) -> None:
    soumettre(personnes["édition"], texte, **apres(texte))
    envoyer(personnes["édition"], texte, "action-cancel-workflow")
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED
    soumettre(personnes["édition"], texte, **apres(texte, "Mieux"))


def test_sending_back_needs_a_reason(personnes: dict[str, Any], texte: Any) -> None:
    etape = soumettre(personnes["édition"], texte, **apres(texte))
    agir(personnes["publication"], texte, "reject", etape, comment="")
    assert etape_en_cours(texte) == etape


def test_the_author_gets_the_reason_by_mail_in_french(personnes: dict[str, Any], texte: Any) -> None:
    etape = soumettre(personnes["édition"], texte, **apres(texte))
    mail.outbox.clear()
    agir(personnes["publication"], texte, "reject", etape, comment="La date est fausse.")
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_NEEDS_CHANGES
    assert public(texte) == "Avant"
    [courriel] = mail.outbox
    assert courriel.to == ["edition@example.org"]
    assert "La date est fausse." in courriel.body
    assert "Bonjour" in courriel.body
    assert "rejected" not in f"{courriel.subject} {courriel.body}"


def test_the_form_tells_the_author_who_can_approve(personnes: dict[str, Any], texte: Any) -> None:
    soumettre(personnes["publication"], texte, **apres(texte))
    page = connecte(personnes["publication"]).get(adresse(texte, "edit")).content.decode()
    assert "une autre personne du groupe Publication doit l’approuver" in page
    assert "Approuver et publier" not in page


def test_the_form_offers_the_reviewer_to_approve_and_to_send_back(personnes: dict[str, Any], texte: Any) -> None:
    etape = soumettre(personnes["édition"], texte, **apres(texte))
    page = connecte(personnes["publication"]).get(adresse(texte, "edit")).content.decode()
    for nom in ("approve", "reject"):
        assert f'data-workflow-action-url="{adresse(texte, "workflow_action", nom, etape.pk)}"' in page
    assert 'data-activate="dashboard"' in page


def test_without_scripts_a_page_asks_what_the_window_asks(personnes: dict[str, Any], texte: Any) -> None:
    etape = soumettre(personnes["édition"], texte, **apres(texte))
    relectrice = connecte(personnes["publication"])
    formulaire = BeautifulSoup(relectrice.get(adresse(texte, "edit")).content, "lxml")
    approuver, renvoyer = [str(lien["href"]) for lien in formulaire.select("a[data-workflow-action-url]")]

    assert "Dites à l’auteur ce qu’il doit reprendre" in relectrice.post(renvoyer).content.decode()
    assert "public aussitôt" in relectrice.get(approuver).content.decode()
    assert public(texte) == "Avant"
    assert connecte(personnes["édition"]).post(approuver).status_code == 302  # Wagtail's answer to who may not
    assert public(texte) == "Avant"

    assert "est approuvé et public" in messages(relectrice.post(approuver, follow=True))
    assert public(texte) == "Après"
    etape.refresh_from_db()
    assert etape.finished_by == personnes["publication"]
    assert "déjà répondu" in messages(connecte(personnes["seconde publication"]).get(approuver, follow=True))


def test_a_message_says_why_nothing_was_published(personnes: dict[str, Any], texte: Any) -> None:
    reponse = envoyer(personnes["publication"], texte, "action-publish", **apres(texte))
    assert "Rien n’a été enregistré" in messages(reponse)
