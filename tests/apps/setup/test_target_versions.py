"""Levels of targets are published with a version: reports keep the levels that held for their window (ADR 58)."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sokehoach.adapters.programme_files.canonical import canonicalize
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.pages.targets import assess_target_by_unit
from sokehoach.apps.consolidation.queries.targets import AssessedTarget, assess_targets
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.programmes.models import DefinitionVersion
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.reporting.services import submissions
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.indicators.target_level import TargetLevel
from tests.apps.setup.test_pinning import SECOND_HALF, folder, office, publish
from tests.factories.cast import AT

__all__ = ["folder", "office"]

pytestmark = pytest.mark.usefixtures("db", "demonstration")

HEADER = "indicator,unit,year,bound,value,source,carry,baseline\n"
CODE = "xa_du_noi_dung"


def write(folder: Path, *rows: str) -> None:
    (folder / "targets.csv").write_text(HEADER + "".join(f"{CODE},{row},KH 1,,\n" for row in rows), "utf-8")


def judge(office: User, period: str) -> object:
    """By which levels the area and each unit are judged, and how."""
    assessed = assess(office, period)
    units = [(row.unit.code, row.level, row.assessed) for row in assess_target_by_unit(assessed, date(2021, 12, 20))]
    return assessed.stated, assessed.assessed, units


def assess(office: User, period: str) -> AssessedTarget:
    plan, area = Plan.objects.get(state=Plan.State.IN_FORCE), Unit.objects.get(code="099")
    assessed = assess_targets(office, plan, unit=area, period=period, day=date(2021, 12, 20))
    return next(row for row in assessed if row.found is not None and row.found.indicator.code == CODE)


def test_a_later_version_leaves_earlier_reports_the_level_by_which_they_were_judged(folder: Path, office: User) -> None:
    before = judge(office, "2021S1")
    assert assess(office, "2021S1").stated.is_of_plan
    write(folder, ",2021,>=,40", "03304,2021,>=,80")
    publish(folder, day=SECOND_HALF, reason="")
    assert judge(office, "2021S1") == before
    assert assess(office, "2021S2").stated.level == TargetLevel(Decimal(40), year=2021, source="KH 1")
    write(folder, ",2021,>=,45", ",2022,>=,50")
    publish(folder, day=SECOND_HALF + timedelta(days=183), reason="")
    assert judge(office, "2021S1") == before
    values = [level.value for period in ("2021S2", "2022S1") if (level := assess(office, period).stated.level)]
    assert values == [40, 50]
    assert DefinitionVersion.objects.count() == 3
    assert list(find_version_faults()) == []
    for number in (1, 2, 3):
        version = DefinitionVersion.objects.get(number=number)
        assert canonicalize(build_published_programme("tuan_giao_2021", number)).digest == version.digest


def test_levels_for_a_window_whose_reports_are_begun_are_refused(folder: Path) -> None:
    author, form = User.objects.get(username="xa03289"), Form.objects.get(code="01-XA")
    unit = Unit.objects.get(code="03289")
    submissions.open_submission(form=form.uid, unit=unit, period="2021S2", by=author, at=AT)
    write(folder, ",2021,>=,40")
    with pytest.raises(ActionRefused, match="cho kỳ tính từ ngày 15/06/2021"):
        publish(folder, day=SECOND_HALF)
    assert DefinitionVersion.objects.count() == 1


def test_a_forged_level_is_found(folder: Path) -> None:
    write(folder, ",2021,>=,40")
    publish(folder, day=SECOND_HALF)
    row = DefinitionVersion.objects.latest("number").programme.indicators.get(code=CODE)
    row.target_levels = [{**row.target_levels[0], "value": "90"}]
    row.save()
    (fault,) = find_version_faults()
    assert fault.reason == f"dữ liệu đang dùng khác phiên bản: chỉ số {CODE}"
