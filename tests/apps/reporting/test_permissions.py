"""Who may open which address of a report: a table."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.reporting.models import AdHoc, AdHocFigure, AdHocUnit, Submission
from sokehoach.apps.reporting.services import extensions
from tests.apps.plans.conftest import import_text
from tests.apps.tables import answers
from tests.factories.cast import AT, Cast

WHO = ("commune", "office", "other_commune", "police", "health", "leader", "outsider")
BEGIN = {"form": "01-XA", "unit": "03304", "period": "2020S1"}
LATER = {
    "form": "01-XA",
    "unit": "03304",
    "period": "2021S1",
    "until": "2099-06-30",
    "reason": "Sạt lở đường.",
}
SEND, BACK = {"version": "1"}, {"version": "2", "reason": "Bổ sung."}
TAKE = {"ky": "2021S1", "report": "01-XA 03304 2021S1", "source": "Văn phòng UBND xã"}
WHY = {"version": "3", "why": "Tính trùng một buổi."}
EXCUSE = {"version": "2", "cell": "A2.1", "rule": "part_within_whole"}
# Route, its arguments after the report, method, body, the report's form and state, the status that each of WHO gets.
ROUTES: list[tuple[str, tuple[str, ...], str, dict[str, Any], str, str, tuple[int, ...]]] = [
    ("reporting:list", (), "get", {}, "01-XA", "draft", (200, 200, 200, 200, 200, 200, 200)),
    ("reporting:sources", (), "get", {}, "01-XA", "draft", (200, 200, 200, 200, 200, 200, 200)),
    ("reporting:dates", (), "get", {}, "01-XA", "draft", (200, 200, 200, 200, 200, 200, 200)),
    ("reporting:ask_extension", (), "post", LATER, "01-XA", "draft", (302, 404, 404, 404, 404, 404, 404)),
    ("reporting:open", (), "post", BEGIN, "01-XA", "draft", (302, 404, 404, 404, 404, 404, 404)),
    ("reporting:submission", (), "get", {}, "01-XA", "draft", (200, 200, 404, 404, 404, 200, 404)),
    ("reporting:submission", (), "get", {}, "02-CA", "draft", (404, 404, 404, 200, 404, 404, 404)),
    ("reporting:submission", (), "get", {}, "02-CA", "sent", (404, 200, 404, 200, 404, 404, 404)),
    ("reporting:save", (), "post", {"B2": "1"}, "01-XA", "draft", (302, 409, 404, 404, 404, 409, 404)),
    ("reporting:save", (), "post", {"A1": "1"}, "02-CA", "draft", (404, 404, 404, 302, 404, 404, 404)),
    ("reporting:save", (), "post", {"B2": "1"}, "01-XA", "sent", (409, 409, 404, 404, 404, 409, 404)),
    ("reporting:send", (), "post", SEND, "01-XA", "draft", (302, 409, 404, 404, 404, 409, 404)),
    ("reporting:send", (), "post", SEND, "02-CA", "draft", (404, 404, 404, 302, 404, 404, 404)),
    # Nobody approves in these units: see test_approval.
    ("reporting:submit", (), "post", SEND, "01-XA", "draft", (409, 409, 404, 404, 404, 409, 404)),
    ("reporting:submit", (), "post", SEND, "02-CA", "draft", (404, 404, 404, 409, 404, 404, 404)),
    ("reporting:approve", (), "post", SEND, "01-XA", "draft", (409, 409, 404, 404, 404, 409, 404)),
    ("reporting:approve", (), "post", SEND, "02-CA", "draft", (404, 404, 404, 409, 404, 404, 404)),
    ("reporting:decline", (), "post", BACK, "01-XA", "draft", (409, 409, 404, 404, 404, 409, 404)),
    ("reporting:decline", (), "post", BACK, "02-CA", "draft", (404, 404, 404, 409, 404, 404, 404)),
    ("reporting:return", (), "post", BACK, "01-XA", "sent", (409, 302, 404, 404, 404, 409, 404)),
    ("reporting:return", (), "post", BACK, "02-CA", "sent", (404, 302, 404, 409, 404, 404, 404)),
    ("reporting:phone", (), "get", {}, "01-XA", "draft", (404, 200, 404, 404, 404, 404, 404)),
    ("reporting:phone", (), "post", TAKE, "01-XA", "draft", (404, 302, 404, 404, 404, 404, 404)),
    ("reporting:correct", (), "post", WHY, "01-XA", "accepted", (302, 409, 404, 404, 404, 409, 404)),
    ("reporting:correct", (), "post", WHY, "02-CA", "accepted", (404, 409, 404, 302, 404, 404, 404)),
    ("reporting:waive", (), "post", EXCUSE, "01-XA", "sent", (409, 409, 404, 404, 404, 409, 404)),
    ("reporting:confirm", (), "post", {}, "01-XA", "sent", (409, 409, 404, 404, 404, 409, 404)),
    ("reporting:since", (), "get", {}, "01-XA", "draft", (200, 200, 404, 404, 404, 200, 404)),
    ("reporting:since", (), "get", {}, "02-CA", "draft", (404, 404, 404, 200, 404, 404, 404)),
    ("reporting:paste", (), "get", {}, "01-XA", "draft", (200, 404, 404, 404, 404, 404, 404)),
    ("reporting:paste", (), "get", {}, "02-CA", "draft", (404, 404, 404, 200, 404, 404, 404)),
    ("reporting:zeros", (), "get", {}, "01-XA", "draft", (200, 404, 404, 404, 404, 404, 404)),
    ("reporting:zeros", (), "post", {}, "02-CA", "draft", (404, 404, 404, 422, 404, 404, 404)),
    ("reporting:cell", ("A2",), "get", {}, "01-XA", "draft", (302, 302, 404, 404, 404, 302, 404)),
    ("reporting:cell", ("B2",), "post", {"B2": "1"}, "01-XA", "draft", (302, 409, 404, 404, 404, 409, 404)),
    ("reporting:cell", ("A1",), "post", {"A1": "1"}, "02-CA", "sent", (404, 409, 404, 409, 404, 404, 404)),
    ("reporting:words", ("result",), "post", {"result": "x"}, "01-XA", "draft", (200, 409, 404, 404, 404, 409, 404)),
    ("reporting:lineage", ("A2",), "get", {}, "01-XA", "sent", (200, 200, 404, 404, 404, 200, 404)),
    ("reporting:lineage", ("A2",), "get", {}, "02-CA", "sent", (404, 404, 404, 200, 404, 404, 404)),
]  # fmt: skip


def address(route: str, report: Submission, args: tuple[str, ...]) -> str:
    alone = (
        "reporting:list",
        "reporting:dates",
        "reporting:ask_extension",
        "reporting:open",
        "reporting:sources",
        "reporting:phone",
    )
    return reverse(route, args=() if route in alone else (report.pk, *args))


@pytest.mark.parametrize(("route", "args", "method", "body", "form", "state", "statuses"), ROUTES)
def test_each_gets_what_it_may(
    cast: Cast,
    signed_in: Callable[[User], Client],
    brought_to: Callable[..., Submission],
    route: str,
    args: tuple[str, ...],
    method: str,
    body: dict[str, Any],
    form: str,
    state: str,
    statuses: tuple[int, ...],
) -> None:
    url = address(route, brought_to(state, form), args)
    players = {who: getattr(cast, who) for who in WHO}
    assert answers(signed_in, players, method, url, body) == dict(zip(WHO, statuses, strict=True))


def test_a_stranger_is_sent_to_sign_in(client: Client, cast: Cast, brought_to: Callable[..., Submission]) -> None:
    report = brought_to("draft")
    for route, args in sorted({(route, args) for route, args, *_ in ROUTES}):
        reply = client.get(address(route, report, args))
        assert reply.status_code == 302, route
        assert reply.headers["Location"].startswith(reverse("accounts:sign_in"))


@pytest.mark.parametrize(
    "route",
    ["reporting:open", "reporting:save", "reporting:send", "reporting:submit", "reporting:approve", "reporting:return"],
)
def test_a_link_alone_changes_nothing(
    cast: Cast, signed_in: Callable[[User], Client], brought_to: Callable[..., Submission], route: str
) -> None:
    assert signed_in(cast.commune).get(address(route, brought_to("draft"), ())).status_code == 405


@pytest.mark.parametrize("who", [*WHO[2:], "commune"])
def test_only_the_office_answers_a_request_to_send_later(
    cast: Cast, signed_in: Callable[[User], Client], who: str
) -> None:
    asked = extensions.ask(**LATER | {"unit": cast.units["03304"], "until": date(2099, 6, 30)}, by=cast.commune, at=AT)
    url = reverse("reporting:answer_extension", args=(asked.answer["id"],))
    said = {"answer": "granted", "ky": "2021S1"}
    assert signed_in(getattr(cast, who)).post(url, said).status_code == 404
    assert signed_in(cast.office).post(url, said).status_code == 302


@pytest.mark.parametrize("route", ["reporting:cell", "reporting:lineage"])
def test_there_is_no_cell_of_another_name(
    cast: Cast, signed_in: Callable[[User], Client], brought_to: Callable[..., Submission], route: str
) -> None:
    url = reverse(route, args=(brought_to("sent").pk, "Z9"))
    assert signed_in(cast.commune).get(url).status_code == 404


# Ad hoc reports, one general of two communes, one of the police within their function.
AD_HOC: list[tuple[str, str, str, dict[str, Any], tuple[int, ...]]] = [
    ("reporting:ad_hocs", "", "get", {}, (200, 200, 200, 200, 200, 200, 200)),
    ("reporting:ad_hoc_ask", "", "get", {}, (404, 200, 404, 404, 404, 404, 404)),
    ("reporting:ad_hoc", "general", "get", {}, (404, 200, 404, 404, 404, 200, 404)),
    ("reporting:ad_hoc", "enforcement", "get", {}, (404, 404, 404, 200, 404, 404, 404)),
    ("reporting:ad_hoc_csv", "general", "get", {}, (404, 200, 404, 404, 404, 200, 404)),
    ("reporting:ad_hoc_csv", "enforcement", "get", {}, (404, 404, 404, 200, 404, 404, 404)),
    ("reporting:ad_hoc_workbook", "general", "get", {}, (404, 200, 404, 404, 404, 200, 404)),
    ("reporting:ad_hoc_workbook", "enforcement", "get", {}, (404, 404, 404, 200, 404, 404, 404)),
    ("reporting:ad_hoc_close", "general", "post", {}, (404, 302, 404, 404, 404, 404, 404)),
    ("reporting:ad_hoc_close", "enforcement", "post", {}, (404, 404, 404, 404, 404, 404, 404)),
    ("reporting:ad_hoc_answer", "general", "get", {}, (200, 404, 404, 404, 404, 404, 404)),
    ("reporting:ad_hoc_answer", "general", "post", {"version": "0"}, (422, 404, 404, 404, 404, 404, 404)),
    ("reporting:ad_hoc_answer", "enforcement", "get", {}, (404, 404, 404, 200, 404, 404, 404)),
    ("reporting:ad_hoc_submit", "general", "post", {"version": "0"}, (409, 404, 404, 404, 404, 404, 404)),
    ("reporting:ad_hoc_approve", "general", "post", {"version": "0"}, (409, 404, 404, 404, 404, 404, 404)),
    ("reporting:ad_hoc_decline", "general", "post", {"version": "0", "reason": "x"}, (409, *[404] * 6)),
    ("reporting:ad_hoc_decline", "enforcement", "post", {"version": "0", "reason": "x"}, (*[404] * 3, 409, *[404] * 3)),
]
OF_A_UNIT = {
    "reporting:ad_hoc_answer",
    "reporting:ad_hoc_submit",
    "reporting:ad_hoc_approve",
    "reporting:ad_hoc_decline",
}


def ad_hoc_url(cast: Cast, route: str, function: str) -> str:
    """The address; what stands there is asked by the office, or by the police of the province of the district's."""
    if not function:
        return reverse(route)
    row = AdHoc.objects.create(
        office=cast.office.unit, title="Mưa lũ", function=function, due_at=AT + timedelta(hours=2),
        asked_by=cast.office, asked_at=AT,
    )  # fmt: skip
    told = DataElement.objects.get(code="TT01" if function == "general" else "KT01")
    AdHocFigure.objects.create(ad_hoc=row, position=0, name=told.name, unit=told.unit, kind=told.kind, element=told)
    units = ("03304", "03269") if function == "general" else ("099.CA",)
    AdHocUnit.objects.bulk_create(AdHocUnit(ad_hoc=row, unit=cast.units[code]) for code in units)
    return reverse(route, args=(row.pk, units[0]) if route in OF_A_UNIT else (row.pk,))


