"""A badge dropped in the browser: verified there, with the network and without, and never sent."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

pytestmark = pytest.mark.rendu

ADRESSE = "/registre/verifier-un-badge/"
FORMES = ["badge-a-telecharger.svg", "badge-a-telecharger.png", "credential.json", "credential.jwt"]
DEPOSER = """([zone, octets]) => {
    const depot = new DataTransfer();
    depot.items.add(new File([Uint8Array.from(octets)], "badge"));
    for (const nom of ["dragover", "drop"]) {
        zone.dispatchEvent(new DragEvent(nom, {dataTransfer: depot, bubbles: true}));
    }
}"""
VRAI = "Ce badge dit vrai, d’une coopérative fictive"


@pytest.fixture(scope="module")
def numero(site: str, browser: Browser) -> str:
    """The number of a fictional label in force, as the open data names it: other files grant some to other coops."""
    context = browser.new_context(base_url=site)
    lignes = context.request.get("/registre/donnees/registre.json?statut=labellisee").json()["items"]
    context.close()
    labellisees = (ligne for ligne in lignes if ligne["statut"] == "labellisee")
    return next(str(ligne["numero_label"]) for ligne in labellisees if ligne["demonstration"])


def telecharger(page: Page, numero: str, forme: str) -> bytes:
    """Return a file of a label, as a visitor saves it."""
    recue = page.request.get(f"/registre/labels/{numero}/{forme}")
    assert recue.ok
    return recue.body()


def deposer(page: Page, octets: bytes) -> None:
    """Drop a file on the form."""
    page.locator(".depot-de-badge--pret").evaluate(f"(zone, octets) => ({DEPOSER})([zone, octets])", list(octets))


def reponses(page: Page) -> list[str]:
    """Return the one-word answer of each step."""
    return page.locator(".badge-lu__avis").all_inner_texts()


@pytest.mark.parametrize("forme", FORMES)
def test_a_badge_dropped_is_verified_by_the_browser_and_never_sent(page: Page, numero: str, forme: str) -> None:
    badge, envois = telecharger(page, numero, forme), list[str]()
    page.goto(ADRESSE)
    page.on("request", lambda demande: envois.append(demande.url) if demande.method == "POST" else None)

    deposer(page, badge)

    expect(page.locator("#verdict")).to_have_text(VRAI)
    expect(page.locator(".badge-lu")).to_be_focused()
    assert reponses(page) == ["Oui", "Oui", "Oui", "Oui", "Oui", "Oui", "Attention", "Oui"]
    assert envois == []


@pytest.mark.parametrize("forme", FORMES)
def test_without_a_network_the_signature_and_the_dates_are_still_verified(page: Page, numero: str, forme: str) -> None:
    badge = telecharger(page, numero, forme)
    page.goto(ADRESSE)
    page.context.set_offline(True)

    deposer(page, badge)

    expect(page.locator("#verdict")).to_contain_text("La signature est juste ; reste à lire le statut du jour")
    assert reponses(page) == ["Oui", "Oui", "Oui", "Oui", "Oui", "Pas vérifié", "Attention", "Pas vérifié"]


def test_a_page_saved_on_a_disk_still_verifies(page: Page, numero: str, tmp_path: Path) -> None:
    badge = telecharger(page, numero, "badge-a-telecharger.svg")
    page.goto(ADRESSE)
    contenu = page.content()

    for script in page.locator("script[src]").all():
        source = script.get_attribute("src") or ""
        fichier = tmp_path / Path(source).name
        fichier.write_bytes(page.request.get(source).body())
        contenu = contenu.replace(source, fichier.name)
    (tmp_path / "page.html").write_text(contenu)

    page.context.set_offline(True)
    page.goto((tmp_path / "page.html").as_uri())
    deposer(page, badge)
    expect(page.locator("#verdict")).to_contain_text("La signature est juste")


@pytest.mark.parametrize("forme", ["badge-a-telecharger.svg", "credential.json"])
def test_a_letter_changed_is_seen_by_the_browser(page: Page, numero: str, forme: str) -> None:
    badge = telecharger(page, numero, forme).replace(b"Certification", b"Certificatiom")
    page.goto(ADRESSE)
    deposer(page, badge)
    expect(page.locator("#verdict")).to_have_text("Ce badge a été modifié")


def test_no_field_of_a_credential_changes_without_the_browser_seeing_it(page: Page, numero: str) -> None:
    document = json.loads(telecharger(page, numero, "credential.json"))
    page.goto(ADRESSE)
    dits = page.evaluate(CHAQUE_CHAMP, document)
    assert len(dits) > 50
    assert [champ for champ, dit in dits if dit == "juste"] == []


CHAQUE_CHAMP = """async (document) => {
    const donnees = JSON.parse(window.document.getElementById("donnees-du-badge").textContent);
    const chemins = (valeur, ici = []) => valeur && typeof valeur === "object"
        ? Object.entries(valeur).flatMap(([cle, dedans]) => chemins(dedans, [...ici, cle])) : [ici];
    const dits = [];
    for (const chemin of chemins(document)) {
        const copie = structuredClone(document);
        const dernier = chemin.at(-1);
        const parent = chemin.slice(0, -1).reduce((objet, pas) => objet[pas], copie);
        const texte = parent[dernier];
        parent[dernier] = texte.slice(0, -1) + (texte.endsWith("1") ? "2" : "1");
        dits.push([chemin.join("."), await badge.signature({document: copie}, donnees)]);
    }
    return dits;
}"""


@pytest.mark.parametrize(
    ("octets", "dit"),
    [
        (b"", "Ce fichier est vide"),
        (b"\x89PNG\r\n\x1a\n", "abîmée ou incomplète"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "ne porte pas de justificatif"),
        (b"<svg", "mal formé"),
        (b"{}", "OpenBadgeCredential"),
        (b"\xff\xd8\xff", "format JPEG"),
        (b"\xe9", "Ce n’est pas un justificatif"),
    ],
)
def test_what_is_no_badge_is_told_in_the_words_of_the_site(page: Page, octets: bytes, dit: str) -> None:
    page.goto(ADRESSE)
    deposer(page, octets)
    expect(page.locator("#reponse-au-badge .fautes")).to_contain_text(dit)


def test_without_javascript_the_site_answers_the_same(
    browser: Browser, site: str, page: Page, numero: str, tmp_path: Path
) -> None:
    fichier = tmp_path / "badge.svg"
    fichier.write_bytes(telecharger(page, numero, "badge-a-telecharger.svg"))
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="fr-FR")
    tab = context.new_page()

    tab.goto(ADRESSE)
    tab.set_input_files("input[type=file]", fichier)
    tab.get_by_role("button", name="Vérifier", exact=True).last.click()

    expect(tab.locator("#verdict")).to_have_text(VRAI)
    context.close()


def test_a_browser_that_knows_no_ed25519_sends_the_file_to_the_site(page: Page, numero: str, tmp_path: Path) -> None:
    fichier = tmp_path / "badge.svg"
    fichier.write_bytes(telecharger(page, numero, "badge-a-telecharger.svg"))
    page.add_init_script("SubtleCrypto.prototype.generateKey = () => Promise.reject(new Error())")
    envois = list[Request]()
    page.on("request", lambda demande: envois.append(demande) if demande.method == "POST" else None)

    page.goto(ADRESSE)
    page.set_input_files(".depot-de-badge input[type=file]", fichier)
    page.locator(".depot-de-badge").get_by_role("button", name="Vérifier").click()

    expect(page.locator("#verdict")).to_have_text(VRAI)
    assert len(envois) == 1
