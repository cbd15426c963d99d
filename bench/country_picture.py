"""Runs bench_country, prints the table of docs/how-to/scale.md and draws its picture, docs/pictures/growth.svg.

usage: python -m bench.country_picture [FILE]

`FILE`: what bench_country printed earlier; it is not run then. With `--short` it is run short, and nothing is drawn.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import vl_convert

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "growth.svg"


# In the order of the columns, as bench_country names them; of sheets and homes the lowest and the highest area.
COLUMNS = {
    "send": "sending", "accept": "accepting", "close": "closing the area above them", "sheet low": "sheet of that area",
    "sheet high": "sheet of the highest area", "home high": "home of the highest office",
    "home commune": "home of a commune", "ask area": "pivot of the highest area", "ask communes": "of all communes",
}  # fmt: skip


def main() -> int:
    files = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    report = files[0].read_text() if files else run_bench()
    sizes = {
        int(size.replace(",", "")): {
            step: (int(spent), int(queries))
            for step, spent, queries in re.findall(r"([a-z][a-z ]*) (\d+) ms/(\d+)", steps)
        }
        for size, steps in re.findall(r"^([\d,]+) communes: (.*)$", report, re.MULTILINE)
    }
    print("\n".join(list_table_lines(sizes)))
    if "--short" in sys.argv:
        return 0
    rows = [
        {"communes": size, "step": step, "ms": spent}
        for size, steps in sizes.items()
        for step, (spent, _queries) in steps.items()
    ]
    specification = {
        "data": {"values": rows},
        "width": 560,
        "height": 300,
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "communes", "type": "quantitative", "scale": {"type": "log"}, "axis": {
                "values": sorted({row["communes"] for row in rows}), "format": ",d"}},
            "y": {"field": "ms", "type": "quantitative", "title": "milliseconds of the process"},
            "color": {"field": "step", "type": "nominal", "scale": {"scheme": "tableau10"}},
            "strokeDash": {"field": "step", "type": "nominal"},
        },
    }  # fmt: skip
    PICTURE.write_text(vl_convert.vegalite_to_svg(specification))
    return 0


def run_bench() -> str:
    """What it prints, shown as it comes; the picture is drawn where a limit was not kept, too."""
    command = [sys.executable, "-m", "bench.bench_country", *(word for word in sys.argv[1:] if word == "--short")]
    lines = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as bench:
        assert bench.stdout is not None
        for line in bench.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    return "".join(lines)


def list_table_lines(sizes: dict[int, dict[str, tuple[int, int]]]) -> Iterator[str]:
    """Milliseconds and queries of each step, a line for each size."""
    yield f"| communes | {' | '.join(COLUMNS.values())} |"
    yield "|---" * (len(COLUMNS) + 1) + "|"
    for size, steps in sizes.items():
        sheets = [step for step in steps if step.startswith("sheet ")]  # the highest first
        homes = [step for step in steps if step.startswith("home ") and step != "home commune"]
        places = {"sheet high": sheets[0], "sheet low": sheets[-1], "home high": homes[0]}
        cells = [steps[places.get(column, column)] for column in COLUMNS]
        yield f"| {size:,} | {' | '.join(f'{spent}, {queries}' for spent, queries in cells)} |"


if __name__ == "__main__":
    sys.exit(main())
