"""The guided form of a sheet. A draft needs a title and nothing else: what is missing is asked at submission only."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from bonnes_pratiques.espace.champs import ChampLigne, ChampPlusieurs, ChampTexte, PlusieursSaisies
from bonnes_pratiques.espace.lignes import LIGNES_DE_FORMULAIRE, FormulaireDeLigne
from bonnes_pratiques.fiches.etats import Cout, Milieu, Stade
from bonnes_pratiques.models import Etiquette, Theme
from raison_detre.edition import lire_edition
from registre.models import Cooperative, Indicateur, Metier
from registre.models.indicateur import Preuve, Visibilite
from registre.territoires import DEPARTEMENTS
from socle.formulaires.saisie import Saisie
from socle.textes.ordre import EnFrancais, cle_francaise

ETIQUETTES_PROPOSEES = 200
MULTIPLES = {
    "engagements_secondaires",
    "themes",
    "etiquettes",
    "metiers",
    "departements",
    "autres_cooperatives",
}
VIDE = [("", "–")]


class FormulaireDeFiche(forms.Form):
    """What is told once; what repeats stands in `LIGNES_DE_FORMULAIRE`."""

    title = ChampLigne(
        label="Le résultat, en une ligne",
        max_length=255,
        help_text="Ce qui a été obtenu, pas le nom du projet. Par exemple : Diviser les charges par deux en deux ans.",
        error_messages={
            "required": "Donnez un titre : c’est lui qui nomme le brouillon.",
            "max_length": "Un titre tient en une ligne : %(limit_value)d signes au plus, le vôtre en a %(show_value)d.",
        },
    )
    introduction = ChampTexte(
        label="En deux phrases",
        lignes=3,
        max_length=600,
        required=False,
        help_text="Pour qui, quoi, avec quel effet. C’est ce qu’on lit dans la liste des fiches.",
    )
    stade = forms.ChoiceField(
        label="Où en êtes-vous ?",
        choices=Stade.choices,
        required=False,
        initial=Stade.EN_COURS,
        help_text="Une pratique abandonnée sert autant qu’une autre : dites-le.",
    )
    engagement_principal = forms.ChoiceField(
        label="L’engagement que cette pratique illustre d’abord", required=False, help_text="Un seul."
    )
    engagements_secondaires = forms.MultipleChoiceField(
        label="Deux autres engagements, au plus", required=False, widget=forms.CheckboxSelectMultiple
    )
    themes = forms.MultipleChoiceField(label="Thèmes", required=False, widget=forms.CheckboxSelectMultiple)
    etiquettes = ChampPlusieurs(
        label="Étiquettes",
        required=False,
        widget=PlusieursSaisies(5, "etiquettes-connues", "Étiquette"),
        help_text="Des mots par lesquels on la chercherait : les premières lettres proposent ceux qui existent.",
    )
    metiers = forms.MultipleChoiceField(
        label="Métiers", choices=Metier.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    national = forms.BooleanField(label="Cette pratique vaut partout en France", required=False)
    departements = forms.MultipleChoiceField(
        label="Départements",
        choices=[(code, f"{code} {nom}") for code, nom in DEPARTEMENTS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    milieu = forms.ChoiceField(label="Milieu", choices=[("", "indifférent"), *Milieu.choices], required=False)
    autres_cooperatives = ChampPlusieurs(
        label="Les coopératives qui l’ont fait avec vous",
        required=False,
        widget=PlusieursSaisies(3, "cooperatives-connues", "Coopérative"),
    )
    point_de_depart = ChampTexte(
        label="D’où vous partiez",
        required=False,
        help_text="Le problème, pour qui, avec un chiffre. Par exemple : 40 % des locataires avaient froid.",
    )
    moyens_humains = ChampLigne(
        label="Personnes mobilisées",
        max_length=250,
        required=False,
        help_text="Par exemple : une chargée de mission à mi-temps, deux gardiens.",
    )
    cout = forms.ChoiceField(label="Dépense", choices=[("", "non renseignée"), *Cout.choices], required=False)
    duree = ChampLigne(label="Temps passé", max_length=120, required=False, help_text="Par exemple : dix-huit mois.")
    resultats_en_mots = ChampTexte(
        label="Ce que cela a changé",
        required=False,
        help_text="Pour les habitants, pour l’équipe. Une phrase entendue vaut un chiffre.",
    )
    preuve = forms.ChoiceField(
        label="Comment le savez-vous ?",
        choices=[
            (Preuve.DECLAREE, "nous le déclarons"),
            (Preuve.MESUREE, "nous l’avons mesuré"),
            (Preuve.CONSTATEE, "la Fédération l’a constaté en visite"),
        ],
        required=False,
    )
    n_a_pas_marche = ChampTexte(
        label="Ce qui n’a pas marché",
        required=False,
        help_text="C’est ce qui sert le plus aux autres. Par exemple : une réunion publique tenue trop tôt.",
    )
    conditions = ChampTexte(
        label="Pour le refaire ailleurs",
        required=False,
        help_text="Ce qu’il faut avoir. Une ligne par condition, précédée d’un tiret, fait une liste.",
    )
    partenaires = ChampLigne(label="Partenaires", max_length=400, required=False)
    contact_role = ChampLigne(
        label="Qui contacter, par sa fonction",
        max_length=120,
        required=False,
        help_text="Par exemple : chargée d’accession. Pas de nom : les personnes changent.",
    )
    contact_courriel = forms.EmailField(
        label="Adresse du service",
        required=False,
        help_text="Une boîte de service, jamais celle d’une personne.",
    )

    def __init__(self, *args: Any, choix: "ChoixProposes", **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for nom, valeurs in choix.par_champ.items():
            self.fields[nom].choices = valeurs  # type: ignore[attr-defined]
        self.choix = choix

    def clean_stade(self) -> str:
        """Return the stage, the usual one when none was chosen."""
        return self.cleaned_data["stade"] or str(Stade.EN_COURS)

    def clean_preuve(self) -> str:
        """Return the level of evidence, the lowest when none was chosen."""
        return self.cleaned_data["preuve"] or str(Preuve.DECLAREE)

    def clean_autres_cooperatives(self) -> list[int]:
        """Return the ids of the coops named. Raises `ValidationError` naming those we do not know."""
        noms = self.cleaned_data["autres_cooperatives"]
        inconnues = [nom for nom in noms if nom.casefold() not in self.choix.cooperatives]
        if inconnues:
            raise forms.ValidationError(f"Choisissez dans la liste proposée : « {inconnues[0]} » n’y est pas.")
        return [*dict.fromkeys(self.choix.cooperatives[nom.casefold()] for nom in noms)]


@dataclass(frozen=True)
class ChoixProposes:
    """What there is to choose from today: the current edition's engagements, the themes, the coops, the known tags."""

    par_champ: dict[str, Any]
    cooperatives: dict[str, int]
    noms_de_cooperatives: tuple[str, ...]
    etiquettes: tuple[str, ...]
    indicateurs: tuple[tuple[str, str], ...]


