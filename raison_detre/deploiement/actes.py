"""The four acts that the Federation asks of every coop, labelled or not."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActeDeDeploiement(models.TextChoices):
    """What a coop does to make the Raison d'être its own. The order is that of the pages."""

    STATUTS = "statuts", _("l’écrire dans les statuts")
    CONSEIL = "conseil", _("l’inscrire à l’ordre du jour du conseil d’administration")
    COOPERATEURS = "cooperateurs", _("la présenter aux coopérateurs")
    SITE = "site", _("l’afficher sur le site de la coopérative")

    @property
    def court(self) -> str:
        """The act in a word, before its number of coops."""
        return str(_COURTS[self])


_COURTS = {
    ActeDeDeploiement.STATUTS: _("statuts"),
    ActeDeDeploiement.CONSEIL: _("conseil"),
    ActeDeDeploiement.COOPERATEURS: _("coopérateurs"),
    ActeDeDeploiement.SITE: _("site"),
}
