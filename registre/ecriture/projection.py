"""Writing the flat register from histories: what the register says of every day, and from when until when it said so.

Rows are closed, never deleted: `connue_jusqu_a` is the first day on which a row was no longer known.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model

from registre import cycle
from registre.cycle import UN_JOUR
from registre.ecriture.flux import Flux
from registre.ecriture.lignes import Lignes
from registre.ecriture.mots import ecrire_les_mots
from registre.ecriture.rangs import cles_choisies, rangs_des_engagements
from registre.ecriture.tenue import Contenu, Tenue
from registre.etats import Statut
from registre.journal.histoire import Histoire
from registre.journal.identites import PeriodeDIdentite
from registre.models import Cooperative, IdentiteDeCooperative, LabelConnu, Metier
from registre.models.cooperative import IDENTITE
from registre.models.projection import PeriodeDeStatut
from registre.territoires import region_de
from socle.recherche.mots.normalisation import normaliser

_METIERS = {metier: 1 << rang for rang, metier in enumerate(Metier.values)}


def projeter_les_flux(flux: Sequence[Flux], lignes: Lignes, aujourd_hui: datetime.date) -> bool:
    """Write what the register says of these coops; tell whether anything public changed."""
    ids = [f.cooperative.pk for f in flux]
    numeros = [numero for f in flux for numero in _numeros(f.histoire)]
    identites, periodes, labels = _tenues(ids, [lignes.labels[numero].pk for numero in numeros])
    rangs = rangs_des_engagements(cles_choisies(f.histoire for f in flux))
    change = False

    for f in flux:
        etapes = dict(f.etapes)
        if f.a_projeter:  # never before what the journal already says
            etapes.setdefault(max([aujourd_hui, *etapes, *f.dernier_jour]), f.histoire)
        avant = sum(tenue.mouvements for tenue in (identites, periodes, labels))
        for le, histoire in sorted(etapes.items()):
            par_contenu = identites.passer_a(f.cooperative.pk, lignes_d_identite(f.cooperative, histoire), le)
            par_jour = {ligne.du: ligne for ligne in par_contenu.values()}
            attendues = lignes_de_periode(f.cooperative, histoire, lignes, rangs, par_jour)
            periodes.passer_a(f.cooperative.pk, attendues, le)
            for numero, valeurs in lignes_de_label(histoire, lignes).items():
                labels.passer_a(lignes.labels[numero].pk, valeurs, le)
        if sum(tenue.mouvements for tenue in (identites, periodes, labels)) != avant:
            lignes.changees.add(f.cooperative.pk)

    for tenue in (identites, periodes, labels):
        change |= tenue.ecrire()

    return ecrire_les_mots(flux, lignes) or change


def _numeros(histoire: Histoire) -> list[str]:
    """The numbers of a coop's labels, those given by mistake last."""
    annules = [annule.label for annule in histoire.annules]
    return [label.numero for label in (*histoire.labels, *annules)]


def _tenues(cooperatives: list[int], de_labels: list[int]) -> tuple[Tenue, Tenue, Tenue]:
    """Return what is known now of these coops and labels, by content."""
    identites = Tenue(IdentiteDeCooperative)
    periodes = Tenue(PeriodeDeStatut)
    labels = Tenue(LabelConnu)

    par_cle: dict[int, Contenu] = {}
    for identite in IdentiteDeCooperative.objects.filter(cooperative__in=cooperatives):
        par_cle[identite.pk] = contenu_de(identite, CHAMPS_D_IDENTITE)
        identites.connues.setdefault(identite.cooperative_id, {})[par_cle[identite.pk]] = identite

    for periode in PeriodeDeStatut.objects.filter(cooperative__in=cooperatives):
        contenu = (*contenu_de(periode, CHAMPS_DE_PERIODE), ("identite", par_cle.get(periode.identite_id)))
        periodes.connues.setdefault(periode.cooperative_id, {})[contenu] = periode
    for connu in LabelConnu.objects.filter(label__in=de_labels):
        labels.connues.setdefault(connu.label_id, {})[contenu_de(connu, CHAMPS_DE_LABEL)] = connu
    return identites, periodes, labels


def _champs(modele: type[Model], *sauf: str) -> tuple[str, ...]:
    return tuple(c.attname for c in modele._meta.concrete_fields if not c.primary_key and c.attname not in sauf)


CHAMPS_D_IDENTITE = _champs(IdentiteDeCooperative, "connue_du", "connue_jusqu_a")
CHAMPS_DE_PERIODE = _champs(PeriodeDeStatut, "connue_du", "connue_jusqu_a", "identite_id")
CHAMPS_DE_LABEL = _champs(LabelConnu, "connue_du", "connue_jusqu_a")


def contenu_de(ligne: Model, champs: Iterable[str]) -> Contenu:
    """Return everything a row says, its own key and when it was known aside, as something to compare."""
    return tuple((champ, _comparable(getattr(ligne, champ))) for champ in champs)


def _comparable(valeur: Any) -> Any:
    return tuple(map(tuple, valeur)) if isinstance(valeur, list) else valeur


