"""Definitions that the loader accepts, as the files of a folder."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from sokehoach.apps.accounts.permissions import INSTALLATION_WIDE, PRESUPPOSED, TOTALS, Action
from sokehoach.apps.registers.core.catalogue import get_product_registers
from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.indicators.target_level import BOUNDS
from tests.factories.definitions.cases import Case, Registers, Role, Stated, Tree, Wall, Written
from tests.factories.definitions.forms import NAMES, SETS, WINDOWS, DrawnForm, Row, forms, indicators, list_lengths
from tests.factories.definitions.places import Places, places
from tests.factories.definitions.registers import register_types
from tests.factories.policies import BASIS

FROM = "2025-01-01"
MAIN, WALLED, THIRD = "01-CS", "02.Mật", "Biểu_3"
_GENERAL_REGISTERS = ("budget", "public_services")
_ACTIONS = {
    Role.OFFICE: [
        "plan.view", "plan.import", "plan.confirm", "duty.view", "duty.assign", "duty.work", "register.view",
        "register.edit", "report.view", "report.review", "consolidate.view", "document.take", "document.draft",
        "document.check", "document.issue", "document.receive", "audit.view",
    ],
    Role.REPORTER: [
        "plan.view", "plan.import", "plan.confirm", "duty.view", "duty.work", "register.view", "register.edit",
        "report.view", "report.edit", "report.send", "document.take", "document.draft", "document.check",
        "document.issue", "document.receive",
    ],
    Role.WALLED: ["register.view", "register.edit", "report.view", "report.edit", "report.send"],
    Role.LEADER: [
        "plan.view", "duty.view", "direction.give", "report.view", "consolidate.view", "document.take",
        "document.sign", "audit.view",
    ],
    Role.ADMIN: ["account.administer"],
}  # fmt: skip
_ACTIONS[Role.AGENCY] = _ACTIONS[Role.REPORTER]


@dataclass(frozen=True, slots=True)
class Definition:
    """`files`: content by name, a mapping of a YAML file or rows of a CSV file."""

    code: str
    case: Case
    places: Places
    walled: str  # the function of the form behind the wall; «general» where there is none
    files: dict[str, Any]

    def _repr_pretty_(self, printer: Any, _is_cycle: bool) -> None:
        """For hypothesis, which else would print every file."""
        printer.text(f"«{self.code}: {self.case}»")

    def write(self, folder: Path) -> Path:
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(render_file(name, content), "utf-8")
        return folder


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, _data: Any) -> bool:
        return True  # the loader refuses them


# Words of the domain are a kind of str that can be translated.
_Dumper.add_multi_representer(str, lambda dumper, text: dumper.represent_str(text[:]))


def render_file(name: str, content: Any) -> str:
    if not name.endswith(".csv"):
        text: str = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
        return text
    columns = list(dict.fromkeys(column for row in content for column in row))
    rows = io.StringIO()
    writer = csv.DictWriter(rows, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(content)
    return rows.getvalue()


_GROUPS = {
    Wall.OWN: [
        {"code": "A1", "name": "nhóm A", "wall": "own-wall", "in_trends": True},
        {"code": "b_2", "name": "nhóm B", "english": "group B", "wall": "own-wall"},
    ],
    Wall.ALONE: [{"code": "kín", "name": "nhóm kín"}],
}
_WALLED = {Wall.STRICT: "enforcement", Wall.OWN: "b_2", Wall.ALONE: "kín"}


@st.composite
def definitions(draw: st.DrawFn, case: Case, *, code: str = "any_1", beside: Definition | None = None) -> Definition:
    """A definition with the traits of the case. `beside`: another one of the installation, whose units it shares."""
    walled = _WALLED.get(case.wall, "general")
    if beside is None:
        place = draw(places(case.tree, walled))
    else:
        place, walled = beside.places, beside.walled
    drawn = _draw_forms(draw, case, place, walled)
    elements = [row for form in drawn for row in form.elements]
    regimes = [_write_regime(form, place, lock=draw(st.sampled_from([0, 400]))) for form in drawn]
    kept = draw(st.lists(st.sampled_from(_GENERAL_REGISTERS), min_size=1, unique=True), label="registers")
    if case.registers is Registers.NONE:
        kept = []
    elif case.registers is Registers.COUNTED:
        kept = [*dict.fromkeys(("budget", *kept))]
    own = [] if case.registers is Registers.NONE else [draw(register_types(f"so_{code}", SETS), label="own register")]
    indicator = draw(indicators(case.measured, drawn[0].elements))
    outlines = _draw_outlines(draw, case, place, drawn, indicator)
    files: dict[str, Any] = {
        "programme.yaml": {
            "code": code, "name": f"{draw(st.sampled_from(NAMES))} {code}", "unit": place.area,
            "standing_office": place.office, "valid_from": FROM, "report_due_days": draw(st.integers(1, 60)),
            "assumed": [{"what": "hạn", "value": "2 ngày", "reason": "kiểm thử"}],
            **draw(st.sampled_from([{}, {"short_name": "Ngắn"}]), label="short name"),
        },
        "levels.yaml": {"levels": place.levels},
        "units.csv": [row | {"valid_to": "", "successors": "", "aliases": ""} for row in place.units],
        "agencies.csv": [row | {"valid_to": "", "successors": "", "aliases": ""} for row in place.agencies],
        "option_sets.yaml": {
            "option_sets": [
                {"code": name, "name": name, "source": "kiểm thử", "options": options, **_draw_combined(draw, options)}
                for name, options in (SETS | _list_sets_of_registers(kept)).items()
            ]
        },
        "elements.csv": elements,
        "indicators.yaml": {"indicators": [] if indicator is None else [indicator]},
        "regimes.yaml": {"windows": [_write_window(rule) for rule in WINDOWS.values()], "regimes": regimes},
        "roles.yaml": _draw_roles(draw, walled, place),
        **{f"forms/{form.code}.yaml": form.file for form in drawn},
        **{f"outlines/{row['code']}.yaml": row for row in outlines},
        **{f"registers/{row['code']}.yaml": row for row in own},
    }  # fmt: skip
    if policy := _write_policy(case, place):
        files["policy.yaml"] = policy
    if kept:
        owners = [
            {
                "code": name,
                "function": "general",
                "levels": place.base,
                "agencies": [place.office],
                "source": "kiểm thử",
            }
            for name in (*kept, *(row["code"] for row in own))
        ]
        files["registers.yaml"] = {"registers": owners}
    if draw(st.booleans(), label="map"):
        files["map.csv"] = [
            {"code": row["code"], "longitude": 103 + number / 7, "latitude": 21.5, "source": "kiểm thử"}
            for number, row in enumerate(place.units)
            if row["level"] in place.base
        ]
    if draw(st.booleans(), label="questions"):
        measures = [drawn[0].elements[-1]["code"], *([] if indicator is None else [indicator["code"]])]
        files["questions.yaml"] = {
            "questions": [
                {
                    "code": "hoi", "title": "Kỳ này", "about": "Số của kỳ", "measures": measures,
                    "periods": draw(st.sampled_from([["this"], ["year-before", "previous", "this"], ["last-four"]])),
                    "places": draw(st.sampled_from(["area", "communes"])), "rows": ["measure"], "columns": ["period"],
                }
            ]
        }  # fmt: skip
    if indicator is not None and (levels := _draw_target_levels(draw, case, place, indicator)):
        files["targets.csv"] = levels
    if draw(st.booleans(), label="groups"):
        files["groups.yaml"] = {
            "groups": [
                {"code": "cac_don_vi", "name": "các đơn vị", "within": place.area, "levels": place.base, "source": "x"}
            ]
        }
    return Definition(code, case, place, walled, files)


def _draw_target_levels(draw: st.DrawFn, case: Case, place: Places, indicator: Row) -> list[Row]:
    base = next(row["code"] for row in place.units if row["level"] in place.base)
    places: dict[Stated, list[Row]] = {
        Stated.NONE: [],
        Stated.YEARS: [{"year": "2025"}, {"year": "2026"}],
        Stated.UNITS: [{"unit": base, "year": ""}, {"year": "2025"}],
        Stated.CARRIED: [{"year": "2024", "carry": "yes"}, {"year": "2027"}],
        Stated.GAP: [{"year": "2024"}, {"year": "2027"}],
        Stated.GENERAL: [{"year": ""}],
    }
    has_baseline = indicator.get("compared_with") == "baseline"
    numbers = st.sampled_from(["0", "12,5", "100", "3.25"])
    return [
        {
            "indicator": indicator["code"], "unit": "", "bound": draw(st.sampled_from(BOUNDS)),
            "value": draw(numbers, label="level"), "source": "kiểm thử", "carry": "",
            "baseline": draw(numbers) if has_baseline else "", **row,
        }
        for row in places[case.stated]
    ]  # fmt: skip


def _draw_forms(draw: st.DrawFn, case: Case, place: Places, walled: str) -> list[DrawnForm]:
    """That of the base units, one behind the wall, and one of attached units or of the office."""
    traits = {"period": case.period, "counted": case.counted, "due": case.due}
    kinds = [case.kind, *draw(st.lists(st.sampled_from(ValueKind), max_size=3), label="kinds")]
    looser, registers = case.wall is Wall.LOOSER, case.registers
    main_form = forms(
        MAIN, "CS", kinds, reporters={"levels": place.base}, function="general", persons=looser, **traits,
        registers=registers, is_measured=True,
    )  # fmt: skip
    drawn = [draw(main_form)]
    if walled != "general":
        kinds = [ValueKind.COUNT, draw(st.sampled_from(ValueKind))]
        walled_form = forms(
            WALLED, "WA", kinds, reporters={"codes": [place.police]}, function=walled,
            persons=case.tree is not Tree.FOUR_LEVELS, **traits,
        )  # fmt: skip
        drawn.append(draw(walled_form))
    if place.attached or draw(st.booleans(), label="third form"):
        reporters = {"levels": place.attached} if place.attached else {"codes": [place.office]}
        period = draw(st.sampled_from(list_lengths(case.counted, case.due)), label="period of the third form")
        kinds = draw(st.lists(st.sampled_from(ValueKind), min_size=1, max_size=3))
        third = forms(
            THIRD, "BA", kinds, reporters=reporters, function="general", persons=False, period=period,
            counted=case.counted, due=case.due,
        )  # fmt: skip
        drawn.append(draw(third))
    return drawn


def _write_window(rule: Any) -> Row:
    edges = {
        name: {"months_back": edge.months_back, "day": edge.day}
        for name, edge in (("start", rule.start), ("end", rule.end))
    }
    return {"code": rule.code, "name": rule.name, **edges, "source": "kiểm thử"}


def _write_regime(form: DrawnForm, place: Places, *, lock: int) -> Row:
    due = {name: form.file[name] for name in ("due", "due_days") if name in form.file}
    stage = {
        "reporters": form.file["reporters"], "receiver": place.area, "through": place.office, **due, "lock_days": lock,
        "window": form.file["counting_window"], "forms": [form.code],
    }  # fmt: skip
    return {
        "code": f"che-do-{form.code}", "name": f"Báo cáo {form.code}", "subject": "Kết quả", "content": "both",
        "stages": [stage], "channels": ["system"], "period_types": [form.file["period_type"], *form.file["also_for"]],
        "outlines": ["bc"], "basis": "Kế hoạch", "valid_from": FROM,
    }  # fmt: skip


def _write_policy(case: Case, place: Places) -> Row | None:
    if case.wall is Wall.LOOSER:
        lowest = {"lowest_level": place.base[-1], "valid_from": FROM, "basis": BASIS}
        return {"groups": [], "persons": lowest}
    if case.wall is Wall.HIGHER:
        return {"groups": [], "persons": {"lowest_level": place.levels[0]["code"], "valid_from": FROM}}
    return {"groups": _GROUPS[case.wall]} if case.wall in _GROUPS else None


def _draw_outlines(
    draw: st.DrawFn, case: Case, place: Places, drawn: list[DrawnForm], indicator: Row | None
) -> list[Row]:
    """The report of the office, and another one by the case's writers."""
    general = [form for form in drawn if form.file["function"] == "general"]
    codes = [cell["element"] for form in general for cell in form.list_cells() if _is_whole(cell, form)]
    sentences: list[Any] = []
    days = {row["code"] for form in general for row in form.elements if row["kind"] == ValueKind.DATE}
    if amounts := [code for code in codes if code not in days]:
        first = amounts[0]
        sentences.append({"text": f"Đã tổ chức {{{first}}} cuộc ({{{first} so cùng kỳ}}).", "zero": "Không tổ chức."})
        sentences += [f"Có {{{code}}} trong kỳ." for code in amounts[1:]]
    sentences += [f"Đã họp ngày {{{code}}}." for code in codes if code in days]
    if indicator is not None:
        sentences.append(f"Chỉ tiêu: {{{indicator['code']} so chỉ tiêu}}.")
    sections = [
        {"heading": draw(st.sampled_from(NAMES)), "level": 1, "sentences": sentences, "narrative": "result"},
        {"heading": "Kiến nghị", "level": draw(st.integers(1, 3)), "narrative": "proposals"},
    ]
    frame = {
        "title": "Kết quả thực hiện", "issuer": place.office, "addressees": [place.area],
        "place": "Nậm Hua", "symbol": "/BC-VP", "authority": ["CHÁNH VĂN PHÒNG"], "copies": ["Lãnh đạo"],
        "filed": "VT", "annexes": [form.code for form in drawn], "source": "kiểm thử",
    }  # fmt: skip
    if place.superior:
        frame |= {"addressees": [place.superior, place.area], "superior": place.area}
    outlines = [{"code": "bc", **frame, "sections": sections}]
    if case.written is Written.FOLLOWS:
        outlines.append({"code": "bc-2", **frame, "issuer": place.area, "symbol": "/BC-UBND", "follows": "bc"})
    elif case.written is not Written.ISSUER:
        own = {name: value for name, value in frame.items() if name in ("title", "issuer", "addressees", "source")}
        outlines.append({"code": "Bc_2", **own, "writers": case.written.value, "sections": sections})
    return outlines


