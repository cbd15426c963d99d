import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.plans.partners import find_partners, split_partner_line
from sokehoach.domain.plans.passages import fold_passage
from tests.domain.plans.plain import reading


def test_it_works():
    text = "Chủ trì, phối hợp với Sở Tài chính, Sở Kế hoạch và Đầu tư và UBND các huyện, thành phố rà soát chợ."
    assert find_partners(fold_passage(text)) == (
        "Sở Tài chính",
        "Sở Kế hoạch và Đầu tư",
        "UBND các huyện, thành phố",
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Phối hợp với các sở, ngành, địa phương xây dựng kế hoạch", ["các sở, ngành, địa phương"]),
        ("Phối hợp chặt chẽ với Công an xã và các bản kiểm tra", ["Công an xã", "các bản"]),
        ("Phối hợp Phòng Nội vụ (Tổ Thi đua - Khen thưởng) họp xét", ["Phòng Nội vụ (Tổ Thi đua - Khen thưởng)"]),
        ("Tham gia phối hợp với Trạm Y tế, địa phương tuyên truyền", ["Trạm Y tế", "địa phương"]),
        ("Phối hợp với chính quyền các cấp trong vận động người dân", ["chính quyền các cấp"]),
        ("Chủ trì, cùng Công an xã, Đoàn Thanh niên tuần tra", ["Công an xã", "Đoàn Thanh niên"]),
        ("Rà soát cùng với Trạm Y tế, các trưởng bản", ["Trạm Y tế", "các trưởng bản"]),
        ("Phối hợp với lực lượng chức năng điều tra", ["lực lượng chức năng"]),
        ("Phối hợp với Văn phòng HĐND và UBND huyện đôn đốc", ["Văn phòng HĐND và UBND huyện"]),
        ("Phối hợp Phòng A; Phòng Tư pháp và các cơ quan có liên quan tham mưu",
         ["Phòng A", "Phòng Tư pháp", "các cơ quan có liên quan"]),
    ],
)  # fmt: skip
def test_lists_are_taken_apart_and_end_at_the_order(text, names):
    assert list(find_partners(fold_passage(text))) == names


@pytest.mark.parametrize(
    "text",
    [
        "Chủ trì, phối hợp tổ chức thực hiện các hoạt động",
        "Phối hợp giải quyết các vướng mắc theo thẩm quyền",
        "Thực hiện tốt công tác phối hợp liên ngành",
        "Tăng cường kiểm tra cùng với việc tuyên truyền",
    ],
)
def test_words_that_name_nobody(text):
    assert find_partners(fold_passage(text)) == ()


@pytest.mark.parametrize(
    "order",
    [
        "viết 06 tin, bài", "in 200 tờ rơi", "nghiệm thu công trình", "diệt bọ gậy", "lấy mẫu xét nghiệm",
        "mua 30 lít hóa chất", "tổng vệ sinh trường lớp", "treo băng rôn", "khoanh vùng ổ dịch", "nhập dữ liệu",
    ],
)  # fmt: skip
def test_the_work_is_no_part_of_the_partners_name(order):
    assert find_partners(fold_passage(f"Phối hợp với Trạm Y tế xã {order} tại các bản")) == ("Trạm Y tế xã",)


def test_an_order_within_another_word_ends_no_name():
    text = "Phối hợp với Ban Chỉ đạo hội nhập quốc tế tỉnh, Trung tâm Kiểm soát thu nhập rà soát hồ sơ."
    assert find_partners(fold_passage(text)) == (
        "Ban Chỉ đạo hội nhập quốc tế tỉnh",
        "Trung tâm Kiểm soát thu nhập",
    )


def test_a_partner_named_twice_is_one():
    text = "Phối hợp với Công an tỉnh kiểm tra. Phối hợp với Sở Tư pháp, Công an tỉnh tham mưu."
    assert find_partners(fold_passage(text)) == ("Công an tỉnh", "Sở Tư pháp")


def test_in_a_line_of_its_own_verbs_are_parts_of_names():
    line = "Vụ Pháp chế, Cục Quản lý xử lý vi phạm và theo dõi thi hành, Các đơn vị khác có liên quan."
    assert split_partner_line(line) == (
        "Vụ Pháp chế",
        "Cục Quản lý xử lý vi phạm và theo dõi thi hành",
        "Các đơn vị khác có liên quan",
    )


def test_a_line_below_the_task_and_its_own_words_both_count():
    found = reading(
        "II. NHIỆM VỤ",
        "1. Phối hợp với Bộ Công an đưa sách về bản",
        "- Đơn vị chủ trì: Sở Y tế.",
        "- Đơn vị phối hợp: Các Sở, ban, ngành; UBND các xã, phường.",
        "- Thời gian thực hiện: Quý II/2026.",
    ).duties
    assert found[0].coordinating == ("Bộ Công an", "Các Sở, ban, ngành", "UBND các xã, phường")


AGENCIES = st.sampled_from(
    ["Sở Y tế", "Sở Văn hóa, Thể thao và Du lịch", "Sở Lao động - Thương binh và Xã hội", "Công an huyện",
     "UBND các xã, thị trấn", "Hội Liên hiệp Phụ nữ huyện", "Ban Dân vận", "Trung tâm Y tế huyện",
     "Báo và Phát thanh, Truyền hình tỉnh", "Bộ Chỉ huy Quân sự tỉnh", "Đoàn Thanh niên", "các cơ quan liên quan"]
)  # fmt: skip


@given(
    st.lists(AGENCIES, min_size=1, max_size=6, unique=True),
    st.sampled_from(["tổ chức tuyên truyền", "kiểm tra các chợ", "để rà soát", "xây dựng kế hoạch"]),
)
def test_what_is_joined_comes_apart(names, order):
    joined = ", ".join(names[:-1]) + (" và " if len(names) > 1 else "") + names[-1]
    assert list(find_partners(fold_passage(f"Chủ trì, phối hợp với {joined} {order}."))) == names
    assert list(split_partner_line(f"{'; '.join(names)}.")) == names
