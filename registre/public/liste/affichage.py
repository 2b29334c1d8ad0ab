"""How a result is shown, as links: views, orders, sizes, neighbouring pages."""

from django.utils.translation import gettext_lazy as _

from registre.public.liste.filtres import DANS_UN_TABLEAU, TAILLES, TRIS, VUES, Filtres
from socle.liste.affichage import AffichageDeListe, liens, precedente, suivante

TEXTES = {
    "liste": _("Liste"),
    "tableau": _("Tableau"),
    "carte": _("Carte"),
    "nom": _("Nom"),
    "statut": _("Statut"),
    "fin": _("Fin de validité"),
    "octroi": _("Octroi récent"),
}


def affichage(filtres: Filtres, pages: int, total: int) -> AffichageDeListe:
    """Return the links around a result of `total` coops on `pages` pages."""
    vues = [(vue, TEXTES[vue]) for vue in VUES]
    tris = [(tri, TEXTES[tri]) for tri in TRIS]
    maximum = DANS_UN_TABLEAU if filtres.vue == "tableau" else TAILLES[-1]
    tailles = [(taille, taille) for taille in TAILLES if taille <= maximum] if total > TAILLES[0] else []

    return AffichageDeListe(
        vues=liens(filtres, "vue", vues, filtres.vue),
        tris=liens(filtres, "tri", tris, filtres.tri),
        tailles=liens(filtres, "par_page", tailles, filtres.lignes_par_page),
        precedente=precedente(filtres, filtres.page),
        suivante=suivante(filtres, filtres.page, pages),
    )
