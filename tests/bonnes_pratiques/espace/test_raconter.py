"""Telling a sheet from the space: what is typed is kept, understood, saved, submitted. Without JavaScript."""

import io
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from bonnes_pratiques.models import BrouillonDeFiche, Etiquette, FichePratique
from socle.models import SaisieDeposee
from tests.bonnes_pratiques.espace.conftest import Monde, membre, recit

pytestmark = pytest.mark.lent

NOUVELLE = "/espace/coop-a/fiches/nouvelle/"


def cache(page: Any) -> dict[str, str]:
    """The hidden fields of the form that the page shows."""
    formulaire = BeautifulSoup(page.content, "lxml").select_one("form[data-garder]")
    assert formulaire
    return {str(champ["name"]): str(champ.get("value", "")) for champ in formulaire.select("input[type=hidden]")}


def champs(page: Any) -> dict[str, Any]:
    """Everything the form would send as the page shows it, but the buttons and the files."""
    formulaire = BeautifulSoup(page.content, "lxml").select_one("form[data-garder]")

    assert formulaire

    valeurs: dict[str, list[str]] = {}
    for champ in formulaire.select("input, textarea, select"):
        nom, type_ = str(champ.get("name")), champ.get("type")
        if type_ == "file" or (type_ in {"checkbox", "radio"} and not champ.has_attr("checked")):
            continue
        if champ.name == "textarea":
            valeurs.setdefault(nom, []).append(champ.text.removeprefix("\n"))
        elif champ.name == "select":
            choisi = champ.select_one("option[selected]")
            valeurs.setdefault(nom, []).append(str(choisi["value"]) if choisi else "")
        else:
            valeurs.setdefault(nom, []).append(str(champ.get("value", "on" if type_ == "checkbox" else "")))

    valeurs.pop("csrfmiddlewaretoken", None)
    return valeurs


def raconter(client: Client, adresse: str = NOUVELLE, action: str = "enregistrer", **typed: Any) -> Any:
    """Open the form, type, press a button."""
    techniques = {nom: v for nom, v in cache(client.get(adresse)).items() if nom in {"passe", "version", "base"}}
    return client.post(adresse, techniques | recit(**typed) | {"action": action})


def adresse_de(fiche: FichePratique) -> str:
    return f"/espace/coop-a/fiches/{fiche.pk}/"


def test_a_contributor_saves_a_draft_of_her_coop(monde: Monde) -> None:
    reponse = raconter(monde.client("contributrice A"))
    fiche = FichePratique.objects.get()

    assert reponse.headers["Location"] == adresse_de(fiche)
    assert (fiche.live, fiche.cooperative, fiche.owner) == (False, monde.a, monde["contributrice A"])

    ecrite = fiche.get_latest_revision_as_object()
    assert ecrite.title == "Diviser les charges par deux"
    assert ecrite.point_de_depart == (
        "<p>Des charges trop lourdes.</p><ul><li>pour les familles</li><li>pour les retraités</li></ul>"
    )
    assert [(b.value["quand"], b.value["titre"]) for b in ecrite.deroulement] == [("mars 2024", "Un audit")]
    [resultat] = ecrite.resultats.all()
    assert (resultat.avant, resultat.apres, resultat.unite) == (Decimal("1234.5"), 600, "€")
    assert not BrouillonDeFiche.objects.exists()


def test_a_draft_needs_its_title_only(monde: Monde) -> None:
    client = monde.client("contributrice A")
    client.post(NOUVELLE, {"title": "Une idée", "action": "enregistrer"})
    assert FichePratique.objects.get().title == "Une idée"


def test_what_is_saved_comes_back_as_it_was_typed(monde: Monde) -> None:
    client = monde.client("contributrice A")
    raconter(client)
    adresse = adresse_de(FichePratique.objects.get())
    lus = champs(client.get(adresse))
    client.post(adresse, lus | {"action": "enregistrer"})
    assert {nom: v for nom, v in champs(client.get(adresse)).items() if nom not in {"base", "passe"}} == {
        nom: v for nom, v in lus.items() if nom not in {"base", "passe"}
    }


def test_what_cannot_be_understood_is_kept_and_said_on_its_field(monde: Monde) -> None:
    client = monde.client("contributrice A")
    reponse = raconter(client, **{"resultats-0-avant": "beaucoup", "title": ""})
    page = BeautifulSoup(reponse.content, "lxml")
    assert reponse.status_code == 400
    liens = [str(lien["href"]) for lien in page.select(".fautes__lien")]
    assert liens == ["#id_title", "#id_resultats-0-avant"]
    assert all(page.select_one(lien) for lien in liens)
    assert not FichePratique.objects.exists()
    assert champs(client.get(NOUVELLE))["resultats-0-avant"] == ["beaucoup"]
    assert champs(client.get(NOUVELLE))["n_a_pas_marche"] == ["Le premier devis."]


