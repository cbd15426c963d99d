"""A Word document (.docx) → a measured document: every look resolved through styles, defaults and theme."""

from sokehoach.adapters.layout.docx.document import measure

__all__ = ["measure"]
