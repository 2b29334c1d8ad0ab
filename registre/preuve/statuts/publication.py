"""A status list as published: a credential about its bits, in two signed forms. Good for the day, and no longer."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Max
from django.utils import timezone

from registre.journal.connu import fin_du_jour
from registre.models import VersionDuRegistre
from registre.preuve.cles import Signataire, Usage, signataire
from registre.preuve.did import did
from registre.preuve.justificatifs.contextes import VC
from registre.preuve.justificatifs.jours import derniere_seconde, premiere_seconde
from registre.preuve.justificatifs.sceau import en_jwt, en_octets, horodatage, sceller
from registre.preuve.models import JustificatifEmis, ListeDePlaces
from registre.preuve.statuts.adresses import Objet, adresse_de_liste
from registre.preuve.statuts.bits import liste_codee, places_marquees


@dataclass(frozen=True)
class ListePubliee:
    """A list in its two signed forms: `texte`, the JSON document with its proof, and `jwt`."""

    texte: bytes
    jwt: bytes


@dataclass(frozen=True)
class ListeDuJour:
    """A list to publish, known before it is read: `marque` is all that decides its bytes."""

    numero: int
    objet: Objet
    au: datetime.date
    qui: Signataire
    marque: str

    def publier(self) -> ListePubliee:
        """Return the list, signed; kept until the end of the day, and remade when the register changes."""
        faite: ListePubliee | None = cache.get(self.marque)
        if faite is None:
            faite = self._signee()
            jusqu_a_minuit = (fin_du_jour(self.au) - timezone.now()).total_seconds()
            cache.set(self.marque, faite, max(1, int(jusqu_a_minuit)))
        return faite

    def _signee(self) -> ListePubliee:
        document = self._document(places_marquees(self.numero, self.objet, self.au))
        debut = premiere_seconde(self.au)
        declarations = {
            "iss": document["issuer"],
            "jti": document["id"],
            "nbf": int(debut.timestamp()),
            "exp": int(derniere_seconde(self.au).timestamp()),
        }

        scellee = en_octets(sceller(document, self.qui, debut))
        return ListePubliee(scellee, en_jwt(document, self.qui, declarations).encode())

    def _document(self, places: list[int]) -> dict[str, Any]:
        """The list as a credential. It holds for the day only: replayed the day after, it is refused."""
        adresse = adresse_de_liste(self.numero, self.objet)

        return {
            "@context": [VC],
            "id": adresse,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": did(),
            "validFrom": horodatage(premiere_seconde(self.au)),
            "validUntil": horodatage(derniere_seconde(self.au)),
            "credentialSubject": {
                "id": f"{adresse}#liste",
                "type": "BitstringStatusList",
                "statusPurpose": str(self.objet),
                "encodedList": liste_codee(places),
            },
        }


def liste_du_jour(numero: int, objet: Objet, au: datetime.date) -> ListeDuJour | None:
    """Return the list of this number for this day; None when there is none, or nobody here to sign it."""
    qui = signataire(Usage.JUSTIFICATIF)
    if qui is None or not ListeDePlaces.objects.filter(numero=numero).exists():
        return None

    version = VersionDuRegistre.objects.filter(pk=1).values_list("numero", flat=True).first() or 0
    dernier = JustificatifEmis.objects.filter(liste=numero).aggregate(dernier=Max("pk"))["dernier"] or 0
    marque = f"statuts-{numero}-{objet}-{au}-{version}-{dernier}-{qui.identifiant}-{did().replace(':', '.')}"
    return ListeDuJour(numero, objet, au, qui, marque)
