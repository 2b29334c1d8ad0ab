"""The kit made: every piece in one archive, drawn in one's turn, kept on disk until the register or the day changes."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from registre.journal.connu import fin_du_jour
from registre.models import VersionDuRegistre
from registre.promotion.badge import badge_png, badge_svg
from registre.promotion.badge.formes import FORMES
from registre.promotion.badge.telechargement import avec_sa_preuve
from registre.promotion.kit import apercus
from registre.promotion.kit.documents import affiche_de_la_raison_d_etre, documents
from registre.promotion.kit.images import images
from registre.promotion.kit.situation import Cas, SituationDuKit
from registre.promotion.kit.textes import textes
from socle.dessins import atelier
from socle.dessins.guichet_des_dessins import a_son_tour, dessin, dessin_garde
from socle.dessins.reponse_pdf import empreinte_du_document

POIDS = 10  # usual drawings: a visitor has six kits made in a minute
LARGEUR_DU_BADGE = 640  # pixels
DEJA_SERRES = (".pdf", ".png", ".webp")


def empreinte(situation: SituationDuKit) -> str:
    """Return a hash of all that decides a kit: the register, the day, the coop, the poster that is not in it, the way
    each piece is drawn. Four queries."""
    version = VersionDuRegistre.objects.filter(pk=1).values_list("numero", "tete").first()
    affiche = affiche_de_la_raison_d_etre()
    faits = (version, situation.au, situation.cooperative.pk, situation.cas, affiche and affiche.html)
    return empreinte_du_document(f"kit {facon_de_faire()} {faits}")


def kit(request: HttpRequest, situation: SituationDuKit, marque: str) -> ZipFile:
    """Return the open kit of a coop, previews included, as kept or made now. `marque` is its `empreinte`.

    Raises `TropDeDemandes`, `GuichetFerme` and `ImpressionIndisponibleError`.
    """
    cle = f"kit-{marque}"
    contenu = dessin(cle)
    if contenu is None:
        garde = int((fin_du_jour(situation.au) - timezone.now()).total_seconds())
        with a_son_tour(request, POIDS) as tour:
            contenu = dessin_garde(cle, lambda: _archive(pieces(situation, tour), situation.au), max(1, garde))
    return ZipFile(BytesIO(contenu))


def a_emporter(archive: ZipFile, situation: SituationDuKit) -> bytes:
    """Return the ZIP that a coop takes: the kit without its previews, in a folder of a safe name."""
    dossier = nom_du_kit(situation)
    noms = [nom for nom in archive.namelist() if nom != apercus.NOM]
    return _archive({f"{dossier}/{nom}": archive.read(nom) for nom in noms}, situation.au)


def nom_du_kit(situation: SituationDuKit) -> str:
    """Return the name of the ZIP and of its folder, safe on every system: never the coop's own name."""
    jour = situation.au.isoformat()
    if situation.lu:
        return f"kit-qualicoop-{situation.lu.numero}-{jour}"
    return f"kit-engagee-{situation.cooperative.slug[:60]}-{jour}"


def pieces(situation: SituationDuKit, tour: int | None = None) -> dict[str, bytes]:
    """Make every piece of an open kit, by its name in the archive, and the picture of their previews."""
    imprimes = documents(situation)
    with ThreadPoolExecutor(1) as pendant:  # waits for the program that draws, while the rest is made here
        a_venir = pendant.submit(_dessiner, list(imprimes.values()), tour)
        photos, badges = images(situation), _badges(situation)
        dessines = a_venir.result()
    pdfs = dict(zip(imprimes, dessines, strict=False))

    vues = dict(zip(imprimes, dessines[len(imprimes) :], strict=False)) | photos
    planche = apercus.planche(situation.cas, vues)

    return textes(situation) | pdfs | photos | badges | {apercus.NOM: planche}


def _dessiner(imprimes: Sequence[atelier.DocumentADessiner], tour: int | None) -> list[bytes]:
    """The printed pieces, then the preview of each; nothing is drawn of nothing."""
    return atelier.dessiner_ensemble(imprimes, apercu=apercus.HAUTEUR, tour=tour) if imprimes else []


def _badges(situation: SituationDuKit) -> dict[str, bytes]:
    """The badges to keep, with their credential: of a label in force, never of an engagement."""
    lu = situation.lu
    if lu is None or situation.cas != Cas.LABEL:
        return {}

    faits = {}
    for forme in FORMES:
        svg = badge_svg(lu, forme=forme, theme="clair", langue="fr")
        png = badge_png(lu, forme=forme, theme="clair", langue="fr", largeur=LARGEUR_DU_BADGE)
        faits[f"badges/badge-{forme}.svg"] = avec_sa_preuve(svg, lu, image=False)
        faits[f"badges/badge-{forme}.png"] = avec_sa_preuve(png, lu, image=True)

    return faits


def _archive(faits: Mapping[str, bytes], au: datetime.date) -> bytes:
    """Write a ZIP dated of the day, the pieces in order of name."""
    sortie = BytesIO()
    with ZipFile(sortie, "w") as archive:
        for nom in sorted(faits):
            entree = ZipInfo(nom, (au.year, au.month, au.day, 0, 0, 0))
            entree.external_attr = 0o644 << 16
            serrage = ZIP_STORED if nom.endswith(DEJA_SERRES) else ZIP_DEFLATED
            archive.writestr(entree, faits[nom], compress_type=serrage)
    return sortie.getvalue()


@cache
def facon_de_faire() -> str:
    """Return a hash of what makes the pieces: this folder, the badge's and their templates. Read once in a process."""
    somme = hashlib.sha256()
    ici, gabarits = Path(__file__).parent, settings.BASE_DIR / "templates" / "registre" / "promotion"
    sources = [*ici.glob("*.py"), *(ici.parent / "badge").glob("*.py"), *gabarits.rglob("*.*")]
    for fichier in sorted(sources):
        somme.update(fichier.read_bytes())
    return somme.hexdigest()
