"""Both languages are complete: no label is missing, unused, half translated, or different in its values."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import get_args

import pytest

from luoshi.core import target
from luoshi.core.text import Text
from luoshi.plans.actions import MOVES
from luoshi.plans.models import ReadingJob, Verdict
from luoshi.plans.queries import CONFIDENCE, ROW_KINDS
from luoshi.plans.rows import DUTY_NAMES
from luoshi.portal import corrections, vocabulary
from luoshi.portal.messages import MESSAGES
from luoshi.portal.present import why
from luoshi.portal.samples import SAMPLE
from luoshi.reader import model
from luoshi.reader.document import open_bytes
from luoshi.reader.ledger import read_ledger

PORTAL = Path(vocabulary.__file__).parent
TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in (PORTAL / "templates").rglob("*.html")}
CODE = {path.name: path.read_text(encoding="utf-8") for path in PORTAL.rglob("*.py") if path.name != "messages.py"}
TABLES = {name: table for name, table in vars(vocabulary).items() if name.isupper() and isinstance(table, dict)}
TEXTS = {
    **MESSAGES,
    **{
        f"{name}.{key}": text for name, table in TABLES.items() for key, text in table.items() if isinstance(text, Text)
    },
    **{name: text for name, text in vars(corrections).items() if isinstance(text, Text)},
}
HAN = re.compile(r"[\u4e00-\u9fff]")
SAME_IN_BOTH = {"product"}


def used_keys() -> set[str]:
    """Keys named in templates and code; `error_%d` and `refused_...` are made from codes."""
    named = {key for text in TEMPLATES.values() for key in re.findall(r"\bt\('(\w+)'", text)}
    named |= {
        key
        for text in CODE.values()
        for key in re.findall(r"""MESSAGES\["(\w+)"\]|_home\(request, "(\w+)\"""", text)
        for key in key
    }
    named |= {key for text in CODE.values() for key in re.findall(r"""Place\("\w+", "(\w+)\"""", text)}
    for text in TEMPLATES.values():  # t('state_' ~ state)
        named |= {key for start in re.findall(r"\bt\('(\w+_)' ~", text) for key in MESSAGES if key.startswith(start)}
        named -= set(re.findall(r"\bt\('(\w+_)' ~", text))
    named |= {f"error_{status}{part}" for status in (400, 403, 404, 500) for part in ("", "_what")}
    named |= {f"refused_{code}" for code in ("stale", "move", "no_change", "reason", "name")}
    return named - {""}


def values_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_no_label_is_missing_and_none_is_left_over() -> None:
    made_elsewhere = {"upload_too_large"}  # also spoken by luoshi.site.asgi
    assert used_keys() - set(MESSAGES) == set()
    assert set(MESSAGES) - used_keys() - made_elsewhere == set()


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_say_it_with_the_same_values(key: str) -> None:
    zh, en = TEXTS[key]
    assert zh.strip()
    assert en.strip()
    assert not HAN.search(en)
    assert values_in(zh) == values_in(en)


def test_templates_hold_no_words_of_their_own() -> None:
    allowed = {"English", "XLSX", "JSON", "Esc"}  # the other language, formats and a key name themselves
    for name, text in TEMPLATES.items():
        bare = re.sub(r"\{% set \w+ %\}.*?\{% endset %\}", "", text, flags=re.S)
        bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", bare, flags=re.S)
        words = {word for part in re.findall(r">([^<>]*)<", bare) for word in re.findall(r"[A-Za-z]{3,}", part)}
        assert words <= allowed, name
        assert not HAN.search(re.sub(r"\{\{.*?\}\}", "", text).replace("落实", "")), name


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("KINDS", set(ROW_KINDS)),
        ("KINDS_PLURAL", set(ROW_KINDS)),
        ("TARGET_KINDS", set(target.TargetKind)),
        ("TARGET_KIND_MEANING", set(target.TargetKind)),
        ("BOUNDS", set(target.Bound)),
        ("OPS", set(target.Op)),
        ("ROLES", set(target.Role)),
        ("DUTIES", set(get_args(model.DutyKind))),
        ("FINDING_KINDS", set(get_args(model.FindingKind))),
        ("SEVERITIES", set(get_args(model.Severity))),
        ("SEVERITY_MARKS", set(get_args(model.Severity))),
        ("VERDICTS", {"open", *Verdict.values}),
        ("VERDICT_MARKS", {"open", *Verdict.values}),
        ("CONFIDENCE", set(CONFIDENCE)),
        ("CONFIDENCE_MEANING", set(CONFIDENCE)),
        ("STAGES", {"waiting", "opening", "reading", "auditing", "storing", "done"}),
    ],
)
def test_every_word_of_the_ledger_has_a_label(table: str, words: set[str]) -> None:
    assert set(TABLES[table]) == {str(word) for word in words}


def test_every_field_of_every_form_has_a_label() -> None:
    for fields in corrections.FIELDS.values():
        for field in fields:
            assert field.label.zh


def test_names_of_duties_are_the_same_in_store_and_page() -> None:
    assert {word: text.zh for word, text in vocabulary.DUTIES.items()} == DUTY_NAMES


def test_the_rules_that_rows_rest_on_are_told_in_chinese() -> None:
    document = open_bytes(SAMPLE.name, SAMPLE.read_bytes())[0]
    ledger = read_ledger(document)
    rows = [*ledger.quantities, *ledger.tasks, *ledger.projects, *ledger.systems, *ledger.duties]
    untold = {part for row in rows for part in re.findall(r"[A-Za-z][A-Za-z ]{3,}", why(row.why, "zh"))}
    assert not untold, "give these parts of `why` a Chinese text in luoshi/portal/reasons.py"


def test_every_verdict_has_its_moves_and_every_state_its_end() -> None:
    assert set(MOVES) == set(Verdict.values)
    assert {one.value for one in ReadingJob.State} == {"queued", "reading", "done", "failed"}