def _is_whole(cell: Row, form: DrawnForm) -> bool:
    """Whether the form prints the total of its element."""
    kind = next(ValueKind(row["kind"]) for row in form.elements if row["code"] == cell["element"])
    return kind.is_single_cell and not kind.is_text and not cell.get("disaggregation")


def _draw_roles(draw: st.DrawFn, walled: str, place: Places) -> Row:
    actions = {action.value: action.value for action in Action}
    drawn = draw(
        st.lists(st.sampled_from([action.value for action in Action]), min_size=1, max_size=5, unique=True),
        label="actions",
    )
    behind = [action.value for action in Action if action not in TOTALS | INSTALLATION_WIDE]
    drawn_behind = draw(st.lists(st.sampled_from(behind), min_size=1, max_size=4, unique=True), label="behind the wall")
    roles = {**_ACTIONS, Role.ANY: drawn}
    if walled == "general":
        del roles[Role.WALLED]
    else:
        roles[Role.ANY_WALLED] = drawn_behind
    return {
        "actions": actions,
        "roles": [
            {
                "code": role.value, "name": f"Vai trò {role}",
                "functions": [walled if role in (Role.WALLED, Role.ANY_WALLED) else "general"],
                "actions": list(dict.fromkeys((*role_actions, *_list_presupposed(role_actions)))),
                **({"levels": place.base} if role is Role.ANY else {}),
            }
            for role, role_actions in roles.items()
        ],
    }  # fmt: skip


def _draw_combined(draw: st.DrawFn, options: dict[str, str]) -> Row:
    """That an option combines one or all of those before it, or nothing."""
    *others, last = options
    combined = draw(st.sampled_from([{}, {last: others[:1]}, {last: others}]), label="combined options")
    return {"combines": combined} if combined and others else {}


def _list_sets_of_registers(kept: Iterable[str]) -> dict[str, dict[str, str]]:
    """The option sets that the registers need."""
    fields = [
        field for code in kept for field in get_product_registers()[code].fields if field.option_set and field.required
    ]
    return {field.option_set: {"one": "một", "two": "hai"} for field in fields}


def _list_presupposed(actions: Iterable[str]) -> list[str]:
    return [PRESUPPOSED[Action(action)].value for action in actions if Action(action) in PRESUPPOSED]
