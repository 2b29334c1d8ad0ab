"""What must hold between the dates of a coop's history. Pure: it returns what would break, in sentences fit to show.

The same rules judge a decision about to be recorded, a correction, an annulment and an import.
"""

import datetime
from collections.abc import Iterator
from itertools import combinations, pairwise

from django.utils.translation import gettext as _

from registre.cycle import UN_JOUR
from registre.etats import NaturePoint
from registre.journal.histoire import Dossier, Histoire, LabelOctroye, PointDispense


def fautes(histoire: Histoire) -> list[str]:
    """Return everything that cannot hold together; empty when all does."""
    return [
        *(faute for dossier in histoire.dossiers for faute in _du_dossier(dossier)),
        *(faute for avant, apres in pairwise(histoire.dossiers) for faute in _entre_dossiers(histoire, avant, apres)),
        *(faute for dossier in histoire.dossiers for faute in _du_depot(histoire, dossier)),
        *(faute for label in histoire.labels for faute in _du_label(histoire, label)),
        *_entre_labels(histoire),
        *_de_l_absorption(histoire),
        *_de_l_identite(histoire),
    ]


def debut_attendu(histoire: Histoire, renouvelle: str, octroye_le: datetime.date) -> datetime.date:
    """Return the first day of a label granted on `octroye_le`: the day after the one it renews, when that one still
    holds; else the day of the grant."""
    precedent = histoire.label(renouvelle) if renouvelle else None
    if precedent is None or histoire.faits_de(precedent).fin_exclue <= octroye_le:
        return octroye_le
    return precedent.valide_jusqu_au + UN_JOUR


def _du_dossier(dossier: Dossier) -> Iterator[str]:
    suite = [
        dossier.deposee_le,
        dossier.complement_demande_le,
        dossier.complete_le,
        dossier.admissible_le,
        dossier.close_le,
    ]
    de_quoi = _("de la candidature du cycle %(cycle)s") % {"cycle": dossier.cycle}

    yield from _croissants([jour for jour in suite if jour], de_quoi)

    for dispense in dossier.dispenses:
        yield from _de_la_dispense(dossier, dispense)

    for point in dossier.points:
        if dossier.admissible_le is None or point.tenu_le < dossier.admissible_le:
            yield _("Un point d'étape précéderait l'admissibilité.")
        elif point.nature == NaturePoint.MI_PARCOURS:
            if dossier.labellisee_le is None or point.tenu_le < dossier.labellisee_le:
                yield _("Le point à mi-parcours précéderait l'octroi.")
        elif dossier.close_le is not None and point.tenu_le > dossier.close_le:
            yield _("Un point tenu le %(le)s suivrait la décision du %(decision)s, qui clôt la candidature.") % {
                "le": f"{point.tenu_le:%d/%m/%Y}",
                "decision": f"{dossier.close_le:%d/%m/%Y}",
            }

    yield from _des_releves(dossier)


def _de_la_dispense(dossier: Dossier, dispense: PointDispense) -> Iterator[str]:
    """A point is waived once it may be due, and before what it was asked for is decided."""
    if dispense.nature == NaturePoint.MI_PARCOURS:
        if dossier.labellisee_le is None or dispense.decidee_le < dossier.labellisee_le:
            yield _("La dispense du point à mi-parcours précéderait l’octroi.")
    elif dossier.admissible_le is None or dispense.decidee_le < dossier.admissible_le:
        yield _("La dispense d’un point précéderait l’admissibilité.")
    elif dossier.close_le is not None and dispense.decidee_le > dossier.close_le:
        yield _("Une dispense du %(le)s suivrait la décision du %(decision)s, qui clôt la candidature.") % {
            "le": f"{dispense.decidee_le:%d/%m/%Y}",
            "decision": f"{dossier.close_le:%d/%m/%Y}",
        }


def _des_releves(dossier: Dossier) -> Iterator[str]:
    """A value is read of an indicator of the filing, once a day."""
    deposes = {(e.cle, place) for e in dossier.depot.engagements for place in range(len(e.indicateurs))}
    for point in dossier.points:
        if any((r.engagement, r.indicateur) not in deposes for r in point.releves):
            yield _("Une valeur relevée le %(le)s serait d’un indicateur que le dossier n’a plus.") % {
                "le": f"{point.tenu_le:%d/%m/%Y}"
            }
    lus = [(r.engagement, r.indicateur, p.tenu_le) for p in dossier.points for r in p.releves]
    if len(lus) != len(set(lus)):
        yield _("Un indicateur aurait deux relevés le même jour.")


