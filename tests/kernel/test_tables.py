"""What comes in as a spreadsheet is a table of plain texts, or refused with a reason."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from okprofs.kernel import tables
from okprofs.kernel.refusals import Refused
from okprofs.kernel.tables import MOST_COLUMNS, MOST_ROWS, read_table

ROWS = ("Naam;E-mail", "Zoë Bös;zoe@bos.example")


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, part: str, change: tuple[bytes, bytes]) -> bytes:
    """The same workbook with other words in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(*change) if name == part else text)
    return out.getvalue()


def refusal_of(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_table(content)
    return refused.value.refusals[0].code


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(ROWS).encode(),
        "\r\n".join(ROWS).encode("utf-8-sig"),
        "\r\n".join(ROWS).replace(";", ",").encode(),
        "\r\n".join(ROWS).replace(";", "\t").encode("utf-16"),
        ("sep=;\r\n" + "\r\n".join(ROWS)).encode(),
        "\n".join(["", ";", *ROWS, ";;", ""]).encode(),
        '"Naam";"E-mail"\n"Zoë \nBös";" zoe@bos.example\t"'.encode(),
        workbook(["Naam", "E-mail"], ["Zoë Bös", "zoe@bos.example"], [None, None]),
    ],
    # A workbook tells when it was made: with that in its name, no two processes have the same tests.
    ids=["plain", "marked", "commas", "tabs", "told", "empty lines", "quoted", "workbook"],
)
def test_a_list_reads_alike_however_it_was_kept(content: bytes) -> None:
    table = read_table(content)
    assert table.headings == ("Naam", "E-mail")
    assert [cells for _, cells in table.rows] == [("Zoë Bös", "zoe@bos.example")]
    assert not table.is_guessed


def test_letters_of_an_old_windows_are_guessed_and_that_is_told() -> None:
    table = read_table("\r\n".join(ROWS).encode("cp1252"))
    assert table.rows[0][1][0] == "Zoë Bös"
    assert table.is_guessed


def test_a_list_without_headings_loses_nobody() -> None:
    table = read_table(b"Anna;anna@bos.example\nPiet;piet@bos.example;Nijkerk")
    assert table.headings == ("", "", "")
    assert [number for number, _ in table.rows] == [1, 2]


def test_numbers_and_dates_read_as_they_were_seen_and_formulas_are_not_worked_out() -> None:
    table = read_table(workbook(["A", "B", "C"], [12.0, date(2026, 11, 23), "=1+1"], ["x", "=cmd|' /C calc'!A0", 1.5]))
    assert table.rows[0][1][:2] == ("12", "2026-11-23T00:00:00")
    assert table.rows[0][1][2] == ""
    assert table.rows[1][1] == ("x", "", "1.5")
    assert read_table(b"A;B\n=1+1;x").rows[0][1] == ("=1+1", "x")


def test_what_nobody_types_is_left_out() -> None:
    assert read_table("A;B\nx\u202ey;z\u200b".encode()).rows[0][1] == ("x y", "z")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table_empty"),
        (b"Naam;E-mail\n;\n", "table_empty"),
        pytest.param(workbook(), "table_empty", id="workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "table_old_office"),
        (b"PK\x03\x04 and then nothing", "table_damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "table_not_text"),
        (b"A;B\nx\x00y;z", "table_not_text"),
        (b'A;B\n"x;z', "table_damaged"),
        ((";".join("A" * (MOST_COLUMNS + 1)) + "\n").encode() * 2, "table_too_wide"),
        (b"A;B\n" + b"x;y\n" * (MOST_ROWS + 1), "table_too_long"),
        (b"a@b.example\n" * (MOST_ROWS + 1), "table_too_long"),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(content: bytes, code: str) -> None:
    assert refusal_of(content) == code


def test_ten_thousand_rows_and_their_headings_fit() -> None:
    assert len(read_table(b"A;B\n" + b"x;y\n" * MOST_ROWS).rows) == MOST_ROWS


@pytest.mark.parametrize(
    "change",
    [
        (b"<sheets>", b"<sheets><!DOCTYPE x>"),
        (b"<workbook ", b'<!DOCTYPE lolz [<!ENTITY lol "lol">]><workbook '),
        (b"<workbook ", b"<?xml version='1.0' encoding='cp037'?><workbook "),
        (b"<sheets>", b"<sheets>\x00"),
    ],
)
def test_a_workbook_that_defines_entities_or_hides_its_letters_is_not_read(change: tuple[bytes, bytes]) -> None:
    assert refusal_of(repacked(workbook(["A"], ["x"]), "xl/workbook.xml", change)) == "table_damaged"


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_UNPACKED", 100_000)
    bomb = repacked(workbook(["A"], ["x"]), "xl/styles.xml", (b"</styleSheet>", b" " * 200_000 + b"</styleSheet>"))
    assert refusal_of(bomb) == "table_too_large"


def test_a_sheet_that_goes_on_without_end_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "FURTHEST_ROW", 1_000)
    far = (b'<row r="2">', b'<row r="1048576">')
    content = repacked(workbook(["A"], ["x"]), "xl/worksheets/sheet1.xml", far)
    assert refusal_of(content) == "table_too_long"


@given(st.binary(max_size=300))
@example(b"PK\x03\x04" + b"\x00" * 60)
@example(b"\xff\xfe\x00")
def test_whatever_is_sent_is_a_table_or_a_reason(content: bytes) -> None:
    try:
        table = read_table(content)
    except Refused:
        return
    assert {len(cells) for _, cells in table.rows} == {len(table.headings)}
