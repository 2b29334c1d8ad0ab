"""A page about one day, as known on another: how it differs from what is known now, and what was not known yet."""

import datetime
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from registre.models import Cooperative, PeriodeDeStatut
from registre.models.cooperative import IDENTITE
from registre.public.connaissance.pages import Connaissance
from registre.public.connaissance.traces import Etape
from registre.public.rendu import rendre
from registre.templatetags.statuts import phrase
from socle.templatetags.typographie import en_toutes_lettres


@dataclass(frozen=True)
class Difference:
    """What was put right or recorded since, in public; `autrement`: the register says otherwise now, all the same."""

    etapes: list[Etape]
    autrement: bool = False


def ce_qui_differe(connaissance: Connaissance, periode: PeriodeDeStatut, au: datetime.date) -> Difference:
    """Return how what was known of a coop on `au` (`periode`) differs from what is known now. One query.

    A decision that was never public changes what is said without being told.
    """
    connues = PeriodeDeStatut.objects.au(au).filter(cooperative=connaissance.cooperative_id)
    sue = connues.select_related("identite", "label").order_by().get()
    ecarts = connaissance.ecarts(au, connaissance.montres(au))
    return Difference(ecarts, autrement=_dit(periode) != _dit(sue))


def _dit(periode: PeriodeDeStatut) -> tuple[object, ...]:
    """What a page says of a coop before anything else: its status, its label, its identity."""
    numero = periode.label.numero if periode.statut and periode.label else ""
    identite = tuple(getattr(periode.identite, champ) for champ in IDENTITE)
    return (str(phrase(periode)), numero, periode.membre, *identite)


def pas_encore_connue(
    request: HttpRequest, cooperative: Cooperative, *, au: datetime.date, connu_le: datetime.date, numero: str = ""
) -> HttpResponse:
    """Answer that the register did not know yet of a coop, or of the label of this number, on `connu_le`."""
    qui = _("Le label %(numero)s") % {"numero": numero} if numero else str(cooperative)
    mots = {"qui": qui, "jour": en_toutes_lettres(connu_le)}
    dite = _("%(qui)s n’était pas encore au registre le %(jour)s.") % mots
    contexte = {"connu_le": connu_le, "phrase": dite}
    titre = numero or str(cooperative)
    return rendre(request, "registre/pas_encore.html", contexte, au=au, titre=titre, description=dite)
