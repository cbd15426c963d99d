"""At which levels counts of persons may exist: a policy of each programme, dated (limits.md, 4).

Without a policy the levels themselves say so (`Level.counts_persons`): the strict default. What is shown is judged by
two rules, that of the day on which counting began and that of today; the stricter one decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sokehoach.domain.orgtree.level import Level


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """What allows counts of persons at a level below the strict default. All parts are required."""

    document: str  # «Nghị định số 105/2021/NĐ-CP»
    clause: str  # «Điều 40 khoản 2»
    decided_by: str  # who decided to apply it here, with the number of the decision

    @property
    def is_complete(self) -> bool:
        return bool(self.document.strip() and self.clause.strip() and self.decided_by.strip())


@dataclass(frozen=True, slots=True)
class PersonsRule:
    """From a day on, the lowest level at which counts of persons may exist; None: as the levels state."""

    lowest: Level | None = None
    valid_from: date = date.min
    basis: LegalBasis | None = None

    def allows(self, level: Level) -> bool:
        """Whether counts of persons may exist at the level of a place; never at an unknown or attached one.

        A lowest level that is not known allows nothing, one without a complete legal basis no more than the default.
        """
        if not level.is_area:
            return False
        if self.lowest is None:
            return level.counts_persons
        has_basis = self.basis is not None and self.basis.is_complete
        return self.lowest.is_area and not self.lowest.is_above(level) and (level.counts_persons or has_basis)

    def is_looser(self, levels: Iterable[Level]) -> bool:
        """Whether it allows a level that the strict default does not allow, if a legal basis is stated."""
        return (
            self.lowest is not None
            and self.lowest.is_area
            and any(level.is_area and not level.counts_persons and not self.lowest.is_above(level) for level in levels)
        )


STRICT = PersonsRule()


@dataclass(frozen=True, slots=True)
class PersonsPolicy:
    """The rules of one programme in the order in which they were loaded, none of a later day than today.

    Of those that had begun on a day the one loaded last is in force; before the first the strict default.
    """

    rules: tuple[PersonsRule, ...] = ()

    @property
    def present(self) -> PersonsRule:
        return self.rules[-1] if self.rules else STRICT

    def get_rule(self, day: date) -> PersonsRule:
        """The rule in force on a day."""
        return next((rule for rule in reversed(self.rules) if rule.valid_from <= day), STRICT)

    def allows(self, level: Level, counted_from: date | None = None) -> bool:
        """Whether a count of persons may exist at the level of a place, and be shown today.

        `counted_from`: the first day of what was counted; None: not known, then every rule must allow it.
        """
        if counted_from is None:
            return STRICT.allows(level) and all(rule.allows(level) for rule in self.rules)
        return self.present.allows(level) and self.get_rule(counted_from).allows(level)

    def find_lowest(self, levels: Iterable[Level]) -> Level | None:
        """The lowest of these levels that every rule and the strict default allow: above it nothing is withheld."""
        return find_lowest_level(levels, STRICT, *self.rules)


DEFAULT_POLICY = PersonsPolicy()


def find_lowest_level(levels: Iterable[Level], *rules: PersonsRule) -> Level | None:
    """The lowest of these levels at which all of the rules let counts of persons exist."""
    allowed_levels = [level for level in levels if all(rule.allows(level) for rule in rules)]
    return max(allowed_levels, key=lambda level: level.sort_key, default=None)
