"""What pages of many reporters read at once is what each report says by itself, and costs no further query."""

import random
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.queries.closings import list_paths, load_path_finder
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import Extension, Form, Step, Submission
from sokehoach.apps.reporting.queries import due_days, obligations, plan_schedules
from sokehoach.apps.reporting.queries.handed_in import HandedIn, list_handed_in
from sokehoach.apps.reporting.queries.plan_schedules import AcceptedSchedules
from sokehoach.domain.periods.due import WorkingDaysAfter
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.reporting.due_schedules import DatedSchedule
from sokehoach.domain.reporting.form import Reporters
from sokehoach.domain.reporting.workflow import COUNTED_STATES, SENDING_ACTIONS, ReportState
from tests.apps.reporting.conftest import COMMUNES, PERIOD, POLICE
from tests.factories.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = date(2021, 7, 20)
ACTIONS = ("open", "submit", "send", "return", "approve", "take_over", "accept")
MIDNIGHT = datetime(2021, 6, 16, 17, tzinfo=UTC)  # in Việt Nam


@pytest.fixture
def communes(cast: Cast) -> list[Unit]:
    """Thirty communes more of the district."""
    return create_communes(cast.units["099"], "9")


def create_communes(district: Unit, prefix: str) -> list[Unit]:
    return Unit.objects.bulk_create(
        Unit(
            code=f"{prefix}{n:04}", name=f"Xã {n}", short_name=f"{n}", folded=f"{n}", level="commune", parent=district,
            valid_from=date(2004, 1, 1),
        )
        for n in range(30)
    )  # fmt: skip


def create_reports(chance: random.Random, cast: Cast, units: Iterable[Unit]) -> None:
    """Reports of random states, editions and steps, whose times are near midnight and never in order."""
    form_ids = dict(Form.objects.values_list("uid", "pk"))
    for unit in units:
        for period in ("2020S2", PERIOD):
            editions = chance.choice([[], ["draft"], ["sent"], ["returned"], ["accepted"], ["consolidated"],
                                      ["superseded", "accepted"], ["superseded", "superseded", "consolidated"],
                                      ["accepted", "draft"], ["consolidated", "sent"]])  # fmt: skip
            for edition, state in enumerate(editions, 1):
                report = Submission.objects.create(
                    id=uuid.UUID(int=chance.getrandbits(128)), form_id=form_ids["01-XA"], unit=unit, period=period,
                    state=state, version=chance.randint(1, 9), edition=edition, created_at=MIDNIGHT,
                    why="" if edition == 1 else "thiếu số",
                )  # fmt: skip
                actions = {
                    *chance.sample(ACTIONS, chance.randint(0, len(ACTIONS))),
                    *(["send"] if state == "sent" else []),
                }
                Step.objects.bulk_create(
                    Step(
                        submission=report, action=action, state=state, by=cast.office,
                        reason="sửa" if action == "return" else "",
                        at=MIDNIGHT + timedelta(microseconds=chance.choice([-1, 0, 1, 10**6, -(10**9), 10**11])),
                    )
                    for action in sorted(actions)
                )  # fmt: skip
            if chance.random() < 0.3:
                is_granted = chance.random() < 0.7
                Extension.objects.create(
                    form_id=form_ids["01-XA"], unit=unit, period=period, reason="mưa lũ", asked_by=cast.commune,
                    asked_at=MIDNIGHT, until=date(2021, 6, 16) + timedelta(days=chance.randint(1, 40)),
                    answer=Extension.Answer.GRANTED if is_granted else "",
                    answered_by=cast.office if is_granted else None, answered_at=MIDNIGHT if is_granted else None,
                )  # fmt: skip


def compute_handed_in() -> dict[tuple[int, int, str], HandedIn]:
    """As it was computed before: a report at a time, with Python's dates."""
    reports: dict[tuple[int, int, str], HandedIn] = {}
    for row in Submission.objects.order_by("edition").prefetch_related("steps"):
        key = row.form_id, row.unit_id, row.period
        times = [step.at for step in row.steps.all() if step.action in SENDING_ACTIONS]
        known = reports.get(key)
        first_sent = known.first_sent if known else timezone.localdate(min(times)) if times else None
        if known is None or known.state != ReportState.ACCEPTED:
            state = ReportState.ACCEPTED if row.state in COUNTED_STATES else ReportState(row.state)
            reports[key] = HandedIn(row.pk, state, row.version, first_sent)
    return reports


