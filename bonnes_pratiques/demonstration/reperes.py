"""What the sheets point at, read once: the library, the fictional coops, the edition in force, the themes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bonnes_pratiques.demonstration.fichiers import DonneesRefuseesError, ThemeDonne
from bonnes_pratiques.models import BibliothequePage, Theme
from raison_detre.models import Engagement, Referentiel
from registre.models import Cooperative, Indicateur
from registre.models.indicateur import Visibilite
from socle.langues.traduction import traduire


@dataclass(frozen=True)
class LignesNommees:
    """Rows by the names the files use: coops by SIREN, engagements by number, themes by key."""

    bibliotheque: BibliothequePage
    cooperatives: dict[str, Cooperative]
    engagements: dict[int, Engagement]
    themes: dict[str, Theme] = field(default_factory=dict)

    @classmethod
    def lire(cls) -> "LignesNommees":
        """Return what is there. Raises `DonneesRefuseesError` saying which command comes first."""
        bibliotheque: Any = BibliothequePage.objects.filter(locale__language_code="fr").order_by("path").first()
        referentiel = Referentiel.objects.en_vigueur(timezone.localdate())
        cooperatives = {c.siren: c for c in Cooperative.objects.filter(demonstration=True)}

        for present, commande in (
            (referentiel, "charger_referentiel"),
            (bibliotheque, "preparer_bibliotheque"),
            (cooperatives, "charger_demonstration"),
        ):
            if not present:
                message = _("Il manque ce que les fiches racontent. Commencez par : manage.py %(commande)s")
                raise DonneesRefuseesError([message % {"commande": commande}])

        engagements = Engagement.objects.sources().filter(referentiel=referentiel)
        return cls(bibliotheque, cooperatives, {e.numero: e for e in engagements})

    def indicateur(self, siren: str, repere: dict[str, Any]) -> Indicateur | None:
        """Return the latest public indicator of this name that the coop took for this engagement, None without one."""
        return (
            Indicateur.objects.filter(
                engagement_pris__candidature__cooperative__siren=siren,
                engagement_pris__engagement__numero=repere["engagement"],
                nom=repere["nom"],
                visibilite=Visibilite.PUBLIQUE,
                valeur_depart__isnull=False,
                releves__isnull=False,
            )
            .order_by("-engagement_pris__candidature__cycle")
            .first()
        )


def poser_themes(donnes: Iterable[ThemeDonne], *, en_anglais: bool) -> tuple[dict[str, Theme], list[str]]:
    """Publish the themes that are not there yet, parents first; return all by key, and the names of the new ones."""
    themes = {theme.cle: theme for theme in Theme.objects.sources()}

    poses = []
    for donne in donnes:
        if donne.cle in themes:
            continue
        theme = Theme(
            cle=donne.cle, nom=donne.nom, description=donne.description, parent=themes.get(donne.parent), live=False
        )
        theme.full_clean()
        theme.save()
        theme.save_revision().publish()
        if en_anglais:
            traduire(theme, "en", {"nom": donne.anglais})
        themes[donne.cle] = theme
        poses.append(donne.nom)

    return themes, poses
