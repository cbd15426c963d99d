"""Render the page of docs/reference for a state machine, in Markdown, from its transition table."""

from collections.abc import Sequence

from sokehoach.domain.workflow.state_machine import LabelledEnum, StateMachine


def render_reference_page[S: LabelledEnum, A: LabelledEnum, R: LabelledEnum](
    machine: StateMachine[S, A, R],
    *,
    title: str,
    lead: Sequence[str],
    has_diagram: bool = True,
    step_note: str = "",
) -> str:
    """Render the page. `lead`: the lines below the title. `has_diagram` False: too small for a diagram.

    `step_note`: text added to the list of transitions.
    """
    rows = [f"| {at} | {action} | {by} | {to} |" for (at, action, by), to in machine.table.items()]
    members: list[LabelledEnum] = [*machine.states, *machine.actions, *machine.roles]
    return "\n".join(
        [
            f"# {title}",
            "",
            *lead,
            "",
            *(_render_diagram(machine) if has_diagram else ()),
            "| state | action | by | next state |",
            "|---|---|---|---|",
            *rows,
            "",
            f"Every other step is refused. {step_note}".strip(),
            "",
            "| in code | on screen |",
            "|---|---|",
            *(f"| {member} | {member.label_vi} |" for member in members),
            "",
        ]
    )


def _render_diagram[S: LabelledEnum, A: LabelledEnum, R: LabelledEnum](
    machine: StateMachine[S, A, R],
) -> list[str]:
    """A diagram from the first state to the final states."""
    first, *_ = machine.states
    states_with_exits = {at for at, _, _ in machine.table}
    return [
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {first}",
        *(f"    {at} --> {to}: {action}" for (at, action, _), to in machine.table.items()),
        *(f"    {state} --> [*]" for state in machine.states if state not in states_with_exits),
        "```",
        "",
    ]
