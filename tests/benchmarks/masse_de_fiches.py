"""Thousands of fictional sheets, written in bulk: in seconds what the page tree's own way does in minutes."""

import datetime
import random
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page

from bonnes_pratiques.bibliotheque.projection import projeter_tout
from bonnes_pratiques.fiches.etats import Stade
from bonnes_pratiques.models import BibliothequePage, Etiquette, EtiquetteDeFiche, FichePratique, Resultat, Theme
from raison_detre.models import Engagement
from registre.models import Cooperative, Metier
from registre.models.indicateur import Preuve
from registre.territoires import DEPARTEMENTS
from socle.recherche.genres import genre
from socle.recherche.index import indexer

GERME = 4
NOMS = (
    "chauffage",
    "charges",
    "jardin",
    "accession",
    "réclamations",
    "chantier",
    "bail",
    "locataires",
    "impayés",
    "ascenseurs",
    "toiture",
    "tri",
)
GESTES = (
    "diviser",
    "partager",
    "vendre",
    "répondre",
    "réemployer",
    "former",
    "visiter",
    "mesurer",
    "voter",
    "entretenir",
)
LIEUX = ["Béziers", "Quimper", "Lens", "Angers", "Troyes", "Vienne", "Albi", "Pau", "Niort", "Dole"]
RECIT = "<p>À {lieu}, {nom} : il a fallu {geste}, convaincre, mesurer, puis recommencer l’année suivante.</p>"


@transaction.atomic
def creer(nombre: int) -> int:
    """Write so many published sheets, their figures, themes and tags, and index them; return how many are public."""
    hasard = random.Random(GERME)  # noqa: S311 - no secret in fiction
    bibliotheque = BibliothequePage.objects.get(locale__language_code="fr")
    locale = Locale.objects.get(language_code="fr")
    cooperatives, engagements = list(Cooperative.objects.all()), list(Engagement.objects.sources().order_by("numero"))
    themes = [Theme.objects.get_or_create(cle=nom, locale=locale, defaults={"nom": nom.title()})[0] for nom in NOMS[:8]]
    tags = [Etiquette.objects.get_or_create(name=f"{geste} {nom}")[0] for geste in GESTES for nom in NOMS]
    pages = [_page(bibliotheque, locale, rang, hasard) for rang in range(1, nombre + 1)]

    Page.objects.bulk_create(pages, batch_size=500)
    Page.objects.filter(pk=bibliotheque.pk).update(numchild=nombre)

    for page in pages:
        _fiche(page, hasard, cooperatives, engagements).save_base(raw=True)

    themes_poses = FichePratique.themes.through

    themes_poses.objects.bulk_create(
        [themes_poses(fichepratique_id=page.pk, theme=hasard.choice(themes)) for page in pages], batch_size=500
    )
    autres = FichePratique.engagements_secondaires.through
    autres.objects.bulk_create(
        [autres(fichepratique_id=page.pk, engagement=hasard.choice(engagements[1:])) for page in pages], batch_size=500
    )
    EtiquetteDeFiche.objects.bulk_create(
        [EtiquetteDeFiche(content_object_id=page.pk, tag=hasard.choice(tags)) for page in pages], batch_size=500
    )
    Resultat.objects.bulk_create([_resultat(page, locale, hasard) for page in pages], batch_size=500)
    publiques = projeter_tout()
    indexer(genre("fiches"))
    return publiques


def _page(bibliotheque: BibliothequePage, locale: Locale, rang: int, hasard: random.Random) -> Page:
    jour = datetime.datetime(2022, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(hours=6 * rang)
    titre = f"{hasard.choice(GESTES).title()} {hasard.choice(NOMS)} à {hasard.choice(LIEUX)}, récit {rang}"

    return Page(
        title=titre,
        draft_title=titre,
        slug=f"recit-{rang}",
        locale=locale,
        live=True,
        has_unpublished_changes=False,
        path=Page._get_path(bibliotheque.path, bibliotheque.depth + 1, rang),
        depth=bibliotheque.depth + 1,
        numchild=0,
        content_type=ContentType.objects.get_for_model(FichePratique),
        url_path=f"{bibliotheque.url_path}recit-{rang}/",
        first_published_at=jour,
        last_published_at=jour,
    )


def _fiche(page: Page, hasard: random.Random, coops: list[Cooperative], engagements: list[Engagement]) -> FichePratique:
    recit = RECIT.format(lieu=hasard.choice(LIEUX), nom=hasard.choice(NOMS), geste=hasard.choice(GESTES))
    national = hasard.random() < 0.2
    fiche = FichePratique(
        page_ptr=page,
        introduction=recit[3:-4],
        cooperative=hasard.choice(coops),
        point_de_depart=recit,
        engagement_principal=hasard.choice(engagements),
        metiers=hasard.sample(Metier.values, 2),
        national=national,
        departements=[] if national else hasard.sample(sorted(DEPARTEMENTS), hasard.randint(1, 3)),
        milieu=hasard.choice(["", "dense", "rural"]),
        stade=hasard.choice(Stade.values),
        n_a_pas_marche=recit * 3,
        preuve=hasard.choice(Preuve.values),
        conditions=recit,
        demonstration=True,
    )

    fiche.__dict__.update({champ.attname: getattr(page, champ.attname) for champ in Page._meta.concrete_fields})

    return fiche


def _resultat(page: Page, locale: Locale, hasard: random.Random) -> Resultat:
    avant = Decimal(hasard.randint(10, 2000))

    return Resultat(
        fiche_id=page.pk,
        locale=locale,
        sort_order=0,
        libelle="Charges par logement",
        avant=avant,
        apres=avant / 2,
        unite="€ par an",
        releve_le=datetime.date(2025, 12, 31),
    )
