"""Whether a likelihood means what it says: constants fitted without an issuer, measured on that issuer's plans."""

from collections import defaultdict
from itertools import pairwise

from bench.fit_likelihood import fitted
from bench.labelled import Found, found, plans, scorer
from bench.short import size
from sokehoach.domain.plans import likelihood
from sokehoach.domain.plans.likelihood import compute_likelihood

SURE = 0.9
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


def left_out(items: list[Found]) -> list[tuple[Found, float]]:
    """Each item with the likelihood that constants fitted without its issuer give it."""
    result: list[tuple[Found, float]] = []
    for issuer in sorted({one.issuer for one in items})[:: size(1, 8)]:
        weights = fitted(one for one in items if one.issuer != issuer)
        result += [(one, compute_likelihood(one.item, one.signs, weights)) for one in items if one.issuer == issuer]
    return result


def row(name: str, given: list[tuple[Found, float]]) -> str:
    sure = [one for one, value in given if value >= SURE]
    right = sum(one.right for one in sure)
    share = f"{right / len(sure):.3f}" if sure else "–"
    every = sum(one.right for one, _ in given) / len(given)
    return (
        f"{name}: {len(given)} items, {every:.3f} right; given ≥ {SURE}: {len(sure)} "
        f"({len(sure) / len(given):.0%}), of these right {share}"
    )


def accepted_duties(given: list[tuple[Found, float]], issuers: dict[str, str], wanted: dict[str, int]) -> list[str]:
    """By issuer: duties labelled, read, and accepted with constants fitted without the issuer; precision and recall."""
    lines = []
    for issuer in sorted(set(issuers.values())):
        labelled = sum(count for plan, count in wanted.items() if issuers[plan] == issuer)
        read = [(one, value) for one, value in given if one.item == "duty" and one.issuer == issuer]
        kept = [one for one, value in read if value >= likelihood.ACCEPTED_DUTY]
        right = sum(one.right for one in kept)
        lines.append(
            f"  {issuer}: {labelled} labelled, {len(read)} read, {len(kept)} accepted, {right} right: "
            f"precision {right / max(1, len(kept)):.3f}, recall {right / max(1, labelled):.3f}"
        )
    return lines


def main() -> None:
    beside = scorer()
    if beside is None:
        print("không có kế hoạch đã gán nhãn: không đo được gì")
        return
    items = list(found(beside))
    given = left_out(items)
    print(f"{len({one.issuer for one, _ in given})} issuers, each left out in turn")
    by_kind: defaultdict[str, list[tuple[Found, float]]] = defaultdict(list)
    for one, value in given:
        by_kind[one.item].append((one, value))
    for kind, part in by_kind.items():
        print(row(kind, part))
    print(row("all", given))
    print(row("all but clauses", [pair for pair in given if pair[0].item != "clause"]))
    wanted = {name: len(labels["duties"]) for name, _text, labels in plans()}
    print("duties, each issuer left out in turn")
    print("\n".join(accepted_duties(given, {one.plan: one.issuer for one in items}, wanted)))
    for low, high in pairwise(EDGES):
        here = [one for one, value in given if low <= value < high]
        if here:
            right = sum(one.right for one in here) / len(here)
            print(f"  given {low:.2f} to {min(high, 1):.2f}: {len(here)} items, {right:.3f} right")


if __name__ == "__main__":
    main()
