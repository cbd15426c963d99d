"""The reading page: the whole text with its marks, and every way to settle an item."""

from datetime import date
from itertools import pairwise
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.apps.plans.models import Clause, Duty, ItemState, Target
from sokehoach.apps.plans.pages.reading import build_paragraphs, compute_progress
from sokehoach.apps.plans.queries.items import list_items, list_paragraph_spans
from sokehoach.apps.plans.services import items as services
from sokehoach.apps.plans.services.plans import import_plan
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.domain.plans.lines import split_paragraphs
from tests.apps.plans.conftest import TEXT, ImportedPlan
from tests.factories.cast import AT


def url(imported_plan: ImportedPlan, name: str, *more: str) -> str:
    return reverse(f"plans:{name}", args=[imported_plan.plan.pk, *more])


def duty_form(duty: Duty, **other: object) -> dict[str, object]:
    lead = f"u:{duty.lead_id}" if duty.lead_id else f"g:{duty.lead_group_id}" if duty.lead_group_id else ""
    due = f"{duty.due_on:%d/%m/%Y}" if duty.due_on else ""
    return {
        "version": duty.version,
        "title": duty.title,
        "lead": lead,
        "nature": duty.nature,
        "due_on": due,
        **other,
    }


def duties(imported_plan: ImportedPlan) -> dict[str, Duty]:
    return {duty.agency_text: duty for duty in Duty.objects.filter(plan=imported_plan.plan)}


@pytest.fixture
def office(imported_plan: ImportedPlan, signed_in) -> Client:
    return signed_in(imported_plan.cast.office)


def test_it_works(imported_plan: ImportedPlan, office: Client) -> None:
    page = office.get(url(imported_plan, "read"))
    assert "Nội dung hiểu được" in page.text
    duty = duties(imported_plan)["Công an huyện"]
    answer = office.post(url(imported_plan, "item", duty.code), duty_form(duty, title="Kiểm tra cơ sở kinh doanh"))
    assert answer.status_code == 302
    duty.refresh_from_db()
    assert (duty.state, duty.title) == (ItemState.CONFIRMED, "Kiểm tra cơ sở kinh doanh")
    assert duty.settled_by == imported_plan.cast.office


def test_the_page_shows_every_letter_of_the_plan(imported_plan: ImportedPlan) -> None:
    shown = build_paragraphs(
        imported_plan.plan, list(Clause.objects.filter(plan=imported_plan.plan)), list_items(imported_plan.plan)
    )
    letters = "".join(piece.text for one in shown for run in one.runs for piece in run.pieces)
    assert "".join(letters.split()) == "".join(imported_plan.plan.text.split())


def test_the_page_lists_the_parts_of_the_plan_and_leads_to_the_next_open_item(
    imported_plan: ImportedPlan, office: Client
) -> None:
    page = office.get(url(imported_plan, "read"))
    assert [heading.text for heading in page.context["contents"]][:1] == ["I. MỤC TIÊU"]
    assert all(f'id="{heading.anchor}"' in page.text for heading in page.context["contents"])
    code = page.context["neighbours"].next_open
    assert f"Mục kế {code}" in page.text
    swapped = office.get(url(imported_plan, "item", code), headers={"HX-Request": "true"})
    assert 'id="jumps"' in swapped.text


@given(st.text(alphabet="ab .\n-1IV_|", max_size=300))
def test_whatever_the_lines_the_stretches_hold_every_letter_once(text: str) -> None:
    found = list_paragraph_spans(text, [(one.whole.span.start, one.whole.span.end) for one in split_paragraphs(text)])
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_a_mark_begins_and_ends_where_the_words_do(imported_plan: ImportedPlan) -> None:
    shown = build_paragraphs(
        imported_plan.plan, list(Clause.objects.filter(plan=imported_plan.plan)), list_items(imported_plan.plan)
    )
    for item in list_items(imported_plan.plan):
        marked = "".join(piece.text for one in shown for run in one.runs if run.item == item for piece in run.pieces)
        assert marked in "".join(" ".join(imported_plan.plan.text[item.start : item.end].split()))


