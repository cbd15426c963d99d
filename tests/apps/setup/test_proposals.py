"""An official makes a programme from a confirmed plan: decides proposal by proposal, makes the draft, publishes it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.accounts.pages.offers import build_offer
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.models import Event
from sokehoach.apps.documents.models import Correspondent
from sokehoach.apps.indicators.models import Indicator
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan, ProposalDecision, Target
from sokehoach.apps.programmes.models import DefinitionVersion, Programme, ProgrammeDraft
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.setup.pages.proposals import propose_head
from sokehoach.apps.setup.queries.drafts import has_published_forms
from sokehoach.apps.setup.queries.proposals import access_proposing_plan, find_empty_programme, list_proposals
from sokehoach.apps.setup.services import drafts
from sokehoach.apps.setup.services import proposals as services
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.plans.proposals.facts import AGENCIES, BASE
from sokehoach.domain.plans.proposals.proposal import ProposalKind
from sokehoach.domain.plans.proposals.reasons import NOT_MEASURED
from tests.factories import proposals as factory
from tests.factories.quang_ngai import DEMONSTRATION, DIGITAL, TODAY, morning

pytestmark = pytest.mark.django_db
type Browser = Callable[[User], Client]
AT = morning()


@pytest.fixture(scope="module", autouse=True)
def confirmed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The province, its planner, and the plan in force, once for the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        factory.bring_into_force(factory.create_planner())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def day(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMONSTRATION = DEMONSTRATION
    monkeypatch.setattr("sokehoach.apps.accounts.freshness.is_fresh", lambda _request: True)


@pytest.fixture
def planner() -> User:
    return User.objects.select_related("unit__parent").get(username="cds")


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.get(number="88/KH-UBND")


def by_key(plan: Plan) -> dict[str, Any]:
    return {item.key: item for item in list_proposals(plan, TODAY)}


def decide(plan: Plan, key: str, by: User, state: str = "accepted", version: int = 0, **changes: Any) -> None:
    content = replace(by_key(plan)[key].content, **changes)
    services.decide_proposal(plan=plan.pk, proposal=key, version=version, state=state, content=content, by=by, at=AT)


HEAD = services.DraftHead("", "nuoc_sach", "Nước sạch trường học", "Nước sạch", "51.SYT", TODAY.replace(month=1, day=1))


# --- what is proposed


def test_each_target_duty_and_rule_has_its_proposal(plan: Plan) -> None:
    items = by_key(plan)
    share, own_type, pupils, understood, fall = (items[f"CT{number}"].proposal for number in range(1, 6))
    assert (share.content.denominator, share.content.reporters, share.content.year) == ("Hộ gia đình", (BASE,), 2030)
    assert own_type.content.reporters == (BASE,)
    assert pupils.content.reporters == ("51.SGDDT",)
    assert (understood.content.kind, understood.reason) == (ProposalKind.OMITTED, NOT_MEASURED)
    assert (fall.content.falls, fall.content.reporters) == (True, ("51.SYT",))
    duties = [item.proposal.content for key, item in items.items() if key.startswith("NV")]
    assert {content.reporters for content in duties} == {("51.SYT",), ("51.SGDDT",), (BASE,)}
    (schedule,) = (
        item.proposal.content for item in items.values() if item.proposal.content.kind is ProposalKind.SCHEDULE
    )
    assert (schedule.every, schedule.due) == ("quarter", "ngày 20 tháng cuối kỳ")
    assert set(schedule.reporters) >= {BASE}


def test_each_proposal_keeps_its_clause_and_words(plan: Plan) -> None:
    for key, item in by_key(plan).items():
        if key.startswith(("CT", "NV", "BC")):
            assert item.proposal.path
            assert item.proposal.quote in " ".join(plan.text.split())


# --- deciding


def test_a_decision_is_kept_with_what_was_changed(plan: Plan, planner: User) -> None:
    decide(plan, "CT1", planner, name="Hộ gia đình dùng nước sạch", reporters=(AGENCIES,))
    item = by_key(plan)["CT1"]
    assert item.is_accepted
    assert (item.content.name, item.content.reporters, item.version) == ("Hộ gia đình dùng nước sạch", (AGENCIES,), 1)
    decide(plan, "CT1", planner, state="dropped", version=1)
    assert not by_key(plan)["CT1"].is_accepted
    decide(plan, "CT1", planner, state="open", version=2)
    assert by_key(plan)["CT1"].is_open


@pytest.mark.faults("proposal.decide")
def test_the_second_of_two_is_told_who_was_first(plan: Plan, planner: User) -> None:
    decide(plan, "CT1", planner)
    with pytest.raises(VersionConflictError, match="Người cds vừa quyết định"):
        decide(plan, "CT1", planner, state="dropped")
    assert by_key(plan)["CT1"].is_accepted


def test_what_lacks_a_number_is_not_accepted(plan: Plan, planner: User) -> None:
    with pytest.raises(InvalidInput) as refusal:
        decide(plan, "CT1", planner, denominator="", value=None)
    assert set(refusal.value.messages) == {"denominator", "value"}


def test_a_name_of_a_person_is_refused(plan: Plan, planner: User) -> None:
    with pytest.raises(InvalidInput):
        decide(plan, "CT1", planner, name="Hộ ông Lò Văn Hoa, bản A, được cấp nước")


@pytest.mark.faults("proposal.accept_sure")
def test_sure_proposals_are_accepted_together_and_others_wait(plan: Plan, planner: User) -> None:
    decide(plan, "CT2", planner, state="dropped")
    sure = {key for key, item in by_key(plan).items() if item.is_open and item.proposal.is_sure}
    services.accept_sure_proposals(plan=plan.pk, by=planner, at=AT)
    items = by_key(plan)
    assert {key for key, item in items.items() if item.is_accepted} == sure
    assert "CT1" in sure
    assert not items["CT2"].is_accepted


def test_only_who_defines_programmes_and_sees_the_plan_may(plan: Plan) -> None:
    for username in ("cds-bato", "cds-lanhdao", "cds-soyte", "cds-skhcn"):
        with pytest.raises(NotFoundError):
            access_proposing_plan(User.objects.get(username=username), plan.pk)
    with pytest.raises(NotFoundError):
        services.accept_sure_proposals(plan=plan.pk, by=User.objects.get(username="cds-bato"), at=AT)


def test_a_plan_that_is_being_read_makes_no_programme(plan: Plan, planner: User) -> None:
    Plan.objects.filter(pk=plan.pk).update(state="reading", in_force_by=None, in_force_at=None)
    with pytest.raises(NotFoundError):
        access_proposing_plan(planner, plan.pk)


# --- the draft


@pytest.mark.faults("target.link")
def test_a_draft_of_a_new_programme_has_no_fault_and_is_published(plan: Plan, planner: User) -> None:
    services.accept_sure_proposals(plan=plan.pk, by=planner, at=AT)
    decide(plan, "CT3", planner)  # likely, and not sure
    services.begin_proposed_draft(plan=plan, typed=HEAD, by=planner, at=AT)
    draft = ProgrammeDraft.objects.get(code="nuoc_sach")
    assert draft.problems == []
    drafts.publish_draft(draft=draft, revision=1, reason="", day=None, by=planner, at=AT)
    programme = Programme.objects.get(code="nuoc_sach")
    codes = set(Form.objects.filter(programme=programme).values_list("code", flat=True))
    assert any(code.endswith("-XA") for code in codes)
    measured = Indicator.objects.get(programme=programme, code="ct1")
    assert not Indicator.objects.filter(programme=programme, code="ct4").exists()
    linked = {target.code: (target.indicator, target.programme_id) for target in Target.objects.filter(plan=plan)}
    assert linked["CT1"] == (measured.uid, programme.pk)
    assert linked["CT4"] == ("", None)
    assert programme in plan.programmes.all()
    detail = Event.objects.get(action="target.link").body["detail"]
    assert detail["linked"][f"{plan.pk} CT1"] == measured.uid
    owners = {target.code: target.owner and target.owner.code for target in Target.objects.filter(plan=plan)}
    assert owners["CT1"] is None, "every commune reports it"
    assert owners["CT3"] == "51.SGDDT", "nobody else reports it"
    assert f"{plan.pk} CT3" in detail["owned"]


def test_the_first_publication_says_whom_to_invite_next(plan: Plan, planner: User, signed_in: Browser) -> None:
    services.accept_sure_proposals(plan=plan.pk, by=planner, at=AT)
    services.begin_proposed_draft(plan=plan, typed=HEAD, by=planner, at=AT)
    assert not has_published_forms("nuoc_sach")
    Correspondent.objects.filter(unit__code="51.SYT").delete()
    client, next_step = signed_in(planner), "Việc tiếp theo: mời cán bộ của các đơn vị."
    address = reverse("setup:publish", args=["nuoc_sach"])
    page = client.post(address, {"revision": 1, "reason": "", "day": ""}, follow=True).content.decode()
    assert next_step in page
    assert has_published_forms("nuoc_sach"), "the next publication says nothing of it"
    assert Correspondent.objects.filter(unit__code="51.SYT").exists(), "agencies that were added can be written to"


@pytest.mark.parametrize(("office", "is_unstaffed"), [("51.SYT", True), ("51.SKHCN", False)])
def test_whom_to_invite_to_draft_the_report_is_said_where_the_office_has_nobody(
    plan: Plan, planner: User, signed_in: Browser, office: str, is_unstaffed: bool
) -> None:
    """The planner works in 51.SKHCN and holds the role of the standing office."""
    services.accept_sure_proposals(plan=plan.pk, by=planner, at=AT)
    services.begin_proposed_draft(plan=plan, typed=replace(HEAD, standing_office=office), by=planner, at=AT)
    draft = ProgrammeDraft.objects.get(code="nuoc_sach")
    drafts.publish_draft(draft=draft, revision=1, reason="", day=None, by=planner, at=AT)
    client, unit = signed_in(planner), Unit.objects.get(code=office)
    address = f"{reverse('accounts:invite')}?unit={unit.pk}&amp;vai-tro=soan"
    page = client.get(reverse("setup:programme", args=["nuoc_sach"])).content.decode()
    assert (address in page) is is_unstaffed
    form = client.get(address.replace("&amp;", "&")).context["form"]
    ticked = dict(form.fields["parts"].choices)
    assert any("Nước sạch" in ticked[code] for code in form["parts"].value())


def test_the_publisher_of_a_new_programme_keeps_his_roles_in_it_and_no_more(plan: Plan, planner: User) -> None:
    services.accept_sure_proposals(plan=plan.pk, by=planner, at=AT)
    services.begin_proposed_draft(plan=plan, typed=HEAD, by=planner, at=AT)
    drafts.publish_draft(
        draft=ProgrammeDraft.objects.get(code="nuoc_sach"), revision=1, reason="", day=None, by=planner, at=AT
    )
    held = Grant.objects.filter(role__programme__code="nuoc_sach")
    assert [(row.capacity.user.username, row.role.code, row.unit.code) for row in held] == [
        ("cds", "standing_office", "51")
    ]
    province = Unit.objects.get(code="51")
    offered = [name for _code, name in build_offer(scope_of(planner), province.pk).choices]
    office = "Cơ quan thường trực (Sở Khoa học và Công nghệ)"
    assert {f"{office} · {name} · {province.name}" for name in ("Nước sạch", "Chuyển đổi số")} <= set(offered)


def test_a_draft_of_the_difference_keeps_the_programme_as_it_is(plan: Plan, planner: User) -> None:
    services.accept_sure_proposals(plan=plan.pk, by=planner, at=AT)
    head = services.DraftHead(DIGITAL, "", "", "", "51.SKHCN", TODAY)
    services.begin_proposed_draft(plan=plan, typed=head, by=planner, at=AT)
    draft = ProgrammeDraft.objects.get(code=DIGITAL)
    assert (draft.problems, draft.base) == ([], 1)
    assert "forms/01-CDS.yaml" in draft.files
    assert "Hộ gia đình" in draft.files["elements.csv"]


def test_words_of_the_signed_plan_may_stand_in_a_programme_that_is_there(plan: Plan, planner: User) -> None:
    """«Trịnh Tường» is an industrial park; elsewhere it would be a person."""
    services.accept_sure_proposals(plan=plan.pk, by=planner, at=AT)
    name = "Khu công nghiệp Trịnh Tường đạt chuẩn"
    Plan.objects.filter(pk=plan.pk).update(text=f"{plan.text}\n{name}.")
    ProposalDecision.objects.filter(plan=plan, key="CT1").update(name=name)
    head = services.DraftHead(DIGITAL, "", "", "", "51.SKHCN", TODAY)
    services.begin_proposed_draft(plan=plan, typed=head, by=planner, at=AT)
    assert name in "".join(ProgrammeDraft.objects.get(code=DIGITAL).files.values())


def test_nothing_accepted_is_no_draft(plan: Plan, planner: User) -> None:
    with pytest.raises(ActionRefused, match="chưa có gì để lập biểu"):
        services.begin_proposed_draft(plan=plan, typed=HEAD, by=planner, at=AT)


def test_the_second_draft_of_one_programme_is_refused(plan: Plan, planner: User) -> None:
    services.accept_sure_proposals(plan=plan.pk, by=planner, at=AT)
    services.begin_proposed_draft(plan=plan, typed=HEAD, by=planner, at=AT)
    with pytest.raises(ActionRefused, match="đang có một bản nháp"):
        services.begin_proposed_draft(plan=plan, typed=HEAD, by=planner, at=AT)


def test_the_only_programme_without_a_form_is_the_one_to_fill(plan: Plan) -> None:
    programme = Programme.objects.get(code=DIGITAL)
    assert find_empty_programme([programme]) == ""
    empty = Programme(code="trong", name="Trống", short_name="Trống", unit=programme.unit)
    empty.save()
    DefinitionVersion.objects.create(
        programme=empty, number=1, in_force_from=TODAY, digest="0" * 64, definition='{"forms": []}',
        published_by="tests", published_at=AT,
    )  # fmt: skip
    assert find_empty_programme([empty]) == "trong"
    assert find_empty_programme([empty, programme]) == ""


# --- the pages


def test_the_page_shows_words_likelihood_and_what_is_not_measured(
    plan: Plan, planner: User, signed_in: Browser
) -> None:
    page = signed_in(planner).get(reverse("setup:proposals", args=[plan.pk])).content.decode()
    assert "90% hộ gia đình được sử dụng nước sạch" in page
    assert "không đếm được bằng báo cáo hành chính" in page
    assert 'data-key="Enter"' in page


def test_accepting_opens_the_next_and_a_stale_page_keeps_what_was_typed(
    plan: Plan, planner: User, signed_in: Browser
) -> None:
    client = signed_in(planner)
    address = reverse("setup:proposal", args=[plan.pk, "CT1"])
    shown = client.get(f"{reverse('setup:proposals', args=[plan.pk])}?muc=CT1").context["form"]
    data = {bound.html_name: "" if bound.value() is None else bound.value() for bound in shown} | {
        "do": "accept",
        "name": "Hộ dùng nước sạch",
    }
    answer = client.post(address, data)
    assert (answer.status_code, answer.headers["Location"].split("?")[1]) == (302, "muc=CT2")
    stale = client.post(address, data | {"name": "Hộ khác"})
    assert stale.status_code == 409
    assert "Hộ khác" in stale.content.decode()
    assert stale.context["form"]["version"].value() == "1"
    assert ProposalDecision.objects.get(plan=plan, key="CT1").name == "Hộ dùng nước sạch"


def test_the_programme_of_the_first_run_is_chosen_until_another_is(
    plan: Plan, planner: User, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sokehoach.apps.setup.queries.proposals.find_empty_programme", lambda _programmes: DIGITAL)
    client, address = signed_in(planner), reverse("setup:proposals", args=[plan.pk])
    for typed, chosen in (({}, DIGITAL), ({"vao": ""}, None), ({"vao": DIGITAL}, DIGITAL)):
        answer = client.get(address, typed)
        programme = answer.context["programme"]
        assert (programme.code if programme else None) == chosen
        assert f"&amp;vao={chosen or ''}#" in answer.content.decode(), "the next proposal forgets what was chosen"


def test_a_title_in_capitals_keeps_the_name_of_its_area(plan: Plan) -> None:
    plan.title = "NƯỚC SẠCH TRÊN ĐỊA BÀN TỈNH QUẢNG NGÃI"
    head = propose_head(plan, [], office="51.SYT", day=date(2026, 6, 3))
    assert head["name"] == "Nước sạch trên địa bàn tỉnh Quảng Ngãi"


def test_the_draft_page_proposes_a_head_and_leads_to_the_draft(plan: Plan, planner: User, signed_in: Browser) -> None:
    client = signed_in(planner)
    client.post(reverse("setup:accept_sure", args=[plan.pk]))
    address = reverse("setup:proposed_draft", args=[plan.pk])
    form = client.get(address).context["form"]
    data = {bound.html_name: bound.value() or "" for bound in form}
    assert data["name"] == "Nước sạch, vệ sinh trường học giai đoạn 2026 - 2030"
    assert (data["code"], data["standing_office"], data["valid_from"]) == ("kh_88_2026", "51.SYT", "01/01/2026")
    answer = client.post(address, data)
    assert answer.headers["Location"] == reverse("setup:draft", args=["kh_88_2026"])
    assert client.post(address, data).status_code == 409
    assert client.post(address, data | {"code": DIGITAL}).status_code == 422


@pytest.mark.parametrize(("today", "first_day"), [(date(2026, 2, 3), "01/01/2026"), (date(2026, 11, 30), "01/10/2026")])
def test_reports_of_a_quarterly_plan_begin_with_the_quarter_of_today(
    plan: Plan, planner: User, today: date, first_day: str
) -> None:
    services.accept_sure_proposals(plan=plan.pk, by=planner, at=AT, key="")
    items = list_proposals(plan, TODAY)
    assert propose_head(plan, items, office="51.SYT", day=today)["valid_from"] == first_day


@pytest.mark.parametrize(("today", "first_day"), [(date(2026, 11, 30), "01/01/2026"), (date(2027, 2, 1), "01/01/2027")])
def test_reports_that_are_due_before_the_decrees_cut_off_begin_with_the_period_of_their_own_counting(
    plan: Plan, planner: User, today: date, first_day: str
) -> None:
    (key,) = (key for key, item in by_key(plan).items() if item.content.kind is ProposalKind.SCHEDULE)
    decide(plan, key, planner, every="year", due="15/11")
    items = list_proposals(plan, TODAY)
    head = propose_head(plan, items, office="51.SYT", day=today)
    assert head["valid_from"] == first_day, "counted until 31/10: written until the end of January"


def test_the_plan_offers_the_page_to_who_may_use_it(plan: Plan, planner: User, signed_in: Browser) -> None:
    address = reverse("setup:proposals", args=[plan.pk])
    plan_page = reverse("plans:plan", args=[plan.pk])
    assert address in signed_in(planner).get(plan_page).content.decode()
    assert address not in signed_in(User.objects.get(username="cds-bato")).get(plan_page).content.decode()


@pytest.mark.parametrize("field", ["name", "short_name"])
def test_the_head_of_the_draft_names_nobody(
    plan: Plan, planner: User, signed_in: Callable[[User], Client], field: str
) -> None:
    """What is typed is not taken for words of the plan."""
    client = signed_in(planner)
    client.post(reverse("setup:accept_sure", args=[plan.pk]))
    address = reverse("setup:proposed_draft", args=[plan.pk])
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"programme": "", field: "Của ông Lò Văn Pâng"}
    answer = client.post(address, data)
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, [field])
    assert not ProgrammeDraft.objects.exists()


def test_the_pages_of_proposals_ask_few_questions_whatever_is_decided(
    plan: Plan, planner: User, signed_in: Browser, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(planner)
    shown, draft = reverse("setup:proposals", args=[plan.pk]), reverse("setup:proposed_draft", args=[plan.pk])
    client.get(shown)
    for is_decided in (False, True):
        for address, most in ((shown, 27), (f"{shown}?muc=CT2", 27), (draft, 44)):
            with django_assert_max_num_queries(most):
                assert client.get(address).status_code in (200, 302, 409), (address, is_decided)
        client.post(reverse("setup:accept_sure", args=[plan.pk]))
