"""Which reporters a share includes, and the sentence that says so."""

from dataclasses import dataclass

from sokehoach.domain.messages import join_messages, say


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

    `outside`: counted on neither side; `silent`: only in the denominator; `partial`: some periods missing. `left_out`:
    how many are outside (a name may stand for several).
    """

    asked: int
    outside: tuple[str, ...] = ()
    left_out: int = 0
    silent: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()

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
            phrases.append(say("chưa có số liệu: %(outside)s", outside=", ".join(self.outside)))
        if self.silent:
            silent = ", ".join(self.silent)
            phrases.append(
                say("mẫu số gồm cả đơn vị chưa có số liệu: %(silent)s", silent=silent)
                if self.outside
                else say(
                    "mẫu số tính đủ %(asked)s đơn vị, kể cả đơn vị chưa có số liệu: %(silent)s",
                    asked=self.asked,
                    silent=silent,
                )
            )
        if self.partial:
            phrases.append(say("chưa đủ số liệu các kỳ: %(partial)s", partial=", ".join(self.partial)))
        return join_messages("; ", phrases) if phrases else ""
