"""The entries of a register that was an app become those of a register that its programme defines, and keep all."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sokehoach.adapters.programme_files.canonical import compute_digest, to_plain
from sokehoach.apps.programmes.models import DefinitionVersion, Identity, ProgrammeDraft
from sokehoach.apps.registers.core import word_index
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.models import RegisterOwnership, SearchText
from sokehoach.apps.registers.core.queries.entries import format_entry, list_unscoped_entries
from sokehoach.apps.registers.data_registers import entry_triggers
from sokehoach.apps.registers.data_registers.models import DataEntry, RegisterType
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.reporting.queries.registers import list_countings
from sokehoach.apps.setup.queries.version_checks import MIGRATED
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.programmes.difference import Weight, compare_definitions
from tests.factories.cast import AT, Cast
from tests.factories.first_registers import list_first_types
from tests.factories.programmes import first_programme

pytestmark = pytest.mark.both_databases

BEFORE = [("commitments", "0001_initial"), ("shelf", "0006_plain_names")]
AFTER = [("commitments", "0002_entries_are_data")]
ENTRIES = [  # village, households, households_known, establishments, voided, version
    ("Bản Ten Hon", 40, 52, 1, False, 1),
    ("", 0, None, 0, False, 3),
    ("Bản Huổi Anh", 7, 9, 2, True, 2),
]


@dataclass(frozen=True)
class Earlier:
    """The models as they stood, over tables as they stood: nothing defines the register as data."""

    models: Any
    cast: Cast

    def migrate(self) -> None:
        MigrationExecutor(connection).migrate(AFTER)
        word_index.install_triggers()
        forget_answers()


@pytest.fixture
def earlier(transactional_db: None, request: pytest.FixtureRequest) -> Iterator[Earlier]:
    cast: Cast = request.getfixturevalue("cast")
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    word_index.install_triggers()
    with connection.cursor() as cursor:
        _remove_type(cursor, RegisterType.objects.get(uid="commitments").pk)
    forget_answers()
    yield Earlier(executor.loader.project_state(BEFORE).apps, cast)
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    word_index.install_triggers()
    forget_answers()


def _remove_type(cursor: Any, pk: int) -> None:
    """A trigger keeps the rules of a version for ever."""
    entry_triggers.remove_triggers()
    versions = f"(SELECT id FROM data_registers_registertypeversion WHERE type_id = {pk})"
    cursor.execute(f"DELETE FROM data_registers_fieldrule WHERE version_id IN {versions}")
    cursor.execute(f"DELETE FROM data_registers_registertypeversion WHERE type_id = {pk}")
    cursor.execute(f"DELETE FROM data_registers_registertype WHERE id = {pk}")
    entry_triggers.install_triggers()


def write_earlier_entries(earlier: Earlier) -> list[Any]:
    """With their search texts, as the triggers of their table wrote them."""
    entries = earlier.models.get_model("commitments", "CommitmentRound").objects
    by, unit = earlier.cast.commune.pk, earlier.cast.units["03304"].pk
    rows = [
        entries.create(
            unit_id=unit, day=date(2021, 6, 12), title=f"Họp bản {number}", village=village, households=households,
            households_known=known, establishments=establishments, voided=voided, version=version,
            folded=word_index.build_search_text(f"Họp bản {number} {village}"), created_by_id=by,
            created_at=AT + timedelta(minutes=number), updated_by_id=by, updated_at=AT + timedelta(hours=number),
        )
        for number, (village, households, known, establishments, voided, version) in enumerate(ENTRIES)
    ]  # fmt: skip
    SearchText.objects.bulk_create(
        SearchText(register="commitments", line=row.pk, unit=unit, folded=row.folded) for row in rows
    )
    return rows


def test_entries_keep_id_version_times_and_search_texts(earlier: Earlier) -> None:
    rows = write_earlier_entries(earlier)
    texts = [*SearchText.objects.filter(register="commitments").order_by("pk").values()]
    assert len(texts) == len(ENTRIES)

    earlier.migrate()

    kept = ("pk", "unit_id", "day", "folded", "voided", "version", "created_by_id", "created_at", "updated_at")
    entries = {entry.pk: entry for entry in DataEntry.objects.filter(type__uid="commitments")}
    assert [[getattr(entries[row.pk], name) for name in kept] for row in rows] == [
        [getattr(row, name) for name in kept] for row in rows
    ]
    assert [*SearchText.objects.filter(register="commitments").order_by("pk").values()] == texts
    assert "commitments_commitmentround" not in connection.introspection.table_names()
    assert [*find_entry_faults()] == []

    register = get_registers()["commitments"]
    shown = {entry.pk: format_entry(register, entry) for entry in list_unscoped_entries(register)}
    assert [shown[row.pk]["households_known"] for row in rows] == ["52", "", "9"]
    assert [shown[row.pk]["village"] for row in rows] == ["Bản Ten Hon", "", "Bản Huổi Anh"]
    queries = [MeasureQuery("rounds"), MeasureQuery("households"), MeasureQuery("households_known")]
    results = list_countings()["commitments"].measure_all(
        queries, unit=earlier.cast.units["03304"], start=date(2020, 12, 15), end=date(2021, 6, 15)
    )
    assert [result.number for result in results] == [2, 40, None], "one is voided, one knows no households"


def test_a_new_entry_after_the_move_is_found_and_judged(earlier: Earlier) -> None:
    write_earlier_entries(earlier)
    earlier.migrate()
    version = DataEntry.objects.filter(type__uid="commitments")[0].type_version
    rules = {rule.field: (rule.value_type, rule.required, rule.largest) for rule in version.field_rules.all()}
    assert rules["households"] == ("number", True, 50_000)
    assert rules["village"] == ("text", False, None)
    entry = DataEntry.objects.filter(type__uid="commitments").first()
    assert entry is not None
    DataEntry.objects.filter(pk=entry.pk).update(folded=" moi")
    assert SearchText.objects.get(line=entry.pk).folded == " moi"


def publish(keepings: list[dict[str, str]]) -> None:
    definition = json.dumps({"code": "tuan_giao_2021", "keepings": keepings})
    DefinitionVersion.objects.create(
        programme=first_programme(), number=1, in_force_from=date(2021, 1, 1), definition=definition,
        digest=compute_digest(definition), published_by="tests", published_at=AT,
    )  # fmt: skip


def test_the_programme_that_keeps_the_register_has_it_in_its_next_version(earlier: Earlier) -> None:
    publish([{"register": "commitments"}])
    earlier.migrate()
    before, now = DefinitionVersion.objects.order_by("number")
    assert (before.state, now.state, now.published_by) == ("superseded", "published", MIGRATED)
    assert compute_digest(now.definition) == now.digest
    (defined,) = json.loads(now.definition)["register_types"]
    assert defined["code"] == "commitments"
    assert Identity.objects.get(kind="register").uid == "commitments"


def test_a_programme_that_does_not_keep_it_stays_at_its_version(earlier: Earlier) -> None:
    publish([{"register": "activities"}])
    RegisterOwnership.objects.filter(register="commitments").delete()
    earlier.migrate()
    assert DefinitionVersion.objects.count() == 1
    assert not RegisterType.objects.filter(uid="commitments").exists()


@pytest.mark.parametrize("kept", [True, False])
def test_a_draft_that_names_the_register_gets_its_file(earlier: Earlier, kept: bool) -> None:
    publish([{"register": "commitments"}])
    files = {"registers.yaml": yaml.safe_dump({"registers": [{"code": "commitments" if kept else "activities"}]})}
    ProgrammeDraft.objects.create(
        code="tuan_giao_2021", programme=first_programme(), unit=earlier.cast.units["099"], base=1, files=files,
        begun_at=AT, saved_by="tests", saved_at=AT,
    )  # fmt: skip
    earlier.migrate()
    draft = ProgrammeDraft.objects.get()
    assert ("registers/commitments.yaml" in draft.files, draft.base, draft.revision) == (
        (True, 2, 2) if kept else (False, 1, 1)
    )
    assert not kept or "Ký cam kết,Commitments\n" in draft.files["english.csv"]


def test_what_the_programme_of_the_product_says_now_follows_from_what_has_moved(earlier: Earlier) -> None:
    publish([{"register": "commitments"}])
    earlier.migrate()
    moved = json.loads(DefinitionVersion.objects.get(number=2).definition)["register_types"]
    now = [to_plain(list_first_types()["commitments"])]
    difference = compare_definitions({"register_types": moved}, {"register_types": now})
    assert [change.place for change in difference.changes if change.weight > Weight.WIDENING] == []
