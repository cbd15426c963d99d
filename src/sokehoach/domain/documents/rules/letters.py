"""Font and colour (Mục I.4)."""

import re
from collections.abc import Iterator

from sokehoach.domain.documents.rules.finding import Finding, Severity, clause, place
from sokehoach.domain.documents.rules.measured import Run, Source, runs_of
from sokehoach.domain.documents.rules.roles import Roles

_WANTED = "timesnewroman"
# Fonts drawn to the widths of Times New Roman: a PDF made on a machine without it lays out the same.
_EQUAL = re.compile(r"tinos|liberationserif|texgyretermes|nimbusrom|freeserif|timesroman|times$")
_SIGNS = re.compile(r"symbol|wingdings|webdings|zapfdingbats|mtextra|cambriamath")
_DARK = 0x30  # a channel up to here prints as black


def check_font(roles: Roles) -> Iterator[Finding]:
    """Mục I.4: Times New Roman. A font of equal widths in a PDF is advice."""
    for line, run in runs_of(roles.document.lines):
        name = re.sub(r"[^a-z]", "", run.font.lower())
        if not name or line.number in roles.stamps or name.startswith(_WANTED) or _SIGNS.search(name):
            continue
        equal = roles.document.source is Source.PDF and _EQUAL.search(_family(name))
        yield Finding(
            Severity.ADVICE if equal else Severity.ERROR, "font", clause("I.4"), place(line),
            f"phông chữ {_printed(run.font)}" + (" (rộng bằng Times New Roman)" if equal else ""),
            "phông chữ Times New Roman",
        )  # fmt: skip


def check_colour(roles: Roles) -> Iterator[Finding]:
    """Mục I.4: black. The words of a digital signature's stamp are none of the text."""
    for line, run in runs_of(roles.document.lines):
        if line.number in roles.stamps or not _coloured(run):
            continue
        yield Finding(
            Severity.ERROR, "colour", clause("I.4"), place(line), f"chữ màu #{run.colour}", "chữ màu đen"
        )


def _family(name: str) -> str:
    return re.sub(r"(?:regular|bold|italic|oblique|psmt|mt|ps){1,8}$", "", name)


def _printed(font: str) -> str:
    """«LiberationSerif» of «LiberationSerif-BoldItalic»: one font, whatever its faces."""
    return (
        re.sub(r"[-,]?(?:regular|roman|bold|italic|oblique|mt){1,8}$", "", font, flags=re.IGNORECASE) or font
    )


def _coloured(run: Run) -> bool:
    if len(run.colour) != 6:
        return False
    return any(int(run.colour[at : at + 2], 16) > _DARK for at in (0, 2, 4))
