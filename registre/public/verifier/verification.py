"""Answers to "is this coop labelled?": one question in words, or a list of SIREN on a day. Nothing is kept."""

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registre.engagements.en_vigueur import EngagementsDeLEdition, engagements_en_vigueur
from registre.lecture.phrases_de_label import phrase_de_label
from registre.models import LabelConnu
from registre.public.connaissance.depuis import Depuis, ce_qui_differe, lire
from registre.public.connaissance.jour import Jours
from registre.public.fiche.numeros_annules import annule
from registre.public.liste.filtres import TOUTES, Filtres
from registre.public.liste.requete import periodes
from registre.public.verifier.porteurs import LIENS, Porteur, porteurs, porteurs_de, porteurs_par_siren
from registre.public.verifier.precisions import precisions, statut_en_mots
from registre.siren import compacter, faute_de_siren

MAXIMUM_TROUVEES = 10
NUMERO = re.compile(r"QC-?(\d{4})-?(\d{4,6})", re.IGNORECASE | re.ASCII)
CHIFFRES = re.compile(r"\d{6,14}", re.ASCII)


@dataclass(frozen=True)
class Trouvee:
    """A coop of the answer, and what goes with its status in words; `depuis` when it reads otherwise now."""

    porteur: Porteur
    precisions: tuple[str, ...]
    depuis: Depuis | None = None

    @property
    def statut(self) -> str:
        """Its status in plain words."""
        return statut_en_mots(self.porteur)

    @property
    def numero(self) -> str:
        """The number of the label that its status speaks of: engaged again, that of the former one is a precision."""
        return "" if self.porteur.engagee_de_nouveau else self.porteur.numero


@dataclass(frozen=True)
class Reponse:
    """What is known: coops on the day, or one label; `faute` says why the question has no answer.

    `maintenant` is how the label reads now, empty when it reads the same.
    """

    trouvees: Sequence[Trouvee] = ()
    numero: str = ""
    phrase_de_label: SafeString | str = ""
    maintenant: SafeString | str = ""
    faute: str = ""
    encore: bool = False

    @property
    def demonstration(self) -> bool:
        """Whether a coop of the answer does not exist."""
        return any(trouvee.porteur.demonstration for trouvee in self.trouvees)


def repondre(question: str, jours: Jours) -> Reponse:
    """Answer a name, a SIREN or a label number, typed with or without spaces, as known on the day asked."""
    compacte = "".join(question.split())
    if numero := NUMERO.fullmatch(compacte):
        return _label(f"QC-{numero[1]}-{numero[2]}", jours)
    if CHIFFRES.fullmatch(compacter(question)):
        return _siren(compacter(question), jours)

    filtres = Filtres(jours.au, q=question, statut=(TOUTES,), connu_le=jours.connu_le)
    if not filtres.mots:
        return Reponse(faute=_("Écrivez un nom, un SIREN ou un numéro de label, en lettres latines et en chiffres."))

    lues = periodes(filtres, EngagementsDeLEdition()).select_related(*LIENS)
    lus = porteurs_de(lues.order_by("tri", "pk")[: MAXIMUM_TROUVEES + 1], jours)
    if not lus:
        return Reponse(faute=_("Aucune coopérative connue ne porte ce nom. Essayez un seul mot, ou la commune."))
    return Reponse(_trouvees(lus[:MAXIMUM_TROUVEES], jours), encore=len(lus) > MAXIMUM_TROUVEES)


def _trouvees(lus: Sequence[Porteur], jours: Jours, siren: str = "") -> list[Trouvee]:
    depuis = _depuis(lus, jours)
    return [Trouvee(lu, precisions(lu, siren), depuis.get(lu.periode.cooperative_id)) for lu in lus]


def _depuis(lus: Collection[Porteur], jours: Jours) -> dict[int, Depuis]:
    """Which of these coops read otherwise now than on the day whose knowledge is asked, and how."""
    if jours.connu_le is None:
        return {}
    dites = lire({lu.periode.cooperative_id for lu in lus}, jours)
    return ce_qui_differe(dites, jours, engagements_en_vigueur(jours.au))


