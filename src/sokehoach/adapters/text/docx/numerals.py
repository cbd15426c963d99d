"""Format numbers as Word prints them in lists (ECMA-376, part 1, 17.18.59 ST_NumberFormat)."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_VIETNAMESE_NUMBERS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def format_number(number: int, form: str) -> str:
    """Format «4» as «IV», «d» or «04». Word's letters are Latin: e) follows d), never đ)."""
    match form:
        case "upperRoman":
            return _format_roman(number).upper()
        case "lowerRoman":
            return _format_roman(number)
        case "upperLetter":
            return _format_letters(number).upper()
        case "lowerLetter":
            return _format_letters(number)
        case "decimalZero" | "01, 02, 03, ...":
            return f"{number:02}"
        case "vietnameseCounting" if 0 <= number < len(_VIETNAMESE_NUMBERS):
            return _VIETNAMESE_NUMBERS[number]
        case "none":
            return ""
    return str(number)


def _format_roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    numeral = ""
    for worth, sign in _ROMAN:
        numeral += sign * (number // worth)
        number %= worth
    return numeral


def _format_letters(number: int) -> str:
    """Return a … z, then aa, bb …"""
    if not 0 < number <= 26 * 8:
        return str(number)
    times, at = divmod(number - 1, 26)
    return "abcdefghijklmnopqrstuvwxyz"[at] * (times + 1)
