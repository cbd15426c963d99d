"""The root certificates that a deployment trusts: one PEM or DER file each, in a folder."""

import pathlib
from collections.abc import Iterator
from dataclasses import dataclass

from asn1crypto import pem

from sokehoach.adapters.signature import certificates
from sokehoach.adapters.signature.opening import list_root_files
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.signatures import Certificate


@dataclass(frozen=True, slots=True)
class RootCertificate:
    """`fingerprint`: SHA-256 of the certificate, 64 hexadecimal digits, as authorities publish it."""

    certificate: Certificate
    fingerprint: str
    is_authority: bool
    content: bytes  # PEM

    @property
    def spaced_fingerprint(self) -> str:
        """The fingerprint in pairs, to be read aloud and compared."""
        return ":".join(self.fingerprint[at : at + 2] for at in range(0, len(self.fingerprint), 2))


@slow_work
def read_roots(content: bytes) -> list[RootCertificate]:
    """Return the certificates of a PEM or DER file; none for any other file."""
    return [
        RootCertificate(
            certificates.describe_certificate(certificate),
            certificate.sha256.hex().upper(),
            bool(certificate.ca),
            pem.armor("CERTIFICATE", certificate.dump()),
        )
        for certificate in certificates.load_certificates(content)
    ]


@slow_work
def list_roots(folder: pathlib.Path) -> Iterator[tuple[pathlib.Path, list[RootCertificate]]]:
    """Yield each file of the folder with its certificates."""
    return ((path, read_roots(path.read_bytes())) for path in list_root_files(folder))
