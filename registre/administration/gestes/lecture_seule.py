"""What the admin shows of the register and never writes by a form: a gesture, or the coop itself, does."""

from registre.comite.models import AccesAuDossier
from registre.models import Candidature, Evenement, Label
from registre.promotion.models import Affichage, Deploiement
from registre.recours.models import RecoursDeCooperative
from registre.suivi.models import DemandeDeVisite, PointDeCooperative
from registre.visites.models import AccesAuCompteRendu

EN_LECTURE_SEULE = (
    Candidature,
    Label,
    Evenement,
    Deploiement,
    Affichage,
    AccesAuDossier,
    AccesAuCompteRendu,
    RecoursDeCooperative,
    PointDeCooperative,
    DemandeDeVisite,
)
