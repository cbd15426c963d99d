"""The rest of the sentence around an item of a plan."""

import re

_MOST_LETTERS = 400  # letters on each side
_PART = re.compile(r"\s*trong đó(?!\w)", re.IGNORECASE)
_ENDS = re.compile(r"[;.](?=\s|$)|\n\s*\n")


def find_rest_of_sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands in the sentence before and after [start, end), with single spaces; «» where nothing does.

    The part before keeps a space at its end, so that «… và » can be told from the end of a word.
    """
    text_before, text_after = text[max(0, start - _MOST_LETTERS) : start], text[end : end + _MOST_LETTERS]
    ends = [match.end() for match in _ENDS.finditer(text_before)]
    if ends and _PART.match(text_before, ends[-1]):  # «100% xã …; trong đó 20% …» is of what stands before it
        ends.pop()
    text_before = text_before[ends[-1] :] if ends else text_before
    first = _ENDS.search(text_after)
    text_after = text_after[: first.start()] if first is not None else text_after
    return f"{' '.join(text_before.split())} ".lstrip(), " ".join(text_after.split())
