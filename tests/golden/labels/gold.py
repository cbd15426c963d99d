"""Labels as words: spans are taken from the plan's text, which stands outside the repository."""

import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
WHOLE = ("004", "007", "010", "013", "019", "057")
FIRST_SIGHT = (("008", "017", "109", "122"), ("006", "033", "063", "111"))  # in two batches, by the form of the guide
# First sights of public plans whose texts are in no folder of the project; each label file names the address.
PUBLIC = (
    ("201", "202", "203"),
    ("204", "205", "206", "207", "208"),
    ("209", "210", "211", "212"),
    ("213", "214", "215"),
)
# Labelled and run by others than who mends the reader: a batch for both the reader and the proposer.
PUBLIC_OTHERS = ("231", "232", "233", "234", "235", "241", "242", "243", "244", "245", "251", "252")
PUBLIC_THIRD = ("261", "262", "264", "266", "271", "272", "273", "274", "275", "276", "277")  # the same, run once later
# 216 to 218 are labelled too, but few reports decide their overall figure: the README has each part.
WHEN = ("002", "023", "024", "030", "055", "060", "seed")
TASKS = ("004", "021", "055", "seed")  # the reader of tasks was written with these in view
TASKS_BLIND = ("007", "010", "011", "112")
PROGRAMMES = ("011", "015", "024", "030", "seed")  # the proposer of programmes was written with these in view
PROGRAMMES_BLIND = ("023", "105")  # other issuers, scored once
# Labelled when the proposer had been mended on all of these: one batch scored and mended on, one scored once after it.
PROGRAMMES_SECOND, PROGRAMMES_LAST = ("008", "019", "033"), ("120",)
PROGRAMMES_RULES = ("003", "055", "113", "117", "118")  # reporting rules alone: plans without a target
# A third first sight: three public plans, shortened, whose texts are in no folder of the project.
PROGRAMMES_THIRD = ("210p", "215p", "218p")
PROGRAMMES_FOURTH = ("209p",)  # scored once after mending on the third
PROGRAMMES_FIFTH, PROGRAMMES_SEVENTH = PUBLIC_OTHERS, PUBLIC_THIRD
# Written and labelled by two persons who knew neither reader nor proposer; texts and items in `written_blind/`.
PROGRAMMES_EIGHTH = (
    *("g601", "g602", "g603", "g604", "g605", "g606"),
    *("h701", "h702", "h703", "h704", "h705", "h706"),
)
PROGRAMMES_NINTH = (
    *("i801", "i802", "i803", "i804", "i805", "i806"),
    *("j901", "j902", "j903", "j904", "j905", "j906"),
)
PROGRAMMES_TENTH = (
    *("k101", "k102", "k103", "k104", "k105", "k106"),
    *("l201", "l202", "l203", "l204", "l205", "l206"),
)
PROGRAMMES_ELEVENTH = (
    *("m301", "m302", "m303", "m304", "m305", "m306"),
    *("n401", "n402", "n403", "n404", "n405", "n406"),
)
PROGRAMMES_TWELFTH = (
    *("o501", "o502", "o503", "o504", "o505", "o506"),
    *("p601", "p602", "p603", "p604", "p605", "p606"),
)
PROGRAMMES_THIRTEENTH = (
    *("q701", "q702", "q703", "q704", "q705", "q706"),
    *("r801", "r802", "r803", "r804", "r805", "r806"),
)
PROGRAMMES_FOURTEENTH = (
    *("s901", "s902", "s903", "s904", "s905", "s906"),
    *("t951", "t952", "t953", "t954", "t955", "t956"),
)
PROGRAMMES_FIFTEENTH = (
    *("u101", "u102", "u103", "u104", "u105", "u106"),
    *("v201", "v202", "v203", "v204", "v205", "v206"),
)
PROGRAMMES_SIXTEENTH = ("x401", "x402", "x403", "x404", "x405", "x406")
PROGRAMMES_SEVENTEENTH = ("w301", "w302", "w303", "w304", "w305", "w306")
PROGRAMMES_EIGHTEENTH = ("z601", "z602", "z603", "z604", "z605", "z606")
PROGRAMMES_NINETEENTH = ("y501", "y502", "y503", "y504", "y505", "y506")
PROGRAMMES_TWENTIETH = ("a701", "a702", "a703", "a704", "a705", "a706")
PROGRAMMES_TWENTY_FIRST = ("b801", "b802", "b803", "b804", "b805", "b806")
PROGRAMMES_TWENTY_SECOND = ("c901", "c902", "c903", "c904", "c905", "c906")
PROGRAMMES_TWENTY_THIRD = ("d011", "d012", "d013", "d014", "d015", "d016")
PROGRAMMES_READ_TWICE = (PROGRAMMES_EIGHTEENTH, PROGRAMMES_TWENTIETH)
PROGRAMMES_WRITTEN = (
    *PROGRAMMES_EIGHTH, *PROGRAMMES_NINTH, *PROGRAMMES_TENTH, *PROGRAMMES_ELEVENTH, *PROGRAMMES_TWELFTH,
    *PROGRAMMES_THIRTEENTH, *PROGRAMMES_FOURTEENTH, *PROGRAMMES_FIFTEENTH, *PROGRAMMES_SIXTEENTH,
    *PROGRAMMES_SEVENTEENTH, *PROGRAMMES_EIGHTEENTH, *PROGRAMMES_NINETEENTH,
    *PROGRAMMES_TWENTIETH, *PROGRAMMES_TWENTY_FIRST, *PROGRAMMES_TWENTY_SECOND, *PROGRAMMES_TWENTY_THIRD,
)  # fmt: skip
WRITTEN = FOLDER / "written_blind"
WORDS = {
    "text",
    "number",
    "issuer",
    "title",
    "signer",
    "starts",
    "quote",
    "unit",
    "agency",
    "who",
    "to",
    "via",
    "due",
}
LISTS = {"recipients", "basis", "coordinating", "numerator", "denominator", "reporters"}