def _entre_dossiers(histoire: Histoire, avant: Dossier, apres: Dossier) -> Iterator[str]:
    reprise = apres.rang in histoire.repris
    if apres.cycle <= avant.cycle:
        yield _("Deux candidatures porteraient le cycle %(cycle)s.") % {"cycle": apres.cycle}
    if avant.close_le is None or (apres.deposee_le < avant.close_le and not reprise):
        yield _(
            "La candidature du cycle %(apres)s, déposée le %(le)s, commencerait avant la fin de celle du "
            "cycle %(avant)s."
        ) % {"apres": apres.cycle, "avant": avant.cycle, "le": f"{apres.deposee_le:%d/%m/%Y}"}


def _du_depot(histoire: Histoire, dossier: Dossier) -> Iterator[str]:
    """A first candidature waits for the last label to be over by decision; a renewal waits for the label it renews to
    begin, and for any renewal granted before it to be withdrawn."""
    if dossier.rang in histoire.repris:
        return

    renouvelle = histoire.label(dossier.depot.renouvelle) if dossier.depot.renouvelle else None
    le = f"{dossier.deposee_le:%d/%m/%Y}"

    if renouvelle is not None:
        if dossier.deposee_le < renouvelle.valide_du:
            yield _("Le renouvellement déposé le %(le)s précéderait le label %(numero)s qu'il renouvelle.") % {
                "le": le,
                "numero": renouvelle.numero,
            }
        if renouvelle.retire_le is not None and renouvelle.retire_le < dossier.deposee_le:
            yield _("Le renouvellement déposé le %(le)s suivrait le retrait du label %(numero)s.") % {
                "le": le,
                "numero": renouvelle.numero,
            }
        avant = [lu for lu in histoire.labels if lu.cycle < dossier.cycle and lu.renouvelle == renouvelle.numero]
    else:
        avant = _dernier_label_avant(histoire, dossier)

    for label in (lu for lu in avant if lu.retire_le is None or lu.retire_le > dossier.deposee_le):
        yield _("La candidature déposée le %(le)s commencerait avant la fin du label %(numero)s.") % {
            "le": le,
            "numero": label.numero,
        }


def _dernier_label_avant(histoire: Histoire, dossier: Dossier) -> list[LabelOctroye]:
    """The last label of an earlier cycle, if there is one; what never began is left aside."""
    avant = [lu for lu in histoire.labels if lu.cycle < dossier.cycle and not histoire.faits_de(lu).jamais_commence]
    return sorted(avant, key=lambda lu: (lu.valide_du, lu.cycle))[-1:]


def _du_label(histoire: Histoire, label: LabelOctroye) -> Iterator[str]:
    numero = {"numero": label.numero}
    if label.numero[3:7] != str(label.octroye_le.year):
        yield _("Le numéro %(numero)s est de %(annee)s : la date doit rester dans l'année.") % (
            numero | {"annee": label.numero[3:7]}
        )

    if label.valide_jusqu_au < label.valide_du:
        yield _("La fin de validité vient après son début.")

    if label.rang not in histoire.repris:
        yield from _du_debut(histoire, label)
    if label.retire_le is not None and not label.octroye_le <= label.retire_le <= label.valide_jusqu_au:
        yield _("Le label %(numero)s se retire entre son octroi et sa fin.") % numero
    yield from _des_suspensions(histoire, label)


def _du_debut(histoire: Histoire, label: LabelOctroye) -> Iterator[str]:
    attendu = debut_attendu(histoire, label.renouvelle, label.octroye_le)
    if label.valide_du == attendu:
        return

    jours = {"numero": label.numero, "du": f"{label.valide_du:%d/%m/%Y}", "attendu": f"{attendu:%d/%m/%Y}"}
    if label.valide_du > attendu and attendu != label.octroye_le:
        yield _("Il resterait des jours sans label avant le %(numero)s, du %(attendu)s au %(du)s.") % jours
    else:
        yield (
            _(
                "La validité du label %(numero)s commence le jour de l'octroi, ou le lendemain du label qu'il "
                "renouvelle s'il vaut encore : le %(attendu)s, et non le %(du)s."
            )
            % jours
        )