def test_what_is_in_no_clause_is_shown_and_said_to_be_so(imported_plan: ImportedPlan, office: Client) -> None:
    text = TEXT + "\nPHỤ LỤC\n\nDanh mục cơ sở kinh doanh dịch vụ trên địa bàn.\n"
    done = import_plan(
        unit=imported_plan.cast.units["099"], file_name="a.txt", data=text.encode(), by=imported_plan.cast.office, at=AT
    )
    page = office.get(reverse("plans:read", args=[done.answer["plan"]])).text
    assert "Danh mục cơ sở kinh doanh dịch vụ trên địa bàn." in page
    assert "ngoài các mục" in page


def test_broken_lines_are_joined(imported_plan: ImportedPlan, office: Client) -> None:
    assert "các đơn vị triển khai kế hoạch trên địa bàn huyện" in office.get(url(imported_plan, "read")).text


def test_over_htmx_the_answer_is_the_pieces_that_change(imported_plan: ImportedPlan, office: Client) -> None:
    duty = duties(imported_plan)["Công an huyện"]
    whole = office.get(url(imported_plan, "read"))
    answer = office.post(url(imported_plan, "item", duty.code), duty_form(duty), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="progress"' in answer.text
    assert f'id="{duty.code.lower()}"' in answer.text
    assert "<html" not in answer.text
    assert len(answer.content) < len(whole.content) / 2


def test_the_filters_show_what_wants_a_look(imported_plan: ImportedPlan, office: Client) -> None:
    shown = office.get(url(imported_plan, "read") + "?loc=de-nghi").context["shown_items"]
    assert [item.nature for item in shown] == ["request"]
    assert {item.code for item in office.get(url(imported_plan, "read") + "?loc=chua-ro").context["shown_items"]} == {
        item.code
        for item in list_items(imported_plan.plan)
        if item.doubts or (isinstance(item, Duty) and not item.clear)
    }


@pytest.mark.faults("plan_item.confirm_sure")
def test_all_that_is_certain_is_confirmed_at_once_and_nothing_else(imported_plan: ImportedPlan, office: Client) -> None:
    before = compute_progress(list_items(imported_plan.plan))
    assert before.sure > 0
    office.post(url(imported_plan, "confirm_sure"))
    for item in list_items(imported_plan.plan):
        assert (item.state == ItemState.CONFIRMED) == (item.sure and item.likelihood >= 0.9)
    after = compute_progress(list_items(imported_plan.plan))
    assert after.settled == before.sure
    assert after.uncertain == before.uncertain


def test_a_target_is_confirmed_with_an_owner_or_without(imported_plan: ImportedPlan, office: Client) -> None:
    first, second = Target.objects.filter(plan=imported_plan.plan)
    owner = imported_plan.cast.units["099.LDTBXH"]
    told = {"version": 1, "text": "Xã tuyên truyền", "bound": ">=", "value": "95,5", "unit_of_measure": "%"}
    assert office.post(url(imported_plan, "item", first.code), {**told, "owner": owner.pk}).status_code == 302
    assert office.post(url(imported_plan, "item", second.code), {**told, "owner": ""}).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.owner, str(first.value), first.bound) == (owner, "95.500", ">=")
    assert second.owner is None
    assert second.state == ItemState.CONFIRMED


def test_a_number_that_is_none_is_refused_beside_its_field_and_kept(
    imported_plan: ImportedPlan, office: Client
) -> None:
    target = Target.objects.filter(plan=imported_plan.plan).first()
    answer = office.post(
        url(imported_plan, "item", target.code),
        {"version": 1, "text": "Lời gõ dở", "bound": "=", "value": "một trăm", "unit_of_measure": "hộ gia đình"},
    )
    assert answer.status_code == 422
    assert "Lời gõ dở" in answer.text
    assert "một trăm" in answer.text
    assert "hộ gia đình" in answer.text


