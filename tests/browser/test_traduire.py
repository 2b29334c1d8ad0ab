"""The editor of translations, whose buttons wagtail-localize's own script draws."""

import os
import subprocess
import sys

from playwright.sync_api import Page, expect

from config.environment import BASE_DIR

TRADUCTRICE = "traduction@example.org"
PHRASE = "une phrase assez longue"
PREPARER = f"""
from django.contrib.auth.models import Group
from raison_detre.models import PageEditoriale
from socle.models import User
compte = User.objects.create_user({TRADUCTRICE!r}, {PHRASE!r})
compte.groups.add(Group.objects.get(name="Édition"))
print(PageEditoriale.objects.filter(locale__language_code="en").order_by("pk").first().pk)
"""


def test_the_first_button_says_the_work_is_finished(page: Page, site: str, site_database: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", PREPARER],
        cwd=BASE_DIR,
        env={**os.environ, "DATABASE_URL": site_database, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    page.goto("/admin/")
    page.locator("input[name=login]").fill(TRADUCTRICE)
    page.locator("input[name=password]").fill(PHRASE)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url("**/admin/")
    page.goto(f"/admin/pages/{done.stdout.splitlines()[-1]}/edit/")
    premier = page.locator("footer .w-dropdown-button > button").first
    expect(premier).to_have_text("Traduction terminée, à relire : anglais")
    premier.click()
    expect(page.locator(".messages")).to_contain_text("Traduction terminée : elle attend")
