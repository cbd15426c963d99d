"""The matrix and the wall, walked over the API: by a token of every account that the pages are asked by.

What the oracle says of a thing's page holds for its operation, but that no token reviews, signs or issues. In short one
asker of each expected answer for each thing, in turn; all of them in `make soak`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from sokehoach.apps.accounts.models import ApiToken, User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.core import permissions
from sokehoach.apps.shell import clock
from tests.factories.api_tokens import make_token, program
from tests.security import oracle, wall, wall_difference
from tests.security.api_operations import OPERATIONS
from tests.security.matrix_places import NOW, Asker, Thing, World
from tests.security.oracle import Known, Rule, Who, both, holds, keeps_this
from tests.security.oracle_line import Line
from tests.security.oracle_rules import in_force, own, sees_document, sees_figures, sees_plan
from tests.security.test_matrix import Matrix
from tests.soak import LONG, keep

pytestmark = pytest.mark.usefixtures("db")
NAMED = {operation.name: operation for operation in OPERATIONS}


def reads_report(who: Who, thing: Known) -> bool:
    return who.may("read reports", thing.unit, thing.function)


@dataclass(frozen=True)
class ApiLine:
    """An operation about a thing: who may, by which right it is open at all, the parts of its address, its query."""

    operation: str
    of: str
    may: Rule
    right: str
    parts: dict[str, str]
    query: str = ""


ID = "{id}"
ENTRY = {"slug": "{slug}", "entry": ID}
DOCUMENT = {"document": ID, "file": "{file}"}
LINES = [
    ApiLine("get_submission", "report", reads_report, "read reports", {"submission": ID}),
    ApiLine("get_plan", "plan", sees_plan, "read plans", {"plan": ID}),
    ApiLine("list_plan_items", "plan", sees_plan, "read plans", {"plan": ID}),
    ApiLine(
        "list_targets", "plan", both(in_force, sees_plan, sees_figures), "read plans", {"plan": ID}, "period=2021S1"
    ),
    ApiLine("get_register", "register", keeps_this("read registers"), "read registers", {"slug": "{slug}"}),
    ApiLine("list_entries", "register", keeps_this("read registers"), "read registers", {"slug": "{slug}"}),
    ApiLine("get_entry", "entry", holds("read registers"), "read registers", ENTRY),
    ApiLine("get_document", "document", sees_document, "take documents", DOCUMENT),
    ApiLine("get_document_file", "document", sees_document, "take documents", DOCUMENT),
    ApiLine("get_job", "job", own, "", {"job": ID}),
    ApiLine("list_figures", "sheet", sees_figures, "read figures", {}, "unit={unit_code}&form={form}&period={period}"),
]  # fmt: skip
# Lists hold what the account may open; their items are compared by the wall, and by the tests of apps/api.
LISTS = {
    "list_programmes": "", "get_programme": "", "list_elements": "", "list_option_sets": "", "list_indicators": "",
    "list_forms": "", "get_form": "", "list_levels": "", "list_units": "", "get_unit": "", "list_periods": "",
    "get_me": "", "list_jobs": "", "list_obligations": "", "list_submissions": "", "list_registers": "",
    "list_plans": "", "list_documents": "", "list_accepted_values": "form=01-XA&period=2021S1",
}  # fmt: skip
FILES = {"get_job_file"}  # see tests/apps/api/test_job_files.py
WRITES = {operation.name for operation in OPERATIONS if operation.method != "GET"}  # see test_api_writes


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    settings.API_REQUESTS_A_MINUTE = 0


@pytest.fixture(scope="module")
def programs(world: World, django_db_blocker: Any) -> dict[str, Client]:
    """A program for each account, which opens all that a token may."""
    clients: dict[str, Client] = {}
    with django_db_blocker.unblock():
        for asker in world.askers:
            clients[asker.name] = program(_make_token(asker.user))
    return clients


def _make_token(user: User) -> str:
    """As an older database may hold it: also for an account that may do nothing."""
    fresh = User.objects.get(pk=user.pk)
    if any(scope_of(fresh).anywhere(action) for action in fresh_actions()):
        return make_token(fresh, expires_on=NOW.date().replace(year=2022, month=1)).text
    from sokehoach.apps.accounts.token_text import draw_token

    text = draw_token()
    ApiToken.objects.create(
        user=fresh, uid=text.uid, digest=text.digest, name="máy", actions=["plan.view"], sign_ins=fresh.sign_ins,
        made_at=NOW, expires_on=NOW.date().replace(year=2022), confidential=True,
    )  # fmt: skip
    return text.text


def fresh_actions() -> tuple[Any, ...]:
    from sokehoach.apps.accounts.permissions import TOKEN_ACTIONS

    return TOKEN_ACTIONS


def fill(line: ApiLine, thing: Thing) -> str:
    operation = NAMED[line.operation]
    parts = {name: part.format(**thing.words) for name, part in line.parts.items()}
    query = line.query.format(**thing.words)
    return operation.address(**parts) + (f"?{query}" if query else "")


def test_every_operation_is_walked() -> None:
    walked = {line.operation for line in LINES} | set(LISTS) | FILES | WRITES
    assert walked == set(NAMED)


def expected(line: ApiLine, who: Who, thing: Thing) -> int:
    if line.right and not who.somewhere(line.right):
        return 403
    return 200 if line.may(who, thing) else 404


def ask(client: Client, url: str) -> int:
    with transaction.atomic():
        status = client.get(url).status_code
        transaction.set_rollback(True)
    return int(status)


def cases(world: World, line: ApiLine) -> Iterator[tuple[Thing, Asker, int]]:
    who = {one.name: oracle.Who(one.name, one.unit, one.parts) for one in world.askers}
    matrix = Matrix(world, {}, who)
    rule = Line(line.operation, "get", line.may, 200, line.of)
    for _line, thing, asker, _status in matrix.of([rule], every=LONG):
        yield thing, asker, expected(line, who[asker.name], thing)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.operation)
def test_the_api_answers_as_the_oracle_says_of_the_page(
    asked: World, programs: dict[str, Client], line: ApiLine
) -> None:
    wrong, answers = [], Counter[int]()
    for thing, asker, status in cases(asked, line):
        got = ask(programs[asker.name], fill(line, thing))
        answers[got] += 1
        is_less = line.of == "document" and got == 404  # no token drafts, checks, signs or issues
        if got != status and not is_less:
            wrong.append(f"{line.operation} ({thing.kind} {thing.name}) by {asker.name}: {got}, the oracle: {status}")
    keep(f"api {line.operation}", answers=dict(sorted(answers.items())), mismatches=len(wrong))
    assert not wrong, "\n".join(wrong[:30])
    assert 200 in answers


def test_a_token_of_another_programme_opens_nothing_of_this_one(asked: World) -> None:
    """Nor its definitions."""
    other = Programme.objects.create(code="khac", name="Khác", short_name="Khác")
    office = User.objects.get(username="thuongtruc")
    text = make_token(office)
    ApiToken.objects.filter(uid=text.uid).update(programme=other)
    client = program(text)
    for line in LINES:
        for thing in asked.things[line.of]:
            assert ask(client, fill(line, thing)) in (403, 404), (line.operation, thing.name)
    for name, query in LISTS.items():
        operation = NAMED[name]
        answer = client.get(operation.address(programme="tuan_giao_2021", form="01-XA", unit="099") + f"?{query}")
        if name in ("get_me", "list_levels", "list_jobs"):
            continue
        assert answer.status_code in (403, 404) or answer.json()["items"] == [], name


def test_a_token_without_confidential_data_opens_none(asked: World) -> None:
    for asker in asked.askers:
        if asker.name not in ("police office", "health office", "team office"):
            continue
        client = program(make_token(User.objects.get(pk=asker.user.pk), confidential=False, name="chung"))
        walled = [(line, thing) for line in LINES for thing in asked.things[line.of] if thing.function != "general"]
        assert len(walled) > 6
        for line, thing in walled:
            if line.operation != "list_figures":
                assert ask(client, fill(line, thing)) in (403, 404), (asker.name, line.operation, thing.name)


# The wall ----------------------------------------------------------------------------------------------------------
DIFFERENCES = {"support": wall_difference.support, "enforcement": wall_difference.enforcement}
LOOKERS = {
    "support": ["police office", "health inspects", "team office", "office inspects", "leads police"],
    "enforcement": ["health office", "office helps", "leads health"],
}
PERIODS = ("", "period=2021S1", "period=2019S2")
FORMS = ("01-XA", "02-CA", "03-YT")
CONFIDENTIAL = ("ho-tro-giam-hai", "dau-tranh-xu-ly")  # registers


def list_reads(world: World, fresh: dict[str, list[str]]) -> list[wall.Request]:
    """Every list with its filters, every thing, and ids that the difference has brought."""
    urls: list[tuple[str, str]] = []
    for name, query in LISTS.items():
        base = NAMED[name].address(programme="tuan_giao_2021", form="02-CA", unit="099")
        urls.append((name, f"{base}?{query}" if query else base))
    for name in ("list_obligations", "list_submissions"):
        urls += [(name, f"{NAMED[name].path}?{period}") for period in PERIODS]
    urls += [
        ("list_accepted_values", f"{NAMED['list_accepted_values'].path}?form={form}&period=2021S1") for form in FORMS
    ]
    urls += [
        ("list_figures", f"{NAMED['list_figures'].path}?form={form}&period=2021S1&unit=099&basis={basis}")
        for form in FORMS
        for basis in ("then", "now")
    ]
    urls += [(line.operation, fill(line, thing)) for line in LINES for thing in world.things[line.of]]
    for uid in fresh["uuid"][:12]:
        urls += [
            ("get_submission", NAMED["get_submission"].address(submission=uid)),
            ("get_plan", NAMED["get_plan"].address(plan=uid)),
            *(("get_entry", NAMED["get_entry"].address(slug=slug, entry=uid)) for slug in CONFIDENTIAL),
        ]
    for pk in fresh["int"][:12]:
        urls += [
            ("get_document", NAMED["get_document"].address(document=pk)),
            ("get_job", NAMED["get_job"].address(job=pk)),
        ]
    return [wall.Request("get", f"api {name}", url) for name, url in dict.fromkeys(urls)]


def ask_with_difference(world: World, programs: dict[str, Client], side: str, names: list[str]) -> dict[str, Any]:
    before, answers = wall.ids(), {}
    with transaction.atomic():
        DIFFERENCES[side](world, letters=True)
        fresh = wall.added(before, wall.ids())
        requests = list_reads(world, fresh)
        for name in names:
            answers[name] = {one: wall.ask(programs[name], one) for one in requests}
        transaction.set_rollback(True)
    return answers


@pytest.mark.parametrize("side", LOOKERS)
def test_the_other_side_gets_the_same_bytes(asked: World, programs: dict[str, Client], side: str) -> None:
    names = LOOKERS[side] if LONG else LOOKERS[side][:3]
    answers = ask_with_difference(asked, programs, side, names)
    for name in names:
        found = list(wall.differences(programs[name], answers[name], answers[name]))
        keep(f"api wall {side} {name}", answers=len(answers[name]), differences=len(found))
        assert not found, "\n".join(found[:30])


def test_a_hole_would_be_seen(asked: World, programs: dict[str, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    """Registers read by anybody who reads one of that side."""
    every: Any = permissions.list_readable_unit_ids
    monkeypatch.setattr(
        permissions, "list_readable_unit_ids", lambda scope, of: every(scope, of) and frozenset(range(1, 10_000))
    )
    line = next(line for line in LINES if line.operation == "get_entry")
    assert any(ask(programs[asker.name], fill(line, thing)) != status for thing, asker, status in cases(asked, line))
