"""A filed version, an opinion asked of an expert on a part of it, and the links that they receive."""

import datetime
import re
from decimal import Decimal
from typing import Any

from django.core import mail
from django.utils import timezone

from registre.avis.models import CourrielAExpert, DemandeDAvis
from registre.dossier.contenu import ContenuDeDossier, EngagementPropose, IndicateurSaisi, PieceJointe, en_json
from registre.dossier.models import (
    DossierDeCandidature,
    EtatDuDossier,
    PieceDeDossier,
    PieceDeVersion,
    SorteDeVersion,
    Version,
)
from registre.models import Candidature
from socle.file_de_courriels import EtatDEnvoi
from socle.models.calendrier import empreinte_de
from tests.registre.comite.monde import UN_JOUR, aujourdhui, complete
from tests.registre.dossier.monde import PDF, fichier
from tests.registre.factories import CooperativeFactory

EXPERTE = "experte@example.org"
JETON = "un-lien-que-personne-ne-devine"


def candidature_de(nom: str = "Coop expertisée") -> Candidature:
    """A candidature that waits for its admissibility."""
    return complete(cooperative=CooperativeFactory.create(nom=nom))


def version_de(candidature: Candidature, engagements: int = 2) -> Version:
    """What it filed: engagements, the first with a public indicator and a private one, two files, a letter."""
    champs = {"etat": EtatDuDossier.DEPOSE, "rang": candidature.rang}
    dossier = DossierDeCandidature.objects.create(
        cooperative=candidature.cooperative, edition=candidature.referentiel, **champs
    )
    pieces = [_piece(dossier, nom) for nom in ("plans.pdf", "secret.pdf")]
    contenu = ContenuDeDossier(
        "2021",
        "Édition 2021",
        engagements=tuple(_engagement(numero) for numero in range(1, engagements + 1)),
        salaries="Les salariés consultés.",
        lettre="Notre lettre.",
        pieces=tuple(PieceJointe(p.pk, "piece", p.nom, "", p.taille, p.empreinte) for p in pieces),
    )

    version = Version.objects.create(
        dossier=dossier,
        cooperative=candidature.cooperative,
        numero=1,
        sorte=SorteDeVersion.DEPOT,
        edition="2021",
        contenu=en_json(contenu),
        empreinte="0" * 64,
        deposee_le=timezone.now(),
    )
    for piece in pieces:
        PieceDeVersion.objects.create(version=version, piece=piece)
    return version


def plans_de(version: Version) -> PieceDeDossier:
    """The file that the expert may be shown."""
    return PieceDeDossier.objects.get(dossier=version.dossier_id, nom="plans.pdf")


def saisie(version: Version, **champs: Any) -> dict[str, Any]:
    """What the form of a request sends."""
    return {
        "nom": "Ada Experte",
        "courriel": EXPERTE,
        "question": "La sobriété est-elle crédible ?",
        "engagements": ["cle-1"],
        "pieces": [str(plans_de(version).pk)],
        "echeance": f"{aujourdhui() + 20 * UN_JOUR:%d/%m/%Y}",
    } | champs


def demande_de(version: Version, jeton: str = JETON, **champs: Any) -> DemandeDAvis:
    """A request whose message left with this link, as it stands."""
    demande = DemandeDAvis.objects.create(
        **{
            "version": version,
            "nom": "Ada Experte",
            "courriel": EXPERTE,
            "question": "La sobriété est-elle crédible ?",
            "engagements": ["cle-1"],
            "pieces": [plans_de(version).pk],
            "echeance": aujourdhui() + 20 * UN_JOUR,
        }
        | champs
    )

    CourrielAExpert.objects.create(
        demande=demande, palier=0, empreinte=empreinte_de(jeton), etat=EtatDEnvoi.ENVOYE, envoye_le=timezone.now()
    )
    return demande


def lien_recu(rang: int = -1) -> str:
    """The path of the link in a message that was received."""
    return re.findall(r"https?://[^/\s]+(/avis/\S+/)", str(mail.outbox[rang].body))[0]


def adresse(version: Version) -> str:
    """The page of a version in the admin."""
    return f"/admin/registre/versions/{version.pk}/"


def _piece(dossier: DossierDeCandidature, nom: str) -> PieceDeDossier:
    return PieceDeDossier.objects.create(
        dossier=dossier, fichier=fichier(nom), nom=nom, taille=len(PDF), empreinte="0" * 64
    )


def _engagement(numero: int) -> EngagementPropose:
    return EngagementPropose(
        cle=f"cle-{numero}",
        numero=numero,
        intitule=f"Engagement {numero}",
        axe=1,
        titre_axe="Axe 1",
        pourquoi=f"Raison {numero}.",
        indicateurs=(
            _indicateur(0, f"Part rénovée {numero}", Decimal(41), "publique"),
            _indicateur(1, f"Trésorerie {numero}", Decimal(97531), "privee"),
        ),
    )


def _indicateur(rang: int, nom: str, valeur: Decimal, visibilite: str) -> IndicateurSaisi:
    depart_le, cible_le = datetime.date(2025, 12, 31), datetime.date(2027, 12, 31)
    return IndicateurSaisi(
        rang, nom, valeur=valeur, depart_le=depart_le, cible=valeur + 1, cible_le=cible_le, visibilite=visibilite
    )
