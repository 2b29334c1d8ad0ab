"""A small load, bounded by the machine and by time: who reads, who writes, and what each was told."""

import itertools
import threading
import time
from collections import Counter
from types import TracebackType

from tests.pannes.gens import COUPURES, Issue, Personne, Reponse
from tests.pannes.monde import Monde
from tests.pannes.suites import GESTES, LABELLISEE, SUSPENDUE, Suite

STABLE = "/demarche/"  # no decision on a coop changes it
PAGES = ("/", "/registre/", "/raison-d-etre/", "/registre/donnees/", STABLE)


class Charge:
    """Readers of public pages, and writers who suspend a label and lift that, each a label of their own.

    Each reader reads a page every `lecture` seconds, each writer decides every `ecriture` seconds, if they can.
    `confirmes` are the words of what the site said was done; `fausses`, the statuses read that no one could have.
    """

    def __init__(
        self, monde: Monde, lecteurs: int = 2, ecrivains: int = 2, lecture: float = 0.2, ecriture: float = 0.5
    ) -> None:
        self.monde, self.ecrivains = monde, ecrivains
        self.lecture, self.ecriture = lecture, ecriture
        self.finie, self.verrou = threading.Event(), threading.Lock()
        self.lues: Counter[tuple[int, str]] = Counter()
        self.ratees: list[str] = []
        self.fausses: list[str] = []
        self.confirmes: list[str] = []
        self.issues: Counter[Issue] = Counter()
        self.plus_longue = 0.0
        self.suites = monde.suites
        # What each coop may have been, one after the other.
        self.possibles = {suite.slug: [{LABELLISEE, SUSPENDUE}] for suite in self.suites}

        travaux = [(self._lire_sans_fin, rang) for rang in range(lecteurs)]
        travaux += [(self._ecrire_sans_fin, rang) for rang in range(ecrivains)]
        self.fils = [threading.Thread(target=faire, args=[rang]) for faire, rang in travaux]

    def __enter__(self) -> "Charge":
        """Read each page once, as a site in use has been, then start everybody."""
        for page in self._pages():
            lue = self.monde.visiteur().lire(page)
            if lue.statut != 200:
                raise LookupError(f"{page}: {lue.statut}")
        for fil in self.fils:
            fil.start()
        return self

    def __exit__(self, _genre: type | None, _faute: BaseException | None, _trace: TracebackType | None) -> None:
        self.finie.set()
        for fil in self.fils:
            fil.join(150)

    @property
    def disponibilite(self) -> float:
        """The share of public pages that were given, kept ones included."""
        donnees = sum(nombre for (statut, _cache), nombre in self.lues.items() if statut == 200)
        return donnees / max(1, self.lues.total())

    def attendre(self, ecritures: int, secondes: float = 150) -> None:
        """Return once so many more decisions are confirmed. Raises `TimeoutError`."""
        voulues, limite = len(self.confirmes) + ecritures, time.monotonic() + secondes
        while len(self.confirmes) < voulues:
            if time.monotonic() > limite:
                raise TimeoutError(f"{len(self.confirmes)} confirmed, {voulues} wanted; {self.ratees[-3:]}")
            time.sleep(0.1)

    def _pages(self) -> list[str]:
        return [*PAGES, *(f"/registre/{slug}/" for slug in self.possibles)]

    def _lire_sans_fin(self, rang: int) -> None:
        qui = self.monde.visiteur()
        for page in itertools.cycle(self._pages()[rang:] + self._pages()[:rang]):
            debut = time.monotonic()
            slug = page.strip("/").rpartition("/")[2]
            self.lire(qui, page, slug if slug in self.possibles else "")
            if self.finie.wait(max(0, debut + self.lecture - time.monotonic())):
                return

    def lire(self, qui: Personne, page: str, slug: str = "") -> Reponse | None:
        """Read a page; hold the status that it shows against what that coop was, from the asking to the answer.

        A slow answer may show any of them: two decisions are taken while it is made.
        """
        depuis, debut = len(self.possibles.get(slug, ())) - 1, time.monotonic()
        try:
            lue = qui.lire(page)
        except COUPURES as coupure:
            self._compter(page, 0, repr(coupure), debut)
            return None
        self._compter(page, lue.statut, lue.cache, debut)

        if slug and lue.statut == 200:
            permis = set().union(*self.possibles[slug][depuis:])
            if lue.label not in permis:
                self.fausses.append(f"{page} {lue.cache}: {lue.label}, not {permis}, at {time.time():.2f}")
        return lue

    def _compter(self, page: str, statut: int, cache: str, debut: float) -> None:
        with self.verrou:
            self.lues[statut, cache] += 1
            self.plus_longue = max(self.plus_longue, time.monotonic() - debut)
            if statut != 200:
                self.ratees.append(f"{page}: {statut} {cache}")

    def _ecrire_sans_fin(self, rang: int) -> None:
        """Decide on each of one's labels in turn, and read what the public then reads of it."""
        leurs = itertools.cycle([suite for place, suite in enumerate(self.suites) if place % self.ecrivains == rang])
        qui, visiteur = self.monde.secretaire(), self.monde.visiteur()
        for suite in leurs:
            debut = time.monotonic()
            if self._decider(qui, suite):
                self.lire(visiteur, f"/registre/{suite.slug}/", suite.slug)
            if self.finie.wait(max(0, debut + self.ecriture - time.monotonic())):
                return

    def _decider(self, qui: Personne, suite: Suite) -> bool:
        """Suspend, or lift, whichever the label waits for; when nobody knows whether it was done, try the other."""
        possibles, but = self.possibles[suite.slug], suite.but
        avant, motif = possibles[-1], suite.motif_suivant()
        possibles.append(avant | {but})
        debut = time.monotonic()
        try:
            issue = qui.decider(suite.label, GESTES[but], f"{suite.le:%d/%m/%Y}", motif)
        except COUPURES:
            issue = Issue.SANS_REPONSE

        self.plus_longue = max(self.plus_longue, time.monotonic() - debut)
        self.issues[issue] += 1
        if issue is Issue.FAITE:
            self.confirmes.append(motif)
            possibles.append({but})
        elif issue is Issue.REFUSEE:
            possibles.append(avant)
        return issue is Issue.FAITE
