"""The entries of a register that was an app become those of a register that its programme defines, and keep all."""

import dataclasses
import importlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest
import yaml
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sokehoach.adapters.programme_files.canonical import compute_digest, to_plain
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.programmes.models import DefinitionVersion, Identity, ProgrammeDraft
from sokehoach.apps.registers.core import word_index
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.models import RegisterOwnership, SearchText
from sokehoach.apps.registers.core.queries.entries import format_entry, get_entry_values, list_unscoped_entries
from sokehoach.apps.registers.data_registers import entry_triggers
from sokehoach.apps.registers.data_registers.models import DataEntry, RegisterType
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.reporting.queries.registers import list_countings
from sokehoach.apps.setup.queries.version_checks import MIGRATED
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.programmes.difference import Weight, compare_definitions
from sokehoach.domain.registers.field_kinds import FieldKind
from tests.apps.registers.enforcement import samples as enforcement_samples
from tests.apps.registers.making import make_options
from tests.factories.cast import AT, Cast
from tests.factories.first_registers import list_first_types, store_first_types
from tests.factories.programmes import first_programme

pytestmark = [pytest.mark.both_databases, pytest.mark.sweep]


@dataclass(frozen=True)
class Move:
    """`values`: of entries in the table, the second of which is voided. `measured`: what reports count of them.

    `migrations`: the last one that has the table, and the one that drops it. `rows`: by the number of the entry, the
    numbers of each unit in the table of its rows.
    """

    code: str
    model: str
    migrations: tuple[str, str]
    values: tuple[Mapping[str, Any], ...]
    measured: Mapping[str, int | None]
    rows: Mapping[int, Mapping[str, tuple[int, int, int, int]]] = dataclasses.field(default_factory=dict)

    @property
    def samples(self) -> ModuleType:
        return importlib.import_module(f"tests.apps.registers.{self.code}.samples")

    @property
    def before(self) -> list[tuple[str, str]]:
        return [(self.code, self.migrations[0]), ("shelf", "0006_plain_names")]

    @property
    def after(self) -> list[tuple[str, str]]:
        return [(self.code, self.migrations[1]), ("data_registers", "0007_comparisons")]

    @property
    def table(self) -> str:
        return f"{self.code}_{self.model.lower()}"


