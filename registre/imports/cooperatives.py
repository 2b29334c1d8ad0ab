"""Importing coops: entered by SIREN; one already known changes by the operations that say from when."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from registre.ecriture import Lot
from registre.imports.avancement import MUET, Avancement
from registre.imports.bilan import BilanDImport, tout_ou_rien
from registre.imports.changements import changer
from registre.imports.fichier import LigneImportee, de_la_liste, lire
from registre.imports.reconnaissance import Connues
from registre.models import AncienneAdresse, Cooperative, Metier
from registre.models.cooperative import adresses_reservees
from registre.operations import OperationRefusee
from registre.operations.identite import inscrire_plusieurs
from registre.siren import compacter
from registre.territoires import code_de_departement
from socle.adresses.derniers_mots import adresse_de
from socle.models import User
from socle.recherche.mots.normalisation import normaliser
from socle.tableaux.fautes import FauteDuTableau

MOTIF = "Import du fichier des coopératives."
# Never read from a file, or checked for the whole file at once.
NON_VERIFIES = ["slug", "logo", "latitude", "longitude", "absorbee_par", "absorbee_le"]


@dataclass
class Adresses:
    """Addresses that a new coop may not take: those of coops, past ones included, and of the register's own pages."""

    prises: set[str] = field(default_factory=set)

    @classmethod
    def lire(cls) -> "Adresses":
        """Return every address that a coop has, had, or may not take. Two queries."""
        presentes = Cooperative.objects.values_list("slug", flat=True)
        return cls({*presentes, *AncienneAdresse.objects.values_list("slug", flat=True), *adresses_reservees()})

    def prendre(self, nom: str, siren: str) -> str:
        """Return a free address, taken from now on: the name's, with the SIREN behind it when another has the same."""
        base = adresse_de(nom)[:100].strip("-") or siren
        libre = f"{base}-{siren}" if base in self.prises else base
        self.prises.add(libre)
        return libre


def importer_cooperatives(
    fichier: Path | bytes, *, par: User | None = None, simulation: bool = False, suivi: Avancement = MUET
) -> BilanDImport:
    """Import the file whole or not at all; importing it again changes nothing. Raises `TableauRefuse`."""
    lecture = lire(fichier, "cooperatives", suivi)
    for ligne in lecture.lignes:
        ligne.valeurs["code_departement"] = code_de_departement(ligne.valeurs["code_departement"] or "")

    bilan = BilanDImport(fautes=[*lecture.fautes])

    with tout_ou_rien(bilan, suivi, simulation=simulation) as ecriture:
        connues = Connues.des_lignes(lecture.lignes)
        bilan.fautes += _fautes(lecture.lignes, connues)
        _juger(ecriture, lecture.saines(bilan.fautes), connues, bilan, par, suivi)
    return bilan


def _juger(  # noqa: PLR0913, PLR0917 - all that an import is made of
    ecriture: Lot,
    lignes: list[LigneImportee],
    connues: Connues,
    bilan: BilanDImport,
    par: User | None,
    suivi: Avancement,
) -> None:
    """Think every line through; enter the new coops when nothing is refused."""
    ecriture.precharger(connues.cles.values())
    adresses = Adresses.lire()

    neuves = []
    for ligne in suivi.suivre(_("Jugement"), lignes, len(lignes)):
        champs = _champs(ligne)
        depuis_le = champs.pop("depuis_le", None) or timezone.localdate()
        cle = connues.cles.get(champs["siren"])
        if cle is not None:
            _changer(ecriture, cle, ligne, champs, depuis_le, bilan, par)
        elif cooperative := _nouvelle(ligne, champs, adresses, bilan):
            neuves.append(cooperative)
            bilan.ajouts.append(f"{cooperative} ({cooperative.siren})")

    if not bilan.fautes:
        inscrire_plusieurs(neuves, par=par, motif=MOTIF)


