"""The frame of a unit's documents: letterhead, symbol, opening paragraph and signature."""

from collections.abc import Callable
from datetime import date

from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_place_name, is_attached
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.pages.chain import format_citation
from sokehoach.domain.documents.content import Paragraph, Text
from sokehoach.domain.documents.office import Office
from sokehoach.domain.messages import keep_vietnamese, name_definition, say
from sokehoach.domain.orgtree.head_titles import find_head_title
from sokehoach.domain.periods.period import Period, name_vi
from sokehoach.domain.text import lower_first
from sokehoach.domain.titles import end_before_period


def build_office(unit: Unit, *, drafter: Unit | None = None) -> Office:
    """The frame of a unit's documents: from an agency's own outline, otherwise derived from the unit's names.

    `drafter`: the agency that drafts what the committee signs.
    """
    drafts = "" if drafter is None or drafter == unit else _build_symbol_letters(drafter)
    if not is_attached(unit) and not unit.has_committee:
        letters = _build_symbol_letters(unit)
        return Office((), (unit.name,), unit.name, letters, get_place_name(unit), (find_head_title(unit.name),), drafts)
    if not is_attached(unit):
        return Office(
            (), ("Ủy ban nhân dân", lower_first(unit.name)), format_committee(unit), "UBND", get_place_name(unit),
            ("TM. Ủy ban nhân dân", "Chủ tịch"), drafts,
        )  # fmt: skip
    area = get_unit_area(unit)
    outline = _find_own_outline(unit)
    authority = (find_head_title(unit.name),) if outline is None else tuple(outline.definition["authority"])
    superior = list_superior_lines(unit, format_committee(area))
    return Office(
        superior,
        build_agency_lines(unit, superior),
        unit.letterhead or unit.name,
        _build_symbol_letters(unit),
        get_place_name(area),
        authority,
    )


def list_superior_lines(unit: Unit, committee: str) -> tuple[str, ...]:
    """The line above the unit's name; `committee`: that of the agencies which it directs, «» for none."""
    superior = unit.own_superior if committee else None
    line = committee if superior is None else superior
    return (line,) if line else ()


def build_agency_lines(unit: Unit, superior: tuple[str, ...]) -> tuple[str, ...]:
    """The agency's name below the lines of its `superior`. The area that the upper line ends with is not named again:
    «Sở Y tế» below «UBND tỉnh Bắc Ninh» (NĐ 30/2020/NĐ-CP, Phụ lục I).
    """
    line = unit.letterhead or unit.name
    area = line.removeprefix(unit.name) if line.startswith(f"{unit.name} ") else ""
    is_named_above = bool(area) and any(upper.endswith(area) for upper in superior)
    return (unit.name if is_named_above else line,)


def build_issuer_lines(unit: Unit, superior: tuple[str, ...]) -> tuple[str, ...]:
    """The unit's name for the letterhead of an outline, which defines the rest itself."""
    return build_agency_lines(unit, superior) if is_attached(unit) else build_office(unit).issuer


def format_committee(unit: Unit) -> str:
    """«UBND tỉnh Lào Cai»; a department or school is itself the one: «Sở Công Thương tỉnh Lào Cai»."""
    return f"UBND {lower_first(unit.name)}" if unit.has_committee else unit.name


def format_addressee(unit: Unit) -> str:
    """The unit's name as an addressee."""
    return unit.name if is_attached(unit) else format_committee(unit)


def _build_symbol_letters(unit: Unit) -> str:
    """The letters of a unit in a symbol, from its outline or its short name: «Phòng LĐ-TB&XH» → «LĐTBXH»,
    «Công an tỉnh» → «CAT», «Đội 178» → «Đ178».
    """
    outline = _find_own_outline(unit)
    if outline is not None:
        return str(outline.definition["symbol"]).partition("-")[2]
    capitals = "".join(letter for letter in unit.short_name if letter.isupper())
    if len(capitals) > 2:
        return capitals
    parts = unit.short_name.replace("-", " ").replace("&", " ").split()
    return "".join(part if part.isdecimal() else part[0].upper() for part in parts if part[0].isalnum())


def _find_own_outline(unit: Unit) -> ReportOutline | None:
    """The outline of the unit's own report; None where it has none."""
    return ReportOutline.objects.filter(issuer=unit, stands=True, writers=ReportOutline.Writers.ISSUER).first()


def build_opening(
    plan: Plan | None, *, cut_off: date, issuer: str, period: str, say_words: Callable[[str], str] = keep_vietnamese
) -> Paragraph:
    """Cites the plan in force in full; without one signed by the cut-off day of the report, the duty to report.

    `issuer`: its name in a sentence.
    """
    is_cited = plan is not None and (plan.signed_on is None or plan.signed_on <= cut_off)
    rests_on = format_citation(plan) if plan is not None and is_cited else say("chế độ báo cáo định kỳ")
    sentence = say(
        "Thực hiện %(basis)s, %(issuer)s báo cáo kết quả thực hiện %(period)s như sau:",
        basis=rests_on,
        issuer=issuer,
        period=period,
    )
    return Paragraph((Text(say_words(sentence)),))


def build_closing(row: ReportOutline, period: Period, say_words: Callable[[str], str] = keep_vietnamese) -> str:
    """«Trên đây là báo cáo kết quả … 6 tháng đầu năm 2021»: the last words of a report, which end it themselves."""
    title = end_before_period(lower_first(say_words(name_definition(row.title))))
    return say_words(say("Trên đây là báo cáo %(title)s %(period)s", title=title, period=name_vi(period)))
