"""An edXML package says what the document says, in the words that public readers look for."""

from base64 import b64decode
from dataclasses import replace
from datetime import date, datetime

import pytest
from defusedxml.ElementTree import fromstring

from sokehoach.adapters.edxml import Attachment, EdxmlMessage, EdxmlOffice, write_edxml

E = "{http://www.mic.gov.vn/TBT/QCVN_102_2016}"
MESSAGE = EdxmlMessage(
    sender=EdxmlOffice("H18.30.02", "UBND xã <Tênh Phông> & bản"),
    to=(EdxmlOffice("H18.30", "UBND huyện Tuần Giáo", "ubnd@example.vn"), EdxmlOffice("000.00.00.H18", "Sở")),
    number=5,
    notation="BC-UBND",
    place="Tênh Phông",
    day=date(2021, 6, 2),
    kind="Báo cáo",
    subject='Kết quả "6 tháng" ]]>',
    signer="Lò Văn Minh",
    position="CHỦ TỊCH",
    attachments=(Attachment("bc.pdf", "application/pdf", b"%PDF-1.7\0\xff"),),
    sent_at=datetime(2021, 6, 2, 9, 12),
)


def test_it_works() -> None:
    made = write_edxml(MESSAGE)
    assert b"<edXML:edXMLEnvelope>" in made
    root = fromstring(made)
    head = root.find(f"{E}edXMLEnvelope/{E}edXMLHeader/{E}MessageHeader")
    assert head.find(f"{E}From/{E}OrganName").text == "UBND xã <Tênh Phông> & bản"
    assert [one.find(f"{E}OrganId").text for one in head.findall(f"{E}To")] == ["H18.30", "000.00.00.H18"]
    assert head.find(f"{E}DocumentId").text == "H18.30.02,2021/06/02,05/BC-UBND"
    assert head.find(f"{E}Subject").text == 'Kết quả "6 tháng" ]]>'
    attached = root.find("AttachmentEncoded/Attachment/ContentTransferEncoded")
    assert b64decode(attached.text) == b"%PDF-1.7\0\xff"


@pytest.mark.parametrize(
    "spoilt", [{"to": ()}, {"sender": EdxmlOffice("", "x")}, {"to": (EdxmlOffice("", "x"),)}], ids=str
)
def test_without_identifiers_there_is_no_package(spoilt: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="identifiers"):
        write_edxml(replace(MESSAGE, **spoilt))
