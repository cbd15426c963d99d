"""Check a PDF for forbidden content before its pages are read (ISO 32000-2, 12.6.4 and 7.11.4)."""

import io
from collections.abc import Mapping
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

MAX_PAGES = 500
_MAX_OBJECTS = 100_000
# Drawn or descriptive, never executed; walking them costs more than reading the text.
_SKIPPED_KEYS = {
    "/Resources",
    "/Contents",
    "/StructTreeRoot",
    "/Parent",
    "/Metadata",
    "/StructParent",
    "/ParentTree",
}
_PRINT_AGAIN = say("Hãy mở tệp, in ra PDF mới rồi tải lên lại.")


def check_safety(data: bytes) -> None:
    """Raise FileRefusedError for an unsafe PDF; other errors of the parser on a broken file are handled by the
    worker.
    """
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise FileRefusedError(
            say("Tệp PDF đặt mật khẩu hoặc bị khóa. Hãy xin nơi gửi bản không khóa, hoặc bản .docx.")
        )
    _check_objects(reader.root_object)
    if len(reader.pages) > MAX_PAGES:
        raise FileRefusedError(
            say(
                "Tệp PDF có hơn %(max_pages)s trang. Hãy tách riêng phần kế hoạch rồi tải lên lại.", max_pages=MAX_PAGES
            )
        )


def _check_objects(root: DictionaryObject) -> None:
    pending: list[Any] = [root]
    visited: set[int] = set()
    count = 0
    while pending:
        node = pending.pop()
        count += 1
        if count > _MAX_OBJECTS:
            raise FileRefusedError(say("Tệp PDF quá phức tạp. %(print_again)s", print_again=_PRINT_AGAIN))
        if isinstance(node, IndirectObject):
            if node.idnum not in visited:
                visited.add(node.idnum)
                pending.append(node.get_object())
        elif isinstance(node, DictionaryObject):
            if has_actions_or_files(node):
                raise FileRefusedError(
                    say(
                        "Tệp PDF có mã lệnh, tệp đính kèm hoặc biểu mẫu động. %(print_again)s", print_again=_PRINT_AGAIN
                    )
                )
            pending.extend(inner for name, inner in dict.items(node) if name not in _SKIPPED_KEYS)
        elif isinstance(node, ArrayObject):
            pending.extend(list.__iter__(node))


_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/RichMediaExecute",
    "/Rendition",
}
_CARRIED = {"/EmbeddedFiles", "/EmbeddedFile", "/EF", "/JavaScript", "/JS", "/XFA", "/RichMediaContent"}


def has_actions_or_files(dictionary: Mapping[Any, Any]) -> bool:
    """Return whether a PDF dictionary runs, opens or sends something, or contains another file."""
    return str(dictionary.get("/S")) in _ACTIONS or bool(_CARRIED & set(dictionary))
