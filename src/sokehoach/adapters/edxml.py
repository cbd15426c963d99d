"""Write a message of QCVN 102:2016/BTTTT as two public implementations do; conformance is not claimed.

The text of the regulation was not available: the element order follows public code. Readers of the national axis look
for the literal prefix «edXML:», so it is written literally and not left to a namespace writer.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape

from sokehoach.adapters.slow_work import slow_work

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


@dataclass(frozen=True, slots=True)
class EdxmlOffice:
    identifier: str
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content_type: str
    content: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class EdxmlMessage:
    """A new document. `notation` is such as «BC-UBND», `kind` as printed, «Báo cáo»."""

    sender: EdxmlOffice
    to: Sequence[EdxmlOffice]
    number: int
    notation: str
    place: str
    day: date
    kind: str
    subject: str
    signer: str
    position: str
    attachments: Sequence[Attachment]
    sent_at: datetime
    due_on: date | None = None

    @property
    def identifier(self) -> str:
        return f"{self.sender.identifier},{self.day:%Y/%m/%d},{self.number:02d}/{self.notation}"


@slow_work
def write_edxml(message: EdxmlMessage) -> bytes:
    """Return the package in UTF-8; ValueError if the sender or a recipient has no identifier."""
    if not message.sender.identifier or not message.to or not all(office.identifier for office in message.to):
        raise ValueError("sender and recipients need identifiers")
    body = "".join((_build_header(message), _build_body(message)))
    attachments = "".join(
        _build_attachment(number, attachment) for number, attachment in enumerate(message.attachments, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<edXML:edXML xmlns:edXML="{NAMESPACE}" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<edXML:edXMLEnvelope>{body}</edXML:edXMLEnvelope>"
        f"<AttachmentEncoded>{attachments}</AttachmentEncoded></edXML:edXML>\n"
    ).encode()


def _build_header(message: EdxmlMessage) -> str:
    day = f"{message.day:%Y/%m/%d}"
    head = "".join(
        (
            _build_office("From", message.sender),
            *(_build_office("To", office) for office in message.to),
            _wrap_parts(
                "Code",
                _build_tag("CodeNumber", f"{message.number:02d}"),
                _build_tag("CodeNotation", message.notation),
            ),
            _wrap_parts("PromulgationInfo", _build_tag("Place", message.place), _build_tag("PromulgationDate", day)),
            _wrap_parts("DocumentType", _build_tag("Type", "1"), _build_tag("TypeName", message.kind)),
            _build_tag("Subject", message.subject),
            _build_tag("Content", message.subject),
            _wrap_parts(
                "SignerInfo",
                _build_tag("Competence", ""),
                _build_tag("Position", message.position),
                _build_tag("FullName", message.signer),
            ),
            _build_tag("DueDate", f"{message.due_on:%Y/%m/%d}" if message.due_on else ""),
            _wrap_parts("ToPlaces", *(_build_tag("Place", office.name) for office in message.to)),
            _build_tag("DocumentId", message.identifier),
        )
    )
    trace = _wrap_parts(
        "TraceHeader",
        _build_tag("OrganId", message.sender.identifier),
        _build_tag("Timestamp", f"{message.sent_at:%Y/%m/%d %H:%M:%S}"),
    )
    business = _wrap_parts(
        "Bussiness", _build_tag("BussinessDocType", "0"), _build_tag("BussinessDocReason", "Văn bản mới")
    )
    return _wrap_parts(
        "edXMLHeader",
        _wrap_parts("MessageHeader", head),
        f'<edXML:TraceHeaderList edXML:id="1" edXML:version="1.0" edXML:mustUnderstand="1">{trace}{business}'
        "</edXML:TraceHeaderList>",
    )


def _build_body(message: EdxmlMessage) -> str:
    references = "".join(
        f'<edXML:Reference xlink:href="cid:{number}">'
        + _build_tag("Description", attachment.description)
        + _build_tag("AttachmentName", attachment.name)
        + _build_tag("ContentType", attachment.content_type)
        + _build_tag("ContentId", str(number))
        + "</edXML:Reference>"
        for number, attachment in enumerate(message.attachments, 1)
    )
    return _wrap_parts("edXMLBody", f'<edXML:edXMLManifest edXML:version="1.0">{references}</edXML:edXMLManifest>')


def _build_office(name: str, office: EdxmlOffice) -> str:
    email = _build_tag("Email", office.email) if office.email else ""
    return _wrap_parts(name, _build_tag("OrganId", office.identifier), _build_tag("OrganName", office.name), email)


def _build_attachment(number: int, attachment: Attachment) -> str:
    fields = (
        ("ContentType", attachment.content_type), ("ContentId", str(number)), ("Description", attachment.description),
        ("ContentTransferEncoded", b64encode(attachment.content).decode("ascii")), ("AttachmentName", attachment.name),
    )  # fmt: skip
    return "<Attachment>" + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in fields) + "</Attachment>"


def _build_tag(name: str, text: str) -> str:
    return f"<edXML:{name}>{escape(text)}</edXML:{name}>"


def _wrap_parts(name: str, *parts: str) -> str:
    return f"<edXML:{name}>{''.join(parts)}</edXML:{name}>"
