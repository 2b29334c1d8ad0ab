"""A coop's space with something of everything in it, for a browser to look at: run on a loaded site, prints JSON.

manage.py shell --no-imports -c "from tests.bonnes_pratiques.espace.habiter import habiter; habiter('…')"
"""

import datetime
import json
import sys
from typing import Any

from bonnes_pratiques.fiches import operations
from bonnes_pratiques.models import FichePratique, Reprise
from raison_detre.models import Engagement
from registre.comptes import membres
from registre.dossier.etapes import ENGAGEMENTS
from registre.dossier.models import DossierDeCandidature, EtapeDuDossier
from registre.models import Cooperative, Membre, Role
from registre.promotion.models import Affichage
from socle.models import User
from tests.socle.factories import UserFactory

REFERENTE = "referente.navigateur@example.org"


def compte(coop: Cooperative, courriel: str, role: Role, mot_de_passe: str) -> User:
    """An account of this coop, that logs in with this password."""
    user = UserFactory.create(email=courriel, mot_de_passe=mot_de_passe)
    Membre.objects.create(user=user, cooperative=coop, role=role, depuis=datetime.date(2026, 1, 1))
    return user


def ecrire(fiche: FichePratique) -> None:
    """Tell all that a sheet needs."""
    fiche.introduction, fiche.national, fiche.stade = "En deux ans.", True, "aboutie"
    fiche.engagement_principal = Engagement.objects.filter(locale__language_code="fr").order_by("pk").first()
    fiche.point_de_depart, fiche.n_a_pas_marche = "<p>Des charges trop lourdes.</p>", "<p>Le premier devis.</p>"
    etapes: Any = [("etape", {"quand": "mars 2024", "titre": "Un audit", "texte": ""})]
    fiche.deroulement = etapes


def fiche(coop: Cooperative, titre: str, par: User, *, soumise: bool = True) -> FichePratique:
    """A sheet told by this coop, submitted or not."""

    def tout_ecrire(une: FichePratique) -> None:
        ecrire(une)
        une.title = titre

    cree = operations.creer(coop, par=par, ecrire=tout_ecrire)
    if soumise:
        operations.soumettre(cree.pk, par=par)
    return FichePratique.objects.get(pk=cree.pk)


def relire(une: FichePratique, par: User, action: str) -> None:
    """Take the Federation's decision on it."""
    etape = une.current_workflow_task_state
    assert etape
    une.current_workflow_task.on_action(etape, par, action, comment="Donnez le montant des travaux.")


def pages_du_dossier(referente: User) -> list[str]:
    """Let her into the coop whose dossier the demonstration has half filled; return pages of each kind there."""
    dossier = DossierDeCandidature.objects.select_related("cooperative").order_by("pk")[0]
    Membre.objects.create(
        user=referente, cooperative=dossier.cooperative, role=Role.REFERENT, depuis=datetime.date(2026, 1, 1)
    )
    choisis = EtapeDuDossier.objects.get(dossier=dossier, nom=ENGAGEMENTS).donnees["engagements"]
    ici = f"/espace/{dossier.cooperative.slug}/candidature/"
    return [ici, f"{ici}engagements/", f"{ici}engagements/{choisis[0]}/", f"{ici}lettre/", f"{ici}verifier/"]


def habiter(mot_de_passe: str) -> None:
    """Write two members, a sheet in each state, a take-up and an invitation; print who logs in and what to look at."""
    coop, autre = Cooperative.objects.filter(membre_jusqu_au__isnull=True).order_by("pk")[:2]
    referente = compte(coop, REFERENTE, Role.REFERENT, mot_de_passe)
    plume = compte(coop, "plume.navigateur@example.org", Role.CONTRIBUTEUR, mot_de_passe)

    Membre.objects.create(user=referente, cooperative=autre, role=Role.CONTRIBUTEUR, depuis=datetime.date(2026, 1, 1))
    relectrice = UserFactory.create(publication=True, email="relectrice.navigateur@example.org")
    brouillon = fiche(coop, "Un brouillon au titre " + "vraiment très long " * 6, plume, soumise=False)
    soumise, renvoyee, relue = (fiche(coop, f"Une fiche {etat}", plume) for etat in ("soumise", "renvoyée", "relue"))
    relire(renvoyee, relectrice, "reject")
    relire(relue, relectrice, "approve")
    publique = FichePratique.objects.live().exclude(cooperative=coop).order_by("pk").first()

    assert publique

    reprise = Reprise.objects.create(
        fiche=publique, cooperative=coop, reprise_le=datetime.date(2026, 2, 1), adaptation="Deux visites au lieu d’une."
    )
    membres.inviter(coop.pk, courriel="invitee@example.org", role=Role.CONTRIBUTEUR, par=referente)
    ici = f"/espace/{coop.slug}/"
    fiches = [f"{ici}fiches/{montree.pk}/" for montree in (brouillon, soumise, renvoyee, relue)]
    reprises = [f"{ici}reprises/", f"{ici}reprises/nouvelle/{publique.pk}/", f"{ici}reprises/{reprise.pk}/"]
    Affichage.objects.create(cooperative=coop, adresse="https://www.example.org/" + "une-adresse-tres-longue/" * 8)
    declare = [f"{ici}deployer/", f"{ici}deployer/statuts/", f"{ici}deployer/site/", f"{ici}affichages/"]
    dossier = pages_du_dossier(referente)
    espace = ["/espace/", ici, f"{ici}membres/", f"{ici}fiches/nouvelle/"]
    espace += [*fiches, *reprises, *declare, *dossier]
    sys.stdout.write(json.dumps([*espace, f"/espace/reprendre/{publique.pk}/", "/espace/inconnue/"]) + "\n")
