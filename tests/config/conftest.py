"""A site that holds one of everything, for tests that open every page there is."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.core.files.base import ContentFile
from django.core.management import call_command
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData
from pytest_django import DjangoDbBlocker
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow
from wagtail_localize.models import OverridableSegment, StringSegment, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from bonnes_pratiques.models import Etiquette, Reprise, Theme
from raison_detre.models import PageEditoriale, Referentiel
from registre.avis.models import CourrielAExpert
from registre.comite.models import (
    AccesAuDossier,
    MembreDuComite,
    NatureDePoint,
    PointALOrdreDuJour,
    RegleDeQuorum,
)
from registre.courriers.models import Courrier
from registre.models import (
    Candidature,
    Cooperative,
    Evenement,
    Invitation,
    Membre,
    PresentationCooperative,
    SeanceComite,
    SignatureManifeste,
)
from registre.rappels.models import Rappel, RappelDeLecture
from registre.recours.models import RecoursDeCooperative
from registre.suivi.models import DemandeDeVisite
from socle.file_de_courriels import EtatDEnvoi
from socle.models import SiteDocument, SiteImage, Synonyme, User
from tests.bonnes_pratiques import factories
from tests.raison_detre.conftest import le_site
from tests.registre.avis.monde import demande_de, version_de
from tests.registre.conftest import charger_registre
from tests.registre.dossier.monde import version_telle_quelle
from tests.registre.recours.monde import piece_de
from tests.registre.suivi.monde import piece_de as piece_de_point
from tests.registre.suivi.monde import point_envoye
from tests.registre.visites.monde import compte_rendu_de, photo_de
from tests.rigueur.base import Sites
from tests.socle.conftest import charger_groupes
from tests.socle.factories import UserFactory


@pytest.fixture(scope="class")
def registre_charge(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The register's own site, made once for it and for these tests."""
    with django_db_blocker.unblock(), sites.visit("registre", charger_registre, le_site):
        yield