class Absent(Exception):
    """The plan's text is not there, or it is not the one that was labelled."""


def text_of(corpus: Path, name: str) -> str:
    """The plan's text in NFC. Raises Absent."""
    folders = (corpus / folder for folder in ("unlabelled", "plans", "more/plans", "more/unlabelled", "public"))
    for folder in (*folders, WRITTEN):
        path = folder / f"{name}.txt"
        if path.exists():
            return unicodedata.normalize("NFC", path.read_text("utf-8"))
    raise Absent(f"không có {name}.txt trong {corpus}")


def labels(corpus: Path, name: str) -> dict[str, Any]:
    """The labels of a plan with words in place of spans. Raises Absent."""
    if name in PROGRAMMES_WRITTEN:  # already in words
        path = WRITTEN / f"{name}.json"
        if not path.exists():
            raise Absent(f"không có {path.name} trong {WRITTEN}")
        worded_items: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return worded_items
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    text = text_of(corpus, name)
    if hashlib.sha256(text.encode()).hexdigest() != found["sha256"]:
        raise Absent(f"{name}.txt không còn là văn bản đã gán nhãn")
    worded: dict[str, Any] = _worded(found, text)
    return worded


def duties(corpus: Path, name: str) -> list[dict[str, Any]]:
    """The duties of a plan, each with agency, path, starts, coordinating and deadlines. Raises Absent."""
    found: list[dict[str, Any]] = labels(corpus, name)["duties"]
    if name in WHOLE:
        return found
    rows: list[dict[str, Any]] = json.loads((corpus / "gold" / f"{name}.json").read_text("utf-8"))["duties"]
    more = {row["duty"]: row for row in found}
    nothing: dict[str, Any] = {"coordinating": [], "deadlines": []}
    return [{**row, **more.get(number, nothing)} for number, row in enumerate(rows)]


def tasks(corpus: Path, name: str) -> list[dict[str, Any]]:
    """The tasks of a plan: path, place and words of their beginning, the agency that leads or None. Raises Absent."""
    found: dict[str, Any] = json.loads((FOLDER / "tasks" / f"{name}.json").read_text("utf-8"))
    text = text_of(corpus, name)
    if hashlib.sha256(text.encode()).hexdigest() != found["sha256"]:
        raise Absent(f"{name}.txt không còn là văn bản đã gán nhãn")
    return [
        {
            "path": row["path"],
            "at": row["starts"][0],
            "starts": " ".join(text[slice(*row["starts"])].split()),
            "lead": " ".join(text[slice(*row["lead"])].split()) if row["lead"] else None,
        }
        for row in found["tasks"]
    ]


def programme(corpus: Path, name: str) -> dict[str, Any]:
    """What a programme made from the plan counts: its targets and its schedules, with words in place of spans.

    Raises Absent.
    """
    found: dict[str, Any] = json.loads((FOLDER / "programmes" / f"{name}.json").read_text("utf-8"))
    text = text_of(corpus, name)
    if hashlib.sha256(text.encode()).hexdigest() != found["sha256"]:
        raise Absent(f"{name}.txt không còn là văn bản đã gán nhãn")
    worded: dict[str, Any] = _worded(found, text)
    return worded


def _worded(value: Any, text: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _worded(held, text, name) for name, held in value.items()}
    if key in WORDS and isinstance(value, list) and value:
        return " ".join(text[value[0] : value[1]].split())
    if isinstance(value, list):
        return [_worded(held, text, "text" if key in LISTS else "") for held in value]
    return value
