"""«Lập báo cáo» on the first page begins the report that the task names, without its list between."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.reporting.models import Submission
from tests.factories.cast import Cast
from tests.factories.district import COMMUNES, POLICE, District, found

type Browser = Callable[[User], Client]


@pytest.fixture
def district(cast: Cast) -> District:
    return found(cast)


@pytest.mark.parametrize(("name", "form"), [("commune", COMMUNES), ("police", POLICE)])
def test_the_button_opens_the_report_itself(district: District, signed_in: Browser, name: str, form: str) -> None:
    user = getattr(district.cast, name)
    client = signed_in(user)
    page = client.get("/").text
    forms = re.findall(r'<form class="task__action".*?</form>', page, re.DOTALL)
    (begin,) = [text for text in forms if f'name="form" value="{form}"' in text]
    assert "Lập báo cáo" in begin
    posted = dict(re.findall(r'name="(form|unit|period|key)" value="([^"]*)"', begin))
    answer = client.post(reverse("reporting:open"), posted)
    report = Submission.objects.get()
    assert answer["Location"] == reverse("reporting:submission", args=[report.pk])
    assert (report.form.code, report.unit, report.period) == (form, user.unit, posted["period"])
    page = client.get("/").text
    assert 'class="task__action" method' not in page
    assert reverse("reporting:submission", args=[report.pk]) in page


def test_who_only_follows_reports_begins_none(district: District, signed_in: Browser) -> None:
    assert 'class="task__action" method' not in signed_in(district.cast.office).get("/").text
