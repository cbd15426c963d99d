"""A line's life: written, changed, voided, restored; each leaves its revision and its event."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from sokehoach.apps.accounts.models import Role
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.audit.models import Event
from sokehoach.apps.registers.core import rules
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.entries import access_entry
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, KeyReusedError, VersionConflictError
from tests.apps.registers.conftest import LINE
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.unguarded import without_entry_triggers

type Added = Callable[..., DataEntry]


def change(cast: Cast, line: DataEntry, **values: Any) -> None:
    version = values.pop("version", line.version)
    entries.update_entry(
        register="activities", entry=line.pk, version=version, values=LINE | values, by=cast.commune, at=AT
    )


def strike(cast: Cast, line: DataEntry, *, reason: str = "ghi hai lần", version: int = 1) -> None:
    entries.void_entry(register="activities", entry=line.pk, version=version, reason=reason, by=cast.commune, at=AT)


def test_it_works(cast: Cast, added: Added) -> None:
    line = added()
    assert (line.unit, line.title, line.content["people"], line.created_by) == (
        cast.units["03304"],
        "Tuyên truyền tại họp bản Ten Hon",
        46,
        cast.commune,
    )
    assert line.content["contents"] == ["harm", "law"]
    revision = Revision.objects.get(entry=line.pk)
    assert (revision.version, revision.action, revision.content["contents"]) == (
        1,
        "added",
        "Tác hại; Pháp luật",
    )
    event = Event.objects.get(action="entry.add")
    assert (event.subject, event.unit) == (f"activities:{line.pk}", "03304")
    assert "Ten Hon" not in str(event.body)


def test_a_change_keeps_what_the_line_said_before(cast: Cast, added: Added) -> None:
    line = added()
    change(cast, line, people=50, contents=["law"])
    line.refresh_from_db()
    assert (line.version, line.content["people"], line.content["contents"]) == (2, 50, ["law"])
    said = [
        (revision.version, revision.content["people"], revision.content["contents"])
        for revision in Revision.objects.filter(entry=line.pk)
    ]
    assert said == [(2, "50", "Pháp luật"), (1, "46", "Tác hại; Pháp luật")]


def test_a_change_that_changes_nothing_makes_no_version(cast: Cast, added: Added) -> None:
    line = added()
    change(cast, line)
    assert DataEntry.objects.get(pk=line.pk).version == 1


def test_the_second_of_two_is_told_who_was_first_and_both_values(cast: Cast, added: Added) -> None:
    line = added()
    change(cast, line, people=50)
    with pytest.raises(VersionConflictError) as told:
        change(cast, line, people=60, version=1)
    assert "Lò Thị Minh đã sửa dòng này lúc 09:12, 22/06/2021" in told.value.message
    assert "Lượt người: trong sổ nay là «50», bạn gõ «60»" in told.value.message
    assert DataEntry.objects.get(pk=line.pk).content["people"] == 50


@pytest.mark.faults("entry.restore")
def test_a_voided_line_stays_and_can_be_restored(cast: Cast, added: Added) -> None:
    line = added()
    strike(cast, line)
    assert DataEntry.objects.get(pk=line.pk).voided
    entries.restore_entry(register="activities", entry=line.pk, version=2, by=cast.commune, at=AT)
    assert not DataEntry.objects.get(pk=line.pk).voided
    actions = Revision.objects.filter(entry=line.pk).values_list("action", "reason")
    assert list(actions) == [("restored", ""), ("struck", "ghi hai lần"), ("added", "")]


def test_a_line_is_not_voided_without_a_reason(cast: Cast, added: Added) -> None:
    with pytest.raises(InvalidInput) as told:
        strike(cast, added(), reason=" ")
    assert told.value.messages == {"reason": ["Chưa ghi lý do gạch bỏ."]}


def test_a_voided_line_is_neither_changed_nor_voided_again(cast: Cast, added: Added) -> None:
    line = added()
    strike(cast, line)
    with pytest.raises(ActionRefused, match="khôi phục trước khi sửa"):
        change(cast, line, people=1, version=2)
    with pytest.raises(ActionRefused, match="gạch bỏ rồi"):
        strike(cast, line, version=2)


def test_a_line_that_was_not_voided_is_not_restored(cast: Cast, added: Added) -> None:
    with pytest.raises(ActionRefused, match="không bị gạch bỏ"):
        entries.restore_entry(register="activities", entry=added().pk, version=1, by=cast.commune, at=AT)


def test_a_replay_writes_once(cast: Cast) -> None:
    told = {
        "register": "activities",
        "unit": cast.units["03304"],
        "values": LINE,
        "by": cast.commune,
        "at": AT,
    }
    first = entries.create_entry(**told, key="k1")  # type: ignore[call-arg]
    again = entries.create_entry(**told, key="k1")  # type: ignore[call-arg]
    assert first.answer == again.answer
    assert DataEntry.objects.count() == 1
    with pytest.raises(KeyReusedError):
        entries.create_entry(**told | {"values": LINE | {"people": 47}}, key="k1")


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"day": date(2021, 6, 23)}, "day", "sau hôm nay, 22/06/2021"),
        ({"day": date(2003, 12, 31)}, "day", "trước khi có Tênh Phông"),
        ({"day": None}, "day", "Chưa ghi ngày"),
        ({"title": ""}, "title", "Chưa ghi tên hoạt động"),
        ({"title": "a" * 301}, "title", "tối đa 300 ký tự"),
        ({"kind": "rumour"}, "kind", "phải là một trong: Tuyên truyền trực tiếp; Phát thanh"),
        ({"kind": None}, "kind", "Chưa chọn hình thức"),
        ({"audiences": []}, "audiences", "Chưa chọn người nghe"),
        ({"contents": ["law", "law"]}, "contents", "phải là một trong"),
        ({"languages": ["elvish"]}, "languages", "phải là một trong: Việt; Thái; Mông"),
        ({"people": -1}, "people", "số nguyên từ 0 đến 100.000"),
        ({"people": 100_001}, "people", "số nguyên từ 0 đến 100.000"),
        ({"people": True}, "people", "số nguyên"),
        ({"women": 47}, "women", "Nữ 47 lớn hơn lượt người 46"),
        ({"people": None, "items": 3}, "women", "ghi cả lượt người"),
        ({"people": None, "women": None}, "people", "Ghi lượt người, hoặc số lượng"),
    ],
)
def test_what_may_not_be_kept(cast: Cast, added: Added, values: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(InvalidInput) as told:
        added(**values)
    assert said in told.value.messages[field][0]
    assert not DataEntry.objects.exists()


def test_nobody_came_is_kept_as_nought(added: Added) -> None:
    assert added(people=0, women=0).content["people"] == 0


def test_a_unit_that_is_gone_has_no_later_events(cast: Cast, added: Added) -> None:
    unit = cast.units["03304"]
    unit.valid_to = date(2021, 6, 12)
    unit.save()
    with pytest.raises(ActionRefused, match="Tênh Phông"):
        added(by=cast.office)


def test_the_office_may_write_for_a_commune_below_it_and_no_other(cast: Cast, added: Added) -> None:
    assert added(unit="03289").unit.code == "03289"
    with pytest.raises(ActionRefused, match="Mường Đun"):
        added(unit="03247", by=cast.office)


def test_a_commune_writes_for_itself_alone(cast: Cast, added: Added) -> None:
    with pytest.raises(ActionRefused, match="Pú Xi"):
        added(unit="03269", by=cast.commune)


@pytest.mark.parametrize("who", ["other_commune", "outsider", "leader"])
def test_others_do_not_change_a_line(cast: Cast, added: Added, who: str) -> None:
    told = {"register": "activities", "entry": added().pk, "version": 1, "by": getattr(cast, who), "at": AT}
    with pytest.raises(ActionRefused):
        entries.update_entry(**told, values=LINE | {"people": 1})
    with pytest.raises(ActionRefused):
        entries.void_entry(**told, reason="x")


def test_an_account_that_only_reads_the_register_changes_no_entry(cast: Cast, added: Added) -> None:
    reading = Role.objects.create(code="register_reader", name="Xem sổ", actions=["register.view"])
    grants.create_grant(
        user=cast.leader, role=reading, unit=cast.units["099"], function="general", since=SINCE, by="tests",
        at=AT,
    )  # fmt: skip
    entry = added()
    kwargs = {"register": "activities", "entry": entry.pk, "version": 1, "by": cast.leader, "at": AT}
    assert access_entry(cast.leader, get_register("activities"), entry.pk) == entry
    with pytest.raises(ActionRefused, match="không sửa dòng này được"):
        entries.update_entry(**kwargs, values=LINE | {"people": 1})
    with pytest.raises(ActionRefused, match="không sửa dòng này được"):
        entries.void_entry(**kwargs, reason="ghi hai lần")
    entry.refresh_from_db()
    assert (entry.content["people"], entry.voided, entry.version) == (46, False, 1)


def test_an_entry_of_today_and_of_the_first_day_of_the_unit_are_kept(added: Added) -> None:
    assert added(day=AT.date()).day == AT.date()
    assert added(day=SINCE).day == SINCE


def test_a_unit_has_entries_until_the_day_before_it_ended(cast: Cast) -> None:
    unit, register = cast.units["03304"], get_register("activities")
    unit.valid_to = date(2021, 6, 12)
    choices = Choices(register, by=cast.office, day=AT.date())

    def find_day_problems(day: date) -> list[str]:
        values = register.complete(LINE | {"day": day})
        problems = rules.find_entry_problems(register, values, unit=unit, today=AT.date(), choices=choices)
        return problems.get("day", [])

    assert find_day_problems(date(2021, 6, 11)) == []
    for day in (date(2021, 6, 12), date(2021, 6, 13)):
        assert find_day_problems(day) == ["Xã Tênh Phông không còn từ ngày 12/06/2021."]


def test_a_line_that_is_not_there_is_refused_like_one_out_of_scope(cast: Cast) -> None:
    with pytest.raises(ActionRefused, match="không sửa dòng này được"):
        entries.update_entry(register="activities", entry=uuid4(), version=1, values=LINE, by=cast.commune, at=AT)


@pytest.mark.parametrize("changes", [{"women": 100}, {"people": None, "women": None}])
def test_an_entry_that_breaks_a_rule_verify_finds(added: Added, changes: dict[str, int | None]) -> None:
    line = added()
    content = {name: value for name, value in (line.content | changes).items() if value is not None}
    with without_entry_triggers():
        DataEntry.objects.filter(pk=line.pk).update(content=content, number1=content.get("people"))
    assert {fault.place for fault in find_entry_faults()} & {*changes}
