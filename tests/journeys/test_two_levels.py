"""A report from commune to district to province: drafted from accepted figures, signed, sealed, issued, taken in.

The certificates are made here; the files that arrive are read by pyHanko, and by pdfsig where it is installed.
"""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from sokehoach.adapters.readers.text_files import read_exact_text
from sokehoach.adapters.signature import read_signatures
from sokehoach.domain.documents.signatures import Integrity
from tests.adapters.signature.keys import p12
from tests.journeys.conftest import axe, shot

NOW = datetime(2021, 6, 22, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SHEET = "/tong-hop/099/2021S1/01-XA/"
# Elements of form 01-XA, and the sentence that tells each in the commune's report and in the district's.
OWN = {
    "B1": r"tổ chức ([\d.]+) cuộc tuyên truyền trực tiếp",
    "B2": r"với ([\d.]+) lượt người nghe",
    "B3": r"có ([\d.]+) buổi phát thanh",
}
SENTENCES = {
    "B1": r"tổ chức ([\d.]+) cuộc tuyên truyền trực tiếp",
    "B2": r"thu hút ([\d.]+) lượt người",
    "B3": r"có ([\d.]+) buổi phát thanh",
}


@dataclass(frozen=True, slots=True)
class House:
    """One office: its clerk, who signs for it and its seal."""

    clerk: Page
    signer: Page
    person: str
    office: str


def test_two_levels(demo_login: Callable[[str], Page], tmp_path: Path) -> None:
    commune = House(demo_login("xa03289"), demo_login("chutich03289"), "Lường Văn Páo", "UBND xã Quài Cang")
    district = House(demo_login("thuongtruc"), demo_login("truongphong"), "Lò Văn Hặc", "Phòng Lao động - TB&XH")
    province = demo_login("sotiepnhan")

    own = accepted_figures(commune.clerk)
    draft(commune, "bc-xa")
    # Both that the document names are proposed; the committee gets it from its office.
    issued(commune, "01/BC-UBND", {"UBND huyện Tuần Giáo": "không gửi"}, looked=True)
    file = take_in(district.clerk, "Quài Cang", tmp_path / "xa.pdf", number="")
    verified(file, commune, tells={OWN[code]: figure for code, figure in own.items()})

    figures = close_the_sheet(district.clerk)
    draft(district, "bc-ldtbxh")
    issued(district, "01/BC-LĐTBXH", {"UBND huyện Tuần Giáo": "bản giấy"})
    file = take_in(province, "Phòng LĐ-TB&XH", tmp_path / "huyen.pdf", number="178")
    verified(file, district, tells={said: figures[code] for code, said in SENTENCES.items()})
    expect(province.locator("main")).to_contain_text("số đến 178")
    district.clerk.reload()
    expect(district.clerk.locator("main")).to_contain_text(re.compile(r"đã tiếp nhận\s+1/\d+\s+nơi nhận"))
    # The report is owed no more, and a copy that came to the police is on their first page.
    district.clerk.goto("/")
    own = "của Phòng Lao động - Thương binh và Xã hội"
    expect(district.clerk.locator("main")).to_contain_text(re.compile(rf"{own}\s+đã phát hành ngày"))
    expect(district.clerk.locator(".tasks").first).not_to_contain_text(f"6 tháng đầu năm 2021 {own}")
    police = demo_login("congan")
    police.get_by_role("link", name=re.compile("Mở, tiếp nhận.*01.BC-LĐTBXH")).click()
    police.get_by_role("button", name="Tiếp nhận", exact=True).click()
    expect(police.locator("main")).to_contain_text("số đến 1")


def accepted_figures(clerk: Page) -> dict[str, str]:
    clerk.goto("/bao-cao/?ky=2021S1")
    clerk.locator("main").get_by_role("link", name="Xem").click()
    expect(clerk.locator("main")).to_contain_text("đã duyệt", ignore_case=True)
    return {code: figure(clerk, code) for code in OWN}


def close_the_sheet(office: Page) -> dict[str, str]:
    """The figures of all communes that are in, closed and sent up."""
    office.goto(SHEET)
    office.get_by_role("button", name="Chốt số tổng hợp").click()
    expect(office.get_by_text("đã chốt lúc")).to_be_visible()
    return {code: figure(office, code) for code in SENTENCES}


def figure(page: Page, code: str) -> str:
    return page.locator(f"tr[id='{code}'] .figure").inner_text().strip()


def draft(house: House, outline: str) -> None:
    house.clerk.goto("/van-ban/")
    begin(house.clerk, f"/{outline}/")
    house.clerk.get_by_role("button", name="Lưu lời văn").click()


def begin(clerk: Page, address: str) -> None:
    """From the list of documents to the words of the draft, past the figures of one meaning that differ, if any."""
    clerk.locator(f"form[action*='{address}'] button").click()
    clerk.wait_for_url(re.compile("/soan/|/loi-van/$"))
    if "/soan/" in clerk.url:
        expect(clerk.locator("h1")).to_contain_text("Đối chiếu số liệu trước khi soạn")
        clerk.get_by_role("button", name="Soạn báo cáo").click()
        clerk.wait_for_url("**/loi-van/")


def issued(house: House, number: str, to: dict[str, str], *, looked: bool = False) -> None:
    """From the draft to those it is sent to, each side at its own screen."""
    clerk, signer = house.clerk, house.signer
    clerk.get_by_role("button", name="Trình kiểm tra").click()
    checked = clerk.get_by_role("button", name="Đã kiểm tra, trình ký")
    checked.click()
    expect(checked).to_have_count(0)  # its own words are on the page before
    expect(clerk.locator("main")).to_contain_text("trình ký")
    page = urlsplit(clerk.url).path

    signer.goto("/van-ban/")
    signer.locator(f"a[href='{page}']").click()
    signer.get_by_role("link", name="Ký số", exact=True).click()
    if looked:
        axe(signer)
        shot(signer, "two-levels-1-sign")
    sign(signer, house.person, password="sai")
    expect(signer.locator("main")).to_contain_text("Mật khẩu của chứng thư số không đúng")
    sign(signer, house.person)
    expect(signer.locator("main")).to_contain_text(number)

    clerk.goto(page)
    clerk.get_by_role("link", name="Đóng dấu cơ quan").click()
    sign(clerk, house.office)
    clerk.get_by_role("link", name="Chọn nơi nhận").click()
    for name, way in to.items():
        clerk.get_by_label(name, exact=True).select_option(label=way)
    if looked:
        axe(clerk)
        shot(clerk, "two-levels-2-recipients")
    clerk.get_by_role("button", name="Lưu nơi nhận").click()
    clerk.get_by_role("button", name="Phát hành").click()
    expect(clerk.locator("main")).to_contain_text("đã phát hành")


def sign(page: Page, name: str, password: str = "mat-khau") -> None:
    file = {"name": "khoa.p12", "mimeType": "application/x-pkcs12", "buffer": p12(name, at=NOW)}
    page.get_by_label("Tệp chứng thư số").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Ký số").click()


def take_in(page: Page, sender: str, path: Path, *, number: str) -> Path:
    page.goto("/van-ban/")
    page.get_by_role("row").filter(has_text=sender).get_by_role("link").first.click()
    page.get_by_label("Số đến").fill(number)
    page.get_by_role("button", name="Tiếp nhận", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã tiếp nhận")
    with page.expect_download() as fetched:
        page.get_by_role("link", name=re.compile("da-ky.pdf")).last.click()
    fetched.value.save_as(path)
    return path


def verified(file: Path, house: House, *, tells: dict[str, str]) -> None:
    """Person, then office; nothing changed since; the words tell the figures."""
    data = file.read_bytes()
    found = read_signatures(data, at=NOW).signatures
    assert [one.signer for one in found] == [house.person, house.office]
    assert [one.integrity for one in found] == [Integrity.SIGNED_ON, Integrity.INTACT]
    if shutil.which("pdfsig"):
        told = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=True).stdout
        assert told.count("Signature is Valid") == 2
    words = re.sub(r"\s+", " ", read_exact_text(data, name=file.name))
    assert re.search(rf"(?:CHỦ TỊCH|TRƯỞNG PHÒNG) .*{house.person}", words), "whose signature it is"
    for said, figure in tells.items():
        match = re.search(said, words)
        assert match, f"«{said}» is not in the file"
        assert match[1] == figure
