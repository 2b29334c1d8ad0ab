"""What happened in the register, as an Atom feed."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.public.flux.nouvelles import Nouvelle, nouvelles
from socle.formats.flux import FluxAtom, identifiant
from socle.templatetags.typographie import en_toutes_lettres


class FluxDuRegistre(FluxAtom):
    """Grants, renewals, suspensions, withdrawals, ends of validity, absorptions, numbers annulled."""

    title = gettext_lazy("Registre du label Quali’Coop")
    subtitle = gettext_lazy("Labels accordés, renouvelés, suspendus, retirés, arrivés à échéance ou annulés.")

    def link(self) -> str:
        return reverse("registre:liste")

    def adresse(self, obj: None) -> str:
        """The feed, one in each language."""
        return reverse("registre:flux")

    def items(self) -> list[Nouvelle]:
        """What became true by today."""
        return nouvelles(timezone.localdate())

    def item_title(self, item: Nouvelle) -> str:
        """The coop, what, and whether it is fictional."""
        titre = _("%(coop)s : %(quoi)s") % {"coop": item.cooperative, "quoi": item.quoi}
        return f"{titre} ({_('démonstration')})" if item.cooperative.demonstration else titre

    def item_description(self, item: Nouvelle) -> str:
        """The label, if it is about one, its period when it is granted, and the day."""
        if item.valide is not None:
            phrase = _("Label %(numero)s, le %(jour)s, pour la période du %(du)s au %(au)s.")
            du, au = (en_toutes_lettres(jour) for jour in item.valide)
            return phrase % {"numero": item.numero, "jour": en_toutes_lettres(item.le), "du": du, "au": au}
        if not item.numero:
            return _("Le %(jour)s.") % {"jour": en_toutes_lettres(item.le)}
        return _("Label %(numero)s, le %(jour)s.") % {"numero": item.numero, "jour": en_toutes_lettres(item.le)}

    def item_link(self, item: Nouvelle) -> str:
        """The label's permanent page, else the coop's."""
        if item.numero:
            return f"{self.link()}labels/{item.numero}/"
        return f"{self.link()}siren/{item.cooperative.siren}/"

    def item_guid(self, item: Nouvelle) -> str:
        """The same for the same fact in the same language, whenever it is read and whatever was corrected of it."""
        sujet = f"labels/{item.numero}" if item.numero else f"cooperatives/{item.cooperative.pk}"
        rang = f"-{item.rang}" if item.rang else ""
        return identifiant(f"{self.link()}{sujet}/#{item.nature}{rang}")

    def item_updateddate(self, item: Nouvelle) -> datetime.datetime:
        """The first moment, in Paris, of the day it took effect, or of the day since when the register says so."""
        return make_aware(datetime.datetime.combine(max(item.le, item.dite_le), datetime.time.min))
