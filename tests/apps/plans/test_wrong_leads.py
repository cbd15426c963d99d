"""Words that were read as the name of an agency, and are none."""

from collections.abc import Callable

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models import Duty
from tests.apps.plans.conftest import ImportedPlan
from tests.apps.plans.test_reading import duty_form, url

OFFER = "Trạm trung chuyển"


@pytest.fixture
def office(imported_plan: ImportedPlan, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(imported_plan.cast.office)


def read_wrongly(imported_plan: ImportedPlan) -> Duty:
    """A duty with such a name; the plan has no other that is unknown."""
    duty, *others = [duty for duty in Duty.objects.filter(plan=imported_plan.plan) if duty.unassigned]
    Duty.objects.filter(pk__in=[other.pk for other in others]).update(outside=True)
    Duty.objects.filter(pk=duty.pk).update(agency_text=OFFER, choices=[], nature=Duty.Nature.STANDING)
    duty.refresh_from_db()
    return duty


def test_a_duty_whose_lead_was_read_wrongly_has_none(imported_plan: ImportedPlan, office: Client) -> None:
    duty = read_wrongly(imported_plan)
    page = office.get(url(imported_plan, "read"), {"muc": duty.code})
    choices = [key for key, _name in page.context["form"].fields["lead"].choices]
    assert choices[-2:] == ["outside", "none"]
    assert office.post(url(imported_plan, "item", duty.code), duty_form(duty, lead="none")).status_code == 302
    duty.refresh_from_db()
    assert (duty.state, duty.named, duty.agency_text, duty.outside) == ("confirmed", False, "", False)


def test_a_request_is_addressed_to_somebody(imported_plan: ImportedPlan, office: Client) -> None:
    duty = read_wrongly(imported_plan)
    typed = duty_form(duty, lead="none", nature=Duty.Nature.REQUEST)
    assert office.post(url(imported_plan, "item", duty.code), typed).status_code == 422


def test_the_banner_goes_with_the_last_name_that_is_unknown(imported_plan: ImportedPlan, office: Client) -> None:
    duty = read_wrongly(imported_plan)
    assert OFFER in [party.name for party in office.get(url(imported_plan, "read")).context["unknown_parties"]]
    typed = duty_form(duty, lead="none")
    answer = office.post(url(imported_plan, "item", duty.code), typed, headers={"HX-Request": "true"})
    assert answer.context["unknown_parties"] == []
    assert '<div id="unknown-parties" hx-swap-oob="true">' in answer.text
