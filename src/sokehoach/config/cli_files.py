"""`sokehoach read`, `lint`, `scan`: a file on this machine is looked at, nothing is kept."""

import argparse
import json
from pathlib import Path

from sokehoach.config.cli_output import say, why
from sokehoach.config.cli_words import Words


def add(words: Words) -> None:
    read = words("read", run_read, "đọc một kế hoạch, in ra một đối tượng JSON")
    read.add_argument("file", type=Path)
    lint = words("lint", run_lint, "kiểm tra thể thức một văn bản .docx, .pdf; có lỗi thì thoát với mã 1")
    lint.add_argument("file", type=Path)
    lint.add_argument("--format", choices=("text", "json"), default="text")
    scan = words(
        "scan", run_scan, "tìm chỗ cho biết một người là ai trong .txt, .docx, .pdf; có thì mã thoát 1"
    )
    scan.add_argument("file", type=Path)
    scan.add_argument(
        "--show", action="store_true", help="in cả chữ tìm thấy (mặc định: chỉ in vị trí và loại)"
    )


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
