"""Who may open and do what: one row for each route of the app."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfWriter

from sokehoach.apps.plans.models import Assignment, Evidence, Plan
from sokehoach.apps.plans.services.assignments import EvidenceUpload, record_work
from tests.apps.plans.conftest import ImportedPlan, import_text
from tests.factories import frozen
from tests.factories.cast import AT, Cast

MEMBERS = ("office", "leader", "commune", "other_commune", "police", "outsider")
EVERYONE = set(MEMBERS)
DISTRICT = EVERYONE - {"outsider"}
TENH_PHONG = {"office", "leader", "commune"}

# route, method, plan in force?, who gets through (the rest get 404)
ROUTES = [
    ("plans:list", "get", True, EVERYONE),
    ("plans:import", "get", True, EVERYONE - {"leader"}),
    ("plans:import", "post", True, EVERYONE - {"leader"}),
    ("plans:plan", "get", True, DISTRICT),
    ("plans:plan", "get", False, {"office", "leader"}),
    ("plans:read", "get", True, DISTRICT),
    ("plans:read", "get", False, {"office", "leader"}),
    ("plans:item", "get", False, {"office", "leader"}),
    ("plans:item", "get", True, DISTRICT),
    ("plans:item", "post", False, {"office"}),
    ("plans:confirm_sure", "post", False, {"office"}),
    ("plans:settle_tasks", "post", False, {"office"}),
    ("plans:add_item", "get", False, {"office"}),
    ("plans:add_item", "post", False, {"office"}),
    ("plans:bring_into_force", "post", False, {"office"}),
    ("plans:format", "get", True, DISTRICT),
    ("plans:format", "get", False, {"office", "leader"}),
    ("plans:signatures", "get", True, DISTRICT),
    ("plans:signatures", "get", False, {"office", "leader"}),
    ("plans:scan", "get", True, DISTRICT),
    ("plans:scan", "get", False, {"office", "leader"}),
    ("plans:source", "get", True, DISTRICT),
    ("plans:source", "get", False, {"office", "leader"}),
    ("plans:check_file", "post", True, {"office"}),
    ("plans:check_file", "post", False, {"office"}),
    ("plans:board", "get", True, DISTRICT),
    ("plans:assignment", "get", True, TENH_PHONG),
    ("plans:assignment", "post", True, {"office", "commune"}),
    ("plans:assign", "post", True, {"office"}),
    ("plans:evidence", "get", True, TENH_PHONG),
    ("plans:remove_evidence", "post", True, {"office", "commune"}),
    ("plans:chain", "get", True, DISTRICT),
    ("plans:chain", "post", True, {"office"}),
    ("plans:choose_upper", "post", True, {"office"}),
    ("plans:programmes", "post", True, {"office"}),
    ("plans:header", "get", False, {"office"}),
    ("plans:header", "post", False, {"office"}),
    ("plans:add_parties", "post", False, {"office"}),
    ("plans:before", "get", True, DISTRICT),
    ("plans:before", "post", False, {"office"}),
    ("plans:own_plans", "get", True, {"office", "leader"}),
    ("plans:own_plans", "post", True, {"office"}),
    ("plans:passed_days", "get", True, {"office"}),
    ("plans:passed_days", "post", True, {"office"}),
    ("plans:draft", "get", True, {"commune", "other_commune", "police", "office"}),
    ("plans:draft", "post", True, {"commune", "other_commune", "police", "office"}),
    ("plans:target", "get", True, {"office"}),
    ("plans:target", "post", True, {"office"}),
]


def address(route: str, imported_plan: ImportedPlan) -> str:
    name = route.removeprefix("plans:")
    if name in ("list", "import"):
        return reverse(route)
    if name in ("assignment", "assign"):
        return reverse(route, args=[Assignment.objects.filter(unit__code="03304").first().pk])
    if name in ("evidence", "remove_evidence"):
        return reverse(route, args=[Evidence.objects.get().pk])
    return reverse(route, args=[imported_plan.plan.pk, *(["CT1"] if name in ("item", "target") else [])])


def prepare(cast: Cast, in_force: bool) -> ImportedPlan:
    """The plan, being read; in force, with a file of evidence."""
    if not in_force:
        return ImportedPlan(cast, frozen.once(("plan", cast.keys), lambda: import_text(cast).plan))
    return ImportedPlan(cast, frozen.once(("plan with evidence", cast.keys), lambda: add_evidence(import_text(cast))))


def add_evidence(imported_plan: ImportedPlan) -> Plan:
    plan = imported_plan.follow()
    buffer = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(buffer)
    row = Assignment.objects.filter(unit__code="03304").first()
    record_work(
        assignment=row.pk, version=1, state="doing", result="", in_charge=None,
        upload=EvidenceUpload("a.pdf", buffer.getvalue()), by=imported_plan.cast.commune, at=AT,
    )  # fmt: skip
    return plan


@pytest.mark.parametrize(("route", "method", "in_force", "allowed"), ROUTES)
def test_each_route_lets_in_whom_it_names(
    cast: Cast, signed_in, route: str, method: str, in_force: bool, allowed: set[str]
) -> None:
    imported_plan = prepare(cast, in_force)
    url = address(route, imported_plan)
    # The allowed come last: what they write must not change what the others are told.
    for member in sorted(MEMBERS, key=lambda name: name in allowed):
        answer = getattr(signed_in(getattr(imported_plan.cast, member)), method)(url)
        if member in allowed:
            assert answer.status_code in (200, 302, 409, 422), (member, answer.status_code)
            if route == "plans:remove_evidence":
                break
        else:
            assert answer.status_code == 404, (member, answer.status_code)


@pytest.mark.parametrize(("route", "method", "in_force"), sorted({row[:3] for row in ROUTES}))
def test_who_is_not_signed_in_is_sent_to_sign_in(cast: Cast, route: str, method: str, in_force: bool) -> None:
    answer = getattr(Client(), method)(address(route, prepare(cast, in_force)))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("accounts:sign_in"))


def test_a_plan_that_is_being_read_is_not_in_the_list_of_a_commune(imported_plan: ImportedPlan, signed_in) -> None:
    address = reverse("plans:list")
    title = Plan.objects.get().title
    assert title in signed_in(imported_plan.cast.office).get(address).text
    assert title not in signed_in(imported_plan.cast.commune).get(address).text
    imported_plan.follow()
    assert title in signed_in(imported_plan.cast.commune).get(address).text
    assert title not in signed_in(imported_plan.cast.outsider).get(address).text
