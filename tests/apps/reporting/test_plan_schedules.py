"""A plan's reporting rules become proposed schedules; an accepted one moves the day on which reports are demanded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.models import Event
from sokehoach.apps.orgunits.models import Group
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.services.plans import bring_into_force, import_plan
from sokehoach.apps.plans.services.succession import choose_replaced_plan
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.models import PlanSchedule, RuleDecision
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.schedule_proposals import RuleProposal, get_default_days, list_proposals
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.reporting.services import plan_schedules as services
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError, VersionConflictError
from sokehoach.config.env import Demonstration
from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, WorkingDaysAfter
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.reporting.form import LevelDue
from tests.apps.plans.conftest import TEXT, ImportedPlan
from tests.apps.refusals import list_wrong_fields
from tests.apps.reporting.conftest import COMMUNES
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme

RULE = "Định kỳ 6 tháng báo cáo kết quả về UBND huyện qua Phòng Lao động - TB&XH"
DATED = f"{RULE} trước ngày 18/6 và 18/12 hằng năm."
BY_PLAN = DatesOfYear(((6, 18), (12, 18)))
TODAY = AT.date()
OPTIONS = {"valid_from": TODAY, "valid_until": date(2022, 1, 1)}


def follow(cast: Cast, text: str) -> ImportedPlan:
    Group.objects.get_or_create(
        code="communes", within=cast.units["099"], defaults={"name": "UBND các xã", "levels": ["commune", "township"]}
    )
    done = import_plan(unit=cast.units["099"], file_name="kh.txt", data=text.encode(), by=cast.office, at=AT)
    imported = ImportedPlan(cast, Plan.objects.get(pk=done.answer["plan"]))
    imported.follow()
    return imported


@pytest.fixture
def dated(cast: Cast) -> ImportedPlan:
    """A plan in force by which communes report by 18/6 and 18/12; the form asks two working days after 14/6, 14/12."""
    return follow(cast, TEXT.replace(f"{RULE}.", DATED))


def propose(imported: ImportedPlan, user: User | None = None) -> tuple[RuleProposal, ...]:
    return list_proposals(imported.plan, scope_of(user or imported.cast.office, TODAY), TODAY)


def accept(imported: ImportedPlan, *, when: datetime = AT, **told: Any) -> None:
    given = {
        "plan": imported.plan.pk, "code": "BC1", "version": 0, "targets": ["form:01-XA"], "due": BY_PLAN,
        "by": imported.cast.office, **OPTIONS,
    }  # fmt: skip
    services.accept_rule(**given | told, at=when)


def due_days(period: str) -> set[date]:
    return {report.due for report in obligations.list_expected(COMMUNES, period)}


@pytest.mark.faults("schedule.accept")
def test_it_works(dated: ImportedPlan, signed_in: Callable[[User], Client]) -> None:
    proposal, of_years = propose(dated)
    assert "hằng năm" in of_years.reason, "no form is owed for years: nothing is guessed"
    (target,) = proposal.proposals
    assert (target.target.key, target.due, target.dues_now) == ("form:01-XA", BY_PLAN, (WorkingDaysAfter(2),))
    assert proposal.is_open
    assert due_days("2021S2") == {date(2021, 12, 16)}

    office = signed_in(dated.cast.office)
    url = reverse("reporting:plan_rules", args=[dated.plan.pk])
    page = office.get(url).text
    assert "trước ngày 18/6 và 18/12 hằng năm" in page, "the words of the plan"
    assert "2 ngày làm việc sau ngày chốt số liệu" in page, "what is in force"
    assert 'value="form:01-XA" checked' in page
    body = {
        "version": "0", "target": "form:01-XA", "due": "ngày 18/6, 18/12 hằng năm", "valid_from": TODAY.isoformat(),
        "valid_until": "2021-12-31",
    }  # fmt: skip
    answer = office.post(reverse("reporting:accept_rule", args=[dated.plan.pk, "BC1"]), body)
    assert answer.status_code == 302

    assert due_days("2021S1") == {date(2021, 6, 16)}, "counted until 14 June: it keeps the day that was in force"
    assert due_days("2021S2") == {date(2021, 12, 18)}, "a Saturday: a printed day is kept"
    assert due_days("2022S1") == {date(2022, 6, 16)}, "the plan has ended"
    detail = Event.objects.get(action="schedule.accept").body["detail"]
    assert (detail["code"], detail["due"]) == ("BC1", "ngày 18/6, 18/12 hằng năm")
    assert "18/06" not in office.get(url).text


def test_home_list_and_due_days_of_a_commune_demand_the_new_day(
    dated: ImportedPlan, signed_in: Callable[[User], Client], settings: Any
) -> None:
    accept(dated)
    settings.DEMONSTRATION = Demonstration(today=date(2021, 12, 10), seed=0)
    commune = signed_in(dated.cast.commune)
    pages = {name: commune.get(reverse(name)).text for name in ("home:today", "reporting:list", "reporting:dates")}
    for name, page in pages.items():
        assert "18/12" in page, name
        assert "16/12" not in page, name
    assert "Hạn theo kế hoạch" in pages["reporting:dates"]
    assert dated.plan.name in pages["reporting:dates"]
    assert reverse("reporting:plan_rules", args=[dated.plan.pk]) not in pages["reporting:dates"]
    falling = {report.due for report in obligations.list_falling_due(date(2021, 12, 10)) if report.form == "01-XA"}
    assert falling == {date(2021, 12, 18)}, "reminders follow it"


@pytest.mark.faults("schedule.drop")
def test_a_rule_is_dropped_with_a_reason_and_what_was_accepted_ends(dated: ImportedPlan) -> None:
    accept(dated)
    told = {"plan": dated.plan.pk, "code": "BC1", "by": dated.cast.office}
    for reason in (" ", "Bà Lò Thị Pâng, số 0912345678, đề nghị."):
        assert list_wrong_fields(services.drop_rule, **told, version=1, reason=reason) == {"reason"}
    services.drop_rule(**told, version=1, reason="Sở đã cho hạn khác.", at=AT)
    assert due_days("2021S2") == {date(2021, 12, 16)}
    proposal = propose(dated)[0]
    assert proposal.decision is not None
    assert (proposal.decision.accepted, proposal.decision.version, proposal.is_open) == (False, 2, False)
    accept(dated, version=2)
    assert due_days("2021S2") == {date(2021, 12, 18)}, "and may be accepted after all"


def test_a_changed_decision_replaces_the_first_from_its_day_on(dated: ImportedPlan) -> None:
    accept(dated)
    accept(dated, version=1, due=DatesOfYear(((6, 20), (12, 20))))
    assert due_days("2021S2") == {date(2021, 12, 20)}
    later = datetime(2021, 12, 15, 9, tzinfo=AT.tzinfo)
    accept(dated, version=2, due=DayOfMonth(22), valid_from=later.date(), when=later)
    assert due_days("2021S2") == {date(2021, 12, 20)}, "counted until 14 December"
    assert PlanSchedule.objects.count() == 3, "no schedule is deleted"


def test_of_two_who_decide_the_second_is_told(dated: ImportedPlan, signed_in: Callable[[User], Client]) -> None:
    accept(dated)
    with pytest.raises(VersionConflictError) as conflict:
        accept(dated, due=DayOfMonth(25))
    assert "đã chấp nhận" in str(conflict.value.message)
    assert "09:12, 22/06/2021" in str(conflict.value.message), "the hour of the office, not UTC"
    body = {"version": "0", "reason": "Không cần."}
    answer = signed_in(dated.cast.office).post(reverse("reporting:drop_rule", args=[dated.plan.pk, "BC1"]), body)
    assert answer.status_code == 409
    assert "Không cần." in answer.text, "what was typed stays"
    assert RuleDecision.objects.get().accepted


def test_what_does_not_suit_is_refused(dated: ImportedPlan, signed_in: Callable[[User], Client]) -> None:
    def wrong(**told: Any) -> set[str]:
        given = {
            "plan": dated.plan.pk, "code": "BC1", "version": 0, "targets": ["form:01-XA"], "due": BY_PLAN,
            "by": dated.cast.office, **OPTIONS,
        }  # fmt: skip
        return list_wrong_fields(services.accept_rule, **given | told)

    assert wrong(targets=[]) == {"targets"}
    assert wrong(targets=["form:01-XA", "form:09-X"]) == {"targets"}
    assert wrong(due=None) == {"due"}
    assert wrong(due=DatesOfYear(((11, 15),))) == {"due"}, "before counting ends"
    assert wrong(due=DatesOfYear(((13, 1),))) == {"due"}
    assert wrong(valid_from=TODAY - timedelta(days=1)) == {"valid_from"}, "old periods keep their day"
    assert wrong(valid_until=TODAY - timedelta(days=1)) == {"valid_until"}
    assert wrong(valid_until=TODAY) == {"valid_until"}, "it would bind no day"
    body = {"version": "0", "target": "form:01-XA", "due": "cuối năm", "valid_from": "2021-06-22"}
    answer = signed_in(dated.cast.office).post(reverse("reporting:accept_rule", args=[dated.plan.pk, "BC1"]), body)
    assert answer.status_code == 422
    assert "cuối năm" in answer.text
    for last_day in ("31/12/2021", "2021-02-30", "9999-12-31"):
        answer = signed_in(dated.cast.office).post(
            reverse("reporting:accept_rule", args=[dated.plan.pk, "BC1"]),
            body | {"due": "18/6, 18/12", "valid_until": last_day},
        )
        assert answer.status_code == 422
        assert f"«{last_day}»" in answer.text
    assert not RuleDecision.objects.exists()


def test_who_may_decide(dated: ImportedPlan) -> None:
    for user in (dated.cast.commune, dated.cast.leader, dated.cast.police, dated.cast.outsider):
        with pytest.raises(NotFoundError):
            accept(dated, by=user)


def test_a_plan_that_is_still_read_decides_nothing(cast: Cast) -> None:
    done = import_plan(unit=cast.units["099"], file_name="kh.txt", data=TEXT.encode(), by=cast.office, at=AT)
    with pytest.raises(ActionRefused):
        accept(ImportedPlan(cast, Plan.objects.get(pk=done.answer["plan"])))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Định kỳ hằng quý báo cáo kết quả về UBND huyện trước ngày 20 tháng cuối quý.", "hằng quý"),
        ("Báo cáo đột xuất về UBND huyện khi có yêu cầu.", "không theo kỳ"),
        ("Định kỳ báo cáo kết quả về UBND huyện.", "theo kỳ và hạn của từng biểu"),
    ],
)
def test_where_no_form_fits_it_is_said(cast: Cast, words: str, reason: str) -> None:
    proposals = propose(follow(cast, TEXT.replace(f"{RULE}.", words)))
    assert proposals
    for proposal in proposals:
        assert proposal.proposals == ()
        assert reason in proposal.reason
        assert not proposal.is_open


def test_a_periodic_report_without_a_named_period_is_not_called_ad_hoc(
    cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    imported = follow(cast, TEXT.replace(f"{RULE}.", "Định kỳ báo cáo kết quả về UBND huyện."))
    for name in ("reporting:plan_rules", "plans:plan"):
        page = signed_in(cast.office).get(reverse(name, args=[imported.plan.pk])).text
        assert "định kỳ, không ghi kỳ" in page.lower(), name
        assert "đột xuất, không ghi kỳ" not in page.lower(), name


def test_a_plan_that_demands_15_december_is_followed_for_the_year_alone(cast: Cast) -> None:
    """The form is owed for half-years, too, and keeps its own days for these."""
    of_both = replace(COMMUNES, also_for=(PeriodType.YEAR,))
    service_forms.import_forms(programme=first_programme(), forms=[of_both], unit=cast.units["099"], by="tests", at=AT)
    words = "Hằng năm báo cáo kết quả về UBND huyện qua Phòng Lao động - TB&XH trước ngày 15 tháng 12."
    imported = follow(cast, TEXT.replace(f"{RULE}.", words))
    (proposal,) = [row for row in propose(imported) if row.due is not None]
    assert proposal.due == DatesOfYear(((12, 15),))
    (target,) = [entry.target.key for entry in proposal.proposals]
    accept(imported, due=proposal.due, targets=[target])
    dues = {
        period: {report.due for report in obligations.list_expected(of_both, period)}
        for period in ("2021S1", "2021S2", "2021", "2022")
    }
    assert dues == {
        "2021S1": {date(2021, 6, 16)}, "2021S2": {date(2021, 12, 16)}, "2021": {date(2021, 12, 15)},
        "2022": {date(2022, 12, 16)},
    }  # fmt: skip


def test_a_rule_without_a_day_agrees_with_any(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    imported = follow(cast, TEXT)
    (proposal,) = propose(imported)
    assert [entry.due for entry in proposal.proposals] == [None]
    assert not proposal.is_open
    page = signed_in(cast.office).get(reverse("reporting:plan_rules", args=[imported.plan.pk])).text
    assert "không nêu ngày" in page


@pytest.mark.faults("schedule.carry_over")
def test_an_amended_plan_with_the_same_rule_takes_its_schedule_over(dated: ImportedPlan) -> None:
    accept(dated)
    text = dated.plan.text.replace("Số: 12/KH-UBND", "Số: 30/KH-UBND").replace("Ít nhất 80%", "Ít nhất 90%")
    later = datetime(2021, 9, 1, 9, tzinfo=AT.tzinfo)
    replace_plan(dated, text, later)
    assert due_days("2021S2") == {date(2021, 12, 18)}
    assert len(obligations.list_expected(COMMUNES, "2021S2")) == 3, "each commune owes one report"
    running = PlanSchedule.objects.get(valid_until__gt=later.date())
    assert running.decision.rule.plan.number == "30/KH-UBND"
    assert Event.objects.get(action="schedule.carry_over").body["detail"] == {"continued": 1, "ended": 0}


def test_a_schedule_ends_with_its_plan_where_the_new_one_says_another_day(dated: ImportedPlan) -> None:
    accept(dated)
    text = dated.plan.text.replace("Số: 12/KH-UBND", "Số: 30/KH-UBND").replace("18/6 và 18/12", "20/6 và 20/12")
    new = replace_plan(dated, text, datetime(2021, 9, 1, 9, tzinfo=AT.tzinfo))
    assert due_days("2021S2") == {date(2021, 12, 16)}, "the form's own day, until the new rule is accepted"
    proposal = propose(new)[0]
    assert proposal.is_open
    accept(new, due=proposal.due, valid_from=date(2021, 9, 1))
    assert due_days("2021S2") == {date(2021, 12, 20)}
    assert len(obligations.list_expected(COMMUNES, "2021S2")) == 3


def replace_plan(old: ImportedPlan, text: str, at: datetime) -> ImportedPlan:
    done = import_plan(unit=old.cast.units["099"], file_name="kh2.txt", data=text.encode(), by=old.cast.office, at=AT)
    new = ImportedPlan(old.cast, Plan.objects.get(pk=done.answer["plan"]))
    choose_replaced_plan(plan=new.plan.pk, earlier=old.plan.pk, by=new.cast.office, at=AT)
    new.plan.refresh_from_db()
    new.settle_all()
    bring_into_force(plan=new.plan.pk, version=new.plan.version, by=old.cast.office, at=at)
    new.plan.refresh_from_db()
    return new


def test_one_form_is_due_on_another_day_for_another_level(cast: Cast) -> None:
    own = replace(COMMUNES, due_by_level=(LevelDue("township", WorkingDaysAfter(5)),))
    service_forms.import_forms(programme=first_programme(), forms=[own], unit=cast.units["099"], by="tests", at=AT)
    cast.units["03269"].level = "township"
    cast.units["03269"].save()
    dues = {report.unit.code: report.due for report in obligations.list_expected(own, "2021S1")}
    assert dues == {"03269": date(2021, 6, 21), "03289": date(2021, 6, 16), "03304": date(2021, 6, 16)}
    own_reports = obligations.load_current(cast.other_commune, date(2021, 6, 18)).own
    assert [(report.due, report.overdue_days) for report in own_reports] == [(date(2021, 6, 21), 0)]


def test_a_rule_for_some_reporters_binds_them_alone(dated: ImportedPlan) -> None:
    rule = propose(dated)[0].rule
    rule.who = "UBND xã Pú Xi"
    rule.save()
    accept(dated)
    dues = {report.unit.code: report.due for report in obligations.list_expected(COMMUNES, "2021S2")}
    assert dues["03269"] == date(2021, 12, 18)
    assert dues["03304"] == date(2021, 12, 16)


def test_all_offices_and_communes_named_in_one_phrase_report_and_who_collects_is_no_reporter(
    dated: ImportedPlan,
) -> None:
    rule = propose(dated)[0].rule
    rule.who = "Hội Cựu chiến binh huyện, các phòng, ban, ngành, đoàn thể và UBND các xã, thị trấn"
    rule.save()
    assert [(entry.target.key, len(entry.codes)) for entry in propose(dated)[0].proposals] == [
        ("form:01-XA", 3),
        ("form:02-CA", 1),
    ]


def test_a_plan_of_another_programme_sets_no_day_of_this_one(dated: ImportedPlan) -> None:
    other = Programme.objects.create(
        code="other", name="Phòng, chống ma túy", short_name="Ma túy", unit=dated.cast.units["099"]
    )
    dated.plan.programmes.set([other])
    assert [(entry.proposals, entry.other_targets) for entry in propose(dated)] == [((), ()), ((), ())]
    dated.plan.programmes.add(first_programme())
    assert propose(dated)[0].proposals


def test_an_accepted_form_of_another_rule_is_chosen_by_the_official(dated: ImportedPlan) -> None:
    others = [target.key for target in propose(dated)[0].other_targets]
    assert "form:02-CA" in others
    accept(dated, targets=["form:02-CA"])
    assert due_days("2021S2") == {date(2021, 12, 16)}


def test_the_first_day_is_never_one_that_has_passed(dated: ImportedPlan) -> None:
    assert get_default_days(dated.plan, TODAY) == (TODAY, date(2022, 1, 1))
    assert get_default_days(dated.plan, date(2021, 1, 5)) == (date(2021, 3, 4), date(2022, 1, 1))
    assert set(propose(dated)[0].proposals[0].target.period_types) == {PeriodType.SIX_MONTH}
