"""Split a template of an outline into its sentences and their clauses, each of which can be left out alone."""

from collections.abc import Iterator

from sokehoach.domain.documents.outline import OutlineError, parse_template

CLAUSE_SEPARATOR = "; "
_OPENING, _CLOSING = "[{(", "]})"


def split_template(template: str) -> tuple[tuple[str, ...], ...]:
    """The clauses of each sentence; the last one keeps the full stop.

    What stands in brackets is not split, nor is an enumeration from the figure whose parts it names.
    """
    sentences = _join_dependent(_split(template, ". ", keeps=1), " ")
    return tuple(tuple(_join_dependent(_split(sentence, CLAUSE_SEPARATOR), CLAUSE_SEPARATOR)) for sentence in sentences)


def _split(text: str, separator: str, *, keeps: int = 0) -> Iterator[str]:
    """The parts between separators outside brackets; `keeps`: characters of the separator that end a part.

    After a full stop that ends no sentence («TP. hồ») there is no capital letter.
    """
    depth = begin = 0
    for place, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0 and text.startswith(separator, place):
            next_letter = text[place + len(separator) : place + len(separator) + 1]
            if not keeps or next_letter.isupper() or next_letter == "{":
                yield text[begin : place + keeps]
                begin = place + len(separator)
    yield text[begin:]


def _join_dependent(parts: Iterator[str], separator: str) -> list[str]:
    """Each part that is no template of its own joins the one before."""
    joined: list[str] = []
    for part in parts:
        try:
            parse_template(part)
            joined.append(part)
        except OutlineError:
            joined[-1:] = [separator.join([*joined[-1:], part])]
    return joined
