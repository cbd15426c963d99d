"""Registers that are code, in the programme of another subject: pages have the words of that programme alone."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.queries.entries import can_write_register
from sokehoach.apps.setup.services import programmes
from tests.factories.cast import AT, SINCE
from tests.repository.test_modules import SUBJECT_WORDS

pytestmark = pytest.mark.django_db
type Browser = Callable[[User], Client]

# Of the first programme → of one against the sale of cigarettes to pupils, in every file, codes included.
WORDS = {
    "mại dâm": "hút thuốc lá", "bán dâm": "bán lẻ thuốc lá", "mua dâm": "mua lẻ thuốc lá", "chủ chứa": "chủ kho",
    "tiếp viên": "người giao hàng", "karaoke": "newsstand", "massage": "canteen", "vũ trường": "cổng trường",
    "xông hơi": "tạp hóa", "Khách sạn": "Siêu thị", "no_prostitution": "no_tobacco",
}  # fmt: skip


@pytest.fixture
def other_subject(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, tmp_path / "programme"))
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8")
            for word, other in WORDS.items():
                text = text.replace(word, other).replace(word.capitalize(), other.capitalize())
            path.write_text(text, "utf-8")
    programmes.load_programme(folder=folder, by="tests", at=AT)


def hire(username: str, unit: str, *roles: tuple[str, str]) -> User:
    row = Unit.objects.get(code=unit)
    users.create_user(username=username, full_name="Vừ A Quý", title="", unit=row, by="tests", at=AT)
    user = User.objects.select_related("unit__parent").get(username=username)
    for code, function in roles:
        grants.create_grant(
            user=user, role=Role.objects.get(code=code), unit=row, function=function, since=SINCE, by="tests", at=AT
        )
    return user


def test_pages_of_modules_say_what_their_programme_says(other_subject: None, signed_in: Browser) -> None:
    shown: dict[str, str] = {}
    users_by_name = {
        "xa": hire("xa", "03304", ("commune_clerk", "general")),
        "doi": hire("doi", "099.D178", ("agency_clerk", "general"), ("inspector", "enforcement")),
        "congan": hire("congan", "099.CA", ("agency_clerk", "general"), ("police", "enforcement")),
    }
    for username, user in users_by_name.items():
        browser = signed_in(user)
        for code, register in get_registers().items():
            if can_write_register(user, register):
                shown[code] = browser.get(reverse("registers:add", args=[register.slug]), follow=True).text
        if username == "xa":
            shown["year"] = browser.get(reverse("assessment:year")).text
            shown["scheme"] = browser.get(reverse("assessment:scheme")).text
    assert {"establishments", "inspections", "assessment", "enforcement", "teams", "budget"} <= shown.keys()
    assert {code: SUBJECT_WORDS.findall(text) for code, text in shown.items() if SUBJECT_WORDS.search(text)} == {}
    assert "Newsstand" in shown["establishments"]
    assert "Siêu thị" in shown["establishments"]
    assert "tệ nạn hút thuốc lá" in shown["assessment"]
    assert "chủ kho" in shown["enforcement"]