@pytest.mark.parametrize("seed", range(6))
def test_what_is_handed_in_is_what_each_report_and_its_steps_say(cast: Cast, communes: list[Unit], seed: int) -> None:
    create_reports(random.Random(seed), cast, communes)
    assert list_handed_in(Q()) == compute_handed_in()
    Submission.objects.filter(state="sent").update(state="returned", version=20)
    assert list_handed_in(Q()) == compute_handed_in(), "what a process keeps follows what is stored"
    Step.objects.filter(action__in=SENDING_ACTIONS).update(at=MIDNIGHT - timedelta(days=3))
    assert list_handed_in(Q()) == compute_handed_in()


@pytest.mark.parametrize("seed", range(6))
def test_a_report_among_many_is_what_its_unit_owes(
    cast: Cast, communes: list[Unit], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    create_reports(chance, cast, communes)
    communes[0].valid_to = date(2021, 3, 1)
    communes[0].save()
    handed_in, row = compute_handed_in(), Form.objects.get(uid="01-XA")
    for schedules in ((), draw_schedules(chance, communes), draw_schedules(chance, communes)):
        monkeypatch.setattr(plan_schedules, "get_schedules", lambda rows=schedules: AcceptedSchedules({"01-XA": rows}))
        reports = obligations.list_expected(COMMUNES, PERIOD, DAY)
        assert len(reports) == 33
        for report in reports:
            submission = Submission(form=row, unit=report.unit, period=PERIOD)
            due = due_days.due_of(submission, COMMUNES)
            assert (report.regular_due, report.due) == (due_days.due_on(COMMUNES, PERIOD, report.unit), due)
            assert report.locked_from == due_days.lock_of(COMMUNES, report.regular_due)
            known = handed_in.get((row.pk, report.unit.pk, PERIOD))
            given = report.submission, report.state, report.version, report.first_sent
            assert given == (known or (None, "", 0, None))
            late_days = due_days.late_by(due, report.first_sent) if report.first_sent else 0
            assert report.late_days == late_days
            assert report.overdue_days == (0 if report.first_sent else due_days.late_by(due, DAY))
            assert report.owes == ((date(2020, 12, 15), date(2021, 3, 1)) if report.unit == communes[0] else None)
        named = {report.unit.pk for report in chance.sample(reports, 9)}
        few = obligations.list_expected(COMMUNES, PERIOD, DAY, units=named)
        assert few == tuple(report for report in reports if report.unit.pk in named)


def draw_schedules(chance: random.Random, communes: list[Unit]) -> tuple[DatedSchedule, ...]:
    named = tuple(unit.code for unit in chance.sample(communes, 5))
    return tuple(
        DatedSchedule(
            PeriodType.SIX_MONTH, WorkingDaysAfter(chance.randint(3, 9)), date(2020, 1, n + 1), None, reporters
        )
        for n, reporters in enumerate((Reporters(), Reporters(levels=("township",)), Reporters(codes=named)))
    )


def test_the_units_below_an_area_are_those_whose_path_leads_through_it(cast: Cast, communes: list[Unit]) -> None:
    units = list(Unit.objects.values_list("pk", flat=True))
    finder, paths = load_path_finder(day=DAY), list_paths(units, day=DAY)
    for area in units:
        assert finder.list_units_below(area) == {pk for pk, path in paths.items() if area in path}
    assert len(finder.list_units_below(cast.units["099"].pk)) > 30


@pytest.mark.parametrize("address", ["home", "sheet"])
def test_pages_of_an_area_ask_no_more_for_many_reporters_than_for_few(
    cast: Cast, communes: list[Unit], signed_in: Callable[[User], Client], address: str
) -> None:
    client = signed_in(cast.office)
    url = reverse("home:today") if address == "home" else reverse("consolidation:sheet", args=["099", PERIOD, "01-XA"])

    def count_queries() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    create_reports(random.Random(1), cast, communes)
    few, more = count_queries(), create_communes(cast.units["099"], "8")
    create_reports(random.Random(2), cast, more)
    assert len(obligations.list_expected(COMMUNES, PERIOD)) == 3 + len(communes) + len(more)
    assert count_queries() == few


def test_the_police_are_not_among_the_communes(cast: Cast, communes: list[Unit]) -> None:
    finder = load_path_finder(day=DAY)
    below = finder.list_units_below(communes[0].pk)
    assert obligations.list_expected(POLICE, PERIOD, units=below) == ()
