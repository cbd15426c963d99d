"""Each programme that is shipped loads into an empty home, round-trips, and opens every page to every role."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from sokehoach.adapters.programme_files.canonical import canonicalize
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.level_names import name_base_areas
from sokehoach.apps.programmes.models import DefinitionVersion
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell import thread_cache
from sokehoach.config import cli
from tests.apps.setup.page_text import list_links
from tests.factories import quang_ngai
from tests.factories.quang_ngai import DEMONSTRATION, DIGITAL, DRUGS, FIRST, FOLDERS, OFFICIALS, morning
from tests.soak import LONG

pytestmark = pytest.mark.sweep

type Browser = Callable[[User], Client]


def test_three_are_shipped() -> None:
    assert set(FOLDERS) == {FIRST, DRUGS, DIGITAL}


@pytest.mark.parametrize("code", FOLDERS)
def test_the_check_finds_nothing(
    code: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_start_django", nullcontext)
    assert cli.main(["programme", "check", code]) == 0
    assert capsys.readouterr().out.startswith(f"{code}: ")


@pytest.mark.django_db
@pytest.mark.parametrize("code", FOLDERS)
def test_it_loads_into_an_empty_home_and_comes_back_with_the_same_digest(code: str, tmp_path: Path) -> None:
    definition = programmes.read_programme(FOLDERS[code])
    assert definition.code == code
    for name, content in write_programme(definition).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    digest = canonicalize(definition).digest
    assert canonicalize(programmes.read_programme(tmp_path)).digest == digest
    quang_ngai.load(code)
    assert DefinitionVersion.objects.get().digest == digest
    assert [*find_version_faults()] == []


ORDERS = [(FIRST, DRUGS, DIGITAL), (DIGITAL, DRUGS, FIRST), (DRUGS, FIRST, DIGITAL)]


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS, ids=["first first", "first last", "first between"])
def test_three_in_one_installation_agree_in_any_order(order: tuple[str, ...], settings: Any) -> None:
    settings.DEMONSTRATION = DEMONSTRATION
    quang_ngai.load(*order)
    assert [*find_version_faults()] == []
    digests = {row.programme.code: row.digest for row in DefinitionVersion.objects.select_related("programme")}
    assert digests == {code: canonicalize(programmes.read_programme(FOLDERS[code])).digest for code in order}
    assert name_base_areas() == "xã, phường, đặc khu"


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS, ids=["first first", "first last", "first between"])
def test_beside_others_each_is_exported_with_its_own_units_and_loads_again(
    order: tuple[str, ...], tmp_path: Path, settings: Any
) -> None:
    settings.DEMONSTRATION = DEMONSTRATION
    quang_ngai.load(*order)
    shipped = {code: programmes.read_programme(FOLDERS[code]) for code in order}
    for code in order:
        for name, content in write_programme(build_published_programme(code)).items():
            (tmp_path / code / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / code / name).write_text(content, "utf-8")
        exported = programmes.read_programme(tmp_path / code)
        provinces = {row.unit.code for row in exported.units if row.unit.parent is None}
        assert provinces == {row.unit.code for row in shipped[code].units if row.unit.parent is None}
        assert {row.unit.identity for row in shipped[code].units} <= {row.unit.identity for row in exported.units}
        assert canonicalize(exported).digest == canonicalize(shipped[code]).digest
        before = [*Unit.objects.order_by("pk").values()]
        programmes.import_programme(programme=exported, by="tests", at=morning())
        assert [*Unit.objects.order_by("pk").values()] == before
    assert DefinitionVersion.objects.count() == len(order)
    assert [*find_version_faults()] == []


@pytest.mark.django_db
@pytest.mark.parametrize("code", FOLDERS)
def test_exported_beside_others_it_loads_into_an_empty_home(code: str, tmp_path: Path, settings: Any) -> None:
    settings.DEMONSTRATION = DEMONSTRATION
    with transaction.atomic():
        quang_ngai.load(FIRST, DRUGS, DIGITAL)
        for name, content in write_programme(build_published_programme(code)).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content, "utf-8")
        transaction.set_rollback(True)
    thread_cache.forget_answers()
    programmes.load_programme(folder=tmp_path, by="tests", at=morning())
    assert DefinitionVersion.objects.get().programme.code == code
    assert [*find_version_faults()] == []


@pytest.fixture(scope="module")
def province_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """All three programmes with the officials of the province, held in one transaction for the module."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DEMONSTRATION=DEMONSTRATION):
        quang_ngai.load(FIRST, DRUGS, DIGITAL)
        for code in OFFICIALS:
            quang_ngai.hire(code)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def province(province_once: None, django_db_blocker: Any, settings: Any) -> Iterator[None]:
    settings.DEMONSTRATION = DEMONSTRATION
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


# One account for each role; `make soak` opens the pages as all.
ROLES = [name for name in OFFICIALS[DRUGS] if name not in ("mt-bato", "mt-lyson", "mt-sogd")] + ["cds", "cds-camthanh"]
READERS = [name for people in OFFICIALS.values() for name in people] if LONG else ROLES
OF_DRUGS, OF_DIGITAL = ["theo-doi-sau-cai"], ["lop-ky-nang-so", "hoc-vien-lop", "diem-dich-vu-cong", "trang-thai-diem"]
READABLE = {  # the registers that each account may open
    **dict.fromkeys(("pcmt", "mt-lanhdao", "mt-camthanh", "mt-bato", "mt-lyson"), OF_DRUGS),
    **dict.fromkeys(("cds", "cds-lanhdao", "cds-camthanh", "cds-bato", "cds-lyson"), OF_DIGITAL),
    "cds-skhcn": ["lop-ky-nang-so", "hoc-vien-lop"],
}


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize("username", READERS)
def test_every_page_behind_the_menu_opens(username: str, signed_in: Browser) -> None:
    client = signed_in(User.objects.get(username=username))
    home = client.get("/")
    menu = home.text[home.text.index("<nav") : home.text.index("<main")]
    waiting, met, opened = ["/"], {"/"}, Counter[str]()
    while waiting:
        address = waiting.pop(0)
        shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "", address.partition("?")[0])
        opened[shape] += 1
        if opened[shape] > 1:
            continue
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        if not answer.streaming and answer["Content-Type"].startswith("text/html"):
            links = {*list_links(answer.text)} - met
            met |= links
            waiting += sorted(links)
    assert {*list_links(menu)} <= met
    assert len(opened) >= 8, opened
    registers = {link for link in met if re.fullmatch(r"/so/[\w-]+/", link)}
    assert registers == {f"/so/{slug}/" for slug in READABLE.get(username, ())}
