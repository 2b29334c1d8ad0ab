"""Coops and labels as search engines read them (schema.org): an Organization and its Certifications."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString

from registre.adresses import adresse_absolue
from registre.cycle import statut_de_label
from registre.etats import StatutDeLabel
from registre.models import Cooperative
from registre.public.connaissance.faits_lus import LabelLu
from registre.public.connaissance.identites import IdentiteLue
from registre.public.fiche.presentation import PresentationLue
from socle.formats.identite import FEDERATION
from socle.formats.json_ld import balise_json_ld


def organisation(
    cooperative: Cooperative,
    identite: IdentiteLue,
    labels: Iterable[LabelLu],
    au: datetime.date,
    presentation: PresentationLue | None,
) -> SafeString:
    """Return the coop, what it says of itself, and the labels granted to it by `au`, each active or not on that day."""
    octroyes = [certification(label, au) for label in labels if label.octroye_le <= au]
    donnees = _identite(cooperative, identite) | ({"description": presentation.texte_nu} if presentation else {})
    return balise_json_ld(donnees | ({"hasCertification": octroyes} if octroyes else {}))


def label_seul(label: LabelLu, cooperative: Cooperative, identite: IdentiteLue, au: datetime.date) -> SafeString:
    """Return one granted label, about its coop."""
    return balise_json_ld(certification(label, au) | {"about": _identite(cooperative, identite)})


def _identite(cooperative: Cooperative, lue: IdentiteLue) -> dict[str, Any]:
    """Who the coop was on the day, known by the address that it keeps whatever becomes of its name or SIREN."""
    identite: dict[str, Any] = {
        "@type": "Organization",
        "@id": adresse_absolue(f"siren/{cooperative.siren}"),
        "name": lue.du_jour.nom,
        "url": adresse_absolue(cooperative.slug),
        "identifier": {"@type": "PropertyValue", "propertyID": "SIREN", "value": lue.du_jour.siren},
        "address": {
            "@type": "PostalAddress",
            "addressLocality": lue.du_jour.commune,
            "addressRegion": lue.region,
            "addressCountry": "FR",
        },
    }

    return identite | ({"sameAs": cooperative.site_web} if cooperative.site_web else {})


def certification(label: LabelLu, au: datetime.date) -> dict[str, Any]:
    """Return one label as a schema.org Certification."""
    active = statut_de_label(label.faits, au) == StatutDeLabel.LABELLISEE
    etat = "CertificationActive" if active else "CertificationInactive"

    return {
        "@type": "Certification",
        "name": "Label Quali’Coop",
        "certificationIdentification": label.numero,
        "url": adresse_absolue(f"labels/{label.numero}"),
        "issuedBy": {"@type": "Organization", "name": FEDERATION},
        "datePublished": label.octroye_le.isoformat(),
        "validFrom": label.valide_du.isoformat(),
        "expires": label.valide_jusqu_au.isoformat(),
        "certificationStatus": f"https://schema.org/{etat}",
    }
