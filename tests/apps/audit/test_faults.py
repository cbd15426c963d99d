"""A database error at every statement of each business action: all of it or nothing, an event if and only if an effect.

Each action runs once per statement that it makes, with that statement failing as a database fails; the whole database
is compared, table by table, before and after. Then it runs untouched, under the same key, and has its one effect.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection

from sokehoach.apps.accounts.models import Role
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.services import checkpoints
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.indicators.models import Option, OptionSet
from sokehoach.apps.registers.activities.models import Activity
from sokehoach.apps.registers.shelf.services import entries
from sokehoach.apps.reporting.selectors.submissions import submission_for
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import Typed
from tests.apps.audit.conftest import fingerprint
from tests.apps.registers.conftest import LINE, OPTIONS
from tests.factories.cast import AT, SINCE
from tests.factories.district import COMMUNES, PERIOD, District
from tests.soak import keep

LATER = AT + timedelta(hours=1)
type Action = Callable[[], object]


class Failing:
    """Counts the statements of an action; the one with number `at` (from 1) is not done and fails."""

    def __init__(self, at: int = 0) -> None:
        self.at, self.seen = at, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("ROLLBACK", "RELEASE")):  # how the failure is undone
            return execute(sql, params, many, context)
        self.seen += 1
        if self.seen == self.at:
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)


def opened(district: District) -> Action:
    commune = district.cast.commune
    return lambda: submissions.open(
        form=COMMUNES, unit=commune.unit, period=PERIOD, by=commune, at=AT, key="k"
    )


def typed(district: District) -> Action:
    commune = district.cast.commune
    done = submissions.open(form=COMMUNES, unit=commune.unit, period=PERIOD, by=commune, at=AT)
    pk = uuid.UUID(str(done.answer["id"]))
    changes = {"B1": Typed("3", 0), "B2": Typed("0", 0)}
    return lambda: values.save(submission=pk, changes=changes, by=commune, at=AT, key="k")


def sent(district: District) -> Action:
    commune = district.cast.commune
    opened(district)()
    pk = submissions.open(form=COMMUNES, unit=commune.unit, period=PERIOD, by=commune, at=AT, key="k").answer[
        "id"
    ]
    pk = uuid.UUID(str(pk))
    values.save(submission=pk, changes={"B1": Typed("3", 0), "B2": Typed("0", 0)}, by=commune, at=AT)
    version = submission_for(commune, pk).version
    return lambda: submissions.send(submission=pk, version=version, by=commune, at=AT, key="k2")


def accepted(district: District) -> Action:
    waiting = district.send(district.cast.commune, {"B1": "3", "B2": "0"})
    office = district.cast.office
    return lambda: acceptance.accept(
        submission=waiting.id, version=waiting.version, by=office, at=LATER, key="k"
    )


def returned(district: District) -> Action:
    waiting = district.send(district.cast.commune, {"B1": "3", "B2": "0"})
    office = district.cast.office
    return lambda: submissions.send_back(
        submission=waiting.id, version=waiting.version, reason="Bổ sung ô B2", by=office, at=LATER, key="k"
    )


def _options() -> None:
    for code, options in OPTIONS.items():
        option_set = OptionSet.objects.create(code=code, name=code)
        for position, (option, name) in enumerate(options):
            Option.objects.create(option_set=option_set, code=option, name=name, position=position)


def line_added(district: District) -> Action:
    _options()
    commune = district.cast.commune
    return lambda: entries.add(
        register="activities", unit=commune.unit, values=LINE, by=commune, at=AT, key="k"
    )


def line_changed(district: District) -> Action:
    line_added(district)()
    line, commune = Activity.objects.get(), district.cast.commune
    return lambda: entries.change(
        register="activities", entry=line.pk, version=1, values=LINE | {"people": 50}, by=commune, at=AT, key="k2",
    )  # fmt: skip


def line_struck(district: District) -> Action:
    line_added(district)()
    line, commune = Activity.objects.get(), district.cast.commune
    return lambda: entries.strike(
        register="activities", entry=line.pk, version=1, reason="ghi hai lần", by=commune, at=AT, key="k2"
    )


def account_added(district: District) -> Action:
    unit = district.cast.units["03304"]
    return lambda: users.add(
        username="moi", full_name="Lò Văn Mới", title="", unit=unit, by="quantri", at=AT, key="k"
    )


def right_given(district: District) -> Action:
    account_added(district)()
    role, unit, cast = Role.objects.get(code="reporter"), district.cast.units["03304"], district.cast
    return lambda: grants.give(
        user=cast.leader, role=role, unit=unit, function="general", since=SINCE, by="quantri", at=AT, key="k2"
    )


ACTIONS = [
    opened, typed, sent, accepted, returned, line_added, line_changed, line_struck, account_added, right_given,
]  # fmt: skip


@pytest.mark.parametrize("make", ACTIONS, ids=lambda make: make.__name__)
def test_all_or_nothing(district: District, make: Callable[[District], Action]) -> None:
    action = make(district)
    before, events, at = fingerprint(), Event.objects.count(), 0
    while True:
        at += 1
        failing = Failing(at)
        try:
            with connection.execute_wrapper(failing):
                action()
        except OperationalError:
            assert fingerprint() == before, f"statement {at} failed, and something of it stayed"
            continue
        break
    assert at > 5, "the action made hardly a statement: nothing was tried"
    assert failing.seen == at - 1, "a failure was swallowed"
    assert Event.objects.count() > events
    after = fingerprint()
    assert after != before
    action()
    assert fingerprint() == after, "the same again under its key had a second effect"
    keep(f"faults_{make.__name__}", statements=at - 1, whole_or_nothing=at - 1)


def test_a_seal_is_whole_or_not_made(district: District, tmp_path: Any, settings: Any) -> None:
    settings.HOME = tmp_path
    before, at = fingerprint(), 0
    while True:
        at += 1
        try:
            with connection.execute_wrapper(Failing(at)):
                checkpoints.seal(at=AT)
        except OperationalError:
            assert fingerprint() == before
            continue
        break
    assert at > 3
