"""How a result is shown, as links: views, orders, sizes, neighbouring pages."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from registre.public.liste.filtres import TAILLES, TRIS, VUES, Filtres

TEXTES = {
    "liste": _("Liste"),
    "tableau": _("Tableau"),
    "carte": _("Carte"),
    "nom": _("Nom"),
    "statut": _("Statut"),
    "fin": _("Fin de validité"),
    "octroi": _("Octroi récent"),
}


@dataclass(frozen=True)
class Lien:
    """A way to show the result; `ici` when it is the present one."""

    texte: str
    adresse: str
    ici: bool


@dataclass(frozen=True)
class Affichage:
    """Every way to show the result. Addresses are query strings, empty where there is nowhere to go."""

    vues: tuple[Lien, ...]
    tris: tuple[Lien, ...]
    tailles: tuple[Lien, ...]
    precedente: str
    suivante: str


def affichage(filtres: Filtres, pages: int, total: int) -> Affichage:
    """Return the links around a result of `total` coops on `pages` pages."""

    def liens(nom: str, valeurs: tuple) -> tuple[Lien, ...]:
        actuelle = getattr(filtres, nom)
        return tuple(Lien(str(TEXTES.get(v, v)), filtres.avec(**{nom: v}).adresse, v == actuelle) for v in valeurs)

    page = filtres.page
    return Affichage(
        vues=liens("vue", VUES),
        tris=liens("tri", TRIS),
        tailles=liens("par_page", TAILLES) if total > TAILLES[0] else (),
        precedente=filtres.avec(page=page - 1).adresse if page > 1 else "",
        suivante=filtres.avec(page=page + 1).adresse if page < pages else "",
    )
