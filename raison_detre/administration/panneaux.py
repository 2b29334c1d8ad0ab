"""The edit forms, panel by panel: what names the thing, its official text, what editors add."""

from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from raison_detre.administration.formulaires import FormulaireAxe, FormulaireEngagement, FormulaireReferentiel
from raison_detre.administration.verrou import AvisDeVerrou

IDENTITE_FIXE = _("Se choisit à la création et ne change plus : les candidatures s’y réfèrent.")
TEXTE_OFFICIEL = _("Le texte adopté par la Fédération, à la virgule près.")

PANNEAUX_REFERENTIEL = ObjectList(
    [
        AvisDeVerrou(),
        MultiFieldPanel([FieldPanel("code"), FieldPanel("nom"), FieldPanel("titre")], heading=_("Édition")),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("decision_de_principe"), FieldPanel("adopte_le"), FieldPanel("en_vigueur_du")]
                ),
                FieldPanel("devoile_au"),
                FieldPanel("cadre_legal"),
            ],
            heading=_("Dates et cadre"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("engagements_minimum"),
                        FieldPanel("engagements_minimum_par_axe"),
                        FieldPanel("indicateurs_minimum_par_engagement"),
                    ]
                ),
                FieldRowPanel([FieldPanel("delai_mise_en_oeuvre_mois"), FieldPanel("points_etape_mois")]),
                FieldRowPanel([FieldPanel("duree_label_mois"), FieldPanel("point_mi_parcours_mois")]),
                FieldPanel("frequence_comite"),
                FieldRowPanel([FieldPanel("objectif_adhesion_pourcent"), FieldPanel("objectif_adhesion_annees")]),
            ],
            heading=_("Règles du label"),
            help_text=_("Une candidature est jugée selon les règles de l’édition sous laquelle elle a été déposée."),
        ),
    ],
    base_form_class=FormulaireReferentiel,
)

PANNEAUX_AXE = ObjectList(
    [
        AvisDeVerrou(),
        MultiFieldPanel(
            [FieldPanel("referentiel", widget=Select), FieldRowPanel([FieldPanel("numero"), FieldPanel("cle")])],
            heading=_("Place dans l’édition"),
            help_text=IDENTITE_FIXE,
        ),
        MultiFieldPanel(
            [FieldPanel("titre"), FieldPanel("titre_manifeste"), FieldPanel("sous_titre"), FieldPanel("texte")],
            heading=_("Texte officiel"),
            help_text=TEXTE_OFFICIEL,
        ),
    ],
    base_form_class=FormulaireAxe,
)

PANNEAUX_ENGAGEMENT = ObjectList(
    [
        AvisDeVerrou(),
        MultiFieldPanel(
            [FieldPanel("axe"), FieldRowPanel([FieldPanel("numero"), FieldPanel("cle")])],
            heading=_("Place dans l’édition"),
            help_text=IDENTITE_FIXE,
        ),
        MultiFieldPanel([FieldPanel("intitule")], heading=_("Texte officiel"), help_text=TEXTE_OFFICIEL),
        MultiFieldPanel(
            [FieldPanel("ce_que_cela_change"), FieldPanel("reperes"), FieldPanel("exemples_indicateurs")],
            heading=_("Texte éditorial"),
            help_text=_("Ces textes expliquent l’engagement ; ils n’en font pas partie."),
        ),
    ],
    base_form_class=FormulaireEngagement,
)
