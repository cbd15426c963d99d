"""The page of the policy in force: level, basis, since when; in Vietnamese and English; own programmes alone."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.services import policies
from sokehoach.domain.policy.groups import ConfidentialGroup, ConfidentialGroups
from sokehoach.domain.policy.persons import LegalBasis, PersonsRule
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.levels import COMMUNE
from tests.factories.programmes import first_programme

type Browser = Callable[[User], Client]
BASIS = LegalBasis("Nghị định số 105/2021/NĐ-CP", "Điều 40 khoản 2", "UBND tỉnh, Quyết định số 12/QĐ-UBND")


@pytest.fixture
def looser(cast: Cast) -> Programme:
    """A second programme, in which the office alone has a role."""
    programme = Programme.objects.create(code="ma_tuy", name="Phòng, chống ma túy", short_name="Ma túy")
    rule = PersonsRule(COMMUNE, date(2020, 12, 15), BASIS)
    policies.import_persons_rule(programme=programme, rule=rule, is_new=True, by="tests", at=AT)
    first_programme()
    for code, user in (("ma_tuy", cast.office), ("tuan_giao_2021", cast.commune)):
        role = Role.objects.create(
            programme=Programme.objects.get(code=code), code="reader", name="reader", actions=["report.view"]
        )
        Role.objects.filter(programme=None).exclude(actions=["account.administer"]).update(
            programme=Programme.objects.get(code="tuan_giao_2021")
        )
        grants.create_grant(user=user, role=role, unit=user.unit, function="general", since=SINCE, by="tests", at=AT)
    return programme


def test_the_policy_in_force_is_shown_with_its_legal_basis(cast: Cast, looser: Programme, signed_in: Browser) -> None:
    page = signed_in(cast.office).get(reverse("home:policy")).text
    for words in (
        "Phòng, chống ma túy", "từ cấp xã trở lên", "nới so với mặc định", BASIS.document, BASIS.clause,
        BASIS.decided_by, "15/12/2020", "từ cấp huyện trở lên", "mặc định, chặt nhất", "Quy định trước đó",
        "kiểm tra, xử lý <b>|</b> y tế, hỗ trợ", "Bộ lọc dữ liệu cá nhân luôn chạy",
    ):  # fmt: skip
        assert words in " ".join(page.split()), words
    others = signed_in(cast.commune).get(reverse("home:policy")).text
    assert "Phòng, chống ma túy" not in others
    assert "từ cấp huyện trở lên" in " ".join(others.split())


def test_it_is_in_english_too(cast: Cast, looser: Programme, signed_in: Browser) -> None:
    browser = signed_in(cast.office)
    browser.cookies["django_language"] = "en"
    page = " ".join(browser.get(reverse("home:policy")).text.split())
    for words in (
        "Policy on data", "from the level of the commune upwards", "looser than the default",
        "inspection and enforcement <b>|</b> health and support", "always runs", BASIS.document,
    ):  # fmt: skip
        assert words in page, words


def test_what_begins_later_and_groups_without_a_wall_are_said(
    cast: Cast, looser: Programme, signed_in: Browser
) -> None:
    alone = ConfidentialGroups([ConfidentialGroup("courts", "tòa án")])
    policies.import_groups(groups=alone, by="tests", at=AT, keeps_existing=True)
    later = PersonsRule(None)
    policies.import_persons_rule(programme=looser, rule=later, is_new=False, by="tests", at=AT + timedelta(days=30))
    page = " ".join(signed_in(cast.office).get(reverse("home:policy")).text.split())
    assert "Từ ngày 22/07/2021" in page
    assert "tòa án <span" in page
