"""Programmes, their drafts and versions as they are stored by an account or by a command, and what the trail has."""

import re
from datetime import date
from typing import Any

import pytest

from sokehoach.apps.programmes.models import DefinitionVersion, Identity, Installation, Programme, ProgrammeDraft
from sokehoach.apps.programmes.services import drafts, installation, programmes, versions
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme

pytestmark = pytest.mark.django_db
FILES = {"a.yaml": "a: 1\n", "b.yaml": "b: 1\n"}
State = DefinitionVersion.State


@pytest.fixture
def programme(cast: Cast) -> Programme:
    row = first_programme()
    Programme.objects.filter(pk=row.pk).update(unit=cast.units["099"])
    return Programme.objects.select_related("unit").get(pk=row.pk)


def begin(programme: Programme, by: Any, base: int = 0) -> ProgrammeDraft:
    drafts.create_draft(
        code=programme.code, programme=programme, unit=programme.unit, base=base, files=FILES,
        problems=[("a.yaml", 1, "why")], by=by, at=AT,
    )  # fmt: skip
    return ProgrammeDraft.objects.get()


@pytest.mark.parametrize("base", [0, 1])
def test_a_draft_names_who_began_and_who_changed_it(cast: Cast, programme: Programme, base: int) -> None:
    draft = begin(programme, cast.office, base)
    began = [] if base else [cast.office.username]
    assert (draft.saved_by, draft.editors, draft.revision, draft.base) == (cast.office.username, began, 1, base)
    assert (draft.files, draft.problems, draft.begun_at, draft.saved_at) == (FILES, [["a.yaml", 1, "why"]], AT, AT)
    changed = {"a.yaml": "a: 2\n", "c.yaml": ""}
    done = drafts.update_draft(draft=draft, revision=1, files=changed, problems=[], by="a command", at=AT)
    assert done.detail == {
        "programme": programme.code, "revision": 2, "files": ["a.yaml", "b.yaml", "c.yaml"], "problems": 0,
    }  # fmt: skip
    draft.refresh_from_db()
    assert (draft.files, draft.problems, draft.revision, draft.saved_by) == (changed, [], 2, "a command")
    assert draft.editors == sorted([*began, "a command"])


def test_revisions_go_on_after_a_draft_is_discarded(cast: Cast, programme: Programme) -> None:
    first = begin(programme, "a command")
    with pytest.raises(ActionRefused):
        begin(programme, cast.office)
    with pytest.raises(VersionConflictError, match="a command đã lưu"):
        drafts.discard_draft(draft=first, revision=2, by=cast.office, at=AT)
    drafts.update_draft(draft=first, revision=1, files=FILES, problems=[], by=cast.office, at=AT)
    done = drafts.discard_draft(draft=first, revision=2, by=cast.office, at=AT)
    assert (done.subject, done.unit, done.detail["base"]) == (f"pack:{programme.code}", "099", 0)
    with pytest.raises(NotFoundError):
        drafts.update_draft(draft=first, revision=2, files=FILES, problems=[], by=cast.office, at=AT)
    assert begin(programme, cast.office).revision == 3


def publish(programme: Programme, base: int, by: Any) -> DefinitionVersion:
    done = versions.publish_version(
        programme=programme, base=base, definition="{}", digest="d", in_force_from=date(2021, 7, 1), reason="why",
        by=by, at=AT,
    )  # fmt: skip
    number = done.answer["version"]
    assert (done.subject, done.unit) == (f"pack:{programme.code}", "099")
    assert done.detail == {
        "programme": programme.code, "version": number, "digest": "d", "from": "2021-07-01", "reason": "why",
    }  # fmt: skip
    return DefinitionVersion.objects.get(programme=programme, number=number)


def list_states(programme: Programme) -> list[str]:
    return list(programme.versions.order_by("number").values_list("state", flat=True))


