"""The commands `sokehoach consolidate`, `export` and `verify`: export the figures of accepted reports, and recompute
them.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sokehoach.config.cli_commands import CommandGroup, add_programme_option
from sokehoach.config.cli_output import explain_os_error, locate, print_error, print_programmes, print_text, write_file
from sokehoach.domain.messages import say, say_count

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from sokehoach.adapters.rollup.engine import Engine
    from sokehoach.apps.consolidation.queries.recounts import FigureDifference


def add_commands(commands: CommandGroup) -> None:
    consolidate = commands(
        "consolidate", run_consolidate, say("in số tổng hợp của một đơn vị (JSON) hoặc báo cáo (DOCX)")
    )
    consolidate.add_argument("--unit", required=True, help=say("mã đơn vị, ví dụ 099"))
    consolidate.add_argument("--period", required=True, help=say("kỳ, ví dụ 2021S1"))
    add_programme_option(consolidate)
    consolidate.add_argument("--format", choices=("json", "docx"), default="json")
    consolidate.add_argument("-o", "--output", type=Path, required=True)
    export = commands(
        "export",
        run_export,
        say("xuất số liệu đã duyệt ra CSV hay gói dữ liệu Frictionless, các kỳ đã chốt ra thư mục Parquet"),
    )
    export.add_argument(
        "--period",
        default="",
        help=say(
            "phải ghi với CSV; gói dữ liệu nhận nhiều kỳ, cách nhau bằng dấu phẩy; Parquet mặc định là mọi kỳ đã chốt"
        ),
    )
    add_programme_option(export)
    export.add_argument("--format", choices=("csv", "parquet", "package"), default="csv")
    export.add_argument(
        "--confidential",
        action="store_true",
        help=say("Parquet có cả tổng số của nhóm bảo mật, như văn phòng của đơn vị tổng hợp được xem"),
    )
    export.add_argument("-o", "--output", type=Path, required=True)
    verify = commands(
        "verify",
        run_verify,
        say("tính lại mọi số tổng hợp, đối chiếu các ô với nhật ký, in chỗ lệch; có lệch thì thoát với mã 1"),
    )
    verify.add_argument(
        "--engine",
        choices=("duckdb", "spark"),
        help=say("tính lại bằng máy tính toán ngoài phần mềm, không dùng mã tổng hợp của phần mềm"),
    )
    verify.add_argument(
        "--snapshot", type=Path, metavar=say("THƯ MỤC"), help=say("thay vào đó, kiểm tra một bản trích Parquet")
    )


def run_consolidate(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.documents.pages import reports as report_pages
    from sokehoach.apps.exchange import pages as exchange_pages
    from sokehoach.apps.orgunits.queries.level_names import name_levels
    from sokehoach.apps.orgunits.queries.levels import get_levels
    from sokehoach.apps.programmes.queries.programmes import ProgrammeNotChosenError, choose_programme
    from sokehoach.apps.shell.outcomes import NotFoundError

    params = {"unit": arguments.unit, "period": arguments.period}
    try:
        programme = choose_programme(arguments.programme)
        consolidation = exchange_pages.export_figures(**params, programme=programme)
    except ProgrammeNotChosenError as error:
        return print_programmes(arguments.programme, error.codes)
    except NotFoundError:
        levels = name_levels(get_levels().consolidating)
        return print_error(
            say(
                "Không có đơn vị mã %(unit)s trong kỳ %(period)s ở cấp tổng hợp số liệu (%(levels)s), "
                "hoặc không biểu nào báo cáo theo kỳ đó (kỳ 6 tháng viết như 2021S1).",
                unit=arguments.unit,
                period=arguments.period,
                levels=levels,
            )
        )
    if arguments.format == "json":
        return write_file([json.dumps(consolidation, ensure_ascii=False, indent=1).encode()], arguments.output)
    try:
        return write_file([report_pages.render_report(**params, programme=programme)], arguments.output)
    except NotFoundError:
        return print_error(say("Chưa có đề cương báo cáo của đơn vị mã %(unit)s.", unit=arguments.unit))


def run_export(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.exchange import pages as exchange_pages
    from sokehoach.apps.programmes.queries.programmes import ProgrammeNotChosenError, choose_programme
    from sokehoach.apps.shell.outcomes import NotFoundError

    if arguments.format == "parquet":
        return _export_snapshot(arguments)
    if arguments.format == "package":
        return _export_package(arguments)
    if not arguments.period:
        return print_error(say("Xuất CSV phải ghi --period, ví dụ 2021S1."))
    try:
        content = exchange_pages.export_csv(period=arguments.period, programme=choose_programme(arguments.programme))
    except ProgrammeNotChosenError as error:
        return print_programmes(arguments.programme, error.codes)
    except NotFoundError:
        return print_error(
            say("Không biểu nào báo cáo theo kỳ %(period)s (kỳ 6 tháng viết như 2021S1).", period=arguments.period)
        )
    return write_file([content.encode()], arguments.output)


def run_verify(arguments: argparse.Namespace) -> int:
    if arguments.snapshot:
        return _verify_snapshot(arguments)
    from sokehoach.adapters.rollup.engine import EngineError
    from sokehoach.apps.audit.queries.soundness import list_altered_rows
    from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
    from sokehoach.apps.reporting.queries.trail_comparison import compare_with_trail
    from sokehoach.apps.setup.queries.version_checks import find_version_faults

    try:
        count = _verify_with_engine(arguments.engine) if arguments.engine else _verify_figures()
    except EngineError as error:
        return print_error(str(error))
    reports = compare_with_trail()
    for report in reports.differences:
        count += 1
        print_text(locate(f"{report.unit} {report.form} {report.period}", report.reason))
    if reports.without_digest:
        print_text(
            say(
                "  %(count)s báo cáo gửi trước khi nhật ký ghi mã băm của các ô: chỉ so được trạng thái",
                count=reports.without_digest,
            ),
            file=sys.stderr,
        )
    for seq in list_altered_rows():
        count += 1
        print_text(say("nhật ký %(seq)s: đã bị sửa hoặc mất", seq=seq))
    for fault in find_version_faults():
        count += 1
        print_text(
            say(
                "%(programme)s, phiên bản %(version)s: %(reason)s",
                programme=fault.programme,
                version=fault.version,
                reason=fault.reason,
            )
        )
    for entry_fault in find_entry_faults():
        count += 1
        print_text(
            say(
                "%(programme)s, sổ %(register)s, dòng %(entry)s: «%(place)s» không đúng quy tắc của sổ",
                programme=entry_fault.programme,
                register=entry_fault.register,
                entry=entry_fault.entry,
                place=entry_fault.place,
            )
        )
    print_text(
        say("Khớp: mọi số tổng hợp và nhật ký đúng với báo cáo đã duyệt.")
        if not count
        else say_count("%(count)s chỗ lệch.", count, count=count)
    )
    return bool(count)


def _verify_figures() -> int:
    """Print the figures that differ from the product's own recount, and return how many do."""
    from sokehoach.apps.consolidation.queries.recounts import list_recounts

    count = 0
    for recount in list_recounts():
        print_text(
            say(
                "  %(form)s %(period)s: %(counted)s số",
                form=recount.form,
                period=recount.period,
                counted=recount.counted,
            ),
            file=sys.stderr,
        )
        for diff in recount.differences:
            count += 1
            _print_difference(diff)
    return count