@pytest.fixture
def de_tout(registre_charge: None, db: None) -> dict[str, Any]:
    """Add what the register's site lacks; return what fills the parameters of addresses, by their names."""
    charger_groupes()
    call_command("preparer_bibliotheque", stdout=StringIO())
    moi = UserFactory.create(superuser=True)

    _la_bibliotheque(moi)
    page, traduction = _une_page_traduite(moi)
    image = SiteImage.objects.create(title="Une image", file=get_test_image_file())
    document = SiteDocument(title="Un document")

    document.file.save("un.txt", ContentFile("Un."))
    cle = {"name": "Clé", "credential": une_cle()}
    cle_du_second_facteur = Authenticator.objects.create(user=moi, type=Authenticator.Type.WEBAUTHN, data=cle)
    requete = Query.get("logement")

    SearchPromotion.objects.create(query=requete, page=page, description="")
    redirection = Redirect.objects.create(old_path="/ancienne", redirect_page=page)
    enfant = Collection.get_first_root_node().add_child(name="Photos")
    etape = Task.objects.order_by("pk").first()
    chiffre = OverridableSegment.objects.order_by("pk").first()

    rappel = Rappel.objects.create(destinataire=moi, adresse=moi.email, etat=EtatDEnvoi.REFUSE)
    courrier = Courrier.objects.create(
        destinataire=moi,
        adresse=moi.email,
        cooperative=Cooperative.objects.order_by("pk")[0],
        sujet="Un point",
        etat=EtatDEnvoi.REFUSE,
    )
    contestee = Evenement.objects.filter(operation__in=("suspendre", "retirer", "refuser")).earliest("pk")
    recours = RecoursDeCooperative.objects.create(
        cooperative=contestee.cooperative, decision=contestee, moyens="Le point a été tenu."
    )
    envoye = point_envoye(Candidature.objects.filter(etat="admissible").earliest("pk"))
    visite = DemandeDeVisite.objects.create(candidature=envoye.candidature, quand="En mai.", raison="Le chantier.")
    depot = version_telle_quelle(
        Cooperative.objects.filter(dossiers=None).earliest("pk"), Referentiel.objects.sources().earliest("pk")
    )

    sans_dossier = Candidature.objects.filter(cooperative__dossiers=None)
    avis = demande_de(version_de(sans_dossier.earliest("pk")))
    a_expert = CourrielAExpert.objects.create(demande=avis, palier=-7, etat=EtatDEnvoi.REFUSE)

    AccesAuDossier.objects.create(user=moi, version=depot.version)
    point = PointALOrdreDuJour.objects.order_by("pk")[0]
    a_lire = {"destinataire": moi, "le": point.seance.le, "palier": -7, "etat": EtatDEnvoi.REFUSE}
    lecture = RappelDeLecture.objects.create(seance=point.seance, **a_lire)
    visitee = Candidature.objects.filter(etat="admissible").exclude(points__nature="visite").earliest("pk")
    compte_rendu = compte_rendu_de(visitee, moi)

    return {
        **dict.fromkeys(("page_id", "page_pk", "parent_page_id", "page_to_move_id", "parent_id"), page.pk),
        "moi": moi,
        "page": page,
        "revision_id": page.latest_revision_id,
        "revision_id_a": page.revisions.order_by("pk").first().pk,
        "revision_id_b": page.latest_revision_id,
        "image_id": image.pk,
        **dict.fromkeys(("document_id", "doc_id"), document.pk),
        "query_id": requete.pk,
        "collection_id": enfant.pk,
        "workflow_pk": Workflow.objects.order_by("pk").first().pk,
        "task_id": etape.pk,
        "translation_id": traduction.pk,
        "translation_source_id": traduction.source_id,
        "string_segment_id": StringSegment.objects.filter(source=traduction.source).order_by("pk").first().pk,
        "overridable_segment_id": chiffre.pk if chiffre else 1,
        "user_id": moi.pk,
        "quoi": "cooperatives",
        "content_type_app_name": "raison_detre",
        "content_type_model_name": "pageeditoriale",
        "espaces": {
            "image_du_guide": {"nom": "historique"},
            **{f"wagtailadmin_workflows:{nom}_task": {"pk": etape.pk} for nom in ("edit", "disable")},
            "registre_renvoyer_rappel": {"pk": rappel.pk},
            "registre_renvoyer_courrier": {"pk": courrier.pk},
            **{
                f"registre_seance_{nom}": {"pk": point.seance_id, "acte": "remplir"}
                for nom in ("presences", "ajouter", "note", "pv", "acte")
            },
            **{f"registre_point_{nom}": {"pk": point.pk} for nom in ("decider", "note")},
            "registre_point_acte": {"pk": point.pk, "acte": "monter"},
            "registre_version": {"pk": depot.version_id},
            "registre_piece": {"pk": depot.piece_id},
            "registre_commentaires": {"pk": depot.version.dossier_id},
            "registre_inscrire_recours": {"pk": recours.pk},
            "registre_trancher_recours": {"pk": recours.pk},
            "registre_piece_de_recours": {"pk": piece_de(recours).pk},
            "registre_repondre_visite": {"pk": visite.pk},
            "registre_renvoyer_point": {"pk": envoye.pk},
            "registre_piece_de_point": {"pk": piece_de_point(envoye).pk},
            "registre_rappel_de_lecture": {"pk": lecture.pk},
            "registre_renvoyer_lecture": {"pk": lecture.pk},
            "registre_avis_demander": {"pk": avis.version_id},
            "registre_avis_revoquer": {"pk": avis.pk},
            "registre_avis_courriel": {"pk": a_expert.pk},
            "registre_renvoyer_a_expert": {"pk": a_expert.pk},
            "registre_visite": {"pk": visitee.pk},
            "registre_compte_rendu": {"pk": compte_rendu.pk},
            "registre_confirmer_visite": {"pk": compte_rendu.pk},
            "registre_photo_de_visite": {"pk": photo_de(compte_rendu).pk},
            "donnees_d_un_compte": {"pk": moi.pk},
            "wagtailredirects": {"redirect_id": redirection.pk, "pk": redirection.pk},
            "wagtailadmin_collections": {"pk": enfant.pk},
            "wagtailadmin_workflows": {"pk": Workflow.objects.order_by("pk").first().pk},
            "wagtailsettings": {"app_name": "socle", "model_name": "navigation", "pk": Site.objects.get().pk},
            "mfa_edit_webauthn": {"pk": cle_du_second_facteur.pk},
            "mfa_remove_webauthn": {"pk": cle_du_second_facteur.pk},
            "wagtailadmin_tag_model_autocomplete": {"app_name": "bonnes_pratiques", "model_name": "etiquette"},
        },
    }


