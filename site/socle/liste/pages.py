"""Lists cut into pages: the page asked for, what stands on it, where its neighbours are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import ngettext

from socle.adresses.parametres import ParametreInvalide
from socle.adresses.parametres import page as page_demandee


@dataclass(frozen=True)
class Tranche:
    """One page of a list. `autres` are the parameters of the address that every link keeps."""

    lignes: Sequence[Any]
    total: int
    page: int
    pages: int
    autres: tuple[tuple[str, str], ...] = ()

    @property
    def precedente(self) -> str:
        """The query string of the page before; empty on the first."""
        return self._adresse(self.page - 1) if self.page > 1 else ""

    @property
    def suivante(self) -> str:
        """The query string of the page after; empty on the last."""
        return self._adresse(self.page + 1) if self.page < self.pages else ""

    @property
    def ici(self) -> str:
        """The query string of this page; empty when nothing is asked."""
        return self._adresse(self.page) if self.page > 1 or self.autres else ""

    def _adresse(self, page: int) -> str:
        parametres = [*self.autres, *([("page", str(page))] if page > 1 else [])]
        return f"?{urlencode(parametres)}"


def compter_les_pages(total: int, par_page: int, page: int) -> int:
    """Return how many pages `total` rows make, at least one. Raises `ParametreInvalide` for a `page` beyond them."""
    pages = Paginator(range(total), par_page).num_pages
    if page > pages:
        phrase = ngettext("Cette liste n’a qu’une page.", "Cette liste compte %(n)s pages.", pages)
        raise ParametreInvalide("page", phrase % {"n": pages})
    return pages


def couper(
    donnees: QueryDict,
    total: int,
    par_page: int,
    lire: Callable[[int, int], Sequence[Any]],
    *,
    autres: tuple[tuple[str, str], ...] = (),
) -> Tranche:
    """Return the page asked for of a list of `total` rows, read by `lire(start, end)`. Raises `ParametreInvalide`."""
    page = page_demandee(donnees)
    pages = compter_les_pages(total, par_page, page)
    debut = (page - 1) * par_page

    return Tranche(lire(debut, debut + par_page), total, page, pages, autres)


class AdresseVerifiee:
    """A page whose address takes parameters: one that means nothing is answered by a page (400) that names it."""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            reponse: HttpResponse = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        except ParametreInvalide as faute:
            contexte = {"faute": faute, "fautive": self}
            return render(request, "bonnes_pratiques/parametre_invalide.html", contexte, status=400)
        return reponse
