"""Registers the register in Wagtail's admin. No logic here."""

from django.urls import path
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from registre.administration.accueil.panneau import composer_accueil
from registre.administration.comite.adresses import ADRESSES_DU_COMITE
from registre.administration.courriels.rappels import politiques
from registre.administration.courriels.renvoi import COURRIERS, RAPPELS, messages_en_attente, renvoyer_view
from registre.administration.depot import DepotView
from registre.administration.gestes.lecture_seule import EN_LECTURE_SEULE
from registre.administration.gestes.politiques import LectureSeule, SansAjoutNiSuppression, SansSuppression
from registre.administration.imports.vues import AvancementView, ImportView
from registre.administration.inscription import composer_menu
from registre.administration.instruction.adresses import ADRESSES
from registre.administration.instruction.attentes import ATTENTES
from registre.administration.membres import SansAjout, SansCorrection
from registre.administration.rapports import menu as rapports
from registre.administration.viewsets import RegistreGroup
from registre.administration.vues import GesteView
from registre.comite.models import MembreDuComite, RegleDeQuorum
from registre.dossier.models import IndicateurDuCatalogue
from registre.models import Cooperative, Invitation, Membre
from registre.promotion.deploiement import preuves
from registre.signalements.models import SignalementDErreur
from registre.signalements.rappel import signalements_en_attente

for modele in EN_LECTURE_SEULE:
    register_permission_policy(modele, LectureSeule(modele))
for garde in (Cooperative, IndicateurDuCatalogue, MembreDuComite, RegleDeQuorum):
    register_permission_policy(garde, SansSuppression(garde))
register_permission_policy(Membre, SansAjout(Membre))
register_permission_policy(Invitation, SansCorrection(Invitation))
for politique in (*politiques(), SansAjoutNiSuppression(SignalementDErreur)):
    register_permission_policy(politique.model, politique)
register_snippet(RegistreGroup)
hooks.register("completer_attente", messages_en_attente)
for attente in (*ATTENTES, signalements_en_attente):
    hooks.register("completer_attente", attente)
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
        path("registre/rappels/<int:pk>/renvoyer/", renvoyer_view, {"envois": RAPPELS}, name=RAPPELS.geste),
        path("registre/courriers/<int:pk>/renvoyer/", renvoyer_view, {"envois": COURRIERS}, name=COURRIERS.geste),
        *ADRESSES_DU_COMITE,
        path("registre/<str:objet>/<int:pk>/<slug:geste>/", GesteView.as_view(), name="registre_geste"),
    ]
