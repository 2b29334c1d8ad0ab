"""Who a coop is, dated: entering the register, a new name, seat, SIREN or legal form, leaving and coming back."""

import datetime
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registre.ecriture import Flux, OperationRefusee, lot
from registre.ecriture.index import indexer
from registre.ecriture.moment import jour_de, maintenant
from registre.ecriture.paquets import paquets
from registre.etats import Operation
from registre.journal.charges import Adhesion, ChangementDIdentite, Identite, Inscription
from registre.models import Cooperative, IdentiteDeCooperative
from registre.models.cooperative import IDENTITE
from registre.operations.ecriture import cooperative_relue, exiger_calendrier, exiger_date, journal_de
from socle.models import User


def inscrire(cooperative: Cooperative, *, par: User | None, motif: str = "", inconnu: str = "") -> Cooperative:
    """Enter a coop on the register: its row, and the first event of its journal.

    `cooperative` is filled and checked (`full_clean`), not saved. `inconnu` says what could not be known of its past.
    Raises `OperationRefusee` when another coop bears or bore its SIREN.
    """
    exiger_siren_libre(None, cooperative.siren)

    with lot() as ecriture:
        cooperative.inscription_consignee = True
        cooperative.save()
        inscrire_au(ecriture.flux(cooperative.pk), cooperative, par=par, motif=motif, inconnu=inconnu)

    return cooperative


def inscrire_plusieurs(cooperatives: Sequence[Cooperative], *, par: User | None, motif: str = "") -> None:
    """Enter many coops at once, as `inscrire` does one: filled, checked, of SIREN and addresses that nobody has.

    No signal is sent for each: the admin's index is told here, the rest of the site by the lot.
    """
    with lot() as ecriture:
        for cooperative in cooperatives:
            cooperative.texte_recherche = cooperative.texte_cherche

        for paquet in paquets(cooperatives):
            Cooperative.objects.bulk_create(paquet)
            indexer(paquet)

        ecriture.precharger(cooperative.pk for cooperative in cooperatives)
        for cooperative in cooperatives:
            inscrire_au(ecriture.flux(cooperative.pk), cooperative, par=par, motif=motif)


def inscrire_au(flux: Flux, cooperative: Cooperative, *, par: User | None, motif: str = "", inconnu: str = "") -> None:
    """Record the first event of a coop already saved. Raises `OperationRefusee`."""
    charge = Inscription(
        identite=Identite(**{champ: getattr(cooperative, champ) for champ in IDENTITE}),
        membre_depuis=cooperative.membre_depuis,
        membre_jusqu_au=cooperative.membre_jusqu_au,
        inconnu=inconnu,
    )
    flux.consigner(Operation.INSCRIRE, charge, par=par, le=jour_de(maintenant()), motif=motif)


def renommer(  # noqa: PLR0913
    cooperative_id: int,
    *,
    nom: str,
    nom_usuel: str = "",
    sigle: str = "",
    par: User | None,
    le: datetime.date,
    motif: str = "",
) -> Cooperative:
    """Give the coop another name from `le`. Raises `OperationRefusee`."""
    champs = {"nom": nom, "nom_usuel": nom_usuel, "sigle": sigle}

    return changer(cooperative_id, Operation.RENOMMER, champs, par=par, le=le, motif=motif)


def demenager(  # noqa: PLR0913
    cooperative_id: int, *, commune: str, code_departement: str, par: User | None, le: datetime.date, motif: str = ""
) -> Cooperative:
    """Move its seat from `le`. Raises `OperationRefusee`."""
    champs = {"commune": commune, "code_departement": code_departement}
    return changer(cooperative_id, Operation.DEMENAGER, champs, par=par, le=le, motif=motif)


def changer_siren(
    cooperative_id: int, *, siren: str, par: User | None, le: datetime.date, motif: str = ""
) -> Cooperative:
    """Give it another SIREN from `le`: the old one goes on leading to it. Raises `OperationRefusee`."""
    return changer(cooperative_id, Operation.CHANGER_SIREN, {"siren": siren}, par=par, le=le, motif=motif)