def test_adding_and_removing_a_row_keeps_everything(monde: Monde) -> None:
    client = monde.client("contributrice A")
    reponse = raconter(client, action="ajouter:etapes")
    assert reponse.headers["Location"] == f"{NOUVELLE}#etapes"
    lus = champs(client.get(NOUVELLE))
    assert lus["etapes-nombre"] == ["2"]
    assert lus["title"] == ["Diviser les charges par deux"]
    client.post(NOUVELLE, lus | {"etapes-1-titre": "Des travaux", "action": "retirer:etapes:0"})
    lus = champs(client.get(NOUVELLE))
    assert (lus["etapes-nombre"], lus["etapes-0-titre"]) == (["1"], ["Des travaux"])


def test_the_page_saves_as_one_types(monde: Monde) -> None:
    client = monde.client("contributrice A")
    techniques = cache(client.get(NOUVELLE))
    reponse = client.post(f"{NOUVELLE}garder/", {"title": "Une", "version": techniques["version"]})
    assert json.loads(reponse.content)["version"] == 1
    reponse = client.post(f"{NOUVELLE}garder/", {"title": "Une idée", "version": "1"})
    assert json.loads(reponse.content)["version"] == 2
    assert champs(client.get(NOUVELLE))["title"] == ["Une idée"]


def test_two_tabs_do_not_overwrite_each_other(monde: Monde) -> None:
    client = monde.client("contributrice A")
    client.post(f"{NOUVELLE}garder/", {"title": "Premier onglet", "version": "0"})
    assert client.post(f"{NOUVELLE}garder/", {"title": "Second onglet", "version": "0"}).status_code == 409
    reponse = client.post(NOUVELLE, {"title": "Second onglet", "version": "0", "action": "enregistrer"})
    page = BeautifulSoup(reponse.content, "lxml")
    assert reponse.status_code == 409
    assert [texte.text.strip() for texte in page.select(".conflit__texte")] == ["Second onglet", "Premier onglet"]
    assert BrouillonDeFiche.objects.get().donnees["title"] == ["Premier onglet"]
    client.post(NOUVELLE, champs(reponse) | {"action": "enregistrer"})
    assert FichePratique.objects.get().title == "Second onglet"


def test_two_people_see_both_texts_and_nothing_is_overwritten(monde: Monde) -> None:
    elle, lui = monde.client("contributrice A"), monde.client("référent A")
    raconter(elle)
    fiche = FichePratique.objects.get()
    adresse = adresse_de(fiche)
    chez_elle, chez_lui = champs(elle.get(adresse)), champs(lui.get(adresse))
    elle.post(adresse, chez_elle | {"introduction": "La sienne", "action": "enregistrer"})
    reponse = lui.post(adresse, chez_lui | {"introduction": "La mienne", "action": "enregistrer"})

    assert reponse.status_code == 409

    textes = [t.text.strip() for t in BeautifulSoup(reponse.content, "lxml").select(".conflit__texte")]
    assert textes == ["La mienne", "La sienne"]
    assert FichePratique.objects.get().get_latest_revision_as_object().introduction == "La sienne"
    lui.post(adresse, champs(reponse) | {"action": "enregistrer"})
    fiche.refresh_from_db()
    assert fiche.get_latest_revision_as_object().introduction == "La mienne"
    assert fiche.revisions.count() == 3


def test_a_session_that_expires_loses_nothing_without_javascript(monde: Monde) -> None:
    client = monde.client("contributrice A")
    lus = champs(client.get(NOUVELLE))
    client.logout()
    reponse = client.post(NOUVELLE, lus | recit() | {"action": "soumettre"})
    assert reponse.headers["Location"] == f"/compte/login/?next={NOUVELLE}"
    client.force_login(monde["contributrice A"])
    page = client.get(NOUVELLE)
    assert "Votre session avait expiré" in page.content.decode()
    assert champs(page)["n_a_pas_marche"] == ["Le premier devis."]
    assert not SaisieDeposee.objects.exists()


def test_what_an_expired_session_sent_is_given_back_to_its_author_only(monde: Monde) -> None:
    elle, lui = monde.client("contributrice A"), monde.client("référent A")
    lus = champs(elle.get(NOUVELLE))
    elle.logout()
    elle.post(f"{NOUVELLE}garder/", lus | {"title": "Secret"})
    assert champs(lui.get(NOUVELLE))["title"] == [""]
    assert SaisieDeposee.objects.count() == 1


