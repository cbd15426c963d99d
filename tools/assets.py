"""Builds what the pages serve: one stylesheet, the icon sprite, and the fonts that package-lock.json pins.

usage: tools/assets.py     Reads shell/css, shell/icons.txt and node_modules.
Fonts are made anew only when their packages changed.
Writes src/sokehoach/apps/shell/static/shell/vendor (not committed).
"""

import io
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NODE = ROOT / "node_modules"
SHELL = ROOT / "src/sokehoach/apps/shell"
VENDOR = SHELL / "static/shell/vendor"

SANS = NODE / "@fontsource/be-vietnam-pro/files"
MONO = NODE / "@fontsource/ibm-plex-mono/files"
ICONS = NODE / "@tabler/icons/icons/outline"

WEIGHTS = (400, 500, 600)
COPIED = (
    *(
        SANS / f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
        for weight in WEIGHTS
        for subset in ("latin", "vietnamese")
    ),
    MONO / "ibm-plex-mono-latin-500-normal.woff2",
)
# In the order in which later rules may refine earlier ones. They are served as one file: at 800 ms a round
# trip, eleven requests over a browser's six connections would make the first visit wait once more.
STYLES = (
    "tokens",
    "type",
    "layout",
    "marks",
    "components",
    "tables",
    "pivot",
    "forms",
    "found",
    "plan-text",
    "drawer",
    "charts",
    "gallery",
    "print",
)
FIGURE_WIDTH = 640  # units of 1000: under the widest advance (710, «4»), over the widest ink of the heaviest weight


def make_figures(weight: int) -> bytes:
    """A font of the ten digits alone, all of one width: Be Vietnam Pro has no tabular figures of its own.

    Each digit is centred in its new width, so that a column of them reads as set, not as padded.
    """
    from fontTools.subset import (
        Options,
        Subsetter,
    )  # here, since a fresh checkout of the styles alone needs none
    from fontTools.ttLib import TTFont

    font = TTFont(SANS / f"be-vietnam-pro-latin-{weight}-normal.woff2")
    options = Options(layout_features=[], hinting=False, name_IDs=[1, 2], notdef_outline=False)
    keep = Subsetter(options=options)
    keep.populate(text="0123456789")
    keep.subset(font)
    glyphs, widths = font["glyf"], font["hmtx"].metrics
    for name in font.getBestCmap().values():
        width, _left = widths[name]
        glyph = glyphs[name]
        shift = (FIGURE_WIDTH - width) // 2
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(glyphs)
        widths[name] = (FIGURE_WIDTH, glyph.xMin)
    # The licence (OFL 1.1) reserves no name here, but a changed font should not pass for the original.
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = "So Figures"
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def make_sprite(names: list[str]) -> str:
    """One SVG with a <symbol> for each icon; the stroke is set in CSS, so the colour follows the text."""
    symbols = []
    for name in names:
        source = (ICONS / f"{name}.svg").read_text("utf-8")
        inside = re.search(r"<svg[^>]*>(.*)</svg>", source, re.S).group(1)
        inside = re.sub(r'<path stroke="none"[^>]*/>', "", inside)
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{re.sub(r"\s*\n\s*", "", inside)}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join(symbols) + "</svg>\n"


def join_styles() -> str:
    """The stylesheets as one, less comments and indentation."""
    text = "".join((SHELL / "css" / f"{name}.css").read_text("utf-8") for name in STYLES)
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.S)).lstrip()


def make_fonts() -> None:
    for path in COPIED:
        shutil.copyfile(path, VENDOR / path.name.replace("-normal", ""))
    for weight in WEIGHTS:
        (VENDOR / f"so-figures-{weight}.woff2").write_bytes(make_figures(weight))


def main() -> int:
    if not NODE.is_dir():
        print("node_modules is not here: run `make setup`, which fetches the fonts and icons", file=sys.stderr)
        return 1
    names = (SHELL / "icons.txt").read_text("utf-8").split()
    missing = [name for name in names if not (ICONS / f"{name}.svg").is_file()]
    if missing:
        print(f"icons.txt names icons that Tabler does not have: {', '.join(missing)}", file=sys.stderr)
        return 1
    VENDOR.mkdir(parents=True, exist_ok=True)
    (VENDOR / "shell.css").write_text(join_styles(), "utf-8")
    stamp, wanted = (
        VENDOR / ".fonts",
        f"{Path(__file__).stat().st_mtime_ns} {(ROOT / 'package-lock.json').read_text('utf-8')}",
    )
    if not stamp.is_file() or stamp.read_text("utf-8") != wanted:
        make_fonts()
        stamp.write_text(wanted, "utf-8")
    (VENDOR / "sprite.svg").write_text(make_sprite(names), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
