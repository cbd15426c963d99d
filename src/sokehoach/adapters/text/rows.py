"""Format a table as text rows «| a | b |», which the plan reader recognises."""

from collections.abc import Iterator

from sokehoach.adapters.text.filetext import Table


def format_table_lines(table: Table) -> Iterator[str]:
    """Yield the lines, with a rule after the first row. A bar inside a cell becomes «/», since it would split the
    cell.
    """
    width = max(len(row) for row in table)
    for number, row in enumerate(table):
        cells = [cell.replace("|", "/") for cell in (*row, *("" for _ in range(width - len(row))))]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{'---|' * width}"