@pytest.mark.parametrize("falsifie", ["", "abc", "d'une autre adresse"])
def test_nobody_leaves_a_form_without_a_pass_made_for_it(monde: Monde, falsifie: str) -> None:
    passe = falsifie
    if "adresse" in falsifie:
        passe = cache(monde.client("contributeur B").get("/espace/coop-b/fiches/nouvelle/"))["passe"]
    reponse = monde.client("visiteur").post(f"{NOUVELLE}garder/", {"title": "Intrus", "passe": passe})
    assert (reponse.status_code, json.loads(reponse.content)["garde"]) == (401, False)
    assert not SaisieDeposee.objects.exists()


def test_a_title_pasted_from_word_becomes_one_line(monde: Monde) -> None:
    colle = "<!--[if mso]><xml></xml><![endif]--><style>p{mso:x}</style><b>Moins\r\n de\u200b charges</b>\r\n"
    raconter(monde.client("contributrice A"), title=colle + "\r\n".join([""] * 30))
    assert FichePratique.objects.get().title == "Moins de charges"


def test_thirty_lines_are_too_long_for_a_title_and_are_kept(monde: Monde) -> None:
    reponse = raconter(monde.client("contributrice A"), title="\n".join(["une ligne du rapport"] * 30))
    assert "255 signes au plus, le vôtre en a 629" in reponse.content.decode()
    assert "une ligne du rapport" in reponse.content.decode()


def test_a_tag_typed_otherwise_is_the_tag_that_exists(monde: Monde) -> None:
    Etiquette.objects.create(name="Énergie")
    raconter(monde.client("contributrice A"), etiquettes=["ENERGIE", "énergie, Bois", ""])
    assert sorted(t.name for t in FichePratique.objects.get().get_latest_revision_as_object().etiquettes.all()) == [
        "Bois",
        "Énergie",
    ]


def test_an_unknown_coop_is_refused_by_name(monde: Monde) -> None:
    reponse = raconter(monde.client("contributrice A"), autres_cooperatives=["Inconnue"])
    assert "« Inconnue » n’y est pas" in reponse.content.decode()


def un_pdf(nom: str = "courrier.pdf", contenu: bytes = b"%PDF-1.4\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\n") -> Any:
    return SimpleUploadedFile(nom, contenu, "application/pdf")


def une_image(nom: str = "jardin.png") -> Any:
    tampon = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(tampon, "PNG")
    return SimpleUploadedFile(nom, tampon.getvalue(), "image/png")


PIECES = {
    "outils-nombre": "1",
    "outils-0-libelle": "Le courrier",
    "images-nombre": "1",
    "images-0-alternative": "Un jardin",
}


def test_documents_and_pictures_are_kept_with_the_sheet(monde: Monde) -> None:
    fichiers = {"outils-0-fichier": un_pdf(), "images-0-fichier": une_image()}

    raconter(monde.client("contributrice A"), **PIECES, **fichiers)
    ecrite = FichePratique.objects.get().get_latest_revision_as_object()
    [outil], [image] = ecrite.outils.all(), ecrite.images.all()

    assert (outil.libelle, outil.licence, outil.document.filename) == (
        "Le courrier",
        "Licence Ouverte 2.0",
        "courrier.pdf",
    )
    assert image.alternative == "Un jardin"
    assert re.fullmatch(r"original_images/[0-9a-f]{32}\w*\.png", image.image.file.name)


