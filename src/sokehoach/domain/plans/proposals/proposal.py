"""One proposal: what a part of the plan becomes in a programme, and what a person decides about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.plans.proposals.due_texts import parse_due_text
from sokehoach.domain.plans.proposals.facts import AGENCIES, BASE, EVERYBODY, Reporters, UnitLevel, YearLevel
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.reasons import ADDS_NOT, NO_AREA_LEVEL, NO_DENOMINATOR, NO_PREDICATE
from sokehoach.domain.text import fold_tones

TEXT_FIELDS = ("name", "denominator", "unit")
LONGEST_NAME = 300
SURE = 0.75  # minimum likelihood of a proposal that is accepted together with others


class ProposalKind(StrEnum):
    INDICATOR = "indicator"  # of a target: numerator, denominator, level
    COUNT = "count"  # of a standing duty: a number in the form of its lead
    NARRATIVE = "narrative"  # of a standing duty: a heading for words
    SCHEDULE = "schedule"
    OUTLINE = "outline"
    OMITTED = "nothing"  # nothing is made: a target that cannot be counted, a rule without a period

    @property
    def label_vi(self) -> str:
        return _KINDS_VI[self]


_KINDS_VI = {
    ProposalKind.INDICATOR: say("chỉ số"),
    ProposalKind.COUNT: say("số liệu"),
    ProposalKind.NARRATIVE: say("lời văn"),
    ProposalKind.SCHEDULE: say("lịch báo cáo"),
    ProposalKind.OUTLINE: say("đề cương"),
    ProposalKind.OMITTED: say("không lập"),
}
_AREA = "(?:xã|phường|thị trấn|đặc khu)"
_REPORTERS = {
    BASE: re.compile(rf"(?:(?:các|ubnd|cấp) ){{0,3}}{_AREA}(?:(?:, | và ){_AREA}){{0,4}}(?: trên .{{1,40}})?"),
    AGENCIES: re.compile(r"(?:các )?(?:sở|phòng)(?:(?:, | và )(?:sở|ban|ngành|phòng)){0,4}"),
}
PERIODIC = tuple(kind for kind in PeriodType if kind is not PeriodType.AD_HOC)
BOUNDS = (">=", "<=", ">", "<", "==")


@dataclass(frozen=True, slots=True)
class ProposalContent:
    """What is made of the proposal; a person may change it.

    `name`: of the numerator, the count, the heading or the report. `due`: in the form of `due_texts`. `unit`: of one
    counted thing. `value`, `bound`, `year`: the level to be reached. `levels`: of several years, earliest first; then
    the last of them are `year` and `value`. `unit_levels`: of single areas, beside that of the whole. `falls`: of a
    change.
    """

    kind: ProposalKind
    measure: MeasureKind = MeasureKind.NONE
    name: str = ""
    denominator: str = ""
    unit: str = ""
    value: Decimal | None = None
    bound: str = ">="
    year: int | None = None
    levels: tuple[YearLevel, ...] = ()
    unit_levels: tuple[UnitLevel, ...] = ()
    per: int | None = None
    falls: bool = False
    in_own_unit: bool = False  # of a change: said in the unit, no percent of the level before
    is_stock: bool = True
    counts_persons: bool = False
    reporters: Reporters = ()
    every: str = ""
    due: str = ""
    numerator_code: str = ""  # of an element that the programme has already
    denominator_code: str = ""

    @property
    def makes_something(self) -> bool:
        return self.kind is not ProposalKind.OMITTED

    @property
    def needs_denominator(self) -> bool:
        """Whether two things are counted; of a change: whether it is one of a share, in points."""
        return self.measure.needs_denominator or (self.measure is MeasureKind.CHANGE and self.per is not None)


@dataclass(frozen=True, slots=True)
class ProgrammeProposal:
    """`key`: code of the item of the plan on which it rests, or one of the plan as a whole.

    `quote`: the words of the plan. `reason`: why nothing is made, or what a person has to look at.
    `alternatives`: who may report as well as those of the content, the likeliest first.
    """

    key: str
    path: str
    quote: str
    content: ProposalContent
    likelihood: float
    reason: str = ""
    alternatives: tuple[Reporters, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it may be accepted together with others: nothing is missing, and nothing is assumed."""
        return self.likelihood >= SURE and not find_content_problems(self.content)

    def replace_content(self, content: ProposalContent) -> "ProgrammeProposal":
        return replace(self, content=content)


