"""What changes of a filing that was corrected: its public indicators for anyone once it shows, the rest internally."""

from collections.abc import Iterator, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raison_detre.natures import Nature
from registre.indicateurs_publics import en_mots, est_public, valeur_en_mots
from registre.journal.charges import EngagementDepose, IndicateurDepose
from registre.journal.histoire import Dossier, Histoire
from registre.models.indicateur import Sens, Visibilite
from socle.templatetags.typographie import en_toutes_lettres

PUBLIES: dict[str, str | Promise] = {
    "nom": gettext_lazy("nom"),
    "unite": gettext_lazy("unité"),
    "sens": gettext_lazy("sens"),
    "depart": gettext_lazy("départ"),
    "cible": gettext_lazy("cible"),
}
INTERNES: dict[str, str | Promise] = {
    "nature": gettext_lazy("nature"),
    "actions": gettext_lazy("plan d’action"),
    "visibilite": gettext_lazy("visibilité"),
}


def d_indicateurs(avant: Histoire, apres: Histoire, *, publics: bool) -> Iterator[str]:
    """Yield what changes of the indicators filed: those that anyone reads, or what only the Federation does."""
    for ancien in avant.dossiers:
        nouveau = apres.dossier(ancien.rang)
        if nouveau is None or nouveau.depot.engagements == ancien.depot.engagements:
            continue

        montre = ancien.admissible_le is not None and nouveau.admissible_le is not None

        for depose, redepose in _engagements(ancien, nouveau):
            if not publics and depose.illustration != redepose.illustration:
                yield _("Pourquoi l’engagement : « %(de)s » → « %(vers)s ».") % {
                    "de": depose.illustration,
                    "vers": redepose.illustration,
                }
            for de, vers in _apparies(depose.indicateurs, redepose.indicateurs):
                yield from _d_un_indicateur(de, vers, publics=publics, montre=montre)


def _engagements(ancien: Dossier, nouveau: Dossier) -> Iterator[tuple[EngagementDepose, EngagementDepose]]:
    relus = {engagement.cle: engagement for engagement in nouveau.depot.engagements}
    for engagement in ancien.depot.engagements:
        if engagement.cle in relus:
            yield engagement, relus[engagement.cle]


def _apparies(
    anciens: Sequence[IndicateurDepose], nouveaux: Sequence[IndicateurDepose]
) -> Iterator[tuple[IndicateurDepose | None, IndicateurDepose | None]]:
    """Pair the indicators of one name, then what is left in order: a name may be what was corrected."""
    restants = list(nouveaux)

    seuls: list[IndicateurDepose] = []
    for ancien in anciens:
        meme = next((nouveau for nouveau in restants if nouveau.nom == ancien.nom), None)
        if meme is None:
            seuls.append(ancien)
        else:
            restants.remove(meme)
            yield ancien, meme

    communs = min(len(seuls), len(restants))
    yield from zip(seuls[:communs], restants[:communs], strict=True)
    yield from ((ancien, None) for ancien in seuls[communs:])
    yield from ((None, nouveau) for nouveau in restants[communs:])


def _d_un_indicateur(
    de: IndicateurDepose | None, vers: IndicateurDepose | None, *, publics: bool, montre: bool
) -> Iterator[str]:
    avant, apres = (montre and lu is not None and est_public(lu) for lu in (de, vers))
    if avant != apres and publics:
        lu = vers if apres else de
        assert lu is not None  # noqa: S101 - one of them shows
        mots = _("%(indicateur)s : se lit désormais.") if apres else _("%(indicateur)s : ne se lit plus.")
        yield mots % {"indicateur": en_mots(lu)}
    elif de is None or vers is None:
        if not publics and not avant and not apres:
            lu = vers or de
            mots = _("%(indicateur)s : ajouté.") if vers else _("%(indicateur)s : retiré.")
            yield mots % {"indicateur": en_mots(lu) if lu else ""}
    else:
        lus = PUBLIES if publics == (avant and apres) else {}
        yield from _champs(de, vers, lus if publics else lus | INTERNES)


def _champs(de: IndicateurDepose, vers: IndicateurDepose, champs: dict[str, str | Promise]) -> Iterator[str]:
    for champ, libelle in champs.items():
        avant, apres = _valeur(de, champ), _valeur(vers, champ)
        if avant != apres:
            mots = {"nom": vers.nom, "champ": libelle, "de": avant or _("rien"), "vers": apres or _("rien")}
            yield _("« %(nom)s » : %(champ)s, %(de)s → %(vers)s.") % mots


CHOIX = {"sens": Sens, "nature": Nature, "visibilite": Visibilite}


def _valeur(indicateur: IndicateurDepose, champ: str) -> str:
    """A field of an indicator in words."""
    if champ == "depart":
        return valeur_en_mots(indicateur.valeur_depart, indicateur.unite, indicateur.depart_le)
    if champ == "cible":
        return valeur_en_mots(indicateur.cible, indicateur.unite, indicateur.cible_le)
    if champ == "actions":
        return " ; ".join(f"{a.intitule} ({en_toutes_lettres(a.prevue_le)})" for a in indicateur.actions)
    valeur = getattr(indicateur, champ)
    return str(CHOIX[champ](valeur).label) if champ in CHOIX else str(valeur)
