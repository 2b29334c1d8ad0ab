"""Numbers of labels: the site's own series, year by year, over the numbers already given or taken over."""

from dataclasses import dataclass, field

from registre.models import CompteurDeLabels, Label


@dataclass
class Numeros:
    """What is known of the numbers within a lot: the counters of the years read, the numbers given in each.

    `prises` are those taken in this lot, in order, each with the counter before it.
    """

    compteurs: dict[int, int] = field(default_factory=dict)
    pris: dict[int, set[str]] = field(default_factory=dict)
    touches: set[int] = field(default_factory=set)
    prises: list[tuple[int, str, int]] = field(default_factory=list)

    def rendre(self, jusqu_a: int) -> None:
        """Give back the numbers taken in this lot after the `jusqu_a` first: what took them was refused."""
        while len(self.prises) > jusqu_a:
            annee, numero, compteur = self.prises.pop()
            self.pris[annee].discard(numero)
            self.compteurs[annee] = compteur

    def _lire(self, annee: int) -> None:
        if annee in self.compteurs:
            return
        compteur, _cree = CompteurDeLabels.objects.get_or_create(annee=annee)
        self.compteurs[annee] = compteur.dernier
        donnes = Label.tous.filter(numero__startswith=f"QC-{annee}-").order_by()
        self.pris[annee] = set(donnes.values_list("numero", flat=True))

    def prochain(self, annee: int) -> str:
        """Return the next free number of the site's series, not taken yet."""
        self._lire(annee)
        rang = self.compteurs[annee] + 1
        while (numero := f"QC-{annee}-{rang:04d}") in self.pris[annee]:
            rang += 1
        return numero

    def pris_deja(self, annee: int, numero: str) -> bool:
        """Whether this number was ever given."""
        self._lire(annee)
        return numero in self.pris[annee]

    def prendre(self, annee: int, numero: str, *, de_la_serie: bool) -> None:
        """Take a number. Only the site's own moves its series: one taken over opens no gap."""
        self._lire(annee)
        self.prises.append((annee, numero, self.compteurs[annee]))
        self.pris[annee].add(numero)
        if de_la_serie:
            self.compteurs[annee] = int(numero[8:])
            self.touches.add(annee)

    def ecrire(self) -> None:
        """Write the counters that moved."""
        for annee in sorted(self.touches):
            CompteurDeLabels.objects.filter(annee=annee).update(dernier=self.compteurs[annee])
