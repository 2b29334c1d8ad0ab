"""The verdict, in one line above the steps: which one follows from what was found is told by `cle_du_verdict`."""

from collections.abc import Collection, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registre.public.verifier_badge.avis import Avis

# The first whose step is among those found; the script of the page reads the same list, in the same order.
VERDICTS: Mapping[str, tuple[Avis, Promise, Promise]] = {
    "emetteur.autre": (
        Avis.INCONNU,
        _("Cette page ne peut rien dire de ce badge"),
        _("Il vient d’un autre émetteur : demandez-lui comment le vérifier."),
    ),
    "signature.sans_cles": (
        Avis.INCONNU,
        _("Ce site ne peut pas vérifier de badge pour l’instant"),
        _("Ses clés n’y sont pas. La page du label, au registre, fait foi."),
    ),
    "signature.pas_ici": (
        Avis.INCONNU,
        _("Votre navigateur ne suffit pas pour ce badge"),
        _("Envoyez-le au site, il répondra."),
    ),
    "signature.fausse": (
        Avis.NON,
        _("Ce badge a été modifié"),
        _("Ce n’est pas, ou ce n’est plus, un texte signé par la Fédération. Ne vous y fiez pas, lisez le registre."),
    ),
    "signature.cle_inconnue": (
        Avis.NON,
        _("Ce badge n’est pas signé par la Fédération"),
        _("Il se réclame d’elle, mais d’une clé qui n’est pas à elle, ou plus. Ne vous y fiez pas, lisez le registre."),
    ),
    "statut.corrige": (
        Avis.NON,
        _("Vrai, mais remplacé : un fait a été corrigé depuis"),
        _("Ce que dit ce badge n’est plus tout à fait juste. La page du label donne le badge d’aujourd’hui."),
    ),
    "statut.revoque": (
        Avis.NON,
        _("Vrai, mais le label n’est plus en vigueur"),
        _("La signature est juste, et le justificatif a été révoqué depuis.%(constat)s"),
    ),
    "dates.passees": (
        Avis.NON,
        _("Vrai, mais le label n’est plus en vigueur depuis le %(lendemain)s"),
        _("La signature est juste, et la période du label est finie."),
    ),
    "statut.suspendu": (
        Avis.RESERVE,
        _("Vrai, mais le label est suspendu"),
        _("La signature est juste, et la Fédération a suspendu le label.%(constat)s"),
    ),
    "dates.a_venir": (
        Avis.RESERVE,
        _("Vrai, mais le label ne commence que le %(debut)s"),
        _("La signature est juste, et la période du label n’est pas ouverte."),
    ),
    "statut.illisible": (
        Avis.INCONNU,
        _("La signature est juste, mais le statut n’a pas pu être lu"),
        _("La page du label, au registre, fait foi."),
    ),
    "statut.hors_ligne": (
        Avis.INCONNU,
        _("La signature est juste ; reste à lire le statut du jour"),
        _("Sans réseau, on ne sait pas si le label a été suspendu ou retiré depuis. Reprenez une fois connecté."),
    ),
    "demonstration.oui": (
        Avis.RESERVE,
        _("Ce badge dit vrai, d’une coopérative fictive"),
        _("C’est une démonstration du site : il ne prouve le label de personne."),
    ),
    "signature.juste": (
        Avis.OUI,
        _("Ce badge dit vrai aujourd’hui"),
        _("%(nom)s a le label %(numero)s, en vigueur jusqu’au %(fin)s inclus."),
    ),
}


def cle_du_verdict(trouvees: Collection[str]) -> str:
    """Return the verdict of an examination whose steps found this."""
    return next(cle for cle in VERDICTS if cle in trouvees)
