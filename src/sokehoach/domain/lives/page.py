"""The page of docs/reference that tells a life, in Markdown: printed from its table, so that the two never differ."""

from collections.abc import Sequence

from sokehoach.domain.lives.life import Life, Word


def page[S: Word, A: Word, R: Word](
    life: Life[S, A, R], *, title: str, lead: Sequence[str], drawn: bool = True, kept: str = ""
) -> str:
    """`lead`: the lines below the title. `drawn` False: too small for a diagram. `kept`: what more is said of steps."""
    rows = [f"| {at} | {action} | {by} | {to} |" for (at, action, by), to in life.table.items()]
    words: list[Word] = [*life.states, *life.actions, *life.roles]
    return "\n".join(
        [
            f"# {title}",
            "",
            *lead,
            "",
            *(_diagram(life) if drawn else ()),
            "| state | action | by | next state |",
            "|---|---|---|---|",
            *rows,
            "",
            f"Every other step is refused. {kept}".strip(),
            "",
            "| in code | on screen |",
            "|---|---|",
            *(f"| {word} | {word.label_vi} |" for word in words),
            "",
        ]
    )


def _diagram[S: Word, A: Word, R: Word](life: Life[S, A, R]) -> list[str]:
    """From the first state to those that nothing leaves."""
    first, *_ = life.states
    left = {at for at, _, _ in life.table}
    return [
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {first}",
        *(f"    {at} --> {to}: {action}" for (at, action, _), to in life.table.items()),
        *(f"    {state} --> [*]" for state in life.states if state not in left),
        "```",
        "",
    ]
