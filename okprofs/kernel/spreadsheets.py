"""How does a list leave the house as a spreadsheet, without a cell that acts?

The only place that writes .csv and .xlsx: a text that a spreadsheet would run as a formula stays a text.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from okprofs.kernel.wall_time import local

Value = str | int | float | bool | date | datetime | None
WIDEST = 50
# How a spreadsheet shows what is no text; a moment is a date too, so it comes first.
_SHAPES = ((datetime, "dd-mm-yyyy hh:mm"), (date, "dd-mm-yyyy"), (float, "#,##0.00"))
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _plain(value: Value) -> Value:
    """A spreadsheet knows no zones: a moment becomes what the Dutch clock showed."""
    if isinstance(value, datetime):
        return local(value).replace(tzinfo=None, microsecond=0)
    return value


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a byte-order mark and semicolons, as a Dutch Excel reads it: 62,50 and 23-11-2026 13:40. A text that
    begins like a formula gets an apostrophe before it (OWASP, CSV injection)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for row in chain([headings], rows):
        writer.writerow(_written(_plain(value)) for value in row)
    return out.getvalue().encode("utf-8-sig", "replace")


def _written(value: Value) -> str | int | None:
    """A value as someone in the Netherlands would type it."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_DANGEROUS) else value
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return value


def to_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A workbook of one sheet in which every text is a text, also the one that begins with "="; with columns as wide as
    what stands in them, and headings that stay in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    plain_rows = [[_plain(value) for value in row] for row in rows]
    for number, heading in enumerate(headings):
        column = [heading, *(row[number] for row in plain_rows)]
        widest = max(len(str(_written(value) or "")) for value in column)
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(widest, WIDEST) + 2
    sheet.append([_cell(sheet, heading, is_heading=True) for heading in headings])
    for row in plain_rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Value, *, is_heading: bool = False) -> Cell:
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type] # it takes dates too
        cell.number_format = next((shape for kind, shape in _SHAPES if isinstance(value, kind)), "General")
        return cell
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:32767])
    # openpyxl takes "=…" for a formula; after the value is set the type is ours to say.
    cell.data_type = "s"
    cell.font = Font(bold=is_heading)
    return cell
