"""Clean the texts stored before each text field did it by itself (`socle.textes.signes`). Here, for this room knows them all.

What the register's journal wrote stays to the letter: its events are chained, and its other rows say what they say.
"""

from typing import Any

from django.apps.registry import Apps
from django.db import IntegrityError, migrations, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Cast
from wagtail.fields import StreamField

from socle.textes.des_modeles import regle_de

DU_REGISTRE = {"presentationcooperative", "membre", "invitation", "seancecomite", "registrepage", "ancienneadresse"}
PAR_LOT = 200


def nettoyer(apps: Apps, schema_editor: BaseDatabaseSchemaEditor | None = None) -> None:
    """Clean every row of every table but the journal's."""
    for modele in apps.get_models(include_auto_created=True):
        if modele._meta.app_label != "registre" or modele._meta.model_name in DU_REGISTRE:
            nettoyer_la_table(modele)


def nettoyer_la_table(modele: type[models.Model]) -> None:
    """Clean the rows of one table; those that need it are rewritten one by one."""
    champs = [champ for champ in modele._meta.local_concrete_fields if regle_de(champ) and not champ.primary_key]
    if not champs:
        return
    lus = {f"lu_{rang}": _tel_quel(champ) for rang, champ in enumerate(champs)}
    lignes = modele._base_manager.order_by().annotate(**lus).values_list("pk", *lus)

    a_changer: list[tuple[Any, dict[str, Any]]] = []
    for cle, *valeurs in lignes.iterator(chunk_size=PAR_LOT):
        changees = _changees(champs, valeurs)
        if changees:
            a_changer.append((cle, changees))

    for cle, changees in a_changer:
        try:
            with transaction.atomic():
                modele._base_manager.filter(pk=cle).update(**changees)
        except IntegrityError:  # once clean, it would be the twin of another that must be alone: it stays as it is
            continue


def _tel_quel(champ: Any) -> Any:
    """Read a column as it is: a StreamField without its blocks, as migrations know it, would show nothing."""
    return Cast(champ.attname, models.JSONField()) if isinstance(champ, StreamField) else models.F(champ.attname)


def _changees(champs: list[Any], valeurs: list[Any]) -> dict[str, Any]:
    """Return the columns that their rule changes, with what they become."""
    changees = {}
    for champ, valeur in zip(champs, valeurs, strict=True):
        regle = regle_de(champ)
        if regle and isinstance(valeur, str | list | dict) and (nette := regle(valeur)) != valeur:
            changees[champ.attname] = nette
    return changees


class Migration(migrations.Migration):
    dependencies = [
        ("bonnes_pratiques", "0002_revisions_de_calendrier"),
        ("registre", "0009_sans_chevauchement"),
        ("raison_detre", "0001_initial"),
        ("socle", "0004_recherche"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(nettoyer, migrations.RunPython.noop, elidable=True)]