def lignes_d_identite(cooperative: Cooperative, histoire: Histoire) -> dict[Contenu, dict[str, Any]]:
    """Return the coop's identities, as columns, by content."""
    lignes = {}
    for periode in histoire.identites:
        champs = {champ: getattr(periode.identite, champ) for champ in IDENTITE}
        valeurs: dict[str, Any] = {
            "cooperative_id": cooperative.pk,
            "du": periode.du,
            "jusqu_au": periode.jusqu_au,
            **champs,
            "membre": periode.membre,
        }
        lignes[tuple((champ, valeurs[champ]) for champ in CHAMPS_D_IDENTITE)] = valeurs

    return lignes


def situations(histoire: Histoire) -> Iterator[tuple[datetime.date, datetime.date, cycle.Situation, PeriodeDIdentite]]:
    """Yield consecutive stretches of days, both ends included, on which neither situation nor identity changes."""
    statuts, identites = cycle.periodes(histoire.faits), histoire.identites
    debuts = sorted({p.du for p in statuts} | {p.du for p in identites})
    for du, suivant in zip(debuts, [*debuts[1:], None], strict=True):
        situation = next(p.situation for p in statuts if p.du <= du <= p.jusqu_au)
        identite = next(p for p in identites if p.du <= du <= p.jusqu_au)
        yield du, suivant - UN_JOUR if suivant else datetime.date.max, situation, identite


def lignes_de_periode(
    cooperative: Cooperative,
    histoire: Histoire,
    lignes: Lignes,
    rangs: dict[str, int],
    identites: dict[datetime.date, IdentiteDeCooperative],
) -> dict[Contenu, dict[str, Any]]:
    """Return the coop's periods, as columns, by content. `rangs` gives the bit of each engagement key."""
    trouvees = {}
    for du, jusqu_au, situation, periode in situations(histoire):
        identite = identites[periode.du]
        valeurs = {"cooperative_id": cooperative.pk, "du": du, "jusqu_au": jusqu_au}
        valeurs |= _colonnes_d_identite(cooperative, periode)
        valeurs |= _colonnes_de_situation(cooperative, histoire, situation, lignes, rangs)
        contenu = tuple((champ, valeurs[champ]) for champ in CHAMPS_DE_PERIODE)
        cle = (*contenu, ("identite", contenu_de(identite, CHAMPS_D_IDENTITE)))
        trouvees[cle] = valeurs | {"identite": identite}

    return trouvees


def _colonnes_d_identite(cooperative: Cooperative, periode: PeriodeDIdentite) -> dict[str, Any]:
    identite = periode.identite
    return {
        "membre": periode.membre,
        "code_departement": identite.code_departement,
        "code_region": region_de(identite.code_departement),
        "metiers": sum(_METIERS[metier] for metier in cooperative.metiers),
        "tri": f"{normaliser(str(identite))[:190]} {identite.siren}",  # no two coops alike
    }


def _colonnes_de_situation(
    cooperative: Cooperative,
    histoire: Histoire,
    situation: cycle.Situation,
    lignes: Lignes,
    rangs: dict[str, int],
) -> dict[str, Any]:
    label = next((lu for lu in histoire.labels if situation.label and lu.cycle == situation.label.cycle), None)
    dossier = next(
        (d for d in histoire.dossiers if situation.candidature and d.cycle == situation.candidature.cycle), None
    )
    suspension = situation.suspension
    portee = dossier if situation.statut in {Statut.ENGAGEE, Statut.EN_RENOUVELLEMENT} else None
    du_label = histoire.dossier(label.dossier) if label else None
    admis = portee or du_label

    if portee is not None:
        cles = {engagement.cle for engagement in portee.depot.engagements}
    else:
        cles = {engagement.cle for engagement in label.engagements} if label else set()

    return {
        "statut": situation.statut.value if situation.statut else "",
        "label_id": lignes.labels[label.numero].pk if label else None,
        "candidature_id": lignes.candidatures[cooperative.pk, dossier.rang].pk if dossier else None,
        "engagements": sum(1 << rangs[cle] for cle in cles),
        "annee_octroi": label.octroye_le.year if label else None,
        "admissible_le": admis.admissible_le if admis else None,
        "octroye_le": label.octroye_le if label else None,
        "valide_du": label.valide_du if label else None,
        "valide_jusqu_au": label.valide_jusqu_au if label else None,
        "retire_le": label.retire_le if label else None,
        "suspendu_le": suspension.suspendu_le if suspension else None,
        "suspension_levee_le": suspension.levee_le if suspension else None,
    }


def lignes_de_label(histoire: Histoire, lignes: Lignes) -> dict[str, dict[Contenu, dict[str, Any]]]:
    """Return, for each number ever given to the coop, what is said of it: nothing once it is annulled."""
    par_numero: dict[str, dict[Contenu, dict[str, Any]]] = {a.label.numero: {} for a in histoire.annules}
    for label in histoire.labels:
        suspensions = [
            [s.suspendu_le.isoformat(), s.levee_le.isoformat() if s.levee_le else ""]
            for s in histoire.suspensions(label)
        ]
        valeurs: dict[str, Any] = {
            "label_id": lignes.labels[label.numero].pk,
            "octroye_le": label.octroye_le,
            "valide_du": label.valide_du,
            "valide_jusqu_au": label.valide_jusqu_au,
            "retire_le": label.retire_le,
            "clos_le": label.clos_le,
            "suspensions": suspensions,
        }
        contenu = tuple((champ, _comparable(valeurs[champ])) for champ in CHAMPS_DE_LABEL)
        par_numero[label.numero] = {contenu: valeurs}

    return par_numero
