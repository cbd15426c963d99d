"""Writes a message of QCVN 102:2016/BTTTT as two public implementations do; conformance is not claimed.

The text of the regulation was not at hand: element order follows public code. Readers of the national axis look for
the literal prefix «edXML:», so it is written and not left to a namespace writer.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape

from sokehoach.adapters.slow_work import slow_work

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


@dataclass(frozen=True, slots=True)
class Office:
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
class Message:
    """A new document. `notation` is «BC-UBND», `kind` as printed, «Báo cáo»."""

    sender: Office
    to: Sequence[Office]
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
def write(message: Message) -> bytes:
    """The package in UTF-8; ValueError without an identifier of the sender or a recipient."""
    if not message.sender.identifier or not message.to or not all(one.identifier for one in message.to):
        raise ValueError("sender and recipients need identifiers")
    body = "".join((_header(message), _body(message)))
    attached = "".join(_attached(at, one) for at, one in enumerate(message.attachments, 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<edXML:edXML xmlns:edXML="{NAMESPACE}" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<edXML:edXMLEnvelope>{body}</edXML:edXMLEnvelope>"
        f"<AttachmentEncoded>{attached}</AttachmentEncoded></edXML:edXML>\n"
    ).encode()


def _header(message: Message) -> str:
    day = f"{message.day:%Y/%m/%d}"
    head = "".join(
        (
            _office("From", message.sender),
            *(_office("To", one) for one in message.to),
            _in("Code", _tag("CodeNumber", f"{message.number:02d}"), _tag("CodeNotation", message.notation)),
            _in("PromulgationInfo", _tag("Place", message.place), _tag("PromulgationDate", day)),
            _in("DocumentType", _tag("Type", "1"), _tag("TypeName", message.kind)),
            _tag("Subject", message.subject),
            _tag("Content", message.subject),
            _in(
                "SignerInfo",
                _tag("Competence", ""),
                _tag("Position", message.position),
                _tag("FullName", message.signer),
            ),
            _tag("DueDate", f"{message.due_on:%Y/%m/%d}" if message.due_on else ""),
            _in("ToPlaces", *(_tag("Place", one.name) for one in message.to)),
            _tag("DocumentId", message.identifier),
        )
    )
    trace = _in(
        "TraceHeader",
        _tag("OrganId", message.sender.identifier),
        _tag("Timestamp", f"{message.sent_at:%Y/%m/%d %H:%M:%S}"),
    )
    business = _in("Bussiness", _tag("BussinessDocType", "0"), _tag("BussinessDocReason", "Văn bản mới"))
    return _in(
        "edXMLHeader",
        _in("MessageHeader", head),
        f'<edXML:TraceHeaderList edXML:id="1" edXML:version="1.0" edXML:mustUnderstand="1">{trace}{business}'
        "</edXML:TraceHeaderList>",
    )


def _body(message: Message) -> str:
    references = "".join(
        f'<edXML:Reference xlink:href="cid:{at}">'
        + _tag("Description", one.description)
        + _tag("AttachmentName", one.name)
        + _tag("ContentType", one.content_type)
        + _tag("ContentId", str(at))
        + "</edXML:Reference>"
        for at, one in enumerate(message.attachments, 1)
    )
    return _in("edXMLBody", f'<edXML:edXMLManifest edXML:version="1.0">{references}</edXML:edXMLManifest>')


def _office(name: str, office: Office) -> str:
    email = _tag("Email", office.email) if office.email else ""
    return _in(name, _tag("OrganId", office.identifier), _tag("OrganName", office.name), email)


def _attached(at: int, one: Attachment) -> str:
    told = (
        ("ContentType", one.content_type), ("ContentId", str(at)), ("Description", one.description),
        ("ContentTransferEncoded", b64encode(one.content).decode("ascii")), ("AttachmentName", one.name),
    )  # fmt: skip
    return (
        "<Attachment>" + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in told) + "</Attachment>"
    )


def _tag(name: str, text: str) -> str:
    return f"<edXML:{name}>{escape(text)}</edXML:{name}>"


def _in(name: str, *parts: str) -> str:
    return f"<edXML:{name}>{''.join(parts)}</edXML:{name}>"