def transformer(
    cooperative_id: int, *, forme_juridique: str, par: User | None, le: datetime.date, motif: str = ""
) -> Cooperative:
    """Change its legal form from `le`. Raises `OperationRefusee`."""
    champs = {"forme_juridique": forme_juridique}
    return changer(cooperative_id, Operation.TRANSFORMER, champs, par=par, le=le, motif=motif)


def changer(  # noqa: PLR0913
    cooperative_id: int,
    operation: Operation,
    champs: Mapping[str, str],
    *,
    par: User | None,
    le: datetime.date,
    motif: str = "",
) -> Cooperative:
    """Record a dated change of identity. Raises `OperationRefusee`."""
    with journal_de(cooperative_id) as flux:
        changer_au(flux, operation, champs, par=par, le=le, motif=motif)

    return cooperative_relue(cooperative_id)


def changer_au(  # noqa: PLR0913
    flux: Flux,
    operation: Operation,
    champs: Mapping[str, str],
    *,
    par: User | None,
    le: datetime.date,
    motif: str = "",
) -> None:
    """Record a dated change of identity in an open journal. Raises `OperationRefusee`."""
    exiger_date(le)
    exiger_identite(flux.cooperative.pk, champs)
    avant = flux.histoire.identite(le)
    if all(getattr(avant, champ) == valeur for champ, valeur in champs.items()):
        raise OperationRefusee(_("Rien ne change : c'est déjà ce que dit le registre ce jour-là."))

    flux.consigner(operation, ChangementDIdentite.model_validate(dict(champs)), par=par, le=le, motif=motif)


def quitter(cooperative_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Cooperative:
    """Record that `le` is its last day in the Federation, past or to come. Raises `OperationRefusee`.

    Leaving decides nothing of the label: the committee does.
    """
    with journal_de(cooperative_id) as flux:
        quitter_au(flux, par=par, le=le, motif=motif)
    return cooperative_relue(cooperative_id)


def quitter_au(flux: Flux, *, par: User | None, le: datetime.date, motif: str = "") -> None:
    """Record in an open journal that `le` is its last day in the Federation. Raises `OperationRefusee`."""
    exiger_calendrier(le)
    decide_le = min(le, jour_de(maintenant()))
    flux.consigner(Operation.QUITTER, Adhesion(), par=par, le=decide_le, motif=motif, prend_effet_le=le)


def revenir(cooperative_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Cooperative:
    """Record that it is a member again from `le`. Raises `OperationRefusee`."""
    with journal_de(cooperative_id) as flux:
        revenir_au(flux, par=par, le=le, motif=motif)
    return cooperative_relue(cooperative_id)


def revenir_au(flux: Flux, *, par: User | None, le: datetime.date, motif: str = "") -> None:
    """Record in an open journal that it is a member again from `le`. Raises `OperationRefusee`."""
    exiger_date(le)
    flux.consigner(Operation.REVENIR, Adhesion(), par=par, le=le, motif=motif)


def exiger_identite(cooperative_id: int, champs: Mapping[str, str]) -> None:
    """Refuse values that a coop's row refuses, and a SIREN that is or was another's. Raises `OperationRefusee`."""
    essai = Cooperative(**champs)
    sauf = [champ.name for champ in Cooperative._meta.fields if champ.name not in champs]
    try:
        essai.clean_fields(exclude=sauf)
    except ValidationError as erreur:
        champ, messages = next(iter(erreur.message_dict.items()))
        raise OperationRefusee(*messages, champ=champ) from erreur
    if "siren" in champs:
        exiger_siren_libre(cooperative_id, champs["siren"])


def exiger_siren_libre(cooperative_id: int | None, siren: str) -> None:
    """Refuse a SIREN that another coop bears or has borne: it is never given twice. Raises `OperationRefusee`."""
    pris = IdentiteDeCooperative.objects.filter(siren=siren).exclude(cooperative=cooperative_id)
    autre = pris.select_related("cooperative").order_by("du").first()
    if autre is not None:
        raise OperationRefusee(
            _("Le SIREN %(siren)s est ou fut celui de %(coop)s.") % {"siren": siren, "coop": autre.cooperative},
            champ="siren",
        )
