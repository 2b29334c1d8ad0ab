"""Numbers given by mistake, then annulled: they are no labels, and no other label will bear them."""

import datetime
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from registre.journal.connu import histoire
from registre.journal.histoire import Histoire
from registre.models import Label
from socle.templatetags.typographie import en_toutes_lettres


@dataclass(frozen=True)
class Annule:
    """When a number was given and annulled, and why."""

    numero: str
    donne_le: datetime.date
    annule_le: datetime.date
    motif: str

    def __str__(self) -> str:
        mots = {"numero": self.numero, "jour": en_toutes_lettres(self.annule_le), "motif": self.motif}
        phrase = _("Le numéro %(numero)s a été donné par erreur, et annulé le %(jour)s : %(motif)s")
        return f"{phrase % mots} {_('Un numéro n’est jamais redonné.')}"


class NumeroAnnuleDemande(Http404):
    """The number asked for was given by mistake: `annule` says when it was annulled and why."""

    def __init__(self, annule: Annule) -> None:
        super().__init__(str(annule))
        self.annule = annule


def annule(numero: str, connu_le: datetime.date | None) -> Annule | None:
    """Return the annulment of a number as known on a day, None when it was not annulled. Two queries at most."""
    ligne = Label.tous.filter(numero=numero).first()
    if ligne is None:
        return None
    if connu_le is None:
        return annule_maintenant(ligne)
    connue = histoire(ligne.cooperative_id, connu_le)
    return annule_dans(connue, numero) if connue else None


def annule_maintenant(ligne: Label) -> Annule | None:
    """Return the annulment of a label as known now."""
    if ligne.annule_le is None:
        return None
    return Annule(ligne.numero, ligne.octroye_le, ligne.annule_le, ligne.motif_annulation)


def annule_dans(connue: Histoire, numero: str) -> Annule | None:
    """Return the annulment of a number in what was known of its coop: it may have been annulled itself since."""
    lus = (lu for lu in connue.annules if lu.label.numero == numero)
    return next((Annule(numero, lu.label.octroye_le, lu.annule_le, lu.motif) for lu in lus), None)


def exiger_un_numero_valable(numero: str, connu_le: datetime.date | None) -> None:
    """Refuse a number that was given by mistake. Raises `NumeroAnnuleDemande`."""
    if (trouve := annule(numero, connu_le)) is not None:
        raise NumeroAnnuleDemande(trouve)
