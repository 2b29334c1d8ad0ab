"""A member's note on a point: kept for themselves, or shared with the committee."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from registre.administration.comite.actes import adresse_de
from registre.administration.comite.formulaires import FormulaireDeNoteDePoint
from registre.administration.comite.saisies import SaisieView
from registre.administration.comite.seance import exiger_de_suivre
from registre.comite.models import NoteDePoint, PointALOrdreDuJour
from registre.comite.notes import ecrire, siege_sur
from registre.models import SeanceComite


class NoteDePointView(SaisieView):
    """The note of whoever asks. Without a seat that day, or in conflict, there is no such page."""

    page_title = "Ma note sur ce point"
    bouton = "Garder la note"
    form_class = FormulaireDeNoteDePoint
    permis = staticmethod(lambda _user: True)  # asked of the session, below

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever does not follow the session. Raises `Http404` without a seat, or in conflict."""
        exiger_de_suivre(request.user, self.seance)
        if siege_sur(self.point, request.user) is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def point(self) -> PointALOrdreDuJour:
        """The point of the address. Raises `Http404`."""
        points = PointALOrdreDuJour.objects.select_related("seance", "cooperative")
        return get_object_or_404(points, pk=self.kwargs["pk"])

    @property
    def seance(self) -> SeanceComite:
        """The session of the point."""
        return self.point.seance

    @property
    def retour(self) -> str:
        return f"{adresse_de(self.seance.pk)}#point-{self.point.pk}"

    def get_page_subtitle(self) -> str:
        return str(self.point)

    def get_initial(self) -> dict[str, Any]:
        """What this member wrote there before, if anything."""
        note = NoteDePoint.objects.filter(point=self.point, membre__user=self.request.user.pk).first()
        return {"texte": note.texte, "partagee": note.partagee} if note else {}

    def faire(self, form: Any) -> str:
        note = ecrire(
            self.point.pk, form.cleaned_data["texte"], partagee=form.cleaned_data["partagee"], par=self.request.user
        )
        return "Votre note est gardée." if note else "Votre note est retirée."
