"""Find personal e-mail addresses, which often contain the owner's name.

Addresses of offices are excluded: state, school and organisation domains, or a local part that begins with an office's
word, because many communes use a free provider.
"""

import re
from collections.abc import Iterator

from sokehoach.domain.privacy.hit import Hit, HitKind
from sokehoach.domain.privacy.page import FoldedText

_AT = r"(?: ?@ ?| ?[(\[] ?(?:at|a cong) ?[)\]] ?| a cong )"
_MAIL = re.compile(
    rf"(?<![\w.+-])(?P<name>[a-z\d][\w.+-]{{0,63}}){_AT}"
    r"(?P<host>[a-z\d][a-z\d-]{0,62}(?: ?\. ?[a-z\d][a-z\d-]{0,62}){0,3} ?\. ?[a-z]{2,12})(?![\w-])"
)
_HOST_OF_OFFICES = re.compile(r"(?:^|\.)(?:gov|edu|org|mil)\.vn\Z")
_OFFICE = re.compile(
    r"ubnd|hdnd|mttq|vanphong|vanthu|trungtam|ttyt|tramyt|tyt|congan|cax|phong(?:ld|yt|vh|gd|tc|nv|tp)|ldtbxh|lienhiep"
    r"|hoilhpn|hoiphunu|doanthanhnien|huyen|xa[a-z]{4,}|thitran|truong(?:thcs|thpt|th|mn|pt)|ban(?:chidao|quanly)|toasoan"
)


def find_hits(page: FoldedText) -> Iterator[Hit]:
    for match in _MAIL.finditer(page.folded):
        host = "".join(match["host"].split())
        if not (_HOST_OF_OFFICES.search(host) or _OFFICE.match("".join(re.findall(r"[a-z\d]", match["name"])))):
            yield Hit(match.start(), match.end(), HitKind.MAIL)
