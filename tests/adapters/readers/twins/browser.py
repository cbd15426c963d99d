"""A second PDF twin, as a browser prints it: other letters, other drawing, tables for head and foot."""

import html
import shutil
import subprocess
from pathlib import Path

from tests.adapters.readers.twins.plan import Block

CHROMIUM = shutil.which("chromium")
_PAGE = """<!doctype html><meta charset="utf-8"><style>
@page {{ size: A4; margin: 2cm 1.5cm 2cm 3cm;
  @top-center {{ content: counter(page); }} @bottom-left {{ content: "{foot}"; }} }}
body {{ font: 14pt/1.35 "Liberation Serif"; text-align: justify; margin: 0; }}
p {{ margin: 0 0 6pt; text-indent: 1.27cm; }}  p.c {{ text-align: center; text-indent: 0; font-weight: bold; }}
table {{ width: 100%; font-size: 13pt; }} td {{ width: 50%; text-align: center; vertical-align: top; }}
td.r {{ text-align: left; font-size: 11pt; }}
</style>{body}"""
FOOT = "Trang văn bản điện tử"


def made(blocks: list[Block], folder: Path) -> bytes:
    """Needs CHROMIUM."""
    page, pdf = folder / "plan.html", folder / "plan.pdf"
    page.write_text(_PAGE.format(foot=FOOT, body="\n".join(map(_block, blocks))), "utf-8")
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={pdf}", page.as_uri()],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return pdf.read_bytes()


def _block(block: Block) -> str:
    if not block.columns:
        words = html.escape(f"{block.label} {block.text}".strip())
        return f'<p class="c">{words}</p>' if block.centred else f"<p>{words}</p>"
    foot = any(line.startswith("Nơi nhận") for column in block.columns for line in column)
    cells = "".join(
        f'<td class="{"r" if foot and at == 0 else ""}">{"<br>".join(map(html.escape, lines))}</td>'
        for at, lines in enumerate(block.columns)
    )
    return f"<table><tr>{cells}</tr></table>"
