"""The pages of returns: what each role sees, filling in, moves, files, workbooks; nothing of it runs as markup."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.test import Client
from openpyxl import load_workbook

from luoshi.people.models import User
from luoshi.plans.models import Evidence, Figure, Indicator, Notice, Plan, Return, ReturnItem
from luoshi.plans.returns import actions
from luoshi.plans.returns.filling import add_evidence
from tests.cityhall import NOW, CityHall, indicator
from tests.plans.returns.conftest import _data as _data
from tests.plans.returns.conftest import bring, fill, owed_return
from tests.plans.returns.conftest import green as green
from tests.plans.returns.conftest import hall as hall
from tests.plans.returns.conftest import owed as owed
from tests.plans.returns.conftest import plan as plan

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*1111111}}</textarea></title>"
PDF = b"%PDF-1.7\n1 0 obj"


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "127.0.0.1:8000"})


def as_(client: Client, user: User) -> Client:
    client.force_login(User.objects.get(pk=user.pk))
    client.get("/account/")  # the first page of a session enters it in the list of sessions
    return client


def say(response: Any) -> str:
    return str(response.content.decode())


def test_a_return_is_filed_checked_and_approved_by_its_pages(
    client: Client, hall: CityHall, plan: Plan, green: Indicator
) -> None:
    owed = owed_return(plan, hall.bureau, green)
    item = owed.items.get().pk
    as_(client, hall.department)
    page = say(client.get(f"/returns/{owed.pk}/"))
    assert "93" in page
    assert 'name="move" value="file"' in page
    saved = client.post(
        f"/returns/{owed.pk}/save/", {"version": 1, f"value-{item}": "９４．５"},
        headers={"HX-Request": "true", "HX-Trigger-Name": f"value-{item}"},
    )  # fmt: skip
    assert 'id="version" name="version" value="2"' in say(saved)
    sent = {"version": 2, "move": "file", f"value-{item}": "94.5", f"note-{item}": "", "comment": "按时"}
    assert client.post(f"/returns/{owed.pk}/move/", sent).status_code == 302
    twice = client.post(f"/returns/{owed.pk}/move/", sent)
    assert twice.status_code == 302, "a double click is no error"
    assert Figure.objects.filter(period="2023").count() == 1
    for user, move, version in ((hall.reviewer, "check", 3), (hall.planner, "approve", 4), (hall.planner, "lock", 5)):
        as_(client, user)
        assert f'name="move" value="{move}"' in say(client.get(f"/returns/{owed.pk}/"))
        assert client.post(f"/returns/{owed.pk}/move/", {"version": version, "move": move}).status_code == 302
    owed.refresh_from_db()
    assert owed.state == "locked"
    refused = client.post(f"/returns/{owed.pk}/move/", {"version": 6, "move": "send_back", "comment": "改"})
    assert refused.status_code == 409
    assert "已锁定, 不能再改动或退回" in say(refused)


SEES: dict[str, set[str]] = {
    "draft": {"planner", "department", "reviewer", "auditor"},
    "filed": {"planner", "department", "reviewer", "auditor"},
    "approved": {"planner", "department", "reviewer", "auditor", "leader"},
}


@pytest.mark.parametrize("state", SEES)
def test_who_sees_a_return_and_what_hangs_on_it(client: Client, hall: CityHall, owed: Return, state: str) -> None:
    item = owed.items.get()
    file = add_evidence(item, name="证明.pdf", content=PDF, acting_user=hall.department, at=NOW)
    bring(owed, state, hall)
    paths = (f"/returns/{owed.pk}/", f"/returns/{owed.pk}/template.xlsx", f"/evidence/{file.pk}/")
    for name, user in hall.users.items():
        as_(client, user)
        for path in paths:
            wanted = 200 if name in SEES[state] else 404
            assert client.get(path).status_code == wanted, (name, path)
        listed = f"/returns/{owed.pk}/" in say(client.get("/returns/"))
        assert listed == (name in SEES[state]), name


@pytest.mark.parametrize("path", ["save/", "move/"])
def test_a_return_that_is_not_mine_is_not_there(client: Client, hall: CityHall, owed: Return, path: str) -> None:
    for name in ("other_department", "county_filer", "leader", "operator", "public"):
        answer = as_(client, hall.users[name]).post(f"/returns/{owed.pk}/{path}", {"version": 2, "move": "file"})
        assert answer.status_code == 404, name


def test_one_who_sees_may_not_act_without_the_right(client: Client, hall: CityHall, owed: Return) -> None:
    for name in ("planner", "auditor", "reviewer"):
        answer = as_(client, hall.users[name]).post(f"/returns/{owed.pk}/move/", {"version": 2, "move": "file"})
        assert answer.status_code == 403, name
    owed.refresh_from_db()
    assert owed.state == "draft"


def test_no_text_runs_as_markup(client: Client, hall: CityHall, plan: Plan, green: Indicator) -> None:
    evil = indicator(plan, hall.bureau, HOSTILE, unit=HOSTILE[:40], key="evil")
    owed = fill(owed_return(plan, hall.bureau, green, evil), 94.0, hall.department, note=HOSTILE, reason=HOSTILE)
    for item in owed.items.all():
        add_evidence(item, name=HOSTILE + ".pdf", content=PDF, acting_user=hall.department, at=NOW)
    texts = [say(as_(client, hall.department).get(f"/returns/{owed.pk}/"))]
    actions.file(owed.pk, version=owed.version, comment=HOSTILE, acting_user=hall.department, at=NOW)
    owed.refresh_from_db()
    texts.append(say(as_(client, hall.reviewer).get(f"/returns/{owed.pk}/")))
    actions.send_back(owed.pk, version=owed.version, comment=HOSTILE, acting_user=hall.reviewer, at=NOW)
    as_(client, hall.department)
    texts += [say(client.get(f"/returns/{owed.pk}/")), say(client.get("/desk/")), say(client.get("/returns/"))]
    item = owed.items.get(indicator=evil).pk
    texts.append(say(client.post(f"/returns/{owed.pk}/save/", {"version": 4, f"value-{item}": HOSTILE})))
    for text in texts:
        tree = lxml.html.fromstring(text)
        assert not tree.xpath("//img | //script[not(@src)] | //style")
        assert not [name for element in tree.iter("*") for name in element.attrib if name.startswith("on")]
        assert "7777777" not in text


def test_a_wrong_number_is_told_beside_its_cell_and_nothing_is_kept(
    client: Client, hall: CityHall, owed: Return
) -> None:
    item = owed.items.get().pk
    as_(client, hall.department)
    answer = client.post(
        f"/returns/{owed.pk}/save/", {"version": 2, f"value-{item}": "1.5亿"},
        headers={"HX-Request": "true", "HX-Trigger-Name": f"value-{item}"},
    )  # fmt: skip
    assert "带有单位或文字" in say(answer)
    assert 'aria-invalid="true"' in say(answer)
    whole = client.post(f"/returns/{owed.pk}/save/", {"version": 2, f"value-{item}": "1.5亿"})
    assert (whole.status_code, "1.5亿" in say(whole)) == (422, True)
    filed = client.post(f"/returns/{owed.pk}/move/", {"version": 2, "move": "file", f"value-{item}": "12%"})
    assert filed.status_code == 409
    assert ReturnItem.objects.get().value == 94.0


def test_an_old_version_is_told_where_it_can_be_read(client: Client, hall: CityHall, owed: Return) -> None:
    item = owed.items.get().pk
    answer = as_(client, hall.department).post(
        f"/returns/{owed.pk}/save/", {"version": 1, f"value-{item}": "95"},
        headers={"HX-Request": "true", "HX-Trigger-Name": f"value-{item}"},
    )  # fmt: skip
    assert answer["HX-Retarget"] == "#return-problem"
    assert "旧版本" in say(answer)


def test_no_change_in_one_click(client: Client, hall: CityHall, plan: Plan, green: Indicator) -> None:
    owed = owed_return(plan, hall.bureau, green, indicator(plan, hall.bureau, "供水能力"))
    item = owed.items.get(indicator=green).pk
    as_(client, hall.department)
    answer = say(
        client.post(f"/returns/{owed.pk}/save/", {"version": 1, "unchanged": item}, headers={"HX-Request": "true"})
    )
    assert re.search(rf'id="value-{item}"[^>]*value="93"[^>]*hx-swap-oob', answer)
    assert client.post(f"/returns/{owed.pk}/save/", {"version": 2, "unchanged": "all"}).status_code == 302
    assert ReturnItem.objects.get(pk=item).value == 93.0


def test_the_desk_says_what_i_owe_and_what_waits(client: Client, hall: CityHall, owed: Return) -> None:
    link = f'href="/returns/{owed.pk}/"'
    assert link in say(as_(client, hall.department).get("/desk/"))
    assert link not in say(as_(client, hall.reviewer).get("/desk/"))
    bring(owed, "filed", hall)
    assert link not in say(as_(client, hall.department).get("/desk/"))
    assert link in say(as_(client, hall.reviewer).get("/desk/"))
    assert link not in say(as_(client, hall.planner).get("/desk/"))
    bring_checked(owed, hall)
    assert link in say(as_(client, hall.planner).get("/desk/"))


def bring_checked(owed: Return, hall: CityHall) -> None:
    actions.check(owed.pk, version=owed.version, acting_user=hall.reviewer, at=NOW)


def test_a_notice_is_put_away_by_those_it_is_for(client: Client, hall: CityHall, owed: Return) -> None:
    bring(owed, "returned", hall)
    notice = Notice.objects.get()
    for name in ("planner", "auditor", "other_department", "county_filer", "leader", "public"):
        assert as_(client, hall.users[name]).post(f"/notices/{notice.pk}/read/").status_code == 404, name
    assert as_(client, hall.department).post(f"/notices/{notice.pk}/read/").status_code == 302
    assert Notice.objects.get().read_at is not None


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("a.pdf", PDF, 302, ""),
        ("../../照片.PNG", b"\x89PNG\r\n\x1a\n....", 302, ""),
        ("a.txt", "说明".encode("gb18030"), 302, ""),
        ("virus.pdf", b"MZ\x90\x00\x03", 422, "只接受"),
        ("page.html.txt", b"\x00\x01<html>", 422, "只接受"),
        ("a.svg", b"<svg onload=alert(1)>", 302, ""),  # text is kept as text, and only ever saved
        ("empty.pdf", b"", 422, "空的"),
        ("big.pdf", PDF + b" " * (20 * 1024 * 1024), 422, "20 MB"),
    ],
)
def test_files_are_taken_for_what_they_are(
    client: Client, hall: CityHall, owed: Return, name: str, content: bytes, status: int, said: str
) -> None:
    file = io.BytesIO(content)
    file.name = name
    item = owed.items.get().pk
    answer = as_(client, hall.department).post(f"/evidence/lines/{item}/", {"file": file})
    assert (answer.status_code, said in say(answer)) == (status, True)
    if status != 302:
        assert not Evidence.objects.exists()
        return
    row = Evidence.objects.get()
    got = client.get(f"/evidence/{row.pk}/")
    assert got.content == content
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "html" not in got["Content-Type"]
    assert "svg" not in got["Content-Type"]
    assert client.post(f"/evidence/{row.pk}/remove/").status_code == 302
    assert not Evidence.objects.exists()


def test_files_are_fixed_once_the_return_is_filed(client: Client, hall: CityHall, owed: Return) -> None:
    item = owed.items.get()
    row = add_evidence(item, name="a.pdf", content=PDF, acting_user=hall.department, at=NOW)
    bring(owed, "filed", hall)
    as_(client, hall.department)
    file = io.BytesIO(PDF + b"2")
    file.name = "b.pdf"
    assert client.post(f"/evidence/lines/{item.pk}/", {"file": file}).status_code == 409
    assert client.post(f"/evidence/{row.pk}/remove/").status_code == 409
    assert Evidence.objects.count() == 1


def test_a_workbook_goes_out_and_comes_back(client: Client, hall: CityHall, plan: Plan, green: Indicator) -> None:
    owed = owed_return(plan, hall.bureau, green)
    as_(client, hall.department)
    book = load_workbook(io.BytesIO(client.get(f"/returns/{owed.pk}/template.xlsx").content))
    book.worksheets[1]["D5"] = 94.25
    preview = client.post("/returns/import/", {"file": upload(book)})
    assert "94.25" in say(preview)
    assert not ReturnItem.objects.get().filled, "looked at, not written"
    found = re.search(r'name="token" value="([^"]+)"', say(preview))
    assert found
    as_(client, hall.other_department)
    assert client.post("/returns/import/confirm/", {"token": found[1]}).status_code == 422, "not theirs"
    as_(client, hall.department)
    assert client.post("/returns/import/confirm/", {"token": found[1]}).status_code == 302
    assert ReturnItem.objects.get().value == 94.25
    assert client.post("/returns/import/confirm/", {"token": found[1]}).status_code == 409, "once"
    assert client.post("/returns/import/confirm/", {"token": found[1] + "x"}).status_code == 422
    again = client.post("/returns/import/", {"file": upload(book)})
    assert "没有要写入的改动" in say(again)


def test_errors_are_told_by_cell_and_nothing_is_written(
    client: Client, hall: CityHall, plan: Plan, green: Indicator
) -> None:
    owed = owed_return(plan, hall.bureau, green, indicator(plan, hall.bureau, "供水能力"))
    as_(client, hall.department)
    book = load_workbook(io.BytesIO(client.get("/returns/templates.xlsx").content))
    sheet = book.worksheets[1]
    sheet["D5"], sheet["D6"] = 94, "=1+1"
    answer = client.post("/returns/import/", {"file": upload(book)})
    assert answer.status_code == 422
    assert f"{sheet.title}!D6" in say(answer)
    assert "是公式" in say(answer)
    assert 'name="token"' not in say(answer)
    assert not owed.items.filter(filled=True).exists()


def upload(book: Any, name: str = "报表.xlsx") -> io.BytesIO:
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = name
    return out


def test_pages_ask_the_database_a_fixed_number_of_times(
    client: Client, hall: CityHall, plan: Plan, django_assert_max_num_queries: Any
) -> None:
    lines = [indicator(plan, hall.bureau, f"指标{number}") for number in range(40)]
    owed = owed_return(plan, hall.bureau, *lines)
    item = owed.items.first().pk
    as_(client, hall.department)
    with django_assert_max_num_queries(14):
        assert client.get(f"/returns/{owed.pk}/").status_code == 200
    with django_assert_max_num_queries(34):
        client.post(
            f"/returns/{owed.pk}/save/", {"version": 1, f"value-{item}": "5"},
            headers={"HX-Request": "true", "HX-Trigger-Name": f"value-{item}"},
        )  # fmt: skip
    with django_assert_max_num_queries(12):
        assert client.get("/desk/").status_code == 200
    with django_assert_max_num_queries(6):
        assert client.get("/returns/?show=owed").status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get("/returns/templates.xlsx").status_code == 200
    owed.refresh_from_db()
    fill(owed, 3.0, hall.department)
    bring(owed, "filed", hall)
    as_(client, hall.reviewer)
    with django_assert_max_num_queries(18):
        assert client.get(f"/returns/{owed.pk}/").status_code == 200


def test_the_list_goes_on_by_key(client: Client, hall: CityHall, plan: Plan, green: Indicator) -> None:
    for month in range(60):
        owed_return(plan, hall.bureau, green, period=f"{2021 + month // 12}-{month % 12 + 1:02}")
    as_(client, hall.planner)
    first = say(client.get("/returns/"))
    found = re.search(r'href="(/returns/\?show=all&amp;after=[^"]+)"', first)
    assert found
    second = say(client.get(found[1].replace("&amp;", "&")))
    ids = [set(re.findall(r'href="/returns/(\d+)/"', text)) for text in (first, second)]
    assert (len(ids[0]), len(ids[1]), ids[0] & ids[1]) == (50, 10, set())
    assert client.get("/returns/?after=x_1").status_code == 200


def test_both_languages(client: Client, hall: CityHall, owed: Return, tmp_path: Path) -> None:
    as_(client, hall.department)
    client.post("/language/", {"lang": "en"})
    page = say(client.get(f"/returns/{owed.pk}/"))
    assert "No change" in page
    assert "本期值" not in page
