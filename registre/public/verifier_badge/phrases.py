"""Every sentence of the answer, by its key: the server and the page's script say the same words.

A key is a step and what was found there. Nothing of the file itself is in a sentence unless its signature is right.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registre.public.verifier_badge.avis import Avis

QUESTIONS: Mapping[str, Promise] = {
    "trouve": _("Le fichier porte-t-il un justificatif ?"),
    "emetteur": _("Est-il émis par la Fédération ?"),
    "signature": _("La signature est-elle juste ?"),
    "label": _("Dit-il quel label, et de qui ?"),
    "dates": _("Est-on dans sa période ?"),
    "statut": _("Vaut-il toujours, ni suspendu ni révoqué ?"),
    "demonstration": _("Est-ce une coopérative réelle ?"),
    "registre": _("Le registre le confirme-t-il aujourd’hui ?"),
}

_SANS_OBJET = (Avis.INCONNU, _("Sans signature juste, ce que dit le fichier ne vaut rien : ce n’est pas regardé."))

PHRASES: Mapping[str, tuple[Avis, Promise]] = {
    "trouve.png": (Avis.OUI, _("Un justificatif signé, dans une image PNG.")),
    "trouve.svg": (Avis.OUI, _("Un justificatif signé, dans une image SVG.")),
    "trouve.json": (Avis.OUI, _("Un justificatif signé, au format JSON.")),
    "trouve.jwt": (Avis.OUI, _("Un justificatif signé, au format JWT.")),
    "emetteur.nous": (
        Avis.OUI,
        _("Il se dit émis par %(emetteur)s, l’identifiant de la Fédération. La signature dira si c’est vrai."),
    ),
    "emetteur.autre": (
        Avis.INCONNU,
        _(
            "Il se dit émis par un autre que la Fédération. Cette page ne connaît que les clés de la Fédération, et "
            "n’en demande à personne : elle ne peut dire de ce fichier ni qu’il est vrai, ni qu’il est faux."
        ),
    ),
    "signature.juste": (
        Avis.OUI,
        _("C’est une clé publiée par la Fédération qui a signé ce texte, et pas un signe n’en a changé depuis."),
    ),
    "signature.fausse": (
        Avis.NON,
        _("Le texte n’est pas celui qui a été signé : quelque chose en a été changé, ne serait-ce qu’une lettre."),
    ),
    "signature.cle_inconnue": (
        Avis.NON,
        _("Il nomme une clé qui n’est pas de la Fédération, ou que la Fédération a retirée."),
    ),
    "signature.sans_cles": (Avis.INCONNU, _("Ce site n’a pas encore de clé : il n’a signé aucun badge.")),
    "signature.pas_regardee": (Avis.INCONNU, _("Pas de clé connue de cette page pour cet émetteur.")),
    "signature.pas_ici": (
        Avis.INCONNU,
        _("Votre navigateur ne sait pas vérifier cette signature : envoyez le fichier, le site le fera."),
    ),
    "label.lu": (Avis.OUI, _("Voici ce que la Fédération a signé :")),
    "dates.en_cours": (Avis.OUI, _("Du %(debut)s au %(fin)s inclus.")),
    "dates.a_venir": (Avis.RESERVE, _("Pas encore : sa période commence le %(debut)s.")),
    "dates.passees": (Avis.NON, _("Son dernier jour était le %(fin)s.")),
    "statut.valable": (
        Avis.OUI,
        _(
            "Ni suspendu ni révoqué, d’après les listes de statuts d’aujourd’hui. Un autre vérificateur qui répond "
            "« verified: true » ne parle que de la signature : demandez-lui aussi le statut."
        ),
    ),
    "statut.suspendu": (
        Avis.RESERVE,
        _(
            "Le label est suspendu, d’après la liste des suspensions d’aujourd’hui. Un vérificateur qui ne regarde que "
            "la signature répondrait « verified: true »."
        ),
    ),
    "statut.revoque": (
        Avis.NON,
        _(
            "Le justificatif est révoqué, d’après la liste des révocations d’aujourd’hui. Un vérificateur qui ne "
            "regarde que la signature répondrait « verified: true »."
        ),
    ),
    "statut.corrige": (
        Avis.NON,
        _(
            "Un fait a été corrigé depuis (une date, un SIREN ou un engagement) : ce justificatif est révoqué, un "
            "autre l’a remplacé. Téléchargez le badge d’aujourd’hui depuis la page du label."
        ),
    ),
    "statut.illisible": (
        Avis.INCONNU,
        _("Les listes de statuts n’ont pas pu être lues : fiez-vous au registre."),
    ),
    "statut.hors_ligne": (
        Avis.INCONNU,
        _("Il faut le réseau pour lire les listes de statuts du jour : sans elles, une suspension ne se voit pas."),
    ),
    "demonstration.non": (Avis.OUI, _("Rien n’y dit que c’est une démonstration.")),
    "demonstration.oui": (
        Avis.RESERVE,
        _("Non : c’est une coopérative fictive, inventée pour montrer le site. Ce badge ne prouve aucun label."),
    ),
    "registre.en_vigueur": (Avis.OUI, _("%(nom)s, label %(numero)s : %(phrase)s.")),
    "registre.plus": (Avis.RESERVE, _("%(nom)s, label %(numero)s : %(phrase)s.")),
    "registre.pretendu": (
        Avis.RESERVE,
        _("Le fichier se réclame du label %(numero)s. Le registre, lui, dit : %(nom)s, %(phrase)s."),
    ),
    "registre.inconnu": (Avis.NON, _("Aucun label du registre ne porte le numéro dont ce fichier se réclame.")),
    "registre.autre": (
        Avis.INCONNU,
        _("Ce registre est celui de la Fédération : il ne dit rien des autres badges."),
    ),
    "registre.a_lire": (Avis.INCONNU, _("La page du label %(numero)s dit, chaque jour, ce qu’il en est.")),
    **{f"{etape}.sans_objet": _SANS_OBJET for etape in ("label", "dates", "statut", "demonstration")},
}
