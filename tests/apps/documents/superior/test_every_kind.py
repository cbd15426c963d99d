"""A superior's form takes decimals, money, both sides of a percentage, rates and changes."""

from datetime import timedelta

import pytest

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.source import IndicatorAspect, PlaceSource, SourceKind
from sokehoach.domain.indicators.level import Change, LevelRule
from tests.apps.consolidation.test_every_kind import FIRST, SECOND, add_indicator
from tests.apps.documents.superior.test_figures import settled
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District
from tests.factories.many_kinds import KINDS, add_form


@pytest.fixture
def district(district: District) -> District:
    add_form(district.cast)
    district.report(district.cast.commune, FIRST, form=KINDS)
    district.report(district.cast.other_commune, SECOND, form=KINDS)
    return district


def fill(district: District, source: PlaceSource) -> str:
    return settled(district, source)(PERIOD).entries[0].text


@pytest.mark.parametrize(
    ("operand", "text"),
    [
        (Operand("KI01"), "1.234,35"),
        (Operand("KI03"), "2.000.000.001"),
        (Operand("KI04", "side=part"), "91"),
        (Operand("KI04", "side=whole"), "102"),
        (Operand("KI06", "water=well"), "1"),
    ],
)
def test_a_figure_of_each_kind(district: District, operand: Operand, text: str) -> None:
    assert fill(district, PlaceSource(SourceKind.FIGURE, (operand,))) == text


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (LevelRule(), "89,2%"),
        (LevelRule(1000), "892,2"),
        (LevelRule(None), "91"),
        (LevelRule(None, Change.RISE), "90"),
        (LevelRule(100, Change.RISE), "39,2"),
    ],
)
def test_an_indicator_by_its_rule(district: District, rule: LevelRule, text: str) -> None:
    then = AT - timedelta(days=365)
    district.report(district.cast.commune, {"A4.1": "1", "A4.2": "2"}, form=KINDS, period="2020S1", at=then)
    add_indicator("muc", rule, "KI04{side=part}", "KI04{side=whole}")
    source = PlaceSource(SourceKind.INDICATOR, words="muc", side=IndicatorAspect.SHARE)
    assert fill(district, source) == text


def test_a_change_without_the_year_before_says_so(district: District) -> None:
    add_indicator("muc", LevelRule(None, Change.RISE))
    source = PlaceSource(SourceKind.INDICATOR, words="muc", side=IndicatorAspect.SHARE)
    (left,) = settled(district, source)(PERIOD).left
    assert left.why == "chưa có số cùng kỳ năm trước"
