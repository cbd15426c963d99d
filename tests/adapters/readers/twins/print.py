"""The PDF twin: A4, margins and letters of NĐ 30/2020 (Phụ lục I), page numbers on top, a running foot."""

import json
from dataclasses import asdict, dataclass

import typst

from tests.adapters.readers.twins.plan import Block


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in points, lengths as Typst writes them."""

    size: str = "14pt"
    leading: str = "0.75em"
    spacing: str = "1.1em"  # between paragraphs, baseline to cap height as `leading`
    indent: str = "1.27cm"
    justify: bool = True
    foot: str = "Hệ thống quản lý văn bản - bản điện tử"
    seal: bool = False  # a signing tool's stamp beside the head
    rules: bool = False  # every third paragraph in a table with ruling lines


_TEMPLATE = """
#let d = json(bytes(sys.inputs.plan))
#let k = json(bytes(sys.inputs.look))
#set page(paper: "a4", margin: (top: 2cm, bottom: 2cm, left: 3cm, right: 1.5cm),
  header: context { let n = counter(page).get().first(); if n > 1 { align(center, text(13pt)[#n]) } },
  footer: text(9pt, k.foot))
#set text(font: ("Tinos", "Liberation Serif"), size: eval(k.size), lang: "vi", hyphenate: false)
#set par(justify: k.justify, leading: eval(k.leading), spacing: eval(k.spacing),
  first-line-indent: (amount: eval(k.indent), all: true))
#let plain(body) = { set par(first-line-indent: 0pt, justify: false, spacing: 0.6em); body }
#let block(b) = if b.centred { plain(align(center, strong(b.label + " " + b.text))) } else {
  par(if b.label != "" { b.label + " " + b.text } else { b.text }) }
#if k.seal { place(top + right, dy: -1.2cm, text(8pt, plain[Ký bởi: VĂN PHÒNG \\ Email: vanphong\\@example.vn \\
  Thời gian ký: 04.03.2021 14:07:47 +07:00])) }
#for (i, b) in d.enumerate() {
  if b.columns.len() > 0 {
    let foot = b.columns.flatten().any(line => line.starts-with("Nơi nhận"))
    let cells = b.columns.enumerate().map(((i, lines)) => align(if foot and i == 0 { left } else { center },
      text(if foot and i == 0 { 11pt } else { 13pt }, lines.join(linebreak()))))
    plain(grid(columns: (45%, 55%), row-gutter: 8pt, ..cells)); v(6pt)
  } else if k.rules and calc.rem(i, 3) == 0 {
    plain(table(columns: (1.5cm, 1fr, 3cm), b.label, b.text, [Sở Y tế]))
  } else { block(b) }
}
"""


def made(blocks: list[Block], look: Look | None = None) -> bytes:
    inputs = {"plan": json.dumps([asdict(one) for one in blocks]), "look": json.dumps(asdict(look or Look()))}
    pdf = typst.compile(_TEMPLATE.encode(), sys_inputs=inputs)
    assert isinstance(pdf, bytes)
    return pdf
