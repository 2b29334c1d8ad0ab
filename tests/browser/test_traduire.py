"""The editor of translations, whose buttons wagtail-localize's own script draws."""

from playwright.sync_api import Page, expect

from tests.browser.comptes import PASSWORD, log_in, run

TRADUCTRICE = "traduction@example.org"
PREPARER = f"""
from raison_detre.models import PageEditoriale
from tests.socle.factories import UserFactory
UserFactory.create(email={TRADUCTRICE!r}, mot_de_passe={PASSWORD!r}, edition=True)
print(PageEditoriale.objects.filter(locale__language_code="en").order_by("pk").first().pk)
"""


def test_the_first_button_says_the_work_is_finished(page: Page, site: str, site_database: str) -> None:
    cle = run(site_database, PREPARER)
    page.goto("/admin/")
    log_in(page, TRADUCTRICE)
    page.wait_for_url("**/admin/")

    page.goto(f"/admin/pages/{cle}/edit/")
    premier = page.locator("footer .w-dropdown-button > button").first
    expect(premier).to_have_text("Traduction terminée, à relire : anglais")
    premier.click()
    expect(page.locator(".messages")).to_contain_text("Traduction terminée : elle attend")