SECOND = ("0001_initial", "0002_entries_are_data")
MOVES = [
    Move(
        "commitments", "CommitmentRound", SECOND,
        ({"households": 40, "households_known": 52, "establishments": 1},
         {"households": 7, "households_known": 9, "establishments": 2},
         {"village": "", "households": 0, "households_known": None, "establishments": 0}),
        {"rounds": 2, "households": 40, "households_known": None},
    ),
    Move(
        "lodging_checks", "PoliceRound", SECOND,
        ({}, {"places": 3}, {"kind": "guidance", "places": 0, "guided": 6}),
        {"rounds": 2, "places": 15, "guided": 10},
    ),
    Move(
        "web_proposals", "WebProposal", SECOND,
        ({"answer": "blocked", "answered_on": date(2021, 6, 13)},
         {"title": "0912345678.com"},
         {"title": "khac.vn", "ground": "pornography", "number": "", "answer": "declined",
          "answered_on": date(2021, 6, 14)},
         {"title": "nguyenvanteo.vn"}),
        {"proposed": 3, "blocked": 1, "answered": 2},
    ),
    Move(
        "area_checks", "AreaRound", SECOND,
        ({}, {"village": "Bản Huổi Anh"}, {"village": "TEN  HON", "kind": "residence", "places": 0, "guided": 0}),
        {"rounds": 2, "places": 12, "guided": 1, "villages": 1},
    ),
    Move(
        "health_checks", "HealthRound", ("0004_levels_as_data", "0005_entries_are_data"),
        ({}, {}, {"day": date(2021, 3, 14), "due": None, "checked": 611}),
        {"communes": 8, "due": None, "checked": 631, "conditions": 6},
    ),
    Move(
        "support", "ServiceTally", SECOND,
        ({"kind": "peer_group", "groups": 3, "day": date(2021, 3, 14)},
         {"kind": "peer_group", "groups": 9},
         {"kind": "peer_group", "groups": 2, "times": None},
         {}),
        {"people": 21, "times": None, "groups": 2},
    ),
    Move(
        "surveys", "Survey", SECOND,
        ({"day": date(2020, 3, 2), "ended_on": date(2020, 4, 1), "low": 5, "best": 8, "high": 9},
         {"low": 90, "best": 91, "high": 92},
         {},
         {"title": "90/QĐ-UBND", "ended_on": None, "method": "expert", "low": None, "best": None, "high": None}),
        {"rounds": 2, "establishments": 82, "low": 10, "best": 14, "high": 20},
    ),
    Move(
        "briefings", "Briefing", SECOND,
        ({"briefed": ["authority", "front"]},
         {"briefed": ["committee"], "people": 90},
         {"kind": "document", "number": "12/CV-UBND", "people": None, "briefed": ["authority"]},
         {"number": "7/GM-UBND", "people": 4, "briefed": ["front"]}),
        {"briefings": 3, "briefed_committee": 0, "briefed_authority": 1},
    ),
    Move(
        "work_checks", "WorkCheck", SECOND,
        ({"day": date(2021, 5, 4), "remedy_by": date(2021, 6, 1), "village": "Bản Ten Hon"},
         {"remedy_by": date(2021, 6, 13)},
         {"remedy_by": date(2021, 6, 13), "remedied_on": date(2021, 6, 14)},
         {"result": "met", "remedy_by": None}),
        {"checks": 3, "open": 1, "overdue": 1, "remedied": 1},
    ),
    Move(
        "activities", "Activity", ("0002_joint_programmes", "0003_entries_are_data"),
        ({},
         {"people": 900},
         {"kind": "visual", "channel": "loudspeaker", "people": None, "women": None, "items": 4,
          "joint_programmes": ["drugs", "hiv"], "contents": ["safe_behaviour", "hiv_sti"]},
         {"people": 54, "joint_programmes": [], "audiences": ["residents", "pupils"]}),
        {"sessions": 3, "people": None, "contents": 4, "reached": 1, "joint": 2, "joint_people": 46},
    ),
    Move(
        "training", "Course", ("0002_joint_programmes", "0003_entries_are_data"),
        ({},
         {"title": "Lớp gạch bỏ", "days": 9},
         {"title": "Lớp của tỉnh", "level": "province", "joint_programmes": [], "day": date(2021, 3, 2)}),
        {"courses": 2, "summoned_to": 1012, "sent_to": 9, "trained_at": 7, "joint": 1},
        {0: {"03304": (3, 2, 2, 1), "099.CA": (4, 4, 3, 0)}, 1: {"03304": (9, 9, 9, 9)},
         2: {"03304": (5, 3, 2, 2), "03269": (1000, 0, 0, 0)}},
    ),
    Move(
        "enforcement", "CaseTally", ("0002_trafficking", "0003_entries_are_data"),
        ({"day": date(2021, 3, 2), "since": date(2021, 2, 1)},
         {"day": date(2021, 3, 3), "since": date(2021, 3, 1), "cases": 90},
         {"day": date(2021, 4, 2), "since": date(2021, 3, 3), "cases": 5, "trafficking_cases": None,
          "minors_trafficked": None},
         enforcement_samples.COURT | {"day": date(2021, 3, 2), "since": date(2021, 3, 1)}),
        {"cases": 7, "hot_spots": 1, "fines": 4_200_000, "tried_persons": 2, "indicted_cases": None,
         "trafficking_cases": 0, "minors_trafficked": 0},
    ),
]  # fmt: skip


@dataclass(frozen=True)
class Earlier:
    """The models as they stood, over tables as they stood: nothing defines the register as data."""

    move: Move
    models: Any
    cast: Cast

    def migrate(self) -> None:
        MigrationExecutor(connection).migrate(self.move.after)
        word_index.install_triggers()
        forget_answers()


