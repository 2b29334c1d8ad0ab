"""What a practice sheet can be: its stage, its cost class, where it applies, how big the coop that tells it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stade(models.TextChoices):
    """How far the practice went. Abandoned ones are published too: what failed serves the next coop."""

    IDEE = "idee", _("idée")
    EN_COURS = "en_cours", _("en cours")
    ABOUTIE = "aboutie", _("aboutie")
    ABANDONNEE = "abandonnee", _("abandonnée")


class Milieu(models.TextChoices):
    """Where it was done, when that matters to whoever would do it again."""

    DENSE = "dense", _("urbain dense")
    RURAL = "rural", _("rural")


class Cout(models.TextChoices):
    """What it cost beside people's time, in classes of euros before tax."""

    AUCUN = "aucun", _("aucune dépense")
    MOINS_DE_5_000 = "moins_5000", _("moins de 5 000 €")
    MOINS_DE_20_000 = "5000_20000", _("de 5 000 à 20 000 €")
    MOINS_DE_100_000 = "20000_100000", _("de 20 000 à 100 000 €")
    PLUS = "plus_100000", _("100 000 € ou plus")


class Taille(models.TextChoices):
    """Size of a coop, derived from the homes it manages."""

    PETITE = "petite", _("moins de 500 logements gérés")
    MOYENNE = "moyenne", _("de 500 à 1 999 logements gérés")
    GRANDE = "grande", _("2 000 logements gérés ou plus")


SEUILS_DE_TAILLE = ((500, Taille.PETITE), (2000, Taille.MOYENNE))


def taille(logements_geres: int | None) -> Taille | None:
    """Return the size class of a coop that manages so many homes, None when nobody knows how many."""
    if logements_geres is None:
        return None
    return next((classe for seuil, classe in SEUILS_DE_TAILLE if logements_geres < seuil), Taille.GRANDE)
