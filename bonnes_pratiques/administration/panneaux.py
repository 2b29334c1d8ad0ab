"""The edit form of a sheet, in the order a reader reads it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from socle.models import BasePage

PANNEAUX_FICHE = [
    *BasePage.content_panels,
    MultiFieldPanel(
        [FieldPanel("cooperative"), InlinePanel("autres_cooperatives", label=_("coopérative associée"))],
        heading=_("Qui raconte"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("engagement_principal"),
            FieldPanel("engagements_secondaires"),
            FieldPanel("themes"),
            FieldPanel("etiquettes"),
            FieldPanel("metiers"),
        ],
        heading=_("De quoi elle parle"),
    ),
    MultiFieldPanel(
        [FieldPanel("national"), FieldPanel("departements"), FieldPanel("milieu"), FieldPanel("stade")],
        heading=_("Où, et où elle en est"),
    ),
    FieldPanel("point_de_depart"),
    FieldPanel("deroulement"),
    MultiFieldPanel(
        [FieldPanel("moyens_humains"), FieldRowPanel([FieldPanel("cout"), FieldPanel("duree")])], heading=_("Moyens")
    ),
    MultiFieldPanel(
        [
            InlinePanel("resultats", label=_("résultat")),
            FieldPanel("resultats_en_mots"),
            FieldPanel("preuve"),
        ],
        heading=_("Résultats"),
    ),
    FieldPanel("n_a_pas_marche"),
    FieldPanel("conditions"),
    FieldPanel("partenaires"),
    InlinePanel("outils", heading=_("outils à télécharger"), label=_("outil")),
    InlinePanel("images", heading=_("images"), label=_("image")),
    MultiFieldPanel([FieldPanel("contact_role"), FieldPanel("contact_courriel")], heading=_("Contact")),
    FieldPanel("a_revoir_le"),
]
