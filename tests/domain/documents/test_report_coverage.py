"""The sentence that says whose reports a report rests on."""

from sokehoach.domain.documents.report_coverage import FormCoverage, render_coverage

COMMUNES = frozenset("abcd")


def test_coverage_names_who_is_missing_by_kinds_of_units_and_no_form() -> None:
    missing = {"a": ("chưa gửi", "Pú Xi"), "b": ("trả lại", "Tênh Phông"), "c": ("chưa gửi", "Ta Ma")}
    forms = [
        FormCoverage("Kết quả của xã", "xã, thị trấn", COMMUNES, missing),
        FormCoverage("Kết quả của công an", "cơ quan", frozenset("x"), {}),
        FormCoverage("Kết quả y tế", "cơ quan", frozenset("y"), {"y": ("chưa gửi", "Trung tâm Y tế")}),
    ]
    assert render_coverage(forms) == (
        "Số liệu tổng hợp từ báo cáo của 1/4 xã, thị trấn (chưa gửi: Pú Xi, Ta Ma; trả lại: Tênh Phông), "
        "1/2 cơ quan (chưa gửi: Trung tâm Y tế)."
    )
    assert render_coverage(forms[1:2]) == "Số liệu tổng hợp từ báo cáo của 1/1 cơ quan."


def test_units_that_sent_one_form_and_not_another_are_told_by_the_forms_name() -> None:
    whole = FormCoverage("Tình hình", "xã", COMMUNES, {})
    partial = FormCoverage("Nguồn lực", "xã", COMMUNES, {"a": ("chưa gửi", "Pú Xi")})
    again = FormCoverage("Kết quả", "xã", COMMUNES, {})
    assert render_coverage([whole, again]) == "Số liệu tổng hợp từ báo cáo của 4/4 xã."
    assert render_coverage([whole, partial, again]) == (
        "Số liệu tổng hợp từ báo cáo của 4/4 xã (Tình hình; Kết quả), 3/4 xã (Nguồn lực; chưa gửi: Pú Xi)."
    )


def test_coverage_tells_the_number_of_many_units_and_no_names_where_all_are_missing() -> None:
    codes = [f"{number:03}" for number in range(101)]
    late = {code: ("chưa gửi", f"Xã {code}") for code in codes[:60]}
    form = FormCoverage("Kết quả", "xã", frozenset(codes), {**late, codes[60]: ("trả lại", "Ba Tơ")})
    assert render_coverage([form]) == (
        "Số liệu tổng hợp từ báo cáo của 40/101 xã (chưa gửi: 60 đơn vị; trả lại: Ba Tơ)."
    )
    silent = FormCoverage("Kết quả", "xã", frozenset(codes[:60]), late)
    assert render_coverage([silent]) == "Số liệu tổng hợp từ báo cáo của 0/60 xã (chưa gửi)."


def test_no_form_is_named_where_every_unit_of_the_kind_has_sent_all() -> None:
    group, own = (FormCoverage(name, "cơ quan", frozenset(codes), {}) for name, codes in (("A", "abc"), ("B", "a")))
    late = FormCoverage("C", "xã", COMMUNES, {"a": ("chưa gửi", "Pú Xi")})
    assert render_coverage([group, own, late]) == (
        "Số liệu tổng hợp từ báo cáo của 3/3 cơ quan, 3/4 xã (chưa gửi: Pú Xi)."
    )


def test_agencies_with_forms_of_their_own_beside_one_of_all_are_counted_once() -> None:
    own_forms = [FormCoverage(f"Kết quả của {code}", "cơ quan", frozenset(code), {}) for code in "abcd"]
    late = FormCoverage("Kết quả của 2 cơ quan", "cơ quan", frozenset("ab"), {"a": ("chưa gửi", "Sở Y tế")})
    assert render_coverage([*own_forms, late]) == (
        "Số liệu tổng hợp từ báo cáo của 4/4 cơ quan (chưa đủ biểu: Sở Y tế)."
    )


def test_an_agency_without_any_report_is_named_by_its_state() -> None:
    names = {"a": "Công an tỉnh", "b": "Sở Y tế", "c": "Sở Nội vụ"}
    group = FormCoverage("A", "cơ quan", frozenset("abc"), {code: ("chưa gửi", name) for code, name in names.items()})
    forms = [group, FormCoverage("B", "cơ quan", frozenset("d"), {}), FormCoverage("C", "cơ quan", frozenset("a"), {})]
    assert render_coverage(forms) == (
        "Số liệu tổng hợp từ báo cáo của 2/4 cơ quan (chưa đủ biểu: Công an tỉnh; chưa gửi: Sở Y tế, Sở Nội vụ)."
    )


def test_of_many_forms_of_the_same_units_the_number_is_told() -> None:
    forms = [FormCoverage(f"Biểu {number}", "xã", COMMUNES, {}) for number in range(4)]
    late = FormCoverage("Nguồn lực", "xã", COMMUNES, {"a": ("chưa gửi", "Pú Xi")})
    assert render_coverage([*forms, late]) == (
        "Số liệu tổng hợp từ báo cáo của 4/4 xã (4 biểu), 3/4 xã (Nguồn lực; chưa gửi: Pú Xi)."
    )