def test_the_words_of_a_target_are_corrected_and_its_mark_follows(imported_plan: ImportedPlan, office: Client) -> None:
    target = Target.objects.filter(plan=imported_plan.plan).last()
    form = office.get(url(imported_plan, "read"), {"muc": target.code}).context["form"]
    assert form["text"].value() in " ".join(TEXT.split())
    told = {"bound": ">=", "value": "80", "unit_of_measure": "%"}
    words = "cơ sở kinh doanh dịch vụ được kiểm tra"
    office.post(url(imported_plan, "item", target.code), {**told, "version": 1, "text": f" cơ sở  {words[6:]}\n"})
    target.refresh_from_db()
    assert target.text == words == imported_plan.plan.text[target.start : target.end]
    written = "80% cơ sở kinh doanh được thanh tra hoặc kiểm tra"
    office.post(url(imported_plan, "item", target.code), {**told, "version": 2, "text": written})
    span = (target.start, target.end)
    target.refresh_from_db()
    assert (target.text, target.start, target.end) == (written, *span)
    assert written in office.get(url(imported_plan, "read")).text


def test_a_target_without_words_or_with_a_private_number_is_refused(
    imported_plan: ImportedPlan, office: Client
) -> None:
    target = Target.objects.filter(plan=imported_plan.plan).first()
    for text in ("  ", "hộ của người có số căn cước 001099012345"):
        answer = office.post(
            url(imported_plan, "item", target.code),
            {"version": 1, "text": text, "bound": "=", "value": "7", "unit_of_measure": "hộ"},
        )
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"text"}


def test_likelihood_is_said_in_words_and_what_is_not_similar_is_not_offered(
    imported_plan: ImportedPlan, office: Client
) -> None:
    duty = next(duty for duty in Duty.objects.filter(plan=imported_plan.plan) if duty.unassigned)
    units = imported_plan.cast.units
    offers = [("099.CA", "Công an huyện", 0.62), ("099.TTYT", "Trung tâm Y tế", 0.11)]
    duty.choices = [
        {"party": f"u:{units[code].pk}", "name": name, "likelihood": likelihood} for code, name, likelihood in offers
    ]
    duty.save()
    page = office.get(url(imported_plan, "read"), {"muc": duty.code})
    leads = [value for value, _label in page.context["form"].fields["lead"].choices]
    assert leads == [f"u:{units['099.CA'].pk}", "other", "outside"]
    assert "có thể đúng, cần xem" in page.text
    assert "0,62" not in page.text
    duty.choices = duty.choices[1:]
    assert duty.offered_choices == []


def test_a_second_lead_is_one_more_duty_with_the_same_words(imported_plan: ImportedPlan, office: Client) -> None:
    duty = next(duty for duty in Duty.objects.filter(plan=imported_plan.plan) if duty.due_on)
    link = f"{url(imported_plan, 'add_item')}?cung={duty.code}"
    assert link in office.get(url(imported_plan, "read"), {"muc": duty.code}).text
    form = office.get(link).context["form"]
    typed = {name: form[name].value() for name in ("kind", "clause", "quote", "like")}
    answer = office.post(link, typed)
    second = Duty.objects.get(plan=imported_plan.plan, code=answer["Location"].split("muc=")[1])
    assert (second.title, second.due_on, second.text) == (duty.title, duty.due_on, " ".join(duty.text.split()))
    assert (second.start, second.end, second.open, second.unassigned) == (duty.start, duty.end, True, True)
    police = imported_plan.cast.units["099.CA"]
    office.post(url(imported_plan, "item", second.code), duty_form(second, lead="other", other=f"u:{police.pk}"))
    second.refresh_from_db()
    duty.refresh_from_db()
    assert (second.lead, second.state) == (police, ItemState.CONFIRMED)
    assert duty.lead != police


