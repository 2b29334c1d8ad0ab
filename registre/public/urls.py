"""Addresses of the public register, under /registre/. Permanent: none depends on a slug that an editor may change."""

from django.urls import path

from registre.preuve.justificatifs.reponse import credential_json, credential_jwt
from registre.preuve.statuts.reponse import liste_de_statuts
from registre.promotion.carte.page import carte
from registre.public.barometre.page import barometre, barometre_csv
from registre.public.donnees import page as donnees
from registre.public.fiche.attestation import attestation
from registre.public.fiche.image import image
from registre.public.fiche.label import label
from registre.public.fiche.page import fiche, par_siren
from registre.public.flux import atom as flux
from registre.public.flux.calendrier import comite_ics
from registre.public.journal.page import journal
from registre.public.liste.page import registre
from registre.public.montrer.certificat import certificat
from registre.public.montrer.page import montrer
from registre.public.signaler import page as signaler
from registre.public.verifier.page import verifier
from registre.public.verifier_badge.page import verifier_un_badge

app_name = "registre"

urlpatterns = [
    path("", registre, name="liste"),
    path("flux.atom", flux.FluxDuRegistre(), name="flux"),
    path("comite.ics", comite_ics, name="comite_ics"),
    path("donnees/", donnees.donnees, name="donnees"),
    path("donnees/registre.csv", donnees.registre_csv, name="registre_csv"),
    path("donnees/registre.json", donnees.registre_json, name="registre_json"),
    path("donnees/labels.csv", donnees.labels_csv, name="labels_csv"),
    path("donnees/schema.json", donnees.schema_json, name="schema_json"),
    path("donnees/labels.schema.json", donnees.schema_json, {"fichier": "labels"}, name="labels_schema_json"),
    path("donnees/datapackage.json", donnees.datapackage_json, name="datapackage_json"),
    path("barometre/", barometre, name="barometre"),
    path("barometre/<slug:serie>.csv", barometre_csv, name="barometre_csv"),
    path("journal/", journal, name="journal"),
    path("verifier/", verifier, name="verifier"),
    path("verifier-un-badge/", verifier_un_badge, name="verifier_un_badge"),
    path("labels/<str:numero>/", label, name="label"),
    path("labels/<str:numero>/carte/", carte, name="carte"),
    path("labels/<str:numero>/signaler/", signaler.sur_un_label, name="signaler_label"),
    path("labels/<str:numero>/montrer/", montrer, name="montrer"),
    path("labels/<str:numero>/credential.json", credential_json, name="credential_json"),
    path("labels/<str:numero>/credential.jwt", credential_jwt, name="credential_jwt"),
    path("statuts/<int:liste>/<slug:objet>/", liste_de_statuts, name="statuts"),
    path("labels/<str:numero>/certificat.pdf", certificat, name="certificat"),
    path("siren/<str:siren>/", par_siren, name="siren"),
    path("attestation/<str:siren>.pdf", attestation, name="attestation"),
    path("partage/<str:siren>-<slug:version>.png", image, name="image"),
    path("signalements/<str:recepisse>/", signaler.recu, name="signalement_recu"),
    path("<slug:slug>/signaler/", signaler.sur_une_cooperative, name="signaler"),
    path("<slug:slug>/", fiche, name="cooperative"),  # last: whatever is not the register's own is a coop
]
