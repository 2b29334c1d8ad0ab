"""What each group of editors may do with the référentiel."""

from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

# Editors rewrite axes and engagements; adding or removing one, or touching a rule of the label, is for administrators.
_LIRE = ("raison_detre.view_referentiel", "raison_detre.view_axe", "raison_detre.view_engagement")
_ECRIRE = ("raison_detre.change_axe", "raison_detre.change_engagement")
_PUBLIER = (
    "raison_detre.publish_axe",
    "raison_detre.lock_axe",
    "raison_detre.unlock_axe",
    "raison_detre.publish_engagement",
    "raison_detre.lock_engagement",
    "raison_detre.unlock_engagement",
)
_ADMINISTRER = (
    "raison_detre.add_referentiel",
    "raison_detre.change_referentiel",
    "raison_detre.delete_referentiel",
    "raison_detre.add_axe",
    "raison_detre.delete_axe",
    "raison_detre.add_engagement",
    "raison_detre.delete_engagement",
)

DROITS = {
    EDITION: (*_LIRE, *_ECRIRE),
    PUBLICATION: (*_LIRE, *_ECRIRE, *_PUBLIER),
    ADMINISTRATION: (*_LIRE, *_ECRIRE, *_PUBLIER, *_ADMINISTRER),
}

MODELES_RELUS = ("raison_detre.Axe", "raison_detre.Engagement")
