"""Which plans of new labels are labelled here already, so that no known plan counts as a first sight.

`python -m tests.golden.labels.known FOLDER`, before the reader is run: FOLDER has labels in the form of the guide.
Texts of one plan differ in blank lines and marks of a converter; the paths of its items and the lengths of their
beginnings do not.
"""

import difflib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.golden.labels import gold

LEAST_SHARE = 0.8
FEWEST_ITEMS = 8  # shorter outlines are alike by chance

type Shape = list[tuple[str, int]]


def list_shapes(folders: Sequence[Path]) -> dict[str, Shape]:
    """The outline of each label file of the folders by the name of its plan."""
    return {
        path.stem: measure_outline(json.loads(path.read_text("utf-8")))
        for folder in folders
        for path in sorted(folder.glob("*.json"))
    }


def measure_outline(labels: Mapping[str, Any]) -> Shape:
    """Path and length of the beginning of each item, whether the labels hold words or spans of a text."""
    return [(item["path"], _measure_beginning(item["starts"])) for item in labels.get("outline", ())]


def find_known_plans(labels: Mapping[str, Any], shapes: Mapping[str, Shape]) -> list[str]:
    """The names of the plans whose outlines are that of the labels, the nearest first."""
    outline = measure_outline(labels)
    if len(outline) < FEWEST_ITEMS:
        return []
    shares = {
        name: difflib.SequenceMatcher(None, outline, shape, autojunk=False).ratio() for name, shape in shapes.items()
    }
    return sorted((name for name, share in shares.items() if share >= LEAST_SHARE), key=lambda name: -shares[name])


def _measure_beginning(starts: str | Sequence[int]) -> int:
    return len(" ".join(starts.split())) if isinstance(starts, str) else starts[1] - starts[0]


def main() -> None:
    shared = gold.FOLDER.parent.parent.parent.parent / "shared" / "corpus"
    shapes = list_shapes([gold.FOLDER, gold.WRITTEN, shared / "gold", shared / "more" / "gold"])
    for path in sorted(Path(sys.argv[1]).glob("*.json")):
        known = find_known_plans(json.loads(path.read_text("utf-8")), shapes)
        print(f"{path.stem}: {', '.join(known) or 'not labelled here'}")


if __name__ == "__main__":
    main()
