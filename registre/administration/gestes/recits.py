"""What was done, in words, with the ways to it; and what was typed, as the preview reads it again."""

import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registre.administration.gestes.geste import Geste
from registre.etats import OCTROIS, Operation
from registre.models import Cooperative, Evenement, Label
from socle.templatetags.typographie import en_toutes_lettres


def adresse(objet: Any) -> str:
    """Return the address of an object's page in the admin, with its history."""
    return reverse(objet.snippet_viewset.get_url_name("inspect"), args=[objet.pk])


def nom_d_evenement(evenement: Evenement) -> str:
    """Return what an event is, of which label, on which day: "octroi du label QC-2026-0001 (14 mars 2026)"."""
    numero = f" {evenement.label.numero}" if evenement.label else ""
    return f"{evenement.get_operation_display()}{numero} ({en_toutes_lettres(evenement.prend_effet_le)})"


def recit(geste: Geste, objet: Any, resultat: Any, saisi: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """Return a sentence that names what was done, and links to it: words, address."""
    cooperative = resultat if isinstance(resultat, Cooperative) else getattr(objet, "cooperative", objet)
    if isinstance(objet, Evenement):
        return _d_une_correction(geste, cooperative, objet)
    if geste.operation in OCTROIS:
        return _d_un_octroi(geste, cooperative, resultat)
    noms = {"coop": cooperative, "jour": en_toutes_lettres(saisi["le"])}
    liens = [(_("Voir la coopérative"), adresse(cooperative))]
    if geste.operation == Operation.ABSORBER:
        noms["absorbee"] = saisi["absorbee"]
        liens.append((_("Voir la coopérative absorbée"), adresse(saisi["absorbee"])))
        return _("%(coop)s absorbe %(absorbee)s le %(jour)s. C’est consigné au journal.") % noms, liens
    noms["quoi"] = f"{geste.operation.label}{f' {objet.numero}' if isinstance(objet, Label) else ''}"
    return _("%(coop)s : %(quoi)s, le %(jour)s. C’est consigné au journal.") % noms, liens


def _d_une_correction(geste: Geste, cooperative: Any, objet: Evenement) -> tuple[str, list[tuple[str, str]]]:
    mots = {
        Operation.CORRIGER: _("%(coop)s, corrigé : %(quoi)s."),
        Operation.CORRIGER_MOTIF: _("%(coop)s, motif corrigé : %(quoi)s."),
        Operation.ANNULER: _("%(coop)s, annulé : %(quoi)s."),
    }[geste.operation]
    liens = [
        (_("Voir la coopérative"), adresse(cooperative)),
        (_("Ce qui a été corrigé"), reverse("registre_corrections:index")),
    ]
    return mots % {"coop": cooperative, "quoi": nom_d_evenement(objet)}, liens


def _d_un_octroi(geste: Geste, cooperative: Any, label: Label) -> tuple[str, list[tuple[str, str]]]:
    """Its number and its dates: what an editor copies in a letter."""
    mots = (
        _("Label %(numero)s renouvelé pour %(coop)s : du %(du)s au %(au)s inclus.")
        if geste.operation == Operation.RENOUVELER
        else _("Label %(numero)s accordé à %(coop)s : du %(du)s au %(au)s inclus.")
    )
    jours = {"du": en_toutes_lettres(label.valide_du), "au": en_toutes_lettres(label.valide_jusqu_au)}
    liens = [
        (_("Voir le label"), adresse(label)),
        (_("Sa page publique"), reverse("registre:label", args=[label.numero])),
    ]
    return mots % ({"numero": label.numero, "coop": cooperative} | jours), liens


def en_clair(valeur: Any) -> Any:
    """Return a value as a page says it: a day in full, a moment in Paris, yes or no, a dash for nothing."""
    if isinstance(valeur, datetime.datetime):
        return date_format(timezone.localtime(valeur), "DATETIME_FORMAT")
    if isinstance(valeur, datetime.date):
        return en_toutes_lettres(valeur)
    if isinstance(valeur, bool):
        return _("oui") if valeur else _("non")
    return "–" if valeur in (None, "", []) else valeur


def coupable(texte: str) -> SafeString:
    """Return a long word that may be cut every eight characters."""
    morceaux = [texte[debut : debut + 8] for debut in range(0, len(texte), 8)]
    return format_html_join(SafeString("<wbr>"), "{}", ((morceau,) for morceau in morceaux))


def saisie(form: Any) -> list[tuple[str, str, str]]:
    """Return what was typed, field by field: its label, what it was when it changes, what it is."""
    lus = []
    for champ in form.visible_fields():
        valeur, avant = form.cleaned_data.get(champ.name), champ.initial
        change = form.avant_apres and champ.name != "motif" and valeur != avant
        mots = _en_mots(champ.field, valeur)
        if mots or change:
            autre = (_en_mots(champ.field, avant) or _("rien")) if change else ""
            lus.append((str(champ.label), autre, mots or _("rien")))
    return lus


def _en_mots(champ: forms.Field, valeur: Any) -> str:
    """A value as it is read: a day in full, the words of a choice."""
    if isinstance(valeur, datetime.date):
        return en_toutes_lettres(valeur)
    if isinstance(champ, forms.ChoiceField):
        return str(dict(champ.choices).get(valeur, valeur) or "")  # type: ignore[arg-type]
    return str(valeur or "")
