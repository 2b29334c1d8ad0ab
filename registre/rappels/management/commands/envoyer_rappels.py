"""`manage.py envoyer_rappels`: tells coops, experts who are asked for an opinion and the committee of their deadlines.

Run every hour or every day, it says each thing once. What waits for experts leaves by it too.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from registre.avis.envoi import envoyer as envoyer_aux_experts
from registre.avis.rappels import RappelDAvis, rappels_dus
from registre.avis.rappels import inscrire as inscrire_aux_experts
from registre.rappels.dus import dus
from registre.rappels.envoi import envoyer, oublier
from registre.rappels.lectures.dues import LectureDue, lectures_dues
from registre.rappels.lectures.dues import inscrire as inscrire_au_comite
from registre.rappels.lectures.envoi import envoyer as envoyer_au_comite
from registre.rappels.preparation import Preparation, inscrire, preparer
from socle.file_de_courriels import EtatDEnvoi


class Command(BaseCommand):
    """Prepares what the day asks for, then sends what waits."""

    help = (
        "Prévient les coopératives de leurs échéances : 60, 30 et 7 jours avant, 1, 15 et 30 jours après ; les experts"
        " dont un avis est attendu : 7 jours et 1 jour avant ; les membres du comité de ce qu’ils n’ont pas lu : 7 et"
        " 2 jours avant la séance."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--simulation", action="store_true", help=_("Dit qui serait prévenu de quoi, sans rien faire.")
        )

    def handle(self, *args: Any, simulation: bool, **options: Any) -> None:
        au = timezone.localdate()
        a_faire = dus(au)
        a_dire, experts, lectures = preparer(a_faire), rappels_dus(au), lectures_dues(au)

        self._dire(a_dire)
        self._dire_aux_experts(experts)
        self._dire_au_comite(lectures)
        if simulation:
            return

        inscrire(a_dire)
        inscrire_aux_experts(experts)
        inscrire_au_comite(lectures)
        maintenant = timezone.now()
        fins = envoyer(a_faire, maintenant, au) + envoyer_aux_experts() + envoyer_au_comite(maintenant, au)
        oublier(au)

        for etat, nombre in sorted(fins.items()):
            self.stdout.write(f"{EtatDEnvoi(etat).label} : {nombre}")

    def _dire(self, a_dire: Preparation) -> None:
        """Name who is told of what, and the coops of which nobody can be."""
        for pk, siens in a_dire.par_personne.items():
            quoi = " ; ".join(f"{du.cooperative} – {du.nom} ({du.le:%d/%m/%Y})" for du in siens)
            self.stdout.write(f"{a_dire.comptes[pk].email} : {quoi}")
        for coop in a_dire.sans_personne:
            self.stdout.write(_("%(coop)s : personne à prévenir, invitez un référent.") % {"coop": coop})
        if not a_dire.par_personne:
            self.stdout.write(_("Rien de nouveau à dire aujourd’hui."))

    def _dire_aux_experts(self, experts: list[RappelDAvis]) -> None:
        """Name which experts are told, on which coop, and the day by which they answer."""
        for du in experts:
            demande = du.demande
            quoi = f"avis sur {demande.version.cooperative} ({demande.echeance:%d/%m/%Y})"
            self.stdout.write(f"{demande.courriel} : {quoi}")

    def _dire_au_comite(self, lectures: list[LectureDue]) -> None:
        """Name which members are told, and the dossiers that they have not opened."""
        for due in lectures:
            quoi = ", ".join(str(lu.point) for lu in due.points)
            self.stdout.write(f"{due.destinataire.email} : à lire avant le {due.seance.le:%d/%m/%Y} – {quoi}")
