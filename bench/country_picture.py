"""Draws docs/pictures/growth.svg from what bench_country printed.

usage: python -m bench.country_picture FILE
"""

import re
import sys
from pathlib import Path

import vl_convert

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "growth.svg"


def main() -> int:
    rows = []
    for size, steps in re.findall(r"^([\d,]+) communes: (.*)$", Path(sys.argv[1]).read_text(), re.MULTILINE):
        rows += [
            {"communes": int(size.replace(",", "")), "step": step, "ms": int(spent)}
            for step, spent in re.findall(r"([a-z][a-z ]*) (\d+) ms/", steps)
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


if __name__ == "__main__":
    sys.exit(main())
