"""The public API: read-only, no key, open to any site. Same names and values as the open files."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Query
from ninja.throttling import AnonRateThrottle

from registre.engagements.en_vigueur import engagements_en_vigueur
from registre.models import PeriodeDeStatut
from registre.public.api import erreurs as erreurs_api
from registre.public.api.application import ApiDuRegistre
from registre.public.api.contrats import (
    CooperativeDemandee,
    DemandeAuJour,
    DemandeDatee,
    EngagementPublie,
    LabelPublie,
    ListeDeCooperatives,
    ListeDEngagements,
    ListeDeStatuts,
    RechercheDeCooperatives,
    StatutsDemandes,
    StatutsDemandesEnAdresse,
)
from registre.public.api.description import ADRESSE_LONGUE, CE_JOUR_LA, ENVOI, NUMERO, RIEN
from registre.public.api.statuts import statuts_de, suites
from registre.public.connaissance.jour import Jours, lire_jour
from registre.public.donnees import lignes_des_labels, lignes_du_registre
from registre.public.donnees.lignes import en_json
from registre.public.fiche.numeros_annules import exiger_un_numero_valable
from registre.public.liste.filtres import Filtres
from registre.public.liste.requete import periodes
from registre.public.verifier.porteurs import porteurs_par_siren
from registre.siren import compacter

# Said to be 120 a minute; counted over one second less, so that whoever keeps to it is never refused for a late packet.
DEBIT = "120/59s"

api = ApiDuRegistre(
    title="Registre du label Quali'Coop",
    version="1.2.0",
    description=(
        "Qui est labellisé, sur quels engagements, de quand à quand : aujourd'hui ou tout autre jour (`au`), tel qu'on "
        "le sait maintenant ou tel que le registre le savait un jour passé (`connu_le`). "
        "Cette description n'existe qu'en français ; noms et valeurs sont les mêmes dans toutes les langues. "
        "(This description is in French only; names and values are the same in every language.) "
        "120 demandes par minute : au-delà, la réponse 429 dit dans Retry-After quand revenir, et qui attend est servi."
    ),
    urls_namespace="api",
    docs_url=None,
    throttle=[AnonRateThrottle(DEBIT)],
)
erreurs_api.brancher(api)


@api.get(
    "/cooperatives",
    response=ListeDeCooperatives,
    summary="Les coopératives qui ont un statut public",
    openapi_extra=CE_JOUR_LA,
)
def cooperatives(request: HttpRequest, recherche: Query[RechercheDeCooperatives]) -> dict[str, Any]:
    """One page of the register's rows on a day; the filters are those of the register's page."""
    jours = recherche.jours()
    edition = engagements_en_vigueur(jours.au)
    filtres = recherche.filtres(request.GET, edition)
    lues = periodes(filtres, edition)
    cles = lignes_du_registre.instantane(lues, jours, _tranche(filtres))
    lignes = lignes_du_registre.lignes_du_registre(cles, jours)

    return {
        "au": jours.au,
        "connu_le": jours.su_le,
        "count": _compte(lues, filtres, len(cles)),
        "items": [en_json(ligne) for ligne in lignes],
    }


def _tranche(filtres: Filtres) -> slice:
    """The rows of the page asked."""
    debut = (filtres.page - 1) * filtres.par_page
    return slice(debut, debut + filtres.par_page)


def _compte(periodes: "QuerySet[PeriodeDeStatut]", filtres: Filtres, lues: int) -> int:
    """How many rows there are in all. A page neither full nor empty says it: the two cannot disagree."""
    debut = (filtres.page - 1) * filtres.par_page
    if 0 < lues < filtres.par_page:
        return debut + lues
    return max(debut + lues if lues else 0, periodes.exclude(statut="").count())


@api.get(
    "/cooperatives/{siren}",
    response=CooperativeDemandee,
    summary="Une coopérative, par son SIREN",
    openapi_extra=CE_JOUR_LA,
)
def cooperative(request: HttpRequest, siren: str, demande: Query[DemandeDatee]) -> dict[str, Any]:
    """The coop's row on a day; `statut` is null when nothing is public.

    A SIREN that it left leads to it too: `siren` is that of the day, `siren_actuel` the latest. `absorbee_…` say which
    coop absorbed it by then, and that one's status. 404 for a SIREN of no known coop.
    """
    jours = demande.jours()
    compact = compacter(siren)
    porteur = porteurs_par_siren([compact], jours).get(compact)
    if porteur is None:
        raise Http404

    la_sienne = PeriodeDeStatut.toutes.filter(pk=porteur.periode.pk)
    lignes = lignes_du_registre.lignes_du_registre(lignes_du_registre.instantane(la_sienne, jours), jours)

    for ligne in lignes:
        return en_json(ligne) | suites(porteur)

    return {
        "siren": porteur.periode.identite.siren,
        "nom": porteur.nom,
        "statut": None,
        "statut_au": jours.au,
        "demonstration": porteur.periode.cooperative.demonstration,
        "connu_le": jours.su_le,
    } | suites(porteur)


@api.get(
    "/labels/{numero}",
    response=LabelPublie,
    summary="Un label, par son numéro",
    openapi_extra=NUMERO,
)
def label(request: HttpRequest, numero: str, demande: Query[DemandeDatee]) -> dict[str, Any]:
    """The label's row on a day. 404 for a number never given, or given after that day.

    410 for one given by mistake, then annulled: the answer says when and why, and it is never given again.
    """
    jours = demande.jours()
    connus = lignes_des_labels.labels_connus(jours).filter(label__numero=numero.upper())
    cles = lignes_des_labels.instantane(connus, jours)

    for ligne in lignes_des_labels.lignes_des_labels(cles, jours):
        return en_json(ligne)

    exiger_un_numero_valable(numero.upper(), jours.connu_le)
    raise Http404


@api.get(
    "/engagements",
    response=ListeDEngagements,
    summary="Les engagements de l'édition en vigueur",
    openapi_extra=RIEN,
)
def engagements(request: HttpRequest, demande: Query[DemandeAuJour]) -> dict[str, Any]:
    """The engagements of the edition in force on a day, in order of number."""
    au = lire_jour(demande.au)
    items = [
        EngagementPublie(numero=e.numero, intitule=e.intitule, axe=e.axe, titre_axe=e.titre_axe)
        for e in engagements_en_vigueur(au).engagements
    ]
    return {"au": au, "count": len(items), "items": items}


@api.get("/statuts", response=ListeDeStatuts, summary="Le statut de plusieurs SIREN", openapi_extra=ADRESSE_LONGUE)
def statuts(request: HttpRequest, demande: Query[StatutsDemandesEnAdresse]) -> dict[str, Any]:
    """Answer every SIREN asked, in the order asked: null where there is none, said where the number is wrong.

    An address bears two hundred; send more by POST.
    """
    return _statuts(demande.siren, demande.jours())


@api.post(
    "/statuts",
    response=ListeDeStatuts,
    summary="Le statut de plusieurs SIREN, en grand nombre",
    openapi_extra=ENVOI,
)
def statuts_en_nombre(request: HttpRequest, demande: StatutsDemandes) -> dict[str, Any]:
    """The same, with the numbers in the body: `{"au": "2025-12-31", "siren": ["…"]}`. Nothing is kept."""
    return _statuts(demande.siren, demande.jours())


def _statuts(sirens: list[str], jours: Jours) -> dict[str, Any]:
    items = [vars(statut) for statut in statuts_de(sirens, jours)]
    return {"au": jours.au, "connu_le": jours.su_le, "count": len(items), "items": items}
