"""What can be read in a file that is no plain text: a spreadsheet, a PDF?

For papers no library is needed: Typst writes, beside each font, which letter every sign of it stands for.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_LETTER = re.compile(rb"^<([0-9A-F]+)> <([0-9A-F]+)>$", re.MULTILINE)
_RANGE = re.compile(rb"^<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]+)>$", re.MULTILINE)
# What is shown at once, with the spaces between its signs; or one text.
_SHOWN = re.compile(
    rb"\[((?:<[^>]*>|\((?:\\.|[^\\)])*\)|[-\d.\s]+)*)\]\s*TJ|(<[^>]*>|\((?:\\.|[^\\)])*\))\s*Tj", re.DOTALL
)
_TEXT = re.compile(rb"<([^>]*)>|\(((?:\\.|[^\\)])*)\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def readable(content: bytes, mimetype: str) -> bytes:
    """All that stands in a file, as far as it is text."""
    if mimetype == XLSX:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            return b"\n".join(parts.read(name) for name in parts.namelist())
    return "\n".join(_in_paper(content)).encode() if mimetype == "application/pdf" else content


def _in_paper(content: bytes) -> Iterator[str]:
    """Each text as each font would have it: only one of them makes words of it."""
    streams = [_unpacked(found[1]) for found in _STREAM.finditer(content)]
    fonts = [_letters(stream) for stream in streams if b"begincmap" in stream]
    for stream in streams:
        if b"begincmap" in stream:
            continue
        for shown in _SHOWN.finditer(stream):
            signs = b"".join(_signs(text) for text in _TEXT.finditer(shown[1] or shown[2] or b""))
            codes = [signs[place : place + 2] for place in range(0, len(signs), 2)]
            yield from {"".join(letters.get(code, "?") for code in codes) for letters in fonts}


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _letters(stream: bytes) -> dict[bytes, str]:
    def text(digits: bytes) -> str:
        return bytes.fromhex(digits.decode()).decode("utf-16-be")

    found = {bytes.fromhex(code.decode()): text(letter) for code, letter in _LETTER.findall(stream)}
    for first, last, letter in _RANGE.findall(stream):
        for step in range(int(last, 16) - int(first, 16) + 1):
            found[(int(first, 16) + step).to_bytes(len(first) // 2, "big")] = chr(int(letter, 16) + step)
    return found


def _signs(text: re.Match[bytes]) -> bytes:
    if text[1] is not None:
        return bytes.fromhex(text[1].decode())
    return _ESCAPED.sub(_unescaped, text[2])


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() else _NAMED.get(sign, sign)
