"""Importing labels, history included: each line is judged in the open journal of its coop, in the order of the grants.

All in one lot: a line refused leaves its journal as it was, so that the others are judged too, and nothing is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from raison_detre.models import Referentiel
from registre.ecriture import Flux, Lot
from registre.ecriture.paquets import paquets
from registre.imports.avancement import MUET, Avancement
from registre.imports.bilan import Bilan, tout_ou_rien
from registre.imports.lecture import Ligne, lire
from registre.imports.reconnaissance import Connues
from registre.journal.histoire import LabelOctroye
from registre.models import Cooperative, Label
from registre.operations import LabelHistorique, OperationRefusee
from registre.operations.reprise import reprendre_au
from registre.siren import compacter
from socle.models import User


@dataclass
class Reprise:
    """An import under way: what the register knows of the file's coops and numbers, read once."""

    ecriture: Lot
    bilan: Bilan
    par: User | None
    connues: Connues
    editions: dict[str, Referentiel]
    donnes: dict[str, Label]
    premieres: dict[str, int]
    refusees: dict[int, int] = field(default_factory=dict)


def importer_labels(
    fichier: Path | bytes, *, par: User | None = None, simulation: bool = False, suivi: Avancement = MUET
) -> Bilan:
    """Import the file whole or not at all; importing it again changes nothing. Raises `TableauRefuse`."""
    lignes = lire(fichier, "labels", suivi)
    bilan = Bilan()
    with tout_ou_rien(bilan, suivi, simulation=simulation) as ecriture:
        reprise = _preparer(ecriture, lignes, bilan, par)
        en_ordre = sorted(lignes, key=lambda ligne: (ligne.valeurs["octroye_le"], ligne.numero))
        for ligne in suivi.suivre(_("Jugement"), en_ordre, len(lignes)):
            _juger(reprise, ligne)
    return bilan


def _preparer(ecriture: Lot, lignes: list[Ligne], bilan: Bilan, par: User | None) -> Reprise:
    """Read what the lines speak of: coops with their journals, editions, numbers already given."""
    connues = Connues.lire(compacter(ligne.valeurs["siren"]) for ligne in lignes)
    ecriture.precharger(connues.cles.values())
    premieres: dict[str, int] = {}
    for ligne in lignes:
        premieres.setdefault(ligne.valeurs["numero_label"], ligne.numero)
    return Reprise(
        ecriture=ecriture,
        bilan=bilan,
        par=par,
        connues=connues,
        editions={referentiel.code: referentiel for referentiel in Referentiel.objects.sources()},
        donnes=_donnes(premieres),
        premieres=premieres,
    )


def _donnes(numeros: Iterable[str]) -> dict[str, Label]:
    """Return those of these numbers that were ever given, each with its coop."""
    donnes: dict[str, Label] = {}
    for paquet in paquets(list(numeros)):
        lus = Label.tous.filter(numero__in=paquet).select_related("cooperative")
        donnes |= {label.numero: label for label in lus}
    return donnes


def _juger(reprise: Reprise, ligne: Ligne) -> None:
    """Think one line through: nothing to do, a label's course to write, or what is refused of it."""
    valeurs, bilan = ligne.valeurs, reprise.bilan
    premiere = reprise.premieres[valeurs["numero_label"]]
    if premiere != ligne.numero:
        bilan.refuser(ligne.numero, "numero_label", _("ce numéro est déjà ligne %(ligne)s.") % {"ligne": premiere})
        return
    cle = reprise.connues.cles.get(compacter(valeurs["siren"]))
    if cle is None:
        absente = _("cette coopérative n'est pas au registre : importez-la d'abord.")
        bilan.refuser(ligne.numero, "siren", reprise.connues.faute(valeurs["siren"]) or absente)
        return
    edition = reprise.editions.get(valeurs["edition_referentiel"])
    if edition is None:
        bilan.refuser(ligne.numero, "edition_referentiel", _("cette édition n'est pas chargée."))
        return
    if (refusee := reprise.refusees.get(cle)) is not None:
        message = _("cette ligne n'est pas jugée : la ligne %(ligne)s, de la même coopérative, est refusée.")
        bilan.refuser(ligne.numero, "siren", message % {"ligne": refusee})
        return
    if not _reprendre(reprise, ligne, reprise.ecriture.flux(cle), edition):
        reprise.refusees[cle] = ligne.numero


