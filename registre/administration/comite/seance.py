"""The page of a session, made for people: what comes next, who is there, the agenda, decisions, the minutes."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.snippets.views.snippets import InspectView

from registre.administration.avis.lecture import avis_des_dossiers
from registre.avis.models import DemandeDAvis
from registre.comite.acces import dernieres_lectures, suit_la_seance
from registre.comite.droits import SIEGER, decide, prepare
from registre.comite.lecture import PointDeSeance, SeanceLue, lire_seance
from registre.comite.models import AccesAuDossier, EtatDeReunion, NoteDePoint, OrigineDuConflit, ProcesVerbal
from registre.comite.notes import notes_lues
from registre.dossier.models import Version
from registre.rappels.droits import RENVOYER
from registre.rappels.models import RappelDeLecture
from socle.administration.fiches import coupable
from socle.cache.durees import reserver
from socle.templatetags.typographie import en_toutes_lettres


@dataclass(frozen=True)
class LigneDePoint:
    """A point as this account sees it: `ecarte` when in conflict, `declare` when by their own word."""

    lu: PointDeSeance
    ecarte: bool
    declare: bool
    se_decide: bool
    se_declare: bool
    lecture: str
    notes: tuple[NoteDePoint, ...]
    avis: tuple[DemandeDAvis, ...] = ()


class SeanceView(InspectView):
    """A session. Another account than those that prepare, or sit on its day, does not read it."""

    template_name = "registre/administration/comite/seance.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever does not follow it. Raises `PermissionDenied`, `Http404` for the session of other members."""
        exiger_de_suivre(request.user, self.object)
        reponse: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return reserver(reponse)

    def get_page_title(self) -> str:
        """What it is, and when."""
        return f"Comité du {en_toutes_lettres(self.object.le)}"

    def get_page_subtitle(self) -> str:
        """The place, as somebody wrote it."""
        return str(self.object.lieu)

    def get_fields(self) -> list[str]:
        """No field as it is stored: the page says what each means."""
        return []

    @cached_property
    def lue(self) -> SeanceLue:
        """The session as it stands."""
        return lire_seance(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, lue = self.request.user, self.lue
        prepare_ = prepare(user)
        montre = prepare_ or lue.reunion.etat != EtatDeReunion.PREPARATION
        verrouille = ProcesVerbal.objects.filter(seance=self.object).first()
        rappels = RappelDeLecture.objects.filter(seance=self.object)

        return super().get_context_data(**kwargs) | {
            "lue": lue,
            "reunion": lue.reunion,
            "seance": self.object,
            "prepare": prepare_ and not lue.reunion.verrouillee,
            "decide": decide(user) and not lue.reunion.verrouillee,
            "note": decide(user) and lue.reunion.verrouillee,
            "lit_la_candidature": user.has_perm("registre.view_candidature"),
            "montre": montre,
            "a_venir": self.object.le > timezone.localdate(),
            "lignes": self.lignes() if montre else [],
            "rappels": rappels.order_by("-compose_le", "pk") if prepare_ else rappels.none(),
            "renvoie": user.has_perm(RENVOYER),
            "proces_verbal": verrouille,
            "empreinte": coupable(verrouille.empreinte) if verrouille else "",
            "notes": verrouille.notes.select_related("auteur__par").order_by("ecrite_le") if verrouille else [],
        }

    def lignes(self) -> list[LigneDePoint]:
        """Return the points, with what this account may see, do and has read of each. Seven queries for them all."""
        user: Any = self.request.user
        siege, reunion = self.lue.siege_de(user), self.lue.reunion
        coops = set(user.appartenances.order_by("pk").values_list("cooperative_id", flat=True))
        versions = [lu.version for lu in self.lue.points if lu.version is not None]
        lectures = dernieres_lectures(user, [version.dossier_id for version in versions])
        notes = notes_lues([lu.point.pk for lu in self.lue.points], siege)
        avis = avis_des_dossiers(versions, user)

        lignes = [self._ligne(lu, siege, coops, reunion.verrouillee, lectures) for lu in self.lue.points]
        return [
            ligne
            if ligne.ecarte
            else replace(
                ligne,
                notes=tuple(notes.get(ligne.lu.point.pk, ())),
                avis=tuple(avis.get(ligne.lu.version.dossier_id, ())) if ligne.lu.version else (),
            )
            for ligne in lignes
        ]

    def _ligne(
        self, lu: PointDeSeance, siege: Any, coops: set[int], ferme: bool, lectures: dict[int, AccesAuDossier]
    ) -> LigneDePoint:
        ecarte = lu.concerne(siege) or lu.point.cooperative_id in coops
        ouvert = lu.decision is None and lu.point.se_decide and not ferme
        return LigneDePoint(
            lu=lu,
            ecarte=ecarte,
            declare=any(c.membre == siege and c.origine == OrigineDuConflit.DECLARE for c in lu.conflits) and ouvert,
            se_decide=ouvert and self.lue.reunion.tenue and decide(self.request.user) and not ecarte,
            se_declare=ouvert and siege is not None and not ecarte,
            lecture=lecture_en_mots(lu.version, lectures.get(lu.version.dossier_id)) if lu.version else "",
            notes=(),
        )


def lecture_en_mots(version: Version, lue: AccesAuDossier | None) -> str:
    """Return whether the last version of a dossier was read by this account, and when."""
    if lue is None:
        return "Vous ne l’avez pas encore lu."
    le = en_toutes_lettres(lue.lu_le)
    if lue.version_id != version.pk:
        return f"Une nouvelle version est déposée depuis votre lecture du {le}."
    return f"Lu le {le}."


def exiger_de_suivre(user: Any, seance: Any) -> None:
    """Refuse whoever does not follow a session. Raises `PermissionDenied`, or `Http404` for a member of other days."""
    if suit_la_seance(user, seance):
        return
    if user.has_perm(SIEGER):
        raise Http404
    raise PermissionDenied
