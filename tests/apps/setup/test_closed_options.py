"""An option that a version closes stays for entries of the days before, and for reports of the windows before."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.periods.period import parse_period
from tests.apps.registers.conftest import LINE
from tests.apps.setup.test_programmes import spoil
from tests.factories.cast import AT

pytestmark = pytest.mark.usefixtures("db", "demonstration")
type Browser = Callable[[User], Client]

DAY = date(2021, 6, 15)


@pytest.fixture
def clerk() -> User:
    return User.objects.get(username="xa03304")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The first programme, of which a version without «Tiếng Kháng» is published."""
    copied = Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, tmp_path / "programme"))
    spoil(copied, "option_sets.yaml", "      khang: Tiếng Kháng\n", "")
    spoil(copied, "forms/07-TTTH.yaml", ", khang", "")
    publish(copied)
    return copied


def publish(folder: Path, day: date = DAY) -> None:
    programmes.load_programme(folder=folder, by="tests", at=AT + timedelta(hours=1), day=day, reason="Thông tư mới")


def add(clerk: User, day: date, language: str = "khang") -> None:
    values = LINE | {"day": day, "languages": [language], "title": f"Họp bản ngày {day}"}
    entries.create_entry(register="activities", unit=clerk.unit, values=values, by=clerk, at=AT)


def test_entries_of_the_days_before_may_have_it_and_later_ones_not(folder: Path, clerk: User) -> None:
    add(clerk, DAY - timedelta(days=1))
    with pytest.raises(InvalidInput) as refused:
        add(clerk, DAY)
    assert refused.value.messages == {"languages": ["Ngôn ngữ: «Tiếng Kháng» chỉ dùng đến hết ngày 14/06/2021."]}
    add(clerk, DAY, "hmong")


def test_a_form_says_until_when_it_is_used(folder: Path, clerk: User, signed_in: Browser) -> None:
    page = signed_in(clerk).get(reverse("registers:add", args=[get_register("activities").slug])).text
    assert "Tiếng Kháng (đến hết 14/06/2021)" in page
    assert "Tiếng Mông (" not in page


def test_it_may_come_back_and_verify_compares_its_days(folder: Path, clerk: User) -> None:
    assert list(find_version_faults()) == []
    Option.objects.filter(code="khang").update(spans=[])
    assert ["danh mục language" in fault.reason for fault in find_version_faults()] == [True]
    import_module("sokehoach.apps.indicators.migrations.0008_option_spans").close_options(apps, None)
    assert list(find_version_faults()) == []
    shutil.rmtree(folder)
    publish(Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, folder)), DAY + timedelta(days=5))
    assert list(find_version_faults()) == []
    add(clerk, DAY + timedelta(days=5))
    with pytest.raises(InvalidInput):
        add(clerk, DAY + timedelta(days=1))


def test_a_form_of_the_windows_before_still_counts_it(folder: Path) -> None:
    form = Form.objects.get(code="07-TTTH").definition
    before, after = (
        {
            option
            for cell in form.at(parse_period(period)).cells
            if cell.source is not None
            for name, option in cell.source.where
            if name.startswith("language")
        }
        for period in ("2021S1", "2021S2")
    )
    assert before - after == {"khang"}
