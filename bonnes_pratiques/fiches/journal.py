"""What the Federation's history says of tags merged, take-ups hidden, publications given up."""

from typing import Any

from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogFormatter

FUSIONNER = "bonnes_pratiques.fusionner"
MASQUER = "bonnes_pratiques.masquer"
MONTRER = "bonnes_pratiques.montrer"
RENONCER = "bonnes_pratiques.renoncer"


def declarer(actions: Any) -> None:
    """Register the four actions with Wagtail's log."""
    actions.register_action(FUSIONNER)(Fusion)
    actions.register_action(MASQUER)(Masquage)
    actions.register_action(MONTRER)(Retour)
    actions.register_action(RENONCER)(Renoncement)


class Fusion(LogFormatter):
    """How Wagtail's history tells of tags merged into one."""

    label = gettext_lazy("Fusionner des étiquettes")

    def format_message(self, log_entry: Any) -> str:
        """Say which tags went, and on how many sheets."""
        donnees = log_entry.data
        n = donnees["fiches"]
        forme = ngettext("A absorbé %(noms)s, sur %(n)s fiche", "A absorbé %(noms)s, sur %(n)s fiches", n)
        return forme % {"noms": ", ".join(f"« {nom} »" for nom in donnees["noms"]), "n": n}


class _AvecMotif(LogFormatter):
    phrase: Any = ""

    def format_message(self, log_entry: Any) -> str:
        """Say what was done, and the reason given."""
        return str(self.phrase) % {"motif": log_entry.data["motif"]}


class Masquage(_AvecMotif):
    """How Wagtail's history tells of a take-up hidden."""

    label = gettext_lazy("Masquer une reprise")
    phrase = gettext_lazy("Masquée : %(motif)s")


class Retour(_AvecMotif):
    """How Wagtail's history tells of a take-up shown again."""

    label = gettext_lazy("Montrer de nouveau une reprise")
    phrase = gettext_lazy("Montrée de nouveau : %(motif)s")


class Renoncement(_AvecMotif):
    """A scheduled publication that did not take place."""

    label = gettext_lazy("Renoncer à une publication programmée")
    phrase = gettext_lazy("N’a pas été publiée le jour prévu : %(motif)s")