@pytest.fixture(params=MOVES, ids=lambda move: move.code)
def earlier(transactional_db: None, request: pytest.FixtureRequest) -> Iterator[Earlier]:
    cast: Cast = request.getfixturevalue("cast")
    move: Move = request.param
    make_options(move.samples.OPTIONS)
    executor = MigrationExecutor(connection)
    executor.migrate(move.before)
    word_index.install_triggers()
    with connection.cursor() as cursor:
        for uid in [f"{move.code}_attendance", move.code] if move.rows else [move.code]:
            _remove_type(cursor, RegisterType.objects.get(uid=uid).pk)
    forget_answers()
    yield Earlier(move, executor.loader.project_state(move.before).apps, cast)
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
    move, samples = earlier.move, earlier.move.samples
    entries = earlier.models.get_model(move.code, move.model).objects
    by, unit = getattr(earlier.cast, samples.BY).pk, earlier.cast.units[samples.UNIT].pk
    rows = []
    for number, changes in enumerate(move.values):
        values = samples.VALUES | changes
        text = word_index.build_search_text(" ".join(str(value) for value in values.values()))
        columns = _build_columns(earlier, values)
        lists = {name: columns.pop(name) for name in [*columns] if isinstance(columns[name], list)}
        rows.append(
            entries.create(
                **columns, unit_id=unit, voided=number == 1, version=number + 1, folded=text,
                created_by_id=by, created_at=AT + timedelta(minutes=number), updated_by_id=by,
                updated_at=AT + timedelta(hours=number),
            )
        )  # fmt: skip
        for name, chosen in lists.items():
            getattr(rows[-1], name).set(chosen)
        for code, numbers in move.rows.get(number, {}).items():
            names = ("summoned", "sent", "trained", "in_charge")
            earlier.models.get_model(move.code, "Attendance").objects.create(
                course=rows[-1], unit_id=earlier.cast.units[code].pk, **dict(zip(names, numbers, strict=True))
            )
    SearchText.objects.bulk_create(
        SearchText(register=move.code, line=row.pk, unit=unit, folded=row.folded) for row in rows
    )
    return rows


def _build_columns(earlier: Earlier, values: Mapping[str, Any]) -> dict[str, Any]:
    """Options and units by their row ids."""
    columns: dict[str, Any] = {}
    for field in list_first_types()[earlier.move.code].fields:
        value, options = values[field.code], Option.objects.filter(option_set__uid=field.option_set)
        match field.kind:
            case FieldKind.ONE:
                columns[f"{field.code}_id"] = options.get(code=value).pk if value else value
            case FieldKind.MANY:
                columns[field.code] = [options.get(code=code).pk for code in value]
            case FieldKind.UNIT:
                columns[f"{field.code}_id"] = earlier.cast.units[value].pk
            case _:
                columns[field.code] = value
    return columns


def test_entries_keep_id_version_times_and_search_texts(earlier: Earlier) -> None:
    rows, code = write_earlier_entries(earlier), earlier.move.code
    texts = [*SearchText.objects.filter(register=code).order_by("pk").values()]
    assert len(texts) == len(rows)

    earlier.migrate()

    kept = ("pk", "unit_id", "day", "folded", "voided", "version", "created_by_id", "created_at", "updated_at")
    entries = {entry.pk: entry for entry in DataEntry.objects.filter(type__uid=code)}
    assert [[getattr(entries[row.pk], name) for name in kept] for row in rows] == [
        [getattr(row, name) for name in kept] for row in rows
    ]
    assert [*SearchText.objects.filter(register=code).order_by("pk").values()] == texts
    assert earlier.move.table not in connection.introspection.table_names()
    assert [*find_entry_faults()] == []


def test_entries_say_and_count_what_they_did(earlier: Earlier) -> None:
    rows, move = write_earlier_entries(earlier), earlier.move
    earlier.migrate()
    register = get_registers()[move.code]
    entries = {entry.pk: entry for entry in list_unscoped_entries(register)}
    shown = [
        {name: value for name, value in get_entry_values(register, entries[row.pk]).items() if value not in (None, "")}
        for row in rows
    ]
    assert shown == [
        {name: value for name, value in (move.samples.VALUES | changes).items() if value not in (None, "")}
        for changes in move.values
    ]
    assert all(format_entry(register, entry).keys() == move.samples.VALUES.keys() for entry in entries.values())
    results = list_countings()[move.code].measure_all(
        [MeasureQuery(measure) for measure in move.measured],
        unit=earlier.cast.units[move.samples.UNIT], start=date(2020, 12, 15), end=date(2021, 6, 15),
    )  # fmt: skip
    assert [result.number for result in results] == [*move.measured.values()], "one is voided"


