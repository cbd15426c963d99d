"""Read option sets and data elements."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sokehoach.adapters.programme_files.policy import read_function
from sokehoach.adapters.programme_files.record import DefinitionProblem, Node, Record
from sokehoach.domain.indicators.element import (
    SHARED_OPTION_SETS,
    SIDES,
    DataElement,
    Nature,
    Option,
    OptionSet,
    ValueKind,
    find_kind_problems,
)
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.messages import say
from sokehoach.domain.policy.groups import ConfidentialGroups

ELEMENT_COLUMNS = (
    "code", "name", "unit", "kind", "nature", "over_time", "over_place", "function", "form",
    "counts_persons", "disaggregations", "clauses", "source",
)  # fmt: skip
ELEMENT_OPTIONS = ("decimals",)
_LONGEST_OPTION = 200
_OPTION = re.compile(r"[a-z][a-z0-9_]*")

type Elements = dict[str, tuple[DataElement, Record]]


def read_option_sets(file: Record) -> dict[str, OptionSet]:
    sets: dict[str, OptionSet] = {}
    records: dict[str, Record] = {}
    for record in file.records("option_sets"):
        code = record.code("code")
        source = record.text("source")
        options = [_read_option(record, option_code, name) for option_code, name in record.mapping("options").items()]
        wider_set = record.optional("within")
        owners = _read_owners(record, {option.code for option in options})
        combined = _read_combined(record, {option.code for option in options})
        options = [
            replace(option, owner=owners.get(option.code, ""), combines=combined.get(option.code, ()))
            for option in options
        ]
        option_set = OptionSet(code, code, record.text("name", most=200), tuple(options), source, wider_set)
        record.finish()
        if bool(wider_set) != bool(owners):
            record.refuse(say("«within» và «belongs» đi cùng nhau"), "within" if wider_set else "belongs")
        if not options:
            record.refuse(say("thiếu «options»"), "options")
        if code in sets:
            record.refuse(say("trùng mã danh mục «%(code)s»", code=code), "code")
        sets[code], records[code] = option_set, record
    for code, option_set in sets.items():
        _check_within(option_set, sets, records[code])
    file.finish()
    return sets


def _read_owners(record: Record, codes: Collection[str]) -> dict[str, str]:
    """By option of the set: the option of the wider set to which it belongs."""
    owners: dict[str, str] = {}
    for owner, node in record.mapping("belongs").items():
        members = [str(member.value) for member in node.value] if isinstance(node.value, list) else []
        for member in members or [""]:
            if member not in codes or member in owners:
                reason = say(
                    "«belongs» nêu mỗi lựa chọn của danh mục nhiều nhất một lần, không phải «%(code)s»", code=member
                )
                record.problems.append(DefinitionProblem(record.file, node.line, reason))
            owners[member] = owner
    return owners


def _read_combined(record: Record, codes: Collection[str]) -> dict[str, tuple[str, ...]]:
    """By option that combines others of the set: these. None of them combines others itself."""
    nodes = record.mapping("combines")
    combined: dict[str, tuple[str, ...]] = {}
    for code, node in nodes.items():
        members = [str(member.value) for member in node.value] if isinstance(node.value, list) else []
        wrong = [code] if code not in codes else []
        wrong += [
            member
            for place, member in enumerate(members or [""])
            if member not in codes or member in nodes or member in members[:place]
        ]
        for option in wrong:
            reason = say(
                "«combines» nêu các lựa chọn khác của danh mục mà một lựa chọn gồm cả, mỗi lựa chọn một lần, tự nó "
                "không gồm lựa chọn nào, không phải «%(code)s»",
                code=option,
            )
            record.problems.append(DefinitionProblem(record.file, node.line, reason))
        combined[code] = tuple(members)
    return combined


def _check_within(option_set: OptionSet, sets: Mapping[str, OptionSet], record: Record) -> None:
    if not option_set.wider_set:
        return
    wider = sets.get(option_set.wider_set)
    if wider is None or wider.wider_set or option_set.wider_set in SHARED_OPTION_SETS:
        record.refuse(
            say(
                "«within» phải là một danh mục khác, tự nó không có «within», không phải «%(code)s»",
                code=option_set.wider_set,
            ),
            "within",
        )
        return
    codes = {option.code for option in wider.options}
    for owner, node in record.mapping("belongs").items():
        if owner not in codes:
            reason = say(
                "danh mục «%(option_set)s» không có lựa chọn «%(option)s»", option_set=wider.code, option=owner
            )
            record.problems.append(DefinitionProblem(record.file, node.line, reason))


def read_elements(records: Iterable[Record], sets: dict[str, OptionSet], groups: ConfidentialGroups) -> Elements:
    """Return elements by code, each with its record. Checks that need the forms are done with the forms."""
    elements: Elements = {}
    for record in records:
        element = _read_element(record, groups)
        for code in element.disaggregations:
            if code not in sets:
                record.refuse(say("không có danh mục «%(code)s»", code=code), "disaggregations")
        for name, reason in find_kind_problems(element):
            record.refuse(reason, name)
        if element.kind is ValueKind.PERCENTAGE:
            sets.setdefault(SIDES.code, SIDES)
            element = replace(element, disaggregations=(SIDES.code,))
        if element.code in elements:
            record.refuse(say("trùng mã chỉ tiêu «%(code)s»", code=element.code), "code")
        elements[element.code] = (element, record)
    elements.pop("", None)
    return elements


def has_option(sets: Mapping[str, OptionSet], code: str, option: str) -> bool:
    return code in sets and any(member.code == option for member in sets[code].options)


def _read_option(record: Record, code: str, name: Node) -> Option:
    if not _OPTION.fullmatch(code):
        reason = say("mã «%(code)s» phải là chữ thường không dấu, chữ số, gạch dưới", code=code)
        record.problems.append(DefinitionProblem(record.file, name.line, reason))
    if not isinstance(name.value, str) or not name.value:
        record.problems.append(
            DefinitionProblem(record.file, name.line, say("lựa chọn «%(code)s» thiếu tên", code=code))
        )
        return Option(code, "")
    if len(name.value) > _LONGEST_OPTION:
        reason = say(
            "tên lựa chọn «%(code)s» dài %(name_count)s ký tự, nhiều nhất %(longest_option)s",
            code=code,
            name_count=len(name.value),
            longest_option=_LONGEST_OPTION,
        )
        record.problems.append(DefinitionProblem(record.file, name.line, reason))
    return Option(code, name.value)


def _read_decimals(record: Record) -> int | None:
    text = record.optional("decimals")
    if text and not (text.isascii() and text.isdigit()):
        record.refuse(say("«decimals» phải là số nguyên từ 0"), "decimals")
        return None
    return int(text) if text else None


def _read_element(record: Record, groups: ConfidentialGroups) -> DataElement:
    code, kind = record.code("code", most=20), record.choice("kind", ValueKind)
    element = DataElement(
        uid=code,
        code=code,
        name=record.text("name"),
        unit=record.optional("unit", most=60) if kind.is_text else record.text("unit", most=60),
        kind=kind,
        nature=record.choice("nature", Nature),
        over_time=record.choice("over_time", Operator),
        over_place=record.choice("over_place", Operator),
        function=read_function(record, "function", groups),
        form=record.text("form"),
        source=record.text("source"),
        counts_persons=record.flag("counts_persons"),
        disaggregations=record.texts("disaggregations"),
        clauses=record.texts("clauses"),
        decimals=_read_decimals(record),
    )
    record.finish()
    if element.nature is Nature.STOCK and element.over_time is Operator.SUM:
        record.refuse(say("số thời điểm (stock) không cộng theo thời gian"), "over_time")
    return element
