"""An examination in plain words: the steps in their order, and the verdict above them."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from registre.lecture.label_du_jour import LabelDuJour
from registre.preuve.verification.examen import DitDuBadge, Examen
from registre.preuve.verification.fichier import Support
from registre.preuve.verification.signature import ValeurDeSignature
from registre.public.verifier_badge.avis import MOTS, Avis
from registre.public.verifier_badge.phrases import PHRASES, QUESTIONS
from registre.public.verifier_badge.verdicts import VERDICTS, cle_du_verdict
from socle.templatetags.typographie import en_toutes_lettres

UN_JOUR = datetime.timedelta(days=1)


@dataclass(frozen=True)
class EtapeExpliquee:
    """A step: its question, the answer in one word, and the sentence that explains it. `cle` is what was found."""

    cle: str
    question: Promise
    avis: Avis
    texte: str

    @property
    def nom(self) -> str:
        """Which step it is: what stands before the dot of its key."""
        return self.cle.partition(".")[0]

    @property
    def mot(self) -> Promise:
        """The answer in one word."""
        return MOTS[self.avis]


@dataclass(frozen=True)
class ReponseAuBadge:
    """What a page shows of an examination."""

    avis: Avis
    titre: str
    texte: str
    etapes: list[EtapeExpliquee]
    dit: DitDuBadge | None
    lu: LabelDuJour | None

    @property
    def mot(self) -> Promise:
        """The verdict in one word."""
        return MOTS[self.avis]


def expliquer(support: Support, examen: Examen) -> ReponseAuBadge:
    """Say an examination in words, in the reader's language."""
    mots, cles = _mots(examen), [f"trouve.{support}", *_trouvees(examen)]
    etapes = [EtapeExpliquee(cle, _question(cle), PHRASES[cle][0], str(PHRASES[cle][1]) % mots) for cle in cles]
    avis, titre, texte = VERDICTS[cle_du_verdict(cles)]

    return ReponseAuBadge(avis, str(titre) % mots, str(texte) % mots, etapes, examen.dit, examen.lu)


def _question(cle: str) -> Promise:
    return QUESTIONS[cle.partition(".")[0]]


def _trouvees(examen: Examen) -> Iterator[str]:
    """What each step found, from the issuer on."""
    yield "emetteur.nous" if examen.notre else "emetteur.autre"
    yield f"signature.{examen.signature or 'pas_regardee'}"

    if examen.dit is None:
        yield from (f"{etape}.sans_objet" for etape in ("label", "dates", "statut", "demonstration"))
    else:
        yield "label.lu"
        yield f"dates.{_periode(examen.dit, examen.au)}"
        yield f"statut.{examen.statut}"
        yield "demonstration.oui" if examen.dit.demonstration else "demonstration.non"

    yield f"registre.{_registre(examen)}"


def _periode(dit: DitDuBadge, au: datetime.date) -> str:
    if au < dit.debut:
        return "a_venir"
    return "en_cours" if au <= dit.fin else "passees"


def _registre(examen: Examen) -> str:
    if not examen.notre:
        return "autre"
    if examen.lu is None:
        return "inconnu"
    if examen.signature != ValeurDeSignature.JUSTE:
        return "pretendu"
    return "en_vigueur" if examen.lu.en_vigueur else "plus"


def _mots(examen: Examen) -> Mapping[str, str]:
    """What the sentences name: days in full, and the register's own words."""
    mots = {"emetteur": examen.emetteur if examen.notre else "", "numero": examen.numero, "constat": ""}
    if examen.dit:
        jours = {"debut": examen.dit.debut, "fin": examen.dit.fin, "lendemain": examen.dit.fin + UN_JOUR}
        mots |= {nom: en_toutes_lettres(le) for nom, le in jours.items()} | {"nom": examen.dit.nom}
    if examen.lu:
        mots |= {"nom": examen.lu.nom, "phrase": examen.lu.phrase, "constat": f" {examen.lu.phrase}."}
    return mots
