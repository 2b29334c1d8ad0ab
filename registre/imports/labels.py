"""Importing labels, history included: each is written through the operations, in the order they were granted."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from stdnum.fr import siren as stdnum_siren

from raison_detre.models import Referentiel
from registre.imports.bilan import Bilan
from registre.imports.cooperatives import faute_de_siren
from registre.imports.lecture import Faute, ImportRefuse, Ligne, lire
from registre.models import Cooperative, Label
from registre.operations import LabelHistorique, OperationRefusee, reprendre
from socle.models import User
from socle.purge import groupee


@transaction.atomic
@groupee()
def importer_labels(fichier: Path, *, par: User | None = None, simulation: bool = False) -> Bilan:
    """Import the file whole or not at all; importing it again changes nothing. Raises `ImportRefuse`."""
    lignes = lire(fichier, "labels")
    bilan = Bilan()
    fautes: list[Faute] = []
    cooperatives = {c.siren: c for c in Cooperative.objects.all()}
    editions = {r.code: r for r in Referentiel.objects.sources()}
    for ligne in sorted(lignes, key=lambda ligne: (ligne.valeurs["octroye_le"], ligne.numero)):
        cooperative = cooperatives.get(stdnum_siren.compact(ligne.valeurs["siren"]))
        edition = editions.get(ligne.valeurs["edition_referentiel"])
        if cooperative is None:
            message = faute_de_siren(ligne.valeurs["siren"]) or _(
                "cette coopérative n'est pas au registre : importez-la d'abord."
            )
            fautes.append(Faute(ligne.numero, "siren", message))
        elif edition is None:
            fautes.append(Faute(ligne.numero, "edition_referentiel", _("cette édition n'est pas chargée.")))
        else:
            _ecrire(ligne, cooperative, edition, par, bilan, fautes)
    if fautes:
        raise ImportRefuse(fautes)
    if simulation:
        transaction.set_rollback(True)
    return bilan


def _ecrire(  # noqa: PLR0913, PLR0917
    ligne: Ligne, cooperative: Cooperative, edition: Referentiel, par: User | None, bilan: Bilan, fautes: list[Faute]
) -> None:
    """Write one label, or check that it already says the same; add to `fautes` what is refused."""
    historique = _historique(ligne.valeurs)
    existant = Label.objects.filter(numero=historique.numero).select_related("candidature").first()
    if existant is not None:
        ecarts = _ecarts(existant, cooperative, historique)
        fautes += [
            Faute(ligne.numero, nom, _("le registre dit autre chose : corrigez par une opération.")) for nom in ecarts
        ]
        bilan.inchanges += not ecarts
        return
    try:
        with transaction.atomic():
            reprendre(cooperative.pk, historique, referentiel=edition, par=par)
    except OperationRefusee as refus:
        fautes += [Faute(ligne.numero, "", message) for message in refus.messages]
        return
    bilan.ajouts.append(f"{historique.numero}, {cooperative}")


def _historique(valeurs: dict[str, Any]) -> LabelHistorique:
    champs = {
        nom: valeur for nom, valeur in valeurs.items() if nom not in {"siren", "edition_referentiel", "numero_label"}
    }
    champs["engagements"] = tuple(int(numero) for numero in champs["engagements"].split("|"))
    for nom in ("motif_suspension", "motif_retrait"):
        champs[nom] = champs.get(nom) or ""
    return LabelHistorique(numero=valeurs["numero_label"], **champs)


def _ecarts(label: Label, cooperative: Cooperative, historique: LabelHistorique) -> list[str]:
    """Return the columns in which a label already written differs from the file."""
    suspension = label.suspensions.order_by("-suspendu_le").first()
    ecrit = {
        "siren": label.cooperative_id == cooperative.pk,
        "deposee_le": label.candidature.deposee_le == historique.deposee_le,
        "admissible_le": label.candidature.admissible_le == historique.admissible_le,
        "octroye_le": label.octroye_le == historique.octroye_le,
        "valide_du": label.valide_du == historique.valide_du,
        "valide_jusqu_au": label.valide_jusqu_au == historique.valide_jusqu_au,
        "suspendu_le": (suspension.suspendu_le if suspension else None) == historique.suspendu_le,
        "suspension_levee_le": (suspension.levee_le if suspension else None) == historique.suspension_levee_le,
        "retire_le": label.retire_le == historique.retire_le,
        "engagements": set(label.engagements_octroyes.values_list("numero", flat=True)) == set(historique.engagements),
    }
    return [nom for nom, pareil in ecrit.items() if not pareil]
