"""Write an official document as an edXML package."""

from sokehoach.adapters.edxml.package import Attachment, EdxmlMessage, EdxmlOffice, write_edxml

__all__ = ["Attachment", "EdxmlMessage", "EdxmlOffice", "write_edxml"]
