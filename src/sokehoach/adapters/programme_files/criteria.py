"""Read the scoring schemes of the yearly assessment, each version with its legal basis."""

from collections.abc import Mapping

from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.messages import say
from sokehoach.domain.registers.assessment import Content, Scheme


def read_schemes(file: Record, functions: Mapping[str, str] | None) -> tuple[Scheme, ...]:
    """Read the schemes; `functions` gives each register's function, None skips the check.

    A register behind the wall is no evidence for a score.
    """
    schemes: list[Scheme] = []
    for record in file.records("schemes"):
        scheme = Scheme(
            code=record.code("code"),
            name=record.text("name", most=200),
            valid_from=record.day("valid_from"),
            basis=record.text("basis"),
            source=record.text("source"),
            illustrative=record.flag("illustrative"),
            threshold=record.integer("threshold"),
            contents=tuple(_read_content(content_record, functions) for content_record in record.records("contents")),
        )
        record.finish()
        if len({content.code for content in scheme.contents}) < len(scheme.contents):
            record.refuse(say("trùng mã nội dung trong thang điểm"), "contents")
        if not 0 < scheme.threshold <= scheme.most:
            record.refuse(say("điểm đạt phải từ 1 đến tổng điểm %(most)s", most=scheme.most), "threshold")
        if any((scheme.code, scheme.valid_from) == (other.code, other.valid_from) for other in schemes):
            record.refuse(say("trùng thang điểm «%(code)s» cùng ngày bắt đầu", code=scheme.code), "valid_from")
        schemes.append(scheme)
    file.finish()
    return tuple(schemes)


def _read_content(record: Record, functions: Mapping[str, str] | None) -> Content:
    content = Content(
        code=record.code("code"),
        name=record.text("name", most=200),
        most=record.integer("most"),
        registers=record.texts("registers"),
    )
    for code in content.registers if functions is not None else ():
        if functions is not None and code not in functions:
            record.refuse(say("không có sổ «%(code)s»", code=code), "registers")
        elif functions is not None and functions[code] != "general":
            record.refuse(say("sổ «%(code)s» chứa số liệu bảo mật, không làm căn cứ chấm điểm", code=code), "registers")
    record.finish()
    return content