@pytest.mark.parametrize(
    ("champ", "fichier", "mot"),
    [
        ("outils-0-fichier", un_pdf("rapport.pdf", b"MZ\x90\x00 programme"), "d’une autre nature"),
        ("images-0-fichier", SimpleUploadedFile("plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "SVG"),
        ("images-0-fichier", SimpleUploadedFile("grand.png", b"\x89PNG" + b"0" * 11 * 1024 * 1024), "10"),
    ],
)
def test_a_refused_file_loses_nothing_else(monde: Monde, champ: str, fichier: Any, mot: str) -> None:
    client = monde.client("contributrice A")
    bon = {"images-0-fichier": une_image()} if champ.startswith("outils") else {"outils-0-fichier": un_pdf()}
    fichier.seek(0)
    reponse = raconter(client, **PIECES, **bon, **{champ: fichier})
    assert reponse.status_code == 400
    assert mot in BeautifulSoup(reponse.content, "lxml").select_one(".fautes").text
    lus = champs(client.get(NOUVELLE))
    assert lus["title"] == ["Diviser les charges par deux"]
    gardee = "images-0-image" if champ.startswith("outils") else "outils-0-document"
    assert lus[gardee][0].isdecimal()


def test_the_file_of_another_coop_cannot_be_put_on_ones_sheet(monde: Monde) -> None:
    autre = monde.client("contributeur B")
    techniques = cache(autre.get("/espace/coop-b/fiches/nouvelle/"))

    autre.post(
        "/espace/coop-b/fiches/nouvelle/",
        techniques | recit(**PIECES, **{"outils-0-fichier": un_pdf(), "images-0-fichier": une_image()}),
    )
    [outil] = FichePratique.objects.get().get_latest_revision_as_object().outils.all()
    reponse = raconter(
        monde.client("contributrice A"), **{"outils-0-libelle": "Volé", "outils-0-document": str(outil.document_id)}
    )

    assert reponse.status_code == 400
    assert "Ce fichier n’est plus là" in reponse.content.decode()
    assert FichePratique.objects.count() == 1


def test_words_set_in_bold_by_the_federation_stay_bold_while_nobody_changes_them(monde: Monde) -> None:
    client = monde.client("contributrice A")
    raconter(client)
    fiche = FichePratique.objects.get()
    relue = fiche.get_latest_revision_as_object()
    relue.conditions = '<p>Un <b>bon</b> voisinage, <a href="https://example.org">ici</a>.</p>'
    relue.save_revision(user=monde["édition"])
    adresse = adresse_de(fiche)
    client.post(adresse, champs(client.get(adresse)) | {"introduction": "Autre", "action": "enregistrer"})
    fiche.refresh_from_db()
    assert fiche.get_latest_revision_as_object().conditions == relue.conditions


def test_nothing_typed_is_ever_a_tag(monde: Monde) -> None:
    client = monde.client("contributrice A")
    raconter(client, conditions="<script>alert(1)</script> & <b>gras</b>")
    fiche = FichePratique.objects.get()
    assert "<script" not in fiche.get_latest_revision_as_object().conditions
    assert champs(client.get(adresse_de(fiche)))["conditions"] == ["<script>alert(1)</script> & <b>gras</b>"]


def test_too_much_text_is_refused_and_shown(monde: Monde) -> None:
    reponse = raconter(monde.client("contributrice A"), conditions="x" * 400_000)
    assert reponse.status_code == 400
    assert "Raccourcissez" in reponse.content.decode()


def test_the_preview_is_the_public_page_for_members_only(monde: Monde) -> None:
    client = monde.client("contributrice A")
    reponse = raconter(client, action="apercu")
    fiche = FichePratique.objects.get()
    assert reponse.headers["Location"] == f"{adresse_de(fiche)}apercu/"
    page = client.get(reponse.headers["Location"])
    assert "Diviser les charges par deux" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_submitting_asks_for_what_is_missing_and_keeps_the_draft(monde: Monde) -> None:
    client = monde.client("contributrice A")
    reponse = raconter(client, action="soumettre", n_a_pas_marche="", national=None)

    assert reponse.status_code == 400

    liens = [lien["href"] for lien in BeautifulSoup(reponse.content, "lxml").select(".fautes__lien")]
    assert liens == ["#id_n_a_pas_marche", "#champ-departements"]
    fiche = FichePratique.objects.get()
    assert fiche.current_workflow_state is None
    assert (
        client.post(
            adresse_de(fiche), champs(reponse) | {"n_a_pas_marche": "Rien", "national": "on", "action": "soumettre"}
        ).status_code
        == 302
    )
    assert fiche.current_workflow_state is not None


def test_a_fourth_engagement_is_explained_by_the_server(monde: Monde) -> None:
    from raison_detre.models import Engagement

    trois = [str(pk) for pk in Engagement.objects.filter(numero__in=(2, 3, 4)).values_list("pk", flat=True)]
    reponse = raconter(monde.client("contributrice A"), action="soumettre", engagements_secondaires=trois)
    assert "trois engagements au plus" in reponse.content.decode()


def test_the_form_asks_as_many_queries_whatever_the_number_of_sheets(
    monde: Monde, django_assert_max_num_queries: Any
) -> None:
    client = monde.client("contributrice A")
    for _rang in range(6):
        client.post(NOUVELLE, {"title": "Une fiche", "action": "enregistrer"})
    membre(monde.a)
    with django_assert_max_num_queries(21):
        client.get("/espace/coop-a/")
