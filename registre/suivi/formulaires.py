"""The form of a point: a row an indicator, then what is said of the whole. Nothing is required of a draft."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from registre.dossier.formulaires.base import FormulaireDEtape, FormulaireLibre
from registre.dossier.formulaires.engagement import JOUR, jour_de_releve
from registre.models.cooperative import SANS_FORMULE
from registre.suivi.contenu import AVANCEMENTS, ActionDite, ContenuDuPoint, PieceDite, ReleveDit
from registre.suivi.indicateurs import IndicateurASuivre, dernier_connu
from registre.suivi.models.point import LONGUEUR
from socle.champs import JourDeFormulaire, LigneDeFormulaire
from socle.formulaires.nombres import ChampFigure, Figure
from socle.formulaires.saisie import Saisie

ACTIONS_MAXIMUM = 100
PREUVE_MAXIMUM = 150  # with its day, it is the source of the value in the register, which holds 200


class FormulaireDuPoint(FormulaireLibre):
    """What is said of the whole."""

    facultatifs = frozenset({"difficultes", "aide"})

    difficultes = forms.CharField(
        label="Les difficultés rencontrées",
        max_length=LONGUEUR,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ce qui freine, ce qui a été essayé. La Fédération le lit, le public jamais.",
    )
    aide = forms.CharField(
        label="L’aide que vous demandez",
        max_length=LONGUEUR,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="À la Fédération ou à une autre coopérative : une méthode, un contact, une visite.",
    )


class LigneDeReleve(FormulaireLibre):
    """One indicator: its present value, when it was read, what shows it, how its actions moved."""

    facultatifs = frozenset(f"action_{rang}" for rang in range(ACTIONS_MAXIMUM))

    valeur = ChampFigure(label="Valeur actuelle")
    releve_le = JourDeFormulaire(
        label="Relevée le", widget=forms.TextInput(attrs=JOUR), help_text="Par exemple : 30/06/2026."
    )
    preuve = LigneDeFormulaire(
        label="Ce qui l’établit",
        max_length=PREUVE_MAXIMUM,
        validators=[SANS_FORMULE],
        help_text="Un document, un comptage, un tableau. S’il n’y a pas de valeur, dites ici pourquoi.",
    )

    def __init__(self, *args: Any, suivi: IndicateurASuivre, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": suivi.prefixe, **kwargs})
        self.suivi = suivi
        self.entete = f"{suivi.titre}, "
        unite = suivi.indicateur.unite
        dit = dernier_connu(suivi.indicateur)
        self.fields["valeur"].help_text = " ".join(mot for mot in (f"En {unite}." if unite else "", dit) if mot)

        for rang, action in enumerate(suivi.actions[:ACTIONS_MAXIMUM]):
            self.fields[f"action_{rang}"] = forms.ChoiceField(
                label=action.intitule, choices=list(AVANCEMENTS.items()), required=False
            )

    @property
    def champs_d_action(self) -> list[forms.BoundField]:
        """The fields of the plan."""
        return [self[nom] for nom in self.fields if nom.startswith("action_")]

    def clean_valeur(self) -> Figure | None:
        """Refuse another unit than the indicator's. Raises `ValidationError`."""
        lue: Figure | None = self.cleaned_data["valeur"]
        unite = self.suivi.indicateur.unite
        if lue is None or not lue.unite or lue.unite.casefold() == unite.casefold():
            return lue
        attendue = f"cet indicateur se compte en {unite}" if unite else "cet indicateur n’a pas d’unité"
        raise ValidationError(f"{attendue} : vous avez écrit « {lue.unite} ». Écrivez le nombre seul.")

    def clean_releve_le(self) -> datetime.date | None:
        """Refuse a day to come, or of another time. Raises `ValidationError`."""
        return jour_de_releve(self.cleaned_data["releve_le"])

    def dit(self) -> ReleveDit:
        """Return what the row says; what cannot be read is missing from it."""
        lu, indicateur = self.cleaned_data, self.suivi.indicateur
        valeur: Figure | None = lu.get("valeur")

        return ReleveDit(
            cle=self.suivi.cle,
            rang=self.suivi.rang,
            titre=self.suivi.titre,
            unite=indicateur.unite,
            valeur=valeur.valeur if valeur else None,
            releve_le=lu.get("releve_le"),
            preuve=lu.get("preuve", ""),
            actions=tuple(
                ActionDite(action.intitule, action.prevue_le, lu.get(f"action_{rang}") or "")
                for rang, action in enumerate(self.suivi.actions)
            ),
        )


def formulaire_du_point(saisie: Saisie, suivis: list[IndicateurASuivre]) -> FormulaireDEtape:
    """Return the form of a point holding what was typed."""
    donnees = saisie.pour_un_formulaire()
    lignes = [LigneDeReleve(donnees, suivi=suivi) for suivi in suivis]
    return FormulaireDEtape(saisie, FormulaireDuPoint(donnees), lignes)


def contenu_du_point(formulaire: FormulaireDEtape, pieces: tuple[PieceDite, ...]) -> ContenuDuPoint:
    """Return what a form says, with the files of the draft."""
    dits = formulaire.principal.cleaned_data
    return ContenuDuPoint(
        releves=tuple(ligne.dit() for ligne in formulaire.lignes),  # type: ignore[attr-defined]
        difficultes=dits.get("difficultes", ""),
        aide=dits.get("aide", ""),
        pieces=pieces,
    )
