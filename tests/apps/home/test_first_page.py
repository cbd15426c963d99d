"""What the first page tells of days in another year, and to who reads the reports of one unit."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.plans.models import Plan
from tests.apps.home.test_today import DAY, give, page, plan
from tests.factories.cast import AT
from tests.factories.district import District

__all__ = ["plan"]

type Browser = Callable[[User], Client]


def test_a_day_of_another_year_bears_its_year(district: District, plan: Plan, signed_in: Browser) -> None:
    give(plan, "03269", "Tổng kết năm", due=date(2022, 1, 14))
    text = page(signed_in, district.cast.other_commune)
    assert "thứ Sáu, 2022" in text
    assert ", 2021" not in text.split("Hạn sắp tới")[1].split("</section>")[0]


def test_who_signs_for_one_unit_reads_no_share_of_the_area(district: District, signed_in: Browser) -> None:
    unit, area = district.cast.units["03304"], district.cast.units["099"]
    users.create_user(username="ky", full_name="Lò Văn Minh", title="", unit=unit, by="tests", at=AT)
    signer = User.objects.get(username="ky")
    for place, actions in ((unit, ["report.view", "document.sign"]), (area, ["consolidate.view"])):
        role = Role.objects.create(code=f"r{place.code}", name=f"r{place.code}", actions=actions)
        grants.create_grant(user=signer, role=role, unit=place, function="general", since=DAY, by="tests", at=AT)
    district.report(district.cast.commune, {"B1": "3"})
    text = page(signed_in, signer)
    assert "1/1" not in text
    assert "đã duyệt" not in text