def _reprendre(reprise: Reprise, ligne: Ligne, flux: Flux, edition: Referentiel) -> bool:
    """Write one label in its coop's journal, or check that it already says the same; tell whether it could be."""
    bilan, historique = reprise.bilan, _historique(ligne.valeurs)
    donne = reprise.donnes.get(historique.numero)
    if donne is not None and (faute := _faute_de_numero(donne, flux.cooperative)):
        bilan.refuser(ligne.numero, "numero_label", faute)
        return False
    ecrit = flux.histoire.label(historique.numero)
    if ecrit is not None:
        ecarts = _ecarts(flux, ecrit, ligne, historique)
        for colonne in ecarts:
            bilan.refuser(ligne.numero, colonne, _("le registre dit autre chose : corrigez par une opération."))
        bilan.inchanges += not ecarts
        return not ecarts
    if flux.histoire.absorbee is not None:
        message = _("cette coopérative a été absorbée le %(le)s : plus rien n'y est repris.")
        bilan.refuser(ligne.numero, "siren", message % {"le": f"{flux.histoire.absorbee.le:%d/%m/%Y}"})
        return False
    try:
        reprendre_au(flux, historique, referentiel=edition, par=reprise.par)
    except OperationRefusee as refus:
        bilan.refuser(ligne.numero, refus.champ, *refus.messages)
        return False
    bilan.ajouts.append(f"{historique.numero}, {flux.cooperative}")
    return True


def _faute_de_numero(donne: Label, cooperative: Cooperative) -> str | None:
    """Return why a number already given cannot be this coop's; None when it is."""
    dit = {"numero": donne.numero, "coop": donne.cooperative, "siren": donne.cooperative.siren}
    if donne.annule_le is not None:
        return _("le numéro %(numero)s fut donné par erreur à %(coop)s, puis annulé : il n'est jamais redonné.") % dit
    if donne.cooperative_id != cooperative.pk:
        return _("le numéro %(numero)s est celui d'un label de %(coop)s (%(siren)s).") % dit
    return None


def _historique(valeurs: dict[str, Any]) -> LabelHistorique:
    champs = {
        nom: valeur for nom, valeur in valeurs.items() if nom not in {"siren", "edition_referentiel", "numero_label"}
    }
    champs["engagements"] = tuple(int(numero) for numero in champs["engagements"].split("|"))
    for nom in ("motif_suspension", "motif_retrait"):
        champs[nom] = champs.get(nom) or ""
    return LabelHistorique(numero=valeurs["numero_label"], **champs)


def _ecarts(flux: Flux, label: LabelOctroye, ligne: Ligne, historique: LabelHistorique) -> list[str]:
    """Return the columns of the file in which a label already written says something else."""
    dossier = flux.histoire.dossier(label.dossier)
    assert dossier is not None  # noqa: S101 - a label has its candidature
    suspension = max(flux.histoire.suspensions(label), key=lambda s: s.suspendu_le, default=None)
    pareils = {
        "edition_referentiel": dossier.depot.referentiel == ligne.valeurs["edition_referentiel"],
        "engagements": sorted(e.numero for e in label.engagements) == sorted(historique.engagements),
        "deposee_le": dossier.deposee_le == historique.deposee_le,
        "admissible_le": dossier.admissible_le == historique.admissible_le,
        "octroye_le": label.octroye_le == historique.octroye_le,
        "valide_du": label.valide_du == historique.valide_du,
        "valide_jusqu_au": label.valide_jusqu_au == historique.valide_jusqu_au,
        "suspendu_le": (suspension.suspendu_le if suspension else None) == historique.suspendu_le,
        "suspension_levee_le": (suspension.levee_le if suspension else None) == historique.suspension_levee_le,
        "motif_suspension": historique.motif_suspension in {"", suspension.motif if suspension else ""},
        "retire_le": label.retire_le == historique.retire_le,
        "motif_retrait": historique.motif_retrait in {"", label.motif_retrait},
    }
    return [colonne for colonne, pareil in pareils.items() if not pareil and colonne in ligne.valeurs]
