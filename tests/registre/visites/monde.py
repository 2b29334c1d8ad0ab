"""A candidature whose visit is awaited, who may visit, and what their phone sends."""

import uuid
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from registre.dossier.models import EtatDuDossier, Version
from registre.models import Candidature, Cooperative
from registre.visites.models import CompteRenduDeVisite, PhotoDeVisite
from socle.models import User
from tests.registre.comite.monde import AN, aujourdhui
from tests.registre.dossier.monde import version_telle_quelle
from tests.registre.factories import CHOIX_VALIDE, admissible


def a_visiter(cooperative: Cooperative | None = None) -> Candidature:
    """A candidature admissible for a year."""
    return admissible(aujourdhui() - AN, cooperative)


def deposee_sur_le_site(candidature: Candidature) -> Version:
    """The version that the coop filed of it."""
    version = version_telle_quelle(candidature.cooperative, candidature.referentiel).version
    dossier = version.dossier
    dossier.etat, dossier.rang = EtatDuDossier.DEPOSE, candidature.rang
    dossier.save()
    return version


def adresse(candidature: Candidature) -> str:
    """The page on which its visit is written."""
    return f"/admin/registre/visites/{candidature.pk}/"


def photo(nom: str = "chantier.jpg", couleur: str = "green") -> SimpleUploadedFile:
    """A photograph that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Marque du telephone"
    ecrite = BytesIO()
    Image.new("RGB", (40, 30), couleur).save(ecrite, "JPEG", exif=exif)
    return SimpleUploadedFile(nom, ecrite.getvalue(), "image/jpeg")


def saisie(formulaire: uuid.UUID | None = None, **champs: Any) -> dict[str, Any]:
    """What the form sends, every engagement seen."""
    vus: dict[str, Any] = {f"vu-cle-{numero}": "vu" for numero in CHOIX_VALIDE}
    vus |= {f"remarque-cle-{numero}": "" for numero in CHOIX_VALIDE}
    entete = {"formulaire": str(formulaire or uuid.uuid4()), "faite_le": f"{aujourdhui():%d/%m/%Y}"}
    return vus | entete | {"presents": "Une élue du conseil, directrice", "remarques": ""} | champs


def compte_rendu_de(candidature: Candidature, par: User | None = None) -> CompteRenduDeVisite:
    """A draft, as it stands."""
    return CompteRenduDeVisite.objects.create(
        cooperative=candidature.cooperative,
        rang=candidature.rang,
        faite_le=aujourdhui(),
        presents="Une élue du conseil",
        envoye_par=par,
    )


def photo_de(compte_rendu: CompteRenduDeVisite) -> PhotoDeVisite:
    """A photograph of this report, as it stands."""
    prise = photo()
    return PhotoDeVisite.objects.create(
        compte_rendu=compte_rendu, fichier=prise, nom="a.jpg", taille=prise.size or 0, empreinte="0" * 64
    )
