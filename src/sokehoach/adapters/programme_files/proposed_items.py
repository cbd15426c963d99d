"""Elements, indicators and cells made of accepted proposals. Codes are those of the plan's items: CT1A, NV3."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from sokehoach.domain.documents.outline import escape_signs
from sokehoach.domain.indicators.element import DataElement, Nature, ValueKind
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import Change, LevelRule
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.indicators.target_level import TargetLevel, sort_levels
from sokehoach.domain.plans.proposals.facts import BASE, Reporters
from sokehoach.domain.plans.proposals.forms import name_whole, sort_reporters
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.measure_words import name_measure
from sokehoach.domain.plans.proposals.proposal import (
    ProgrammeProposal,
    ProposalContent,
    ProposalKind,
    is_about_reporters,
)
from sokehoach.domain.plans.proposals.yearly_rows import is_row, name_row
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.reporting.form import Cell, Check, Rule
from sokehoach.domain.text import cut_at_clause, cut_at_word, end_at_noun, fold_tones, lower_first

_LONGEST_INDICATOR, _LONGEST_UNIT, _LONGEST_QUOTE = 200, 60, 80
_SHORTEST_COMMON = 20  # letters of the words by which the targets of two levels are known
_MEASURED = frozenset(
    ("mw", "kw", "gw", "ha", "km", "km2", "km²", "m2", "m²", "m3", "m³", "tấn", "tạ", "gbps", "mbps", "kwh", "%")
)
_MONEY = re.compile(r"(?:nghìn |triệu |tỷ )?đồng(?!\w)")
_INDEX = re.compile(r"(?<!\w)(?:chỉ số|tốc độ|năng suất)(?!\w)")


@dataclass(slots=True)
class FormItems:
    """What one form asks: numbers by section, and their checks."""

    code: str
    reporters: Reporters
    target_cells: list[Cell] = field(default_factory=list)
    duty_cells: list[Cell] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    wholes: dict[str, tuple[str, str]] = field(default_factory=dict)  # folded name → code of the element, of its cell
    elements_by_question: dict[tuple[str, ...], str] = field(default_factory=dict)  # name, unit or whole → code

    def ask_again(self, other: "FormItems") -> None:
        """Ask here, too, for the words that the other form asked for last: one element, answered in either form."""
        cell = other.duty_cells[-1]
        self.duty_cells.append(replace(cell, code=f"B{len(self.duty_cells) + 1}"))


class ItemBuilder:
    """Collects elements and indicators, form by form. `taken_codes`: those that the programme has already.

    `find_unit`: the code of the unit of a name in a year, «» for none; such units have levels of their own.
    `unknown_places`: areas with a level in the plan that are no such unit.
    """

    def __init__(
        self,
        *,
        taken_codes: Collection[str],
        source: str,
        find_unit: Callable[[str, int | None], str] = lambda _place, _year: "",
    ) -> None:
        self.elements: list[DataElement] = []
        self.indicators: list[Indicator] = []
        self.sentences: dict[str, str] = {}  # by key of the proposal: what the report says
        self.unknown_places: dict[str, None] = {}
        self._taken_codes, self._source, self._find_unit = set(taken_codes), source, find_unit
        self._places: dict[tuple[object, ...], list[int]] = {}  # by what is measured and who reports: of the indicators
        self._person_sentences: set[tuple[str, Reporters]] = set()  # of counts of persons, with who reports

    def add(self, form: FormItems, proposal: ProgrammeProposal) -> None:
        content = proposal.content
        content = replace(content, name=end_at_noun(content.name), denominator=end_at_noun(content.denominator))
        proposal = replace(proposal, content=content)
        if content.kind is ProposalKind.INDICATOR:
            self._add_indicator(form, proposal)
        elif content.kind is ProposalKind.COUNT:
            code = self._make_code(proposal.key)
            self._add_element(form, proposal, code, content.name, ValueKind.COUNT, is_stock=False)
            form.duty_cells.append(Cell(f"B{len(form.duty_cells) + 1}", code))
            self.sentences[proposal.key] = f"Đã thực hiện {{{code}}} {escape_signs(content.unit)}."
        elif content.kind is ProposalKind.NARRATIVE:
            code = self._make_code(proposal.key)
            self._add_element(form, proposal, code, content.name, ValueKind.LONG_TEXT, is_stock=True)
            form.duty_cells.append(Cell(f"B{len(form.duty_cells) + 1}", code, most=1500))
            self.sentences[proposal.key] = code

    def _add_indicator(self, form: FormItems, proposal: ProgrammeProposal) -> None:
        content = proposal.content
        if content.numerator_code:
            numerator, denominator = content.numerator_code, content.denominator_code or "1"
        elif is_about_reporters(content):  # each answers yes or no, or how many it has
            is_number = content.measure is MeasureKind.RATE
            numerator = self._add_number(form, proposal) if is_number else self._add_flag(form, proposal)
            denominator = "1"
        elif content.needs_denominator:
            numerator, denominator = self._add_share(form, proposal)
        else:
            numerator, denominator = self._add_number(form, proposal), "1"
        measure_words = name_measure(content, proposal.quote)
        figure = f"{{{numerator}}}" if denominator == "1" else f"{{{numerator}}}/{{{denominator}}}"
        is_sum = denominator == "1" and content.measure is MeasureKind.RATE  # of all; the level is that of each
        name, noun = (content.name, content.unit) if is_sum else (measure_words.name, measure_words.noun)
        sentence = f"{escape_signs(name)}: {figure} {escape_signs(noun)}"
        if content.counts_persons:  # no indicator: it would show them reporter by reporter (limits.md, 4)
            if (sentence, content.reporters) not in self._person_sentences:
                self.sentences[proposal.key] = f"{sentence}."
                self._person_sentences.add((sentence, content.reporters))
            return
        measure_key = (numerator, denominator, content.measure, _build_rule(content), sort_reporters(content.reporters))
        levels = self._build_levels(proposal)
        if self._add_levels(self._places.get(measure_key, ()), levels, proposal.quote):
            return
        self._places.setdefault(measure_key, []).append(len(self.indicators))
        code, quote = self._make_code(proposal.key.lower()), proposal.quote
        self.sentences[proposal.key] = f"{sentence}; {{{code} so chỉ tiêu}}."
        self.indicators.append(
            Indicator(
                uid=code,
                code=code,
                name=cut_at_clause(measure_words.name, _LONGEST_INDICATOR),
                numerator=parse_expression(numerator),
                denominator=parse_expression(denominator),
                on_map=_is_for_map(content),
                words=(_cut_quote(quote),),
                source=self._name_source(proposal),
                rule=_build_rule(content),
                target_levels=levels,
            )
        )  # fmt: skip

    def _add_levels(self, places: Sequence[int], levels: tuple[TargetLevel, ...], quote: str) -> bool:
        """Give the levels of other years to the first indicator at these places that takes them; False if none does.

        «đạt 75% vào năm 2026 và 90% vào năm 2027» is one indicator. It takes no second level of one year and unit, none
        of another bound, and none without a year.
        """
        for place in places:
            indicator = self.indicators[place]
            all_levels = (*indicator.target_levels, *levels)
            if (
                levels
                and indicator.target_levels
                and all(level.year is not None for level in all_levels)
                and len({level.bound for level in all_levels}) == 1
                and len({(level.unit, level.year) for level in all_levels}) == len(all_levels)
            ):
                phrases = _find_common_words(indicator.words, _cut_quote(quote))
                self.indicators[place] = replace(indicator, target_levels=sort_levels(all_levels), words=phrases)
                return True
        return False

    def _build_levels(self, proposal: ProgrammeProposal) -> tuple[TargetLevel, ...]:
        content = proposal.content
        if content.value is None:
            return ()
        levels = content.levels or ((content.year, content.value),)
        source = self._name_source(proposal)
        of_area = [TargetLevel(value, content.bound, year=year, source=source) for year, value in levels]
        of_units: dict[str, TargetLevel] = {}
        for place, value in content.unit_levels:
            code = self._find_unit(place, content.year)
            if code:
                level = TargetLevel(value, content.bound, unit=code, year=content.year, source=source)
                of_units.setdefault(code, level)
            else:
                self.unknown_places[place] = None
        return sort_levels([*of_area, *of_units.values()])

    def _add_flag(self, form: FormItems, proposal: ProgrammeProposal) -> str:
        question = (name_whole(proposal.content.name), "", ValueKind.FLAG)
        if question in form.elements_by_question:
            return form.elements_by_question[question]
        code = form.elements_by_question[question] = self._make_code(proposal.key)
        self._add_element(form, proposal, code, proposal.content.name, ValueKind.FLAG, is_stock=True, unit="đơn vị")
        form.target_cells.append(Cell(f"A{_count_tops(form.target_cells) + 1}", code))
        return code

    def _add_number(self, form: FormItems, proposal: ProgrammeProposal) -> str:
        content, kind = proposal.content, _choose_kind(proposal.content)
        question = (name_whole(content.name), content.unit, kind, str(content.is_stock))
        if question in form.elements_by_question:  # of another year: «30 mô hình vào năm 2026, 50 vào năm 2028»
            return form.elements_by_question[question]
        code = form.elements_by_question[question] = self._make_code(proposal.key)
        self._add_element(form, proposal, code, content.name, kind, is_stock=content.is_stock)
        form.target_cells.append(Cell(f"A{_count_tops(form.target_cells) + 1}", code))
        return code

    def _add_share(self, form: FormItems, proposal: ProgrammeProposal) -> tuple[str, str]:
        content = proposal.content
        name = name_whole(content.denominator)
        if name not in form.wholes:
            total = self._make_code(f"{proposal.key}B")
            cell = f"A{_count_tops(form.target_cells) + 1}"
            whole_name = f"{content.denominator} (tổng số)"
            self._add_element(form, proposal, total, whole_name, _choose_kind(content), is_stock=content.is_stock)
            form.target_cells.append(Cell(cell, total))
            form.wholes[name] = (total, cell)
        total, cell = form.wholes[name]
        question = (name_whole(content.name), total)
        if question in form.elements_by_question:
            return form.elements_by_question[question], total
        part = form.elements_by_question[question] = self._make_code(f"{proposal.key}A")
        self._add_element(form, proposal, part, content.name, _choose_kind(content), is_stock=content.is_stock)
        number = sum(other.code.startswith(f"{cell}.") for other in form.target_cells) + 1
        at = max(i for i, other in enumerate(form.target_cells) if other.code.split(".")[0] == cell) + 1
        form.target_cells.insert(
            at, Cell(f"{cell}.{number}", part, label=f"trong đó: {lower_first(content.name)}", depth=1)
        )
        if content.measure is not MeasureKind.RATE:
            form.checks.append(Check(Rule.PART_WITHIN_WHOLE, (f"{cell}.{number}", cell)))
        return part, total

    def _add_element(
        self, form: FormItems, proposal: ProgrammeProposal, code: str, name: str, kind: ValueKind, *, is_stock: bool,
        unit: str = "",
    ) -> None:  # fmt: skip
        content, is_text = proposal.content, kind.is_text
        over_time = Operator.NONE if is_text else Operator.LAST if is_stock else Operator.SUM
        self.elements.append(
            DataElement(
                uid=code,
                code=code,
                name=name,
                unit="" if is_text else (unit or content.unit or "đơn vị")[:_LONGEST_UNIT],
                kind=kind,
                nature=Nature.STOCK if is_stock else Nature.FLOW,
                over_time=over_time,
                over_place=Operator.NONE if is_text else Operator.SUM,
                function=GENERAL,
                form=form.code,
                source=self._name_source(proposal),
                counts_persons=content.counts_persons and not is_text and kind is not ValueKind.FLAG,
                clauses=(proposal.path,) if proposal.path else (),
            )
        )

    def _make_code(self, stem: str) -> str:
        """The code, with a letter after it where the programme has it already."""
        code = next(code for code in _list_codes(stem) if code not in self._taken_codes)
        self._taken_codes.add(code)
        return code

    def _name_source(self, proposal: ProgrammeProposal) -> str:
        return f"{self._source}, mục {proposal.path}" if proposal.path else self._source


def _list_codes(stem: str) -> Iterator[str]:
    """«CT1», «CT1K2», «CT1K3» …: other codes of the same item."""
    yield stem
    letter = "k" if stem.islower() else "K"
    number = 1
    while True:
        number += 1
        yield f"{stem}{letter}{number}"


def _cut_quote(quote: str) -> str:
    return cut_at_word(name_row(quote) if is_row(quote) else quote, _LONGEST_QUOTE)


def _find_common_words(phrases: tuple[str, ...], quote: str) -> tuple[str, ...]:
    """The longest run of words that the only phrase and the quote share; the phrases where it is short or none."""
    if len(phrases) != 1 or phrases[0].casefold() in quote.casefold():
        return phrases
    first = phrases[0].split()
    folded_first = phrases[0].casefold().split()
    run = SequenceMatcher(None, folded_first, quote.casefold().split(), autojunk=False).find_longest_match()
    common = " ".join(first[run.a : run.a + run.size])
    return (common,) if len(common) >= _SHORTEST_COMMON else phrases


def _is_for_map(content: ProposalContent) -> bool:
    return content.measure is MeasureKind.SHARE and BASE in content.reporters and not content.counts_persons


def _build_rule(content: ProposalContent) -> LevelRule:
    if content.measure is MeasureKind.CHANGE:
        if content.per is not None:
            return LevelRule(100, Change.FALL if content.falls else Change.RISE)
        if content.in_own_unit:
            return LevelRule(None, Change.FALL if content.falls else Change.RISE)
        return LevelRule(None, Change.FALL_PERCENT if content.falls else Change.RISE_PERCENT)
    if content.measure is MeasureKind.RATE:
        return LevelRule(content.per or 100)
    return LevelRule(100 if content.measure is MeasureKind.SHARE else None)


def _choose_kind(content: ProposalContent) -> ValueKind:
    """Money, measures and indexes have decimals, also as part and whole of a share: 1.185,5 of 1.500 ha; 112,4."""
    unit = fold_tones(content.unit)
    if _MONEY.match(unit):
        return ValueKind.MONEY
    values = [value for value in (content.value, *(value for _year, value in content.levels)) if value is not None]
    has_fraction = any(value != value.to_integral_value() for value in values)
    if (
        content.measure is MeasureKind.VALUE
        or unit.split(" ")[0] in _MEASURED
        or (has_fraction and (content.measure is MeasureKind.COUNT or content.in_own_unit))
        or (content.measure is MeasureKind.CHANGE and _INDEX.search(fold_tones(content.name)))
    ):
        return ValueKind.DECIMAL
    return ValueKind.COUNT


def _count_tops(cells: list[Cell]) -> int:
    return sum(cell.depth == 0 for cell in cells)
