"""All that the site holds of an account, for a person or a program to read. Never a secret: no password, no key."""

import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from socle.models import User
from socle.personnes.devenirs import Devenir, LienDePersonne, liens

Donnees = dict[str, Any]

# What proves who one is: given away, it opens the account.
SECRETS = {
    "socle.AdresseDeCalendrier.empreinte",
    "socle.User.password",
    "mfa.Authenticator.data",
    "wagtailcore.APIToken.key_hash",
}
LONGUEUR_COURTE = 500  # of what is shared, what names it is given, not the whole text


def exporter(compte: User) -> Donnees:
    """Return the account's own row, then each kind of rows that name it, in plain values fit for JSON.

    Of a row that is about the person, every column; of one that stays without them, what names and dates it. As many
    queries as there are kinds, whatever the number of rows.
    """
    return {
        "compte": _en_colonnes(compte, tout=True),
        "groupes": sorted(compte.groups.values_list("name", flat=True)),
        "liens": [dit for lien in liens() if (dit := _du_lien(lien, compte))],
    }


def en_texte(donnees: Donnees) -> str:
    """Return the same, to be read."""
    lignes = [_("Ce que le site garde de ce compte"), "", *_paragraphe(donnees["compte"])]
    lignes.append(_("Groupes : %(groupes)s") % {"groupes": ", ".join(donnees["groupes"]) or "–"})
    for lien in donnees["liens"]:
        lignes += ["", f"{lien['quoi']} – {lien['colonne']} ({len(lien['lignes'])})", lien["devenir"]]
        for ligne in lien["lignes"]:
            lignes += ["", *_paragraphe(ligne)]
    return "\n".join(lignes) + "\n"


def en_mots(devenir: Devenir) -> str:
    """Return what becomes of rows when the person is erased, in words."""
    return {
        Devenir.PART: _("Disparaît avec le compte."),
        Devenir.DETACHE: _("Reste, sans le nom ni l’adresse."),
        Devenir.RESTE: _("Adresse d’un service : elle se change là où elle est écrite."),
    }[devenir]


def _du_lien(lien: LienDePersonne, compte: User) -> Donnees | None:
    """One kind of rows; None when there is none, or when it is the account's own row, said already."""
    if lien.modele is User:
        return None

    tout = lien.devenir == Devenir.PART
    lignes = lien.lignes(compte)
    if tout:
        cles = [champ.name for champ in lien.modele._meta.fields if champ.many_to_one or champ.one_to_one]
        lignes = lignes.select_related(*cles)
    dites = [_en_colonnes(ligne, tout=tout) for ligne in lignes]
    if not dites:
        return None

    return {
        "table": lien.modele._meta.label,
        "quoi": capfirst(str(lien.modele._meta.verbose_name_plural)),
        "colonne": str(lien.champ.verbose_name),
        "devenir": en_mots(lien.devenir),
        "lignes": dites,
    }


def _en_colonnes(ligne: models.Model, *, tout: bool) -> Donnees:
    dites = {}
    for champ in ligne._meta.fields:
        if f"{champ.model._meta.label}.{champ.name}" in SECRETS or not (tout or _nomme_ou_date(champ)):
            continue
        valeur = getattr(ligne, champ.name)
        if valeur not in (None, ""):
            dites[str(champ.verbose_name)] = _simple(ligne, champ, valeur)
    return dites


def _nomme_ou_date(champ: Any) -> bool:
    """Whether this column says which row it is, without telling all of it, nor naming anybody else."""
    if champ.remote_field or isinstance(champ, models.EmailField):
        return False
    court = isinstance(champ, models.CharField) and (champ.max_length or 0) <= LONGUEUR_COURTE
    return court or isinstance(champ, models.DateField | models.AutoField)


def _simple(ligne: models.Model, champ: Any, valeur: Any) -> Any:
    if champ.remote_field:
        return str(valeur)
    if champ.choices:
        return str(getattr(ligne, f"get_{champ.name}_display")())
    if isinstance(valeur, bool | int | float | dict | list):
        return valeur
    if isinstance(valeur, datetime.date):
        return DjangoJSONEncoder().default(valeur)
    return str(valeur)


def _paragraphe(ligne: Donnees) -> list[str]:
    return [f"{capfirst(nom)} : {_lisible(valeur)}" for nom, valeur in ligne.items()]


def _lisible(valeur: Any) -> str:
    if isinstance(valeur, bool):
        return _("oui") if valeur else _("non")
    try:
        lue = datetime.datetime.fromisoformat(valeur) if isinstance(valeur, str) and "T" in valeur else None
    except ValueError:
        lue = None
    return date_format(localtime(lue), "DATETIME_FORMAT") if lue and lue.tzinfo else str(valeur)
