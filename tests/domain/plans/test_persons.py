"""What a plan calls by a person, an office or a crowd is no agency; what is an agency stays one."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.plans.persons import names_persons
from sokehoach.domain.text import normalize_nfc

BODIES = ("UBND xã Nậm Pồ", "Ban Chỉ đạo", "Phòng Nội vụ", "Hội Nông dân", "Công an xã", "Đoàn Thanh niên", "Trạm Y tế")
OFFICES = (
    "Trưởng",
    "Phó Trưởng",
    "Chủ tịch",
    "Phó Chủ tịch",
    "Thủ trưởng",
    "Giám đốc",
    "Bí thư",
    "Thành viên",
    "Lãnh đạo",
)
TITLES = ("Đồng chí", "đ/c", "Ông", "Bà", "Thầy", "Cô", "Các đồng chí")
CROWDS = (
    "người dân", "hộ gia đình", "đoàn viên", "hội viên", "nhân dân", "học sinh", "phụ huynh học sinh", "bà con",
    "đối tượng thụ hưởng", "cán bộ, công chức", "giáo viên", "chủ cơ sở kinh doanh", "người cao tuổi",
    "tuyên truyền viên", "già làng, trưởng bản", "công nhân", "tổ chức, cá nhân", "hộ nghèo", "ngư dân", "đồng bào",
)  # fmt: skip
BEFORE = ("", "các ", "toàn thể ", "mọi ", "những ", "tất cả các ", "Đông đảo ")
names = st.lists(st.sampled_from(("Lò", "Thị", "Văn", "Vừ", "A", "Minh", "Hoà")), min_size=1, max_size=3).map(" ".join)


@given(st.sampled_from(TITLES), names)
def test_a_title_with_a_name_is_a_person(title: str, name: str) -> None:
    assert names_persons(f"{title} {name}")


@given(st.sampled_from(("Lò", "Vừ", "Nguyễn", "Trần", "Hoàng")), names)
def test_a_bare_name_is_a_person(family: str, name: str) -> None:
    assert names_persons(f"{family} {name}")


@given(st.sampled_from(OFFICES), st.sampled_from(BODIES))
def test_an_office_is_a_person_and_its_body_is_none(office: str, body: str) -> None:
    assert names_persons(f"{office} {body}")
    assert not names_persons(body)


@given(st.sampled_from(BEFORE), st.sampled_from(CROWDS), st.sampled_from(("", " trên địa bàn xã", " và cộng đồng")))
def test_a_crowd_is_no_agency(before: str, crowd: str, behind: str) -> None:
    text = f"{before}{crowd}{behind}"
    assert names_persons(text)
    assert names_persons(text.capitalize())


NAMES = """
Hội Người cao tuổi; Công đoàn viên chức tỉnh; Hội Cựu giáo chức; Liên đoàn Lao động; Xã Viên An; Ban Dân tộc
Ban Dân vận; Phòng Lao động - TB&XH; Thường trực HĐND; Công chức Văn hóa - Xã hội; Thư viện tỉnh; Bệnh viện đa khoa
Công viên địa chất; Trường Tiểu học số 1; Ban Chỉ huy Quân sự; Hội đồng thi đua; Tòa án nhân dân; Ủy ban nhân dân xã
Viện kiểm sát nhân dân; Thanh tra; Huyện Cô Tô; Đoàn kiểm tra; Tổ công tác; Đội Quản lý trật tự; Lao động - Thương binh
""".replace("\n", ";").split(";")


@pytest.mark.parametrize("name", [name.strip() for name in NAMES if name.strip()])
def test_an_agency_is_one(name: str) -> None:
    assert not names_persons(name)


def test_the_leads_of_labelled_plans_are_agencies_but_for_offices(shared: Path) -> None:
    leads = {
        normalize_nfc(duty["agency"])
        for folder in ("corpus", "corpus/more")
        for path in (shared / folder / "gold").glob("*.json")
        for duty in json.loads(path.read_text("utf-8"))["duties"]
        if duty.get("agency")
    }
    assert len(leads) > 60
    offices = ("Chủ tịch", "Các thành viên", "Giám đốc", "Thủ trưởng", "các Bộ trưởng", "Ông", "Trưởng")
    assert [name for name in leads if names_persons(name) and not name.startswith(offices)] == []
