"""Registers that programmes define as data: their types, versions and rules, and the entries of all of them."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.core.catalogue import get_product_registers, name_referred_entry
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine, ScannedText, check_texts

# Days, ids of entries and codes of options: no text that somebody typed.
_NOT_TYPED = re.compile(r"\d{4}-\d{2}-\d{2}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z][a-z0-9_]*")


class RegisterType(models.Model):
    """A register of a programme. `function` and the codes of its fields never change.

    `columns`: the search column of each field that has one. `slug`: in the address of its pages. `unwritten`: the
    fields whose column not every entry has yet, None for none; entries up to the id `rewritten_until` have them.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="register_types")
    uid = models.CharField(max_length=40, unique=True)
    code = models.CharField(_("mã"), max_length=40)
    slug = models.SlugField(max_length=60, unique=True)
    function = models.CharField(_("chức năng"), max_length=20)
    columns = models.JSONField(default=dict)
    unwritten = models.JSONField(null=True)
    rewritten_until = models.UUIDField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="data_registers_code_once"),)

    def __str__(self) -> str:
        return self.code


class RegisterTypeVersion(models.Model):
    """The rules of a register from one publication to the next; never changed.

    `definition`: canonical JSON of `domain.registers.register_type.RegisterType`, with uids. `is_current`: new entries
    are written by it.
    """

    type = models.ForeignKey(RegisterType, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("phiên bản"))
    definition = models.TextField(_("định nghĩa"))
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ("type", "-number")
        constraints = (
            models.UniqueConstraint(fields=("type", "number"), name="data_registers_version_once"),
            models.UniqueConstraint(
                fields=("type",), condition=Q(is_current=True), name="data_registers_one_version_current"
            ),
        )

    def __str__(self) -> str:
        return f"{self.type_id} {self.number}"


class FieldRule(models.Model):
    """What the database holds of one field of a version (`entry_triggers`). `largest`: of a number, else None."""

    class ValueType(models.TextChoices):
        TEXT = "text", _("chữ")
        NUMBER = "number", _("số nguyên từ 0")
        FLAG = "flag", _("có hoặc không")
        DAY = "day", _("ngày")
        CODES = "codes", _("danh sách mã")

    version = models.ForeignKey(RegisterTypeVersion, models.PROTECT, related_name="field_rules")
    field = models.CharField(_("trường"), max_length=40)
    value_type = models.CharField(_("kiểu"), max_length=10, choices=ValueType)
    required = models.BooleanField(_("bắt buộc"))
    largest = models.BigIntegerField(_("số lớn nhất"), null=True)

    class Meta:
        ordering = ("version", "id")
        constraints = (models.UniqueConstraint(fields=("version", "field"), name="data_registers_rule_once"),)

    def __str__(self) -> str:
        return f"{self.version_id} {self.field}"


class ComparisonTerm(models.Model):
    """A field of a comparison between fields of one entry, by a version (`domain.registers.comparisons`).

    What is written in the fields of `comparison`, a number in its version, each times `weight`, adds up to at least
    `least` and at most `most`, None for no bound. All terms of a comparison repeat its bounds.
    """

    version = models.ForeignKey(RegisterTypeVersion, models.PROTECT, related_name="comparison_terms", db_index=False)
    comparison = models.PositiveSmallIntegerField()
    field = models.CharField(_("trường"), max_length=40)
    weight = models.IntegerField()
    least = models.SmallIntegerField(null=True)
    most = models.SmallIntegerField(null=True)

    class Meta:
        ordering = ("version", "id")
        constraints = (  # its index is the one by which the trigger groups terms
            models.UniqueConstraint(fields=("version", "comparison", "field"), name="data_registers_term_once"),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.comparison} {self.field}"


