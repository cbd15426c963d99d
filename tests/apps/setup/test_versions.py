"""Loading a programme publishes a version where it differs; a version never changes; `verify` finds what does."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from sokehoach.adapters.programme_files.canonical import canonicalize
from sokehoach.apps.analysis.models import ReadyQuestion
from sokehoach.apps.analysis.services import replace_ready_questions
from sokehoach.apps.audit.models import Event
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.programmes import immutability
from sokehoach.apps.programmes.models import DefinitionVersion, Programme
from sokehoach.apps.programmes.services.versions import publish_version
from sokehoach.apps.reporting.queries.stored_values import list_value_places
from sokehoach.apps.setup.queries import version_checks
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell.outcomes import VersionConflictError
from sokehoach.domain.programmes.difference import DefinitionChange
from sokehoach.domain.programmes.rules import Weight
from tests.apps.setup.test_programmes import spoil
from tests.factories.cast import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, tmp_path / "programme"))


def load(folder: Path, days: int = 0) -> int:
    done = programmes.load_programme(folder=folder, by="tests", at=AT + timedelta(days=days))
    return int(str(done.answer["version"]))


def faults() -> list[str]:
    return [f"{fault.version}: {fault.reason}" for fault in find_version_faults()]


def test_a_version_is_published_where_the_definition_differs(folder: Path) -> None:
    assert [load(folder), load(folder, 1)] == [1, 1]
    spoil(folder, "elements.csv", "Văn bản chỉ đạo khác", "Văn bản khác")
    assert load(folder, 2) == 2
    second, first = DefinitionVersion.objects.all()
    assert (first.state, second.state) == ("superseded", "published")
    assert second.digest == canonicalize(programmes.read_programme(folder)).digest != first.digest
    assert (first.in_force_from.isoformat(), second.published_by) == ("2021-01-01", "tests")
    leaves = [event.body["detail"] for event in Event.objects.filter(action="programme.publish").order_by("seq")]
    assert [(leaf["version"], leaf["digest"]) for leaf in leaves] == [(1, first.digest), (2, second.digest)]
    assert faults() == []


def test_another_order_of_rows_is_no_other_version(folder: Path) -> None:
    load(folder)
    header, *rows = (folder / "elements.csv").read_text("utf-8").splitlines()
    (folder / "elements.csv").write_text("\n".join((header, *reversed(rows))), "utf-8")
    assert load(folder) == 1


@pytest.mark.both_databases
def test_the_database_refuses_to_change_a_version() -> None:
    programme = Programme.objects.create(code="first", name="Một", short_name="Một")
    version = DefinitionVersion.objects.create(
        programme=programme,
        number=1,
        in_force_from=AT,
        digest="0",
        definition="{}",
        published_by="tests",
        published_at=AT,
    )
    for column in set(immutability.VERSION_COLUMNS) - {"id", "programme_id"}:
        new = AT + timedelta(days=1) if column in ("in_force_from", "published_at") else 7
        with pytest.raises(IntegrityError), transaction.atomic():
            DefinitionVersion.objects.update(**{column: new})
    with pytest.raises(IntegrityError), transaction.atomic():
        version.delete()
    for state in ("superseded", "published", "withdrawn"):  # it comes back where the one after it is withdrawn
        DefinitionVersion.objects.update(state=state)
    for state in ("superseded", "published"):
        with pytest.raises(IntegrityError), transaction.atomic():
            DefinitionVersion.objects.update(state=state)


def test_every_column_but_the_state_is_fixed() -> None:
    columns = {field.column for field in DefinitionVersion._meta.concrete_fields}
    assert columns - {"state"} == set(immutability.VERSION_COLUMNS)


TABLE = "programmes_definitionversion"


def forge(**values: object) -> None:
    """As somebody with the database in hand would: without the triggers."""
    with connection.cursor() as cursor:
        place = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {TABLE}_update{place}")
    DefinitionVersion.objects.update(**values)
    immutability.install_triggers()


def forge_digest_too() -> None:
    version = DefinitionVersion.objects.get()
    text = version.definition.replace("Tuần Giáo", "Tuần Giáp", 1)
    forge(definition=text, digest=version_checks.compute_digest(text))


FORGERIES: dict[str, tuple[Callable[[], object], str]] = {
    "another text": (
        lambda: forge(definition='{"forms": [], "name": "", "unit": ""}'),
        "1: nội dung không khớp mã băm",
    ),
    "another text with its digest": (forge_digest_too, "1: mã băm khác mã băm trong nhật ký"),
    "another number": (lambda: forge(number=3), "1: nhật ký có, cơ sở dữ liệu không có phiên bản này"),
    "a row of its own": (
        lambda: DataElement.objects.filter(code="TT02").update(name="khác"),
        "1: dữ liệu đang dùng khác phiên bản: chỉ tiêu TT02",
    ),
    "a row that is gone": (
        lambda: Programme.objects.get().reporting_schedules.first().delete(),  # type: ignore[attr-defined]
        "1: dữ liệu đang dùng khác phiên bản: chế độ báo cáo pcmd",
    ),
}


def test_what_was_changed_by_hand_is_found() -> None:
    load(programmes.DEFAULT_PROGRAMME)
    for change, expected in FORGERIES.values():
        with transaction.atomic():
            change()
            assert expected in faults()
            transaction.set_rollback(True)
    assert faults() == []


def test_a_stored_value_that_no_version_defines_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    load(programmes.DEFAULT_PROGRAMME)
    programme = Programme.objects.get()
    assert list_value_places(programme) == set()
    monkeypatch.setattr(
        version_checks, "list_value_places", lambda _programme: {("01-XA", "CD02", ""), ("01-XA", "XX", "")}
    )
    assert faults() == ["0: số liệu đã lưu không có ô trong phiên bản nào: 01-XA XX"]


def test_the_rows_hold_all_that_a_version_says_of_them() -> None:
    """So version 1 of a programme that was loaded before there were versions is what it was loaded from."""
    from django.apps import apps

    from sokehoach.adapters.programme_files.canonical import to_plain_definition
    from sokehoach.apps.setup.queries.stored_definition import NOT_STORED, build_stored_definition

    load(programmes.DEFAULT_PROGRAMME)
    published = json.loads(DefinitionVersion.objects.get().definition)
    stored = to_plain_definition(build_stored_definition(apps.get_model, Programme.objects.get()))
    without_row = {"assumptions", "actions", "english", "sample_plan"}
    assert {name for name in published if published[name] != stored.get(name)} - without_row == {
        "keepings",
        "option_sets",
        "reports",
    }
    for section in ("keepings", "option_sets", "reports"):
        published_items = [{**item, "source": NOT_STORED} for item in published[section]]
        assert published_items == stored[section]


@pytest.mark.parametrize("base", [0, 2])
def test_a_version_made_from_another_than_the_current_one_is_not_published(base: int) -> None:
    """Whoever made it has not seen what was published since."""
    load(programmes.DEFAULT_PROGRAMME)
    with pytest.raises(VersionConflictError):
        publish_version(
            programme=Programme.objects.get(), base=base, definition="{}", digest="0", in_force_from=AT.date(),
            reason="", by="tests", at=AT,
        )  # fmt: skip
    assert DefinitionVersion.objects.get().number == 1


def test_only_changes_of_what_a_report_asks_wait_for_the_reports_that_are_begun() -> None:
    """Other words, and more options, are no other question; who keeps a register is none of the report."""
    changes = [
        DefinitionChange(Weight.WORDING, "forms", "words", forms=("words",)),
        DefinitionChange(Weight.WIDENING, "elements", "more", forms=("more",)),
        DefinitionChange(Weight.NARROWING, "registers", "kept", forms=("kept",)),
        DefinitionChange(Weight.NARROWING, "forms", "asked", forms=("asked",)),
        DefinitionChange(Weight.BREAKING, "indicators", "counted", forms=("counted", "shared")),
    ]
    assert programmes.list_changed_forms(changes) == {"asked", "counted", "shared"}


def test_a_ready_question_that_stays_takes_the_words_of_the_new_version() -> None:
    def read() -> list[tuple[int, str, str]]:
        return list(ReadyQuestion.objects.order_by("position").values_list("pk", "code", "title"))

    load(programmes.DEFAULT_PROGRAMME)
    questions, stored = programmes.read_programme(programmes.DEFAULT_PROGRAMME).questions, read()
    assert len(stored) == len(questions) > 1
    new_questions = [replace(questions[-1], title="Câu hỏi mới"), *questions[1:-1]]
    replace_ready_questions(programme=Programme.objects.get(), ready_questions=new_questions, by="tests", at=AT)
    last, *middle = (stored[-1], *stored[1:-1])
    assert read() == [(last[0], last[1], "Câu hỏi mới"), *middle]
