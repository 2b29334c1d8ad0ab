"""The addresses a coop's page has had: none of them ever stops leading to it."""

from django.db import models

from registre.models.cooperative import Cooperative


class AncienneAdresse(models.Model):
    """A slug that a coop has left. Written when the slug changes, removed when a coop takes it (again)."""

    slug = models.SlugField(max_length=120, unique=True)
    cooperative = models.ForeignKey(Cooperative, on_delete=models.CASCADE, related_name="anciennes_adresses")

    class Meta:
        verbose_name = "ancienne adresse"
        verbose_name_plural = "anciennes adresses"

    def __str__(self) -> str:
        return self.slug
