"""The public API: read-only, no key, open to any site. Same names and values as the open files."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Query
from ninja.throttling import AnonRateThrottle

from registre.models import Cooperative
from registre.public import erreurs_api
from registre.public.contrats_api import (
    CooperativeSansStatut,
    Demande,
    EngagementPublie,
    LabelPublie,
    ListeDeCooperatives,
    ListeDEngagements,
    ListeDeStatuts,
    Recherche,
    StatutsDemandes,
)
from registre.public.edition import engagements_en_vigueur
from registre.public.jour import lire_jour
from registre.public.lignes import (
    de_quoi_ecrire,
    en_json,
    labels_au,
    ligne_de_label,
    lignes_du_registre,
)
from registre.public.requete import periodes
from registre.public.statuts import statuts_de

DEBIT = "120/m"

api = NinjaAPI(
    title="Registre du label Quali'Coop",
    version="1.0.0",
    description=(
        "Qui est labellisé, sur quels engagements, de quand à quand : aujourd'hui ou tout autre jour (`au`). "
        "Cette description n'existe qu'en français ; noms et valeurs sont les mêmes dans toutes les langues. "
        "(This description is in French only; names and values are the same in every language.)"
    ),
    urls_namespace="api",
    docs_url=None,
    throttle=[AnonRateThrottle(DEBIT)],
)
erreurs_api.brancher(api)


@api.get("/cooperatives", response=ListeDeCooperatives, summary="Les coopératives qui ont un statut public")
def cooperatives(request: HttpRequest, recherche: Query[Recherche]) -> dict[str, Any]:
    """One page of the register's rows on a day; the filters are those of the register's page."""
    edition = engagements_en_vigueur(lire_jour(recherche.au))
    filtres = recherche.filtres(request.GET, edition)
    lignes = de_quoi_ecrire(periodes(filtres, edition))
    debut = (filtres.page - 1) * filtres.par_page
    page = lignes_du_registre(lignes[debut : debut + filtres.par_page], filtres.au)
    return {"au": filtres.au, "count": lignes.count(), "items": [en_json(ligne) for ligne in page]}


@api.get("/cooperatives/{siren}", response=CooperativeSansStatut, summary="Une coopérative, par son SIREN")
def cooperative(request: HttpRequest, siren: str, demande: Query[Demande]) -> dict[str, Any]:
    """The coop's row on a day; `statut` is null when nothing is public. 404 for a SIREN of no known coop."""
    au = lire_jour(demande.au)
    trouvee = Cooperative.objects.filter(siren=siren.replace(" ", "")).first()
    if trouvee is None:
        raise Http404
    lignes = de_quoi_ecrire(trouvee.periodes.filter(du__lte=au, jusqu_au__gte=au))
    for ligne in lignes_du_registre(lignes, au):
        return en_json(ligne)
    return {
        "siren": trouvee.siren,
        "nom": trouvee.nom,
        "statut": None,
        "statut_au": au,
        "demonstration": trouvee.demonstration,
    }


@api.get("/labels/{numero}", response=LabelPublie, summary="Un label, par son numéro")
def label(request: HttpRequest, numero: str, demande: Query[Demande]) -> dict[str, Any]:
    """The label's row on a day. 404 for a number never given, or given after that day."""
    au = lire_jour(demande.au)
    trouve = labels_au(au).filter(numero=numero.upper()).first()
    if trouve is None:
        raise Http404
    return en_json(ligne_de_label(trouve, au))


@api.get("/engagements", response=ListeDEngagements, summary="Les engagements de l'édition en vigueur")
def engagements(request: HttpRequest, demande: Query[Demande]) -> dict[str, Any]:
    """The engagements of the edition in force on a day, in order of number."""
    au = lire_jour(demande.au)
    items = [
        EngagementPublie(numero=e.numero, intitule=e.intitule, axe=e.axe, titre_axe=e.titre_axe)
        for e in engagements_en_vigueur(au).engagements
    ]
    return {"au": au, "count": len(items), "items": items}


@api.get("/statuts", response=ListeDeStatuts, summary="Le statut de plusieurs SIREN")
def statuts(request: HttpRequest, demande: Query[StatutsDemandes]) -> dict[str, Any]:
    """Answer every SIREN asked, in the order asked: null where there is none, said where the number is wrong."""
    return _statuts(demande)


@api.post("/statuts", response=ListeDeStatuts, summary="Le statut de plusieurs SIREN, en grand nombre")
def statuts_en_nombre(request: HttpRequest, demande: StatutsDemandes) -> dict[str, Any]:
    """The same, with the numbers in the body: `{"au": "2025-12-31", "siren": ["…"]}`. Nothing is kept."""
    return _statuts(demande)


def _statuts(demande: StatutsDemandes) -> dict[str, Any]:
    au = lire_jour(demande.au)
    items = [
        {
            "siren": s.siren,
            "siren_valide": s.siren_valide,
            "statut": s.statut,
            "nom": s.nom,
            "numero_label": s.numero_label,
        }
        for s in statuts_de(demande.siren, au)
    ]
    return {"au": au, "count": len(items), "items": items}
