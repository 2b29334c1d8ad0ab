"""The words of the page's script that are in no sentence of the answer."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTES: Mapping[str, Promise] = {
    "invite": _("Déposez le fichier ici, ou choisissez-le."),
    "refus": _("Ce fichier ne peut pas être vérifié"),
    "verifie": _(
        "Vérifié par votre navigateur le %(le)s, à l’horloge de cet appareil. Le fichier n’a été envoyé à personne."
    ),
    "envoyer": _("Envoyer le fichier au site"),
    "lire": _("Lire la page de ce label au registre"),
    "label": _("Label"),
    "cooperative": _("Coopérative"),
    "periode": _("Période"),
    "du_au": _("du %(debut)s au %(fin)s inclus"),
}
