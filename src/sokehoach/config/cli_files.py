"""The commands `sokehoach read`, `lint` and `scan`: examine a file on this machine without storing anything."""

import argparse
import json
from pathlib import Path

from sokehoach.config.cli_commands import CommandGroup
from sokehoach.config.cli_output import explain_os_error, locate, print_error, print_text
from sokehoach.domain.messages import say


def add_commands(commands: CommandGroup) -> None:
    read = commands("read", run_read, say("đọc một kế hoạch, in ra một đối tượng JSON"))
    read.add_argument("file", type=Path)
    lint = commands("lint", run_lint, say("kiểm tra thể thức một văn bản .docx, .pdf; có lỗi thì thoát với mã 1"))
    lint.add_argument("file", type=Path)
    lint.add_argument("--format", choices=("text", "json"), default="text")
    scan = commands(
        "scan", run_scan, say("tìm chỗ cho biết một người là ai trong .txt, .docx, .pdf; có thì mã thoát 1")
    )
    scan.add_argument("file", type=Path)
    scan.add_argument("--show", action="store_true", help=say("in cả chữ tìm thấy (mặc định: chỉ in vị trí và loại)"))


def run_read(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters.readers.file_text import UnreadableFileError
    from sokehoach.adapters.readers.plan_files import read_file
    from sokehoach.domain.plans.reading import NotAPlanError, to_json

    try:
        reading = read_file(arguments.file)
    except OSError as error:
        return print_error(
            say("Không mở được %(path)s: %(reason)s.", path=arguments.file, reason=explain_os_error(error))
        )
    except (UnreadableFileError, NotAPlanError) as error:
        return print_error(locate(arguments.file, error))
    print_text(json.dumps(to_json(reading), ensure_ascii=False))
    return 0


def run_scan(arguments: argparse.Namespace) -> int:
    """Print one JSON object a line; the text itself only with --show, because the output may be stored."""
    from sokehoach.adapters.readers.file_text import UnreadableFileError
    from sokehoach.adapters.readers.text_files import read_exact_text, refuse_large
    from sokehoach.domain.privacy import scan_text

    try:
        refuse_large(arguments.file.stat().st_size, name=arguments.file.name)
        text = read_exact_text(arguments.file.read_bytes(), name=arguments.file.name)
    except OSError as error:
        return print_error(
            say("Không mở được %(path)s: %(reason)s.", path=arguments.file, reason=explain_os_error(error))
        )
    except UnreadableFileError as error:
        return print_error(locate(arguments.file, error))
    hits = scan_text(text)
    for hit in hits:
        line = {"start": hit.start, "end": hit.end, "kind": hit.kind.value}
        if arguments.show:
            line["text"] = text[hit.start : hit.end]
        print_text(json.dumps(line, ensure_ascii=False))
    return 1 if hits else 0


def run_lint(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters.readers.file_text import UnreadableFileError
    from sokehoach.adapters.readers.layout_files import lint_file
    from sokehoach.adapters.readers.text_files import refuse_large
    from sokehoach.domain.documents.rules import Severity, render_finding

    try:
        refuse_large(arguments.file.stat().st_size, name=arguments.file.name)
        findings = lint_file(arguments.file.read_bytes(), name=arguments.file.name)
    except OSError as error:
        return print_error(
            say("Không mở được %(path)s: %(reason)s.", path=arguments.file, reason=explain_os_error(error))
        )
    except UnreadableFileError as error:
        return print_error(locate(arguments.file, error))
    if arguments.format == "json":
        print_text(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            print_text(render_finding(finding))
    return int(any(finding.severity is Severity.ERROR for finding in findings))
