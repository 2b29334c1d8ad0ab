"""A register of before the journal held facts, brought forward by the real migrations.

`donnees/registre_0005.json` was written by the operations of that time: fictional coops, in the situations that used to
lie (docs/decisions/0018) and in random walks, corrections included.
"""

import datetime
import hashlib
import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.module_loading import import_string
from pytest_django import DjangoDbBlocker

from raison_detre.models import Engagement, Referentiel
from raison_detre.regles import Regles
from registre import gardes
from registre.ecriture.chaine import parcourir
from registre.etats import SORT_NON_DIT, Operation, Statut
from registre.journal import connu
from registre.journal.charges import Correction, Inscription, Octroi
from registre.journal.reconstruction import ecarts
from registre.migrations_donnees.anciennes import DATES_DE_CANDIDATURE, Ancienne
from registre.migrations_donnees.journal import JournalImpossible, ecrire_le_journal
from registre.models import Candidature, Cooperative, Evenement, Label, PeriodeDeStatut, Releve, VersionDuRegistre
from socle.models import User
from tests.raison_detre.conftest import charger_referentiel
from tests.registre import decisions
from tests.rigueur import base

D = datetime.date
AVANT = Path(__file__).parent / "donnees" / "registre_0005.json"
DE_LA_TABLE = {  # what the migrations add to each row, nothing else may move
    "Candidature": {"rang", "regles_figees"},
    "Label": {"rang", "clos_le", "annule_le", "motif_annulation"},
    "Suspension": {"rang", "reportee"},
    "PointEtape": {"rang"},
    "Releve": {"point_id"},
    "Cooperative": {"absorbee_par_id", "absorbee_le"},
}
pytestmark = [pytest.mark.lent, pytest.mark.django_db]


def lues(modele: str) -> list[dict[str, Any]]:
    """Return the rows of a table as they stood, by column."""
    table = json.loads(AVANT.read_text())[modele]
    return [dict(zip(table["colonnes"], ligne, strict=True)) for ligne in table["lignes"]]


def revenir_a_0005() -> None:
    """Load the edition, go back to the schema of before, write the rows of before, then damage two coops by hand."""
    charger_referentiel()

    for cle in sorted({ligne["par_id"] for ligne in lues("Evenement")} - {None}):
        User.objects.create_user(f"u{cle}@exemple.fr", id=cle)

    engagements = dict(Engagement.objects.sources().values_list("cle", "pk"))
    edition = Referentiel.objects.sources().get(code="2021").pk

    call_command("migrate", "registre", "0005", verbosity=0)
    gardes.lever(connection)
    etat = MigrationExecutor(connection).loader.project_state([("registre", "0005_nom_de_la_signature")]).apps
    modeles = [etat.get_model("registre", modele) for modele in json.loads(AVANT.read_text())]
    with transaction.atomic():
        for modele in modeles:
            for ligne in lues(modele.__name__):
                if "engagement_id" in ligne:
                    ligne["engagement_id"] = engagements[ligne["engagement_id"]]
                if "referentiel_id" in ligne:
                    ligne["referentiel_id"] = edition
                inserer(modele, ligne)
    abimer(modeles[-1])
    with connection.cursor() as cursor:
        for ordre in connection.ops.sequence_reset_sql(no_style(), modeles):
            cursor.execute(ordre)


def inserer(modele: Any, ligne: dict[str, Any]) -> None:
    """Write a row as it was, whatever the model would set by itself."""
    champs = [champ for champ in modele._meta.concrete_fields if champ.attname in ligne]
    valeurs = [champ.get_db_prep_save(champ.to_python(ligne[champ.attname]), connection) for champ in champs]
    colonnes, places = ", ".join(champ.column for champ in champs), ", ".join(["%s"] * len(champs))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {modele._meta.db_table} ({colonnes}) VALUES ({places})", valeurs)  # noqa: S608


def abimer(evenement: Any) -> None:
    """Do what only a hand in the database can: events lost, a day written otherwise, an event of nothing."""
    abimee = coop_de_la_table("Cas abime sans evenement")
    siens = [e for e in lues("Evenement") if e["cooperative_id"] == abimee]
    perdus = [e["id"] for e in siens if e["operation"] in {"declarer_complete", "accorder_label"}]
    label = next(lu for lu in lues("Label") if lu["cooperative_id"] == coop_de_la_table("Suspension corrigee"))
    octroi = next(e for e in lues("Evenement") if e["label_id"] == label["id"] and e["operation"] == "accorder_label")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM registre_evenement WHERE id IN (%s, %s)", perdus)
        cursor.execute("UPDATE registre_evenement SET prend_effet_le = %s WHERE id = %s", [D(2024, 1, 3), octroi["id"]])
    inserer(evenement, siens[0] | {"id": 10_000, "operation": "abandonner", "motif": "Rien de tel."})


