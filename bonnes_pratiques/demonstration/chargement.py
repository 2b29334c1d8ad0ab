"""Loads the fictional sheets, all or nothing, once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, PageLogEntry

from bonnes_pratiques.demonstration.ecriture import composer
from bonnes_pratiques.demonstration.fichiers import (
    DONNEES,
    Donnees,
    DonneesRefuseesError,
    FicheDonnee,
    ThemeDonne,
    lire_donnees,
)
from bonnes_pratiques.demonstration.reperes import LignesNommees, poser_themes
from bonnes_pratiques.demonstration.textes import en_anglais
from bonnes_pratiques.models import FichePratique, OutilDeFiche, Reprise
from socle.langues.traduction import TraductionDecaleeError, traduire
from socle.models import SiteDocument


@dataclass(frozen=True)
class BilanDesFiches:
    """What a run created, or would create: names of themes, titles of sheets, how many take-ups."""

    themes: tuple[str, ...] = ()
    fiches: tuple[str, ...] = ()
    reprises: int = 0

    @property
    def est_vide(self) -> bool:
        """Whether the run created neither theme nor sheet."""
        return not (self.themes or self.fiches)


def charger(*, dossier: Path = DONNEES, simulation: bool = False) -> BilanDesFiches:
    """Create the themes and sheets of `dossier` the library does not have, published, and those translated, in English.

    A sheet that exists, as it is now, is left alone; one that was deleted does not come back. Raises
    `DonneesRefuseesError` with every fault by file and field; nothing is written then. A simulation keeps nothing.
    """
    donnees = lire_donnees(dossier)
    deposes: list[SiteDocument] = []

    garde = False
    try:
        with transaction.atomic():
            bilan = _poser(donnees, deposes)
            transaction.set_rollback(simulation)
        garde = not simulation
    finally:
        if not garde:
            for document in deposes:
                document.file.storage.delete(document.file.name)

    return bilan


def _poser(donnees: Donnees, deposes: list[SiteDocument]) -> BilanDesFiches:
    reperes = LignesNommees.lire()
    avec_anglais = Locale.objects.filter(language_code="en").exists()
    themes, noms = poser_themes(_a_poser(donnees.themes), en_anglais=avec_anglais)
    reperes = LignesNommees(reperes.bibliotheque, reperes.cooperatives, reperes.engagements, themes)
    absentes = _absentes(donnees.fiches)
    fiches = _composees(absentes, reperes)
    reprises = 0

    for donnee, fiche in zip(absentes, fiches, strict=True):
        fiche.outils.set([_outil(donnees.dossier, outil, deposes) for outil in donnee.valeurs.get("outils") or []])
        _publier(fiche, reperes)
        reprises += _reprendre(donnee, fiche, reperes)
        if avec_anglais and "anglais" in donnee.valeurs:
            _traduire(donnee, fiche)

    return BilanDesFiches(tuple(noms), tuple(fiche.title for fiche in fiches), reprises)


def _a_poser(themes: tuple[ThemeDonne, ...]) -> tuple[ThemeDonne, ...]:
    """Themes are laid with the first sheets only: afterwards the tree is the editors'."""
    return () if FichePratique.objects.filter(demonstration=True).exists() else themes


def _absentes(donnees: tuple[FicheDonnee, ...]) -> list[FicheDonnee]:
    """Return the sheets the site never had: neither there now, at this address or under this title, nor deleted."""
    presentes = set(FichePratique.objects.values_list("slug", "title"))
    slugs, titres = {slug for slug, _titre in presentes}, {titre for _slug, titre in presentes}
    titres |= set(PageLogEntry.objects.filter(action="wagtail.delete").values_list("label", flat=True))
    return [d for d in donnees if d.slug not in slugs and d.valeurs["title"] not in titres]


def _composees(donnees: list[FicheDonnee], reperes: LignesNommees) -> list[FichePratique]:
    """Return the sheets, unsaved. Raises `DonneesRefuseesError` with the faults of all of them."""
    fiches, fautes = [], []
    for donnee in donnees:
        try:
            fiches.append(composer(donnee, reperes))
        except DonneesRefuseesError as refus:
            fautes += refus.fautes
    if fautes:
        raise DonneesRefuseesError(fautes)
    return fiches


def _publier(fiche: FichePratique, reperes: LignesNommees) -> None:
    reperes.bibliotheque.add_child(instance=fiche)
    fiche.save_revision().publish()


def _outil(dossier: Path, outil: dict[str, str], deposes: list[SiteDocument]) -> OutilDeFiche:
    """Return the tool, its document stored unless one of this title is there already."""
    document = SiteDocument.objects.filter(title=outil["titre"]).order_by("pk").first()
    if document is None:
        contenu = (dossier / "outils" / outil["fichier"]).read_bytes()
        document = SiteDocument(title=outil["titre"], file=ContentFile(contenu, name=outil["fichier"]))
        document.file_size = len(contenu)
        document.save()
        deposes.append(document)
    return OutilDeFiche(document=document, libelle=outil["libelle"])


def _reprendre(donnee: FicheDonnee, fiche: FichePratique, reperes: LignesNommees) -> int:
    """Declare the take-ups of a sheet; return how many."""
    reprises: list[dict[str, Any]] = donnee.valeurs.get("reprises") or []
    for rang, champs in enumerate(reprises):
        reprise = Reprise(fiche=fiche, **champs | {"cooperative": reperes.cooperatives[champs["cooperative"]]})
        try:
            reprise.full_clean()
        except ValidationError as erreur:
            raise DonneesRefuseesError([donnee.faute(f"reprises[{rang}]", " ".join(erreur.messages))]) from erreur
        reprise.save()
    return len(reprises)


def _traduire(donnee: FicheDonnee, fiche: FichePratique) -> None:
    try:
        traduire(fiche, "en", en_anglais(fiche, donnee.valeurs["anglais"]))
    except (TraductionDecaleeError, ValueError) as erreur:
        message = _("la traduction n’a pas la forme du français : %(detail)s") % {"detail": erreur}
        raise DonneesRefuseesError([donnee.faute("anglais", message)]) from erreur
