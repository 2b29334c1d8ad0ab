"""What a badge says of a label on its day: its state in one word, the days that count, and the same in a sentence."""

import datetime
from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.etats import StatutDeLabel
from registre.lecture.label_du_jour import ANNULE, LabelDuJour
from socle.templatetags.typographie import INSECABLE, en_toutes_lettres

ETATS = {
    StatutDeLabel.LABELLISEE.value: gettext_lazy("En vigueur"),
    StatutDeLabel.A_VENIR.value: gettext_lazy("À venir"),
    StatutDeLabel.SUSPENDUE.value: gettext_lazy("Suspendu"),
    StatutDeLabel.RETIREE.value: gettext_lazy("Retiré"),
    StatutDeLabel.ECHUE.value: gettext_lazy("Échu"),
    StatutDeLabel.ABSORBEE.value: gettext_lazy("Absorbé"),
    ANNULE: gettext_lazy("Annulé"),
}
DIT_AU_PLUS = 100  # characters of a name in the sentence that goes with the drawing, which holds in 4 kB
ISOLE, FIN_ISOLE = "\u2068", "\u2069"  # a name written from right to left must not move the words around it


@dataclass(frozen=True)
class ContenuDuBadge:
    """The words of a badge, in the language that was active: `etat` is the code, `mot` what is read of it.

    `jours` are the days that count, each with what announces it: ("jusqu’au", "14 mars 2028"). The first is the one
    that a small badge shows.
    """

    numero: str
    nom: str
    etat: str
    mot: str
    jours: list[tuple[str, str]]
    au: str
    titre: str
    demonstration: bool

    @property
    def en_vigueur(self) -> bool:
        """Whether it is drawn as a label: whatever else it says, it is drawn as something that is not one."""
        return self.etat == StatutDeLabel.LABELLISEE


def contenu_du_badge(lu: LabelDuJour) -> ContenuDuBadge:
    """Return the words of a badge, in the active language."""
    return ContenuDuBadge(
        numero=lu.numero,
        nom=lu.nom,
        etat=lu.etat,
        mot=str(ETATS[lu.etat]),
        jours=[(quoi, jour_court(le)) for quoi, le in _jours(lu) if le],
        au=_("État au %(jour)s") % {"jour": jour_court(lu.au)},
        titre=_phrase(lu),
        demonstration=lu.demonstration,
    )


def texte_alternatif(lu: LabelDuJour, langue: str) -> str:
    """Return what the drawing says, for whoever does not see it: the number, the coop, the state and its day.

    True on its day only: it goes with a drawing of that day. See `texte_alternatif_durable` for a live one.
    """
    with translation.override(langue):
        return _phrase(lu, tout_le_nom=True)


def texte_alternatif_durable(lu: LabelDuJour, langue: str) -> str:
    """Return the alternative text to paste with the live badge. It is frozen in the page it is pasted in, so it says
    no state, which would lie the day the state changes: it says where the state is read."""
    with translation.override(langue):
        mots = {"numero": lu.numero, "nom": isole(lu.nom)}
        phrase = _("Label Quali’Coop %(numero)s, %(nom)s : état du jour au registre") % mots
        return _("%(phrase)s (démonstration)") % {"phrase": phrase} if lu.demonstration else phrase


def _phrase(lu: LabelDuJour, *, tout_le_nom: bool = False) -> str:
    nom = lu.nom if tout_le_nom or len(lu.nom) <= DIT_AU_PLUS else f"{lu.nom[: DIT_AU_PLUS - 1].rstrip()}…"
    mots = {"numero": lu.numero, "nom": isole(nom), "etat": lu.phrase, "jour": en_toutes_lettres(lu.au)}
    phrase = _("Label Quali’Coop %(numero)s, %(nom)s. %(etat)s. État au %(jour)s.") % mots
    return _("Démonstration. %(phrase)s") % {"phrase": phrase} if lu.demonstration else phrase


def _jours(lu: LabelDuJour) -> list[tuple[str, datetime.date | None]]:
    """The days that count in this state. A label that was stopped has no last day to show but the one it stopped on."""
    label, suspension = lu.label, lu.label.faits.derniere_suspension(lu.au)
    fin = label.valide_jusqu_au

    jours: dict[str, list[tuple[str, datetime.date | None]]] = {
        StatutDeLabel.LABELLISEE.value: [(_("jusqu’au"), fin)],
        StatutDeLabel.A_VENIR.value: [(_("à partir du"), label.valide_du), (_("jusqu’au"), fin)],
        StatutDeLabel.SUSPENDUE.value: [
            (_("depuis le"), suspension.suspendu_le if suspension else None),
            (_("dernier jour"), fin),
        ],
        StatutDeLabel.RETIREE.value: [(_("depuis le"), label.retire_le)],
        StatutDeLabel.ECHUE.value: [(_("dernier jour"), fin)],
        StatutDeLabel.ABSORBEE.value: [(_("depuis le"), label.clos_le)],
        ANNULE: [(_("depuis le"), label.annule_le)],
    }
    return jours[lu.etat]


def jour_court(jour: datetime.date) -> str:
    """Return "14 mars 2028", "1er sep. 2028": a day that no language reads as another, on one short line."""
    quantieme = "1er" if jour.day == 1 and translation.get_language() == "fr" else str(jour.day)
    return INSECABLE.join([quantieme, date_format(jour, "N Y").replace(" ", INSECABLE)])


def isole(nom: str) -> str:
    """Return a name that may be put in a sentence whatever the direction it is written in."""
    return nom if nom.isascii() or _latin(nom) else f"{ISOLE}{nom}{FIN_ISOLE}"


def _latin(nom: str) -> bool:
    return max(nom) < "\u0590"  # Hebrew, the first script from right to left
