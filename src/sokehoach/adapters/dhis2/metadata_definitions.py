"""Reads DHIS2's categories, data elements and data sets as option sets, elements and forms of a programme."""

from collections.abc import Mapping
from dataclasses import replace

from sokehoach.adapters.dhis2.element_types import find_kind, find_operators
from sokehoach.adapters.dhis2.metadata_file import (
    OPERAND_PATTERN,
    WORD_PATTERN,
    CodeBook,
    MetadataFile,
    Plain,
    get_attributes,
    get_text,
)
from sokehoach.adapters.dhis2.uids import DEFAULT_CATEGORY_COMBO, DEFAULT_CATEGORY_OPTION_COMBO
from sokehoach.domain.indicators.element import SIDES, DataElement, Nature, Option, OptionSet, ValueKind, format_key
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.messages import say
from sokehoach.domain.policy.groups import GENERAL, ConfidentialGroups

_SOURCE = "DHIS2"
_DEFAULTS = (ValueKind.DATE, ValueKind.TEXT, ValueKind.LONG_TEXT)
_MAX_OPTIONS = 500


class DefinitionReader:
    """`option_sets` and `elements`: by code."""

    def __init__(self, file: MetadataFile, mapping: Mapping[str, str], groups: ConfidentialGroups) -> None:
        self._file, self._groups = file, groups
        self._set_book = CodeBook(mapping, pattern=WORD_PATTERN, most=40, fallback="danh_muc")
        self._element_book = CodeBook(mapping, pattern=OPERAND_PATTERN, most=20, fallback="DL", upper=True)
        self._option_books: dict[str, CodeBook] = {}
        self._mapping = mapping
        self.option_sets: dict[str, OptionSet] = {}
        self.elements: dict[str, DataElement] = {}
        self._codes_by_name: dict[str, str] = {}  # of the elements of our own exports, whose parts are one element

    def read_element(self, item: Plain, form: str) -> DataElement | None:
        """The element of a data element, new or known; None where it is left out. `form`: the first that prints it."""
        values = get_attributes(item)
        kind = self._read_kind(item, values)
        if kind is None:
            return None
        function = str(values.get("function") or GENERAL)
        if function not in self._groups.functions:
            self._file.remark(
                "dataElements", item, say("không có nhóm bảo mật «%(function)s»: bỏ chỉ tiêu này", function=function)
            )
            return None
        code = self._get_code(item, values)
        sets = self._read_sets(item)
        if sets is None:
            return None
        if kind is ValueKind.PERCENTAGE:
            sets = (SIDES,)
        disaggregations = tuple(option_set.code for option_set in sets)
        if code in self.elements:
            element = self.elements[code]
            merged = tuple(dict.fromkeys((*element.disaggregations, *disaggregations)))
            self.elements[code] = replace(element, disaggregations=merged)
            return self.elements[code]
        over_time, over_place = self._read_operators(item, values, kind)
        self.elements[code] = DataElement(
            uid=code,
            code=code,
            name=get_text(item, "formName" if values else "name", 300, code),
            unit=str(values.get("unit", ""))[:60] if values or kind.is_text else "số",
            kind=kind,
            nature=_read_word(Nature, values.get("nature"), Nature.FLOW if over_time is Operator.SUM else Nature.STOCK),
            over_time=over_time,
            over_place=over_place,
            function=function,
            form=str(values.get("form") or form),
            source=get_text(item, "description", 300) or f"{_SOURCE}: {item['id']}",
            counts_persons=values.get("counts_persons") is True,
            disaggregations=disaggregations,
            clauses=tuple(map(str, values.get("clauses", ()))),
            decimals=values["decimals"] if isinstance(values.get("decimals"), int) else None,
        )
        if "counts_persons" not in values and not kind.is_text and kind is not ValueKind.DATE:
            self._file.remark("dataElements", item, say("chưa rõ có đếm người không: đang ghi là không"))
        return self.elements[code]

    def get_cells(self, uid: str) -> list[tuple[str, str, str]]:
        """`list_cells` of the data element of that UID; none where the file has none."""
        item = self._file.lists.get("dataElements", {}).get(uid)
        return [] if item is None else self.list_cells(item)

    def list_cells(self, item: Plain) -> list[tuple[str, str, str]]:
        """The cells of a data element: the UID of the combination, the disaggregation, the name."""
        combo = self._file.find("categoryCombos", item.get("categoryCombo"))
        if combo is None or combo.get("id") == DEFAULT_CATEGORY_COMBO:
            return [(DEFAULT_CATEGORY_OPTION_COMBO, "", "")]
        return [
            (str(row["id"]), key, get_text(row, "name", 300))
            for row in self._file.list_references(combo, "categoryOptionCombos", "categoryOptionCombos")
            if (key := self._read_key(row, combo)) is not None
        ]

    def _read_kind(self, item: Plain, values: Plain) -> ValueKind | None:
        if "kind" in values:
            return _read_word(ValueKind, values["kind"], None)
        kind = find_kind(str(item.get("valueType")))
        if kind is None:
            reason = say("loại %(kind)s không có ở đây: bỏ chỉ tiêu này", kind=item.get("valueType"))
            self._file.remark("dataElements", item, reason)
        elif item.get("optionSet"):
            reason = say("giá trị chọn từ danh mục: nhập như chữ, hãy đổi thành lựa chọn")
            self._file.remark("dataElements", item, reason)
        return kind

    def _read_operators(self, item: Plain, values: Plain, kind: ValueKind) -> tuple[Operator, Operator]:
        if "over_time" in values:
            return (
                _read_word(Operator, values["over_time"], Operator.NONE),
                _read_word(Operator, values.get("over_place"), Operator.NONE),
            )
        if kind in _DEFAULTS:
            return Operator.NONE, Operator.NONE
        operators = find_operators(str(item.get("aggregationType")))
        if operators is None or (kind is ValueKind.FLAG and operators[1] is not Operator.SUM):
            reason = say("cách gộp %(kind)s không có ở đây: không gộp", kind=item.get("aggregationType"))
            self._file.remark("dataElements", item, reason)
            return (Operator.LAST, Operator.SUM) if kind is ValueKind.FLAG else (Operator.NONE, Operator.NONE)
        return operators

    def _get_code(self, item: Plain, values: Plain) -> str:
        name = str(values.get("element") or "")
        if not name:
            return self._element_book.get(item)
        if name not in self._codes_by_name:
            self._codes_by_name[name] = self._element_book.get(item, name)
        self._element_book.codes[str(item["id"])] = self._codes_by_name[name]
        return self._codes_by_name[name]

    def _read_sets(self, item: Plain) -> tuple[OptionSet, ...] | None:
        combo = self._file.find("categoryCombos", item.get("categoryCombo"))
        if combo is None or combo.get("id") == DEFAULT_CATEGORY_COMBO:
            return ()
        categories = list(self._file.list_references(combo, "categories", "categories"))
        if not categories or not combo.get("categoryOptionCombos"):
            reason = say("tệp không có categories, categoryOptionCombos của phân tổ: bỏ")
            self._file.remark("dataElements", item, reason)
            return None
        return tuple(self._read_set(category) for category in categories)

    def _read_set(self, category: Plain) -> OptionSet:
        code = self._set_book.get(category)
        if code not in self.option_sets:
            options = list(self._file.list_references(category, "categoryOptions", "categoryOptions"))[:_MAX_OPTIONS]
            self.option_sets[code] = OptionSet(
                code,
                code,
                get_text(category, "name", 200, code),
                tuple(Option(self._get_option(code, row, category), get_text(row, "name", 200)) for row in options),
                f"{_SOURCE}: {category['id']}",
            )
        return self.option_sets[code]

    def _get_option(self, set_code: str, option: Plain, category: Plain) -> str:
        book = self._option_books.setdefault(
            set_code, CodeBook(self._mapping, pattern=WORD_PATTERN, most=40, fallback="lua_chon")
        )
        option_code = str(option.get("code") or "")
        return book.get(option, option_code.removeprefix(f"{category.get('code')}."))

    def _read_key(self, row: Plain, combo: Plain) -> str | None:
        """The disaggregation of a combination; None where its options are not in the file."""
        option_uids = {str(option.get("id")) for option in row.get("categoryOptions", ()) if isinstance(option, dict)}
        key: dict[str, str] = {}
        for category in self._file.list_references(combo, "categories", "categories"):
            for option in self._file.list_references(category, "categoryOptions", "categoryOptions"):
                if str(option["id"]) in option_uids:
                    code = self._read_set(category).code
                    key[code] = self._get_option(code, option, category)
        return format_key(key) if len(key) == len(option_uids) and key else None

    @property
    def element_codes(self) -> dict[str, str]:
        """The codes of the data elements that were read, by UID."""
        return self._element_book.codes


def _read_word[Word, Default](enumeration: type[Word], value: object, default: Default) -> Word | Default:
    try:
        return enumeration(value)  # type: ignore[call-arg]
    except ValueError:
        return default
