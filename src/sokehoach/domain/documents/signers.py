"""Set the signer in a signature block (NĐ 30/2020, Phụ lục I, Mục II.7)."""

from sokehoach.domain.documents.parts import SignatureBlock
from sokehoach.domain.text import fold_accents

_DEPUTY_PREFIX = "KT. "


def build_signed_block(block: SignatureBlock, *, name: str, title: str) -> SignatureBlock:
    """The block with the signer's name.

    A deputy signs «KT.» for the head, with their own office below it; the head signs without (Mục II.7 b, c). For any
    other title, the lines are unchanged.
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
