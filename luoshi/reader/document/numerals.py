"""Numbers as Word writes them before a paragraph: `chineseCounting` 12 is 十二.

>>> [numeral("chineseCountingThousand", 21), numeral("decimalEnclosedCircle", 3), numeral("lowerRoman", 4)]
['二十一', '③', 'iv']
"""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 9_999
_CIRCLED_20, _LETTERS = 20, 26


def numeral(form: str, number: int) -> str:
    """`number` in the number format `form` of WordprocessingML; a format not known here is written in digits."""
    if not 0 < number <= _LARGEST:
        return str(number)
    lower = form.lower()
    if "counting" in lower:
        return _chinese(number, _DIGITS, ("", "十", "百", "千"))
    if "legal" in lower:
        return _chinese(number, _LEGAL, ("", "拾", "佰", "仟"))
    if lower == "ideographdigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if lower == "ideographtraditional" and number <= len(_STEMS):
        return _STEMS[number - 1]
    if "enclosedcircle" in lower and number <= _CIRCLED_20:
        return chr(0x245F + number)
    if lower == "decimalenclosedparen" and number <= _CIRCLED_20:
        return chr(0x2473 + number)
    if "roman" in lower:
        return _cased(form, _roman(number))
    if "letter" in lower:
        return _cased(form, chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1))
    return str(number).zfill(2) if lower == "decimalzero" else str(number)


def _chinese(number: int, digits: str, units: tuple[str, ...]) -> str:
    text = ""
    for index, digit in enumerate(reversed(str(number))):
        if digit != "0":
            text = digits[int(digit)] + units[index] + text
        elif text and not text.startswith("零"):
            text = "零" + text
    return text[1:] if text.startswith("一十") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _cased(form: str, text: str) -> str:
    return text.upper() if form.startswith("upper") else text
