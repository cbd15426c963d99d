"""The words of the pages."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.template import TemplateSyntaxError

from sokehoach.apps.shell import strips, widgets
from sokehoach.apps.shell.status_badges import SOURCES, STATES
from sokehoach.apps.shell.templatetags.shell import ICONS
from sokehoach.domain.values.gap import Gap

Draw = Callable[..., str]


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html)).strip()


def test_it_works(draw: Draw) -> None:
    html = draw('{% status_badge "accepted" %}')
    assert text(html) == "Đã duyệt"
    assert "sprite.svg#check" in html


def test_an_unknown_icon_is_refused(draw: Draw) -> None:
    with pytest.raises(TemplateSyntaxError, match="no-such-icon"):
        draw('{% icon "no-such-icon" %}')


def test_every_mark_names_an_icon_of_the_sprite_and_a_word() -> None:
    for mark in (*STATES.values(), *SOURCES.values()):
        assert mark.icon in ICONS | {""}
        assert str(mark.label)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (Decimal("0"), "0"),
        (1117, "1.117"),
        (1234.5, "1.234,5"),
        (Decimal("4.10"), "4,1"),
        (-7, "-7"),
    ],
)
def test_a_number_is_written_as_officials_write_it(draw: Draw, value: object, written: str) -> None:
    assert text(draw("{% number value %}", value=value)) == written


def test_places_round_half_up_as_on_paper(draw: Draw) -> None:
    assert text(draw("{% number value 1 %}", value=Decimal("0.25"))) == "0,3"
    assert text(draw("{% number value 1 %}", value=2)) == "2,0"


def test_zero_and_the_gaps_are_different_things(draw: Draw) -> None:
    values = (Decimal(0), Gap.NOT_REPORTED, Gap.NOT_APPLICABLE)
    zero, unreported, inapplicable = (draw("{% cell_value v %}", v=v) for v in values)
    assert text(zero) == "0"
    assert text(unreported) == "chưa báo cáo"
    assert "gap--hatched" in unreported
    assert text(inapplicable) == "–không áp dụng"
    assert "gap--hatched" not in inapplicable


@pytest.mark.parametrize(
    ("now", "before", "written"),
    [
        (214, 152, "+62 (+40,8%)"),
        (150, 200, "−50 (−25,0%)"),
        (5, 5, "0 (0,0%)"),
        (3, 0, "+3"),
        (3, None, "không có số để so"),
    ],
)
def test_change_says_how_much_and_of_how_much(draw: Draw, now: int, before: int | None, written: str) -> None:
    html = draw("{% number_change now before %}", now=now, before=before)
    assert text(html) == written
    assert not re.search("red|teal|amber", html)


def test_a_figure_is_a_link_that_opens_the_drawer(draw: Draw) -> None:
    html = draw('{% figure_link 0 "/so-lieu/1/" "cuộc" %}')
    assert text(html) == "0 cuộc"
    assert 'href="/so-lieu/1/"' in html
    assert "data-drawer" in html
    assert "data-drawer" not in draw('{% figure_link 0 "/so-lieu/1/" page=True %}'), "a whole page in the drawer"


def test_what_people_typed_is_escaped(draw: Draw) -> None:
    bad = "<script>x</script>"
    for source in (
        '{% status_badge "draft" bad %}',
        "{% clause bad bad %}",
        "{% code bad %}",
        '{% figure_link bad "/" bad %}',
        "{% coverage_strip segments %}",
        "{% coverage_text segments %}",
        "{% workflow_steps steps %}",
        "{% coverage_names many %}",
        "{% progress_panel 1 2 bad %}",
        '{% notice "error" %}{{ bad }}{% endnotice %}',
        '{% empty_state "book" bad %}{{ bad }}{% endempty_state %}',
        '{% dialog "d" bad %}{{ bad }}{% enddialog %}',
        "{% drawer bad code=bad back=bad %}{{ bad }}{% enddrawer %}",
    ):
        html = draw(
            source,
            bad=bad,
            segments=[(bad, "returned")],
            many=[(bad, "draft")] * 25,
            steps=[{"name": bad, "state": "done", "who": bad}],
        )
        assert "<script" not in html, source
        assert "&lt;script" in html, source


def test_coverage_names_who_is_missing(draw: Draw) -> None:
    segments = [("Quài Cang", "accepted"), ("Tênh Phông", "returned"), ("Pú Xi", "not_reported")]
    html = draw("{% coverage_strip segments %}", segments=segments)
    assert 'aria-label="1/3, thiếu: Tênh Phông (trả lại), Pú Xi (chưa gửi)"' in html
    assert html.count("strip__segment strip__segment--") == 3
    assert text(draw('{% coverage_text segments "xã" %}', segments=segments[:1])) == "1/1 xã, đủ"


def test_of_a_provinces_communes_the_missing_are_counted_and_named_below(draw: Draw) -> None:
    segments = [(f"Thứ {n}", "accepted" if n < 71 else "draft" if n < 106 else "not_reported") for n in range(166)]
    assert text(draw("{% coverage_text segments %}", segments=segments)) == (
        "71/166, thiếu 95: 60 chưa gửi; 35 đang soạn"
    )
    assert "strip--dense" in draw("{% coverage_strip segments %}", segments=segments)
    named = draw("{% coverage_names segments %}", segments=segments)
    assert "<summary>Tên 95 đơn vị còn thiếu</summary>" in named
    assert "Thứ 105" in named
    assert "Thứ 70" not in named


def test_a_strip_of_many_segments_has_no_gaps(draw: Draw) -> None:
    """Those of 194 items of a plan, each with its border, were wider than a telephone."""
    assert text(draw("{% strip_class 60 %}")) == "strip"
    assert text(draw("{% strip_class 61 %}")) == "strip strip--dense"


def test_of_few_the_sentence_names_all(draw: Draw) -> None:
    segments = [("Pú Xi", "not_reported"), ("Tênh Phông", "accepted")]
    assert draw("{% coverage_names segments %}", segments=segments) == ""
    assert "strip--dense" not in draw("{% coverage_strip segments %}", segments=segments)


def test_lateness_is_the_one_filled_chip(draw: Draw) -> None:
    assert text(draw("{% overdue_badge 4 %}")) == "Quá hạn 4 ngày làm việc"
    assert "mark--overdue" in draw("{% overdue_badge 4 %}")
    assert "mark--overdue" not in draw("{% overdue_badge 4 short=True %}")


def test_a_bar_stays_within_its_frame_and_the_unmeasured_is_hatched(draw: Draw) -> None:
    assert 'width="68.4%"' in draw("{% share_bar 13 19 %}")
    assert 'width="100.0%"' in draw("{% share_bar 25 19 %}")
    assert 'width="0.0%"' in draw("{% share_bar 0 0 %}")
    assert "bar--unmeasured" in draw("{% share_bar None 19 %}")


def test_the_life_tells_where_it_stands(draw: Draw) -> None:
    html = draw(
        "{% workflow_steps steps %}",
        steps=[{"name": "Nháp", "state": "done"}, {"name": "Trả lại", "state": "returned", "when": "21/6"}],
    )
    assert html.count('aria-current="step"') == 1
    assert "21/6" in html


def test_every_write_key_is_new(draw: Draw) -> None:
    found = re.findall(r'value="([0-9a-f-]{36})"', draw("{% write_key %}{% write_key %}"))
    assert len(set(found)) == 2


def test_dates_keep_the_zeros_that_the_decree_asks_for(draw: Draw) -> None:
    assert text(draw("{% long_date d %}", d=date(2021, 3, 4))) == "ngày 04 tháng 3 năm 2021"
    assert text(draw("{% long_date d %}", d=date(2021, 2, 14))) == "ngày 14 tháng 02 năm 2021"
    assert text(draw("{% day d %} {% weekday d %}", d=date(2021, 6, 18))) == "18/6 thứ Sáu"


class Sample(forms.Form):
    reached = forms.IntegerField(label="Lượt người", help_text="số nguyên", widget=widgets.WholeNumber)
    secret = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput, min_length=12)
    note = forms.CharField(label="Ghi chú", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Có hạn")], widget=widgets.Segmented)
    lead = forms.ChoiceField(
        label="Chủ trì", choices=[("b", "Công an")], widget=widgets.Cards(details={"b": ("theo mục", 0.61)})
    )
    tongue = forms.MultipleChoiceField(label="Tiếng", choices=[("m", "Mông")], widget=widgets.Checks)


def test_an_error_says_what_was_typed_and_is_tied_to_its_field(draw: Draw) -> None:
    html = draw("{% field form.reached %}", form=Sample({"reached": "1,5 <b>"}))
    assert "Bạn đã gõ «1,5 &lt;b&gt;»" in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_reached_helptext id_reached_error"' in html
    assert 'id="id_reached_helptext"' in html
    assert 'id="id_reached_error"' in html


def test_a_password_is_never_said_back(draw: Draw) -> None:
    assert "ngắn thôi" not in draw("{% field form.secret %}", form=Sample({"secret": "ngắn thôi"}))


def test_what_may_be_left_out_says_so(draw: Draw) -> None:
    assert "nếu có" in draw("{% field form.note %}", form=Sample())
    assert "nếu có" not in draw("{% field form.secret %}", form=Sample())


@pytest.mark.parametrize(("name", "word"), [("kind", "Có hạn"), ("lead", "theo mục"), ("tongue", "Mông")])
def test_choices_stand_in_a_named_group_and_keep_the_choice(draw: Draw, name: str, word: str) -> None:
    html = draw("{% field form." + name + " %}", form=Sample({"kind": "a", "lead": "b", "tongue": ["m"]}))
    assert "<fieldset" in html
    assert "<legend" in html
    assert word in html
    assert "checked" in html


def test_the_summary_links_to_every_wrong_field(draw: Draw) -> None:
    html = draw("{% form_errors form %}", form=Sample({"note": "x"}))
    assert 'href="#id_reached"' in html
    assert 'href="#id_note"' not in html
    assert text(draw("{% form_errors form %}", form=Sample())) == ""


def test_a_strip_of_a_country_is_as_large_as_one_of_a_province() -> None:
    country = [(f"Xã {n}", "accepted") for n in range(10_597)] + [("Xã A", "returned"), ("Xã B", "not_reported")]
    strip = strips.build_coverage(country)
    assert strip.count("<i ") <= strips.MANY + 3, "a segment stands for several units"
    assert strip.count("segment--returned") == strip.count("segment--not_reported") == 1, "one of ten thousand is seen"
    assert "đã duyệt: 10.597" in strip
    assert strips.build_coverage(country[: strips.MANY]).count("<i ") == strips.MANY
