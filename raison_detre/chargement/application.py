"""Writing an edition: what is missing is added, the official text is set to the letter of the file.

Editorial texts belong to the editors and are never touched; a draft under way stays a draft.
"""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from raison_detre.chargement.bilan import BilanDuReferentiel
from raison_detre.chargement.differences import differences
from raison_detre.chargement.edition_du_fichier import AxeDuFichier, EditionDuFichier, EngagementDuFichier
from raison_detre.models import Axe, Engagement, Referentiel
from raison_detre.models.contenu import ContenuDuReferentiel

Contenu = TypeVar("Contenu", bound=ContenuDuReferentiel)


class EditionIncompatible(Exception):
    """The file cannot be written over what the site already has. The message is French and says what to do."""


@transaction.atomic
def appliquer(edition: EditionDuFichier, *, simulation: bool = False) -> BilanDuReferentiel:
    """Write the edition, whole or not at all, and return what it added and changed.

    With `simulation`, does the same and undoes it. Raises `EditionIncompatible` when an axis or an engagement of the
    site is not in the file (nothing is ever deleted), when the file changes what is locked in an edition in use, or
    when the database would refuse what the file says.
    """
    bilan = BilanDuReferentiel()
    locale, _created = Locale.objects.get_or_create(language_code="fr")
    existant = Referentiel.objects.sources().filter(code=edition.code).first()

    if existant is not None and existant.sert:
        _refuser_differences(existant, edition)

    referentiel = _ecrire_referentiel(existant, edition, locale, bilan)

    _refuser_disparus(referentiel, edition)
    for axe_lu in edition.axes:
        axe = _ecrire_axe(referentiel, axe_lu, locale, bilan)
        for engagement_lu in axe_lu.engagements:
            _ecrire_engagement(axe, engagement_lu, locale, bilan)
    transaction.set_rollback(simulation)
    return bilan


def _refuser_differences(referentiel: Referentiel, edition: EditionDuFichier) -> None:
    """Refuse a file that changes what an edition in use locks, naming every difference."""
    if trouvees := differences(referentiel, edition):
        raise EditionIncompatible(
            _(
                "L’édition %(code)s sert déjà à des candidatures : ses règles, ses dates, ses axes, ses engagements et "
                "leurs intitulés ne changent plus. Le fichier diffère :\n%(differences)s\n"
                "Pour les changer, donnez au fichier un autre code : ce sera une nouvelle édition."
            )
            % {"code": referentiel.code, "differences": "\n".join(f"- {difference}" for difference in trouvees)}
        )


def _ecrire_referentiel(
    referentiel: Referentiel | None, edition: EditionDuFichier, locale: Locale, bilan: BilanDuReferentiel
) -> Referentiel:
    if referentiel is None:
        referentiel = Referentiel(locale=locale, **edition.champs)
        _verifier(referentiel)
        referentiel.save()
        bilan.ajouts.append(str(referentiel))
    elif _changer(referentiel, edition.champs, bilan):
        # No clean(): it would count the engagements of before the file. The file was checked against its own.
        _verifier(referentiel, avec_regles=False)
        referentiel.save()

    return referentiel


def _changer(objet: models.Model, champs: dict[str, Any], bilan: BilanDuReferentiel | None = None) -> bool:
    """Set the fields that differ, noting each; tell whether there were any."""
    changes = {champ: valeur for champ, valeur in champs.items() if getattr(objet, champ) != valeur}
    if bilan is not None:
        for champ, valeur in changes.items():
            bilan.noter(objet, champ, valeur)
    for champ, valeur in changes.items():
        setattr(objet, champ, valeur)
    return bool(changes)


def _verifier(objet: models.Model, *, avec_regles: bool = True) -> None:
    """Ask the model what the database would refuse, to say it in French. Raises `EditionIncompatible`."""
    try:
        if avec_regles:
            objet.full_clean()
        else:
            objet.validate_constraints()
    except ValidationError as erreur:
        raise EditionIncompatible(
            _("%(objet)s ne peut être enregistré : %(motif)s")
            % {"objet": objet, "motif": " ".join(dict.fromkeys(erreur.messages))}
        ) from erreur


def _refuser_disparus(referentiel: Referentiel, edition: EditionDuFichier) -> None:
    """Refuse a file that forgets an axis or an engagement of the site, or moves an engagement to another axis."""
    axe_du_fichier = {engagement.numero: axe.cle for axe in edition.axes for engagement in axe.engagements}
    cles = {axe.cle for axe in edition.axes}
    axes = Axe.objects.sources().filter(referentiel=referentiel).order_by("numero")
    engagements = Engagement.objects.sources().filter(referentiel=referentiel).select_related("axe").order_by("numero")
    disparus = [axe for axe in axes if axe.cle not in cles]
    disparus += [engagement for engagement in engagements if engagement.numero not in axe_du_fichier]
    if disparus:
        raise EditionIncompatible(
            _("Le fichier n’a plus : %(liste)s. Rien n’est supprimé : un autre texte demande un autre code d’édition.")
            % {"liste": _liste(disparus)}
        )

    deplaces = [engagement for engagement in engagements if axe_du_fichier[engagement.numero] != engagement.axe.cle]
    if deplaces:
        raise EditionIncompatible(
            _("Le fichier change d’axe : %(liste)s. C’est une autre édition : donnez-lui un autre code.")
            % {"liste": _liste(deplaces)}
        )


def _liste(objets: list[Any]) -> str:
    return " ; ".join(str(objet) for objet in objets)


def _ecrire_axe(referentiel: Referentiel, lu: AxeDuFichier, locale: Locale, bilan: BilanDuReferentiel) -> Axe:
    axe = Axe.objects.sources().filter(referentiel=referentiel, cle=lu.cle).first()
    if axe is None:
        return _ajouter(Axe(referentiel=referentiel, locale=locale, **lu.champs), bilan)
    _mettre_a_jour(axe, lu.champs, bilan)
    return axe


def _ecrire_engagement(axe: Axe, lu: EngagementDuFichier, locale: Locale, bilan: BilanDuReferentiel) -> None:
    engagement = Engagement.objects.sources().filter(referentiel=axe.referentiel_id, numero=lu.numero).first()
    if engagement is None:
        nouveau = Engagement(axe=axe, locale=locale, numero=lu.numero, cle=lu.cle_par_defaut, intitule=lu.intitule)
        _ajouter(nouveau, bilan)
        return
    champs = {"intitule": lu.intitule} | ({"cle": lu.cle} if lu.cle else {})
    _mettre_a_jour(engagement, champs, bilan)


def _ajouter(objet: Contenu, bilan: BilanDuReferentiel) -> Contenu:
    _verifier(objet)
    objet.save()
    objet.save_revision().publish()
    bilan.ajouts.append(str(objet))
    return objet


def _mettre_a_jour(objet: ContenuDuReferentiel, champs: dict[str, Any], bilan: BilanDuReferentiel) -> None:
    """Publish the official text, unless an editor took it offline; a draft under way stays on top, text updated."""
    revision = objet.latest_revision if objet.has_unpublished_changes else None
    brouillon = revision.as_object() if revision else None
    if not _changer(objet, champs, bilan):
        return

    _verifier(objet)
    objet.save()

    if objet.live:
        objet.save_revision().publish()
    if revision and brouillon:
        _changer(brouillon, champs)
        brouillon.save_revision(user=revision.user)
        bilan.brouillons.append(str(objet))
