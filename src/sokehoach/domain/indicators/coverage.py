"""Whose numbers a share is made of, and the words that say so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShareCoverage:
    """Whom a share covers, by key and in order. Nobody stands in two of the last three.

    asked    every reporter
    outside  their whole is not known: they are in neither side
    silent   they are in the whole, and their part is not known
    partial  they are in both sides, with some of their periods missing
    """

    asked: tuple[str, ...]
    outside: tuple[str, ...]
    silent: tuple[str, ...]
    partial: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedCoverage:
    """Of `asked` units, by name: `outside`, whose numbers are in neither side; `silent`, who are in the whole without a
    part; `partial`, of whom some periods are missing. `left_out`: how many are outside (a name may stand for several).
    """

    asked: int
    outside: tuple[str, ...] = ()
    left_out: int = 0
    silent: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """«tính trên 17/19 đơn vị; chưa có số liệu: Pú Xi, Tênh Phông»; «» where everybody has answered."""
        phrases = []
        if self.outside:
            phrases.append(f"tính trên {self.asked - self.left_out}/{self.asked} đơn vị")
            phrases.append(f"chưa có số liệu: {', '.join(self.outside)}")
        if self.silent:
            opening = "mẫu số gồm cả" if self.outside else f"mẫu số tính đủ {self.asked} đơn vị, kể cả"
            phrases.append(f"{opening} đơn vị chưa có số liệu: {', '.join(self.silent)}")
        if self.partial:
            phrases.append(f"chưa đủ số liệu các kỳ: {', '.join(self.partial)}")
        return "; ".join(phrases)