def coop_de_la_table(nom: str) -> int:
    """Return the key of the coop of this name, before."""
    return next(int(ligne["id"]) for ligne in lues("Cooperative") if ligne["nom"] == nom)


@pytest.fixture(scope="class")
def migre(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Any:
    """A register of before, migrated: what the migration said of it."""
    cle = hashlib.sha256(base.content_key().encode() + AVANT.read_bytes()).hexdigest()[:16]
    recette = base.Recipe("registre_0005", cle, revenir_a_0005, upon=base.schema())
    dite = StringIO()

    with django_db_blocker.unblock():
        copie, avant = base.base_of_process(tmp_path_factory.mktemp("avant"), recette), connection.settings_dict["NAME"]
        copie.prepare()
        copie.open()
        with redirect_stdout(dite):
            call_command("migrate", verbosity=0)
        yield dite.getvalue()
        base.point_to(str(avant))
        copie.drop()


def coop(nom: str) -> Cooperative:
    """Return the coop of this name."""
    return Cooperative.objects.get(nom=nom)


def evenement(nom: str, operation: Operation) -> Evenement:
    """Return the last event of this kind of the coop of this name."""
    return Evenement.objects.filter(cooperative__nom=nom, operation=operation).latest("rang")


def inconnu(nom: str) -> str:
    """Return what the journal says it cannot know of the coop of this name."""
    entree = evenement(nom, Operation.INSCRIRE).faits
    assert isinstance(entree, Inscription)
    return entree.inconnu


def vieux() -> list[dict[str, Any]]:
    """Return the events of before that were still there, in their order."""
    abimee = coop_de_la_table("Cas abime sans evenement")
    perdus = {"declarer_complete", "accorder_label"}
    return [e for e in lues("Evenement") if e["cooperative_id"] != abimee or e["operation"] not in perdus]


@pytest.mark.usefixtures("migre")
class TestARegisterOfBefore:
    """Read only: the migrated register is one for the class."""

    @pytest.mark.parametrize("modele", sorted({*DE_LA_TABLE, "EngagementPris", "Indicateur", "EngagementOctroye"}))
    def test_every_row_stands_as_it_was(self, modele: str) -> None:
        classe = apps.get_model("registre", modele)
        for avant, apres in zip(lues(modele), classe._base_manager.order_by("pk"), strict=True):
            for champ in classe._meta.concrete_fields:
                if champ.attname in avant and champ.attname not in {"engagement_id", "referentiel_id"}:
                    assert getattr(apres, champ.attname) == champ.to_python(avant[champ.attname]), (modele, champ)

    def test_every_event_of_before_is_found_again_in_its_order(self) -> None:
        apres = Evenement.objects.exclude(operation=Operation.INSCRIRE).exclude(motif__startswith="Reconstitué")
        for avant, e in zip(vieux(), apres.select_related("auteur").order_by("pk"), strict=True):
            for colonne in ("cooperative_id", "candidature_id", "label_id", "operation", "motif", "de", "vers"):
                assert getattr(e, colonne) == avant[colonne]
            assert (e.par.pk if e.par else None) == avant["par_id"]
            assert e.enregistre_le == datetime.datetime.fromisoformat(avant["enregistre_le"])

    def test_the_journal_is_whole_and_comes_to_the_rows(self) -> None:
        assert parcourir().rupture == ""
        assert VersionDuRegistre.objects.get().evenements == Evenement.objects.count()
        assert ecarts(list(Cooperative.objects.order_by("pk").values_list("pk", flat=True))) == []
        assert Releve.objects.filter(point=None).count() == 0

    def test_every_coop_is_entered_first_by_the_moment_it_was_surely_there(self) -> None:
        premiers = Evenement.objects.filter(rang=1).select_related("cooperative")
        assert {e.cooperative_id for e in premiers if e.operation == Operation.INSCRIRE} == {
            c.pk for c in Cooperative.objects.all()
        }
        for premier in premiers:
            autres = Evenement.objects.filter(cooperative=premier.cooperative_id).order_by("enregistre_le")
            assert premier.enregistre_le <= autres[0].enregistre_le
        muette, suivante = coop("Sans rien 0"), coop("Cas abime sans evenement")
        assert muette.evenements.get().enregistre_le == suivante.evenements.get(rang=1).enregistre_le
        assert "son identité et son adhésion sont celles connues le" in inconnu("Sans rien 0")

    def test_every_day_on_which_something_was_known_can_be_read_again(self) -> None:
        for cooperative in Cooperative.objects.all():
            for e in cooperative.evenements.order_by("rang"):
                assert connu.histoire(cooperative.pk, timezone.localdate(e.enregistre_le)) is not None

    def test_a_label_taken_over_then_corrected_says_what_was_lost(self) -> None:
        nom, correction = "Cas 1 repris corrige", evenement("Cas 1 repris corrige", Operation.CORRIGER)
        avant, apres = (connu.histoire(coop(nom).pk, le) for le in (D(2026, 3, 4), D(2026, 3, 5)))
        assert avant is not None and apres is not None  # noqa: PT018
        assert [(lu.octroye_le, lu.valide_du) for lu in avant.labels] == [(D(2022, 5, 2), D(2022, 5, 2))]
        assert [(lu.octroye_le, lu.valide_du) for lu in apres.labels] == [(D(2022, 5, 3), D(2022, 5, 3))]
        assert "La fin du label QC-2022-0500 avant que son octroi ne soit corrigé n'est pas connue." in inconnu(nom)
        assert correction.corrige == evenement(nom, Operation.ACCORDER_LABEL)
        assert (correction.decide_le, correction.prend_effet_le) == (D(2026, 3, 5), D(2022, 5, 3))

    def test_an_own_grant_corrected_had_another_end_before(self) -> None:
        octroi = evenement("Cas 7 trou", Operation.ACCORDER_LABEL).faits
        correction = evenement("Cas 7 trou", Operation.CORRIGER).faits
        assert isinstance(octroi, Octroi)
        assert isinstance(correction, Correction)
        assert (octroi.valide_du, octroi.valide_jusqu_au) == (D(2024, 6, 12), D(2027, 6, 11))
        retouche = correction.retouches[0]
        assert (retouche.decide_le, retouche.prend_effet_le) == (D(2024, 6, 7), D(2024, 6, 7))
        assert retouche.charge is not None
        assert retouche.charge["valide_jusqu_au"] == "2027-06-06"
        assert "n'est pas connue" not in inconnu("Cas 7 trou").split("jour-là.")[1]

    def test_a_session_is_that_of_the_day_of_decision(self) -> None:
        octroi = evenement("Cas 7 trou", Operation.ACCORDER_LABEL)
        assert octroi.seance is not None
        assert octroi.seance.le == D(2024, 6, 12)

    def test_a_withdrawal_before_the_first_day_keeps_its_effect_and_says_that_its_day_is_unknown(self) -> None:
        retrait = evenement("Cas 5 renouvellement retire", Operation.RETIRER)
        assert (retrait.decide_le, retrait.prend_effet_le) == (D(2026, 10, 1), D(2027, 3, 1))
        assert "n'est pas connu : au plus tard le 01/10/2026" in inconnu("Cas 5 renouvellement retire")

    def test_a_suspension_stays_on_the_label_it_was_decided_about(self) -> None:
        for nom in ("Cas 15 suspendu renouvele", "Suspendu apres renouvellement"):
            ancien, renouvele = Label.objects.filter(cooperative__nom=nom).order_by("cycle")
            assert ancien.suspensions.get().levee_le is None
            debut = PeriodeDeStatut.objects.get(cooperative__nom=nom, du=renouvele.valide_du)
            assert debut.statut == Statut.LABELLISEE
        octroi = evenement("Cas 15 suspendu renouvele", Operation.RENOUVELER).faits
        assert isinstance(octroi, Octroi)
        assert octroi.suspension == SORT_NON_DIT

    def test_values_belong_to_their_point(self) -> None:
        points = {p.nature: p for p in Candidature.objects.get(cooperative__nom="Cas 9 visite").points.all()}
        assert points["visite"].tenu_le == D(2025, 6, 7)
        assert set(points["visite"].releves.values_list("releve_le", flat=True)) == {D(2025, 6, 7)}
        du_jour = Candidature.objects.get(cooperative__nom="Deux points meme jour").points.all()
        preuves = {p.compte_rendu: set(p.releves.values_list("preuve", flat=True)) for p in du_jour}
        assert preuves == {"A": {"declaree", "mesuree"}, "B": set(), "V": {"constatee"}}

    def test_what_the_events_did_not_say_is_reconstituted_and_named(self, migre: str) -> None:
        nom = "Cas abime sans evenement"

        assert "dossier déclaré complet du 01/01/2023 (aucun événement ne le disait)" in migre
        assert f"{nom} (000900126) : Sans fait qui lui réponde : abandon du" in migre

        entree = evenement(nom, Operation.INSCRIRE)
        assert "motif « Rien de tel. »" in entree.motif
        assert "Rien de tel" not in inconnu(nom)
        suite = [Operation.INSCRIRE, Operation.DEPOSER, Operation.DECLARER_COMPLETE, Operation.DECLARER_ADMISSIBLE]
        lus = entree.cooperative.evenements.order_by("rang")
        assert [e.operation for e in lus] == [*suite, Operation.ACCORDER_LABEL]
        assert {e.motif for e in lus if e.operation == Operation.ACCORDER_LABEL} == {
            "Reconstitué à la mise à jour du registre."
        }

    def test_where_event_and_row_differ_the_row_wins_and_the_event_stays(self, migre: str) -> None:
        octroi = evenement("Suspension corrigee", Operation.ACCORDER_LABEL)
        correction = evenement("Suspension corrigee", Operation.CORRIGER)
        assert octroi.decide_le == D(2024, 1, 3)
        assert correction.corrige == octroi
        assert correction.motif.startswith("Reconstitué")
        assert octroi.label is not None
        assert octroi.label.octroye_le == D(2024, 1, 1)
        assert "octroi du label du 01/01/2024 (le journal disait autre chose)" in migre

    def test_nothing_was_reconstituted_elsewhere(self, migre: str) -> None:
        assert {ligne.split(" (")[0] for ligne in migre.splitlines()} == {
            "Cas abime sans evenement",
            "Suspension corrigee",
        }

    def test_the_register_says_again_what_it_said_before(self) -> None:
        def labels(connu_le: D) -> list[tuple[D | None, D | None]]:
            connues = PeriodeDeStatut.toutes.connues(connu_le).au(D(2024, 1, 1)).filter(cooperative__nom=nom)
            return [(periode.valide_du, periode.valide_jusqu_au) for periode in connues]

        nom = "Cas 1 repris corrige"
        corrige_le = timezone.localdate(evenement(nom, Operation.CORRIGER).enregistre_le)
        assert labels(corrige_le) == [(D(2022, 5, 3), D(2025, 5, 2))]
        assert labels(corrige_le - datetime.timedelta(days=1)) == [(D(2022, 5, 2), D(2025, 5, 2))]
        entree_le = timezone.localdate(evenement(nom, Operation.INSCRIRE).enregistre_le)
        assert labels(entree_le - datetime.timedelta(days=1)) == []
        assert PeriodeDeStatut.toutes.exclude(connue_jusqu_a=None).exists()

    def test_decisions_go_on_from_there(self) -> None:
        label = Label.objects.filter(cooperative__nom="Cas 7 trou").latest("cycle")
        decisions.retirer(label.pk, le=D(2026, 10, 2), motif="Fin.")
        decisions.corriger_motif(
            evenement("Cas 7 trou", Operation.RETIRER).pk, nouveau="La fin.", motif="Faute de frappe."
        )
        decisions.annuler(evenement("Cas 9 visite", Operation.ACCORDER_LABEL).pk, motif="Par erreur.")
        assert parcourir().rupture == ""
        assert Label.objects.get(pk=label.pk).motif_retrait == "La fin."

    def test_nothing_undoes_it(self) -> None:
        oublier = import_string("registre.migrations.0007_le_journal_est_ecrit.refuser_d_oublier")
        with pytest.raises(RuntimeError, match="restore a backup"):
            oublier(apps, None)


def test_rows_that_no_decision_can_lead_to_stop_the_migration_and_name_the_coop(monkeypatch: Any) -> None:
    """Two candidatures under way at once: only a hand in the database makes them."""
    regles = dict.fromkeys(Regles.champs(), 1)
    vide = dict.fromkeys(DATES_DE_CANDIDATURE.values()) | {"labellisee_le": None, "renouvelle_id": None}
    qui = {"nom": "Contradictoire", "siren": "000900019", "nom_usuel": "", "sigle": "", "forme_juridique": "SCP"}
    ou = {"commune": "Béziers", "code_departement": "34", "membre_depuis": None, "membre_jusqu_au": None}
    ancienne = Ancienne(SimpleNamespace(pk=1, **qui, **ou))
    ancienne.candidatures = [
        SimpleNamespace(
            pk=cycle,
            cycle=cycle,
            deposee_le=D(2024, cycle, 1),
            referentiel=SimpleNamespace(code="2021", **regles),
            **vide,
        )
        for cycle in (1, 2)
    ]

    monkeypatch.setattr("registre.migrations_donnees.journal.lire", lambda _apps: [ancienne])

    with pytest.raises(JournalImpossible, match=r"Contradictoire \(000900019\) : .* déjà une candidature en cours"):
        ecrire_le_journal(None, None)
