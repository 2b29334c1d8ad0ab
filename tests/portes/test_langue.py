"""Every screen of the admin speaks French, to whoever may open it: no English word, no "(e)", no word of another house.

Addresses are read from the URLconf, as for the other doors: a screen of the next version of a library is read too.
"""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, NavigableString
from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import Locale, Page, TranslatableMixin

from registre.models import Indicateur
from socle.models import Navigation, User
from tests.portes.adresses import adresses
from tests.portes.conftest import ADMINISTRATRICE
from tests.socle.admin import connecte
from tests.socle.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portes"), pytest.mark.lent, pytest.mark.rendu]

ANGLAIS = re.compile(
    r"\b(the|of|and|your|you|this|these|with|from|for|not|is|are|has|have|been|will|to|by|yes|true|false|none|root|more"
    r"|add|edit|delete|search|save|new|all|back|next|published|draft|locked|unlocked|users?|locales?|settings|link|name"
    r"|title|snippets?|workflows?|dashboard|created|updated|content types?|can|others?|email|slug|tags?)\b",
    re.IGNORECASE,
)
MAL_ACCORDE = re.compile(r"\((e|es|le|tte|elle|ne)\)|\bce/cette\b|\ble/la\b|[Mm]odérat|[Ff]ragments?\b")
LUS = ("aria-label", "title", "placeholder", "alt")
# What no one reads: code, keys of the keyboard, counters that stay hidden until they count.
TUS = "script, style, svg, kbd, noscript, [hidden], [data-kbd], .w-kbd"
CODE = re.compile(r"^(\{|new \w+\()")
DEUX_POINTS = re.compile(r"\w: ")  # a colon as English sets it


def contenus() -> re.Pattern[str]:
    """What people wrote, in English or not: titles, names of indicators."""
    anglais = Locale.objects.get(language_code="en")
    traduits = [modele for modele in apps.get_models() if issubclass(modele, TranslatableMixin)]
    titres = {str(objet) for modele in traduits for objet in modele._default_manager.filter(locale=anglais)}
    titres |= {str(page.draft_title) for page in Page.objects.all()} | set(User.objects.values_list("email", flat=True))
    titres |= set(Indicateur.objects.values_list("nom", flat=True))
    titres |= {" ".join(str(texte).split()) for pied in Navigation.objects.values() for texte in pied.values() if texte}
    return re.compile("|".join(re.escape(titre) for titre in sorted(titres, key=len, reverse=True)))


def textes(page: bytes) -> Iterator[str]:
    """Yield what is read or heard of a page, a string each."""
    document = BeautifulSoup(page, "lxml")
    for inutile in document.select(TUS):
        inutile.decompose()
    dits = [str(texte) for texte in document.find_all(string=True) if type(texte) is NavigableString]
    dits += [str(element[nom]) for nom in LUS for element in document.select(f"[{nom}]")]
    dits += [str(bouton["value"]) for bouton in document.select("input[type=submit][value]")]
    propres = {" ".join(dit.split()) for dit in dits}
    yield from sorted(dit for dit in propres if dit and not CODE.match(dit))


def ecrans() -> Iterator[tuple[str, bytes]]:
    """Yield each screen of the admin as an editor has it, or, where editors do not enter, as an administrator."""
    redactrice = UserFactory.create()

    redactrice.groups.set([Group.objects.get(name="Édition")])

    clients = [connecte(redactrice), connecte(User.objects.get(email=ADMINISTRATRICE))]
    for adresse in dict.fromkeys(adresses().values()):
        for client in clients if adresse.startswith("/admin/") else ():
            reponse = client.get(adresse)
            if reponse.status_code == 200:
                if reponse.headers.get("Content-Type", "").startswith("text/html"):
                    yield adresse, reponse.content
                break


@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")  # wagtail-localize's own report
def test_every_screen_of_the_admin_speaks_french() -> None:
    ecrits, lus = contenus(), 0
    etrangers: dict[str, str] = {}
    for adresse, page in ecrans():
        lus += 1
        for texte in textes(page):
            sien = ecrits.sub("", texte)
            if ANGLAIS.search(sien) or MAL_ACCORDE.search(sien) or DEUX_POINTS.search(sien):
                etrangers.setdefault(texte, adresse)
    assert lus > 200
    assert etrangers == {}
