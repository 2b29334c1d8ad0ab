"""The feed tells every public fact once, on its right day, under an identifier that nothing moves."""

import datetime
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registre.ecriture import enregistre_a
from registre.etats import Operation, SortDeLaSuspension, SortDuLabel
from registre.journal import connu
from registre.journal.histoire import Histoire
from registre.models import Cooperative
from registre.public.flux import nouvelles
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, absorbee, labellisee, renouvelee, retiree, suspendue
from tests.registre.journaux import dernier
from tests.registre.marches import Marche

D = datetime.date
ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.django_db


def a_midi(jour: datetime.date) -> Any:
    """Record as on this day."""
    return enregistre_a(datetime.datetime.combine(jour, datetime.time(11), tzinfo=datetime.UTC))


def entrees(client: Client) -> list[dict[str, str]]:
    """Return each entry of the feed: title, id, link, the day it was updated, summary."""
    racine = ElementTree.fromstring(client.get("/registre/flux.atom").content)  # noqa: S314 - our own feed
    lues = []
    for entree in racine.findall(f"{ATOM}entry"):
        champs = {nom: entree.findtext(f"{ATOM}{nom}") or "" for nom in ("title", "id", "updated", "summary")}
        champs["title"] = champs["title"].replace("\N{NO-BREAK SPACE}", " ")
        lien = entree.find(f"{ATOM}link")
        assert lien is not None
        lues.append(champs | {"updated": champs["updated"][:10], "link": lien.get("href", "")})
    return lues


@time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False)
def test_a_corrected_decision_stays_once_on_its_right_day_under_the_same_identifier(client: Client) -> None:
    with a_midi(D(2022, 1, 3)):
        coop = CooperativeFactory.create(nom="Maison")

    with a_midi(D(2026, 3, 2)):
        label = labellisee(D(2026, 3, 1), coop)
    [avant] = entrees(client)
    with a_midi(D(2026, 4, 20)):
        decisions.corriger(dernier(Operation.ACCORDER_LABEL).pk, le=D(2026, 3, 10), motif="Relu.")
    [apres] = entrees(client)

    assert (avant["id"], avant["updated"]) == (apres["id"], "2026-03-02")
    assert apres["updated"] == "2026-04-20"
    assert "le 10\u00a0mars 2026" in apres["summary"]
    assert label.numero in apres["summary"]


@time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False)
def test_another_decision_about_a_label_does_not_refresh_what_was_said_of_it(client: Client) -> None:
    with a_midi(D(2026, 3, 1)):
        label = labellisee(D(2026, 3, 1))
    with a_midi(D(2026, 5, 4)):
        suspendue(label, D(2026, 5, 4))
    assert [(e["id"].rpartition("#")[2].partition("-")[0], e["updated"]) for e in entrees(client)] == [
        ("suspension", "2026-05-04"),
        ("octroi", "2026-03-01"),
    ]


@time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False)
def test_an_annulled_number_is_told_and_its_grant_no_longer_is(client: Client) -> None:
    with a_midi(D(2026, 3, 1)):
        label = labellisee(D(2026, 3, 1))
    with a_midi(D(2026, 4, 2)):
        decisions.annuler(dernier(Operation.ACCORDER_LABEL).pk, motif="Autre coopérative.")
    [entree] = entrees(client)
    assert "numéro donné par erreur, annulé" in entree["title"]
    assert (label.numero in entree["summary"], entree["updated"]) == (True, "2026-04-02")
    assert client.get(entree["link"].removeprefix("http://testserver")).status_code == 200


@time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False)
def test_absorptions_and_the_label_taken_over_are_told(client: Client) -> None:
    porteuse, absorbante = CooperativeFactory.create(nom="Petite"), CooperativeFactory.create(nom="Grande")
    labellisee(D(2025, 3, 1), porteuse)
    absorbee(porteuse, absorbante, D(2026, 1, 1), sort=SortDuLabel.TRANSFERE)
    titres = [entree["title"] for entree in entrees(client)]
    assert "Petite : absorbée par Grande (démonstration)" in titres
    assert "Grande : label repris d’une coopérative absorbée (démonstration)" in titres
    assert "Petite : label accordé (démonstration)" in titres


