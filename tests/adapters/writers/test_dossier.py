"""A dossier opens with plain Python: every file stands in the index with its sum, and equal dossiers are equal."""

import csv
import hashlib
import io
import zipfile

from sokehoach.adapters.writers.dossier import Dossier, DossierDocument, DossierFile, write_dossier

FILES = {"01-trinh-ky.pdf": b"%PDF one", "02-da-ky.pdf": b"%PDF two" * 1000}
ENTRY = DossierDocument(
    DocOrdinal=1, TypeName="Báo cáo", CodeNumber="05", CodeNotation="BC-UBND", IssuedDate="22/06/2021",
    OrganName="UBND xã", Subject="=HYPERLINK(1) <b>", SignerPosition="CHỦ TỊCH", SignerName="Lò Văn Minh",
    To="UBND huyện", State="đã phát hành", folder="001-report",
    files=[DossierFile(name, lambda data=data: data) for name, data in FILES.items()],  # type: ignore[misc]
    receipts=["UBND huyện: đã tiếp nhận, số đến 1"],
)  # fmt: skip
DOSSIER = Dossier("Hồ sơ 2021", "UBND xã", "22/06/2021", "22/06/2021", [ENTRY])


def test_it_works() -> None:
    pieces = list(write_dossier(DOSSIER))
    assert len(pieces) > len(FILES)  # it comes piece by piece
    made = b"".join(pieces)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        names = package.namelist()
        sums = dict(line.split("  ")[::-1] for line in package.read("SHA256SUMS").decode().splitlines())
        assert set(sums) == set(names) - {"SHA256SUMS"}
        for name, digest in sums.items():
            assert hashlib.sha256(package.read(name)).hexdigest() == digest
        for name, data in FILES.items():
            assert package.read(f"001-report/{name}") == data
        (row,) = csv.DictReader(io.StringIO(package.read("muc-luc.csv").decode("utf-8-sig")))
        assert (row["CodeNumber"], row["Subject"]) == ("05", "'=HYPERLINK(1) <b>")
        page = package.read("muc-luc.html").decode()
        assert 'href="001-report/01-trinh-ky.pdf"' in page
        assert "&lt;b&gt;" in page
        assert "số đến 1" in page


def test_equal_dossiers_are_equal_bytes() -> None:
    assert b"".join(write_dossier(DOSSIER)) == b"".join(write_dossier(DOSSIER))
