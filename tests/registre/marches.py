"""Whole registers told at random through the operations, mistakes and late records included.

    marche = Marche(graine)          # the same seed tells the same story
    marche.raconter()                # several lots, recorded on several days

Labels last two months and decisions come every few days, so that boundaries meet, follow and miss each other as often
as they can. A decision is always dated by the day it is recorded, often before; what is refused is left out.
"""

import datetime
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils import timezone

from raison_detre.models import Referentiel
from registre.composition import ActionProposee, ChoixDEngagement, IndicateurPropose
from registre.ecriture import Flux, Lot, OperationRefusee, enregistre_a, lot
from registre.etats import EN_INSTRUCTION, Etat, NaturePoint, Operation, SortDeLaSuspension, SortDuLabel
from registre.journal.charges import Depot, Point, ReleveDePoint
from registre.journal.histoire import LabelOctroye
from registre.models import Cooperative, Evenement
from registre.operations.absorption import absorber_au
from registre.operations.correction import annuler_au, corriger_au, corriger_motif_au
from registre.operations.dispense import dispenser_au
from registre.operations.identite import changer_au, inscrire_au, quitter_au, revenir_au
from registre.operations.instruction import deposer_au, juger_au
from registre.operations.label import octroyer_au
from registre.operations.maintien import lever_au, retirer_au, suspendre_au
from registre.operations.retouches_de_depot import IndicateurCorrige
from registre.operations.suivi import consigner_point_au, consigner_visite_au
from tests.registre.factories import CHOIX_VALIDE, CooperativeFactory, edition, siren_fictif

DEBUT = datetime.date(2021, 11, 20)  # a year ends within the story: numbers are of a year
COURTE = {
    "duree_label_mois": 2,
    "points_etape_mois": [1, 2],
    "delai_mise_en_oeuvre_mois": 3,
    "point_mi_parcours_mois": 1,
}
INDICATEUR = IndicateurPropose(
    "Part des ménages sous plafonds",
    "metier",
    "%",
    valeur_depart=Decimal("61.5"),
    depart_le=datetime.date(2021, 1, 1),
    actions=(ActionProposee("Relever les baux à l’été", datetime.date(2022, 6, 30)),),
)
NOMS = ("Le Toit d’Oc", "L’Œuvre des foyers", "Habitat & Progrès", "Maisons claires")
COMMUNES = (("Béziers", "34"), ("Ajaccio", "2A"), ("Saint-Denis", "974"), ("Sète", "34"))


