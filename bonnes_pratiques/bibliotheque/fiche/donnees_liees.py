"""A sheet as search engines read it (schema.org): how it was done, step by step, or the story of it."""

from typing import Any

from django.utils.safestring import SafeString

from bonnes_pratiques.bibliotheque.fiche.fiche_lue import FicheLue
from bonnes_pratiques.models import FichePratique
from registre.adresses import adresse_absolue
from socle.formats.identite import FEDERATION
from socle.formats.json_ld import balise_json_ld


def recette(fiche: FichePratique, lue: FicheLue, adresse: str) -> SafeString:
    """Return a HowTo, an Article when nothing was done yet; by the coops that tell, published by the Federation."""
    etapes = [{"@type": "HowToStep", "name": etape.value["titre"]} for etape in fiche.deroulement]
    donnees: dict[str, Any] = {
        "@type": "HowTo" if etapes else "Article",
        "name" if etapes else "headline": fiche.title,
        "description": fiche.description,
        "url": adresse,
        "inLanguage": fiche.locale.language_code,
        "author": [
            {"@type": "Organization", "name": c.coop.nom, "@id": adresse_absolue(f"siren/{c.coop.siren}")}
            for c in lue.cooperatives
        ],
        "publisher": {"@type": "Organization", "name": FEDERATION},
        "about": [e.intitule for e in lue.engagements],
        "keywords": [theme.nom for theme in lue.themes] + [nom for _adresse, nom in lue.etiquettes],
    }

    if etapes:
        donnees["step"] = etapes

    if fiche.first_published_at and fiche.last_published_at:
        donnees["datePublished"] = fiche.first_published_at.isoformat()
        donnees["dateModified"] = fiche.last_published_at.isoformat()

    return balise_json_ld(donnees)
