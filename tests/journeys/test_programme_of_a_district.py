"""The first programme, from the empty home to the issued reports of two half-years."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.config.running import make_home
from tests.journeys.conftest import ROOT, environment, serve, verify
from tests.journeys.district import COMMUNES
from tests.journeys.reporting_steps import accept_all, issue, report, see_sums
from tests.journeys.test_programmes_of_a_province import set_day
from tests.template_database import SqliteTemplate

JUNE, DECEMBER = date(2021, 6, 16), date(2021, 12, 16)
HEAD, OFFICE, TO = "md-truongphong", "Phòng Lao động", "UBND huyện Tuần Giáo"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that was empty: the programme is loaded, and officials of the district have their accounts."""
    home = make_home(tmp_path_factory.mktemp("district"), SqliteTemplate().path)
    set_day(home, JUNE)
    subprocess.run([sys.executable, "-m", "tests.journeys.district"], cwd=ROOT, env=environment(home), check=True)
    return home


def test_two_half_years(demo_login: Callable[[str], Page], home: Path) -> None:
    office, signer = demo_login("md-thuongtruc"), demo_login(HEAD)
    clerks = [demo_login(f"md-{name}") for name in COMMUNES.values()]
    for number, clerk in enumerate(clerks, 1):
        report(clerk, "01-XA", "2021S1", {"B1": f"{number}"}, look=number == 1)
    accept_all(office, "01-XA", "2021S1")
    see_sums(office, "01-XA", "2021S1", {"B1": "3"}, area="099", begin="/tong-hop/?ky=2021S1")
    issue(office, signer, HEAD, "2021S1", ["Cấp xã đã tổ chức 3 cuộc"], day=JUNE, issuer=OFFICE, to=TO, differs=True)
    set_day(home, DECEMBER)
    with serve(home) as later:
        report(clerks[0], "01-XA", "2021S2", {"B1": "5"}, site=later)
        accept_all(office, "01-XA", "2021S2", site=later)
        see_sums(office, "01-XA", "2021S2", {"B1": "5"}, area="099", site=later, begin="/tong-hop/?ky=2021S2")
        said = ["Cấp xã đã tổ chức 5 cuộc"]  # one commune of nineteen is no rise against two
        issue(office, signer, HEAD, "2021S2", said, day=DECEMBER, issuer=OFFICE, to=TO, differs=True, site=later)
    verify(home)
