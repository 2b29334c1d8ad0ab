"""Whether the log of today begins with that of a checkpoint kept from another day: pasted, answered in words."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.preuve.journal_public.note import LONGUEUR_MAXIMUM, NoteIllisible, PointDeControle, lire_point, verifie
from registre.preuve.journal_public.point_de_controle import cles_du_journal, origine
from registre.preuve.journal_public.preuves import Lecture


@dataclass(frozen=True)
class Comparaison:
    """What is answered: whether all is well, and why, in a sentence. `ancienne` is the size of the former log."""

    juste: bool
    phrase: str
    ancienne: int
    preuve: int = 0


class AncienPointForm(forms.Form):
    """A checkpoint, pasted whole. `cleaned_data["point"]` is what was read."""

    point = forms.CharField(
        label=gettext_lazy("Un point de contrôle gardé d’un autre jour"),
        help_text=gettext_lazy("Collez-le en entier, sa ligne vide et ses signatures comprises."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        max_length=LONGUEUR_MAXIMUM,
        strip=False,
    )

    def clean_point(self) -> PointDeControle:
        """Return the checkpoint, however the form's lines end."""
        colle = self.cleaned_data["point"].replace("\r\n", "\n").strip()
        try:
            return lire_point(f"{colle}\n")
        except NoteIllisible as faute:
            raise ValidationError(
                _("Ce n’est pas un point de contrôle : un nom, une taille, une racine, une ligne vide, une signature.")
            ) from faute


def comparer(point: PointDeControle) -> Comparaison:
    """Say whether a checkpoint is ours, and whether the log still begins with what it signed."""
    if point.origine != origine() or not _signe_par_nous(point):
        return Comparaison(
            False, _("Ce point de contrôle n’est pas signé par ce journal : il ne prouve rien de lui."), 0
        )

    lecture = Lecture()
    if point.taille > lecture.taille:
        phrase = _("Le journal a été raccourci : il n’a plus toutes les feuilles de ce point. Gardez-le, et dites-le.")
        return Comparaison(False, phrase, point.taille)
    if lecture.racine_a(point.taille) != point.racine:
        phrase = _("Le journal a été réécrit : il ne commence plus comme ce point le dit. Gardez-le, et dites-le.")
        return Comparaison(False, phrase, point.taille)

    phrase = _("Le journal d’aujourd’hui commence par ce que ce point signait : rien n’y a été changé ni retiré.")
    return Comparaison(True, phrase, point.taille, len(lecture.coherence(point.taille)))


def _signe_par_nous(point: PointDeControle) -> bool:
    return any(verifie(cle, signature, point.texte) for cle in cles_du_journal() for signature in point.signatures)
