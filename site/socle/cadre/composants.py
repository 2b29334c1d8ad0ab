"""The living page of the design system: every component in its states. Development only (docs/decisions/0007)."""

from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from socle.blocs import CORPS

COULEURS = (
    "encre",
    "gris",
    "papier",
    "papier-2",
    "filet",
    "filet-fort",
    "axe-1",
    "axe-2",
    "axe-3",
    "alerte",
    "attention",
)
ICONES = (
    "menu",
    "fleche",
    "retour",
    "plus",
    "texte",
    "affiche",
    "imprimer",
    "lien",
    "courriel",
    "document",
    "information",
    "attention",
    "coche",
    "loupe",
)
TAILLES = ("affiche", "1", "2", "3", "lecture", "texte", "petit")

PARAGRAPHE = (
    "<p>Un paragraphe courant, avec du <b>gras</b>, de l’<i>italique</i> et <a href='/'>un lien</a> : « guillemets », "
    "80 % et 12 000 € compris ; œuvre, maître, où ?</p>"
)
RICHE = f"{PARAGRAPHE}<h3>Un intertitre</h3><ul><li>Une liste</li><li>à puces</li></ul><ol><li>Numérotée</li></ol>"
LONG = "Coopérative d’intérêt collectif pour l’accession sociale à la propriété de Saint-Étienne-de-Saint-Geoirs"

BLOCS: list[dict[str, Any]] = [
    {"type": "titre", "value": {"texte": "Un titre de partie : à deux niveaux ?"}},
    {"type": "texte", "value": RICHE},
    {"type": "citation", "value": {"texte": "Une phrase que quelqu’un a dite : et que l’on cite !", "source": LONG}},
    {"type": "citation", "value": {"texte": "Une citation sans source.", "source": ""}},
    *(
        {"type": "encadre", "value": {"ton": ton, "titre": titre, "texte": PARAGRAPHE}}
        for ton, titre in (("information", "Avec un titre"), ("attention", ""), ("reussite", LONG))
    ),
    {
        "type": "chiffres",
        "value": {
            "chiffres": [
                {"valeur": "80 %", "libelle": "des coopératives engagées", "source": "Exemple, novembre 2026"},
                {"valeur": "12", "libelle": "engagements", "source": ""},
                {"valeur": "1 234 567", "libelle": LONG, "source": "Exemple"},
            ]
        },
    },
    {
        "type": "etapes",
        "value": {"etapes": [{"titre": "Avec un texte", "texte": PARAGRAPHE}, {"titre": "Sans texte", "texte": ""}]},
    },
    {
        "type": "accordeon",
        "value": {
            "elements": [{"question": "Une question ?", "reponse": RICHE}, {"question": LONG, "reponse": PARAGRAPHE}]
        },
    },
    {
        "type": "tableau",
        "value": {
            "legende": "Un tableau : des mots et des nombres",
            "tableau": {
                "columns": [
                    {"type": "texte", "heading": "Région"},
                    {"type": "nombre", "heading": "Logements"},
                    {"type": "texte", "heading": "Remarque"},
                ],
                "rows": [
                    {"values": ["Auvergne-Rhône-Alpes", "1204", LONG]},
                    {"values": ["Bretagne", "87.5", ""]},
                ],
                "caption": "",
            },
        },
    },
]


class FormulaireTemoin(forms.Form):
    """One field of each kind, to see them empty, filled and wrong."""

    nom = forms.CharField(label=_("Nom de la coopérative"), max_length=150)
    courriel = forms.EmailField(
        label=_("Adresse électronique"),
        help_text=_("Elle n’est pas publiée."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    region = forms.ChoiceField(label=_("Région"), choices=[("", _("Choisir")), ("bre", "Bretagne")], required=False)
    mots = forms.CharField(label=_("Présentation"), widget=forms.Textarea, required=False)
    accord = forms.BooleanField(label=_("J’ai lu la Raison d’être"))


def composants(request: HttpRequest) -> HttpResponse:
    """Show every component in its states, long texts included."""
    axes = [
        {"numero": 1, "titre": "Notre mission d'intérêt général"},
        {"numero": 2, "titre": "Notre gouvernance coopérative"},
        {"numero": 3, "titre": LONG},
    ]
    niveaux = (constants.SUCCESS, constants.INFO, constants.WARNING, constants.ERROR)
    contexte = {
        "couleurs": COULEURS,
        "icones": ICONES,
        "tailles": TAILLES,
        "blocs": StreamBlock(CORPS).to_python(BLOCS),
        "axes": axes,
        "long": LONG,
        "formulaire": FormulaireTemoin(prefix="vide"),
        "formulaire_faux": FormulaireTemoin({"faux-courriel": "pas une adresse"}, prefix="faux"),
        "exemples_de_messages": [Message(niveau, LONG) for niveau in niveaux],
    }

    return render(request, "socle/composants.html", contexte)


def erreur(request: HttpRequest, code: int) -> HttpResponse:
    """Show an error page as a visitor gets it, which the development server otherwise hides."""
    return render(request, f"{code}.html", status=code)
