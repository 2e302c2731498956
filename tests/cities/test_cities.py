"""The lists of a city: what ships, and every mistake in a list told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi import cities
from luoshi.cities.check import check_all

AREAS = "code,name,level,aliases,parent\n370000,青岚市,2,青岚,\n370021,云溪县,3,云溪|云溪自治县,370000\n"
AGENCIES = "name,aliases,area\n市水利局,市水务局|水利部门,370000\n市财政局,,370000\n"


def write(folder: Path, areas: str = AREAS, agencies: str = AGENCIES) -> Path:
    """A folder with the two lists."""
    (folder / "areas.csv").write_text(areas, encoding="utf-8")
    (folder / "agencies.csv").write_text(agencies, encoding="utf-8")
    return folder


def test_the_first_city_ships() -> None:
    assert "chaoyang" in cities.names()
    city = cities.load("chaoyang")
    assert (city.name.zh, city.name.en, city.code) == ("朝阳市", "Chaoyang", "211300")
    assert city.gazetteer.city == "朝阳市"
    assert city.folder == cities.folder("chaoyang")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("211300", "朝阳市"),
        ("211302", "双塔区"),
        ("211303", "龙城区"),
        ("211321", "朝阳县"),
        ("211322", "建平县"),
        ("211324", "喀左县"),
        ("211381", "北票市"),
        ("211382", "凌源市"),
    ],
)
def test_the_areas_carry_their_national_codes(code: str, name: str) -> None:
    areas = {area.code: area for area in cities.load("chaoyang").gazetteer.areas}
    assert areas[code].name == name


def test_a_place_without_a_national_code_cannot_be_mistaken_for_one_that_has_it() -> None:
    for area in cities.load("chaoyang").gazetteer.areas:
        assert (area.level == 4) == ("-x" in area.code)


def test_a_city_that_does_not_ship_is_named_in_the_error() -> None:
    with pytest.raises(LookupError, match="atlantis"):
        cities.load("atlantis")


def test_a_users_folder_is_read(tmp_path: Path) -> None:
    gazetteer = cities.load_gazetteer(write(tmp_path))
    assert gazetteer.city == "青岚市"
    assert [(area.name, area.level, area.aliases, area.parent) for area in gazetteer.areas] == [
        ("青岚市", 2, ("青岚",), None),
        ("云溪县", 3, ("云溪", "云溪自治县"), "370000"),
    ]
    assert [(agency.name, agency.aliases) for agency in gazetteer.agencies] == [
        ("市水利局", ("市水务局", "水利部门")),
        ("市财政局", ()),
    ]


def test_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    write(tmp_path, "\ufeff" + AREAS + "\n,,,,\n")
    assert len(cities.load_gazetteer(tmp_path).areas) == 2


HEAD = "code,name,level,aliases,parent\n370000,青岚市,2,青岚,\n"
FAULTS = [
    ("code,name,level,alias,parent\n", "areas.csv:1: unknown column 'alias'"),
    ("code,name,level,parent\n", "areas.csv:1: missing column 'aliases'"),
    ("code,name,name,level,aliases,parent\n", "areas.csv:1: a column stands twice"),
    (HEAD + "370000,云溪县,3,,370000\n", "areas.csv:3: code '370000' stands on line 2 already"),
    (HEAD + "370021,云溪县,3,青岚,370000\n", "areas.csv:3: '青岚' names '青岚市' already"),
    (HEAD + "370021,青岚市,3,,370000\n", "areas.csv:3: '青岚市' names '青岚市' already"),
    (HEAD + "370021,云溪县,3,,379999\n", "areas.csv:3: parent '379999' is no code of this file"),
    (HEAD + "370021,云溪县,2,,370000\n", "areas.csv:3: parent '370000' has level 2, which is not above level 2"),
    (HEAD + "370021,云溪县,五,,370000\n", "areas.csv:3: level '五' must be"),
    (HEAD + "37002,云溪县,3,,370000\n", "areas.csv:3: code '37002' is neither"),
    (HEAD + "370021,,3,,370000\n", "areas.csv:3: the name is empty"),
    (HEAD + "370021,云溪县,3,云溪|,370000\n", "areas.csv:3: an alias is empty"),
    (HEAD + "370021,云溪县,3\n", "areas.csv:3: 3 cells where the header has 5"),
    (HEAD + "370021,云溪县,3,,\n", "areas.csv:1: exactly one area may have no parent"),
]


@pytest.mark.parametrize(("areas", "message"), FAULTS)
def test_a_mistake_in_a_list_is_told_with_its_line(tmp_path: Path, areas: str, message: str) -> None:
    write(tmp_path, areas, "name,aliases,area\n")
    with pytest.raises(ValueError, match="csv:") as caught:
        cities.load_gazetteer(tmp_path)
    assert message in str(caught.value)


def test_all_mistakes_of_both_lists_are_told_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        HEAD + "370000,云溪县,3,青岚,379999\n",
        "name,aliases,area\n市水利局,,378888\n市财政局,市水利局,370000\n",
    )
    with pytest.raises(ValueError, match="csv:") as caught:
        cities.load_gazetteer(tmp_path)
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [
        "areas.csv:3",
        "areas.csv:3",
        "areas.csv:3",
        "agencies.csv:2",
        "agencies.csv:3",
    ]


def test_a_missing_list_and_a_wrong_encoding_are_told(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_bytes(AREAS.encode("gb18030"))
    with pytest.raises(ValueError, match="save it as CSV UTF-8") as caught:
        cities.load_gazetteer(tmp_path)
    assert "agencies.csv:1: the file is missing" in str(caught.value)


LEADS = "number,title,lead\n1,青岚市水利规划,市水利局\n"


def test_who_leads_a_plan(tmp_path: Path) -> None:
    folder = write(tmp_path)
    assert cities.load_leads(folder) == {}
    (folder / "plans.csv").write_text(LEADS, encoding="utf-8")
    assert cities.load_leads(folder) == {"青岚市水利规划": "市水利局"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (LEADS.replace("水利局", "水务局"), "plans.csv:2: lead '市水务局' is no name of agencies.csv"),
        (LEADS + "2,青岚市水利规划,市财政局\n", "plans.csv:3: title '青岚市水利规划' stands twice"),
        (LEADS.replace("lead", "owner"), "missing column 'lead'"),
    ],
)
def test_mistakes_in_the_list_of_leads(tmp_path: Path, text: str, fault: str) -> None:
    folder = write(tmp_path)
    (folder / "plans.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=fault):
        cities.load_leads(folder)
    assert any(fault in one.text.en for one in check_all([folder]))