@dataclass
class Marche:
    """A register being told. `faites` and `refusees` count operations; `evenements` those each flux should have."""

    graine: int
    cooperatives: int = 40
    jours: int = 9
    gestes: int = 6  # a coop and a day, on average
    faites: Counter[str] = field(default_factory=Counter)
    refusees: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.hasard = random.Random(self.graine)  # noqa: S311 - a story, not a secret
        self.au = DEBUT
        self.siren = 70_000
        self.flux: list[Flux] = []
        self.edition: Referentiel

    def raconter(self) -> list[int]:
        """Tell the whole story; return the keys of its coops. Some lots hold one day, some several."""
        self.edition = edition("courte", **COURTE)
        lignes = CooperativeFactory.build_batch(self.cooperatives)

        for ligne in lignes:
            ligne.inscription_consignee = True

        Cooperative.objects.bulk_create(lignes)
        ids = [ligne.pk for ligne in lignes]
        restants = self.jours
        while restants:
            ensemble = min(restants, self.hasard.choice((1, 1, 1, 2, 3)))
            self._un_lot(ids, ensemble)
            restants -= ensemble
        return ids

    def _un_lot(self, ids: list[int], jours: int) -> None:
        with lot() as ecriture:
            ecriture.precharger(ids)
            self.flux = [ecriture.flux(pk) for pk in ids]
            for _jour in range(jours):
                with enregistre_a(self._moment()):
                    self._une_journee(ecriture)
                self.au += datetime.timedelta(days=self.hasard.choice((0, 1, 2, 9, 25)))

    def _moment(self) -> datetime.datetime:
        """Some moment of the day, its first and last minutes in Paris included."""
        heure = self.hasard.choice((datetime.time(0, 0), datetime.time(10, 30), datetime.time(23, 59, 59)))
        return timezone.make_aware(datetime.datetime.combine(self.au, heure))

    def _une_journee(self, ecriture: Lot) -> None:
        for flux in self.flux:
            if not flux.actes:
                inscrire_au(flux, flux.cooperative, par=None)

        for _geste in range(self.gestes * len(self.flux)):
            flux = self.hasard.choice(self.flux)
            geste = self._choisir(flux)
            avant = (len(flux.actes), flux.histoire, len(ecriture.neufs))
            try:
                geste(flux)
            except OperationRefusee:
                assert (len(flux.actes), flux.histoire, len(ecriture.neufs)) == avant, geste.__name__
                self.refusees[geste.__name__] += 1
            else:
                assert len(flux.actes) > avant[0], geste.__name__
                self.faites[geste.__name__] += 1

    def _choisir(self, flux: Flux) -> Callable[[Flux], None]:
        """Mostly a step that leads somewhere, then a mistake put right, anything else now and then."""
        au_sort = self.hasard.random()
        if au_sort < 0.62:
            return self._avancer
        if au_sort < 0.87:
            return self.hasard.choice((self.corriger, self.corriger, self.annuler, self.annuler, self.corriger_motif))
        if au_sort < 0.97:
            return self.hasard.choice((self.renommer, self.demenager, self.siren_nouveau, self.quitter, self.revenir))
        return self.absorber

    def _le(self, depuis: datetime.date | None = None) -> datetime.date:
        """A day by now: today, or some days ago; seldom before `depuis`."""
        le = self.au - datetime.timedelta(days=self.hasard.choice((0, 0, 0, 1, 2, 5, 12, 40)))
        if depuis is not None and self.hasard.random() < 0.9:
            le = min(self.au, max(le, depuis))
        return le

    # ---- the course of the label

    def _avancer(self, flux: Flux) -> None:
        dossier, label = flux.histoire.dossier_ouvert, flux.histoire.dernier_label
        if dossier is not None and (label is None or self.hasard.random() < 0.7):
            self._instruire(flux, dossier.rang)
        elif label is not None and (not label.retire_le and self.hasard.random() < 0.6):
            self._suivre(flux, label)
        else:
            self._deposer(flux, label)

    def _deposer(self, flux: Flux, label: LabelOctroye | None) -> None:
        operation = Operation.DEPOSER
        depuis = None
        if label is not None:
            operation = Operation.DEPOSER if label.retire_le else Operation.DEPOSER_RENOUVELLEMENT
            depuis = label.retire_le or label.valide_du
        choix = [
            ChoixDEngagement(numero, "Parce que.", [INDICATEUR] * (2 if numero == 1 else 1)) for numero in CHOIX_VALIDE
        ]
        deposer_au(flux, operation, self.edition, choix, par=None, le=self._le(depuis))

    def _instruire(self, flux: Flux, rang: int) -> None:
        dossier = flux.histoire.dossier(rang)

        assert dossier is not None

        le = self._le(dossier.derniere_decision)
        if dossier.etat in EN_INSTRUCTION:
            operation = Operation.DECLARER_ADMISSIBLE if dossier.etat == Etat.COMPLETE else Operation.DECLARER_COMPLETE
            operation = self.hasard.choice((operation,) * 6 + (Operation.DEMANDER_COMPLEMENT, Operation.REFUSER))
            juger_au(flux, rang, operation, par=None, le=le, motif="Il manque l’accord.")
            return

        au_sort = self.hasard.random()
        if au_sort < 0.25:
            consigner_point_au(flux, rang, self.hasard.choice((1, 2)), par=None, le=le, releves=self._releves())
        elif au_sort < 0.4:
            consigner_visite_au(flux, rang, par=None, le=le, motif="Vu sur place.", releves=self._releves())
        elif au_sort < 0.5:
            self._dispenser(flux, rang, le)
        elif au_sort < 0.57:
            juger_au(
                flux, rang, self.hasard.choice((Operation.REFUSER, Operation.ABANDONNER)), par=None, le=le, motif="M."
            )
        else:
            renouvelle = dossier.depot.renouvelle
            operation = Operation.RENOUVELER if renouvelle else Operation.ACCORDER_LABEL
            sort = self.hasard.choice(("", *SortDeLaSuspension.values)) if renouvelle else ""
            octroyer_au(flux, rang, operation, par=None, le=le, motif="", suspension=sort)

    def _dispenser(self, flux: Flux, rang: int, le: datetime.date) -> None:
        quels = ((NaturePoint.POINT_ETAPE, 1), (NaturePoint.POINT_ETAPE, 2), (NaturePoint.VISITE, 3))
        nature, mois = self.hasard.choice(quels)
        dispenser_au(flux, rang, nature, mois, par=None, le=le, motif="Déjà vu par un autre réseau.")

    def _releves(self) -> list[ReleveDePoint]:
        valeur = Decimal(self.hasard.randint(0, 10_000)) / 100
        cles = self.hasard.sample(("cle-1", "cle-2", "cle-5"), self.hasard.choice((0, 1, 2)))
        place = self.hasard.choice((0, 0, 0, 1))  # the second, when a correction added one
        return [ReleveDePoint(engagement=cle, indicateur=place, valeur=valeur, source="Compté.") for cle in cles]

    def _suivre(self, flux: Flux, label: LabelOctroye) -> None:
        numero = self.hasard.choice(flux.histoire.labels).numero if self.hasard.random() < 0.15 else label.numero
        le, au_sort = self._le(label.octroye_le), self.hasard.random()
        if au_sort < 0.3:
            suspendre_au(flux, numero, par=None, le=le, motif="Point d’étape non tenu.")
        elif au_sort < 0.65:
            lever_au(flux, numero, par=None, le=le)
        elif au_sort < 0.85:
            retirer_au(flux, numero, par=None, le=le, motif="Engagements abandonnés.")
        elif au_sort < 0.92:
            consigner_point_au(flux, label.dossier, 1, par=None, le=le, releves=self._releves())
        else:
            dispenser_au(flux, label.dossier, NaturePoint.MI_PARCOURS, 1, par=None, le=le, motif="Fusion en cours.")

    # ---- mistakes put right

    def _un_rang(self, flux: Flux) -> int:
        """Some event, the latest more often."""
        rangs = range(1, len(flux.actes) + 1)
        return self.hasard.choice(rangs[-4:]) if self.hasard.random() < 0.5 else self.hasard.choice(rangs)

    def corriger(self, flux: Flux) -> None:
        rang = self._un_rang(flux)

        if flux.histoire.dossiers and self.hasard.random() < 0.15:
            rang = flux.histoire.dossiers[-1].rang

        vise = flux.au_fond(flux.actes[rang - 1])
        ecart = datetime.timedelta(days=self.hasard.choice((-30, -5, -2, -1, 1, 2, 5, 30)))
        le: datetime.date | None = min(self.au, vise.decide_le + ecart)
        champs: dict[str, object] = {}
        fin = getattr(vise.charge, "valide_jusqu_au", None)

        if fin is not None and self.hasard.random() < 0.6:
            champs, le = {"valide_jusqu_au": fin + ecart}, None
        if isinstance(vise.charge, Point) and self.hasard.random() < 0.4:
            le = next((p.tenu_le for d in flux.histoire.dossiers for p in d.points if p.rang != rang), le)
        if vise.operation in {Operation.INSCRIRE, Operation.RENOMMER}:
            champs, le = {"nom": self.hasard.choice(NOMS)}, None
        if vise.operation == Operation.INSCRIRE and self.hasard.random() < 0.5:
            champs["membre_depuis"] = self.hasard.choice((None, DEBUT, DEBUT - ecart, datetime.date(1999, 1, 1)))
        if isinstance(vise.charge, Depot):
            champs = {"engagements": self._choix_corriges(flux, vise.rang)}
        if vise.operation == Operation.RENOUVELER and self.hasard.random() < 0.3:
            champs, le = {"suspension": self.hasard.choice(SortDeLaSuspension.values)}, None
        corriger_au(flux, rang, par=None, motif="Procès-verbal relu.", le=le, champs=champs)

    def _choix_corriges(self, flux: Flux, rang: int) -> list[ChoixDEngagement]:
        """What a filing says now, an engagement's indicators changed: a target, one added, one taken out."""
        dossier = flux.histoire.dossier(rang)
        choix: list[ChoixDEngagement] = []
        if dossier is None:
            return choix

        for numero in CHOIX_VALIDE:
            [depose] = [e for e in dossier.depot.engagements if e.cle == f"cle-{numero}"]
            tels: list[IndicateurPropose] = [
                IndicateurCorrige(
                    **i.model_dump(exclude={"actions"}),
                    actions=[ActionProposee(a.intitule, a.prevue_le) for a in i.actions],
                    place=place,
                )
                for place, i in enumerate(depose.indicateurs)
            ]
            if numero < 3:
                cible = replace(tels[0], cible=Decimal(self.hasard.randint(1, 99)), cible_le=DEBUT)
                ajoute = replace(INDICATEUR, nom=f"Indicateur {self.hasard.randint(1, 9)}", actions=())
                tels = self.hasard.choice(([cible, *tels[1:]], [*tels, ajoute], tels[1:], [*tels[:-1], ajoute]))
            choix.append(ChoixDEngagement(numero, depose.illustration, tels))

        return choix

    def corriger_motif(self, flux: Flux) -> None:
        nouveau = self.hasard.choice(("Motif relu.", "Motif relu encore.", ""))
        corriger_motif_au(flux, self._un_rang(flux), par=None, nouveau=nouveau, motif="Faute de frappe.")

    def annuler(self, flux: Flux) -> None:
        annuler_au(flux, self._un_rang(flux), par=None, motif="Consigné par erreur.")

    # ---- who a coop is

    def renommer(self, flux: Flux) -> None:
        champs = {"nom": self.hasard.choice(NOMS), "nom_usuel": self.hasard.choice(("", "L’Oc")), "sigle": ""}
        changer_au(flux, Operation.RENOMMER, champs, par=None, le=self._le())

    def demenager(self, flux: Flux) -> None:
        commune, departement = self.hasard.choice(COMMUNES)
        champs = {"commune": commune, "code_departement": departement}
        changer_au(flux, Operation.DEMENAGER, champs, par=None, le=self._le())

    def siren_nouveau(self, flux: Flux) -> None:
        self.siren += 1
        siren = siren_fictif(self.siren)
        changer_au(flux, Operation.CHANGER_SIREN, {"siren": siren}, par=None, le=self._le())

    def quitter(self, flux: Flux) -> None:
        le = self._le() + datetime.timedelta(days=self.hasard.choice((0, 0, 20)))
        quitter_au(flux, par=None, le=le, motif="Fusion à venir.")

    def revenir(self, flux: Flux) -> None:
        revenir_au(flux, par=None, le=self._le())

    def absorber(self, flux: Flux) -> None:
        autre = self.hasard.choice(self.flux)
        sort = self.hasard.choice(("", *SortDuLabel.values))
        absorber_au(flux, autre, sort, par=None, le=self._le(), motif="Fusion.")


def jours_connus(cooperatives: list[int]) -> list[datetime.date]:
    """Return the days on which something was recorded of these coops."""
    moments = Evenement.objects.filter(cooperative__in=cooperatives).values_list("enregistre_le", flat=True)
    return sorted({timezone.localdate(moment) for moment in moments.order_by("pk")})
