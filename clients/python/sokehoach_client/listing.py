"""Lists of the API: read page by page as they are iterated."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from sokehoach_client.decoding import build_object

if TYPE_CHECKING:
    import pandas

ItemT = TypeVar("ItemT")
PageT = TypeVar("PageT")


class PageReader(Protocol):
    """What a list needs of the client."""

    page_size: int

    def read_json(self, path: str, query: dict[str, Any]) -> dict[str, Any]: ...


class Listing(Generic[ItemT, PageT]):
    """What a list operation answers. Iterate it for items, `pages()` for pages with what stands beside the items.

    Each iteration asks the server anew. The order is stable: what is added meanwhile is not skipped.
    """

    def __init__(
        self, reader: PageReader, path: str, query: dict[str, Any], item: type[ItemT], page: type[PageT]
    ) -> None:
        self._reader, self._path, self._query, self._item, self._page = reader, path, query, item, page

    def __repr__(self) -> str:
        return f"Listing({self._path!r}, {self._query!r})"

    def __iter__(self) -> Iterator[ItemT]:
        for body in self._read_pages():
            for members in body["items"]:
                yield build_object(self._item, members)

    def pages(self) -> Iterator[PageT]:
        for body in self._read_pages():
            yield build_object(self._page, body)

    def rows(self, *fields: str) -> Iterator[dict[str, Any]]:
        """Items as plain dictionaries with these members alone, which the server then sends alone; none: all."""
        for body in self._read_pages(",".join(fields)):
            yield from body["items"]

    def to_frame(self, *fields: str) -> "pandas.DataFrame":
        """A table of pandas with a row for each item. A missing number is NaN, never 0; codes stay texts.

        Columns whose numbers are all numbers are of float64; exact ones are in the items themselves.
        """
        try:
            import pandas
        except ImportError:
            raise ImportError("to_frame() needs pandas: pip install 'sokehoach-client[pandas]'") from None
        rows = list(self.rows(*fields))
        frame = pandas.DataFrame(rows, columns=None if rows else [*fields] or _list_names(self._item))
        for name in frame.columns:
            if _holds_numbers(row.get(name) for row in rows):
                frame[name] = frame[name].astype("float64")
        return frame

    def _read_pages(self, fields: str = "") -> Iterator[dict[str, Any]]:
        cursor: str | None = ""
        while cursor is not None:
            query = self._query | {"limit": self._reader.page_size, "cursor": cursor, "fields": fields}
            body = self._reader.read_json(self._path, query)
            yield body
            cursor = body["next"]


def _list_names(item: type) -> list[str]:
    from dataclasses import fields

    return [field.metadata.get("member", field.name) for field in fields(item)]


def _holds_numbers(values: Iterator[Any]) -> bool:
    """Whether a column holds numbers of which one has a fraction or is missing; whole ones pandas knows itself."""
    kinds = {type(value) for value in values}
    return kinds <= {int, Decimal, type(None)} and bool(kinds & {int, Decimal}) and kinds != {int}
