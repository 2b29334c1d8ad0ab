"""Every address of the admin that writes, with data that a superuser's own form holds, sent by every role.

What somebody wrote is seen in the database, whatever the answer said. Addresses and forms are read from the site: one
added tomorrow is nobody's but a superuser's until `QUI_PEUT` says whose it is.
"""

from collections.abc import Iterator
from fnmatch import fnmatch
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.images.tests.utils import get_test_image_file

from registre.models import Cooperative, Role
from socle.models import User
from tests.bonnes_pratiques.espace.conftest import membre
from tests.config.test_pages_tierces import entree, remplie
from tests.portes.adresses import decisions
from tests.portes.ecritures import ecritures
from tests.portes.formulaires import formulaires
from tests.registre.test_imports_admin import DEUX, UN_LABEL
from tests.socle.adresses import Adresse, adresses
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.django_db

# They end the session, fail on purpose, draw; or write only in it, or who is there.
A_PART = ("logout", "login", "failwhale", "sprite", "editing-sessions", "/account/", "/preview/")
ADMINISTRATION = {"administration"}
RELECTURE = {"publication", *ADMINISTRATION}
REDACTION = {"édition", *RELECTURE}
REGISTRE = {"comité", *RELECTURE}
# Who writes through which address; the first line that fits. What no line names is a superuser's alone.
QUI_PEUT = [
    ("wagtailadmin_pages:edit", REDACTION),
    ("wagtailadmin_pages:revisions_revert", REDACTION),
    ("wagtailadmin_pages:*", RELECTURE),
    ("page: delete", REDACTION),  # a draft that nobody published
    ("wagtail_localize:*", REDACTION),
    ("wagtailredirects:*", RELECTURE),
    ("wagtailsearchpromotions:*", ADMINISTRATION),
    ("wagtailimages*:add*", REDACTION),
    ("wagtaildocs*:add*", REDACTION),
    ("wagtail*s_chooser:choose", REDACTION),  # which holds a form to add one
    ("wagtailimages:edit", REDACTION),
    ("wagtaildocs:edit", REDACTION),
    ("wagtailimages:*", RELECTURE),
    ("wagtaildocs:*", RELECTURE),
    ("site*: add_tags", REDACTION),
    ("site*: delete", RELECTURE),
    ("wagtailsnippets_raison_detre_referentiel:*", ADMINISTRATION),
    ("wagtailsnippets_*_presentationcooperative:delete", ADMINISTRATION),
    ("engagement: delete", ADMINISTRATION),
    ("presentationcooperative: delete", ADMINISTRATION),
    *((f"{modele}: delete", RELECTURE) for modele in ("etiquette", "invitation", "membre", "synonyme")),
    ("wagtailsnippets_*_reprise:delete", set()),
    ("wagtailsnippets_*_seancecomite:delete", set()),
    ("wagtailsnippets_*_seancecomite:*", RELECTURE),
    ("wagtailsnippets_comite_*:delete", set()),
    ("wagtailsnippets_comite_*", ADMINISTRATION),
    ("registre_seance_*", REGISTRE),
    ("registre_point_note", set()),  # a member who sits that day, as the superuser of this site does
    ("registre_point_*", REGISTRE),
    ("wagtailsnippets_*_signaturemanifeste:delete", set()),
    ("wagtailsnippets_*_reprise:*", RELECTURE),
    ("wagtailsnippets_*_signaturemanifeste:*", RELECTURE),
    ("wagtailsnippets_*_membre:*", RELECTURE),
    ("wagtailsnippets_*_signalementderreur:*", RELECTURE),
    ("wagtailsnippets_dossier_indicateurducatalogue:delete", set()),
    ("wagtailsnippets_dossier_*", RELECTURE),
    ("registre_commentaires", REGISTRE),
    ("registre_avis_*", REGISTRE),
    ("registre_renvoyer_a_expert", REGISTRE),
    ("registre_renvoyer_lecture", RELECTURE),
    ("registre_inscrire_recours", REGISTRE),
    ("registre_renvoyer_point", REGISTRE),
    ("registre_repondre_visite", REGISTRE),
    ("registre_visite", REGISTRE),
    ("registre_confirmer_visite", REGISTRE),
    ("registre_trancher_recours", {"administration", "comité"}),
    ("wagtailsnippets_*_etiquette:add", RELECTURE),
    ("wagtailsnippets_rappels_*", RELECTURE),
    ("registre_renvoyer_rappel", RELECTURE),
    ("registre_renvoyer_courrier", RELECTURE),
    ("wagtailsnippets_*:edit", REDACTION),
    ("wagtailsnippets_*:revisions_revert", REDACTION),
    ("wagtailsnippets_*", RELECTURE),
    ("wagtailusers_users:add", ADMINISTRATION),
    ("wagtailadmin_collections:*", ADMINISTRATION),
    ("cooperative: *", REGISTRE),
    ("registre_import", REGISTRE),
]
Porte = tuple[str, str, dict[str, Any]]


