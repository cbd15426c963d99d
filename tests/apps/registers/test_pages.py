"""The pages of a register in a browser."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.registers.core.reports import get_register_window_rule
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from tests.apps.registers.conftest import LINE, TYPED
from tests.factories.cast import AT, Cast

type Added = Callable[..., DataEntry]
type Browser = Callable[[User], Client]
LIST = "/so/truyen-thong/"


def text_of(response: Any) -> str:
    return response.content.decode()


def test_it_works(cast: Cast, signed_in: Browser) -> None:
    reply = signed_in(cast.commune).post(f"{LIST}them/", TYPED, follow=True)
    line = DataEntry.objects.get()
    assert reply.redirect_chain == [(f"{LIST}{line.pk}/", 302)]
    assert "Đã ghi vào sổ." in text_of(reply)
    assert line.unit == cast.units["03304"]


def test_save_and_write_on_comes_back_to_an_empty_form(cast: Cast, signed_in: Browser) -> None:
    reply = signed_in(cast.commune).post(f"{LIST}them/", TYPED | {"again": "1"})
    assert reply.headers["Location"] == f"{LIST}them/"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("people", "1,5", "Lượt người phải là số nguyên từ 0 đến 100.000. Bạn đã gõ «1,5»."),
        ("people", "-3", "Lượt người phải là số nguyên từ 0 đến 100.000. Bạn đã gõ «-3»."),
        ("people", "1000000000000", "số nguyên từ 0 đến 100.000. Bạn đã gõ «1000000000000»."),
        ("people", "nhiều", "Bạn đã gõ «nhiều»."),
        ("women", "212", "Nữ 212 lớn hơn lượt người 46."),
        ("day", "31/6/2021", "Ngày viết theo ngày/tháng/năm, ví dụ 12/6/2021. Bạn đã gõ «31/6/2021»."),
        ("day", "23/6/2021", "Ngày ở sau hôm nay, 22/06/2021."),
        ("title", " \u200b ", "Chưa ghi tên hoạt động."),
        ("kind", "rumour", "Hình thức phải là một trong: Tuyên truyền trực tiếp; Phát thanh"),
    ],
)  # fmt: skip
def test_what_was_typed_stays_and_the_field_says_what_is_allowed(
    cast: Cast, signed_in: Browser, field: str, typed: str, said: str
) -> None:
    reply = signed_in(cast.commune).post(f"{LIST}them/", TYPED | {field: typed})
    assert reply.status_code == 422
    assert said in text_of(reply)
    assert f'value="{TYPED["place"]}"' in text_of(reply)
    assert not DataEntry.objects.exists()


def test_a_form_sent_again_writes_once(cast: Cast, signed_in: Browser) -> None:
    commune = signed_in(cast.commune)
    first = commune.post(f"{LIST}them/", TYPED | {"key": "k1"})
    again = commune.post(f"{LIST}them/", TYPED | {"key": "k1"})
    assert first.headers["Location"] == again.headers["Location"]
    assert DataEntry.objects.count() == 1
    assert commune.post(f"{LIST}them/", TYPED | {"key": "k1", "people": "47"}).status_code == 409


def test_the_office_chooses_whose_event_it_was(cast: Cast, signed_in: Browser) -> None:
    office = signed_in(cast.office)
    assert 'name="unit"' in text_of(office.get(f"{LIST}them/"))
    office.post(f"{LIST}them/", TYPED | {"unit": str(cast.units["03289"].pk)})
    assert DataEntry.objects.get().unit.code == "03289"
    outside = office.post(f"{LIST}them/", TYPED | {"unit": str(cast.units["03247"].pk)})
    assert outside.status_code == 422
    assert DataEntry.objects.count() == 1


def test_a_commune_cannot_write_for_another(cast: Cast, signed_in: Browser) -> None:
    signed_in(cast.commune).post(f"{LIST}them/", TYPED | {"unit": str(cast.units["03269"].pk)})
    assert DataEntry.objects.get().unit.code == "03304"


def test_a_change_is_shown_in_the_history(cast: Cast, signed_in: Browser, added: Added) -> None:
    line = added()
    commune = signed_in(cast.commune)
    assert 'value="12/06/2021"' in text_of(commune.get(f"{LIST}{line.pk}/sua/"))
    reply = commune.post(f"{LIST}{line.pk}/sua/", TYPED | {"people": "1.050", "version": "1"}, follow=True)
    assert re.search(r"<del>46</del>\s+→\s+<ins>1.050</ins>", text_of(reply))


def test_two_at_once_the_second_is_told_and_keeps_what_it_typed(cast: Cast, signed_in: Browser, added: Added) -> None:
    line = added()
    url = f"{LIST}{line.pk}/sua/"
    signed_in(cast.commune).post(url, TYPED | {"people": "50", "version": "1"})
    second = signed_in(cast.office)
    reply = second.post(url, TYPED | {"people": "60", "version": "1"})
    assert reply.status_code == 409
    assert "Lượt người: trong sổ nay là «50», bạn gõ «60»" in text_of(reply)
    assert 'name="people" value="60"' in text_of(reply)
    assert DataEntry.objects.get().content["people"] == 50
    assert 'name="version" value="2"' in text_of(reply)  # told of it, it may now insist
    assert second.post(url, TYPED | {"people": "60", "version": "2"}).status_code == 302


def test_a_mistake_typed_meanwhile_does_not_hide_that_another_was_first(
    cast: Cast, signed_in: Browser, added: Added
) -> None:
    line = added()
    url = f"{LIST}{line.pk}/sua/"
    signed_in(cast.commune).post(url, TYPED | {"people": "50", "version": "1"})
    wrong = signed_in(cast.office).post(url, TYPED | {"people": "x", "version": "1"})
    assert wrong.status_code == 422
    assert 'name="version" value="1"' in text_of(wrong)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_form_without_a_version_is_stale(cast: Cast, signed_in: Browser, added: Added, version: str) -> None:
    reply = signed_in(cast.commune).post(f"{LIST}{added().pk}/sua/", TYPED | {"version": version})
    assert reply.status_code == 409


def test_a_line_is_voided_with_a_reason_and_restored(cast: Cast, signed_in: Browser, added: Added) -> None:
    line, commune = added(), signed_in(cast.commune)
    refused = commune.post(f"{LIST}{line.pk}/gach-bo/", {"version": "1", "reason": ""})
    assert refused.status_code == 422
    assert "Chưa ghi lý do gạch bỏ." in text_of(refused)
    voided = commune.post(f"{LIST}{line.pk}/gach-bo/", {"version": "1", "reason": "ghi hai lần"}, follow=True)
    assert "Lý do: ghi hai lần" in text_of(voided)
    assert commune.post(f"{LIST}{line.pk}/sua/", TYPED | {"version": "2"}).status_code == 409
    assert commune.post(f"{LIST}{line.pk}/khoi-phuc/", {"version": "1"}).status_code == 409
    assert commune.post(f"{LIST}{line.pk}/khoi-phuc/", {"version": "2"}).status_code == 302
    assert not DataEntry.objects.get().voided


def titles(reply: Any) -> list[str]:
    return [line.title for line, *_ in reply.context["rows"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Sân trường", "Loa bản", "Họp bản Ten Hon"]),
        ("?tim=ban ten ho", ["Họp bản Ten Hon"]),
        ("?tim=HÔN họp", ["Họp bản Ten Hon"]),
        ("?tim=phat thanh", ["Loa bản"]),
        ("?tim=pu xi", ["Loa bản"]),
        ("?tim=khong co", []),
        ("?kind=broadcast", ["Loa bản"]),
        ("?audiences=pupils", ["Sân trường"]),
        ("?ky=2021S1", ["Loa bản", "Họp bản Ten Hon"]),
        ("?tu=14/6/2021&den=14/6/2021", ["Loa bản"]),
        ("?den=13/6/2021", ["Họp bản Ten Hon"]),
        ("?gach-bo=on", ["Dòng nhầm"]),
        ("?tu=hôm qua", ["Sân trường", "Loa bản", "Họp bản Ten Hon"]),
        ("?sau=2021-06-14.0.00000000000000000000000000000000", ["Họp bản Ten Hon"]),
        ("?sau=2021-02-30.0.00000000000000000000000000000000", ["Sân trường", "Loa bản", "Họp bản Ten Hon"]),
        ("?sau=2001-01-01.0.00000000000000000000000000000000", ["Sân trường", "Loa bản", "Họp bản Ten Hon"]),
        (
            "?truoc=2031-01-01.99999999999999999.ffffffffffffffffffffffffffffffff",
            ["Sân trường", "Loa bản", "Họp bản Ten Hon"],
        ),
        ("?sau=99", ["Sân trường", "Loa bản", "Họp bản Ten Hon"]),
    ],
)
def test_lines_are_found_without_marks_and_by_what_they_are(
    cast: Cast, signed_in: Browser, added: Added, query: str, expected: list[str]
) -> None:
    added(title="Họp bản Ten Hon")
    added(title="Loa bản", kind="broadcast", unit="03269", day=date(2021, 6, 14), place="Trung tâm xã")
    added(title="Sân trường", audiences=["pupils"], day=date(2021, 6, 15), place="Trường THCS")
    wrong = added(title="Dòng nhầm")
    entries.void_entry(register="activities", entry=wrong.pk, version=1, reason="nhầm", by=cast.commune, at=AT)
    assert titles(signed_in(cast.office).get(LIST + query)) == expected


def test_a_filter_that_cannot_be_read_is_said_beside_it(cast: Cast, signed_in: Browser, added: Added) -> None:
    added()
    reply = text_of(signed_in(cast.commune).get(f"{LIST}?tu=hôm+qua"))
    assert "Viết theo ngày/tháng/năm, ví dụ 12/6/2021." in reply


def test_the_office_narrows_to_one_unit(cast: Cast, signed_in: Browser, added: Added) -> None:
    added(title="của Tênh Phông")
    added(title="của Pú Xi", unit="03269")
    query = f"?don-vi={cast.units['03269'].pk}"
    assert titles(signed_in(cast.office).get(LIST + query)) == ["của Pú Xi"]


def test_a_commune_sees_its_own_lines_alone(cast: Cast, signed_in: Browser, added: Added) -> None:
    added(title="của Tênh Phông")
    added(title="của Pú Xi", unit="03269")
    assert titles(signed_in(cast.commune).get(LIST)) == ["của Tênh Phông"]


def test_the_opening_sentence_holds_the_figures(cast: Cast, signed_in: Browser, added: Added) -> None:
    added(people=1000)
    added(people=500, place="Bản Há Dùa")
    reply = text_of(signed_in(cast.commune).get(LIST))
    assert re.search(r'<span class="num">2</span>\s+hoạt động', reply)
    assert re.search(r'<span class="num">1.500</span>\s+lượt người', reply)


def test_an_empty_register_says_so_and_offers_to_begin(cast: Cast, signed_in: Browser) -> None:
    reply = text_of(signed_in(cast.commune).get(LIST))
    assert "Sổ chưa có dòng nào." in reply
    assert f"{LIST}them/" in reply


def test_a_reader_without_the_right_to_write_is_offered_nothing_to_press(
    cast: Cast, signed_in: Browser, added: Added
) -> None:
    line = added()
    role = cast.commune.capacities.get().grants.get().role
    role.actions = ["register.view"]
    role.save()
    commune = signed_in(cast.commune)
    pages = text_of(commune.get(LIST)) + text_of(commune.get(f"{LIST}{line.pk}/"))
    assert not [word for word in ("them", "sua", "gach-bo", "truyen-thong/nhap") if f"/{word}/" in pages]


def test_pages_of_fifty_lead_on_and_back(cast: Cast, signed_in: Browser) -> None:
    lines = [(cast.units["03304"], LINE | {"people": people, "women": None}) for people in range(120)]
    entries.import_entries(register="activities", lines=lines, by=cast.commune, at=AT)
    commune, query = signed_in(cast.commune), {"channel": "village_meeting"}
    first = commune.get(LIST, query)
    assert (len(first.context["rows"]), first.context["entry_page"].previous) == (50, "")
    second = commune.get(follow(first, "next"))
    third = commune.get(follow(second, "next"))
    assert (len(third.context["rows"]), third.context["entry_page"].next) == (20, "")
    pages = [{entry.pk for entry, *_ in page.context["rows"]} for page in (first, second, third)]
    assert len(set.union(*pages)) == 120
    back = commune.get(follow(third, "prev"))
    assert {entry.pk for entry, *_ in back.context["rows"]} == pages[1]
    assert {entry.pk for entry, *_ in commune.get(follow(back, "prev")).context["rows"]} == pages[0]
    DataEntry.objects.filter(pk__in=pages[2]).update(voided=True)
    stale = commune.get(follow(second, "next"))  # the page that it leads to is gone
    assert {entry.pk for entry, *_ in stale.context["rows"]} == pages[0]


def follow(reply: Any, relation: str) -> str:
    """The address to which a page's link leads."""
    match = re.search(rf'<a href="(\?[^"]+)" rel="{relation}"', text_of(reply))
    assert match is not None
    return LIST + match[1].replace("&amp;", "&")


