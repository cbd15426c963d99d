"""Describes a browser from its User-Agent header: «Chrome, Windows»."""

import re

_BROWSERS = (
    ("Edge", r"Edg[A-Za-z]*/"), ("Cốc Cốc", r"coc_coc"), ("Opera", r"OPR/"), ("Firefox", r"Firefox/|FxiOS"),
    ("Chrome", r"Chrome/|Chromium/|CriOS"), ("Safari", r"Safari/"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", r"Android"), ("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"), ("Linux", r"Linux"),
)  # fmt: skip


def describe_device(agent: str) -> str:
    names = [next((name for name, rule in table if re.search(rule, agent)), "") for table in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in names if name) or "thiết bị không rõ"