@time_machine.travel(datetime.datetime(2026, 12, 1, 10, tzinfo=datetime.UTC), tick=False)
def test_a_renewal_withdrawn_before_it_began_never_lapses_and_is_told_withdrawn(client: Client) -> None:
    label = labellisee(D(2024, 3, 1))
    renouvele = renouvelee(label, D(2026, 9, 1))
    retiree(renouvele, D(2026, 10, 1))
    [retrait] = [e for e in entrees(client) if renouvele.numero in e["summary"] and "#retrait" in e["id"]]
    assert retrait["updated"] == "2026-12-01"  # recorded that day
    with time_machine.travel(datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC), tick=False):
        echus = [e["id"] for e in entrees(client) if "#echeance" in e["id"]]
    assert echus == [f"tag:hlm.coop,2026:/registre/labels/{label.numero}/#echeance"]


@time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False)
def test_a_suspension_carried_over_begins_once_and_ends_once(client: Client) -> None:
    label = labellisee(D(2023, 3, 1))

    suspendue(label, D(2025, 11, 1))
    renouvele = renouvelee(label, D(2026, 2, 1), suspension=SortDeLaSuspension.REPORTEE)
    decisions.lever_suspension(renouvele.pk, le=D(2026, 4, 1))
    titres = Counter(entree["title"].partition(" : ")[2].partition(" (")[0] for entree in entrees(client))

    assert titres == {
        "label accordé": 1,
        "label renouvelé": 1,
        "label suspendu": 1,
        "suspension levée": 1,
        "label arrivé à échéance": 1,
    }


@time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False)
def test_the_feed_asks_the_same_four_queries_for_one_label_and_for_many(client: Client) -> None:
    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            client.get("/registre/flux.atom")
        return len(requetes)

    suspendue(labellisee(D(2025, 3, 1)), D(2025, 9, 1))
    une = compter()
    for _n in range(3):
        suspendue(labellisee(D(2025, 3, 1)), D(2025, 9, 1))
    assert (une, compter()) == (4, 4)


@pytest.mark.lent
def test_every_public_fact_of_any_history_is_told_exactly_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nouvelles, "NOMBRE", 10_000)

    with transaction.atomic():
        marche = Marche(2, 16)
        ids = marche.raconter()
        au = marche.au + datetime.timedelta(days=40)
        dites = Counter((n.cooperative.pk, n.nature, n.rang or n.numero, n.le) for n in nouvelles.nouvelles(au))
        attendues = Counter(
            fait for pk, histoire in connu.histoires(ids).items() for fait in faits_publics(pk, histoire, au)
        )
        assert dites == attendues
        assert {nature for _pk, nature, _quoi, _le in dites} == set(nouvelles.NATURES)
        transaction.set_rollback(True)


def faits_publics(pk: int, histoire: Histoire, au: datetime.date) -> list[tuple[int, str, Any, datetime.date]]:
    """Return what happened in public to a coop by `au`, written apart from the feed."""
    faits: list[tuple[str, Any, datetime.date | None]] = []
    for label in histoire.labels:
        faits += [("octroi", label.numero, label.octroye_le), ("retrait", label.numero, label.retire_le)]
        if label.retire_le is None and label.clos_le is None:
            faits.append(("echeance", label.numero, label.valide_jusqu_au + datetime.timedelta(days=1)))
        for s in label.suspensions:
            faits += [("suspension", s.rang, s.suspendu_le), ("levee", s.rang, s.levee_le)]

    faits += [("annulation", annule.label.numero, annule.annule_le) for annule in histoire.annules]

    if histoire.absorbee:
        faits.append(("absorption", "", histoire.absorbee.le))
    return [(pk, nature, quoi, le) for nature, quoi, le in faits if le is not None and le <= au]


def test_the_latest_facts_are_kept_whatever_their_kind() -> None:
    ancien = labellisee(D(2020, 3, 1))  # lapsed on 28 February 2023
    absorption = {"absorbee_le": D(2021, 1, 1), "absorbee_par": ancien.cooperative}
    Cooperative.objects.bulk_create(CooperativeFactory.build_batch(nouvelles.NOMBRE, **absorption))
    lues = nouvelles.nouvelles(D(2023, 3, 1))
    assert (lues[0].nature, lues[0].le, len(lues)) == ("echeance", D(2023, 3, 1), nouvelles.NOMBRE)
    assert "octroi" not in {lue.nature for lue in lues}
