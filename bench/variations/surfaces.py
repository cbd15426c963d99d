"""Other letters and other agencies in the same plan: capitals, misread scans, offices of another kind."""

import random
import re
import unicodedata
from collections.abc import Iterable

from bench.variations.forms import Change
from bench.variations.marked import Changed, Edit, MarkedPlan
from bench.variations.wordings import substitute


def write_capitals(what: str) -> Change:
    """Headings of the two highest levels, or the agencies in their headings, in capitals."""

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        edits = []
        names = {" ".join(label["agency"].lower().split()) for label in plan.labels["duties"]}
        for item in plan.items:
            paragraph = plan.paragraphs[plan.paragraph_of(item.start)]
            text = paragraph.body.text
            is_name = text.rstrip(" .:;").lower() in names
            is_title = len(text) < 120 and item.path.count(".") < 2 and not text.endswith((".", ";"))
            if is_name if what == "names" else is_title:
                span = paragraph.body.span
                edits.append(Edit(span.start, span.end, plan.text[span.start : span.end].upper()))
        return plan.apply(edits)

    return change


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_MISREAD = {"đ": "d", "ư": "u", "ơ": "o", "ă": "a", "Đ": "D", "ê": "e", "ô": "o"}


def misread_letters(share: float) -> Change:
    """This share of the words as the recognition of a scan reads them: without tone, «d» for «đ», «u» for «ư»."""

    def misread(word: str, random_: random.Random) -> str:
        places = [at for at, letter in enumerate(word) if letter in _MISREAD]
        if places and random_.random() < 0.5:
            at = random_.choice(places)
            return word[:at] + _MISREAD[word[at]] + word[at + 1 :]
        bare = "".join(letter for letter in unicodedata.normalize("NFD", word) if letter not in _TONES)
        return unicodedata.normalize("NFC", bare)

    def change(plan: MarkedPlan, random_: random.Random) -> Changed | None:
        words = re.compile(r"[^\W\d_]{2,}")
        return plan.apply(
            substitute(plan, words, lambda match: misread(match[0], random_) if random_.random() < share else None)
        )

    return change


def misread_digits(plan: MarkedPlan, random_: random.Random) -> Changed | None:
    """«l» for 1 and «O» for 0 in a fifth of the numbers of two or more digits within sentences."""
    numbers = re.compile(r"(?<=\s)\d{2,4}(?=[\s%.,;])")

    def misread(match: re.Match[str]) -> str | None:
        places = [at for at, digit in enumerate(match[0]) if digit in "10"]
        if not places or random_.random() > 0.2:
            return None
        at = random_.choice(places)
        return match[0][:at] + {"1": "l", "0": "O"}[match[0][at]] + match[0][at + 1 :]

    return plan.apply(substitute(plan, numbers, misread))


def decompose(plan: MarkedPlan, _random: random.Random) -> Changed | None:
    """Letters and marks apart (NFD), as some systems write files."""
    text = unicodedata.normalize("NFD", plan.text)
    return Changed(text, plan.labels) if text != plan.text else None


def replace_agencies(names: Iterable[str]) -> Change:
    """Single agencies by those of another kind of office, each by the same name throughout."""
    own = tuple(names)
    single = re.compile(
        r"(?:sở|phòng|ban|công an|văn phòng|chi cục|trung tâm|thanh tra|cục|trường|hội|bộ|đài|báo|tòa|viện)\s+"
        r"[^,;()]+$",
        re.IGNORECASE,
    )

    def change(plan: MarkedPlan, random_: random.Random) -> Changed | None:
        labelled = list(dict.fromkeys(" ".join(label["agency"].split()) for label in plan.labels["duties"]))
        found: dict[str, str] = {}
        for name in labelled:
            key = name.lower()
            if single.match(name) and not re.search(r" và (?:các|sở|phòng|ban|ubnd|ủy)", key) and key not in found:
                found[key] = ""
        given = list(own)
        random_.shuffle(given)
        table = dict(zip(found, given, strict=False))
        if not table:
            return None
        alternatives = sorted(table, key=len, reverse=True)
        pattern = re.compile(
            r"(?<!\w)(?:" + "|".join(r"\s+".join(map(re.escape, name.split())) for name in alternatives) + r")(?!\w)",
            re.IGNORECASE,
        )

        def rename(match: re.Match[str]) -> str:
            new = table[" ".join(match[0].lower().split())]
            return new.upper() if match[0].isupper() else new

        return plan.apply(substitute(plan, pattern, rename))

    return change


def rename_levels(table: dict[str, str]) -> Change:
    """Words of one level of the administration by those of another, throughout the body."""
    pattern = re.compile("|".join(rf"(?<!\w)({words})(?!\w)" for words in table))
    others = tuple(table.values())

    def rename(match: re.Match[str]) -> str:
        return others[(match.lastindex or 1) - 1]

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        return plan.apply(substitute(plan, pattern, rename))

    return change
