"""An authority of our own, certificates of a person and an office, and PDFs that they sign."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko import stamp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfWriter
from pypdf.annotations import FreeText

NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Holder:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def for_signing(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.der)

    @property
    def private(self) -> keys.PrivateKeyInfo:
        form = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return keys.PrivateKeyInfo.load(self.key.private_bytes(*form))


def _named(name: str, organisation: str) -> x509.Name:
    return x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        x509.NameAttribute(NameOID.COMMON_NAME, name),
    ])  # fmt: skip


def holder(
    name: str,
    organisation: str,
    *,
    by: Holder | None = None,
    email: str = "",
    authority: bool = False,
    stamps: bool = False,
    valid: tuple[datetime, datetime] = (NOW - YEAR, NOW + YEAR),
) -> Holder:
    """Issued by another holder, or by itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = _named(name, organisation)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority, content_commitment=not authority, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
                encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
    )  # fmt: skip
    if email:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.RFC822Name(email)]), critical=False)
    if stamps:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Holder(builder.sign(by.key if by else key, hashes.SHA256()), key)


@cache
def root() -> Holder:
    """Old enough to have issued what has expired since."""
    return holder(
        "CA gốc thử nghiệm",
        "Tổ chức chứng thực giả định",
        authority=True,
        valid=(NOW - 9 * YEAR, NOW + 9 * YEAR),
    )


@cache
def person() -> Holder:
    return holder("Lò Thị Thử", "Ủy ban nhân dân huyện Thung Mây", by=root(), email="thult@thungmay.example")


@cache
def office() -> Holder:
    return holder("Ủy ban nhân dân huyện Thung Mây", "Ủy ban nhân dân huyện Thung Mây", by=root())


@cache
def clock() -> Holder:
    return holder("Dấu thời gian thử nghiệm", "Tổ chức chứng thực giả định", by=root(), stamps=True)


@cache
def paper() -> bytes:
    """An unsigned PDF of two pages."""
    writer = PdfWriter()
    for _ in range(2):
        writer.add_blank_page(595, 842)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def signed(data: bytes, by: Holder, field: str, *, stamped_at: datetime | None = None, shown: bool = False) -> bytes:
    """Signed once more, as an incremental update; the authority's certificate goes along. `shown`: with a stamp on
    the first page that says who signed.
    """
    store = SimpleCertificateStore()
    store.register(root().for_signing)
    stamper = None
    if stamped_at is not None:
        stamper = DummyTimeStamper(clock().for_signing, clock().private, store, fixed_dt=stamped_at)
    signer = signers.SimpleSigner(by.for_signing, by.private, store)
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    look = stamp.TextStampStyle(stamp_text="Ky boi: %(signer)s\nNgay ky: %(ts)s") if shown else None
    where = SigFieldSpec(field, on_page=0, box=(350, 600, 560, 660)) if shown else None
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    out = signers.PdfSigner(meta, signer, timestamper=stamper, stamp_style=look, new_field_spec=where).sign_pdf(writer)
    made: bytes = out.getvalue()
    return made


@cache
def twice() -> bytes:
    """As a real plan is: the person first, then the office."""
    return signed(signed(paper(), person(), "NguoiKy"), office(), "CoQuan")


def written_on(data: bytes) -> bytes:
    """A note written onto the first page, as an incremental update."""
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_annotation(0, FreeText(text="Ghi thêm", rect=(50, 550, 200, 650)))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def turned(data: bytes) -> bytes:
    """The first page turned, as an incremental update: the content itself is another."""
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.pages[0].rotate(90)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def contents(data: bytes, at: int) -> tuple[int, int]:
    """Where the hexadecimal signature number `at` begins and ends."""
    start = -1
    for _ in range(at + 1):
        start = data.index(b"/Contents <", start + 1)
    begin = start + len(b"/Contents <")
    return begin, data.index(b">", begin)
