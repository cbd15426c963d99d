"""How a table stands in a text: rows «| a | b |», as the reader knows them."""

from collections.abc import Iterator

from sokehoach.adapters.text.filetext import Table


def format_table_lines(table: Table) -> Iterator[str]:
    """A rule follows the first row. A bar inside a cell is written «/»: it would part the cell."""
    width = max(len(row) for row in table)
    for number, row in enumerate(table):
        cells = [cell.replace("|", "/") for cell in (*row, *("" for _ in range(width - len(row))))]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{'---|' * width}"
