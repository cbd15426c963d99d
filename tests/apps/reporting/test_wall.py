"""Who sees a report: people × states × sides of the wall."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Capacity, Grant, Role, User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.pages import lineage
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.accepted_values import list_accepted_values
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.shell.outcomes import NotFoundError
from tests.factories.cast import AT, SINCE, Cast

WHO = ("commune", "other_commune", "office", "police", "health", "leader", "outsider")
SEES = {  # of WHO: the commune's report is general, the police's walled
    ("01-XA", "draft"): {"commune", "office", "leader"},
    ("01-XA", "sent"): {"commune", "office", "leader"},
    ("01-XA", "returned"): {"commune", "office", "leader"},
    ("01-XA", "accepted"): {"commune", "office", "leader"},
    ("02-CA", "draft"): {"police"},
    ("02-CA", "sent"): {"police", "office"},
    ("02-CA", "returned"): {"police"},
    ("02-CA", "accepted"): {"police", "office"},
}
HISTORY = {"01-XA": {"commune", "office", "leader"}, "02-CA": {"police"}}

type Brought = Callable[..., Submission]


@pytest.mark.parametrize(("form", "state"), SEES)
def test_each_sees_what_is_on_its_side(cast: Cast, brought_to: Brought, form: str, state: str) -> None:
    report = brought_to(state, form)
    for who in WHO:
        user = getattr(cast, who)
        if who in SEES[form, state]:
            assert access_submission(user, report.pk) == report
        else:
            with pytest.raises(NotFoundError):
                access_submission(user, report.pk)


@pytest.mark.parametrize(("form", "state"), SEES)
def test_how_a_number_came_about_stays_with_its_function(
    cast: Cast, brought_to: Brought, signed_in: Callable[[User], Client], form: str, state: str
) -> None:
    report = brought_to(state, form)
    url = reverse("reporting:lineage", args=[report.pk, "A2"])
    for who in WHO:
        may = who in HISTORY[form] & SEES[form, state]
        told = lineage.find_cell_lineage(getattr(cast, who), submission=report.pk, cell="A2")
        assert (told is not None) is may
        assert signed_in(getattr(cast, who)).get(url).status_code == (200 if may else 404)


def test_the_office_reads_the_numbers_of_the_police_report_without_its_history(
    cast: Cast, brought_to: Brought, signed_in: Callable[[User], Client]
) -> None:
    report = brought_to("sent", "02-CA")
    page = signed_in(cast.office).get(reverse("reporting:submission", args=[report.pk])).content.decode()
    assert "Cuộc kiểm tra" in page
    assert reverse("reporting:lineage", args=[report.pk, "A1"]) not in page


def test_a_reviewer_who_serves_the_other_side_sees_nothing_of_this_one(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("sent", "02-CA")
    capacity, _made = Capacity.objects.get_or_create(user=cast.health, function="general")
    role = Role.objects.get(code="standing_office")  # given in an older database: today it is refused
    Grant.objects.create(capacity=capacity, role=role, unit=cast.units["099"], valid_from=SINCE)
    with pytest.raises(NotFoundError):
        access_submission(cast.health, report.pk)
    assert list_accepted_values(cast.health, form="02-CA", period="2021S1") == []


@pytest.mark.parametrize(
    ("sides", "function", "reviews"),
    [
        (set(), "general", True),
        (set(), "enforcement", True),
        (set(), "support", True),
        ({"support"}, "general", True),
        ({"support"}, "support", True),
        ({"support"}, "enforcement", False),
        ({"enforcement"}, "enforcement", True),
        ({"enforcement"}, "support", False),
    ],
)
def test_a_side_reviews_no_report_of_the_other_whatever_its_scope_holds(
    sides: set[str], function: str, reviews: bool
) -> None:
    """The rule by itself: the scope of an account takes totals from whoever stands on a side before it is asked."""
    scope = Scope({(Action.REPORT_REVIEW, "general"): frozenset({1})}, sides=frozenset(sides))
    assert permissions.list_reviewable_units(scope, function) == (frozenset({1}) if reviews else frozenset())
    assert permissions.can_open_submission(scope, 1, function, "sent") is reviews
    assert not permissions.can_open_submission(scope, 1, function, "draft")


def test_whether_a_walled_report_has_come_is_known_to_those_who_follow_it(cast: Cast, brought_to: Brought) -> None:
    brought_to("draft", "02-CA")
    told = {one.form: one for one in obligations.load_followed(cast.office, "2021S1", AT.date()).others}
    assert (told["02-CA"].state, told["02-CA"].can_open) == ("draft", False)


def test_an_account_of_one_side_does_not_follow_the_reports_of_the_other(cast: Cast, brought_to: Brought) -> None:
    """Though it reads the general reports of the whole district, as one that stands on neither side does."""
    reading = Role.objects.create(code="report_reader", name="Xem báo cáo", actions=["report.view"])
    grants.create_grant(
        user=cast.health, role=reading, unit=cast.units["099"], function="general", since=SINCE, by="tests",
        at=AT,
    )  # fmt: skip
    brought_to("sent", "02-CA")

    def list_followed_forms(user: User) -> set[str]:
        followed = obligations.load_followed(user, "2021S1", AT.date())
        return {report.form for report in (*followed.own, *followed.others)}

    assert {"01-XA", "02-CA"} <= list_followed_forms(cast.leader)
    assert "01-XA" in list_followed_forms(cast.health)
    assert "02-CA" not in list_followed_forms(cast.health)


@pytest.mark.parametrize(
    ("who", "form", "cells"),
    [
        ("office", "01-XA", 6), ("leader", "01-XA", 6), ("commune", "01-XA", 6), ("other_commune", "01-XA", 0),
        ("police", "01-XA", 0), ("outsider", "01-XA", 0), ("health", "01-XA", 0),
        ("police", "02-CA", 2), ("office", "02-CA", 2), ("leader", "02-CA", 0), ("health", "02-CA", 0),
    ],
)  # fmt: skip
def test_accepted_values_obey_the_wall(cast: Cast, brought_to: Brought, who: str, form: str, cells: int) -> None:
    brought_to("accepted", form)
    assert len(list_accepted_values(getattr(cast, who), form=form, period="2021S1")) == cells


def test_counts_of_persons_do_not_exist_below_the_district(cast: Cast, brought_to: Brought) -> None:
    brought_to("accepted")
    DataElement.objects.filter(code="TT02").update(counts_persons=True)
    told = {one.cell for one in list_accepted_values(cast.office, form="01-XA", period="2021S1")}
    assert told == {"A1", "B1", "B2", "B3"}
