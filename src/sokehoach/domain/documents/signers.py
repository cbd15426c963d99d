"""Who signs, as the lines beneath the text have it (NĐ 30/2020, Phụ lục I, Mục II.7)."""

from sokehoach.domain.documents.parts import SignatureBlock
from sokehoach.domain.text import fold

_FOR = "KT. "


def signed_by(block: SignatureBlock, *, name: str, title: str) -> SignatureBlock:
    """The block with the name of who signs. A deputy signs «KT.» before the head's office, their own beneath it; the
    head signs without (Mục II.7 b, c). By a title that is neither, the lines stay as they are.
    """
    if not block.authority:
        return SignatureBlock((), name)
    *above, head = block.authority
    if above and above[-1].startswith(_FOR):
        head = above.pop().removeprefix(_FOR)
    if fold(title) == fold(head):
        return SignatureBlock((*above, head), name)
    if fold(title) == f"pho {fold(head)}":
        return SignatureBlock((*above, f"{_FOR}{head}", title), name)
    return SignatureBlock(block.authority, name)
