"""What the reviewers wrote beside the fields, in Wagtail's comments, shown beside those of the space's form."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Comment

from bonnes_pratiques.espace.formulaire import FormulaireComplet
from bonnes_pratiques.models import FichePratique
from registre.models import Membre

AILLEURS = ""


@dataclass(frozen=True)
class Commentaire:
    """A comment, who wrote it and for whom they speak."""

    pk: int
    texte: str
    auteur: str
    role: str
    le: datetime
    reponses: tuple[str, ...]


def commentaires_par_champ(fiche: FichePratique, formulaire: FormulaireComplet) -> dict[str, list[Commentaire]]:
    """Return the open comments under the name of the field they are about, those about no field here under ""."""
    ouverts = list(
        Comment.objects.filter(page_id=fiche.pk, resolved_at__isnull=True)
        .select_related("user")
        .prefetch_related("replies__user")
        .order_by("created_at", "pk")
    )
    membres = set(
        Membre.objects.filter(cooperative=fiche.cooperative).values_list("user_id", flat=True) if ouverts else ()
    )
    connus = {formule.add_prefix(nom) for formule in formulaire.formulaires for nom in formule.fields}
    etapes = {ligne["id"].value(): ligne.prefix for ligne in formulaire.lignes["etapes"]}

    par_champ: dict[str, list[Commentaire]] = {}
    for c in ouverts:
        role = "votre coopérative" if c.user_id in membres else "la Fédération"
        reponses = tuple(f"{r.user} : {r.text}" for r in c.replies.all())
        nom = _champ(c.contentpath, etapes)
        cle = nom if nom in connus else AILLEURS
        par_champ.setdefault(cle, []).append(Commentaire(c.pk, c.text, str(c.user), role, c.created_at, reponses))

    return par_champ


def _champ(chemin: str, etapes: dict[str, str | None]) -> str:
    """The name, in our form, of what Wagtail calls "deroulement.<block id>.titre"."""
    champ, *suite = chemin.split(".")
    if champ != "deroulement" or not suite:
        return champ
    ligne = etapes.get(suite[0])
    return f"{ligne}-{suite[1] if len(suite) > 1 else 'titre'}" if ligne else AILLEURS


def poser(formulaire: FormulaireComplet, par_champ: dict[str, list[Commentaire]]) -> None:
    """Hang the comments on the fields, for the template."""
    for formule in formulaire.formulaires:
        for nom in formule.fields:
            vars(formule[nom])["commentaires"] = par_champ.get(formule.add_prefix(nom), [])
