"""What names a person in a text: found, told by its kind, struck out. PRODUCT.md, line 1."""

from sokehoach.domain.privacy.asked import worth_asking
from sokehoach.domain.privacy.hit import FIRM, NOBODY, Hit, Kind, Known
from sokehoach.domain.privacy.scan import scan
from sokehoach.domain.privacy.signers import without_signers
from sokehoach.domain.privacy.strike import STRUCK, strike

__all__ = [
    "FIRM",
    "NOBODY",
    "STRUCK",
    "Hit",
    "Kind",
    "Known",
    "scan",
    "strike",
    "without_signers",
    "worth_asking",
]
