"""The rest of the sentence around an item of a plan."""

import re

_MOST_LETTERS = 400  # letters on each side
_ENDS = re.compile(r"[;.](?=\s|$)|\n\s*\n")


def find_rest_of_sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands in the sentence before and after [start, end), with single spaces; «» where nothing does.

    The part before keeps a space at its end, so that «… và » can be told from the end of a word.
    """
    text_before, text_after = text[max(0, start - _MOST_LETTERS) : start], text[end : end + _MOST_LETTERS]
    last = None
    for match in _ENDS.finditer(text_before):
        last = match
    text_before = text_before[last.end() :] if last is not None else text_before
    first = _ENDS.search(text_after)
    text_after = text_after[: first.start()] if first is not None else text_after
    return f"{' '.join(text_before.split())} ".lstrip(), " ".join(text_after.split())
