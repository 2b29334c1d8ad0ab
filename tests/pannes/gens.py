"""Who uses the site while its parts fall: through nginx, as browsers do."""

import http.client
import re
from enum import Enum
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.config.devant import NOM, LienVersLeSite, Nginx
from tests.pannes.contenu import COMPTE, MOT_DE_PASSE
from tests.rigueur.certificat import sans_autorite

ICI = f"https://{NOM}"
STATUT = re.compile(r'class="bande__statut">.*?statut--([a-z_]+)', re.DOTALL)
JETON = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
VU = re.compile(r'name="vu" value="([^"]+)"')
COUPURES = (OSError, http.client.HTTPException)
FRONTIERE = "frontiere-des-essais"


class Issue(Enum):
    """What became of a decision: done, refused in words, or nobody knows."""

    FAITE = "faite"
    REFUSEE = "refusée"
    SANS_REPONSE = "sans réponse"


class Reponse:
    """An answer: its status, what nginx says of its cache, its text, its headers."""

    def __init__(self, reponse: http.client.HTTPResponse) -> None:
        self.statut, self.entetes = reponse.status, reponse.headers
        self.cache = reponse.headers.get("X-Cache", "")
        self.corps = reponse.read().decode("utf-8", "replace")

    @property
    def label(self) -> str:
        """The status that a coop's page shows; empty when it shows none."""
        lu = STATUT.search(self.corps)
        return lu[1] if lu else ""


class Personne:
    """A browser, with its cookies. A connection for each request: each finds the site as it is."""

    def __init__(self, devant: Nginx) -> None:
        self.devant = devant
        self.temoins: dict[str, str] = {}

    def lire(self, adresse: str, attente: float = 75) -> Reponse:
        """Get an address. Raises `OSError` or `HTTPException` without an answer."""
        return self._demander("GET", adresse, None, {}, attente)

    def envoyer(self, adresse: str, attente: float = 75, **champs: str) -> Reponse:
        """Post a form, with its token. Raises as `lire` does."""
        corps = urlencode(champs).encode()
        return self._demander("POST", adresse, corps, {"Content-Type": "application/x-www-form-urlencoded"}, attente)

    def deposer(self, adresse: str, champ: str, nom: str, contenu: bytes, **champs: str) -> Reponse:
        """Post a form with a file in it."""
        morceaux = [
            f'--{FRONTIERE}\r\nContent-Disposition: form-data; name="{cle}"\r\n\r\n{valeur}\r\n'.encode()
            for cle, valeur in champs.items()
        ]
        entete = f'--{FRONTIERE}\r\nContent-Disposition: form-data; name="{champ}"; filename="{nom}"\r\n'
        morceaux += [f"{entete}Content-Type: application/octet-stream\r\n\r\n".encode(), contenu, b"\r\n"]
        corps = b"".join([*morceaux, f"--{FRONTIERE}--\r\n".encode()])
        return self._demander(
            "POST", adresse, corps, {"Content-Type": f"multipart/form-data; boundary={FRONTIERE}"}, 75
        )

    def jeton(self, adresse: str) -> str:
        """Return the token of the form at this address. Raises `LookupError` when there is none."""
        lu = self.lire(adresse)
        trouve = JETON.search(lu.corps)
        if trouve is None:
            raise LookupError(f"{adresse}: {lu.statut}")
        return trouve[1]

    def entrer(self) -> None:
        """Log in. Raises `LookupError` when the site refuses."""
        jeton = self.jeton("/compte/login/")
        faite = self.envoyer("/compte/login/", csrfmiddlewaretoken=jeton, login=COMPTE, password=MOT_DE_PASSE)
        if faite.statut != 302:
            raise LookupError(f"Login: {faite.statut} {re.sub(r'<[^>]+>', ' ', faite.corps)[-500:]}")

    def decider(self, label: int, geste: str, le: str, motif: str, attente: float = 75) -> Issue:
        """Carry out a decision on a label, in two forms; return what the site said of it. Raises as `lire` does."""
        adresse = f"/admin/registre/label/{label}/{geste}/"
        champs = {"csrfmiddlewaretoken": self.temoins.get("__Host-csrf", ""), "le": le, "motif": motif}
        apercu = self.envoyer(adresse, attente, **champs)
        vu = VU.search(apercu.corps)
        if vu is None:
            return Issue.REFUSEE if apercu.statut == 200 else Issue.SANS_REPONSE
        faite = self.envoyer(adresse, attente, **champs, vu=vu[1], confirmer="1")
        return Issue.FAITE if faite.statut == 302 else Issue.SANS_REPONSE

    def _demander(
        self, methode: str, adresse: str, corps: bytes | None, entetes: dict[str, str], attente: float
    ) -> Reponse:
        lien = LienVersLeSite(self.devant.tls, sans_autorite(), attente)
        temoins = "; ".join(f"{nom}={valeur}" for nom, valeur in self.temoins.items())
        entetes = {"Host": NOM, "Referer": ICI + adresse, **({"Cookie": temoins} if temoins else {}), **entetes}
        try:
            lien.request(methode, adresse, corps, entetes)
            reponse = Reponse(lien.getresponse())
        finally:
            lien.close()

        for pose in reponse.entetes.get_all("Set-Cookie") or ():
            self.temoins.update({nom: morceau.value for nom, morceau in SimpleCookie(pose).items()})
        return reponse
