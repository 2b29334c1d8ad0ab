"""The confirmation forms of decisions: the day, why, and what some of them ask besides."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from registre.administration.formulaires.points import compte_rendu_recu, mois_a_consigner, releves_recus
from registre.administration.formulaires.releves import RelevesSaisis
from registre.administration.gestes.geste import Geste
from registre.etats import NaturePoint, SortDeLaSuspension
from registre.exigences import a_dispenser
from registre.journal import connu
from registre.journal.application import suspension_en_cours
from registre.journal.histoire import Histoire, LabelOctroye
from registre.suivi.lecture import point_a_consigner
from registre.suivi.models import PointDeCooperative
from socle.champs import JourDeFormulaire
from socle.templatetags.typographie import en_toutes_lettres

PUBLIE = _("Publié sur la page du label : écrivez-le pour le public.")


class FormulaireDeGeste(forms.Form):
    """The day it takes effect, and why. `objet` is what the operation is carried out on."""

    le = JourDeFormulaire(
        label=_("Prend effet le"),
        widget=AdminDateInput,
        help_text=_("Le jour de la décision, aujourd’hui ou un jour passé. Format : JJ/MM/AAAA."),
    )
    motif = forms.CharField(label=_("Motif"), widget=AdminAutoHeightTextInput, required=False, max_length=4000)

    choix: Any = None  # the engagements of a filing, for the form that corrects one
    avant_apres: ClassVar[bool] = False  # whether what was typed replaces what stood

    def __init__(self, *args: Any, geste: Geste, objet: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.geste, self.objet = geste, objet
        if "le" in self.fields:
            self.fields["le"].initial = timezone.localdate()
        motif = self.fields["motif"]
        motif.required = geste.motif_requis
        motif.help_text = PUBLIE if geste.motif_publie else _("Gardé au journal, jamais publié.")

    @property
    def avertissements(self) -> list[str]:
        """What to know before deciding."""
        return []

    @property
    def cooperatives(self) -> list[int]:
        """The keys of the coops that the decision, once valid, is about: the one it is carried out on, first."""
        return [self.objet.cooperative_id]

    def arguments(self) -> dict[str, Any]:
        """Return what the operation takes beside the object and the author, of a form that is valid."""
        return dict(self.cleaned_data)


class FormulaireDePoint(FormulaireDeGeste):
    """A point held, and the values read there: one an indicator, none of them required, and how sure they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recu = self._recu()
        self.releves = RelevesSaisis(self.objet, releves_recus(self.recu) if self.recu else ())
        self.fields |= self.releves.champs()

    def _recu(self) -> PointDeCooperative | None:
        """What the coop sent of it, when it tells this kind of point."""
        return None

    def arguments(self) -> dict[str, Any]:
        """Return the day, the report, and the values that were typed."""
        donnees = {nom: valeur for nom, valeur in self.cleaned_data.items() if nom in {"le", "mois", "motif"}}
        donnees["releves"] = self.releves.lire(self.cleaned_data)
        return donnees


class FormulaireDePointDEtape(FormulaireDePoint):
    """The same, for one of several points: which one."""

    mois = forms.TypedChoiceField(label=_("Point"), coerce=int)
    field_order = ("le", "mois", "motif")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mois = mois_a_consigner(self.objet)
        self.fields["mois"].choices = [(n, _("à %(n)s mois") % {"n": n}) for n in mois]  # type: ignore[attr-defined]
        if self.recu is not None:
            self.fields["le"].initial = timezone.localdate(self.recu.envoye_le)
            self.fields["mois"].initial = self.recu.mois
            self.fields["motif"].initial = compte_rendu_recu(self.recu)

    def _recu(self) -> PointDeCooperative | None:
        return point_a_consigner(self.objet)

    @property
    def avertissements(self) -> list[str]:
        """Where what is typed already comes from."""
        if self.recu is None:
            return []
        mots = _("Rempli avec ce que la coopérative a envoyé le %(jour)s : %(point)s. Relisez, puis consignez.")
        noms = {"jour": en_toutes_lettres(timezone.localdate(self.recu.envoye_le)), "point": self.recu.nom}
        return [mots % noms]


class FormulaireDeDispense(FormulaireDeGeste):
    """Waiving a point: which one, of those neither held nor waived."""

    point = forms.ChoiceField(label=_("Dispense"))
    field_order = ("le", "point", "motif")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lue = connu.histoire(self.objet.cooperative_id) or Histoire()
        dossier = lue.dossier(self.objet.rang)
        restent = a_dispenser(lue, dossier) if dossier else []
        choix = [(f"{r.echeance.nature}:{r.echeance.mois}", r.nom) for r in restent]
        self.fields["point"].choices = choix  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """Return the day, the reason, and the point: its kind and its months."""
        donnees = dict(self.cleaned_data)
        nature, _deux_points, mois = donnees.pop("point").partition(":")
        return donnees | {"nature": NaturePoint(nature), "mois": int(mois)}


def label_suspendu(candidature: Any) -> LabelOctroye | None:
    """Return the label that a candidature renews, when a suspension of it is open; None otherwise."""
    lue = connu.histoire(candidature.cooperative_id) or Histoire()
    dossier = lue.dossier(candidature.rang)
    label = lue.label(dossier.depot.renouvelle) if dossier else None
    return label if label is not None and suspension_en_cours(lue, label) else None


class FormulaireDeRenouvellement(FormulaireDeGeste):
    """Renewing a label that is suspended says what becomes of the suspension: it never ends by itself."""

    suspension = forms.ChoiceField(
        label=_("La suspension en cours est"),
        choices=SortDeLaSuspension.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suspendu = label_suspendu(self.objet)
        if self.suspendu is None:
            del self.fields["suspension"]

    @property
    def avertissements(self) -> list[str]:
        """That the label is suspended."""
        if self.suspendu is None:
            return []
        mots = _(
            "Le label %(numero)s est suspendu : dites si le renouvellement l’est aussi, ou si la suspension est levée."
        )
        return [mots % {"numero": self.suspendu.numero}]

    def clean(self) -> dict[str, Any]:
        """Ask for an answer while the label renewed still holds."""
        donnees: dict[str, Any] = super().clean() or {}
        le = donnees.get("le")
        if self.suspendu and le and le <= self.suspendu.valide_jusqu_au and not donnees.get("suspension"):
            self.add_error("suspension", _("Choisissez : la suspension ne se termine pas d’elle-même."))
        return donnees


class FormulaireDeSuspension(FormulaireDeGeste):
    """Suspending a label whose renewal is granted suspends the renewal too."""

    @property
    def avertissements(self) -> list[str]:
        """That the renewal bears the suspension as well."""
        lue = connu.histoire(self.objet.cooperative_id) or Histoire()
        label = lue.label(self.objet.numero)
        suivant = lue.suivant(label) if label else None
        if suivant is None or suivant.renouvelle != self.objet.numero:
            return []
        mots = _(
            "Son renouvellement %(numero)s est déjà accordé : suspendu lui aussi, dès son premier jour, le %(jour)s."
        )
        return [mots % {"numero": suivant.numero, "jour": en_toutes_lettres(suivant.valide_du)}]