def une_cle() -> dict[str, Any]:
    """What a browser sends when a key is added, as allauth keeps it."""
    publique = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())
    creee = AttestedCredentialData.create(Aaguid.NONE, b"cle", publique)
    vue = AuthenticatorData.create(
        sha256(b"testserver"), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, creee
    )
    client = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"defi", "https://testserver")
    reponse = {
        "clientDataJSON": websafe_encode(client),
        "attestationObject": websafe_encode(AttestationObject.create("none", vue, {})),
    }
    nom = websafe_encode(b"cle")
    rk = {"credProps": {"rk": True}}

    return {"id": nom, "rawId": nom, "type": "public-key", "response": reponse, "clientExtensionResults": rk}


def _la_bibliotheque(par: User) -> None:
    """Write one of each snippet that no command makes."""
    cooperative, autre = Cooperative.objects.order_by("pk")[:2]
    theme = Theme.objects.order_by("pk").first() or factories.theme("energie")

    Etiquette.objects.get_or_create(name="Énergie", slug="energie")
    fiche = factories.fiche(themes=[theme], cooperative=autre)

    Reprise.objects.create(fiche=fiche, cooperative=cooperative, reprise_le="2026-01-01", adaptation="Un peu.")
    Membre.objects.create(user=UserFactory.create(), cooperative=cooperative, depuis="2026-01-01")
    Invitation.objects.create(
        cooperative=cooperative,
        courriel="invitee@example.org",
        envoyee_le="2026-01-01T00:00Z",
        expire_le="2026-02-01T00:00Z",
    )
    Synonyme.objects.get_or_create(expressions="logement, habitat")
    seance, _neuve = SeanceComite.objects.get_or_create(le="2026-03-03")
    PointALOrdreDuJour.objects.create(seance=seance, ordre=1, nature=NatureDePoint.DIVERS, intitule="Calendrier")
    MembreDuComite.objects.create(user=par, depuis="2026-01-01")
    RegleDeQuorum.objects.create(depuis="2026-01-01", part=50)
    referentiel = Referentiel.objects.sources().order_by("pk").first()

    SignatureManifeste.objects.get_or_create(
        cooperative=cooperative, referentiel=referentiel, defaults={"signe_le": "2026-01-01"}
    )
    presentation, _neuve = PresentationCooperative.objects.get_or_create(cooperative=cooperative)
    for texte in (theme, presentation):
        texte.save_revision(user=par)


def _une_page_traduite(par: User) -> tuple[Page, Translation]:
    """Return a published page with two revisions, and its English draft, kept in step."""
    accueil = Page.objects.get(depth=2, locale__language_code="fr")
    page = accueil.add_child(instance=PageEditoriale(title="Neuve", slug="neuve", introduction="Avant"))
    page.save_revision(user=par).publish()
    page.introduction = "Après"
    page.save_revision(user=par)
    page.refresh_from_db()
    translate_object(page, [Locale.objects.get(language_code="en")])
    return page, Translation.objects.get(source=TranslationSource.objects.get_for_instance(page))
