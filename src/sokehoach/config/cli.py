"""The command `sokehoach`."""


def main() -> int:
    raise SystemExit("not yet")
