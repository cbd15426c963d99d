"""Which reporters a share includes, and the sentence that says so."""

from collections.abc import Collection
from dataclasses import dataclass

from sokehoach.domain.messages import join_messages, say, say_count

MOST_NAMES = 10  # of units that a sentence names; of more it tells the number


@dataclass(frozen=True, slots=True)
class ShareCoverage:
    """The reporters that a share covers, as keys in order. The last three lists are disjoint.

    asked    every reporter
    outside  their denominator is unknown: they count on neither side
    silent   they count in the denominator, but their numerator is unknown
    partial  they count on both sides, with some of their periods missing
    """

    asked: tuple[str, ...]
    outside: tuple[str, ...]
    silent: tuple[str, ...]
    partial: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedCoverage:
    """The coverage of `asked` units, by name.

    `outside`: counted on neither side; `silent`: only in the denominator; `partial`: some periods missing. `left_out`,
    `silent_count`, `partial_count`: how many units each has (a name may stand for several).
    """

    asked: int
    outside: tuple[str, ...] = ()
    left_out: int = 0
    silent: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    silent_count: int = 0
    partial_count: int = 0

    @property
    def words(self) -> str:
        """The coverage in words; «» if all have answered.

        «tính trên 17/19 đơn vị; chưa có số liệu: Pú Xi, Tênh Phông»
        """
        phrases = []
        if self.outside:
            phrases.append(
                say("tính trên %(counted)s/%(asked)s đơn vị", counted=self.asked - self.left_out, asked=self.asked)
            )
            phrases.append(say("chưa có số liệu: %(outside)s", outside=join_unit_names(self.outside, self.left_out)))
        if self.silent:
            silent = join_unit_names(self.silent, self.silent_count)
            phrases.append(
                say("tính cả đơn vị chưa có số liệu: %(silent)s", silent=silent)
                if self.outside
                else say(
                    "tính trên đủ %(asked)s đơn vị, kể cả đơn vị chưa có số liệu: %(silent)s",
                    asked=self.asked,
                    silent=silent,
                )
            )
        if self.partial:
            partial = join_unit_names(self.partial, self.partial_count)
            phrases.append(say("chưa đủ số liệu các kỳ: %(partial)s", partial=partial))
        return join_messages("; ", phrases) if phrases else ""


def join_unit_names(names: Collection[str], count: int = 0) -> str:
    """«Pú Xi, Tênh Phông»; of many names «101 đơn vị». `count`: of the units, if a name stands for several."""
    if len(names) <= MOST_NAMES:
        return join_messages(", ", names)
    count = max(count, len(names))
    return say_count("%(n)s đơn vị", count, n=count)
