"""What the demonstration holds; each test sees the one that was built for this file."""

from collections import Counter
from datetime import date, timedelta

import pytest

from sokehoach.apps.accounts.models import Capacity, User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.queries.soundness import list_altered_rows
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.queries.recounts import list_differences
from sokehoach.apps.plans.models import Assignment, Duty, Plan, Target
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.setup.demonstration import reports
from sokehoach.apps.setup.demonstration.calendar import PERIOD, TODAY
from sokehoach.apps.setup.services import demonstration as service
from sokehoach.apps.shell.outcomes import ActionRefused

pytestmark = pytest.mark.usefixtures("db", "demonstration")


def communes() -> tuple[ExpectedReport, ...]:
    return obligations.list_expected(query_forms.get_form("01-XA"), PERIOD, TODAY)


def test_each_duty_went_to_whom_its_words_name() -> None:
    """«Từng ngành» once went to a commune whose name has nearly the same letters."""
    sectors = Duty.objects.select_related("lead_group").get(agency_text="Từng ngành")
    assert sectors.lead_group is not None
    assert sectors.lead_group.name == "các cơ quan, ban, ngành huyện"
    assert [duty.code for duty in Duty.objects.all() if duty.choices and not duty.suggested_lead] == []


def test_it_works() -> None:
    """Nineteen communes: seventeen accepted, two of them late, one returned, one never sent."""
    owed = communes()
    assert len(owed) == 19
    assert Counter(one.state for one in owed) == {"accepted": 17, "returned": 1, "": 1}
    late = {one.unit.short_name: one.late_days for one in owed if one.late_days}
    assert late == {"Phình Sáng": 1, "Mường Khong": 2}
    assert [one.unit.short_name for one in owed if one.state == "returned"] == ["Tênh Phông"]
    assert [(one.unit.short_name, one.overdue_days) for one in owed if not one.state] == [("Pú Xi", 4)]


def test_the_police_report_is_accepted() -> None:
    (police,) = obligations.list_expected(query_forms.get_form("02-CA"), PERIOD, TODAY)
    assert (police.unit.code, police.state, police.late_days) == ("099.CA", "accepted", 0)


def test_the_half_before_is_closed_and_stands_in_the_province() -> None:
    """One form of one agency: typed late, since accounts begin with the year."""
    shown = sheets.access_sheet(User.objects.get(username="sotiepnhan"), unit="11", form="09-MTTQ", period="2020S2")
    (district,) = shown.senders
    assert (district.unit.code, district.state, district.accepted) == ("099", "accepted", 1)
    assert shown.line("GS05", "").figure.received == 1


def test_a_year_of_activities_is_written_down() -> None:
    days = list(DataEntry.objects.filter(type__uid="activities").values_list("day", flat=True))
    assert len(days) >= 500
    assert date(2020, 6, 22) <= min(days) < date(2020, 7, 22)
    assert date(2021, 5, 22) < max(days) < TODAY
    assert (
        DataEntry.objects.filter(type__uid="activities", unit__level__in=("commune", "township"))
        .values("unit")
        .distinct()
        .count()
        == 19
    )


def test_the_plan_is_in_force_with_its_work_on_the_way() -> None:
    plan = Plan.objects.get()
    assert plan.state == Plan.State.IN_FORCE
    assert not [duty.code for duty in Duty.objects.filter(plan=plan) if duty.open]
    assert Target.objects.filter(plan=plan, owner=None).count() >= 1  # «chưa phân công» is seen as such
    states = Counter(Assignment.objects.values_list("state", flat=True))
    assert states["done"] >= 10
    assert states["doing"] >= 1
    assert states["not_started"] >= 10


def test_every_figure_is_what_the_accepted_reports_give() -> None:
    assert list(list_differences()) == []


def test_the_trail_is_as_recorded_in_the_order_of_time_from_the_day_reports_are_made() -> None:
    assert list_altered_rows() == []
    moments = list(Event.objects.filter(action__startswith="report.").order_by("seq").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1].date() < TODAY


def test_no_account_has_a_password_and_the_cast_is_offered_by_role() -> None:
    assert not [user for user in User.objects.all() if user.has_usable_password()]
    cast = set(User.objects.exclude(cast_as="").values_list("username", flat=True))
    assert {"thuongtruc", "congan", "yte", "lanhdao", "nguoingoai", "xa03304"} <= cast


def test_nobody_stands_on_both_sides_of_the_wall() -> None:
    walled = Counter(Capacity.objects.exclude(function="general").values_list("user", flat=True))
    assert set(walled.values()) == {1}


def test_what_is_told_of_the_reports_is_so() -> None:
    owed = communes()
    accepted = [one for one in owed if one.state == "accepted"]
    late = [one for one in accepted if one.late_days]
    assert reports.DONE.startswith(f"báo cáo 6 tháng: {len(accepted)}/{len(owed)} xã đã duyệt ({len(late)} gửi muộn)")


def test_it_is_not_built_beside_anything() -> None:
    events = Event.objects.count()
    with pytest.raises(ActionRefused, match="chỉ dựng vào cơ sở dữ liệu trống"):
        service.build_demonstration(seed=1, report=lambda _: None)
    assert Event.objects.count() == events


def test_nothing_lies_in_the_future() -> None:
    assert not Event.objects.filter(at__date__gte=TODAY + timedelta(days=1)).exists()