@pytest.mark.parametrize(("route", "function", "method", "body", "statuses"), AD_HOC)
def test_each_gets_what_it_may_of_what_is_asked_ad_hoc(
    cast: Cast,
    signed_in: Callable[[User], Client],
    route: str,
    function: str,
    method: str,
    body: dict[str, Any],
    statuses: tuple[int, ...],
) -> None:
    players = {who: getattr(cast, who) for who in WHO}
    url = ad_hoc_url(cast, route, function)
    assert answers(signed_in, players, method, url, body) == dict(zip(WHO, statuses, strict=True))


@pytest.mark.parametrize("route", sorted({route for route, *_ in AD_HOC}))
def test_a_stranger_reads_nothing_of_what_is_asked_ad_hoc(client: Client, cast: Cast, route: str) -> None:
    alone = route in ("reporting:ad_hocs", "reporting:ad_hoc_ask")
    reply = client.get(ad_hoc_url(cast, route, "" if alone else "general"))
    assert reply.headers["Location"].startswith(reverse("accounts:sign_in"))


@pytest.mark.parametrize(
    ("route", "method", "body"),
    [
        ("reporting:plan_rules", "get", {}),
        (
            "reporting:accept_rule",
            "post",
            {"version": "0", "target": "form:01-XA", "due": "18/6, 18/12", "valid_from": "2021-06-22"},
        ),
        ("reporting:drop_rule", "post", {"version": "0", "reason": "Đã có hạn khác."}),
    ],
)
def test_who_confirms_the_plan_decides_on_its_reporting_rules(
    cast: Cast, signed_in: Callable[[User], Client], route: str, method: str, body: dict[str, Any]
) -> None:
    plan = import_text(cast).follow()
    url = reverse(route, args=(plan.pk,) if method == "get" else (plan.pk, "BC1"))
    players = {who: getattr(cast, who) for who in WHO}
    told = answers(signed_in, players, method, url, body)
    assert told == dict.fromkeys(WHO, 404) | {"office": 200 if method == "get" else 302}
