"""Government units: areas and their agencies, each version with its dates."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.shell.free_text import FreeLine
from sokehoach.domain.orgtree.superiors import find_own_superior, is_police
from sokehoach.domain.orgtree.unit_names import begins_with_area_kind


class UnitLevel(models.Model):
    """A level of units, as the programme defines it. What it means: `domain.orgtree.level.Level`."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"))  # in sentences, among levels of one rank
    rank = models.PositiveSmallIntegerField(_("bậc"))
    name = models.CharField(_("tên"), max_length=60)
    plural = models.CharField(_("tên số nhiều"), max_length=60, blank=True)
    english = models.CharField(_("tên tiếng Anh"), max_length=60, blank=True)
    english_plural = models.CharField(_("tên tiếng Anh số nhiều"), max_length=60, blank=True)
    attached = models.BooleanField(_("trực thuộc đơn vị khác"), default=False)
    consolidates = models.BooleanField(_("tổng hợp số liệu"), default=False)
    counts_persons = models.BooleanField(_("có số về người"), default=False)

    objects: ClassVar[models.Manager["UnitLevel"]] = models.Manager()

    class Meta:
        ordering = ("attached", "rank", "position")
        constraints = (
            models.CheckConstraint(
                condition=Q(attached=False) | Q(consolidates=False, counts_persons=False),
                name="orgunits_level_attached_has_no_figures",
                violation_error_message=_("Cấp trực thuộc không tổng hợp và không có số về người của riêng mình."),
            ),
            models.CheckConstraint(
                condition=Q(counts_persons=False) | Q(consolidates=True),
                name="orgunits_level_persons_only_where_consolidated",
                violation_error_message=_("Số về người chỉ có ở cấp tổng hợp số liệu."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """One version of a unit. Codes are reused for other territory, so the identity is (code, valid_from)."""

    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên gọn"), max_length=100)
    letterhead = models.CharField(_("tên trên văn bản"), max_length=200, blank=True)
    folded = models.CharField(max_length=200, db_index=True)
    level = models.CharField(_("cấp"), max_length=20)  # the code of a UnitLevel
    function = models.CharField(_("chức năng"), max_length=20, default="general")
    asked = models.BooleanField(_("được đề nghị, không giao"), default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    successors = models.JSONField(_("đơn vị kế tiếp"), default=list)
    other_predecessors = models.JSONField(_("đơn vị trước đó ngoài phần mềm"), default=list)  # names
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    # Its square on the tile map of the unit above; no coordinates are stored.
    tile_row = models.PositiveSmallIntegerField(_("hàng trên bản đồ ô"), null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(_("cột trên bản đồ ô"), null=True, blank=True)

    class Meta:
        ordering = ("code", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=("code", "valid_from"), name="orgunits_unit_version_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="orgunits_unit_dates_ordered",
            ),
            models.CheckConstraint(
                condition=Q(tile_row__isnull=True, tile_column__isnull=True)
                | Q(tile_row__isnull=False, tile_column__isnull=False),
                name="orgunits_unit_tile_has_row_and_column",
            ),
        )

    @property
    def has_committee(self) -> bool:
        """Whether a People's Committee acts for the area. A department has none: its letterhead is its own name."""
        return self.letterhead != self.name or begins_with_area_kind(self.name)

    @property
    def own_superior(self) -> str | None:
        """The body above an agency that the committee of its area does not direct; None for any other unit."""
        if self.parent is None:
            return None
        upper = self.parent.parent if is_police(self.name) else None
        return find_own_superior(self.name, area=self.parent.name, upper_area="" if upper is None else upper.name)

    @property
    def superior_letterhead(self) -> str:
        """The line above the unit's name in a letterhead; «» without."""
        if self.parent is None:
            return ""
        superior = self.own_superior
        return (self.parent.letterhead or self.parent.name) if superior is None else superior

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another spelling of a unit's name, from the programme or learnt from a correction."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    text = models.CharField(_("cách viết"), max_length=200)
    folded = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "folded"), name="orgunits_alias_once"),)

    def __str__(self) -> str:
        return self.text


class Group(models.Model):
    """A name in a plan for several units: «UBND các xã, phường». By level below `within`, or by named members."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    within = models.ForeignKey(Unit, models.PROTECT, related_name="groups")
    levels = models.JSONField(_("các cấp"), default=list)
    members = models.ManyToManyField(Unit, related_name="member_of", blank=True)
    aliases = models.JSONField(_("cách viết khác"), default=list)
    asked = models.BooleanField(_("được đề nghị, không giao"), default=False)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Boundary(models.Model):
    """Imported borders of a unit, for maps alone. `rings`: [[[east, north], …], …]."""

    code = models.CharField(_("mã"), max_length=40)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    rings = models.JSONField(_("đường ranh"))
    source = FreeLine(_("nguồn"), max_length=300)
    imported_at = models.DateTimeField(_("nhập lúc"), db_column="kept_at")

    class Meta:
        ordering = ("code", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=("code", "valid_from"), name="orgunits_boundary_once"),
            models.UniqueConstraint(
                fields=("code",), condition=Q(valid_to__isnull=True), name="orgunits_one_open_boundary"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="orgunits_boundary_dates_ordered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from:%d/%m/%Y}"
