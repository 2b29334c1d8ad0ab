"""A target reached becomes the draft of a sheet in one click: what the register knows is there, once per indicator."""

import datetime
from decimal import Decimal
from typing import Any

from bonnes_pratiques.models import FichePratique, OrigineDeFiche
from raison_detre.models import Engagement
from registre import operations
from registre.composition import ActionProposee, ChoixDEngagement, IndicateurPropose
from registre.models import Cooperative, Indicateur
from registre.operations import ReleveConsigne
from tests.bonnes_pratiques.espace.conftest import Monde
from tests.registre.factories import CHOIX_VALIDE, edition
from tests.registre.lecture import lire, mots

DEPOT, POINT = datetime.date(2024, 1, 10), datetime.date(2024, 7, 1)
NOMS = ("Part des votants", "Délai de réponse", "Salaires")


def coop_qui_avance(coop: Cooperative) -> dict[str, int]:
    """A coop whose first indicator is at its target, the second on its way, the third there but not public."""

    def indicateur(nom: str, cible: int, **champs: Any) -> IndicateurPropose:
        depart: dict[str, Any] = {
            "valeur_depart": Decimal("12.50"),
            "depart_le": DEPOT,
            "cible_le": datetime.date(2026, 12, 31),
        }
        actions = (ActionProposee("Former les gardiens, puis leurs remplaçants " * 3, datetime.date(2024, 3, 31)),)
        return IndicateurPropose(nom, "metier", "%", cible=Decimal(cible), actions=actions, **depart, **champs)

    mesures = (indicateur(NOMS[0], 20), indicateur(NOMS[1], 60), indicateur(NOMS[2], 15, visibilite="privee"))
    autre = (IndicateurPropose("Taux", "metier"),)
    choix = [ChoixDEngagement(n, "Parce que.\n\nVraiment.", mesures if n == 1 else autre) for n in CHOIX_VALIDE]
    candidature = operations.deposer(coop.pk, referentiel=edition(), choix=choix, par=None, le=DEPOT)
    operations.declarer_complete(candidature.pk, par=None, le=DEPOT)
    operations.declarer_admissible(candidature.pk, par=None, le=DEPOT)

    cles = {i.nom: i.pk for i in Indicateur.objects.filter(engagement_pris__candidature=candidature, nom__in=NOMS)}
    lus = [ReleveConsigne(pk, Decimal(23), source="Registre", preuve="mesuree") for pk in cles.values()]
    operations.consigner_point_etape(candidature.pk, mois=6, par=None, le=POINT, releves=lus)
    return cles


def test_one_click_makes_the_draft_and_the_next_leads_to_it(monde: Monde) -> None:
    cles = coop_qui_avance(monde.a)
    elle, lui = monde.client("contributrice A"), monde.client("référent A")
    [tache] = lire(elle, "/espace/coop-a/").select("[aria-labelledby=reussites] li")
    assert "Part des votants 23 % (1er juillet 2024), cible atteinte." in mots(tache)
    adresse = tache.form["action"]

    premier = elle.post(adresse)
    fiche = FichePratique.objects.get()
    assert premier.headers["Location"] == f"/espace/coop-a/fiches/{fiche.pk}/"
    assert lui.post(adresse).headers["Location"] == f"/espace/coop-a/fiches/{fiche.pk}/"
    assert not lire(elle, "/espace/coop-a/").select("[aria-labelledby=reussites]")

    ecrite = fiche.get_latest_revision_as_object()
    assert (ecrite.live, ecrite.cooperative, ecrite.owner) == (False, monde.a, monde["contributrice A"])
    assert ecrite.title == "Part des votants : de 12,5 à 23 %"
    assert ecrite.engagement_principal == Engagement.objects.get(numero=1)
    assert (ecrite.stade, ecrite.preuve, ecrite.duree) == ("aboutie", "mesuree", "de janvier 2024 à juillet 2024")
    assert ecrite.point_de_depart == "<p>Parce que.</p><p>Vraiment.</p>"
    [etape], [resultat] = ecrite.deroulement, ecrite.resultats.all()
    assert etape.value["quand"] == "mars 2024"
    assert etape.value["titre"].endswith("…")
    assert "leurs remplaçants" in etape.value["texte"].source
    assert (resultat.avant, resultat.apres, resultat.unite, resultat.methode) == (Decimal("12.5"), 23, "%", "Registre")
    assert (resultat.releve_le, resultat.indicateur_id) == (POINT, cles["Part des votants"])

    page = elle.get(premier.headers["Location"])
    assert "Part des votants : de 12,5 à 23 %" in page.content.decode()
    assert monde.client("visiteur").get(ecrite.get_url() or "/introuvable/").status_code == 404


def test_what_is_not_reached_not_public_or_not_theirs_makes_nothing(monde: Monde) -> None:
    cles = coop_qui_avance(monde.a)
    elle = monde.client("contributrice A")
    en_route = elle.post(f"/espace/coop-a/fiches/depuis/{cles['Délai de réponse']}/")
    assert en_route.headers["Location"] == "/espace/coop-a/"
    assert "pas à sa cible" in mots(lire(elle, "/espace/coop-a/"))
    assert elle.post(f"/espace/coop-a/fiches/depuis/{cles['Salaires']}/").status_code == 404
    lui = monde.client("contributeur B")
    assert lui.post(f"/espace/coop-b/fiches/depuis/{cles['Part des votants']}/").status_code == 404
    assert not FichePratique.objects.exists()


def test_a_draft_given_up_may_be_begun_again(monde: Monde) -> None:
    cles = coop_qui_avance(monde.a)
    elle = monde.client("contributrice A")
    adresse = f"/espace/coop-a/fiches/depuis/{cles['Part des votants']}/"
    elle.post(adresse)
    FichePratique.objects.get().delete()
    assert not OrigineDeFiche.objects.exists()
    elle.post(adresse)
    assert OrigineDeFiche.objects.get().indicateur_id == cles["Part des votants"]
