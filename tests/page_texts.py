"""What a reader sees or hears of a page: not addresses, tokens or other random letters, in which any word may stand."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
READ_OUT = {
    "aria-label", "title", "placeholder", "alt", "data-label", "data-key-label", "data-show", "data-hide",
}  # fmt: skip

type Attributes = list[tuple[str, str | None]]


class PageTexts(HTMLParser):
    """Collects `texts`, one for each run of text and each attribute that is read."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []  # tags, and whether what is in them is not read

    def is_left_out(self, tag: str, attrs: Attributes) -> bool:
        return tag in ("script", "style")

    def list_read(self, tag: str, attrs: Attributes) -> list[str]:
        """The values of attributes that are read."""
        return [value for name, value in attrs if name in READ_OUT and value]

    @property
    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        is_hidden = self._is_hidden or self.is_left_out(tag, attrs)
        if not is_hidden:
            self.texts += self.list_read(tag, attrs)
        if tag not in VOID:
            self._open.append((tag, is_hidden))

    def handle_endtag(self, tag: str) -> None:
        while tag in (name for name, _hidden in self._open) and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_hidden:
            self.texts.append(data)


class _WithFields(PageTexts):
    """With what stands in fields and choices, but hidden ones: tokens, marks, keys."""

    def list_read(self, tag: str, attrs: Attributes) -> list[str]:
        told = dict(attrs)
        is_seen = tag in ("input", "option", "button") and told.get("type") != "hidden"
        return super().list_read(tag, attrs) + [value for value in (told.get("value"),) if is_seen and value]


def read_page(page: str) -> str:
    """The page's words and figures as one text, with single spaces. Ask of it whether a short figure is absent: of the
    whole page that depends on luck, for three digits stand in one identifier of a hundred.
    """
    reader = _WithFields()
    reader.feed(page)
    return " ".join(" ".join(reader.texts).split())
