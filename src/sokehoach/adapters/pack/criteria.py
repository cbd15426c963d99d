"""Schemes of the yearly assessment: in versions, each with its basis."""

from collections.abc import Mapping

from sokehoach.adapters.pack.record import Record
from sokehoach.domain.registers.assessment import Content, Scheme


def read_schemes(file: Record, functions: Mapping[str, str] | None) -> tuple[Scheme, ...]:
    """`functions`: of each register; what stands behind the wall is evidence for nobody. None asks for none."""
    made: list[Scheme] = []
    for record in file.records("schemes"):
        one = Scheme(
            code=record.code("code"),
            name=record.text("name", most=200),
            valid_from=record.day("valid_from"),
            basis=record.text("basis"),
            source=record.text("source"),
            illustrative=record.flag("illustrative"),
            threshold=record.whole("threshold"),
            contents=tuple(_content(each, functions) for each in record.records("contents")),
        )
        record.finish()
        if len({content.code for content in one.contents}) < len(one.contents):
            record.refuse("trùng mã nội dung trong thang điểm", "contents")
        if not 0 < one.threshold <= one.most:
            record.refuse(f"điểm đạt phải từ 1 đến tổng điểm {one.most}", "threshold")
        if any((one.code, one.valid_from) == (other.code, other.valid_from) for other in made):
            record.refuse(f"trùng thang điểm «{one.code}» cùng ngày bắt đầu", "valid_from")
        made.append(one)
    file.finish()
    return tuple(made)


def _content(record: Record, functions: Mapping[str, str] | None) -> Content:
    content = Content(
        code=record.code("code"),
        name=record.text("name", most=200),
        most=record.whole("most"),
        registers=record.texts("registers"),
    )
    for code in content.registers if functions is not None else ():
        if functions is not None and code not in functions:
            record.refuse(f"không có sổ «{code}»", "registers")
        elif functions is not None and functions[code] != "general":
            record.refuse(f"sổ «{code}» ở sau bức tường, không làm căn cứ chấm điểm", "registers")
    record.finish()
    return content
