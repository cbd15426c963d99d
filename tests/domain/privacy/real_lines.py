"""The real plans beside the project, as text in which almost nobody is named: what is found there, and whom it names.

Nothing of those texts stands here. A place that was looked at and does name a person (who leads a task, whom a
telephone belongs to, who is told of) is known by the first letters of its digest; every other is a false alarm.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sokehoach.domain.privacy import exclude_signers, scan_text
from sokehoach.domain.privacy import lexicon as lists
from sokehoach.domain.text import fold_accents

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "corpus"
_PERSONS = lists.parse_words(
    "05dea4d1be5c 0b2ce758b4f9 0dfc8dab193c 18fe139921d7 1baf8bb11c39 2c203e265679 3a241b37cfa7 "
    "3ee47982ff0d 44f261b03012 47d2d5202501 5296e8714767 6320a0f388b1 7f8687b3179f 9068db7af36f "
    "d2310c5c5f86 dee8d4b2eb91 e6bf0123d6cf ed7335703867 a22de32b24ce 8dd6da3d97d8 "
)


@dataclass(frozen=True, slots=True)
class Told:
    texts: int
    lines: int
    persons: int  # lines
    wrong: tuple[tuple[str, str], ...]  # the place, its kind

    @property
    def share(self) -> float:
        return len(self.wrong) / self.lines


def told() -> Told | None:
    """None where the folder is not beside the project. `wrong` holds one place a line."""
    texts = [path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.txt"))]
    if not texts:
        return None
    lines = sum(1 for text in texts for line in text.split("\n") if line.strip())
    persons: set[tuple[int, int]] = set()
    wrong: dict[tuple[int, int], tuple[str, str]] = {}
    for at, text in enumerate(texts):
        for hit in exclude_signers(text, scan_text(text)):
            line = (at, text.count("\n", 0, hit.start))
            place = text[hit.start : hit.end]
            if digest(place) in _PERSONS:
                persons.add(line)
            else:
                wrong.setdefault(line, (place, hit.kind.value))
    return Told(len(texts), lines, len(persons), tuple(wrong.values()))


def digest(place: str) -> str:
    return sha256(" ".join(fold_accents(place).split()).encode()).hexdigest()[:12]
