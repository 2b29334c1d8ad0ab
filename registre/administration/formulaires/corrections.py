"""The forms that put an event right: another day or other facts, another reason, or that it should never have been."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from registre.administration.formulaires.choix_corriges import ChoixCorriges
from registre.administration.formulaires.decisions import PUBLIE, FormulaireDeGeste
from registre.administration.formulaires.identite import champs_de_cooperative
from registre.administration.formulaires.releves import RelevesSaisis
from registre.administration.lectures import EvenementLu, lectures
from registre.etats import (
    CHANGEMENTS_D_IDENTITE,
    DEPOTS,
    OCTROIS,
    POINTS,
    PUBLIQUES,
    SUR_UN_EVENEMENT,
    Operation,
    SortDeLaSuspension,
)
from registre.journal import connu
from registre.journal.charges import ChangementDIdentite, Depot, Inscription, Octroi, Point
from registre.journal.rejeu import rejouer
from registre.models import Candidature
from registre.operations.correction import cooperatives_concernees
from registre.operations.corrigibles import CHAMPS_CORRIGIBLES
from socle.champs import JourDeFormulaire

JOURS: dict[Operation, Any] = {
    **dict.fromkeys(OCTROIS, _("Octroyé le")),
    **dict.fromkeys(DEPOTS, _("Déposée le")),
    **dict.fromkeys(POINTS, _("Tenu le")),
    **dict.fromkeys(CHANGEMENTS_D_IDENTITE, _("À partir du")),
    Operation.QUITTER: _("Dernier jour comme membre"),
    Operation.REVENIR: _("Membre à nouveau à partir du"),
}


class FormulaireSurEvenement(FormulaireDeGeste):
    """What is said of an event, and why: published as the trace of it when the event is public."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actes = connu.actes([self.objet.cooperative_id])[self.objet.cooperative_id]
        self.lecture: EvenementLu = lectures(self.actes)[self.objet.rang]
        motif = self.fields["motif"]
        motif.label = _("Pourquoi")
        if self._publie():
            motif.help_text = _("Publié : c’est la trace que le public lira. Ne nommez personne.")

    def _publie(self) -> bool:
        """Whether the public reads of what is put right: of the event itself, or of the one that it speaks of."""
        vise = self.objet
        while vise.operation in SUR_UN_EVENEMENT and vise.corrige is not None:
            vise = vise.corrige
        if vise.operation in DEPOTS:  # its indicators are read once its candidature is admissible
            dossier = rejouer(self.actes).dossier(vise.rang)
            return dossier is not None and dossier.admissible_le is not None
        return vise.operation in PUBLIQUES

    @property
    def cooperatives(self) -> list[int]:
        """Its coop, and the other one of an absorption."""
        return cooperatives_concernees(self.objet)


