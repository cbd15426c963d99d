"""The unit of a number: what is counted, as printed behind it."""

import re

from sokehoach.domain.text import same_tone_style

_UNIT_END = re.compile(
    r"[,;(“”«»]|\.(?=\s|$)| (?:được|có|đạt|và|trong|trên|tại|cho|là|của|theo|với|để|do|bị|mỗi|trở|về|phục|"
    r"chất|không|tham|"
    r"ký cam|nhằm|ở|vào|so|hằng|hàng|đến|cấp (?:tỉnh|xã|huyện|thành phố|trung ương|quốc gia|cơ sở))(?!\w)"
)
_LONGEST_UNIT = 7  # words
_QUOTED_UNIT = re.compile(r" ?[“\"«]([^“”\"«»]{2,60})[”\"»]")


def cut_unit(text: str) -> str:
    """The counted noun at the beginning of the text."""
    quoted = _QUOTED_UNIT.match(text)
    if quoted is not None:
        return quoted[1]
    stop = _UNIT_END.search(same_tone_style(text.lower()))
    return " ".join(text[: stop.start() if stop else None].split()[:_LONGEST_UNIT])
