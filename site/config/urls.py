"""Addresses of the site. Public pages come last: Wagtail answers whatever nothing else claimed."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from registre.espace.calendrier.vues import calendrier_prive, mon_calendrier
from registre.preuve.did.reponse import did_json
from registre.public.api.adresses import api
from registre.public.api.documentation import documentation
from registre.public.avis.page import avis_d_expert, piece_d_avis
from socle import sante, securite
from socle.adresses.aiguillage import servir
from socle.comptes.ouvrir_un_compte import invitation_de_compte
from socle.langues.passage import page_non_traduite
from socle.medias.servis import image_partagee
from socle.mesures.reponse import mesures
from socle.personnes.vues import mes_donnees

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_second_factor = RedirectView.as_view(pattern_name="mfa_index")

handler500 = "config.erreurs.erreur"

urlpatterns = [
    # One login: Wagtail's own two, which ask no second factor, are out of reach. So are change of e-mail, and sign-up:
    # an account is opened by the link of an invitation.
    path("admin/login/", to_login),
    path("compte/", to_second_factor),
    path("compte/signup/", to_login),
    path("compte/email/", to_second_factor),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:chemin>", image_partagee),
    path("compte/mes-donnees/", mes_donnees, name="mes_donnees"),
    path("compte/invitation/<str:jeton>/", invitation_de_compte, name="invitation_de_compte"),
    path("compte/mon-calendrier/", mon_calendrier, name="mon_calendrier"),
    path("calendrier/<str:jeton>.ics", calendrier_prive, name="calendrier_prive"),
    path("avis/<str:jeton>/", avis_d_expert, name="avis_d_expert"),
    path("avis/<str:jeton>/pieces/<int:pk>/", piece_d_avis, name="piece_d_avis"),
    path("compte/", include("allauth.urls")),
    path(".well-known/security.txt", securite.security_txt, name="security_txt"),
    path(".well-known/did.json", did_json, name="did_json"),
    path("sante/vivant", sante.vivant, name="sante_vivant"),
    path("sante/pret", sante.pret, name="sante_pret"),
    path("sante/mesures", mesures, name="sante_mesures"),
    path("registre/", include("registre.promotion.urls")),
    path("espace/", include("registre.espace.urls")),
    path("espace/", include("bonnes_pratiques.espace.urls")),
    path("", include("socle.urls")),
    path("api/v1/docs", documentation, name="api_docs"),
    path("api/v1/", api.urls),
    path("registre/", include("registre.preuve.journal_public.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("", include("socle.urls_developpement"))]
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

# A file that a page makes (`raison-d-etre/texte.pdf`): Wagtail's own pattern only knows addresses that end in a slash.
fichier_de_page = re_path(r"^((?:[\w\-]+/)*[\w\-]+\.(?:pdf|txt))$", servir, name="fichier_de_page")

urlpatterns += i18n_patterns(
    path("_util/login/", to_login),
    path("langues/", page_non_traduite, name="page_non_traduite"),
    path("recherche/", include("socle.recherche.urls")),
    path("registre/", include("registre.public.urls")),
    path("actualites/", include("bonnes_pratiques.actualites.urls")),
    path("agenda/", include("bonnes_pratiques.agenda.urls")),
    path("bonnes-pratiques/", include("bonnes_pratiques.bibliotheque.urls")),
    fichier_de_page,
    re_path(serve_pattern, servir, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