def _des_suspensions(histoire: Histoire, label: LabelOctroye) -> Iterator[str]:
    if histoire.faits_de(label).jamais_commence:
        return

    suspensions = histoire.suspensions(label)

    for avant, apres in pairwise(suspensions):
        if avant.levee_le is None or apres.suspendu_le < avant.levee_le:
            yield _("Deux suspensions du label %(numero)s se recouvriraient.") % {"numero": label.numero}

    for s in suspensions:
        if s.levee_le is not None and s.levee_le <= s.suspendu_le:
            yield _("Une suspension se lève après le jour où elle commence.")
    jours = [
        jour for suspension in suspensions for jour in (suspension.suspendu_le, suspension.levee_le) if jour is not None
    ]
    fin = label.retire_le or label.clos_le
    de_quoi = _("du label %(numero)s") % {"numero": label.numero}
    yield from _croissants([label.valide_du, *jours, fin or label.valide_jusqu_au + UN_JOUR], de_quoi)
    if suspensions and fin is None:  # a suspension may end with the label, and not begin after it
        yield from _croissants([suspensions[-1].suspendu_le, label.valide_jusqu_au], de_quoi)


def _entre_labels(histoire: Histoire) -> Iterator[str]:
    """No two labels on one day; and a label is not withdrawn under a renewal already granted."""
    for premier, second in combinations(histoire.labels, 2):
        faits_premier, faits_second = histoire.faits_de(premier), histoire.faits_de(second)
        if max(premier.valide_du, second.valide_du) < min(faits_premier.fin_exclue, faits_second.fin_exclue):
            yield _("La période accordée recouvre celle du label %(numero)s.") % {"numero": premier.numero}
        if premier.retire_le is None or second.renouvelle != premier.numero or second.octroye_le > premier.retire_le:
            continue
        if second.valide_du > premier.retire_le and (second.retire_le is None or second.retire_le > premier.retire_le):
            yield _("Son renouvellement %(numero)s est déjà accordé : retirez-le d'abord.") % {"numero": second.numero}


def _de_l_absorption(histoire: Histoire) -> Iterator[str]:
    """Nothing of an absorbed coop comes after."""
    if histoire.absorbee is None:
        return

    le = histoire.absorbee.le
    dates = [dossier.derniere_decision for dossier in histoire.dossiers]
    dates += [label.retire_le for label in histoire.labels if label.retire_le]
    dates += [point.tenu_le for dossier in histoire.dossiers for point in dossier.points]
    dates += [dispense.decidee_le for dossier in histoire.dossiers for dispense in dossier.dispenses]
    dates += [du for du, _rang, _champs in histoire.changements] + [du for du, _rang, _m in histoire.adhesions]
    dates += [absorption for absorption, _absorbee in histoire.absorptions]

    if any(date > le for date in dates):
        yield _("Une décision suivrait l'absorption du %(le)s.") % {"le": f"{le:%d/%m/%Y}"}

    depuis = histoire.adhesion[0]
    if depuis is not None and depuis >= le:
        yield _("Son adhésion, du %(depuis)s, commencerait avec l’absorption du %(le)s ou après.") % {
            "depuis": f"{depuis:%d/%m/%Y}",
            "le": f"{le:%d/%m/%Y}",
        }
    if histoire.dossier_ouvert is not None:
        yield _("Une candidature est en cours : décidez-la, ou consignez son abandon, avant l'absorption.")


def _de_l_identite(histoire: Histoire) -> Iterator[str]:
    """One leaves when one is a member, and comes back when one is not, later than one left."""
    if histoire.inscription is None:
        yield _("Cette coopérative n'est pas au registre.")
        return

    membre, depuis = True, histoire.inscription.membre_depuis

    if (fin := histoire.inscription.membre_jusqu_au) is not None:
        if depuis is not None and fin < depuis:
            yield _("La fin de l'adhésion vient après son début.")
        membre, depuis = False, fin
    for le, _rang, revient in sorted(histoire.adhesions, key=lambda a: a[:2]):
        if revient == membre:
            yield _("Elle est déjà membre de la Fédération.") if membre else _("Elle n'est plus membre.")
        if depuis is not None and (le <= depuis if revient else le < depuis):
            yield _("La fin de l'adhésion vient après son début.") if membre else _("Le retour vient après le départ.")
        membre, depuis = revient, le


def _croissants(jours: list[datetime.date], de_quoi: str) -> Iterator[str]:
    for avant, apres in pairwise(jours):
        if apres < avant:
            yield _("Les dates %(de_quoi)s ne seraient plus dans l'ordre : %(apres)s après %(avant)s.") % {
                "de_quoi": de_quoi,
                "apres": f"{apres:%d/%m/%Y}",
                "avant": f"{avant:%d/%m/%Y}",
            }