def _label(numero: str, jours: Jours) -> Reponse:
    connu = _label_connu(numero, jours.connu_le)
    if connu is None:
        annulation = annule(numero, jours.connu_le)
        inconnu = _("Aucun label ne porte le numéro %(numero)s.") % {"numero": numero}
        return Reponse(faute=str(annulation) if annulation else inconnu)

    dite = phrase_de_label(connu, jours.au)
    maintenant = _label_maintenant(numero, jours.au) if jours.connu_le else dite
    lus = _trouvees(porteurs([connu.label.cooperative_id], jours), jours)
    return Reponse(lus, numero=numero, phrase_de_label=dite, maintenant="" if maintenant == dite else maintenant)


def _label_connu(numero: str, connu_le: datetime.date | None) -> LabelConnu | None:
    connus = LabelConnu.toutes.connues(connu_le).filter(label__numero=numero).select_related("label")
    return connus.order_by("pk").first()


def _label_maintenant(numero: str, au: datetime.date) -> SafeString | str:
    """How a label known on a past day reads now: it may have been annulled since."""
    connu = _label_connu(numero, None)
    return phrase_de_label(connu, au) if connu else str(annule(numero, None))


def _siren(siren: str, jours: Jours) -> Reponse:
    if faute := faute_de_siren(siren):
        return Reponse(faute=_("« %(siren)s » n’est pas un SIREN : %(faute)s.") % {"siren": siren, "faute": faute})
    porteur = porteurs_par_siren([siren], jours).get(siren)
    if porteur is None:
        inconnu = _("Aucune coopérative connue de la Fédération ne porte le SIREN %(siren)s.")
        return Reponse(faute=inconnu % {"siren": siren})
    return Reponse(_trouvees([porteur], jours, siren))


@dataclass(frozen=True)
class LigneVerifiee:
    """The answer about one line of a list. `resultat`: statut, aucun (known, no label), inconnu, or invalide."""

    rang: int
    siren: str
    resultat: str
    detail: str
    precisions: tuple[str, ...] = ()
    nom: str = ""
    slug: str = ""
    numero: str = ""
    valide_jusqu_au: datetime.date | None = None
    siren_actuel: str = ""
    demonstration: bool = False


def verifier_liste(sirens: Sequence[str], jours: Jours) -> list[LigneVerifiee]:
    """Answer each line, in the order given. The same queries whatever their number."""
    propres = [compacter(siren) for siren in sirens]
    fautes = [faute_de_siren(siren) for siren in propres]
    valides = {siren for siren, faute in zip(propres, fautes, strict=True) if not faute}
    par_siren = porteurs_par_siren(valides, jours)
    depuis = _depuis(par_siren.values(), jours)
    return [
        _ligne(rang, siren, faute, par_siren.get(siren), depuis)
        for rang, (siren, faute) in enumerate(zip(propres, fautes, strict=True), start=1)
    ]


def _ligne(rang: int, siren: str, faute: str, porteur: Porteur | None, depuis: Mapping[int, Depuis]) -> LigneVerifiee:
    if faute:
        return LigneVerifiee(rang, siren, "invalide", faute)
    if porteur is None:
        return LigneVerifiee(rang, siren, "inconnu", _("inconnu de la Fédération"))

    periode = porteur.periode

    return LigneVerifiee(
        rang,
        siren,
        periode.statut or "aucun",
        statut_en_mots(porteur),
        (*precisions(porteur, siren), *_connu_maintenant(depuis.get(periode.cooperative_id))),
        porteur.nom,
        periode.cooperative.slug,
        porteur.numero,
        periode.valide_jusqu_au if periode.statut else None,
        porteur.siren_actuel,
        porteur.demonstration,
    )


def _connu_maintenant(depuis: Depuis | None) -> list[str]:
    """How a coop reads now and why, as more precisions."""
    return [_("Connu maintenant : %(lu)s.") % {"lu": depuis.en_mots}, *depuis.pourquoi] if depuis else []
