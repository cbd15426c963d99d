"""Check XML from outside: no document type, entities, unlimited nesting, or content fetched from elsewhere."""

from xml.sax import SAXException  # only the exception: parsing goes through defusedxml
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml.common import DefusedXmlException

from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

MAX_DEPTH = 200  # of nested elements; Word's own stay under 40
MAX_ELEMENTS = 1_500_000


class _Walk(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise FileRefusedError(say("Tệp có cấu trúc lồng nhau bất thường. Hãy mở bằng Word rồi lưu lại."))

    def endElement(self, name: str) -> None:  # noqa: N802
        self._depth -= 1


class _Relations(_Walk):
    """Refuses relations that fetch content from elsewhere; links that a person clicks are allowed."""

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
        super().startElement(name, attrs)
        get = attrs.get  # type: ignore[attr-defined]
        if get("TargetMode") == "External" and not (get("Type") or "").endswith("/hyperlink"):
            raise FileRefusedError(
                say("Tệp lấy nội dung từ tệp khác hoặc từ mạng. Hãy gỡ các liên kết đó rồi lưu lại.")
            )


def check_markup(content: bytes, *, relations: bool = False) -> None:
    """Check one XML part. Raises FileRefusedError."""
    try:
        defusedxml.sax.parseString(content, _Relations() if relations else _Walk(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise FileRefusedError(
            say("Tệp có khai báo DTD, không an toàn. Hãy lưu lại văn bản rồi tải lên lại.")
        ) from error
    except (SAXException, UnicodeError, LookupError) as error:
        raise FileRefusedError(say("Một phần của tệp hỏng. Hãy lưu lại văn bản rồi tải lên lại.")) from error
