"""Numbers of items that the recognition of a scan broke: «9, Ban …» after «8.», «8)» before «b)».

A number is only repaired where it continues the series of the items around it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sokehoach.domain.plans.numbering import BULLET, Marker, MarkerKind, is_next_marker
from sokehoach.domain.plans.passages import CAPITALS, Passage

# «9, Ban …», «__ 5. Ban …»: the stop misread, or a stroke before the number. «1 Đổi mới …»: the stop lost.
_BROKEN = re.compile(
    rf"(?:[_~'`|]{{1,4}}\s?(?P<stroked>\d{{1,2}})[.,]|(?P<comma>\d{{1,2}}),|(?P<bare>\d{{1,2}}))\s(?=[{CAPITALS}])"
)
_LIKE_A = "8"  # «a)» in many typefaces
_LIKE_ONE = "l"


def find_broken_number(content: Passage, previous: Marker | None, following: Marker | None) -> Marker | None:
    """The marker of a paragraph without one, if it goes on from the item before, or the item after goes on from it."""
    match = _BROKEN.match(content.text)
    if match is None:
        return None
    marker = Marker(MarkerKind.ARABIC, match[1] or match[2] or match[3], match.end())
    begins = marker.label == "1" and previous is not None and previous.kind is MarkerKind.ROMAN
    goes_on = begins or is_next_marker(previous, marker)
    is_followed = following is not None and is_next_marker(marker, following)
    return marker if goes_on and (is_followed or match["bare"] is None) else None


def correct_letter(marker: Marker, previous: Marker | None, following: Marker | None) -> Marker:
    """«8)» before «b)» is the letter a; «l.» that does not follow «k.», and «l.2» below no letter, begin with 1."""
    if marker.kind is MarkerKind.ARABIC and marker.closed and marker.label == _LIKE_A:
        is_letter = following is not None and following.kind is MarkerKind.LETTER and following.label == "b"
        return replace(marker, kind=MarkerKind.LETTER) if is_letter else marker
    is_below_letter = previous is not None and previous.kind in (MarkerKind.LETTER, MarkerKind.SUBLETTER)
    if marker.kind is MarkerKind.LETTER and marker.label == _LIKE_ONE and not is_next_marker(previous, marker):
        return replace(marker, kind=MarkerKind.ARABIC, label="1")
    if marker.kind is MarkerKind.SUBLETTER and marker.label.startswith(_LIKE_ONE) and not is_below_letter:
        return replace(marker, kind=MarkerKind.DOTTED, label="1" + marker.label.removeprefix(_LIKE_ONE))
    return marker


def list_following(markers: Sequence[Marker | None]) -> list[Marker | None]:
    """For each paragraph the next marker after it that is no bullet."""
    result: list[Marker | None] = []
    following: Marker | None = None
    for marker in reversed(markers):
        result.append(following)
        following = marker if marker is not None and marker.kind is not BULLET else following
    return result[::-1]
