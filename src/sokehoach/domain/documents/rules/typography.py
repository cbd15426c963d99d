"""Rules for font and colour (Mục I.4)."""

import re
from collections.abc import Iterator

from sokehoach.domain.documents.rules.finding import FormatFinding, Severity, clause, locate_line
from sokehoach.domain.documents.rules.measured_document import Run, SourceFormat, list_runs
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.messages import say

_REQUIRED_FONT = "timesnewroman"
# Fonts with the widths of Times New Roman: a PDF made on a machine without it has the same layout.
_METRIC_EQUAL_FONTS = re.compile(r"tinos|liberationserif|texgyretermes|nimbusrom|freeserif|timesroman|times$")
_SYMBOL_FONTS = re.compile(r"symbol|wingdings|webdings|zapfdingbats|mtextra|cambriamath")
_DARK = 0x30  # a colour channel up to this value prints as black


def check_font(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục I.4: Times New Roman. A font with the same widths in a PDF is advice."""
    for line, run in list_runs(roles.document.lines):
        name = re.sub(r"[^a-z]", "", run.font.lower())
        if not name or line.number in roles.stamps or name.startswith(_REQUIRED_FONT) or _SYMBOL_FONTS.search(name):
            continue
        equal = roles.document.source is SourceFormat.PDF and _METRIC_EQUAL_FONTS.search(_strip_face(name))
        yield FormatFinding(
            Severity.ADVICE if equal else Severity.ERROR,
            "font",
            clause("I.4"),
            locate_line(line),
            say("phông chữ %(font)s", font=_format_font(run.font))
            + (say(" (rộng bằng Times New Roman)") if equal else ""),
            say("phông chữ Times New Roman"),
        )


def check_colour(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục I.4: black. The stamp of a digital signature is not checked."""
    for line, run in list_runs(roles.document.lines):
        if line.number in roles.stamps or not _is_coloured(run):
            continue
        yield FormatFinding(
            Severity.ERROR,
            "colour",
            clause("I.4"),
            locate_line(line),
            say("chữ màu #%(colour)s", colour=run.colour),
            say("chữ màu đen"),
        )


def _strip_face(name: str) -> str:
    return re.sub(r"(?:regular|bold|italic|oblique|psmt|mt|ps){1,8}$", "", name)


def _format_font(font: str) -> str:
    """Family name without the style: «LiberationSerif» of «LiberationSerif-BoldItalic»."""
    return re.sub(r"[-,]?(?:regular|roman|bold|italic|oblique|mt){1,8}$", "", font, flags=re.IGNORECASE) or font


def _is_coloured(run: Run) -> bool:
    if len(run.colour) != 6:
        return False
    return any(int(run.colour[at : at + 2], 16) > _DARK for at in (0, 2, 4))
