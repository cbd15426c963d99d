"""What a PDF must not be or hold, settled on its structure before its pages are read."""

import io
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from sokehoach.adapters.guard import NotTaken
from sokehoach.adapters.guard.acting import acts_or_carries

MOST_PAGES = 500
_MOST_OBJECTS = 100_000
# Drawn, or described, but never acted on; walking them costs more than reading the text.
_PASSED_OVER = {
    "/Resources",
    "/Contents",
    "/StructTreeRoot",
    "/Parent",
    "/Metadata",
    "/StructParent",
    "/ParentTree",
}
_AGAIN = "Hãy mở tệp, in ra PDF mới rồi tải lên lại."


def check(data: bytes) -> None:
    """Raises NotTaken; whatever else the parser raises on a broken file is left to the worker."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise NotTaken("Tệp PDF đặt mật khẩu hoặc bị khóa. Hãy xin nơi gửi bản không khóa, hoặc bản .docx.")
    _walk(reader.root_object)
    if len(reader.pages) > MOST_PAGES:
        raise NotTaken(f"Tệp PDF có hơn {MOST_PAGES} trang. Hãy tách riêng phần kế hoạch rồi tải lên lại.")


def _walk(root: DictionaryObject) -> None:
    waiting: list[Any] = [root]
    seen: set[int] = set()
    count = 0
    while waiting:
        one = waiting.pop()
        count += 1
        if count > _MOST_OBJECTS:
            raise NotTaken(f"Tệp PDF quá phức tạp. {_AGAIN}")
        if isinstance(one, IndirectObject):
            if one.idnum not in seen:
                seen.add(one.idnum)
                waiting.append(one.get_object())
        elif isinstance(one, DictionaryObject):
            if acts_or_carries(one):
                raise NotTaken(f"Tệp PDF có mã lệnh, tệp đính kèm hoặc biểu mẫu động. {_AGAIN}")
            waiting.extend(inner for name, inner in dict.items(one) if name not in _PASSED_OVER)
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))
