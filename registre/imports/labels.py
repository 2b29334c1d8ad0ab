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
from registre.imports.bilan import BilanDImport, tout_ou_rien
from registre.imports.fichier import LigneImportee, LignesLues, lire
from registre.imports.reconnaissance import Connues
from registre.journal.histoire import LabelOctroye
from registre.models import Cooperative, Label
from registre.operations import LabelHistorique, OperationRefusee
from registre.operations.reprise import reprendre_au
from registre.siren import compacter
from socle.models import User


@dataclass
class ImportEnCours:
    """An import under way: what the register knows of the file's coops and numbers, read once."""

    ecriture: Lot
    bilan: BilanDImport
    par: User | None
    connues: Connues
    editions: dict[str, Referentiel]
    donnes: dict[str, Label]
    premieres: dict[str, int]
    refusees: dict[int, int] = field(default_factory=dict)


def importer_labels(
    fichier: Path | bytes, *, par: User | None = None, simulation: bool = False, suivi: Avancement = MUET
) -> BilanDImport:
    """Import the file whole or not at all; importing it again changes nothing. Raises `TableauRefuse`."""
    lecture = lire(fichier, "labels", suivi)
    bilan = BilanDImport(fautes=[*lecture.fautes])

    with tout_ou_rien(bilan, suivi, simulation=simulation) as ecriture:
        reprise = _preparer(ecriture, lecture.lignes, bilan, par)
        for ligne in lecture.lignes:
            _verifier(reprise, ligne)
        _retenir_les_coops(reprise, lecture)
        saines = lecture.saines(bilan.fautes)
        en_ordre = sorted(saines, key=lambda ligne: (ligne.valeurs["octroye_le"], ligne.numero))
        for ligne in suivi.suivre(_("Jugement"), en_ordre, len(en_ordre)):
            _juger(reprise, ligne)

    return bilan


def _preparer(ecriture: Lot, lignes: list[LigneImportee], bilan: BilanDImport, par: User | None) -> ImportEnCours:
    """Read what the lines speak of: coops with their journals, editions, numbers already given."""
    connues = Connues.des_lignes(lignes)

    ecriture.precharger(connues.cles.values())

    premieres: dict[str, int] = {}
    for ligne in lignes:
        if numero := ligne.valeurs["numero_label"]:
            premieres.setdefault(numero, ligne.numero)
    return ImportEnCours(
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


def _verifier(reprise: ImportEnCours, ligne: LigneImportee) -> None:
    """Say what can be said of a line before any journal: its number, its coop, its edition. Empty cells are said."""
    valeurs, bilan = ligne.valeurs, reprise.bilan
    premiere = reprise.premieres.get(valeurs["numero_label"], ligne.numero)

    if premiere != ligne.numero:
        bilan.refuser(ligne.numero, "numero_label", _("ce numéro est déjà ligne %(ligne)s.") % {"ligne": premiere})

    siren = valeurs["siren"]
    if siren and compacter(siren) not in reprise.connues.cles:
        absente = _("cette coopérative n'est pas au registre : importez-la d'abord.")
        bilan.refuser(ligne.numero, "siren", reprise.connues.faute(siren) or absente)
    edition = valeurs["edition_referentiel"]
    if edition and edition not in reprise.editions:
        bilan.refuser(ligne.numero, "edition_referentiel", _("cette édition n'est pas chargée."))


def _retenir_les_coops(reprise: ImportEnCours, lecture: LignesLues) -> None:
    """Note the coops of which a line cannot be read: the rest of their journal would be judged on another course."""
    illisibles = {faute.ligne for faute in lecture.fautes}
    for ligne in lecture.lignes:
        cle = reprise.connues.cles.get(compacter(ligne.valeurs["siren"] or ""))
        if cle is not None and ligne.numero in illisibles:
            reprise.refusees.setdefault(cle, ligne.numero)


def _juger(reprise: ImportEnCours, ligne: LigneImportee) -> None:
    """Think one line through: nothing to do, a label's course to write, or what is refused of it."""
    valeurs = ligne.valeurs
    cle = reprise.connues.cles[compacter(valeurs["siren"])]
    if (refusee := reprise.refusees.get(cle)) is not None:
        message = _("cette ligne n'est pas jugée : la ligne %(ligne)s, de la même coopérative, est refusée.")
        reprise.bilan.refuser(ligne.numero, "siren", message % {"ligne": refusee})
        return
    edition = reprise.editions[valeurs["edition_referentiel"]]
    if not _reprendre(reprise, ligne, reprise.ecriture.flux(cle), edition):
        reprise.refusees[cle] = ligne.numero


def _reprendre(reprise: ImportEnCours, ligne: LigneImportee, flux: Flux, edition: Referentiel) -> bool:
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


def _ecarts(flux: Flux, label: LabelOctroye, ligne: LigneImportee, historique: LabelHistorique) -> list[str]:
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