def _fautes(lignes: list[LigneImportee], connues: Connues) -> Iterator[FauteDuTableau]:
    """Wrong numbers, and coops that stand twice: in the file, or already in the register under another number."""
    sirens: dict[str, int] = {}
    noms: dict[tuple[str, str], tuple[str, str]] = {
        (normaliser(nom), departement): (siren, _("au registre"))
        for nom, departement, siren in Cooperative.objects.values_list("nom", "code_departement", "siren")
    }

    for ligne in lignes:
        if not ligne.valeurs["siren"]:
            continue  # said already of its cell
        if message := connues.faute(ligne.valeurs["siren"]):
            yield FauteDuTableau(ligne.numero, "siren", message)
            continue
        siren = compacter(ligne.valeurs["siren"])
        if siren in sirens:
            yield FauteDuTableau(
                ligne.numero,
                "siren",
                _("%(siren)s est déjà ligne %(valeur)s.") % {"siren": siren, "valeur": sirens[siren]},
            )
        sirens.setdefault(siren, ligne.numero)
        cle = (normaliser(ligne.valeurs["nom"] or siren), ligne.valeurs["code_departement"])
        autre, ou = noms.setdefault(cle, (siren, _("ligne %(ligne)s") % {"ligne": ligne.numero}))
        if autre != siren:
            yield FauteDuTableau(
                ligne.numero,
                "nom",
                _("même nom et même département que %(autre)s (%(ou)s) : est-ce la même coopérative ?")
                % {"autre": autre, "ou": ou},
            )


def _champs(ligne: LigneImportee) -> dict[str, Any]:
    """Return the line's fields; a column left out of the file is not among them."""
    champs = dict(ligne.valeurs) | {"siren": compacter(ligne.valeurs["siren"])}
    if "metiers" in champs:
        dits = (champs["metiers"] or "").split("|")
        champs["metiers"] = [de_la_liste(dit.strip(), Metier.values) for dit in dits if dit.strip()]
    for nom in ("nom_usuel", "sigle", "site_web"):
        if nom in champs:
            champs[nom] = champs[nom] or ""
    return champs


def _nouvelle(
    ligne: LigneImportee, champs: dict[str, Any], adresses: Adresses, bilan: BilanDImport
) -> Cooperative | None:
    """Return a new coop, checked; None when something of it is refused."""
    cooperative = Cooperative(**champs)
    if not verifiee(cooperative, ligne, bilan):
        return None
    cooperative.slug = adresses.prendre(champs["nom"], champs["siren"])
    return cooperative


def verifiee(cooperative: Cooperative, ligne: LigneImportee, bilan: BilanDImport) -> bool:
    """Whether the coop's fields are fit to keep; what its model refuses of them is added to the account."""
    refuses: dict[str, list[str]] = {}

    try:
        cooperative.clean_fields(exclude=NON_VERIFIES)
    except ValidationError as erreur:
        refuses = erreur.message_dict

    depuis, jusqu_au = cooperative.membre_depuis, cooperative.membre_jusqu_au
    if depuis and jusqu_au and jusqu_au < depuis:
        refuses["membre_jusqu_au"] = [_("La fin de l'adhésion vient après son début.")]
    for nom, messages in refuses.items():
        bilan.refuser(ligne.numero, nom, " ".join(messages))
    return not refuses


def _changer(  # noqa: PLR0913, PLR0917
    ecriture: Lot,
    cle: int,
    ligne: LigneImportee,
    champs: dict[str, Any],
    depuis_le: datetime.date,
    bilan: BilanDImport,
    par: User | None,
) -> None:
    """Change a coop already known where the line says otherwise, each fact by its operation."""
    flux = ecriture.flux(cle)
    essai = Cooperative(**champs)
    if not verifiee(essai, ligne, bilan):
        return

    try:
        with flux.essai():
            change = changer(flux, champs, depuis_le, par=par, motif=MOTIF)
    except OperationRefusee as refus:
        bilan.refuser(ligne.numero, refus.champ, *refus.messages)
        return

    if change:
        bilan.changements.append(f"{essai} ({essai.siren})")
    else:
        bilan.inchanges += 1
