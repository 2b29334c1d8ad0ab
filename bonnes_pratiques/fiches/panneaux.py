"""The edit form of a sheet, in the order a reader reads it."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from socle.models import BasePage

AIDE_TITRE = _(
    "Dites le résultat, pas le sujet. Par exemple « Faire baisser les charges d’un sixième en relevant les compteurs »."
)

PANNEAUX_FICHE = [
    FieldPanel("title", help_text=AIDE_TITRE),
    *BasePage.content_panels[1:],
    MultiFieldPanel(
        [FieldPanel("cooperative"), InlinePanel("autres_cooperatives", label=_("coopérative associée"))],
        heading=_("Qui raconte"),
        help_text=_("Celle qui raconte est membre de la Fédération le jour de la publication."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("engagement_principal"),
            FieldPanel("engagements_secondaires"),
            FieldPanel("themes"),
            FieldPanel(
                "etiquettes",
                help_text=_(
                    "Trois ou quatre mots que l’on chercherait : Charges, Garde d’enfants. Entrée après chacun."
                ),
            ),
            FieldPanel("metiers"),
        ],
        heading=_("De quoi elle parle"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("national", help_text=_("Alors, aucun département n’est à choisir.")),
            FieldPanel("departements"),
            FieldRowPanel([FieldPanel("milieu"), FieldPanel("stade")]),
        ],
        heading=_("Où, et où elle en est"),
    ),
    FieldPanel("point_de_depart", help_text=_("D’où l’on partait : le problème, un chiffre, ceux qui le vivaient.")),
    FieldPanel("deroulement", help_text=_("Une étape par décision prise, de deux à six en général.")),
    MultiFieldPanel(
        [
            FieldPanel(
                "moyens_humains",
                help_text=_("Par exemple : une gestionnaire, deux heures par mois, et trois habitants."),
            ),
            FieldRowPanel([FieldPanel("cout"), FieldPanel("duree", help_text=_("Par exemple : quatre mois."))]),
        ],
        heading=_("Moyens"),
    ),
    MultiFieldPanel(
        [
            InlinePanel(
                "resultats",
                label=_("résultat"),
                help_text=_("Un ou deux chiffres, avec leur unité, le jour où ils ont été relevés, et comment."),
            ),
            FieldPanel("resultats_en_mots"),
            FieldPanel("preuve"),
        ],
        heading=_("Résultats"),
    ),
    FieldPanel(
        "n_a_pas_marche",
        help_text=_("Ce que l’on ne referait pas, et pourquoi. C’est ce qui sert le plus aux autres coopératives."),
    ),
    FieldPanel("conditions", help_text=_("Ce sans quoi cela ne marche pas ailleurs.")),
    FieldPanel("partenaires", help_text=_("Par leur rôle : la commune, un service de soins, une banque.")),
    InlinePanel("outils", heading=capfirst(_("outils à télécharger")), label=_("outil")),
    InlinePanel("images", heading=capfirst(_("images")), label=_("image")),
    MultiFieldPanel([FieldPanel("contact_role"), FieldPanel("contact_courriel")], heading=_("Contact")),
    FieldPanel("a_revoir_le", help_text=_("Vide : vingt-quatre mois après la relecture.")),
]
