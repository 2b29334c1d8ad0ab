"""One engagement: why, and how it is measured."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from raison_detre.natures import Nature
from registre.composition import ActionProposee
from registre.dossier.catalogue import Propose, a_proposer
from registre.dossier.formulaires.base import FormulaireLibre
from registre.dossier.renouvellement.precedent import ResultatDIndicateur
from registre.models.cooperative import SANS_FORMULE
from registre.models.indicateur import Visibilite
from registre.operations import OperationRefusee
from registre.operations.ecriture import exiger_calendrier
from registre.plan_d_action import lire_plan
from socle.champs import JourDeFormulaire, LigneDeFormulaire
from socle.formulaires.nombres import ChampFigure
from socle.templatetags.typographie import en_toutes_lettres

INDICATEURS = "indicateurs"
JOUR = {"placeholder": "14/03/2026", "inputmode": "numeric", "autocomplete": "off"}


class FormulaireDuPourquoi(FormulaireLibre):
    """How the engagement illustrates the Raison d'être."""

    pourquoi = forms.CharField(
        label="En quoi cet engagement illustre la Raison d’être",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ce que votre coopérative fait déjà, ce qu’elle veut changer, pour qui.",
    )


class LigneDIndicateur(FormulaireLibre):
    """An indicator. Empty, it does not count; begun, what it lacks is said beside."""

    nom_de_ligne = "Indicateur"
    facultatifs = frozenset({"suite", "catalogue", "unite", "nature", "visibilite", "actions"})
    comptent = ("nom", "valeur", "depart_le", "cible", "cible_le", "unite", "actions", "catalogue", "suite")

    suite = forms.ChoiceField(
        label="La suite de",
        help_text="L’indicateur du cycle précédent que celui-ci continue : ses résultats seront lus à côté.",
        error_messages={"invalid_choice": "cet indicateur n’est pas de cet engagement au cycle précédent."},
    )
    catalogue = forms.ChoiceField(
        label="D’où vient-il",
        help_text="Pris du catalogue de la Fédération, il se compare d’une coopérative et d’un cycle à l’autre.",
        error_messages={"invalid_choice": "cet indicateur n’est pas au catalogue de cet engagement."},
    )
    nom = LigneDeFormulaire(
        label="Ce qui est mesuré",
        max_length=150,
        validators=[SANS_FORMULE],
        help_text="Par exemple : part des coopérateurs venus à l’assemblée.",
    )
    valeur = ChampFigure(label="Valeur actuelle", help_text="Avec son unité : 12,5 % ou 1 234 logements.")
    depart_le = JourDeFormulaire(
        label="Relevée le", widget=forms.TextInput(attrs=JOUR), help_text="Par exemple : 31/12/2025."
    )
    cible = ChampFigure(label="Cible", help_text="La valeur que vous visez.")
    cible_le = JourDeFormulaire(
        label="À atteindre le", widget=forms.TextInput(attrs=JOUR), help_text="Par exemple : 31/12/2027."
    )
    unite = LigneDeFormulaire(
        label="Unité",
        max_length=40,
        validators=[SANS_FORMULE],
        help_text="Si vous ne l’avez pas écrite avec la valeur.",
    )
    nature = forms.ChoiceField(label="Nature", choices=Nature.choices)
    visibilite = forms.ChoiceField(label="Qui pourra lire ses valeurs", choices=Visibilite.choices)
    actions = forms.CharField(
        label="Plan d’action",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une action par ligne, sa date d’abord : 31/03/2027 Former les gardiens.",
    )

    def __init__(
        self,
        *args: Any,
        rang: int,
        catalogue: Sequence[Propose] = (),
        anciens: Sequence[ResultatDIndicateur] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"prefix": f"{INDICATEURS}-{rang}", **kwargs})
        self.rang = rang
        choisi = self.data.get(self.add_prefix("catalogue"), "")
        self.proposes = a_proposer(catalogue, choisi)
        self.pris = next((propose for propose in self.proposes if propose.cle == choisi), None)
        choix = [("", "Un indicateur à nous"), *((propose.cle, str(propose)) for propose in self.proposes)]
        self.fields["catalogue"].choices = choix  # type: ignore[attr-defined]
        suivi = self.data.get(self.add_prefix("suite"), "")
        self.anciens = anciens
        self.ancien = next((ancien for ancien in anciens if ancien.cle == suivi), None)
        suites = [("", "Aucun : il est nouveau"), *((ancien.cle, ancien.nom) for ancien in anciens)]
        self.fields["suite"].choices = suites  # type: ignore[attr-defined]
        self.entete = f"Indicateur {rang + 1}, "

    @property
    def nom_de_champ(self) -> str:
        """What the row as a whole is called in the form."""
        return f"{INDICATEURS}-{self.rang}"

    @property
    def titre(self) -> str:
        """What the row as a whole is called on the page."""
        return f"{self.nom_de_ligne} {self.rang + 1}"

    @property
    def est_vide(self) -> bool:
        """Whether nothing was typed in what counts: lists always stand on a choice."""
        return not any((self.data.get(self.add_prefix(nom)) or "").strip() for nom in self.comptent)

    @property
    def precisee(self) -> bool:
        """Whether something was typed in what is folded away, or is wrong there."""
        plies = ("unite", "actions")
        return any(self[nom].errors or (self.data.get(self.add_prefix(nom)) or "").strip() for nom in plies)

    def clean_depart_le(self) -> datetime.date | None:
        """Refuse a value read on a day to come."""
        return jour_de_releve(self.cleaned_data["depart_le"])

    def clean_cible_le(self) -> datetime.date | None:
        """Refuse a day of another time."""
        jour: datetime.date | None = self.cleaned_data["cible_le"]
        de_notre_temps(jour)
        return jour

    def clean_actions(self) -> tuple[ActionProposee, ...]:
        """Read the plan, one dated action a line. Raises `ValidationError` naming the line."""
        actions = lire_plan(self.cleaned_data["actions"])
        for action in actions:
            de_notre_temps(action.prevue_le)
        return actions

    def clean(self) -> dict[str, Any]:
        """Set the unit apart from the figures; say when units differ, or when days are in the wrong order."""
        donnees = super().clean() or {}
        valeur, cible, unite = donnees.get("valeur"), donnees.get("cible"), donnees.get("unite", "")
        unites = {u for u in (unite, valeur and valeur.unite, cible and cible.unite) if u}
        if len(unites) > 1:
            champ = "cible" if cible and cible.unite not in {"", unite or (valeur and valeur.unite)} else "unite"
            self.add_error(champ, f"une seule unité par indicateur : vous avez écrit {' et '.join(sorted(unites))}.")
        elif unites:
            donnees["unite"] = unites.pop()

        depart_le, cible_le = donnees.get("depart_le"), donnees.get("cible_le")
        if depart_le and cible_le and cible_le <= depart_le:
            self.add_error(
                "cible_le", f"la cible vient après la valeur actuelle, relevée le {en_toutes_lettres(depart_le)}."
            )

        return donnees


def jour_de_releve(jour: datetime.date | None) -> datetime.date | None:
    """Return the day on which a value was read. Raises `ValidationError` for one to come, or of another time."""
    de_notre_temps(jour)
    if jour and jour > timezone.localdate():
        raise ValidationError("ce jour est à venir : une valeur se relève, puis s’écrit.")
    return jour


def de_notre_temps(jour: datetime.date | None) -> None:
    """Refuse a slip of the keyboard. Raises `ValidationError`."""
    if jour is None:
        return
    try:
        exiger_calendrier(jour)
    except OperationRefusee as refus:
        raise ValidationError(refus.messages) from refus
