"""Why nothing is made of a part of a plan, or what a person has to say, in Vietnamese."""

from sokehoach.domain.messages import say

NOT_MEASURED = say(
    "Sự hiểu biết, nhận thức không đếm được bằng báo cáo hành chính, nên không lập con số nào. "
    "Việc làm để đạt nó (hội nghị, lớp, tài liệu) đếm được ở phần nhiệm vụ."
)
UNKNOWN_WHOLE = say(
    "Không ai biết tổng số để làm mẫu số: cái chưa phát hiện thì chưa đếm được. Không lập tỷ lệ nào; "
    "có thể đếm số đã phát hiện."
)
NO_WORDS = say("Câu của kế hoạch không nói đếm gì.")
NO_DENOMINATOR = say("Kế hoạch không ghi mẫu số: hãy gõ tên mẫu số.")
NO_PREDICATE = say("Câu của kế hoạch không nói tử số là gì: hãy gõ tên tử số.")
NO_AREA_LEVEL = say("Bảng giao mức cho từng đơn vị mà không có dòng cộng: hãy gõ mức của cả địa bàn.")
ADDS_NOT = say("Con số này không cộng được giữa các đơn vị: một cơ quan báo cáo cho cả địa bàn.")
PART_OF_SHARE = say("Con số này là điều kiện bên trong một chỉ tiêu phần trăm, chỉ tiêu ấy đã đếm nó: không lập riêng.")
