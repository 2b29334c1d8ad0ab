"""A photograph of a visit: redrawn as it came, kept where no public address leads."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.visites.models.compte_rendu import CompteRenduDeVisite

# nginx answers 404 to everything under `documents/`: a view of ours gives the file.
DOSSIER_FERME = "documents/visites"


def chemin_de_photo(_photo: "PhotoDeVisite", _nom: str) -> str:
    """Return where a file is stored: a name that nobody guesses, nothing of the one it was sent under."""
    return f"{DOSSIER_FERME}/{uuid.uuid4().hex}"


class PhotoDeVisite(models.Model):
    """A picture as the site keeps it. The same picture is in a report once, by its SHA-256."""

    compte_rendu = models.ForeignKey(CompteRenduDeVisite, on_delete=models.CASCADE, related_name="photos")
    fichier = models.FileField(_("fichier"), upload_to=chemin_de_photo, max_length=120)
    nom = models.CharField(_("nom du fichier"), max_length=150)
    taille = models.PositiveIntegerField(_("taille en octets"))
    empreinte = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = _("photographie de visite")
        verbose_name_plural = _("photographies de visite")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["compte_rendu", "empreinte"],
                name="photo_une_fois_par_compte_rendu",
                violation_error_message=_("Cette photographie est déjà dans le compte rendu."),
            ),
        ]

    def __str__(self) -> str:
        return self.nom
