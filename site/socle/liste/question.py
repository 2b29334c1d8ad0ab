"""What a list is asked: read once from the address, passed down frozen, written back in one order."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from django.utils.http import urlencode


@dataclass(frozen=True)
class Question:
    """One question to a list. A room's own has its filters as fields, and says in which order they are written.

    An empty value asks nothing. A field that is a tuple takes several values.
    """

    # What narrows the result, then what only says how it is shown: the order of the address.
    FILTRES: ClassVar[tuple[str, ...]] = ()
    ORDRE: ClassVar[tuple[str, ...]] = ()

    @property
    def actifs(self) -> tuple[str, ...]:
        """The names of the filters in use, in the order of the address."""
        return tuple(nom for nom in self.FILTRES if getattr(self, nom))

    def valeurs(self, nom: str) -> tuple[Any, ...]:
        """Return the values of a filter in use: one, or several for those that take several."""
        valeur = getattr(self, nom)
        return valeur if isinstance(valeur, tuple) else (valeur,)

    def avec(self, **changements: Any) -> Self:
        """Return the same question changed, back on the first page unless the page is what changes."""
        return replace(self, **({"page": 1} | changements))

    def sans(self, nom: str, valeur: Any = None) -> Self:
        """Return the question without a filter, or without one `valeur` of a filter that takes several."""
        actuel = getattr(self, nom)
        if isinstance(actuel, tuple) and valeur is not None:
            return self.avec(**{nom: tuple(autre for autre in actuel if autre != valeur)})
        return self.avec(**{nom: self._defaut(nom)})

    @property
    def parametres(self) -> tuple[tuple[str, str], ...]:
        """The parameters of its address, in the one order; what is by default is left out."""
        ecrits: list[tuple[str, str]] = []
        for nom in self.ORDRE:
            valeur = self.ecrire(nom)
            if isinstance(valeur, tuple):
                ecrits += [(nom, str(un_choix)) for un_choix in valeur]
            elif valeur and valeur != self._defaut(nom):
                ecrits.append((nom, str(valeur)))
        return tuple(ecrits)

    def ecrire(self, nom: str) -> Any:
        """Return what the address says of a field: its value, unless a room writes it another way."""
        return getattr(self, nom)

    @property
    def adresse(self) -> str:
        """Its query string, "?" included; "?" alone when nothing is asked, which a browser reads as the bare page."""
        return f"?{urlencode(self.parametres)}"

    def _defaut(self, nom: str) -> Any:
        return self.__dataclass_fields__[nom].default
