"""Builds the typefaces that are drawn outside a browser: of documents Tinos, whose letters are as wide as those of
Times New Roman; of charts also Be Vietnam Pro, in which the pages are set.

usage: tools/typefaces.py     Reads node_modules. The packages have each typeface in subsets for browsers, which are
merged here into one TrueType file a style. Made anew only when a package changed.
Writes src/sokehoach/adapters/writers/pdf/fonts and src/sokehoach/adapters/writers/charts/fonts (not committed).
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules/@fontsource"
WRITERS = ROOT / "src/sokehoach/adapters/writers"


@dataclass(frozen=True)
class Typeface:
    package: str
    name: str
    folder: Path
    styles: dict[str, str]
    subsets: tuple[str, ...]

    @property
    def files(self) -> Path:
        return PACKAGES / self.package / "files"


TYPEFACES = (
    Typeface(
        "tinos",
        "Tinos",
        WRITERS / "pdf/fonts",
        {"Regular": "400-normal", "Italic": "400-italic", "Bold": "700-normal", "BoldItalic": "700-italic"},
        # Vietnamese needs the first three; the others keep a foreign name or a formula readable.
        ("latin", "latin-ext", "vietnamese", "greek", "cyrillic"),
    ),
    Typeface(
        "be-vietnam-pro",
        "BeVietnamPro",
        WRITERS / "charts/fonts",
        {"Regular": "400-normal", "Italic": "400-italic", "SemiBold": "600-normal"},
        ("latin", "latin-ext", "vietnamese"),
    ),
)


def make(typeface: Typeface, style: str) -> bytes:
    """One style as TrueType."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    with tempfile.TemporaryDirectory() as scratch:
        parts = []
        for subset in typeface.subsets:
            font = TTFont(typeface.files / f"{typeface.package}-{subset}-{typeface.styles[style]}.woff2")
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


def keep(typeface: Typeface) -> None:
    stamp = typeface.folder / ".made"
    wanted = f"{Path(__file__).read_text('utf-8')}{(typeface.files.parent / 'package.json').read_text('utf-8')}"
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    typeface.folder.mkdir(parents=True, exist_ok=True)
    for style in typeface.styles:
        (typeface.folder / f"{typeface.name}-{style}.ttf").write_bytes(make(typeface, style))
    stamp.write_text(wanted, "utf-8")


def main() -> int:
    if not all(one.files.is_dir() for one in TYPEFACES):
        print("node_modules is not here: run `make setup`, which fetches the typefaces", file=sys.stderr)
        return 1
    for one in TYPEFACES:
        keep(one)
    return 0


if __name__ == "__main__":
    sys.exit(main())
