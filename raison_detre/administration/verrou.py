"""What editors see of the lock: why fields are read-only, and why nothing can be deleted."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.panels import HelpPanel

from raison_detre import verrou
from raison_detre.models.verrouille import Verrouille


class AvisDeVerrou(HelpPanel):
    """The notice above the form of something whose edition is in use."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **({"content": verrou.AVIS, "template": "raison_detre/administration/avis_de_verrou.html"} | kwargs)
        )

    class BoundPanel(HelpPanel.BoundPanel):
        """Shown only where it holds."""

        def is_shown(self) -> bool:
            """Tell whether the edition is in use."""
            return super().is_shown() and self.instance.sert


def avant_suppression(request: HttpRequest, instances: Sequence[Any]) -> HttpResponse | None:
    """Lead back to the list, saying why, whoever asks to delete a French row of an edition in use."""
    if not instances or not isinstance(instances[0], Verrouille):
        return None
    modele: Any = type(instances[0])
    lignes = modele.objects.filter(pk__in=[instance.pk for instance in instances])
    if not lignes.sources().sert():
        return None
    messages.error(request, verrou.SUPPRESSION)
    return redirect(modele.snippet_viewset.get_url_name("list"))
