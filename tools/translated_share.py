"""Prints, by file, how much of what the product says is in English.

usage: python -m tools.translated_share [PART …]     Of files with such a path; of all without any.
Messages: those of the file, and how many have their English. Other: its texts with Vietnamese letters that are no
messages: words of documents and files, what plans are read by. Then chapters of the guide, and names that
shipped programmes define.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.definition_names import find_names_without_english, list_names
from tools.message_ids import CATALOGUE, SOURCE, has_words, list_templates, read_module, read_template
from tools.messages import read_po

from sokehoach.adapters.programme_files.reading import read_programme

GUIDE, PROGRAMMES = SOURCE / "apps/home/guide", SOURCE / "programmes"


@dataclass(frozen=True, slots=True)
class TranslatedShare:
    """`done` of `all` are in English; `other` texts are no messages."""

    place: str
    all: int
    done: int
    other: int = 0

    def __str__(self) -> str:
        share = 100 * self.done // self.all if self.all else 100
        return f"{self.done:5} / {self.all:5}  {share:3} %  {self.other:5}  {self.place}"


def list_file_shares(source: Path = SOURCE) -> Iterator[TranslatedShare]:
    known = read_po(CATALOGUE.read_text("utf-8"))
    for path in sorted(source.rglob("*.py")):
        if "migrations" not in path.parts:
            module = read_module(path.read_text("utf-8"))
            yield _build_share(str(path.relative_to(source)), module.messages, known, len(module.others))
    for path in list_templates(source):
        yield _build_share(str(path.relative_to(source)), read_template(path.read_text("utf-8")), known, 0)


def _build_share(place: str, found: list[tuple[str, int]], known: dict[str, str], other: int) -> TranslatedShare:
    messages = {message for message, _line in found if has_words(message)}
    return TranslatedShare(place, len(messages), len(messages & known.keys()), other)


def list_text_shares() -> Iterator[TranslatedShare]:
    """The chapters of the guide, and the names of each shipped programme by kind."""
    chapters = {path.name for path in GUIDE.glob("[0-9]*.md")}
    english = {path.name for path in (GUIDE / "en").glob("[0-9]*.md")}
    yield TranslatedShare("apps/home/guide: chapters", len(chapters), len(chapters & english))
    for folder in sorted(path.parent for path in PROGRAMMES.glob("*/programme.yaml")):
        programme = read_programme(folder)
        missing = set(find_names_without_english(programme))
        for kind, names in list_names(programme).items():
            if names:
                done = len(names) - len(missing.intersection(names))
                yield TranslatedShare(f"programmes/{folder.name}: {kind}", len(names), done)


def main(parts: list[str]) -> int:
    shares = [share for share in list_file_shares() if share.all or share.other]
    shown = [share for share in shares if any(part in share.place for part in parts or [""])]
    print(" English / all    share  other  file")
    for share in [*shown, *list_text_shares()]:
        print(share)
    folders = sorted({re.sub(r"^(apps/\w+|\w+).*", r"\1", share.place) for share in shown})
    for folder in folders:
        inside = [share for share in shown if share.place.startswith(f"{folder}/")]
        totals = [sum(getattr(share, name) for share in inside) for name in ("all", "done", "other")]
        print(TranslatedShare(f"{folder}/ in all", *totals))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
