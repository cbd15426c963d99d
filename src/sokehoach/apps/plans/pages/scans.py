"""The pages of a plan's file as pictures: beside the text that is typed from them, and to compare it later."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sokehoach.adapters.readers.file_kinds import detect_kind
from sokehoach.adapters.readers.file_text import FileKind, UnreadableFileError
from sokehoach.adapters.readers.page_pictures import draw_pages


@dataclass(frozen=True, slots=True)
class Scan:
    """Pictures of the first pages (JPEG in base64), or the sentence why there are none."""

    pictures: tuple[str, ...] = ()
    pages: int = 0
    problem: str = ""

    @property
    def is_cut(self) -> bool:
        return len(self.pictures) < self.pages


def draw_scan(data: bytes, name: str) -> Scan:
    if detect_kind(data, name=name) is not FileKind.PDF:
        return Scan(problem=_("Tệp gốc không phải PDF nên không có trang để hiện. Hãy tải tệp gốc."))
    try:
        drawn = draw_pages(data, name=name)
    except UnreadableFileError as error:
        return Scan(problem=str(error))
    return Scan(drawn.pictures, drawn.pages)
