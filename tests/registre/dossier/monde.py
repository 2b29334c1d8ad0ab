"""A coop that prepares its dossier, through its own pages as its people do."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from raison_detre.models import Referentiel
from registre.dossier import ecriture, pieces
from registre.dossier.contenu import ContenuDeDossier, empreinte, en_json
from registre.dossier.lecture import lire
from registre.dossier.models import (
    DossierDeCandidature,
    EtatDuDossier,
    PieceDeDossier,
    PieceDeVersion,
    SorteDeVersion,
    Version,
)
from registre.models import Cooperative, Membre, Role
from socle.formulaires.saisie import Saisie
from socle.models import User
from tests.registre.factories import CHOIX_VALIDE, CooperativeFactory, edition
from tests.registre.promotion.monde import membre, navigateur

RACINE = "/espace/coop-a/candidature/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
INDICATEUR: dict[str, Any] = {
    "indicateurs-nombre": "1",
    "indicateurs-0-nom": "Part des coopérateurs venus à l’assemblée",
    "indicateurs-0-valeur": "12,5 %",
    "indicateurs-0-depart_le": "31/12/2025",
    "indicateurs-0-cible": "20 %",
    "indicateurs-0-cible_le": "31/12/2027",
    "indicateurs-0-nature": "gouvernance",
    "indicateurs-0-visibilite": "publique",
    "indicateurs-0-unite": "",
    "indicateurs-0-actions": "31/03/2027 Former les gardiens",
}
CONCERTATION: dict[str, Any] = {
    "salaries": "Réunis en mars.",
    "cooperateurs": "Consultés en assemblée.",
    "objectifs": "Tenir parole.",
}
LETTRE: dict[str, Any] = {"lettre": "Nous nous engageons.", "signataire": "Camille Martin, présidente", "signee": "on"}


def coop_a() -> Cooperative:
    """The coop, with an edition in force."""
    edition()
    return CooperativeFactory.create(slug="coop-a")


def referente(coop: Cooperative) -> Client:
    """The browser of a référente of the coop."""
    return navigateur(membre(coop, Role.REFERENT))


def commencer(client: Client) -> DossierDeCandidature:
    """Begin the dossier, from its page."""
    client.post(f"{RACINE}commencer/")
    return DossierDeCandidature.objects.order_by("-pk")[0]


def garder(client: Client, etape: str, version: int = 0, **champs: Any) -> Any:
    """Send the form of a step."""
    return client.post(f"{RACINE}{etape}/", {"version": str(version), "action": "rester"} | champs)


def choisir(client: Client, *numeros: int, version: int = 0) -> Any:
    """Tick these engagements, and no other."""
    return garder(client, "engagements", version, engagements=[f"cle-{numero}" for numero in numeros])


def remplir(client: Client) -> None:
    """Fill every step that is asked, at once: the pages themselves are tried in `test_preparer`."""
    remplir_le(DossierDeCandidature.objects.order_by("-pk")[0], membre_de(client).user)


def remplir_le(dossier: DossierDeCandidature, par: User) -> None:
    """Fill every step of this dossier, as this person."""
    etapes: dict[str, dict[str, Any]] = {
        "engagements": {"engagements": [f"cle-{numero}" for numero in CHOIX_VALIDE]},
        "concertation": CONCERTATION,
        "lettre": LETTRE,
    }
    etapes |= {f"engagements/cle-{n}": INDICATEUR | {"pourquoi": "Parce que."} for n in CHOIX_VALIDE}
    faites = dict(dossier.etapes.values_list("nom", "version"))
    for nom, champs in etapes.items():
        donnees = {cle: valeur if isinstance(valeur, list) else [valeur] for cle, valeur in champs.items()}
        ecriture.garder(dossier.pk, nom, Saisie(donnees), version=faites.get(nom, 0), par=par)


def deposer(client: Client) -> Any:
    """Press the button that files, on the page that shows the whole."""
    page = client.get(f"{RACINE}verifier/").content.decode()
    lue = page.partition('name="lue" value="')[2].partition('"')[0]
    return client.post(f"{RACINE}verifier/", {"lue": lue})


def fichier(nom: str = "pv.pdf", contenu: bytes = PDF) -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(nom, contenu, content_type="application/octet-stream")


def membre_de(client: Client) -> Membre:
    """The membership of whoever is logged in there."""
    return Membre.objects.select_related("user", "cooperative").get(user=client.session["_auth_user_id"])


def octets(reponse: Any) -> bytes:
    """What a file given to save holds; its file closed, and nothing else."""
    lus = b"".join(reponse.streaming_content)
    for fermer in reponse._resource_closers:
        fermer()
    return lus


def dossier_de(lui: Membre) -> tuple[PieceDeDossier, Version]:
    """A dossier in preparation with a file, and a version as if it had been filed once."""
    dossier = ecriture.commencer(lui)
    piece = pieces.recevoir(dossier.pk, fichier(), par=lui.user)
    contenu = en_json(lire(dossier).contenu)
    version = Version.objects.create(
        dossier=dossier,
        cooperative=lui.cooperative,
        numero=1,
        sorte=SorteDeVersion.DEPOT,
        edition=dossier.edition.code,
        contenu=contenu,
        empreinte=empreinte(contenu),
        deposee_le=timezone.now(),
    )
    return piece, version


def version_telle_quelle(cooperative: Cooperative, edition: Referentiel) -> PieceDeVersion:
    """A version of a dossier and its file, written as they stand, without the filing that makes them."""
    depose = {"etat": EtatDuDossier.DEPOSE, "rang": 1}
    dossier = DossierDeCandidature.objects.create(cooperative=cooperative, edition=edition, **depose)

    version = Version.objects.create(
        dossier=dossier,
        cooperative=cooperative,
        numero=1,
        sorte=SorteDeVersion.DEPOT,
        edition=edition.code,
        contenu=en_json(ContenuDeDossier(edition.code, edition.titre)),
        empreinte="0" * 64,
        deposee_le=timezone.now(),
    )

    piece = PieceDeDossier.objects.create(
        dossier=dossier, fichier=fichier(), nom="pv.pdf", taille=len(PDF), empreinte="0" * 64
    )
    return PieceDeVersion.objects.create(version=version, piece=piece)
