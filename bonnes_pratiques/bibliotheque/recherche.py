"""Sheets as the search of the site reads them, and the one function through which the library asks for words."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from bonnes_pratiques.bibliotheque.projection import avec_ses_pieces, publiques
from bonnes_pratiques.models import Etiquette, FicheIndexee, FichePratique, Theme
from registre.ecriture.signaux import registre_ecrit
from socle.recherche.genres import Document, Genre, enregistrer
from socle.recherche.moteur import Recherche
from socle.recherche.pages import chemin
from socle.recherche.suivi import a_reindexer
from socle.textes.signes import mots_du_html

FICHES = "fiches"
PAR_LOT = 200
TEXTES = ("resultats_en_mots", "n_a_pas_marche", "conditions")
COURTS = ("moyens_humains", "duree", "partenaires", "contact_role")
DU_RECIT = ("point_de_depart", "deroulement", *TEXTES, *COURTS)


@dataclass(frozen=True)
class Trouvailles:
    """What answers: the keys of sheets with their scores, the words to mark, what was corrected, in a sentence."""

    scores: dict[int, int] = field(default_factory=dict)
    mots: Collection[str] = ()
    message: str = ""


def fiches_trouvees(texte: str) -> Trouvailles:
    """Return the public sheets, of any language, whose words answer `texte`, best first."""
    recherche = Recherche(texte, genres=[FICHES])
    return Trouvailles(recherche.scores(FICHES), recherche.mots, recherche.message)


def documents(objets: Collection[int] | None) -> Iterator[Document]:
    """Yield the public sheets, with all that is written in them and the names of what they are about."""
    fiches = publiques() if objets is None else publiques().filter(pk__in=list(objets))
    liees = avec_ses_pieces(fiches).select_related("cooperative", "locale", "engagement_principal")
    toutes = liees.prefetch_related("autres_cooperatives__cooperative", "etiquettes_posees__tag", "outils")

    for fiche in toutes.order_by("pk").iterator(chunk_size=PAR_LOT):
        yield Document(
            objet=fiche.pk,
            titre=fiche.title,
            adresse=chemin(fiche),
            introduction=fiche.introduction,
            corps=corps(fiche),
            mots=tuple(_noms(fiche)),
            langue=fiche.locale.language_code,
            demonstration=fiche.demonstration,
            date=fiche.last_published_at.date() if fiche.last_published_at else None,
        )


def corps(fiche: FichePratique) -> str:
    """Return every text of a sheet, its figures' and its tools' included. Two queries unless they were prefetched."""
    resultats = [texte for resultat in fiche.resultats.all() for texte in (resultat.libelle, resultat.methode)]
    return "\n".join(filter(None, [recit(fiche), *resultats, *(outil.libelle for outil in fiche.outils.all())]))


def recit(fiche: FichePratique) -> str:
    """Return the texts that stand on the sheet itself, in the order a reader reads them. No query."""
    textes = [mots_du_html(fiche.point_de_depart)]
    for etape in fiche.deroulement:
        textes += [etape.value["quand"], etape.value["titre"], mots_du_html(str(etape.value["texte"] or ""))]
    textes += [mots_du_html(getattr(fiche, nom)) for nom in TEXTES]
    textes += [getattr(fiche, nom) for nom in COURTS]
    return "\n".join(filter(None, textes))


def _noms(fiche: FichePratique) -> Iterator[str]:
    """What a sheet is found by without being part of its text."""
    posees: Any = fiche.etiquettes_posees
    yield from (str(cooperative) for cooperative in fiche.cooperatives)
    yield from (engagement.intitule for engagement in fiche.engagements)
    yield from (theme.nom for theme in fiche.themes.all())
    yield from (posee.tag.name for posee in posees.all())


def _relire(instance: FichePratique, **_kwargs: Any) -> None:
    a_reindexer(FICHES, instance.pk)


def _relire_dessous(instance: Any, **_kwargs: Any) -> None:
    page = instance.page if isinstance(instance, PageViewRestriction) else instance
    cles = FichePratique.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True)
    if cles:
        a_reindexer(FICHES, *cles)


def _relire_celles_de(champ: str) -> Callable[..., None]:
    """Read again the sheets whose row names, in `champ`, the thing that was renamed: they are found by its name."""

    def relire(instance: Any, *, raw: bool = False, **_kwargs: Any) -> None:
        if raw:
            return
        lignes = FicheIndexee.objects.filter(**{f"{champ}__contains": f" {instance.pk} "})
        if cles := list(lignes.values_list("pk", flat=True)):
            a_reindexer(FICHES, *cles)

    return relire


def _relire_celles_des(cooperatives: Iterable[int], **_kwargs: Any) -> None:
    """Read again the sheets of coops that a lot wrote of: their names change by an operation, no row is saved."""
    ecrites = {str(cooperative) for cooperative in cooperatives}
    lignes = FicheIndexee.objects.order_by("pk").values_list("pk", "cooperatives")
    if cles := [pk for pk, nommees in lignes if not ecrites.isdisjoint(nommees.split())]:
        a_reindexer(FICHES, *cles)


enregistrer(Genre(FICHES, _("Bonnes pratiques"), documents, rang=20))
for signal in (page_published, page_unpublished, post_delete):
    signal.connect(_relire, sender=FichePratique, dispatch_uid="recherche fiches")
for signal in (post_save, post_delete):
    signal.connect(_relire_dessous, sender=PageViewRestriction, dispatch_uid="recherche fiches restreintes")
post_page_move.connect(_relire_dessous, dispatch_uid="recherche fiches deplacees")
registre_ecrit.connect(_relire_celles_des, dispatch_uid="recherche fiches cooperatives")
for modele, champ in ((Theme, "themes"), (Etiquette, "etiquettes")):
    relire_celles = _relire_celles_de(champ)
    post_save.connect(relire_celles, sender=modele, weak=False, dispatch_uid=f"recherche fiches {champ}")
