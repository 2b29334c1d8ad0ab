"""What may be decided of an object today, and what may not, with the reason: the buttons of its page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from registre import depots
from registre.administration.gestes import empechements
from registre.administration.gestes.boutons import SUR_CANDIDATURE, SUR_COOPERATIVE, SUR_LABEL
from registre.administration.gestes.geste import Geste
from registre.administration.gestes.liens import Bouton
from registre.droits import peut
from registre.etats import Operation
from registre.journal.histoire import Histoire
from registre.models import Candidature, Cooperative, Label


@dataclass(frozen=True)
class Refus:
    """Decisions that cannot be taken for one same reason: their names, as their buttons have them."""

    noms: str
    raison: str


@dataclass(frozen=True)
class Decisions:
    """The buttons of a page, and the reasons of those that are not there."""

    liens: tuple[Bouton, ...] = ()
    refus: tuple[Refus, ...] = ()


def decisions_de_candidature(candidature: Candidature, histoire: Histoire, user: Any) -> Decisions:
    """Return what may be decided of a candidature today."""
    au = timezone.localdate()
    gestes = [geste for geste in SUR_CANDIDATURE if empechements.concerne(geste.operation, candidature)]
    return _trier(
        gestes,
        "candidature",
        candidature.pk,
        user,
        lambda o: empechements.sur_candidature(o, candidature, histoire, au),
    )


def decisions_de_label(label: Label, histoire: Histoire, user: Any) -> Decisions:
    """Return what may be decided of a label today."""
    lu = histoire.label(label.numero)
    if lu is None:
        return Decisions()
    au = timezone.localdate()
    return _trier(SUR_LABEL, "label", label.pk, user, lambda o: empechements.sur_label(o, histoire, lu, au))


def decisions_d_identite(cooperative: Cooperative, histoire: Histoire, user: Any) -> Decisions:
    """Return what may be recorded of who a coop is."""
    return _trier(
        SUR_COOPERATIVE, "cooperative", cooperative.pk, user, lambda o: empechements.sur_cooperative(o, histoire)
    )


def depot_de(cooperative: Cooperative, histoire: Histoire, user: Any) -> Decisions:
    """Return the way to file what the coop may file, or why it may not."""
    operation = depots.depot_attendu(histoire)
    libelle = (
        _("Déposer une candidature") if operation == Operation.DEPOSER else _("Déposer le renouvellement du label")
    )
    if raison := depots.sur_depot(histoire) or _droit_manquant(operation, user):
        return Decisions(refus=(Refus(libelle, raison),))
    return Decisions((Bouton(libelle, reverse("registre_depot", args=[cooperative.pk])),))


def _trier(
    gestes: Iterable[Geste], objet: str, pk: int, user: Any, empechement: Callable[[Operation], str]
) -> Decisions:
    """Buttons of what is possible; of the rest, one line a reason, in the order of the buttons."""
    liens: list[Bouton] = []

    par_raison: dict[str, list[str | Promise]] = {}
    for geste in gestes:
        raison = empechement(geste.operation) or _droit_manquant(geste.operation, user)
        if raison:
            par_raison.setdefault(raison, []).append(geste.libelle)
        else:
            liens.append(Bouton(geste.libelle, reverse("registre_geste", args=[objet, pk, geste.nom])))

    refus = tuple(Refus(", ".join(str(nom) for nom in noms), raison) for raison, noms in par_raison.items())
    return Decisions(tuple(liens), refus)


def _droit_manquant(operation: Operation, user: Any) -> str:
    return "" if peut(user, operation) else _("votre rôle ne le permet pas, adressez-vous à l’administration du site")
