"""`sokehoach consolidate`, `export`, `verify`: figures of accepted reports, out and counted again."""

import argparse
import json
import sys
from pathlib import Path

from sokehoach.config.cli_output import keep, say
from sokehoach.config.cli_words import Words


def add(words: Words) -> None:
    consolidate = words(
        "consolidate", run_consolidate, "in số tổng hợp của một đơn vị (JSON) hoặc báo cáo (DOCX)"
    )
    consolidate.add_argument("--unit", required=True, help="mã đơn vị, ví dụ 099")
    consolidate.add_argument("--period", required=True, help="kỳ, ví dụ 2021S1")
    consolidate.add_argument("--format", choices=("json", "docx"), default="json")
    consolidate.add_argument("-o", "--output", type=Path, required=True)
    export = words("export", run_export, "xuất số liệu đã duyệt ra CSV")
    export.add_argument("--period", required=True)
    export.add_argument("-o", "--output", type=Path, required=True)
    words(
        "verify",
        run_verify,
        "tính lại mọi số tổng hợp, đối chiếu các ô với nhật ký, in chỗ lệch; có lệch thì thoát với mã 1",
    )


def run_consolidate(given: argparse.Namespace) -> int:
    from django.http import Http404

    from sokehoach.apps.documents.selectors import reports
    from sokehoach.apps.exchange.selectors import consolidated

    try:
        told = consolidated.consolidated(unit=given.unit, period=given.period)
    except Http404:
        return say(
            f"Không có đơn vị mã {given.unit} trong kỳ {given.period} ở cấp huyện, cấp tỉnh, "
            "hoặc không biểu nào báo cáo theo kỳ đó (kỳ 6 tháng viết như 2021S1)."
        )
    if given.format == "json":
        return keep([json.dumps(told, ensure_ascii=False, indent=1).encode()], given.output)
    try:
        return keep([reports.file(unit=given.unit, period=given.period)], given.output)
    except Http404:
        return say(f"Chưa có đề cương báo cáo của đơn vị mã {given.unit}.")


def run_export(given: argparse.Namespace) -> int:
    from django.http import Http404

    from sokehoach.apps.exchange.selectors import accepted

    try:
        content = accepted.as_csv(period=given.period)
    except Http404:
        return say(f"Không biểu nào báo cáo theo kỳ {given.period} (kỳ 6 tháng viết như 2021S1).")
    return keep([content.encode()], given.output)


def run_verify(given: argparse.Namespace) -> int:
    from sokehoach.apps.audit.selectors.soundness import altered
    from sokehoach.apps.consolidation.selectors.recounts import recounts
    from sokehoach.apps.reporting.selectors.recorded import compare_with_trail
    from sokehoach.domain.values.value import show

    count = counted = 0
    for recount in recounts():
        counted += recount.counted
        print(f"  {recount.form} {recount.period}: {recount.counted} số", file=sys.stderr, flush=True)
        for one in recount.differences:
            count += 1
            name = f"{one.element}{'[' + one.disaggregation + ']' if one.disaggregation else ''}"
            share = f", phần của {one.sender}" if one.sender else ""
            stored, told = (
                "không có" if value is None else show(value) for value in (one.stored, one.counted)
            )
            print(f"{one.unit} {one.form} {one.period} {name}{share}: lưu {stored}, tính lại {told}")
    reports = compare_with_trail()
    for report in reports.differences:
        count += 1
        print(f"{report.unit} {report.form} {report.period}: {report.reason}")
    if reports.without_digest:
        print(
            f"  {reports.without_digest} báo cáo gửi trước khi nhật ký ghi mã băm của các ô: chỉ so được trạng thái",
            file=sys.stderr,
        )
    for seq in altered():
        count += 1
        print(f"nhật ký {seq}: đã bị sửa hoặc mất")
    print(
        "Khớp: mọi số tổng hợp và nhật ký đúng với báo cáo đã duyệt." if not count else f"{count} chỗ lệch."
    )
    return bool(count)
