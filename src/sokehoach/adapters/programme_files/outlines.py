"""Read templates of reports: outline, addressees, signature block."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sokehoach.adapters.programme_files.definition import ReportTemplate, Writers
from sokehoach.adapters.programme_files.record import DefinitionProblem, Node, Record
from sokehoach.adapters.programme_files.units import check_unit_code
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.numbering import ALPHABET
from sokehoach.domain.documents.outline import (
    ChangePlaceholder,
    Outline,
    OutlineError,
    OutlineSection,
    Sentence,
    list_operands,
    list_targets,
    parse_template,
)
from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.messages import say


@dataclass(frozen=True, slots=True)
class LocatedOutline:
    """A template with its record and the line of each sentence."""

    report: ReportTemplate
    record: Record
    sentences: tuple[tuple[Sentence, int], ...]


def read_outlines(files: Iterable[Record], units: frozenset[str]) -> list[LocatedOutline]:
    by_code: dict[str, LocatedOutline] = {}
    for file in files:
        located = _read_template(file, units)
        if located.report.outline.code in by_code:
            file.refuse(say("trùng mã đề cương «%(code)s»", code=located.report.outline.code), "code")
        by_code[located.report.outline.code] = located
    return [_follow_outline(outline, by_code) for outline in by_code.values()]


def _follow_outline(located: LocatedOutline, by_code: Mapping[str, LocatedOutline]) -> LocatedOutline:
    """Return the template with the sections of the outline it follows; their codes are checked in that outline."""
    if not located.report.follows:
        return located
    followed = by_code.get(located.report.follows)
    if followed is None or followed.report.follows:
        located.record.refuse(
            say("không có đề cương «%(follows)s» có mục riêng để theo", follows=located.report.follows), "follows"
        )
        return located
    outline = replace(located.report.outline, sections=followed.report.outline.sections)
    return replace(located, report=replace(located.report, outline=outline))


def check_outlines(
    outlines: Collection[LocatedOutline],
    *,
    printed: Collection[tuple[str, str]],
    elements: Collection[str],
    kinds: Mapping[str, ValueKind],
    forms: Collection[str],
    indicators: Collection[str],
) -> None:
    """Check that every placeholder is a cell of some form or an indicator, and every annex a form.

    `printed` holds pairs (element, disaggregation). `kinds`, by element: a day neither rises nor falls, and a text
    stands below its heading, not in a sentence.
    """
    for located in outlines:
        for code in located.report.annexes:
            if code not in forms:
                located.record.refuse(say("không có biểu «%(code)s»", code=code), "annexes")
        for sentence, line in located.sentences:
            for aim in list_targets(sentence.text):
                if aim.indicator not in indicators:
                    unknown = say("không có chỉ số «%(indicator)s» để so với chỉ tiêu", indicator=aim.indicator)
                    located.record.problems.append(DefinitionProblem(located.record.file, line, unknown))
            for operand in list_operands(sentence.text):
                if reason := _find_operand_problem(operand, printed, elements):
                    located.record.problems.append(DefinitionProblem(located.record.file, line, reason))
            for reason in _find_kind_problems(sentence.text, kinds):
                located.record.problems.append(DefinitionProblem(located.record.file, line, reason))


def _find_kind_problems(text: str, kinds: Mapping[str, ValueKind]) -> list[str]:
    changes = [part for part in parse_template(text) if isinstance(part, ChangePlaceholder)]
    return [
        say(
            "{%(operand)s so %(baseline)s}: ngày không tăng, giảm so với %(baseline)s",
            operand=change.operand,
            baseline=change.baseline,
        )
        for change in changes
        if kinds.get(change.operand.element) is ValueKind.DATE
    ] + [
        say("{%(code)s}: lời không điền vào câu, ghi «narrative: %(code)s» ở mục cần in", code=code)
        for code in dict.fromkeys(operand.element for operand in list_operands(text))
        if code in kinds and kinds[code].is_text
    ]


def _find_operand_problem(
    operand: Operand, printed: Collection[tuple[str, str]], elements: Collection[str]
) -> str | None:
    if operand.element not in elements:
        return say(
            "chỗ điền số {%(operand)s}: không có chỉ tiêu «%(element)s»", operand=operand, element=operand.element
        )
    if (operand.element, operand.disaggregation) not in printed:
        return say("chỗ điền số {%(operand)s}: không biểu nào có ô này", operand=operand)
    return None


def _read_template(file: Record, units: frozenset[str]) -> LocatedOutline:
    sentences: list[tuple[Sentence, int]] = []
    follows = file.optional("follows")
    records = file.records("sections", required=not follows)
    sections = [_read_section(record, sentences) for record in records]
    _check_points(records, sections)
    if follows and sections:
        file.refuse(say("mẫu theo nội dung của mẫu khác không có mục riêng"), "sections")
    writers = file.choice("writers", Writers) if "writers" in file.fields else Writers.ISSUER
    has_own_frame = writers is Writers.ISSUER  # each of the others has its own
    superior = file.optional("superior")
    report = ReportTemplate(
        outline=Outline(file.code("code"), file.text("title"), tuple(sections)),
        issuer=check_unit_code(file, "issuer", file.text("issuer"), units),
        superior=check_unit_code(file, "superior", superior, units) if superior else "",
        addressees=tuple(check_unit_code(file, "addressees", code, units) for code in file.texts("addressees")),
        place=file.text("place") if has_own_frame else "",
        symbol=file.text("symbol") if has_own_frame else "",
        authority=file.texts("authority") if has_own_frame else (),
        copies=file.texts("copies"),
        filed=file.text("filed") if has_own_frame else "",
        annexes=file.texts("annexes"),
        source=file.text("source"),
        writers=writers,
        follows=follows,
    )
    file.finish()
    return LocatedOutline(report, file, tuple(sentences))


def _check_points(records: Sequence[Record], sections: Sequence[OutlineSection]) -> None:
    """Refuse the first point of each heading for which the alphabet has no letter."""
    points = 0
    for record, section in zip(records, sections, strict=True):
        points = points + 1 if section.level == 3 else 0
        if points == len(ALPHABET) + 1:
            record.refuse(
                say("một mục có nhiều nhất %(n)s điểm, từ a) đến y); hãy thêm một mục cấp 2 ở đây", n=len(ALPHABET)),
                "level",
            )


def _read_section(record: Record, sentences: list[tuple[Sentence, int]]) -> OutlineSection:
    located_sentences = [
        (sentence, node.line) for node in record.nodes("sentences") if (sentence := _read_sentence(record, node))
    ]
    sentences.extend(located_sentences)
    level = record.integer("level")
    if level not in (1, 2, 3):
        record.refuse(say("«level» phải là 1, 2 hoặc 3"), "level")
        level = 1
    section = OutlineSection(
        heading=record.text("heading"),
        level=level,
        sentences=tuple(sentence for sentence, _ in located_sentences),
        narrative=record.optional("narrative") or None,
    )
    record.finish()
    return section


def _read_sentence(record: Record, node: Node) -> Sentence | None:
    if isinstance(node.value, str):
        fields: dict[str, Node] = {"text": node}
    elif isinstance(node.value, dict):
        fields = node.value
    else:
        record.problems.append(
            DefinitionProblem(record.file, node.line, say("câu phải là chữ, hoặc có «text» và «zero»"))
        )
        return None
    sentence_record = Record(record.file, node.line, fields, record.problems)
    text, zero = sentence_record.text("text", most=2000), sentence_record.optional("zero", most=2000)
    sentence_record.finish()
    try:
        return Sentence(text, zero)
    except OutlineError:
        sentence_record.refuse(
            say("câu có dấu ngoặc nhọn không phải chỗ điền số, phép kê [… |…] sai, hoặc «zero» không hợp lệ")
        )
        return None