def test_a_duty_without_a_lead_is_not_confirmed(imported_plan: ImportedPlan, office: Client) -> None:
    duty = next(duty for duty in Duty.objects.filter(plan=imported_plan.plan) if duty.unassigned)
    answer = office.post(url(imported_plan, "item", duty.code), duty_form(duty, title="Gõ dở"))
    assert answer.status_code == 422
    assert "Gõ dở" in answer.text
    duty.refresh_from_db()
    assert duty.open


def test_an_agency_outside_the_software_is_kept_by_name(imported_plan: ImportedPlan, office: Client) -> None:
    duty = next(duty for duty in Duty.objects.filter(plan=imported_plan.plan) if duty.unassigned)
    assert office.post(url(imported_plan, "item", duty.code), duty_form(duty, lead="outside")).status_code == 302
    duty.refresh_from_db()
    assert duty.outside
    assert duty.lead_name == duty.agency_text


def test_what_was_said_to_be_outside_is_chosen_for_the_same_name(imported_plan: ImportedPlan, office: Client) -> None:
    duty = next(duty for duty in Duty.objects.filter(plan=imported_plan.plan) if duty.unassigned)
    twin = Duty.objects.get(pk=duty.pk)
    twin.pk, twin.code = None, "NV90"
    twin.id = uuid4()
    twin.save(force_insert=True)
    address = url(imported_plan, "read")
    assert office.get(address, {"muc": twin.code}).context["form"]["lead"].value() == ""
    office.post(url(imported_plan, "item", duty.code), duty_form(duty, lead="outside"))
    assert office.get(address, {"muc": twin.code}).context["form"]["lead"].value() == "outside"


def test_another_agency_is_chosen_from_the_list(imported_plan: ImportedPlan, office: Client) -> None:
    duty = duties(imported_plan)["Công an huyện"]
    health = imported_plan.cast.units["099.TTYT"]
    sent = duty_form(duty, lead="other", other=f"u:{health.pk}")
    assert office.post(url(imported_plan, "item", duty.code), sent).status_code == 302
    duty.refresh_from_db()
    assert duty.lead == health


def test_coordinating_agencies_are_added_and_taken_out_before_anything_is_written(
    imported_plan: ImportedPlan, office: Client
) -> None:
    duty = duties(imported_plan)["Công an huyện"]
    health, commune = (f"u:{imported_plan.cast.units[code].pk}" for code in ("099.TTYT", "03304"))
    grown = office.post(
        url(imported_plan, "item", duty.code), duty_form(duty, coordinating=[health], more=commune, do="add")
    )
    assert [key for key, _name, _outside in grown.context["form"].tokens] == [health, commune]
    less = office.post(
        url(imported_plan, "item", duty.code), duty_form(duty, coordinating=[health, commune], drop=health)
    )
    assert [key for key, _name, _outside in less.context["form"].tokens] == [commune]
    duty.refresh_from_db()
    assert duty.open
    office.post(url(imported_plan, "item", duty.code), duty_form(duty, coordinating=[commune, "t:Các ngành liên quan"]))
    duty.refresh_from_db()
    assert [unit.code for unit in duty.coordinating.all()] == ["03304"]
    assert duty.coordinating_outside == ["Các ngành liên quan"]


def test_dated_work_needs_its_day(imported_plan: ImportedPlan, office: Client) -> None:
    duty = duties(imported_plan)["Công an huyện"]
    answer = office.post(url(imported_plan, "item", duty.code), duty_form(duty, nature="dated", due_on=""))
    assert answer.status_code == 422
    assert "phải có ngày" in answer.text
    office.post(url(imported_plan, "item", duty.code), duty_form(duty, nature="dated", due_on="30/9/2021"))
    duty.refresh_from_db()
    assert duty.due_on == date(2021, 9, 30)