def test_a_version_supersedes_the_one_that_it_was_made_from(cast: Cast, programme: Programme) -> None:
    first, second = publish(programme, 0, cast.office), publish(programme, 1, "a command")
    assert [first.published_by, second.published_by] == [cast.office.username, "a command"]
    assert [first.number, second.number] == [1, 2]
    assert list_states(programme) == [State.SUPERSEDED, State.PUBLISHED]
    for base in (0, 1, 3):
        with pytest.raises(VersionConflictError, match=f"từ phiên bản {base}, nhưng chương trình đang ở phiên bản 2"):
            publish(programme, base, "a command")


def test_a_withdrawn_version_gives_place_to_the_one_before(cast: Cast, programme: Programme) -> None:
    def withdraw(number: int) -> Any:
        return versions.withdraw_version(programme=programme, number=number, reason="why", by=cast.office, at=AT)

    with pytest.raises(VersionConflictError, match="đang ở phiên bản 0"):
        withdraw(1)
    publish(programme, 0, cast.office)
    with pytest.raises(VersionConflictError, match="đang ở phiên bản 1"):
        withdraw(1)
    publish(programme, 1, cast.office)
    with pytest.raises(VersionConflictError):
        withdraw(1)
    done = withdraw(2)
    assert (done.subject, done.unit, done.answer) == (f"pack:{programme.code}", "099", {"version": 1})
    assert done.detail == {
        "programme": programme.code, "withdrawn": 2, "version": 1, "digest": "d", "reason": "why",
    }  # fmt: skip
    assert list_states(programme) == [State.PUBLISHED, State.WITHDRAWN]
    assert publish(programme, 1, cast.office).number == 3


def test_a_programme_is_stored_once_by_its_code(cast: Cast) -> None:
    def save(name: str) -> dict[str, Any]:
        return programmes.save_programme(
            code="moi", name=name, short_name="Ngắn", unit=cast.units["099"], by="a command", at=AT
        ).detail

    assert save("Một") == {"programme": "moi", "name": "Một", "fresh": True}
    assert save("Hai") == {"programme": "moi", "name": "Hai", "fresh": False}
    row = Programme.objects.get(code="moi")
    assert (row.name, row.short_name, row.unit) == ("Hai", "Ngắn", cast.units["099"])


def test_the_first_programme_keeps_its_codes_and_the_next_one_those_of_new_option_sets(programme: Programme) -> None:
    def assign(row: Programme, **codes: list[str]) -> tuple[object, dict[tuple[str, str], str]]:
        done = programmes.assign_uids(programme=row, codes=codes, by="a command", at=AT)
        rows = Identity.objects.filter(programme=row).values_list("kind", "code", "uid")
        return done.detail["fresh"], {(kind, code): uid for kind, code, uid in rows}

    sets, forms = str(Identity.Kind.OPTION_SET), str(Identity.Kind.FORM)
    first = {(sets, "sex"): "sex", (forms, "01-XA"): "01-XA"}
    assert assign(programme, **{sets: ["sex"], forms: ["01-XA"]}) == (2, first)
    assert assign(programme, **{sets: ["sex"], forms: ["01-XA", "02-CA"]}) == (1, first | {(forms, "02-CA"): "02-CA"})
    second = Programme.objects.create(code="khac", name="Khác", short_name="Khác")
    count, uids = assign(second, **{sets: ["sex", "age"], forms: ["01-XA"]})
    assert (count, uids[sets, "age"]) == (3, "age")
    for code in ((sets, "sex"), (forms, "01-XA")):
        assert re.fullmatch(r"[A-Z][A-Z0-9]{10}", uids[code])
    assert assign(second, **{sets: ["age"]}) == (0, uids)


def test_an_installation_has_a_name_with_single_spaces() -> None:
    longest = Installation._meta.get_field("name").max_length
    for name, match in ((" . ", "phải có tên"), ("x" * (longest + 1), f"dài quá {longest} ký tự")):
        with pytest.raises(InvalidInput) as refused:
            installation.name_installation(name=name, by="a command", at=AT)
        assert match in str(refused.value.messages["name"][0])
    for name in ("x" * longest, "  Sổ   Kế hoạch "):
        installation.name_installation(name=name, by="a command", at=AT)
    assert Installation.objects.get().name == "Sổ Kế hoạch"
