"""An official document as an edXML package."""

from sokehoach.adapters.edxml.package import Attachment, Message, Office, write

__all__ = ["Attachment", "Message", "Office", "write"]
