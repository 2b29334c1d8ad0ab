"""What a file would change in an edition in use, where nothing that candidatures are judged by changes."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from raison_detre.chargement.bilan import Changement
from raison_detre.chargement.edition_du_fichier import AxeDuFichier, EditionDuFichier, EngagementDuFichier
from raison_detre.models import Axe, Engagement, Referentiel


def differences(referentiel: Referentiel, edition: EditionDuFichier) -> list[str]:
    """Return each difference between the file and what is locked in the edition, in French, rules first."""
    verrouilles = {champ: valeur for champ, valeur in edition.champs.items() if champ in Referentiel.champs_verrouilles}
    return [
        *_changements(referentiel, verrouilles),
        *_des_axes(Axe.objects.sources().filter(referentiel=referentiel).order_by("numero"), edition),
        *_des_engagements(
            Engagement.objects.sources().filter(referentiel=referentiel).select_related("axe").order_by("numero"),
            edition,
        ),
    ]


def _des_axes(axes: Iterable[Axe], edition: EditionDuFichier) -> Iterator[str]:
    lus: dict[str, AxeDuFichier] = {axe.cle: axe for axe in edition.axes}
    for axe in axes:
        lu = lus.pop(axe.cle, None)
        if lu is None:
            yield _retire(axe)
        else:
            yield from _changements(axe, {"numero": lu.champs["numero"]})
    yield from (_ajoute(f"{lu.champs['numero']}. {lu.champs['titre']}") for lu in lus.values())


def _des_engagements(engagements: Iterable[Engagement], edition: EditionDuFichier) -> Iterator[str]:
    lus: dict[int, tuple[AxeDuFichier, EngagementDuFichier]] = {
        engagement.numero: (axe, engagement) for axe in edition.axes for engagement in axe.engagements
    }

    for engagement in engagements:
        axe, lu = lus.pop(engagement.numero, (None, None))
        if axe is None or lu is None:
            yield _retire(engagement)
            continue
        yield from _changements(engagement, {"intitule": lu.intitule} | ({"cle": lu.cle} if lu.cle else {}))
        if axe.cle != engagement.axe.cle:
            yield str(Changement(str(engagement), _("axe"), str(engagement.axe), axe.champs["titre"]))

    yield from (_ajoute(f"{lu.numero}. {lu.intitule}") for _axe, lu in lus.values())


def _changements(objet: Any, champs: dict[str, Any]) -> Iterator[str]:
    for champ, apres in champs.items():
        avant = getattr(objet, champ)
        if avant != apres:
            libelle = str(objet._meta.get_field(champ).verbose_name)
            yield str(Changement(str(objet), libelle, str(avant), str(apres)))


def _ajoute(quoi: str) -> str:
    return _("%(quoi)s : ajouté par le fichier") % {"quoi": quoi}


def _retire(objet: Any) -> str:
    return _("%(quoi)s : absent du fichier") % {"quoi": objet}
