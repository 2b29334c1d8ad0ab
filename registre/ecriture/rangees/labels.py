"""From histories to the rows of labels, of what they renew, and of their suspensions."""

from collections.abc import Iterator, Sequence
from typing import Any

from registre.ecriture.flux import Flux
from registre.ecriture.lignes import PAR_LOT, Lignes, accorder, dossiers
from registre.journal.histoire import Histoire, LabelOctroye
from registre.models import (
    Candidature,
    EngagementOctroye,
    Label,
    Suspension,
)


def ecrire_les_labels(flux: Sequence[Flux], lignes: Lignes) -> None:
    neufs, changes = [], []
    for f in flux:
        for numero, valeurs, label in valeurs_des_labels(f.histoire):
            ligne = lignes.labels.get(numero)
            candidature = lignes.candidatures[f.cooperative.pk, label.dossier]
            valeurs |= {"candidature_id": candidature.pk, "rang": label.rang, "cycle": label.cycle}
            if ligne is None:
                ligne = Label(numero=numero, cooperative=f.cooperative, **valeurs)
                lignes.labels[numero] = ligne
                neufs.append((ligne, label, candidature))
                lignes.changees.add(f.cooperative.pk)
            elif accorder(ligne, valeurs):
                changes.append(ligne)
                lignes.changees.add(f.cooperative.pk)

    champs = [c.name for c in Label._meta.concrete_fields if c.name not in {"id", "numero", "cooperative"}]

    for paquet in ([x for x in changes if x.annule_le], [x for x in changes if not x.annule_le]):
        if paquet:  # the annulled first: they leave their candidature to another
            Label.tous.bulk_update(paquet, champs, batch_size=PAR_LOT)

    Label.tous.bulk_create([ligne for ligne, _label, _candidature in neufs], batch_size=PAR_LOT)
    EngagementOctroye.objects.bulk_create(
        [
            EngagementOctroye(
                label=ligne,
                engagement=lignes.editions.engagements(candidature.referentiel.code)[fige.cle],
                numero=fige.numero,
                intitule=fige.intitule,
            )
            for ligne, label, candidature in neufs
            for fige in label.engagements
        ],
        batch_size=PAR_LOT,
    )


def valeurs_des_labels(histoire: Histoire) -> Iterator[tuple[str, dict[str, Any], LabelOctroye]]:
    """Yield, for each number ever given to the coop, what its row says."""
    annules = [(a.label, {"annule_le": a.annule_le, "motif_annulation": a.motif}) for a in histoire.annules]

    rien: dict[str, Any] = {"annule_le": None, "motif_annulation": ""}
    for label, annulation in [*annules, *((label, rien) for label in histoire.labels)]:
        valeurs = {
            "octroye_le": label.octroye_le,
            "valide_du": label.valide_du,
            "valide_jusqu_au": label.valide_jusqu_au,
            "retire_le": label.retire_le,
            "motif_retrait": label.motif_retrait,
            "clos_le": label.clos_le,
        }
        yield label.numero, valeurs | annulation, label


def lier_les_renouvellements(flux: Sequence[Flux], lignes: Lignes) -> None:
    """Point each renewal at the label it renews: each row needs the other, so this comes after both."""
    changees = []
    annules = [(f, dossier) for f in flux for dossier in f.histoire.dossiers_annules]

    for f, dossier in [*dossiers(flux), *annules]:
        if dossier.depot.renouvelle:
            ligne = lignes.candidatures[f.cooperative.pk, dossier.rang]
            renouvele = lignes.labels.get(dossier.depot.renouvelle)  # one taken over from another coop names its own
            if renouvele is not None and accorder(ligne, {"renouvelle_id": renouvele.pk}):
                changees.append(ligne)

    if changees:
        Candidature.tous.bulk_update(changees, ["renouvelle"], batch_size=PAR_LOT)


def ecrire_les_suspensions(flux: Sequence[Flux], lignes: Lignes) -> None:
    ecrites = {
        (s.label_id, s.rang): s for s in Suspension.objects.filter(label__in=[x.pk for x in lignes.labels.values()])
    }
    annulees = {lignes.labels[annule.label.numero].pk for f in flux for annule in f.histoire.annules}
    neuves, changees = [], []

    for f in flux:
        for label in f.histoire.labels:
            pk = lignes.labels[label.numero].pk
            for s in f.histoire.suspensions(label):
                valeurs = {
                    "suspendu_le": s.suspendu_le,
                    "levee_le": s.levee_le,
                    "motif": s.motif,
                    "reportee": bool(s.reportee_sur),
                }
                ligne = ecrites.pop((pk, s.rang), None)
                if ligne is None:
                    neuves.append(Suspension(label_id=pk, rang=s.rang, **valeurs))
                    lignes.changees.add(f.cooperative.pk)
                elif accorder(ligne, valeurs):
                    changees.append(ligne)
                    lignes.changees.add(f.cooperative.pk)

    parties = [s.pk for s in ecrites.values() if s.label_id not in annulees]

    if parties:
        a_qui = {label.pk: label.cooperative_id for label in lignes.labels.values()}
        lignes.changees |= {a_qui[s.label_id] for s in ecrites.values() if s.label_id not in annulees}
        Suspension.objects.filter(pk__in=parties).delete()

    if changees:
        Suspension.objects.bulk_update(changees, ["suspendu_le", "levee_le", "motif", "reportee"], batch_size=PAR_LOT)

    Suspension.objects.bulk_create(neuves, batch_size=PAR_LOT)
