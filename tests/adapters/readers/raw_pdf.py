"""A PDF written by hand, to be as wrong as a test wants it."""

import zlib


def raw_pdf(
    *,
    content: bytes = b"BT /T 12 Tf 72 700 Td (Ke hoach) Tj ET",
    filtered: bool = False,
    catalog: str = "",
    kids: str = "[3 0 R]",
    box: str = "[0 0 595 842]",
    page: str = "",
    resources: str = "",
    more: dict[int, bytes] | None = None,
) -> bytes:
    """One page (3) with its drawing (5) in Helvetica (4, «/T»); `filtered`: the drawing is packed already."""
    how = " /Filter /FlateDecode" if filtered else ""
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        2: f"<< /Type /Pages /Kids {kids} /Count {kids.count('R')} >>".encode(),
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 5 0 R {page}"
        f" /Resources << /Font << /T 4 0 R >> {resources} >> >>".encode(),
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        5: f"<< /Length {len(content)}{how} >>\nstream\n".encode() + content + b"\nendstream",
    } | (more or {})
    made = b"%PDF-1.7\n"
    places = {}
    for number, held in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n" % number + held + b"\nendobj\n"
    size = max(objects) + 1
    table = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n" for number in range(size)
    )
    return (
        made + b"xref\n0 %d\n" % size + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(made))
    )  # fmt: skip


def flate(data: bytes) -> bytes:
    return zlib.compress(data, 9)
