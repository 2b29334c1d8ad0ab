"""The form of a report: when, who was there, what was seen of each engagement, photographs."""

from typing import Any

from django import forms
from django.utils import timezone

from raison_detre.models import Engagement
from registre.models import Candidature
from registre.visites.models import CompteRenduDeVisite, Vu
from registre.visites.models.compte_rendu import LONGUEUR
from registre.visites.operations import PHOTOS_MAXIMUM, Constate
from socle.champs import JourDeFormulaire, PlusieursFichiers

TROP_LONG = f"C’est trop long : {LONGUEUR} caractères au plus."


def texte(label: str, lignes: int, *, requis: str = "", aide: str = "") -> forms.CharField:
    """Return a field of several lines; `requis` is what is said when it is empty."""
    erreurs = {"required": requis, "max_length": TROP_LONG}
    saisie = forms.Textarea(attrs={"rows": lignes})
    return forms.CharField(
        label=label,
        required=bool(requis),
        max_length=LONGUEUR,
        widget=saisie,
        help_text=aide,
        error_messages=erreurs,
    )


def constat(engagement: Engagement) -> forms.ChoiceField:
    """Return the choice of how much of an engagement was seen."""
    return forms.ChoiceField(
        label=str(engagement),
        choices=Vu.choices,
        widget=forms.RadioSelect,
        error_messages={"required": f"Dites ce que vous avez vu de l’engagement {engagement.numero}."},
    )


class FormulaireDeCompteRendu(forms.Form):
    """The fields of a visit: two for each engagement, named after its stable key."""

    use_required_attribute = False

    def __init__(self, engagements: list[Engagement], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.engagements = engagements

        self.fields["faite_le"] = JourDeFormulaire(
            label="Date de la visite",
            widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
            initial=timezone.localdate,
            help_text="Au format JJ/MM/AAAA.",
            error_messages={"required": "Écrivez la date de la visite."},
        )
        self.fields["presents"] = texte(
            "Personnes présentes", 3, requis="Dites qui était présent.", aide="Une par ligne, avec sa fonction."
        )

        for engagement in engagements:
            self.fields[f"vu-{engagement.cle}"] = constat(engagement)
            self.fields[f"remarque-{engagement.cle}"] = texte(f"Remarque sur l’engagement {engagement.numero}", 2)

        self.fields["remarques"] = texte("Remarques générales", 5)
        self.fields["photos"] = forms.Field(
            label="Photographies",
            required=False,
            widget=PlusieursFichiers(attrs={"accept": "image/*"}),
            help_text=f"{PHOTOS_MAXIMUM} au plus. Le lieu et l’appareil inscrits dans l’image sont effacés.",
        )

    def constate(self) -> Constate:
        """Return what was seen, of a valid form."""
        lus = self.cleaned_data
        cles = [engagement.cle for engagement in self.engagements]
        return Constate(
            faite_le=lus["faite_le"],
            presents=lus["presents"],
            remarques=lus["remarques"],
            constats={cle: (lus[f"vu-{cle}"], lus[f"remarque-{cle}"]) for cle in cles},
        )

    def fautes(self) -> list[dict[str, str]]:
        """Return what must be corrected, each with the anchor of its field."""
        generales = [{"ancre": "", "texte": str(faute)} for faute in self.non_field_errors()]
        return generales + [
            {"ancre": f"{champ.auto_id}_0" if champ.use_fieldset else champ.id_for_label, "texte": str(faute)}
            for champ in self
            for faute in champ.errors
        ]


def engagements_de(candidature: Candidature) -> list[Engagement]:
    """Return the engagements of a candidature, in order of number. One query."""
    pris = candidature.engagements_pris.select_related("engagement").order_by("engagement__numero")
    return [choisi.engagement for choisi in pris]


def deja_ecrit(brouillon: CompteRenduDeVisite) -> dict[str, Any]:
    """Return what a draft holds, by the names of the fields."""
    ecrit = {nom: getattr(brouillon, nom) for nom in ("faite_le", "presents", "remarques")}
    for constat in brouillon.constats.all():
        ecrit |= {f"vu-{constat.cle}": constat.vu, f"remarque-{constat.cle}": constat.remarque}
    return ecrit