def roles() -> dict[str, User | None]:
    """One account per role. `comité`: decides of labels, and is in none of the three groups."""
    coop = Cooperative.objects.order_by("pk")[0]
    comite = UserFactory.create()
    droits = Permission.objects.filter(codename__in=("access_admin", "instruire_candidature", "decider_label"))

    comite.user_permissions.set(droits)

    return {
        "visiteur": None,
        "référent": membre(coop, Role.REFERENT),
        "contributeur": membre(coop, Role.CONTRIBUTEUR),
        "édition": UserFactory.create(edition=True),
        "publication": UserFactory.create(publication=True),
        "administration": UserFactory.create(administration=True),
        "comité": comite,
    }


def portes(client: Client, de_tout: dict[str, Any]) -> Iterator[Porte]:
    """Yield what writes when a superuser sends it: its name, its address, its data."""
    vues = set()
    for nom, adresse in cibles(de_tout):
        for ou, donnees in envois(client, nom, adresse):
            if ou.startswith("/admin/") and (ou, *donnees) not in vues and not any(mot in ou for mot in A_PART):
                vues.add((ou, *donnees))
                if ecrit(client, ou, donnees):
                    yield nom, ou, donnees


def envois(client: Client, nom: str, adresse: str) -> list[tuple[str, dict[str, Any]]]:
    """Return what the page of this address would send, filled; nothing at all, where there is no page."""
    with transaction.atomic():
        page = client.get(adresse)
        transaction.set_rollback(True)
    genre = page.headers.get("Content-Type", "").partition(";")[0]
    if page.status_code != 200 or genre not in {"text/html", "application/json"}:
        return [(adresse, {})]

    html = page.content.decode() if genre == "text/html" else de_la_fenetre(page.json())
    poses = [f for f in formulaires(html, adresse) if f.methode == "post"]
    return [(f.adresse, f.remplie() | {champ: fichier(nom, adresse) for champ in f.fichiers}) for f in poses]


def de_la_fenetre(lu: Any) -> str:
    """Return the HTML of what opens in a window, which is sent in JSON; empty for other JSON."""
    return str(lu.get("html", "")) if isinstance(lu, dict) else ""


def fichier(nom: str, adresse: str) -> Any:
    """Return a file that the form of this address accepts."""
    if "image" in nom:
        return get_test_image_file(filename="essai.png")
    if nom == "registre_import":
        return ContentFile((DEUX if "cooperatives" in adresse else UN_LABEL).encode(), "essai.csv")
    return ContentFile(b"/avant,/apres\n", "essai.csv" if "redirect" in nom else "essai.txt")


def cibles(de_tout: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each address of the admin, the decisions of the register, the actions of the lists."""
    for declaree in adresses(get_resolver().url_patterns):
        des_siennes = declaree.route.startswith("admin/") and not any(mot in declaree.route for mot in A_PART)
        if des_siennes and prend_un_envoi(declaree):
            yield declaree.nom, remplie(declaree, de_tout)

    yield from decisions().items()

    for modele in apps.get_models():
        cle = modele._meta.app_label, modele._meta.model_name
        objet = modele._default_manager.order_by("-pk").first()
        if objet is None:
            continue
        for action in bulk_action_registry.get_bulk_actions_for_model(*cle):
            nom = action.action_type
            yield f"{cle[1]}: {nom}", f"{reverse('wagtail_bulk_action', args=[*cle, nom])}?id={objet.pk}"


def prend_un_envoi(declaree: Adresse) -> bool:
    """Whether something may be sent there, or, for a window in which one chooses, to the form that it holds."""
    classe = getattr(declaree.vue, "view_class", None)
    return classe is None or hasattr(classe, "post") or declaree.nom.endswith(":choose")


def ecrit(client: Client, adresse: str, donnees: dict[str, Any]) -> set[str]:
    """Send it, undo what it did; return the tables it wrote in."""
    for valeur in donnees.values():
        if hasattr(valeur, "seek"):
            valeur.seek(0)

    with transaction.atomic(), ecritures() as tables:
        client.post(adresse, donnees)
        transaction.set_rollback(True)
    return tables


@pytest.mark.lent
@pytest.mark.rendu  # rights are asked of no database in particular
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # files of exports that nobody reads
@pytest.mark.filterwarnings("ignore:Pagination may yield")  # a report of wagtail-localize
def test_nobody_writes_but_who_may(de_tout: dict[str, Any]) -> None:
    comptes = roles()
    navigateurs = {role: Client(raise_request_exception=False) for role in comptes}
    for role, compte in comptes.items():
        if compte:
            navigateurs[role].force_login(compte)

    ouvertes, fautes = 0, {}
    for nom, adresse, donnees in portes(entree(de_tout), de_tout):
        peuvent = {role for role, client in navigateurs.items() if ecrit(client, adresse, donnees)}
        ouvertes += 1
        if peuvent != qui_peut(nom):
            fautes[nom, adresse] = peuvent

    assert fautes == {}
    assert ouvertes > 60  # forms were read, and sent


def qui_peut(nom: str) -> set[str]:
    """Return the roles that may write there: those of the first line that names it, else nobody below superuser."""
    return next((qui for motif, qui in QUI_PEUT if fnmatch(nom, motif)), set())
