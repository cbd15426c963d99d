from datetime import date

from sokehoach.domain.registers.checklists import Checklist, ChecklistItem

ALL = ChecklistItem("1", "Có hợp đồng lao động bằng văn bản", "nguồn A")
LODGING = ChecklistItem("2", "Có sổ đăng ký lưu trú", "nguồn B", kinds=("lodging",))
CULTURE = ChecklistItem("3", "Sản phẩm văn hóa được phép lưu hành", "nguồn C", bodies=("culture", "team_178"))
FIRST = Checklist("chung", "Danh mục 2004", date(2004, 11, 7), "nguồn", (ALL,))
SECOND = Checklist("chung", "Danh mục 2021", date(2021, 1, 1), "nguồn", (ALL, LODGING, CULTURE))


def test_it_works() -> None:
    assert SECOND.items_for(kind="lodging", body="team_178") == [ALL, LODGING, CULTURE]
    assert SECOND.items_for(kind="karaoke", body="health") == [ALL]
