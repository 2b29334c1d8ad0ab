"""Registers the register in Wagtail's admin. No logic here."""

from django.urls import path
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from registre.administration.accueil.panneau import composer_accueil
from registre.administration.comite.adresses import ADRESSES_DU_COMITE
from registre.administration.depot import DepotView
from registre.administration.gestes.politiques import LectureSeule, SansAjoutNiSuppression, SansSuppression
from registre.administration.imports.vues import AvancementView, ImportView
from registre.administration.inscription import composer_menu
from registre.administration.instruction.adresses import ADRESSES
from registre.administration.instruction.points import points_en_attente
from registre.administration.instruction.recours import recours_en_attente
from registre.administration.instruction.visites import visites_en_attente
from registre.administration.membres import SansAjout, SansCorrection
from registre.administration.rappels import politiques, rappels_en_attente, renvoyer_view
from registre.administration.rapports import menu as rapports
from registre.administration.viewsets import RegistreGroup
from registre.administration.vues import GesteView
from registre.comite.models import AccesAuDossier, MembreDuComite, RegleDeQuorum
from registre.dossier.models import IndicateurDuCatalogue
from registre.models import Candidature, Cooperative, Evenement, Invitation, Label, Membre
from registre.promotion.deploiement import preuves
from registre.promotion.models import Affichage, Deploiement
from registre.recours.models import RecoursDeCooperative
from registre.signalements.models import SignalementDErreur
from registre.signalements.rappel import signalements_en_attente
from registre.suivi.models import DemandeDeVisite, PointDeCooperative

EN_LECTURE = (
    Candidature,
    Label,
    Evenement,
    Deploiement,
    Affichage,
    AccesAuDossier,
    RecoursDeCooperative,
    PointDeCooperative,
    DemandeDeVisite,
)
for modele in EN_LECTURE:
    register_permission_policy(modele, LectureSeule(modele))
for garde in (Cooperative, IndicateurDuCatalogue, MembreDuComite, RegleDeQuorum):
    register_permission_policy(garde, SansSuppression(garde))
register_permission_policy(Membre, SansAjout(Membre))
register_permission_policy(Invitation, SansCorrection(Invitation))
for politique in (*politiques(), SansAjoutNiSuppression(SignalementDErreur)):
    register_permission_policy(politique.model, politique)
register_snippet(RegistreGroup)
hooks.register("completer_attente", rappels_en_attente)
hooks.register("completer_attente", points_en_attente)
hooks.register("completer_attente", recours_en_attente)
hooks.register("completer_attente", signalements_en_attente)
hooks.register("completer_attente", visites_en_attente)
hooks.register("construct_homepage_panels", composer_accueil)
hooks.register("before_serve_document", preuves.avant_de_servir)
hooks.register("construct_snippet_action_menu", composer_menu)
rapports.inscrire()


@hooks.register("register_admin_urls")
def adresses_des_gestes() -> list:
    """Add the addresses of the operations."""
    return [
        *ADRESSES,
        path("registre/cooperative/<int:pk>/deposer/", DepotView.as_view(), name="registre_depot"),
        path("registre/importer/<slug:quoi>/", ImportView.as_view(), name="registre_import"),
        path("registre/importer/<slug:quoi>/avancement/", AvancementView.as_view(), name="registre_import_avancement"),
        path("registre/rappels/<int:pk>/renvoyer/", renvoyer_view, name="registre_renvoyer_rappel"),
        *ADRESSES_DU_COMITE,
        path("registre/<str:objet>/<int:pk>/<slug:geste>/", GesteView.as_view(), name="registre_geste"),
    ]
