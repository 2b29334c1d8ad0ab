"""Writing an edition: what is missing is added, the official text is set to the letter of the file.

Editorial texts belong to the editors and are never touched; a draft under way stays a draft.
"""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from raison_detre.chargement.lecture import AxeDuFichier, EditionDuFichier, EngagementDuFichier
from raison_detre.models import Axe, Engagement, Referentiel
from raison_detre.models.contenu import ContenuDuReferentiel

Contenu = TypeVar("Contenu", bound=ContenuDuReferentiel)


class EditionIncompatible(Exception):
    """The file drops or moves what the site already has. The message is French and says what to do."""


@dataclass(frozen=True)
class Changement:
    """A field whose value the file changes."""

    objet: str
    champ: str
    avant: str
    apres: str


@dataclass
class Bilan:
    """What loading the file adds and changes."""

    ajouts: list[str] = field(default_factory=list)
    changements: list[Changement] = field(default_factory=list)

    @property
    def est_vide(self) -> bool:
        """Whether the site already says exactly what the file says."""
        return not self.ajouts and not self.changements

    def noter(self, objet: Any, champ: str, avant: Any, apres: Any) -> None:
        """Note a change of value."""
        self.changements.append(Changement(str(objet), champ, str(avant), str(apres)))


@transaction.atomic
def appliquer(edition: EditionDuFichier, *, simulation: bool = False) -> Bilan:
    """Write the edition, whole or not at all, and return what it added and changed.

    With `simulation`, does the same and undoes it. Raises `EditionIncompatible` when an axis or an engagement of the
    site is not in the file: nothing is ever deleted.
    """
    bilan = Bilan()
    locale, _created = Locale.objects.get_or_create(language_code="fr")
    referentiel = _ecrire_referentiel(edition.champs, locale, bilan)
    _refuser_disparus(referentiel, edition)
    for axe_lu in edition.axes:
        axe = _ecrire_axe(referentiel, axe_lu, locale, bilan)
        for engagement_lu in axe_lu.engagements:
            _ecrire_engagement(axe, engagement_lu, locale, bilan)
    if simulation:
        transaction.set_rollback(True)
    return bilan


def _ecrire_referentiel(champs: dict[str, Any], locale: Locale, bilan: Bilan) -> Referentiel:
    referentiel = Referentiel.objects.sources().filter(code=champs["code"]).first()
    if referentiel is None:
        bilan.ajouts.append(_("édition %(code)s") % {"code": champs["code"]})
        return Referentiel.objects.create(locale=locale, **champs)
    if _changer(referentiel, champs, bilan):
        referentiel.save()
    return referentiel


def _changer(objet: Any, champs: dict[str, Any], bilan: Bilan | None) -> list[str]:
    """Set the fields that differ, note them, return their names."""
    changes = [champ for champ, valeur in champs.items() if getattr(objet, champ) != valeur]
    for champ in changes:
        if bilan is not None:
            bilan.noter(objet, champ, getattr(objet, champ), champs[champ])
        setattr(objet, champ, champs[champ])
    return changes


def _refuser_disparus(referentiel: Referentiel, edition: EditionDuFichier) -> None:
    """Refuse a file that forgets an axis or an engagement of the site, or moves an engagement to another axis."""
    axe_du_fichier = {e.numero: axe.champs["cle"] for axe in edition.axes for e in axe.engagements}
    cles = {axe.champs["cle"] for axe in edition.axes}
    disparus = [
        str(axe)
        for axe in Axe.objects.sources().filter(referentiel=referentiel).order_by("numero")
        if axe.cle not in cles
    ]
    engagements = Engagement.objects.sources().filter(referentiel=referentiel).select_related("axe").order_by("numero")
    disparus += [str(e) for e in engagements if e.numero not in axe_du_fichier]
    if disparus:
        raise EditionIncompatible(
            _("Le fichier n’a plus : %(liste)s. Rien n’est supprimé : un autre texte demande un autre code.")
            % {"liste": " ; ".join(disparus)}
        )
    deplaces = [str(e) for e in engagements if axe_du_fichier[e.numero] != e.axe.cle]
    if deplaces:
        raise EditionIncompatible(
            _("Le fichier change d’axe : %(liste)s. C’est une autre édition : donnez-lui un autre code.")
            % {"liste": " ; ".join(deplaces)}
        )


def _ecrire_axe(referentiel: Referentiel, lu: AxeDuFichier, locale: Locale, bilan: Bilan) -> Axe:
    axe = Axe.objects.sources().filter(referentiel=referentiel, cle=lu.champs["cle"]).first()
    if axe is None:
        axe = Axe(referentiel=referentiel, locale=locale, **lu.champs)
        return _ajouter(axe, bilan)
    _mettre_a_jour(axe, lu.champs, bilan)
    return axe


def _ecrire_engagement(axe: Axe, lu: EngagementDuFichier, locale: Locale, bilan: Bilan) -> None:
    engagement = Engagement.objects.sources().filter(referentiel=axe.referentiel_id, numero=lu.numero).first()
    if engagement is None:
        _ajouter(
            Engagement(axe=axe, locale=locale, numero=lu.numero, cle=lu.cle_par_defaut, intitule=lu.intitule), bilan
        )
        return
    champs = {"intitule": lu.intitule} | ({"cle": lu.cle} if lu.cle else {})
    _mettre_a_jour(engagement, champs, bilan)


def _ajouter(objet: Contenu, bilan: Bilan) -> Contenu:
    objet.save()
    objet.save_revision().publish()
    bilan.ajouts.append(str(objet))
    return objet


def _mettre_a_jour(objet: ContenuDuReferentiel, champs: dict[str, Any], bilan: Bilan) -> None:
    """Publish the official text; when a draft was under way, put it back on top with the same text."""
    brouillon = objet.get_latest_revision_as_object() if objet.has_unpublished_changes else None
    if not _changer(objet, champs, bilan):
        return
    objet.save()
    objet.save_revision().publish()
    if brouillon is not None:
        _changer(brouillon, champs, None)
        brouillon.save_revision()
