"""The pages of a PDF as pictures, for a person who types or checks their text beside them."""

import base64
import io
import time
from dataclasses import dataclass
from typing import Any

from sokehoach.adapters.readers.file_text import UnreadableFileError
from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say

MAX_PICTURES = 40  # pages drawn
_LONGER_SIDE = 1_300  # pixels: some 110 to the inch of A4, enough to read print of 13 points
_QUALITY = 55  # of JPEG: a page of print is some 120 KB
_CPU_SECONDS = 5.0  # the process may use seven


@dataclass(frozen=True, slots=True)
class PagePictures:
    """Grey JPEG pictures of the first pages in base64, and the number of all pages."""

    pictures: tuple[str, ...]
    pages: int


@slow_work
def draw_pages(data: bytes, *, name: str) -> PagePictures:
    """Draw the first pages of a PDF in a process of its own, at most 40 and as many as five seconds allow.

    Raises UnreadableFileError with a sentence.
    """
    try:
        result = process.run("pictures", data, name=name)
    except FileRefusedError as refusal:
        raise UnreadableFileError(
            say("Không mở được các trang của tệp «%(name)s». %(refusal)s", name=name, refusal=refusal)
        ) from refusal
    return PagePictures(tuple(str(picture) for picture in result["pictures"]), int(result["pages"]))


def run_pictures_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «pictures» of parser_jobs."""
    import pypdfium2

    from sokehoach.adapters.readers.pdf.safety import check_safety

    started_at = time.process_time()
    check_safety(data)
    document = pypdfium2.PdfDocument(data)
    pictures: list[str] = []
    for number in range(min(len(document), MAX_PICTURES)):
        if pictures and time.process_time() - started_at > _CPU_SECONDS:
            break
        page = document[number]
        longer_side = max(page.get_size())
        scale = _LONGER_SIDE / longer_side if longer_side > 0 else 1
        picture = page.render(scale=scale, grayscale=True).to_pil()
        page.close()
        output = io.BytesIO()
        picture.save(output, "JPEG", quality=_QUALITY)
        pictures.append(base64.b64encode(output.getvalue()).decode("ascii"))
    return {"pictures": pictures, "pages": len(document)}
