"""Whatever the text, the audit ends, points at lines that are there, and says the same twice."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from luoshi.reader.audit import audit
from luoshi.reader.audit.exact import cardinal, measures, plain, unit_of
from luoshi.reader.widths import narrow

WORDS = (
    "其中", "共计", "合计", "总投资", "(", ")", "、", ",", "。", ";", ":", "Ø", "1.", "(2)", "①", "一是", "二是", "由", "增加到", "下降",
    "3", "12.5", "0", "1,200", "万元", "亿", "公里", "%", "个百分点", "倍", "家", "县(市)区", "每个", "每年", "2021年", "2025年", "前",
    "专栏1", "项目", "工程", "XX", "×", "“", "”", "等", "三", "个", "方面", "近", "以上", "18.5:31.3:50.2", "结构", " ", "|", "\t", "目标",
)  # fmt: skip
lines = st.lists(st.lists(st.sampled_from(WORDS), max_size=40).map("".join), min_size=1, max_size=8)


@given(lines)
def test_any_words(make: SimpleNamespace, lines: list[str]) -> None:
    ledger = make.ledger("甲市规划", *lines)
    findings = audit(ledger)
    assert findings == audit(ledger)
    assert all(1 <= line <= len(lines) + 1 for f in findings for line in f.lines)
    assert len({f.id for f in findings}) == len(findings)


@given(st.text(max_size=60))
def test_flat_keeps_places_and_measures_lie_in_the_text(text: str) -> None:
    told = narrow(text)
    assert len(told) == len(text)
    for measure in measures(told):
        assert told[measure.start : measure.end].strip() == measure.text
        assert measure.half > 0


@given(st.integers(1, 99))
def test_chinese_numerals(number: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    written = ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
    assert cardinal(written) == cardinal(str(number)) == number


@given(st.decimals(0, 10**9, places=3, allow_nan=False), st.sampled_from(["元", "万元", "亿元", "公里", "亩", "家"]))
def test_a_number_and_its_unit_are_read_exactly(number: object, unit: str) -> None:
    (measure,) = measures(f"{number}{unit}")
    dimension, factor = unit_of(unit)
    assert measure.dimension == dimension
    assert plain(measure.value / factor) == plain(number)  # type: ignore[arg-type]
