"""One fictional coop with a dossier half filled, so that its pages are seen: plainly fictional, as all the rest."""

import datetime
from collections.abc import Sequence

from raison_detre.models import Referentiel
from registre.dossier.edition import lire_edition
from registre.dossier.etapes import CONCERTATION, ENGAGEMENTS, etape_d_engagement
from registre.dossier.models import (
    CommentaireDeDossier,
    DossierDeCandidature,
    EntreQui,
    EtapeDuDossier,
    FilDeCommentaires,
    IndicateurDuCatalogue,
)
from registre.models import Candidature, Cooperative

FICTIF = "Exemple fictif, pour montrer la page."
COMMENCES = 2  # engagements of which something is said; the second one lacks its target


def ecrire(cooperatives: Sequence[Cooperative], au: datetime.date, referentiel: Referentiel) -> None:
    """Begin the dossier of the first of these coops that has no candidature, unless one has a dossier already."""
    if DossierDeCandidature.objects.filter(cooperative__demonstration=True).exists():
        return
    deja = set(Candidature.tous.filter(cooperative__in=cooperatives).values_list("cooperative", flat=True))
    coop = next((c for c in cooperatives if c.pk not in deja and c.active(au)), None)
    if coop is None:
        return

    _remplir_le_catalogue(referentiel)
    dossier = DossierDeCandidature.objects.create(cooperative=coop, edition=referentiel)
    EtapeDuDossier.objects.bulk_create(
        EtapeDuDossier(dossier=dossier, nom=nom, donnees=donnees) for nom, donnees in _etapes(referentiel, au).items()
    )
    _questionner(dossier)


def _questionner(dossier: DossierDeCandidature) -> None:
    """Ask a question that waits for its answer, signed by nobody."""
    fil = FilDeCommentaires.objects.create(
        dossier=dossier,
        entre=EntreQui.FEDERATION,
        etape=CONCERTATION,
        champ="salaries",
        objet="Information et consultation des salariés",
        pose_par_la_federation=True,
    )
    texte = f"{FICTIF} À quelle date le comité social et économique a-t-il été consulté\u00a0?"
    CommentaireDeDossier.objects.create(fil=fil, texte=texte, de_la_federation=True)


def _remplir_le_catalogue(referentiel: Referentiel) -> None:
    """Propose one fictional indicator for each of the first engagements, unless they are there already."""
    for engagement in lire_edition(referentiel).engagements[:COMMENCES]:
        IndicateurDuCatalogue.objects.get_or_create(
            engagement=engagement.cle,
            nom=f"Indicateur d’exemple de l’engagement {engagement.numero}",
            defaults={"unite": "%", "definition": FICTIF, "demonstration": True},
        )


def _etapes(referentiel: Referentiel, au: datetime.date) -> dict[str, dict[str, list[str]]]:
    """What is typed in each step, by its name."""
    cles = [engagement.cle for engagement in lire_edition(referentiel).engagements][::2]
    etapes = {
        ENGAGEMENTS: {"engagements": cles},
        CONCERTATION: {"salaries": [FICTIF], "cooperateurs": [FICTIF]},
    }

    for rang, cle in enumerate(cles[:COMMENCES]):
        indicateur = {
            "nom": "Part des personnes consultées",
            "valeur": "12,5 %",
            "depart_le": f"{au:%d/%m/%Y}",
            "nature": "gouvernance",
            "visibilite": "publique",
        }
        if rang == 0:
            indicateur |= {"cible": "40 %", "cible_le": f"31/12/{au.year + 2}"}
        saisie = {f"indicateurs-0-{nom}": [valeur] for nom, valeur in indicateur.items()}
        etapes[etape_d_engagement(cle)] = {"pourquoi": [FICTIF], "indicateurs-nombre": ["1"]} | saisie

    return etapes
