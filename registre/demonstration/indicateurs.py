"""What a fictional coop measures for each engagement, and how it would: plausible figures that no coop gave.

By number in the référentiel of 2021, two examples each. `Exemple.pas` is how far one coop's start may be from
another's: five steps at most, which never reach the target.
"""

from dataclasses import dataclass

from raison_detre.natures import Nature


@dataclass(frozen=True)
class Exemple:
    """An indicator, its figures in its unit, which way is better, and where they would be read."""

    nom: str
    nature: Nature
    unite: str
    sens: str
    depart: int
    cible: int
    pas: int
    source: str


METIER, ECONOMIQUE = Nature.METIER, Nature.ECONOMIQUE
GOUVERNANCE, HUMAINES = Nature.GOUVERNANCE, Nature.RESSOURCES_HUMAINES

EXEMPLES: dict[int, tuple[Exemple, ...]] = {
    1: (
        Exemple("Part des ménages logés sous plafond", METIER, "%", "hausse", 40, 65, 1, "Dossiers d’attribution"),
        Exemple("Effort des ménages, charges comprises", ECONOMIQUE, "% du revenu", "baisse", 34, 28, 1, "Enquête"),
    ),
    2: (
        Exemple("Heures d’insertion sur les chantiers", METIER, "heures par an", "hausse", 900, 2400, 60, "Bilans"),
        Exemple("Achats confiés à des entreprises locales", ECONOMIQUE, "%", "hausse", 38, 60, 1, "Comptabilité"),
    ),
    3: (
        Exemple(
            "Logements livrés près d’un transport collectif", METIER, "%", "hausse", 52, 80, 1, "Plans de situation"
        ),
        Exemple("Opérations sur un terrain déjà bâti", METIER, "%", "hausse", 30, 60, 2, "Permis de construire"),
    ),
    4: (
        Exemple("Habitants satisfaits de leur résidence", METIER, "%", "hausse", 61, 80, 1, "Enquête annuelle"),
        Exemple("Délai de réponse à un trouble de voisinage", METIER, "jours", "baisse", 21, 8, 1, "Main courante"),
    ),
    5: (
        Exemple("Associés ayant pris part à un échange", GOUVERNANCE, "%", "hausse", 12, 35, 1, "Listes de présence"),
        Exemple("Délai de réponse aux associés", GOUVERNANCE, "jours", "baisse", 30, 10, 1, "Registre du courrier"),
    ),
    6: (
        Exemple(
            "Associés présents à l’assemblée générale", GOUVERNANCE, "associés", "hausse", 35, 120, 1, "Émargement"
        ),
        Exemple("Administrateurs formés dans l’année", GOUVERNANCE, "%", "hausse", 20, 75, 2, "Attestations"),
    ),
    7: (
        Exemple(
            "Associés jugeant claire l’information reçue", GOUVERNANCE, "%", "hausse", 45, 75, 1, "Enquête annuelle"
        ),
        Exemple("Lettres aux associés dans l’année", GOUVERNANCE, "lettres", "hausse", 2, 4, 0, "Numéros parus"),
    ),
    8: (
        Exemple("Ménages appelés dès leur premier impayé", METIER, "%", "hausse", 55, 95, 2, "Suivi des impayés"),
        Exemple("Délai d’un changement de logement", METIER, "mois", "baisse", 14, 6, 1, "Commission d’attribution"),
    ),
    9: (
        Exemple("Part du résultat réinvestie", ECONOMIQUE, "%", "stable", 100, 100, 0, "Comptes approuvés"),
        Exemple("Associés sachant à quoi sert le résultat", GOUVERNANCE, "%", "hausse", 25, 60, 1, "Enquête annuelle"),
    ),
    10: (
        Exemple("Matériaux biosourcés ou réemployés", METIER, "%", "hausse", 8, 25, 1, "Décomptes de travaux"),
        Exemple("Consommation moyenne du parc", METIER, "kWh/m²/an", "baisse", 165, 120, 1, "Compteurs"),
    ),
    11: (
        Exemple("Logements en bail réel solidaire", METIER, "logements", "hausse", 24, 90, 3, "Actes signés"),
        Exemple("Salariés ayant pris part à un essai", HUMAINES, "%", "hausse", 15, 40, 1, "Bilans des essais"),
    ),
    12: (
        Exemple("Achats passés par un groupement", ECONOMIQUE, "%", "hausse", 20, 50, 1, "Comptabilité"),
        Exemple("Journées de travail partagées", HUMAINES, "jours par an", "hausse", 30, 110, 2, "Relevés d’heures"),
    ),
}
# For an edition whose engagements are others.
PARTOUT = (Exemple("Habitants dont l’avis a été recueilli", METIER, "%", "hausse", 30, 60, 1, "Enquête annuelle"),)


def exemples(numero: int) -> tuple[Exemple, ...]:
    """Return the indicators that a coop may propose for the engagement of this number."""
    return EXEMPLES.get(numero, PARTOUT)


SOURCES = {exemple.nom: exemple.source for choix in (*EXEMPLES.values(), PARTOUT) for exemple in choix}
