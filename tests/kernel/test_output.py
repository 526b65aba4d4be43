"""What leaves the house can do no harm, and reads well."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from okprofs.kernel import filters
from okprofs.kernel.locale import in_language
from okprofs.kernel.markdown import to_html
from okprofs.kernel.search import asked_terms, sort_name, terms
from okprofs.kernel.spreadsheets import to_csv, to_xlsx

FORMULAS = [
    "=1+1",
    "+31612345678",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    '=HYPERLINK("http://evil")',
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    sheet = load_workbook(io.BytesIO(to_xlsx("Lijst", ["naam"], [[text]]))).active
    assert sheet is not None
    cell = sheet["A2"]
    assert cell.data_type == "s"
    rows = list(csv.reader(io.StringIO(to_csv(["naam"], [[text]]).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1][0] == "'" + text


def test_numbers_and_dates_stay_what_they_are() -> None:
    row = [3, date(2011, 11, 10), datetime(2011, 11, 10, 8, 30, tzinfo=UTC), None, "Én € 60"]
    sheet = load_workbook(io.BytesIO(to_xlsx("Lijst", ["a", "b", "c", "d", "e"], [row]))).active
    assert sheet is not None
    values = [cell.value for cell in sheet[2]]
    assert values == [3, datetime(2011, 11, 10), datetime(2011, 11, 10, 9, 30), None, "Én € 60"]  # noqa: DTZ001


def test_a_dutch_spreadsheet_reads_the_text_file_as_it_was_meant() -> None:
    row = [62.5, date(2011, 11, 10), datetime(2011, 11, 10, 8, 30, tzinfo=UTC), None, 3]
    text = to_csv(["a", "b", "c", "d", "e"], [row]).decode("utf-8-sig")
    assert text.splitlines()[1] == "62,50;10-11-2011;10-11-2011 09:30;;3"


def test_the_workbook_is_readable_as_it_opens() -> None:
    row = [62.5, datetime(2011, 11, 10, 8, 30, tzinfo=UTC), "Veiligheids- en Gezondheidsregio"]
    sheet = load_workbook(io.BytesIO(to_xlsx("Lijst", ["prijs", "aangemeld", "organisatie"], [row]))).active
    assert sheet is not None
    assert [cell.number_format for cell in sheet[2]] == ["#,##0.00", "dd-mm-yyyy hh:mm", "General"]
    assert sheet["A1"].font.bold
    assert not sheet["C2"].font.bold
    assert sheet.column_dimensions["B"].width >= len("10-11-2011 09:30")
    assert sheet.column_dimensions["C"].width >= len("Veiligheids- en Gezondheidsregio")


@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    to_xlsx("x", ["a"], [[text]])
    to_csv(["a"], [[text]])


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[klik](javascript:alert(1))",
        "[klik](data:text/html,x)",
        "<img src=x onerror=alert(1)>",
        '<a href="https://x" onclick="x()" style="y">z</a>',
        "![plaatje](https://evil.example/pixel.png)",
    ],
)
def test_what_people_write_cannot_act(hostile: str) -> None:
    html = str(to_html(hostile))
    for bad in ("<script", "<img", "onerror=", "onclick=", 'href="javascript', 'href="data', "style="):
        assert bad not in html.replace("&lt;img", "").replace("&lt;script", "") or "&lt;" in html
    assert "<script" not in html
    assert "<img" not in html


def test_markdown_keeps_what_it_may() -> None:
    html = str(to_html("**Lean** in [Barneveld](https://barneveld.nl)\n\n- een\n- twee"))
    assert "<strong>Lean</strong>" in html
    assert 'href="https://barneveld.nl"' in html
    assert "<li>een</li>" in html


@given(st.text(max_size=200))
def test_markdown_cleans_the_same_once_as_twice(text: str) -> None:
    html = str(to_html(text))
    assert "<script" not in html.lower()
    assert "javascript:" not in html.lower() or "javascript:" in text.lower()


def test_moments_read_as_dutch_people_write_them(app: Flask) -> None:
    opens = datetime(2011, 11, 10, 8, 30, tzinfo=UTC)
    with app.test_request_context(base_url="http://localhost"):
        with in_language("nl"):
            assert filters.long_date(opens) == "donderdag 10 november 2011"
            assert filters.clock_time(opens) == "9.30 uur"
            assert filters.money(6000) == "€\xa060,00"
        with in_language("en"):
            assert filters.long_date(opens) == "Thursday 10 November 2011"
            assert filters.clock_time(opens) == "9:30"
            assert filters.money(6000) == "€60.00"


def test_names_sort_on_the_family_name() -> None:
    names = ["Maria van der Veen", "Anneke Bakker", "Jan de Boer", "Cher"]
    assert sorted(names, key=sort_name) == ["Anneke Bakker", "Jan de Boer", "Cher", "Maria van der Veen"]
    assert filters.initials("Maria van der Veen") == "MV"


def test_words_are_found_without_accents_or_capitals() -> None:
    assert terms("Één Coördinator, é") == ["een", "coordinator", "e"]
    assert len(asked_terms("a b c d e f g h i j")) == 6