@pytest.mark.parametrize("route", ["/so/", LIST, f"{LIST}them/", f"{LIST}nhap/", "entry", "change"])
def test_a_page_costs_fifteen_queries_at_most(
    cast: Cast,
    signed_in: Browser,
    added: Added,
    route: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for people in range(20):
        line = added(people=people, women=0)
    route = {"entry": f"{LIST}{line.pk}/", "change": f"{LIST}{line.pk}/sua/"}.get(route, route)
    office = signed_in(cast.office)
    get_levels()  # kept in the thread
    get_register_window_rule(cast.office, "activities")  # the same
    with django_assert_max_num_queries(15):
        office.get(route)


def test_a_new_entry_has_todays_date_and_a_stored_one_its_own(cast: Cast, signed_in: Browser, added: Added) -> None:
    commune, line = signed_in(cast.commune), added()
    assert 'name="day" value="22/06/2021"' in text_of(commune.get(f"{LIST}them/"))
    assert 'name="day" value="12/06/2021"' in text_of(commune.get(f"{LIST}{line.pk}/sua/"))


def test_the_previous_entry_is_copied_without_its_day_and_numbers(cast: Cast, signed_in: Browser, added: Added) -> None:
    commune = signed_in(cast.commune)
    assert "Sao chép dòng trước" not in text_of(commune.get(f"{LIST}them/")), "there is none yet"
    added(title="Họp bản Huổi Anh", place="Bản Huổi Anh", day=date(2021, 3, 4), people=99, women=40)
    first = re.search(r'href="(\?chep=[^"]+)"', text_of(commune.get(f"{LIST}them/")))
    assert first is not None
    page = text_of(commune.get(f"{LIST}them/{first[1]}"))
    assert 'name="title" value="Họp bản Huổi Anh"' in page
    assert 'name="place" value="Bản Huổi Anh"' in page
    assert re.search(r'value="hmong"[^>]*checked', page)
    assert 'name="day" value="22/06/2021"' in page
    assert 'value="99"' not in page
    assert "Số và ngày không chép" in page


def test_an_entry_of_another_commune_is_not_copied(cast: Cast, signed_in: Browser, added: Added) -> None:
    other = added(unit="03269", title="Việc của xã khác")
    assert "Việc của xã khác" not in text_of(signed_in(cast.commune).get(f"{LIST}them/?chep={other.pk}"))
    assert signed_in(cast.commune).get(f"{LIST}them/?chep=không").status_code == 200


@pytest.mark.parametrize("change", [{"people": "61"}, {"title": "Họp bản, viết khác đi"}])
def test_an_event_that_seems_written_already_is_asked_about(
    cast: Cast, signed_in: Browser, added: Added, change: dict[str, str]
) -> None:
    line, commune = added(), signed_in(cast.commune)
    reply = commune.post(f"{LIST}them/", TYPED | change | {"key": "k2"})
    assert reply.status_code == 422
    assert "sổ đã có dòng giống dòng này" in text_of(reply)
    assert f'href="{LIST}{line.pk}/"' in text_of(reply)
    assert DataEntry.objects.count() == 1
    commune.post(f"{LIST}them/", TYPED | change | {"key": "k2", "write-anyway": "1"})
    assert DataEntry.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [{"day": "11/06/2021"}, {"people": "61", "title": "Họp phụ nữ"}, {"kind": "visual", "title": "Treo pa-nô"}],
)
def test_another_event_of_the_day_is_written_without_a_question(
    cast: Cast, signed_in: Browser, added: Added, change: dict[str, str]
) -> None:
    added()
    assert signed_in(cast.commune).post(f"{LIST}them/", TYPED | change).status_code == 302
    assert DataEntry.objects.count() == 2


def test_a_voided_entry_or_one_of_another_unit_raises_no_question(cast: Cast, signed_in: Browser, added: Added) -> None:
    added(unit="03269")
    voided = added()
    entries.void_entry(
        register="activities", entry=voided.pk, version=1, reason="ghi nhầm", by=cast.commune, at=AT
    )  # fmt: skip
    assert signed_in(cast.commune).post(f"{LIST}them/", TYPED).status_code == 302
