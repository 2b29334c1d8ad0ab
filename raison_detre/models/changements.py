"""What a write would change in an edition in use: asked before each save of an edition, an axis or an engagement."""

from collections.abc import Collection
from typing import Any

from raison_detre import verrou


def avant_enregistrement(instance: Any, update_fields: Collection[str] | None = None, **_kwargs: Any) -> None:
    """Before every save, a fixture's included (it calls no `save`): refuse what the lock refuses."""
    refuser(instance, champs=update_fields)


def refuser(objet: Any, *, champs: Collection[str] | None = None) -> None:
    """Raise `EditionVerrouillee` when writing `objet` (these fields of it) would change an edition in use."""
    actuel = type(objet)._base_manager.filter(pk=objet.pk).first() if objet.pk else None
    fautifs = _changes(objet, actuel, champs) if actuel else _ajouts(objet)
    if not fautifs:
        return
    editions = {ligne.cle_d_edition for ligne in (actuel, objet) if ligne is not None}
    if verrou.une_sert(edition for edition in editions if edition):
        raise verrou.EditionVerrouillee(dict.fromkeys(fautifs, verrou.CHAMP if actuel else verrou.AJOUT))


def _ajouts(objet: Any) -> list[str]:
    """Return the field that adds it to an edition; none for a translation, which adds no fact."""
    traduit = not objet.fait_foi and _source(objet) is not None
    return [] if traduit else list(objet.champs_de_place[:1])


def _changes(objet: Any, actuel: Any, champs: Collection[str] | None) -> list[str]:
    """Return the locked fields that would change; a translation may always take the value of its French."""
    ecrits = [
        nom
        for nom in objet.champs_verrouilles
        if champs is None or nom in champs or objet._meta.get_field(nom).attname in champs
    ]
    changes = [nom for nom in ecrits if _valeur(objet, nom) != _valeur(actuel, nom)]
    if not changes or actuel.fait_foi:
        return changes

    source = _source(actuel)
    changes = [nom for nom in changes if nom not in objet.champs_du_francais]

    return [nom for nom in changes if source is None or _valeur(objet, nom) != _valeur(source, nom)]


def _source(objet: Any) -> Any:
    """Return the French row of a translation."""
    lignes = type(objet)._base_manager.filter(translation_key=objet.translation_key)
    return lignes.filter(locale__language_code="fr").first()


def _valeur(objet: Any, nom: str) -> Any:
    """Return a value as the database would give it back; an expression stays itself, equal to no value."""
    champ = objet._meta.get_field(nom)
    valeur = getattr(objet, champ.attname)
    if valeur is None or hasattr(valeur, "resolve_expression"):
        return valeur
    return champ.target_field.to_python(valeur) if champ.is_relation else champ.to_python(valeur)
