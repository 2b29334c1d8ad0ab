"""The values read at a point, as forms ask for them: one field an indicator, then where they come from."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registre.ecriture.rangees.points import places_des_indicateurs
from registre.journal.charges import ReleveDePoint
from registre.models import Candidature, Indicateur
from registre.models.indicateur import Preuve
from registre.operations import ReleveConsigne
from registre.suivi.indicateurs import dernier_connu, indicateurs_a_relever
from socle.champs import LigneDeFormulaire


class RelevesSaisis:
    """The values of a candidature's indicators in a form. `deja` are those of the point when it is corrected.

    One source and one degree of proof are asked for all: left as they are, each value corrected keeps its own.
    """

    def __init__(self, candidature: Candidature, deja: Iterable[ReleveDePoint] = ()) -> None:
        self.indicateurs = {f"releve_{lu.pk}": lu for lu in indicateurs_a_relever(candidature)}
        lus = {(lu.engagement, lu.indicateur): lu for lu in deja}
        places = places_des_indicateurs([candidature.pk]) if lus else {}
        self.deja = {f"releve_{pk}": lus[cle, rang] for (_c, cle, rang), pk in places.items() if (cle, rang) in lus}

    def champs(self) -> dict[str, forms.Field]:
        """Return the fields by name, none of them required, with what they already hold."""
        if not self.indicateurs:
            return {}
        champs: dict[str, forms.Field] = {nom: _valeur(lu) for nom, lu in self.indicateurs.items()}
        champs["source"] = LigneDeFormulaire(label=_("Source des valeurs"), required=False, max_length=200)
        if self.deja and not self.initiales["source"]:
            champs["source"].help_text = _("Laissée vide, chaque valeur garde la sienne.")
        champs["preuve"] = forms.ChoiceField(label=_("Ces valeurs sont"), choices=Preuve.choices)
        for nom, valeur in self.initiales.items():
            champs[nom].initial = valeur
        return champs

    @property
    def initiales(self) -> dict[str, Any]:
        """What the point holds so far, by field."""
        dites = {nom: self._commune(nom) for nom in ("source", "preuve")} if self.deja else {}
        return {nom: lu.valeur for nom, lu in self.deja.items()} | dites

    def _commune(self, nom: str) -> str:
        """What every value of the point says alike; of sources that differ, nothing; of proofs, that of the first."""
        dites = [str(getattr(lu, nom)) for lu in self.deja.values()]
        return dites[0] if nom == "preuve" or len(set(dites)) == 1 else ""

    def lire(self, donnees: Mapping[str, Any]) -> list[ReleveConsigne]:
        """Return the values that were typed."""
        initiales = self.initiales
        changes = {nom: donnees.get(nom, "") for nom in ("source", "preuve")}
        changes = {nom: dite for nom, dite in changes.items() if dite != initiales.get(nom)}

        lus = []
        for nom, indicateur in self.indicateurs.items():
            if donnees.get(nom) is None:
                continue
            avant = self.deja.get(nom)
            siens = {"source": avant.source, "preuve": avant.preuve} if avant else {}
            defaut = {"source": donnees.get("source", ""), "preuve": donnees.get("preuve", "")}
            lus.append(ReleveConsigne(indicateur.pk, donnees[nom], **(defaut | siens | changes)))

        return lus

    def changes(self, donnees: Mapping[str, Any]) -> list[ReleveConsigne] | None:
        """Return the values that were typed, None when they are those the point holds."""
        lus = self.lire(donnees)
        return lus if lus != self.lire(self.initiales) else None


def _valeur(indicateur: Indicateur) -> forms.DecimalField:
    unite = f" ({indicateur.unite})" if indicateur.unite else ""
    return forms.DecimalField(
        label=f"{indicateur.engagement_pris.engagement.numero}. {indicateur.nom}{unite}",
        max_digits=14,
        decimal_places=2,
        required=False,
        localize=True,
        help_text=dernier_connu(indicateur),
    )
