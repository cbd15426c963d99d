"""Read the levels of units."""

from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.level import Level, Levels, find_level_problems, make_unknown_level


def read_levels(file: Record) -> Levels:
    """Return the levels, each checked against the others; a contradiction is a problem on its line."""
    levels: dict[str, Level] = {}
    records: dict[str, Record] = {}
    for record in file.records("levels"):
        level = Level(
            code=record.code("code", most=20),
            rank=record.integer("rank"),
            name=record.text("name", most=60),
            plural=record.optional("plural", most=60),
            english=record.optional("english", most=60),
            english_plural=record.optional("english_plural", most=60),
            attached=record.flag("attached", default=False),
            consolidates=record.flag("consolidates", default=False),
            counts_persons=record.flag("counts_persons", default=False),
        )
        record.finish()
        if level.code in levels:
            record.refuse(say("trùng mã cấp «%(code)s»", code=level.code), "code")
        levels[level.code], records[level.code] = level, record
    file.finish()
    for code, reason in find_level_problems(tuple(levels.values())):
        records[code].refuse(reason)
    if not any(level.is_area for level in levels.values()):
        file.refuse(say("không có cấp nào là địa bàn"), "levels")
    return Levels(levels.values())


def read_level(record: Record, name: str, code: str, levels: Levels) -> Level:
    """Return the level of that code; for another code add a problem."""
    if code and code not in levels:
        choices = ", ".join(level.code for level in levels)
        record.refuse(
            say("«%(name)s» là «%(code)s», phải là một trong: %(choices)s", name=name, code=code, choices=choices), name
        )
    return levels[code] if code else make_unknown_level("")


def read_level_codes(record: Record, name: str, levels: Levels) -> tuple[str, ...]:
    return tuple(read_level(record, name, code, levels).code for code in record.texts(name))