def to_json(content: ProposalContent) -> dict[str, Any]:
    """The content without the words that stand in columns of their own: name, denominator, unit."""
    plain: dict[str, Any] = {
        field.name: getattr(content, field.name) for field in fields(content) if field.name not in TEXT_FIELDS
    }
    return plain | {
        "kind": content.kind.value,
        "measure": content.measure.value,
        "value": None if content.value is None else str(content.value),
        "levels": [[year, str(value)] for year, value in content.levels],
        "unit_levels": [[name, str(value)] for name, value in content.unit_levels],
        "reporters": list(content.reporters),
    }


def from_json(plain: Mapping[str, Any], *, name: str, denominator: str, unit: str) -> ProposalContent:
    """The content that `to_json` wrote."""
    value = plain["value"]
    return ProposalContent(
        **{
            **plain,
            "kind": ProposalKind(plain["kind"]),
            "measure": MeasureKind(plain["measure"]),
            "value": None if value is None else Decimal(value),
            "levels": tuple((year, Decimal(level)) for year, level in plain.get("levels", ())),
            "unit_levels": tuple((place, Decimal(level)) for place, level in plain.get("unit_levels", ())),
            "reporters": tuple(plain["reporters"]),
        },
        name=name,
        denominator=denominator,
        unit=unit,
    )


def is_about_reporters(content: ProposalContent) -> bool:
    """Whether the share or the number for each is of the reporters themselves («100 % xã, phường …», «mỗi xã …»)."""
    is_for_each = content.measure is MeasureKind.RATE and content.per == 1
    if (content.measure is not MeasureKind.SHARE and not is_for_each) or len(content.reporters) != 1:
        return False
    pattern = _REPORTERS.get(content.reporters[0])
    return pattern is not None and pattern.fullmatch(fold_tones(content.denominator)) is not None


def find_content_problems(content: ProposalContent) -> list[tuple[str, str]]:
    """Why nothing can be made of the content yet: (field, reason). Empty where it can be accepted."""
    problems: list[tuple[str, str]] = []
    if not content.makes_something:
        return problems
    if not content.name:
        problems.append(("name", NO_PREDICATE if content.measure is MeasureKind.SHARE else say("Ghi tên.")))
    if len(content.name) > LONGEST_NAME or len(content.denominator) > LONGEST_NAME:
        problems.append(("name", say("Tên dài nhất %(most)s ký tự.", most=LONGEST_NAME)))
    if content.kind in (ProposalKind.INDICATOR, ProposalKind.COUNT, ProposalKind.NARRATIVE) and not content.reporters:
        problems.append(("reporters", say("Chọn đơn vị báo cáo.")))
    if content.kind is ProposalKind.INDICATOR:
        problems += _find_indicator_problems(content)
    if content.kind is ProposalKind.SCHEDULE:
        if content.every not in PERIODIC:
            problems.append(("every", say("Chọn kỳ báo cáo.")))
        if parse_due_text(content.due) is None:
            problems.append(
                ("due", say("Ghi hạn gửi: «2 ngày làm việc», «ngày 18», «15/6, 15/12», «thứ Sáu hằng tuần»."))
            )
        if not content.reporters:
            problems.append(("reporters", say("Chọn đơn vị báo cáo.")))
    return problems


def _list_unit_values(content: ProposalContent) -> list[Decimal]:
    return [level for _name, level in content.unit_levels]


def _find_indicator_problems(content: ProposalContent) -> list[tuple[str, str]]:
    problems: list[tuple[str, str]] = []
    if content.measure is MeasureKind.NONE:
        problems.append(("measure", say("Chọn cách tính.")))
    if content.needs_denominator and not content.denominator:
        problems.append(("denominator", NO_DENOMINATOR))
    if content.measure is MeasureKind.VALUE and (
        len(content.reporters) != 1 or set(content.reporters) & set(EVERYBODY)
    ):
        problems.append(("reporters", ADDS_NOT))
    if content.value is None:
        missing = NO_AREA_LEVEL if content.unit_levels else say("Ghi mức phải đạt.")
        problems.append(("value", missing))
    elif content.measure is MeasureKind.SHARE and not all(
        0 <= value <= 100
        for value in (*([level for _year, level in content.levels] or [content.value]), *_list_unit_values(content))
    ):
        problems.append(("value", say("Tỷ lệ từ 0 đến 100 %.")))
    if content.bound not in BOUNDS:
        problems.append(("bound", say("Chọn cách so sánh.")))
    if content.year is not None and not 2000 <= content.year <= 2100:
        problems.append(("year", say("Năm từ 2000 đến 2100, hoặc để trống.")))
    return [("levels" if content.levels and name in ("value", "year") else name, reason) for name, reason in problems]
