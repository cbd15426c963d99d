"""The first run is for whoever has the server's code, while nobody has an account; programmes for administrators."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.permissions import can_define_programmes
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.setup.services.trials import start_trial
from sokehoach.apps.setup.trial.outcome import TrialOutcome, TrialPage, pack_outcome
from tests.factories import frozen, proposals
from tests.factories.cast import AT, Cast
from tests.factories.drafts import REGISTER, add_register, begin, create_administrator
from tests.factories.quang_ngai import DEMONSTRATION

Browser = Callable[[User], Client]


FIRST_RUN = (
    "setup:first_run", "setup:first_name", "setup:first_units", "setup:first_own_units", "setup:first_earlier_units",
    "setup:first_programme",
    "setup:first_administrator",
)  # fmt: skip


def test_who_sees_an_area_does_not_define_its_programmes(cast: Cast) -> None:
    for user in (cast.office, cast.leader, cast.commune, cast.police):
        assert not can_define_programmes(user)


@pytest.mark.parametrize("route", FIRST_RUN)
@pytest.mark.parametrize("who", ["leader", "office", "commune", "police", ""])
def test_with_an_account_nobody_sets_up_again(cast: Cast, signed_in: Browser, route: str, who: str) -> None:
    client = signed_in(getattr(cast, who)) if who else Client()
    ask = client.get if route == "setup:first_run" else client.post
    answer = ask(reverse(route), follow=True)
    assert answer.redirect_chain
    assert answer.redirect_chain[-1][0] == reverse("accounts:sign_in") or answer.redirect_chain[-1][0] == "/"


PROGRAMME, DRAFT = (
    "setup:programme", "setup:version", "setup:version_file", "setup:withdraw", "setup:copy",
), (
    "setup:draft", "setup:draft_file", "setup:discard", "setup:publish", "setup:file", "setup:row", "setup:sheet",
    "setup:trial", "setup:sheet_import", "setup:xlsform", "setup:agency_template",
    "setup:new_register", "setup:register", "setup:register_head", "setup:register_preview", "setup:register_table",
    "setup:options", "setup:table", "setup:form", "setup:sections", "setup:cells",
    "setup:form_part", "setup:outline", "setup:outline_table",
)  # fmt: skip
ARGS = {
    "setup:version": (1,), "setup:version_file": (1,), "setup:withdraw": (1,), "setup:file": ("roles.yaml",),
    "setup:row": ("elements.csv",), "setup:sheet": ("elements.csv",), "setup:register": (REGISTER,),
    "setup:register_head": (REGISTER,), "setup:register_preview": (REGISTER,),
    "setup:register_table": (REGISTER, "truong"), "setup:options": (REGISTER, "language"),
    "setup:sheet_import": ("chi-tieu",), "setup:table": ("chi-so",), "setup:form": ("01-XA",),
    "setup:sections": ("01-XA",), "setup:cells": ("01-XA", "A"),
    "setup:form_part": ("01-XA", "kiem-tra"), "setup:outline": ("bc-xa",), "setup:outline_table": ("bc-xa",),
}  # fmt: skip


@pytest.fixture
def administrators(db: None) -> dict[str, User]:
    """Of the district of the programme, of the province above it, of a commune, of a department of the district."""
    return frozen.once("administrators of the first programme", build_administrators)


def build_administrators() -> dict[str, User]:
    programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
    made = {
        "district": create_administrator("huyen", "099"), "province": create_administrator("tinh", "11.SOLDTBXH", "11"),
        "commune": create_administrator("xa", "03304"), "department": create_administrator("phong", "099.LDTBXH"),
    }  # fmt: skip
    add_register(begin(made["district"]), made["district"])
    return made


def test_administrators_of_an_area_that_consolidates_define_programmes(administrators: dict[str, User]) -> None:
    defining = {name for name, user in administrators.items() if can_define_programmes(user)}
    assert defining == {"district", "province"}


def ask_all(administrators: dict[str, User], signed_in: Browser, route: str, *args: object) -> dict[str, int]:
    address = reverse(route, args=args) + ("?dong=2" if route == "setup:row" else "")
    return {who: signed_in(user).get(address).status_code for who, user in administrators.items()}


def test_who_may_define_a_programme(
    administrators: dict[str, User], signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each route of a programme and of its draft; «setup:begin» is posted below."""
    monkeypatch.setattr("sokehoach.apps.accounts.freshness.is_fresh", lambda _request: True)
    expected = {"district": 200, "province": 200, "commune": 404, "department": 404}
    assert ask_all(administrators, signed_in, "setup:programmes") == expected
    assert ask_all(administrators, signed_in, "setup:new") == expected
    assert ask_all(administrators, signed_in, "setup:dhis2_metadata") == expected
    for route in (*PROGRAMME, *DRAFT):
        args = ARGS.get(route, ())
        assert ask_all(administrators, signed_in, route, "tuan_giao_2021", *args) == expected, route
        assert set(ask_all(administrators, signed_in, route, "khac", *args).values()) == {404}, route


