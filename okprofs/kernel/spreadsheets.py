"""How does a list leave the house as a spreadsheet, without a cell that acts?

The only place that writes .csv and .xlsx: a text that a spreadsheet would run as a formula stays a text.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from okprofs.kernel.clock import local

Value = str | int | float | bool | date | datetime | None
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _plain(value: Value) -> Value:
    """A spreadsheet knows no zones: a moment becomes what the Dutch clock showed."""
    if isinstance(value, datetime):
        return local(value).replace(tzinfo=None, microsecond=0)
    return value


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a byte-order mark and semicolons, as a Dutch Excel reads it; a text that begins like a formula gets an
    apostrophe before it (OWASP, CSV injection)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for row in chain([headings], rows):
        cells = (_plain(value) for value in row)
        writer.writerow(f"'{cell}" if isinstance(cell, str) and cell.startswith(_DANGEROUS) else cell for cell in cells)
    return out.getvalue().encode("utf-8-sig", "replace")


def to_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A workbook of one sheet in which every text is a text, also the one that begins with "="."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for row in chain([headings], rows):
        cells = []
        for value in row:
            plain = _plain(value)
            if isinstance(plain, str):
                cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", plain)[:32767])
                # openpyxl takes "=…" for a formula; after the value is set the type is ours to say.
                cell.data_type = "s"
                cells.append(cell)
            else:
                cells.append(WriteOnlyCell(sheet, plain))  # type: ignore[arg-type] # it takes dates too
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