class FormulaireDeCorrection(FormulaireSurEvenement):
    """The day and the facts as they read now: what is left untouched stays."""

    avant_apres = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        operation, lu = self.lecture.operation, self.lecture.lu
        self.releves = self._releves() if operation in POINTS else None

        if isinstance(lu.charge, Depot):
            self.choix = ChoixCorriges(lu.charge, self.data if self.is_bound else None)

        le, motif = self.fields["le"], self.fields["motif"]
        self.fields = {} if operation == Operation.INSCRIRE else {"le": le}
        le.label = JOURS.get(operation, _("Prend effet le"))
        le.help_text = ""
        le.initial = lu.decide_le if operation in OCTROIS else lu.prend_effet_le

        if operation in OCTROIS:
            le.help_text = _(
                "Le jour de la décision. Le label commence ce jour-là, ou le lendemain de celui qu’il renouvelle."
            )
            self.fields["valide_jusqu_au"] = JourDeFormulaire(
                label=_("Dernier jour de validité"),
                widget=AdminDateInput,
                help_text=_("Il reste celui qui a été accordé, sauf si vous le changez."),
            )
            if isinstance(lu.charge, Octroi) and lu.charge.suspension:
                self.fields["suspension"] = forms.ChoiceField(
                    label=_("La suspension du label renouvelé est"),
                    choices=SortDeLaSuspension.choices,
                    widget=forms.RadioSelect,
                )
        elif self.releves is not None:
            self.fields |= self.releves.champs()
        elif self.choix is None:
            self.fields |= champs_de_cooperative(CHAMPS_CORRIGIBLES.get(operation, ()))

        for nom, valeur in self._faits().items():
            self.fields[nom].initial = valeur

        self.fields["motif"] = motif

    def _releves(self) -> RelevesSaisis:
        """The values of a point, as they read now."""
        charge = self.lecture.lu.charge
        assert isinstance(charge, Point)  # noqa: S101 - the caller knows
        candidatures = Candidature.tous.filter(cooperative=self.objet.cooperative_id, rang=charge.dossier)
        return RelevesSaisis(candidatures.get(), charge.releves)

    def _faits(self) -> dict[str, Any]:
        """The facts that may be corrected, as they read now."""
        charge, le = self.lecture.lu.charge, self.lecture.lu.prend_effet_le
        noms = CHAMPS_CORRIGIBLES.get(self.lecture.operation, ())
        if isinstance(charge, Octroi):
            return {nom: getattr(charge, nom) for nom in noms if nom in self.fields}
        if isinstance(charge, Inscription):
            return {nom: getattr(charge if nom.startswith("membre_") else charge.identite, nom) for nom in noms}
        if isinstance(charge, ChangementDIdentite):
            identite = rejouer(self.actes).identite(le)
            return {nom: getattr(identite if getattr(charge, nom) is None else charge, nom) for nom in noms}

        return {}

    def clean(self) -> dict[str, Any]:
        """Read the engagements of a filing too: what is wrong is said where it stands."""
        donnees: dict[str, Any] = super().clean() or {}
        if self.choix is not None and not self.choix.est_valide():
            self.add_error(None, gettext("Corrigez ce qui est signalé plus bas."))
        return donnees

    def arguments(self) -> dict[str, Any]:
        """Return the day when it moves, and the facts that change."""
        faits = self._faits()
        champs = {nom: valeur for nom, valeur in self.cleaned_data.items() if nom in faits and valeur != faits[nom]}

        if self.releves is not None and self.releves.lire(self.cleaned_data) != self.releves.lire(
            self.releves.initiales
        ):
            champs["releves"] = self.releves.lire(self.cleaned_data)

        if self.choix is not None:
            champs["engagements"] = self.choix.propose()
        le: datetime.date | None = self.cleaned_data.get("le")
        le = None if "le" not in self.fields or le == self.fields["le"].initial else le
        return {"le": le, "champs": champs, "motif": self.cleaned_data["motif"]}


class FormulaireDAnnulation(FormulaireSurEvenement):
    """Why it should never have been."""

    le = None  # type: ignore[assignment] # Django's way to leave a field of the parent out

    @property
    def avertissements(self) -> list[str]:
        """What annulling does, in words."""
        if self.lecture.operation == Operation.ANNULER:
            return [gettext("Ce qui avait été annulé est rétabli, tel qu’il était.")]
        if self.lecture.operation in SUR_UN_EVENEMENT:
            return [gettext("La correction ne compte plus : la décision se lit de nouveau comme avant elle.")]
        if self.lecture.operation in OCTROIS:
            return [
                gettext("Le label n’aura jamais existé. Son numéro n’est jamais redonné, et sa page dira pourquoi.")
            ]
        return [gettext("La décision n’aura jamais existé. Elle reste au journal, annulée.")]


class FormulaireDeMotif(FormulaireSurEvenement):
    """The reason as it should read, and why it is corrected."""

    avant_apres = True
    le = None  # type: ignore[assignment] # Django's way to leave a field of the parent out
    nouveau = forms.CharField(
        label=_("Motif corrigé"), widget=AdminAutoHeightTextInput, required=False, max_length=4000, strip=True
    )
    field_order = ("nouveau", "motif")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nouveau"].initial = self.lecture.lu.motif
        if self.lecture.operation in {Operation.SUSPENDRE, Operation.RETIRER}:
            self.fields["nouveau"].help_text = PUBLIE
        if self.lecture.operation in POINTS:
            self.fields["nouveau"].label = _("Compte rendu corrigé")
