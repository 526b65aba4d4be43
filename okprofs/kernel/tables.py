"""How does a list come in from a spreadsheet that somebody made, without anything in it acting?

A file is bytes from outside: it may be a bomb, a program, or in an alphabet of another age. What comes out is a table
of plain texts, or one reason why not. No formula is worked out: of a cell with one we take what it showed last.
"""

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from okprofs.kernel.refusals import Refusal, Refused

MOST_ROWS = 10_000
MOST_COLUMNS = 50
LONGEST_CELL = 300
# A sheet of 10,000 rows by 20 columns is 10 MB once it is unpacked.
MOST_UNPACKED = 40_000_000
MOST_PARTS = 500
# Empty rows count for nothing, but going past them takes time.
FURTHEST_ROW = 30_000
_DELIMITERS = ";,\t"
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# As in `kernel.forms`: no keyboard has these.
_UNTYPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
_ENCODING = re.compile(rb"""^<\?xml[^>]{0,200}encoding\s*=\s*["']([^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in a file: the headings, and the rows with their number in the file. All rows are as wide as the
    headings. A heading is empty where the file has none."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    # Whether the letters were guessed, so that somebody should look at é and ü.
    is_guessed: bool = False


def read_table(content: bytes) -> Table:
    """The table in a .csv or .xlsx file; which it is stands in its first bytes, not in its name.

    Refused: `table_empty`, `table_too_long` (most), `table_too_wide` (most), `table_old_office` for .xls and what has
    a password, `table_too_large` for what unpacks to too much, `table_damaged`, `table_not_text`.
    """
    if content.startswith(_OLD_OFFICE):
        raise Refused(Refusal("table_old_office"))
    if content.startswith(_ZIP):
        return _table(_rows_of_workbook(content))
    text, is_guessed = _decoded(content)
    return _table(_rows_of_csv(text), is_guessed=is_guessed)


def _table(rows: Iterable[tuple[int, Sequence[Any]]], *, is_guessed: bool = False) -> Table:
    found: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in rows:
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            continue
        if len(texts) > MOST_COLUMNS:
            raise Refused(Refusal("table_too_wide", (("most", MOST_COLUMNS),)))
        found.append((number, tuple(texts)))
        if len(found) > MOST_ROWS + 1:
            raise Refused(Refusal("table_too_long", (("most", MOST_ROWS),)))
    if not found:
        raise Refused(Refusal("table_empty"))
    # Headings name things: where an address stands among them, there are none.
    has_headings = not any("@" in text and " " not in text for text in found[0][1])
    body = found[1:] if has_headings else found
    if not body:
        raise Refused(Refusal("table_empty"))
    if len(body) > MOST_ROWS:
        raise Refused(Refusal("table_too_long", (("most", MOST_ROWS),)))
    width = max(len(texts) for _, texts in found)
    headings = _padded(found[0][1] if has_headings else (), width)
    return Table(headings, tuple((number, _padded(texts, width)) for number, texts in body), is_guessed)


def _padded(texts: tuple[str, ...], width: int) -> tuple[str, ...]:
    return texts + ("",) * (width - len(texts))


def _text(value: Any) -> str:
    """What someone saw in the cell, on one line."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, (date, datetime, time)):
        value = value.isoformat()
    return " ".join(_UNTYPED.sub(" ", str(value)[: 4 * LONGEST_CELL]).split())[:LONGEST_CELL]


def _decoded(content: bytes) -> tuple[str, bool]:
    """The text of a .csv, and whether its letters were guessed: what is no Unicode is as a Dutch Windows writes it."""
    is_guessed = False
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        is_guessed = True
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError as error:
            raise Refused(Refusal("table_not_text")) from error
    if any(character < " " and character not in "\t\r\n" for character in text):
        raise Refused(Refusal("table_not_text"))
    return text, is_guessed


def _rows_of_csv(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    first, _, rest = text.partition("\n")
    delimiter, skipped = max(_DELIMITERS, key=first.count), 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=") + 1:
        # A line for Excel alone.
        delimiter, text, skipped = first.strip()[-1], rest, 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield reader.line_num + skipped, row
    except csv.Error as error:
        raise Refused(Refusal("table_damaged")) from error


def _rows_of_workbook(content: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows of the first sheet."""
    _refuse_bomb(content)
    try:
        with warnings.catch_warnings():
            # It warns of decoration that it does not know.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            # What the file says of its own size may be untrue.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
            for number, row in enumerate(rows, start=1):
                if number > FURTHEST_ROW:
                    raise Refused(Refusal("table_too_long", (("most", MOST_ROWS),)))
                yield number, row
    except Refused:
        raise
    except Exception as error:
        # Whatever a broken file makes the reader stumble over, it comes to this for who sent it.
        raise Refused(Refusal("table_damaged")) from error


def _refuse_bomb(content: bytes) -> None:
    """Look at every part before anything reads it: how large it says to become (it is not read further than that), and
    whether it defines entities, which no spreadsheet does, and which can grow without end."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused(Refusal("table_too_large"))
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _refuse_entities(archive.read(part))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused(Refusal("table_damaged")) from error


def _refuse_entities(xml: bytes) -> None:
    # In another alphabet the words below would not be recognised.
    declared = _ENCODING.match(xml.removeprefix(b"\xef\xbb\xbf").lstrip())
    is_plain = b"\x00" not in xml and (declared is None or declared[1].lower() in (b"utf-8", b"us-ascii"))
    if not is_plain or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Refused(Refusal("table_damaged"))