def test_what_is_no_duty_is_dismissed_and_may_come_back(imported_plan: ImportedPlan, office: Client) -> None:
    duty = duties(imported_plan)["Công an huyện"]
    office.post(url(imported_plan, "item", duty.code), {"do": "dismiss", "version": 1})
    duty.refresh_from_db()
    assert duty.state == ItemState.DISMISSED
    assert duty.code in office.get(url(imported_plan, "read")).text
    office.post(url(imported_plan, "item", duty.code), duty_form(duty))
    duty.refresh_from_db()
    assert duty.state == ItemState.CONFIRMED


def test_the_second_of_two_is_told_and_overwrites_nothing(imported_plan: ImportedPlan, office: Client) -> None:
    duty = duties(imported_plan)["Công an huyện"]
    first = duty_form(duty, title="Bản của người thứ nhất")
    second = duty_form(duty, title="Bản của người thứ hai")
    assert office.post(url(imported_plan, "item", duty.code), first).status_code == 302
    answer = office.post(url(imported_plan, "item", duty.code), second)
    assert answer.status_code == 409
    assert "Cà Thị Hương" in answer.text
    assert "Bản của người thứ hai" in answer.text
    duty.refresh_from_db()
    assert duty.title == "Bản của người thứ nhất"


@pytest.mark.faults("plan_item.add")
def test_a_missed_stretch_is_added_over_its_broken_line(imported_plan: ImportedPlan, office: Client) -> None:
    clause = Clause.objects.get(plan=imported_plan.plan, path="II.1")
    quote = "các đơn vị triển khai kế hoạch"
    answer = office.post(url(imported_plan, "add_item"), {"kind": "duty", "clause": clause.position, "quote": quote})
    assert answer.status_code == 302
    added = Duty.objects.get(plan=imported_plan.plan, text=quote)
    assert " ".join(TEXT[added.start : added.end].split()) == quote
    assert "\n" in TEXT[added.start : added.end]
    assert added.open


def test_words_that_the_clause_does_not_have_are_refused(imported_plan: ImportedPlan, office: Client) -> None:
    clause = Clause.objects.get(plan=imported_plan.plan, path="II.1")
    answer = office.post(
        url(imported_plan, "add_item"), {"kind": "duty", "clause": clause.position, "quote": "không hề có"}
    )
    assert answer.status_code == 422
    assert "không hề có" in answer.text


def test_the_services_refuse_by_themselves(imported_plan: ImportedPlan) -> None:
    duty = duties(imported_plan)["Công an huyện"]
    told = {"plan": imported_plan.plan.pk, "code": duty.code, "by": imported_plan.cast.office, "at": AT}
    fields = {"title": "x", "coordinating": (), "nature": "standing", "due_on": None}
    with pytest.raises(VersionConflictError):
        services.dismiss_item(version=7, **told)
    with pytest.raises(InvalidInput) as invalid:
        services.confirm_duty(
            version=1, lead=f"u:{imported_plan.cast.units['03247'].pk}", **fields, **told
        )  # a commune of another district
    assert "lead" in invalid.value.messages


def test_the_second_is_told_the_hour_of_the_office(imported_plan: ImportedPlan) -> None:
    duty = duties(imported_plan)["Công an huyện"]
    told = {"plan": imported_plan.plan.pk, "code": duty.code, "by": imported_plan.cast.office, "at": AT, "version": 1}
    services.dismiss_item(**told)
    with pytest.raises(VersionConflictError) as conflict:
        services.dismiss_item(**told)
    assert "lúc 09:12, 22/06/2021" in str(conflict.value.message)


def test_a_plan_in_force_is_not_corrected_any_more(followed: ImportedPlan, signed_in) -> None:
    duty = duties(followed)["Công an huyện"]
    with pytest.raises(ActionRefused):
        services.dismiss_item(
            plan=followed.plan.pk, code=duty.code, version=duty.version, by=followed.cast.office, at=AT
        )
    page = signed_in(followed.cast.office).get(url(followed, "read") + f"?muc={duty.code}")
    assert "data-keep" not in page.text


def test_fifteen_queries_are_enough(imported_plan: ImportedPlan, office: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(15):
        office.get(url(imported_plan, "read"))