def _export_snapshot(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters.rollup.engine import EngineError
    from sokehoach.apps.exchange.snapshots import export_snapshot
    from sokehoach.apps.programmes.queries.programmes import (
        ProgrammeNotChosenError,
        choose_programme,
        list_programmes,
    )
    from sokehoach.apps.shell import clock
    from sokehoach.apps.shell.outcomes import NotFoundError

    try:
        programme = choose_programme(arguments.programme) if arguments.programme else None
        programmes = list_programmes() if programme is None else [programme]
        digest = export_snapshot(
            arguments.output,
            programmes=programmes,
            periods=[arguments.period] if arguments.period else [],
            confidential=arguments.confidential,
            by="sokehoach export",
            at=clock.now(),
        )
    except ProgrammeNotChosenError as error:
        return print_programmes(arguments.programme, error.codes)
    except NotFoundError:
        return print_error(say("Chưa có kỳ nào được chốt ở đơn vị tổng hợp của biểu: không có gì để trích."))
    except EngineError as error:
        return print_error(str(error))
    except OSError as error:
        return print_error(
            say("Không ghi được %(path)s: %(reason)s.", path=arguments.output, reason=explain_os_error(error))
        )
    print_text(say("Đã ghi bản trích số liệu, mã băm %(digest)s", digest=digest))
    return 0


def _export_package(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.exchange.data_packages import export_package
    from sokehoach.apps.programmes.queries.programmes import ProgrammeNotChosenError, choose_programme
    from sokehoach.apps.shell import clock
    from sokehoach.apps.shell.outcomes import NotFoundError

    try:
        programme = choose_programme(arguments.programme)
        if programme is None or not arguments.period:
            return print_error(say("Xuất gói dữ liệu phải ghi --period, ví dụ 2021S1, và phải có chương trình."))
        digest = export_package(
            arguments.output, periods=arguments.period.split(","), programme=programme,
            by="sokehoach export", at=clock.now(),
        )  # fmt: skip
    except ProgrammeNotChosenError as error:
        return print_programmes(arguments.programme, error.codes)
    except NotFoundError:
        return print_error(
            say("Không biểu nào báo cáo theo kỳ %(period)s (kỳ 6 tháng viết như 2021S1).", period=arguments.period)
        )
    except OSError as error:
        return print_error(
            say("Không ghi được %(path)s: %(reason)s.", path=arguments.output, reason=explain_os_error(error))
        )
    print_text(say("Đã ghi gói dữ liệu, mã băm %(digest)s", digest=digest))
    return 0


def _verify_snapshot(arguments: argparse.Namespace) -> int:
    """Check a snapshot by its manifest, by the trail, and by counting it again from its own values."""
    from sokehoach.adapters.rollup.engine import EngineError
    from sokehoach.adapters.snapshots import SnapshotError
    from sokehoach.apps.exchange.snapshots import check_snapshot

    try:
        check = check_snapshot(arguments.snapshot, _choose_engine(arguments.engine or "duckdb"))
    except (EngineError, SnapshotError) as error:
        return print_error(str(error))
    for diff in check.differences:
        key = f"[{diff.disaggregation}]" if diff.disaggregation else ""
        name = f"{diff.area} {diff.form} {diff.period} {diff.element}{key}"
        if diff.sender:
            reason = say("còn thiếu mà không ghi là thiếu") if diff.gap else say("ghi là thiếu mà có số")
            print_text(locate(f"{name}: {diff.sender}", reason))
        else:
            print_text(
                say(
                    "%(name)s: ghi %(kept)s, tính lại %(recounted)s",
                    name=name,
                    kept=_print_number(diff.kept_number),
                    recounted=_print_number(diff.number),
                )
            )
    if not check.is_recorded:
        print_text(say("Mã băm của bản trích không có trong nhật ký của bản cài đặt này."))
    count = len(check.differences) + (not check.is_recorded)
    print_text(
        say("Khớp: %(figures)s số, %(gaps)s ô còn thiếu.", figures=check.figures, gaps=check.gaps)
        if not count
        else say_count("%(count)s chỗ lệch.", count, count=count)
    )
    return bool(count)


def _print_number(number: "Decimal | None") -> str:
    from sokehoach.domain.values.value import format_value

    return say("không có") if number is None else format_value(number)


def _choose_engine(name: str) -> "Callable[[Path], Engine]":
    from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
    from sokehoach.adapters.rollup.spark_engine import SparkEngine
    from sokehoach.config import env

    return DuckDBEngine if name == "duckdb" else lambda _folder: SparkEngine(env.get_spark_address())


def _verify_with_engine(name: str) -> int:
    """Print the figures that an engine counts otherwise, and return how many do."""
    from sokehoach.apps.consolidation.queries.engine_recounts import recount_with_engine

    recount = recount_with_engine(_choose_engine(name))
    print_text(
        say(
            "  %(name)s: %(figures)s số, %(shares)s phần của đơn vị, %(gaps)s ô còn thiếu",
            name=name,
            figures=recount.figures,
            shares=recount.shares,
            gaps=recount.gaps,
        ),
        file=sys.stderr,
    )
    for diff in recount.differences:
        _print_difference(diff)
    return len(recount.differences)


def _print_difference(diff: "FigureDifference") -> None:
    from sokehoach.domain.values.value import format_value

    name = f"{diff.element}{'[' + diff.disaggregation + ']' if diff.disaggregation else ''}"
    share = say(", phần của %(sender)s", sender=diff.sender) if diff.sender else ""
    share = say(", số đơn vị đã trả lời") if diff.is_count else share
    stored, recounted = (
        say("không có") if value is None else format_value(value) for value in (diff.stored, diff.counted)
    )
    print_text(
        say(
            "%(unit)s %(form)s %(period)s %(name)s%(share)s: lưu %(stored)s, tính lại %(recounted)s",
            unit=diff.unit,
            form=diff.form,
            period=diff.period,
            name=name,
            share=share,
            stored=stored,
            recounted=recounted,
        )
    )
