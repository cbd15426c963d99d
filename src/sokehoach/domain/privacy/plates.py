"""Find vehicle plates: Thông tư 58/2020/TT-BCA, 24/2023/TT-BCA; also of the army and of foreign missions."""

import re
from collections.abc import Iterator

from sokehoach.domain.privacy import lexicon as lists
from sokehoach.domain.privacy.hit import Hit, HitKind
from sokehoach.domain.privacy.page import FoldedText

_SERIES = r"(?:[a-hk-np-vx-z][1-9a-hk-np-vx-z]?|md\d?|ld|da|kt|rm)"
_PLATE = re.compile(
    rf"(?<![\w/.-])(?P<place>[1-9]\d)[ .-]{{0,3}}(?P<series>{_SERIES})"
    r"(?P<gap>[ .-]{0,3})(?P<tail>\d{3}[ .]?\d{2}|\d{4})(?![\w/]|[.,]\d)"
)
_LABEL = re.compile(
    r"(?<![a-z])(?:bien so|bks|bsx|bs|bien kiem soat|bien|xe may|xe mo to|mo to|o to|oto|xe"
    r"|dang ky)(?![a-z])[^\n;]{0,40}\Z"
)
_NOT_PLATE = re.compile(r"(?<![a-z])(?:lop|mau|bieu|phu luc|so nha|khoa|toa|lo|tuyen|duong|ql|tl|dt|phong)(?: so)? ?\Z")
_ARMY = re.compile(r"(?<![\w/.-])[A-Z]{2}[ .-]{1,3}\d{2}[ .-]{1,2}\d{2}(?![\w/-])")
_ARMY_CODES = lists.parse_words(
    "AA AB AC AD AT AV AP BA BB BC BH BK BL BP BS BT BV CA CB CC CD CH CM CN CP CT CV DA DB DC DH FA "
    "GA HA HB HC HD HE HG HH HN HQ HT KA KB KC KD KH KK KM KN KP KT KV LA LB LC LH NA NB NC NH NT PA "
    "PC PG PK PM PP PQ PT PX QA QB QC QH QK QM QN QP QT QV QX TA TC TD TH TK TM TN TS TT TV VA VB VH "
    "VK VT"
)
_MISSION = re.compile(
    r"(?<![\w/.-])\d{2}[ .-]{0,3}(?:\d{3}[ .-]{0,3}(?:NG|NN|QT|CV)|(?:NG|NN|QT"
    r"|CV)[ .-]{0,3}\d{3})[ .-]{0,3}\d{2}(?![\w/])"
)


def find_hits(page: FoldedText) -> Iterator[Hit]:
    for match in _PLATE.finditer(page.folded):
        preceding = page.folded[max(0, match.start() - 52) : match.start()]
        labelled = bool(_LABEL.search(preceding))
        if not labelled:
            series = page.text[match.start("series") : match.end("series")]
            if series != series.upper() or _NOT_PLATE.search(preceding):
                continue
            tail, bare = match["tail"], len(match["series"]) == 1
            if len(tail) == 4 and bare and (tail[:2] in ("19", "20") or not match["gap"]):
                continue  # «Mẫu 12A 2021»
        yield Hit(match.start(), match.end(), HitKind.PLATE)
    for match in _ARMY.finditer(page.text):
        preceding = page.folded[max(0, match.start() - 52) : match.start()]
        if match[0][:2] in _ARMY_CODES and _LABEL.search(preceding):
            yield Hit(match.start(), match.end(), HitKind.PLATE)
    for match in _MISSION.finditer(page.text):
        yield Hit(match.start(), match.end(), HitKind.PLATE)
