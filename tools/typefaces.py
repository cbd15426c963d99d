"""Builds the typeface of the PDF documents: Tinos, whose letters are as wide as those of Times New Roman.

usage: tools/typefaces.py     Reads node_modules. The package has the typeface in subsets for browsers, which are
merged here into one TrueType file a style. Made anew only when the package changed.
Writes src/sokehoach/adapters/pdf/fonts (not committed).
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = ROOT / "node_modules/@fontsource/tinos/files"
FONTS = ROOT / "src/sokehoach/adapters/pdf/fonts"

STYLES = {"Regular": "400-normal", "Italic": "400-italic", "Bold": "700-normal", "BoldItalic": "700-italic"}
# Vietnamese needs the first three; the others keep a foreign name or a formula readable.
SUBSETS = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic")


def make(style: str) -> bytes:
    """One style as TrueType."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    with tempfile.TemporaryDirectory() as scratch:
        parts = []
        for subset in SUBSETS:
            font = TTFont(FILES / f"tinos-{subset}-{STYLES[style]}.woff2")
            font.flavor = None
            # Hints and layout rules of the subsets contradict each other; a printed page needs neither.
            for table in (
                "fpgm",
                "prep",
                "cvt ",
                "hdmx",
                "VDMX",
                "LTSH",
                "GSUB",
                "GPOS",
                "GDEF",
                "gasp",
                "DSIG",
            ):
                if table in font:
                    del font[table]
            part = f"{scratch}/{subset}.ttf"
            font.save(part)
            parts.append(part)
        whole = Merger().merge(parts)
        out = Path(scratch, "whole.ttf")
        whole.save(out)
        return out.read_bytes()


def main() -> int:
    if not FILES.is_dir():
        print("node_modules is not here: run `make setup`, which fetches the typefaces", file=sys.stderr)
        return 1
    stamp = FONTS / ".made"
    wanted = f"{Path(__file__).read_text('utf-8')}{(FILES.parent / 'package.json').read_text('utf-8')}"
    if not stamp.is_file() or stamp.read_text("utf-8") != wanted:
        FONTS.mkdir(parents=True, exist_ok=True)
        for style in STYLES:
            (FONTS / f"Tinos-{style}.ttf").write_bytes(make(style))
        stamp.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
