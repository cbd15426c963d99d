"""Who signs, as the lines beneath the text have it (NĐ 30/2020, Phụ lục I, Mục II.7)."""

from sokehoach.domain.documents.parts import SignatureBlock
from sokehoach.domain.text import fold_accents

_DEPUTY_PREFIX = "KT. "


def build_signed_block(block: SignatureBlock, *, name: str, title: str) -> SignatureBlock:
    """The block with the name of who signs. A deputy signs «KT.» before the head's office, their own beneath it; the
    head signs without (Mục II.7 b, c). By a title that is neither, the lines stay as they are.
    """
    if not block.authority:
        return SignatureBlock((), name)
    *preceding, head = block.authority
    if preceding and preceding[-1].startswith(_DEPUTY_PREFIX):
        head = preceding.pop().removeprefix(_DEPUTY_PREFIX)
    if fold_accents(title) == fold_accents(head):
        return SignatureBlock((*preceding, head), name)
    if fold_accents(title) == f"pho {fold_accents(head)}":
        return SignatureBlock((*preceding, f"{_DEPUTY_PREFIX}{head}", title), name)
    return SignatureBlock(block.authority, name)