def test_who_sees_what_a_trial_made(administrators: dict[str, User], signed_in: Browser) -> None:
    """Each sees his own trial alone."""
    page, document = TrialPage("bieu.html", "Biểu", "ai"), TrialPage("bao-cao.docx", "Báo cáo", "ai")
    outcome = TrialOutcome(pages=(page,), documents=(document,), files={page.key: b"<p>", document.key: b"PK"})
    for who in ("district", "commune"):
        started = start_trial(draft=ProgrammeDraft.objects.get(), by=administrators[who], at=AT)
        Job.objects.filter(pk=started.answer["id"]).update(state="done", done=100, result=pack_outcome(outcome))
    expected = {"district": 200, "province": 404, "commune": 404, "department": 404}
    for route, row in (("setup:trial_page", page), ("setup:trial_document", document)):
        assert ask_all(administrators, signed_in, route, "tuan_giao_2021", row.key) == expected, route


@pytest.mark.parametrize(
    "route",
    [
        "setup:begin", "setup:copy", "setup:draft", "setup:discard", "setup:file", "setup:row", "setup:new_register",
        "setup:register_head", "setup:register_table", "setup:options", "setup:table", "setup:sections", "setup:cells",
        "setup:form_part", "setup:outline_table",
    ],
)  # fmt: skip
def test_nobody_else_changes_a_draft(administrators: dict[str, User], signed_in: Browser, route: str) -> None:
    address = reverse(route, args=["tuan_giao_2021", *ARGS.get(route, ())])
    typed = {"revision": 2, "text": "a: 1", "remove": "1"}
    for who in ("commune", "department"):
        assert signed_in(administrators[who]).post(address, typed).status_code == 404
    assert ProgrammeDraft.objects.get().revision == 2


def test_a_file_that_no_programme_has_is_none(administrators: dict[str, User], signed_in: Browser) -> None:
    client = signed_in(administrators["district"])
    for name in ("forms/a.py", "../../settings.py", "a.yaml"):
        assert client.get(f"/chuong-trinh/tuan_giao_2021/nhap/tep/{name}").status_code == 404
    assert client.get("/chuong-trinh/tuan_giao_2021/nhap/dong/roles.yaml?dong=2").status_code == 404


PROPOSING = {"setup:proposals": "get", "setup:proposed_draft": "get", "setup:accept_sure": "post"}


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ((), {"get": 404, "post": 404}),  # sees the plan, administers nothing
        (("51",), {"get": 200, "post": 302}),
        (("21025",), {"get": 404, "post": 404}),  # administers a ward, not the area of the plan
    ],
)
def test_who_makes_a_programme_of_a_plan_sees_it_and_administers_its_area(
    db: None, signed_in: Browser, settings: Any, over: tuple[str, ...], expected: dict[str, int]
) -> None:
    settings.DEMONSTRATION = DEMONSTRATION
    planner = proposals.create_planner(over)
    plan = proposals.bring_into_force(planner)
    client = signed_in(planner)
    for route, method in PROPOSING.items():
        address = reverse(route, args=[plan.pk])
        assert getattr(client, method)(address).status_code == expected[method], route
    answer = client.post(reverse("setup:proposal", args=[plan.pk, "CT1"]), {"do": "drop", "version": "1"})
    assert answer.status_code == (302 if expected["get"] == 200 else 404)