def test_an_entry_after_the_move_is_judged_found_and_written(earlier: Earlier) -> None:
    """By the rules, the search columns and the key that the service would have made."""
    rows, move = write_earlier_entries(earlier), earlier.move
    earlier.migrate()
    version = DataEntry.objects.filter(type__uid=move.code)[0].type_version
    moved_rules = list_rules(version)
    moved_terms = list_terms(version.type.versions.get(is_current=True))
    entry = DataEntry.objects.get(pk=rows[0].pk)
    register = get_registers()[move.code]
    values = get_entry_values(register, entry)
    built = register.storage.build_columns(register, entry.unit, values, None)
    derived = [name for name in built if name not in ("type_id", "type_version_id", "function")]
    assert {name: getattr(entry, name) for name in derived} == {name: built[name] for name in derived}
    stored = import_first_type(move.code)
    assert (moved_rules, moved_terms) == (list_rules(stored), list_terms(stored))
    DataEntry.objects.filter(pk=entry.pk).update(folded=" moi")
    assert SearchText.objects.get(line=entry.pk).folded == " moi"


def list_rules(version: Any) -> list[Any]:
    return [*version.field_rules.values_list("field", "value_type", "required", "largest")]


def list_terms(version: Any) -> list[Any]:
    return [*version.comparison_terms.values_list("comparison", "field", "weight", "least", "most")]


def import_first_type(code: str) -> Any:
    """The version that publishing the programme's own file makes."""
    store_first_types()
    return RegisterType.objects.get(uid=code).versions.get(is_current=True)


def publish(keepings: list[dict[str, str]]) -> None:
    definition = json.dumps({"code": "tuan_giao_2021", "keepings": keepings})
    DefinitionVersion.objects.create(
        programme=first_programme(), number=1, in_force_from=date(2021, 1, 1), definition=definition,
        digest=compute_digest(definition), published_by="tests", published_at=AT,
    )  # fmt: skip


def test_the_programme_that_keeps_the_register_has_it_in_its_next_version(earlier: Earlier) -> None:
    publish([{"register": earlier.move.code}])
    earlier.migrate()
    before, now = DefinitionVersion.objects.order_by("number")
    assert (before.state, now.state, now.published_by) == ("superseded", "published", MIGRATED)
    assert compute_digest(now.definition) == now.digest
    defined = [item["code"] for item in json.loads(now.definition)["register_types"]]
    assert defined == [earlier.move.code, *([f"{earlier.move.code}_attendance"] if earlier.move.rows else [])]
    assert sorted(Identity.objects.filter(kind="register").values_list("uid", flat=True)) == defined


def test_a_programme_that_does_not_keep_it_stays_at_its_version(earlier: Earlier) -> None:
    publish([{"register": "budget"}])
    RegisterOwnership.objects.filter(register=earlier.move.code).delete()
    earlier.migrate()
    assert DefinitionVersion.objects.count() == 1
    assert not RegisterType.objects.filter(uid=earlier.move.code).exists()


@pytest.mark.parametrize("kept", [True, False])
def test_a_draft_that_names_the_register_gets_its_file(earlier: Earlier, kept: bool) -> None:
    code = earlier.move.code
    publish([{"register": code}])
    files = {"registers.yaml": yaml.safe_dump({"registers": [{"code": code if kept else "budget"}]})}
    ProgrammeDraft.objects.create(
        code="tuan_giao_2021", programme=first_programme(), unit=earlier.cast.units["099"], base=1, files=files,
        begun_at=AT, saved_by="tests", saved_at=AT,
    )  # fmt: skip
    earlier.migrate()
    draft = ProgrammeDraft.objects.get()
    assert (f"registers/{code}.yaml" in draft.files, draft.base, draft.revision) == (
        (True, 2, 2) if kept else (False, 1, 1)
    )
    name = list_first_types()[code].row
    assert not kept or f"\n{name}," in draft.files["english.csv"]


def test_what_the_programme_of_the_product_says_now_follows_from_what_has_moved(earlier: Earlier) -> None:
    publish([{"register": earlier.move.code}])
    earlier.migrate()
    moved = json.loads(DefinitionVersion.objects.get(number=2).definition)["register_types"]
    now = [to_plain(list_first_types()[item["code"]]) for item in moved]
    difference = compare_definitions({"register_types": moved}, {"register_types": now})
    assert [change.place for change in difference.changes if change.weight > Weight.WIDENING] == []
