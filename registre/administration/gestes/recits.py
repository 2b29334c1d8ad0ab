"""What was done, in words, with the ways to it; and what was typed, as the preview reads it again."""

import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from registre.administration.gestes.geste import Geste
from registre.calendrier.echeances import echeances
from registre.etats import OCTROIS, POINTS, NaturePoint, Operation
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
    if geste.operation == Operation.ABSORBER:
        noms["absorbee"] = saisi["absorbee"]
        absorbee = (_("Voir la coopérative absorbée"), adresse(saisi["absorbee"]))
        mots = _("%(coop)s absorbe %(absorbee)s le %(jour)s. C’est consigné au journal.")
        return mots % noms, [*liens_de_la_coop(cooperative), absorbee]

    noms["quoi"] = f"{geste.operation.label}{f' {objet.numero}' if isinstance(objet, Label) else ''}"
    phrases = [_("%(coop)s : %(quoi)s, le %(jour)s. C’est consigné au journal.") % noms, _la_suite(geste, objet)]
    liens = _liens_du_label(objet) if isinstance(objet, Label) else liens_de_la_coop(cooperative)
    return " ".join(phrase for phrase in phrases if phrase), liens


def deja_fait(evenement: Evenement) -> str:
    """Return that this was done a moment ago and is not done twice."""
    return _("C’était déjà consigné, une seule fois : %(quoi)s.") % {"quoi": nom_d_evenement(evenement)}


def liens_de_la_coop(cooperative: Cooperative) -> list[tuple[str, str]]:
    """Return the ways to a coop, as the admin and as the public see it: words, address."""
    publique = reverse("registre:cooperative", args=[cooperative.slug])
    return [(_("Voir la coopérative"), adresse(cooperative)), (_("Sa page publique"), publique)]


def _liens_du_label(label: Label) -> list[tuple[str, str]]:
    """Say what became of the label, with the ways to it."""
    publique = reverse("registre:label", args=[label.numero])
    return [(_("Voir le label"), adresse(label)), (_("Sa page publique"), publique)]


def _la_suite(geste: Geste, objet: Any) -> str:
    """What comes next of a candidature; nothing to say of the rest."""
    if geste.operation == Operation.DEMANDER_COMPLEMENT:
        return _("La candidature attend maintenant le complément de la coopérative.")
    if geste.operation == Operation.DECLARER_COMPLETE:
        return _("Le comité peut maintenant déclarer la candidature admissible.")
    if geste.operation not in POINTS | {Operation.DECLARER_ADMISSIBLE, Operation.DISPENSER}:
        return ""

    objet.refresh_from_db()
    dues = [echeance for echeance in echeances(objet) if echeance.attendue]
    if not dues:
        return ""

    prochaine = min(dues, key=lambda echeance: echeance.le)
    noms = {"quoi": NaturePoint(prochaine.nature).label, "jour": en_toutes_lettres(prochaine.le)}
    return _("Prochaine échéance : %(quoi)s, au plus tard le %(jour)s.") % noms


def _d_une_correction(geste: Geste, cooperative: Any, objet: Evenement) -> tuple[str, list[tuple[str, str]]]:
    mots = {
        Operation.CORRIGER: _("%(coop)s, corrigé : %(quoi)s."),
        Operation.CORRIGER_MOTIF: _("%(coop)s, motif corrigé : %(quoi)s."),
        Operation.ANNULER: _("%(coop)s, annulé : %(quoi)s."),
    }[geste.operation]
    liens = [*liens_de_la_coop(cooperative), (_("Ce qui a été corrigé"), reverse("registre_corrections:index"))]
    return mots % {"coop": cooperative, "quoi": nom_d_evenement(objet)}, liens


def _d_un_octroi(geste: Geste, cooperative: Any, label: Label) -> tuple[str, list[tuple[str, str]]]:
    """Its number and its dates: what an editor copies in a letter."""
    mots = (
        _("Label %(numero)s renouvelé pour %(coop)s : du %(du)s au %(au)s inclus.")
        if geste.operation == Operation.RENOUVELER
        else _("Label %(numero)s accordé à %(coop)s : du %(du)s au %(au)s inclus.")
    )
    jours = {"du": en_toutes_lettres(label.valide_du), "au": en_toutes_lettres(label.valide_jusqu_au)}
    return mots % ({"numero": label.numero, "coop": cooperative} | jours), _liens_du_label(label)


def saisie(form: Any) -> list[tuple[str, str, str]]:
    """Return what was typed, field by field: its label, what it was when it changes, what it is."""
    lus = []
    for champ in form.visible_fields():
        valeur, avant = form.cleaned_data.get(champ.name), champ.initial
        change = getattr(form, "avant_apres", False) and champ.name != "motif" and valeur != avant
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
        choix: dict[Any, Any] = dict(champ.choices)  # type: ignore[arg-type]
        valeurs = valeur if isinstance(valeur, list) else [valeur]
        return ", ".join(str(choix.get(choisie, choisie) or "") for choisie in valeurs)
    return str(valeur or "")