def lire_choix(cooperative: Cooperative) -> ChoixProposes:
    """Read what the form offers to this coop. A fixed number of queries."""
    edition = lire_edition()
    axes = [
        (f"Axe {lu.axe.numero} : {lu.axe.titre}", [(str(e.pk), str(e)) for e in lu.engagements])
        for lu in (edition.axes if edition else ())
    ]
    themes = Theme.objects.filter(locale__language_code="fr", live=True).select_related("parent")
    au = timezone.localdate()
    autres = Cooperative.objects.filter(Q(membre_jusqu_au__isnull=True) | Q(membre_jusqu_au__gte=au))
    noms = {str(coop): coop.pk for coop in autres.exclude(pk=cooperative.pk).order_by(EnFrancais("nom"))}
    indicateurs = _indicateurs(cooperative)
    etiquettes = Etiquette.objects.order_by(EnFrancais("name"))

    return ChoixProposes(
        par_champ={
            "engagement_principal": VIDE + axes,
            "engagements_secondaires": axes,
            "themes": sorted(
                ((str(t.pk), f"{t.parent} : {t}" if t.parent else str(t)) for t in themes),
                key=lambda paire: cle_francaise(paire[1]),
            ),
        },
        cooperatives={nom.casefold(): pk for nom, pk in noms.items()},
        noms_de_cooperatives=tuple(noms),
        etiquettes=tuple(etiquettes.values_list("name", flat=True)[:ETIQUETTES_PROPOSEES]),
        indicateurs=indicateurs,
    )