class EntryContent(models.JSONField):
    """The values of an entry by field. Writing scans its texts for persons, on every path, as `FreeText` does.

    Texts loaded from the database were scanned when they were written.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        content = super().from_db_value(value, expression, connection)
        if not isinstance(content, dict):
            return content
        return {name: ScannedText(part) if isinstance(part, str) else part for name, part in content.items()}

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, dict):
            check_texts({name: text for name, text in value.items() if _is_unscanned_text(text)})
        return super().get_db_prep_save(value, connection)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


def _is_unscanned_text(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, ScannedText) and not _NOT_TYPED.fullmatch(value)


class DataEntry(Entry):
    """An entry of any of these registers. All columns but `content` are derived from it, as its type says.

    `removed_on`: since then `content` has only what figures are counted from; `removed_digest`: of what it was.
    """

    type = models.ForeignKey(RegisterType, models.PROTECT, related_name="entries")
    type_version = models.ForeignKey(RegisterTypeVersion, models.PROTECT, related_name="entries")
    function = models.CharField(_("chức năng"), max_length=20)
    content = EntryContent(_("nội dung"))
    title = FreeLine(_("tên"), max_length=300, blank=True)
    unique_digest = models.CharField(max_length=64, null=True)
    text1 = models.CharField(max_length=40, blank=True)
    text2 = models.CharField(max_length=40, blank=True)
    text3 = models.CharField(max_length=40, blank=True)
    text4 = models.CharField(max_length=40, blank=True)
    number1 = models.BigIntegerField(null=True)
    number2 = models.BigIntegerField(null=True)
    number3 = models.BigIntegerField(null=True)
    number4 = models.BigIntegerField(null=True)
    day1 = models.DateField(null=True)
    day2 = models.DateField(null=True)
    day3 = models.DateField(null=True)
    removed_on = models.DateField(null=True)
    removed_digest = models.CharField(max_length=64, null=True)

    class Meta(Entry.Meta):
        indexes = (  # type: ignore[assignment]
            models.Index(fields=("type", "voided", "-day", "-created_at", "id"), name="data_entry_list"),
            # With the numbers a list is counted and added up whole without a look at the entries.
            models.Index(
                fields=("type", "unit", "voided", "-day", "number1", "number2", "number3", "number4"),
                name="data_entry_unit",
            ),
            models.Index(fields=("type", "text1", "voided", "-day"), name="data_entry_text1"),
            models.Index(fields=("type", "text2", "voided", "-day"), name="data_entry_text2"),
            models.Index(fields=("type", "day1", "voided"), name="data_entry_day1"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("type", "unique_digest"), condition=Q(voided=False), name="data_registers_entry_once"
            ),
        )

    def __str__(self) -> str:
        return self.title or f"{self.day:%d/%m/%Y}"


class ChoiceLink(models.Model):
    """What an entry chose in a field, as a row whose foreign key protects it."""

    entry = models.ForeignKey(DataEntry, models.PROTECT, related_name="%(class)ss")
    field = models.CharField(_("trường"), max_length=40)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.entry_id} {self.field}"


class EntryOption(ChoiceLink):
    """An option."""

    option = models.ForeignKey(Option, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "field", "option"), name="data_registers_option_once"),)


class EntryUnit(ChoiceLink):
    """A unit: the version that was valid on the entry's day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "field", "unit"), name="data_registers_unit_once"),)


class EntryLink(ChoiceLink):
    """An entry of another register that is data."""

    target = models.ForeignKey(DataEntry, models.PROTECT, related_name="referring_links")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "field"), name="data_registers_link_once"),)


class TargetEntry:
    """The entry of a module to which a link refers, None where there is none.

    `prefetch_related` loads those of many links: one query for each register.
    """

    name = "loaded_target"

    def __get__(self, link: "ModuleLink | None", owner: type["ModuleLink"]) -> Any:
        if link is None:
            return self
        if not self.is_cached(link):
            setattr(link, self.name, next(iter(_list_targets([link])), None))
        return getattr(link, self.name)

    def is_cached(self, link: "ModuleLink") -> bool:
        return hasattr(link, self.name)

    def get_prefetch_querysets(self, links: Sequence["ModuleLink"], querysets: object = None) -> tuple[Any, ...]:
        """As Django asks for them: entries, key of an entry, key of a link, one each, where to keep it."""
        return _list_targets(links), lambda entry: entry.pk, lambda link: link.target, True, self.name, True


def _list_targets(links: Iterable["ModuleLink"]) -> list[Entry]:
    ids_by_register: dict[str, set[UUID]] = {}
    for link in links:
        ids_by_register.setdefault(link.register, set()).add(link.target)
    modules = get_product_registers()
    return [
        entry
        for register, ids in ids_by_register.items()
        if register in modules
        for entry in modules[register].list_entries().filter(pk__in=ids)
    ]


class ModuleLink(ChoiceLink):
    """An entry of a register that is code, which deletes none."""

    register = models.CharField(_("sổ"), max_length=40)
    target = models.UUIDField()
    target_entry = TargetEntry()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "field"), name="data_registers_module_link_once"),)

    @property
    def target_name(self) -> str:
        return str(self.target) if self.target_entry is None else name_referred_entry(self.register, self.target_entry)
