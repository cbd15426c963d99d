"""The command `sokehoach`: each word of it is one short function."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from sokehoach.config import (
    cli_account,
    cli_audit,
    cli_backup,
    cli_boundaries,
    cli_doctor,
    cli_move,
    cli_serve,
    cli_tick,
)
from sokehoach.config.cli_output import NO_ROOM, keep, say, why


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="sokehoach", description="Sổ Kế hoạch: đọc kế hoạch, theo dõi, tổng hợp, báo cáo."
    )
    commands = parser.add_subparsers(required=True, metavar="lệnh")

    def command(
        name: str, run: Callable[[argparse.Namespace], int] | None, told: str
    ) -> argparse.ArgumentParser:
        """None: the words behind it say what runs."""
        made = commands.add_parser(name, help=told, description=told)
        if run is not None:
            made.set_defaults(run=run)
        return made

    read = command("read", run_read, "đọc một kế hoạch, in ra một đối tượng JSON")
    read.add_argument("file", type=Path)
    lint = command("lint", run_lint, "kiểm tra thể thức một văn bản .docx, .pdf; có lỗi thì thoát với mã 1")
    lint.add_argument("file", type=Path)
    lint.add_argument("--format", choices=("text", "json"), default="text")
    scan = command(
        "scan", run_scan, "tìm chỗ cho biết một người là ai trong .txt, .docx, .pdf; có thì mã thoát 1"
    )
    scan.add_argument("file", type=Path)
    scan.add_argument(
        "--show", action="store_true", help="in cả chữ tìm thấy (mặc định: chỉ in vị trí và loại)"
    )
    load = command("load", run_load, "kiểm tra rồi nạp một bộ dữ liệu chương trình")
    load.add_argument("folder", type=Path, nargs="?", help="mặc định: bộ tuan_giao_2021 kèm phần mềm")
    consolidate = command(
        "consolidate", run_consolidate, "in số tổng hợp của một đơn vị (JSON) hoặc báo cáo (DOCX)"
    )
    consolidate.add_argument("--unit", required=True, help="mã đơn vị, ví dụ 099")
    consolidate.add_argument("--period", required=True, help="kỳ, ví dụ 2021S1")
    consolidate.add_argument("--format", choices=("json", "docx"), default="json")
    consolidate.add_argument("-o", "--output", type=Path, required=True)
    export = command("export", run_export, "xuất số liệu đã duyệt ra CSV")
    export.add_argument("--period", required=True)
    export.add_argument("-o", "--output", type=Path, required=True)
    command("work", run_work, "làm các việc dài đang chờ rồi thoát")
    command("verify", run_verify, "tính lại mọi số tổng hợp từ đầu, in chỗ lệch; có lệch thì thoát với mã 1")

    account = command("account", None, "lập tài khoản, in liên kết đặt mật khẩu")
    cli_account.add(account, _start)
    audit = command("audit", None, "niêm phong, kiểm tra, xuất nhật ký")
    cli_audit.add(audit, _start)
    cli_backup.add(command, _configure)
    cli_move.add(command, _configure)
    cli_doctor.add(command, _configure)
    cli_tick.add(command, _start)
    cli_serve.add(command, _start)
    cli_boundaries.add(command, _start)

    given = parser.parse_args(words)
    run: Callable[[argparse.Namespace], int] = given.run
    try:
        return run(given)
    except Exception as error:
        from sokehoach.apps.shell import trouble

        if not trouble.no_room(error):
            raise
        return say(NO_ROOM)


def run_read(given: argparse.Namespace) -> int:
    from sokehoach.adapters.text import Unreadable, read_file
    from sokehoach.domain.plans.reading import NotAPlan, to_json

    try:
        reading = read_file(given.file)
    except OSError as error:
        return say(f"Không mở được {given.file}: {why(error)}.")
    except (Unreadable, NotAPlan) as error:
        return say(f"{given.file}: {error}")
    print(json.dumps(to_json(reading), ensure_ascii=False))
    return 0


def run_scan(given: argparse.Namespace) -> int:
    """One JSON object a line; what it found is printed only where asked, since the output may be kept."""
    from sokehoach.adapters.text import Unreadable
    from sokehoach.adapters.text.exact import exact_text
    from sokehoach.adapters.text.opening import refuse_large
    from sokehoach.domain.privacy import scan

    try:
        refuse_large(given.file.stat().st_size, name=given.file.name)
        text = exact_text(given.file.read_bytes(), name=given.file.name)
    except OSError as error:
        return say(f"Không mở được {given.file}: {why(error)}.")
    except Unreadable as error:
        return say(f"{given.file}: {error}")
    hits = scan(text)
    for hit in hits:
        told = {"start": hit.start, "end": hit.end, "kind": hit.kind.value}
        if given.show:
            told["text"] = text[hit.start : hit.end]
        print(json.dumps(told, ensure_ascii=False))
    return 1 if hits else 0


def run_lint(given: argparse.Namespace) -> int:
    from sokehoach.adapters.layout import lint_file
    from sokehoach.adapters.text import Unreadable
    from sokehoach.adapters.text.opening import refuse_large
    from sokehoach.domain.documents.rules import Severity, told

    try:
        refuse_large(given.file.stat().st_size, name=given.file.name)
        findings = lint_file(given.file.read_bytes(), name=given.file.name)
    except OSError as error:
        return say(f"Không mở được {given.file}: {why(error)}.")
    except Unreadable as error:
        return say(f"{given.file}: {error}")
    if given.format == "json":
        print(json.dumps([one.as_json() for one in findings], ensure_ascii=False))
    else:
        for one in findings:
            print(told(one))
    return int(any(one.severity is Severity.ERROR for one in findings))


def run_load(given: argparse.Namespace) -> int:
    _start()
    from sokehoach.adapters.pack.problems import PackError
    from sokehoach.apps.setup.services import packs
    from sokehoach.apps.shell import clock

    try:
        done = packs.load(folder=given.folder or packs.DEFAULT, by="sokehoach load", at=clock.now())
    except PackError as error:
        for problem in error.problems:
            print(f"{problem.file}:{problem.line}: {problem.reason}", file=sys.stderr)
        return say("Bộ dữ liệu có lỗi, không có gì được nạp.")
    print(f"Đã nạp {done.answer['pack']}.")
    return 0


def run_consolidate(given: argparse.Namespace) -> int:
    _start()
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
    _start()
    from django.http import Http404

    from sokehoach.apps.exchange.selectors import accepted

    try:
        content = accepted.as_csv(period=given.period)
    except Http404:
        return say(f"Không biểu nào báo cáo theo kỳ {given.period} (kỳ 6 tháng viết như 2021S1).")
    return keep([content.encode()], given.output)


def run_work(_given: argparse.Namespace) -> int:
    _start()
    from sokehoach.apps.jobs.services import running

    print(f"{running.run_waiting()} việc đã kết thúc")
    return 0


def run_verify(given: argparse.Namespace) -> int:
    _start()
    from sokehoach.apps.audit.selectors.soundness import altered
    from sokehoach.apps.consolidation.selectors.recounts import recounts
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
    for seq in altered():
        count += 1
        print(f"nhật ký {seq}: đã bị sửa hoặc mất")
    print(
        "Khớp: mọi số tổng hợp và nhật ký đúng với báo cáo đã duyệt." if not count else f"{count} chỗ lệch."
    )
    return bool(count)


def _configure() -> None:
    """Django, with the tables as they stand: a backup changes nothing and waits for nobody."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sokehoach.config.settings")
    import django

    django.setup()


def _start() -> None:
    """Django, with the tables as the code wants them."""
    _configure()
    from django.core.management import call_command

    from sokehoach.apps.registers.shelf import words

    call_command("migrate", interactive=False, verbosity=0)
    words.install()


if __name__ == "__main__":
    sys.exit(main())