def _indicateurs(cooperative: Cooperative) -> tuple[tuple[str, str], ...]:
    """The public indicators of the coop's label: a private figure never comes out through a sheet."""
    lus = Indicateur.objects.filter(
        engagement_pris__candidature__cooperative=cooperative, visibilite=Visibilite.PUBLIQUE
    ).order_by(EnFrancais("nom"), "pk")
    return tuple((str(pk), nom) for pk, nom in lus.values_list("pk", "nom"))


class FormulaireComplet:
    """The form and its rows, from what is typed. `valider` says whether mistakes are looked for and shown."""

    def __init__(self, saisie: Saisie, choix: ChoixProposes, *, valider: bool) -> None:
        self.saisie = saisie
        donnees = _querydict(saisie) if valider else None
        initiales = saisie.initiales(MULTIPLES)

        self.principal = FormulaireDeFiche(donnees, initial=initiales, choix=choix)
        self.lignes: dict[str, list[FormulaireDeLigne]] = {
            prefixe: [
                classe(
                    donnees,
                    prefix=f"{prefixe}-{rang}",
                    initial={
                        nom.removeprefix(f"{prefixe}-{rang}-"): valeur
                        for nom, valeur in initiales.items()
                        if nom.startswith(f"{prefixe}-{rang}-")
                    },
                    rang=rang,
                    choix=choix,
                )
                for rang in range(saisie.nombre(prefixe))
            ]
            for prefixe, classe in LIGNES_DE_FORMULAIRE.items()
        }

    @property
    def formulaires(self) -> list[forms.Form]:
        """The form, then its rows in order."""
        return [self.principal, *(ligne for lignes in self.lignes.values() for ligne in lignes)]

    def is_valid(self) -> bool:
        """Whether everything typed can be understood. Rows left empty are not looked at."""
        return self.principal.is_valid() & all(
            ligne.est_vide or ligne.is_valid() for lignes in self.lignes.values() for ligne in lignes
        )

    def remplies(self, prefixe: str) -> list[FormulaireDeLigne]:
        """Return the rows of this kind in which something was typed."""
        return [ligne for ligne in self.lignes[prefixe] if not ligne.est_vide]

    def fautes(self) -> list[tuple[str, str, str]]:
        """Return every mistake: the id of its field, the words of its label, what to do."""
        trouvees = []

        for formulaire in self.formulaires:
            if not formulaire.is_bound or getattr(formulaire, "est_vide", False):
                continue
            titre = getattr(formulaire, "entete", "")
            for nom, messages in formulaire.errors.items():
                champ = formulaire[nom] if nom in formulaire.fields else None
                libelle = f"{titre}{champ.label if champ else ''}"
                cible = (champ.id_for_label or f"champ-{champ.html_name}") if champ else "fiche"
                trouvees += [(cible, libelle, str(message)) for message in messages]

        return trouvees

    def ajouter_manques(self, manques: dict[str, list[str]]) -> None:
        """Show on the fields what the sheet needs before it is submitted."""
        for champ, messages in manques.items():
            cible = champ if champ in self.principal.fields else None
            for message in messages:
                self.principal.add_error(cible, message)


def _querydict(saisie: Saisie) -> QueryDict:
    donnees = QueryDict(mutable=True)
    for nom, valeurs in saisie.donnees.items():
        donnees.setlist(nom, valeurs)
    return donnees
