"""Which files do we take with an application, a question or an answer, and what do we make of them?

On the list are a pdf and a photo. A file is what its first bytes say, and its name must say the same. A photo is
painted anew, as JPEG; a pdf is kept as it is, and never opened by us. What can be read as something else besides, such
as a pdf that is also an archive or a page, is refused: for a tool that looks closely makes no such files.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageOps

from okprofs.kernel.pictures import TooManyPoints, Unreadable, as_jpeg, on_white, painted
from okprofs.kernel.refusals import Refusal, Refused, refuse

MOST_FILES = 3
MOST_BYTES = 10_000_000
"""Of the files that go with one message, or with the application itself, together."""
QUOTA_BYTES = 50_000_000
"""Of all that one applicant sent, and of all that reviewers sent to one, as we keep it."""
LONGEST_NAME = 60
# Enough to read a page of A4 by: 200 points an inch.
LONGEST_SIDE = 2400
_QUALITY = 85


class FileKind(StrEnum):
    """What we keep, by the extension that we give it."""

    PDF = "pdf"
    JPEG = "jpg"


CONTENT_TYPES: Mapping[FileKind, str] = {FileKind.PDF: "application/pdf", FileKind.JPEG: "image/jpeg"}
# What a name may end in, and what is kept of such a file.
_ENDINGS = {"pdf": FileKind.PDF, **dict.fromkeys(("jpg", "jpeg", "png", "webp"), FileKind.JPEG)}
ACCEPTED = ",".join(f".{ending}" for ending in _ENDINGS)

_PHOTO = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP", re.DOTALL)
_PDF = re.compile(rb"%PDF-[12]\.\d\s")
# The last line of a whole pdf, and where its table of contents stands.
_PDF_END = re.compile(rb"startxref\s+\d+\s+%%EOF\Z")
# Where a reader looks that takes for a page, or for a pdf, what does not begin as one.
_LOOKED_AT = 1024
_PAGE = re.compile(rb"<(?:html|body|script|iframe|\?php|svg[\s>]|!doctype\s+html)", re.IGNORECASE)
_ARCHIVE = re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c")
# A zip is read from its end, before which a remark of 65,535 bytes may stand.
_ZIP_END, _ZIP_REMARK = b"PK\x05\x06", 65_557
# A tape archive, the image of a disc, a medical scan.
_MARKS_INSIDE = {257: b"ustar", 32_769: b"CD001", 128: b"DICM"}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as we keep it, and under which name."""

    name: str
    kind: FileKind
    content: bytes


def attachments_from(files: Sequence[tuple[str, bytes]]) -> tuple[Attached, ...]:
    """What we keep of these files, each with the name under which it was sent.

    Refused, for each file that is: `attachment_kind`, `attachment_disguised`, `attachment_mixed`,
    `attachment_unreadable`, `attachment_points`; or without looking `attachments_too_many`, `attachments_too_large`.
    """
    refuse(too_much([len(content) for _, content in files]))
    made: list[Attached] = []
    refusals: list[Refusal] = []
    for name, content in files:
        try:
            made.append(_attachment_from(name, content))
        except Refused as refused:
            refusals += refused.refusals
    refuse(refusals)
    return tuple(made)


def too_much(sizes: Sequence[int]) -> Iterable[Refusal]:
    """May files of so many bytes go together? Refusals: `attachments_too_many`, `attachments_too_large`."""
    if len(sizes) > MOST_FILES:
        yield Refusal("attachments_too_many", (("most", MOST_FILES),))
    if sum(sizes) > MOST_BYTES:
        yield too_large()


def too_large() -> Refusal:
    """The refusal of files that are more than `MOST_BYTES` together."""
    return Refusal("attachments_too_large", (("most", MOST_BYTES // 1_000_000),))


def fits_quota(kept_bytes: int, attached: Iterable[Attached]) -> tuple[Refusal, ...]:
    """May this be added to what was sent before? Refusals: `attachments_quota`."""
    total = kept_bytes + sum(len(file.content) for file in attached)
    return (Refusal("attachments_quota", (("most", QUOTA_BYTES // 1_000_000),)),) if total > QUOTA_BYTES else ()


def _attachment_from(name: str, content: bytes) -> Attached:
    stem, _, ending = name.rpartition(".")
    kind = _ENDINGS.get(ending.lower())
    shown = (("name", f"{safe_stem(stem or ending)}{'.' + safe_stem(ending) if stem else ''}"),)
    if kind is None:
        raise Refused(Refusal("attachment_kind", shown))
    if _kind_of(content) is not kind:
        raise Refused(Refusal("attachment_disguised", shown))
    if _is_something_else(content, kind):
        raise Refused(Refusal("attachment_mixed", shown))
    return Attached(f"{safe_stem(stem)}.{kind.value}", kind, _kept(content, kind, shown))


def _kind_of(content: bytes) -> FileKind | None:
    """What the first bytes say; None for what is not on the list."""
    if _PDF.match(content):
        return FileKind.PDF
    return FileKind.JPEG if _PHOTO.match(content) else None


def _is_something_else(content: bytes, kind: FileKind) -> bool:
    """Whether it can be read as something else than it begins as."""
    is_photo = kind is FileKind.JPEG
    # A pdf may tell of pages and hold pictures, but does not begin with one.
    return bool(
        _PAGE.search(content if is_photo else content[:_LOOKED_AT])
        or (is_photo and b"%PDF-" in content)
        or _ZIP_END in content[-_ZIP_REMARK:]
        or _ARCHIVE.search(content)
        or any(content.startswith(mark, place) for place, mark in _MARKS_INSIDE.items())
    )


def _kept(content: bytes, kind: FileKind, shown: tuple[tuple[str, object], ...]) -> bytes:
    if kind is FileKind.PDF:
        if not _PDF_END.search(content.rstrip(b"\x00\t\n\r\x0c ")[-_LOOKED_AT:]):
            raise Refused(Refusal("attachment_unreadable", shown))
        return content
    try:
        return painted(content, _paint)
    except TooManyPoints as trouble:
        raise Refused(Refusal("attachment_points", shown)) from trouble
    except Unreadable as trouble:
        raise Refused(Refusal("attachment_unreadable", shown)) from trouble


def _paint(picture: Image.Image) -> bytes:
    # A JPEG can be read at a fraction of its size, which saves most of the work.
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    # Smaller first, then the rest: a large one stands in memory once. Not where a point is no colour to mix.
    smaller = picture if picture.mode in ("RGB", "L") else on_white(picture)
    smaller.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return as_jpeg(on_white(ImageOps.exif_transpose(smaller)), _QUALITY)


def safe_stem(sent: str) -> str:
    """A name without its extension, as any machine can keep it and nobody can be misled by it: letters, digits, spaces,
    brackets and hyphens, of what comes after the last slash. A name that holds none of these becomes another."""
    last = re.split(r"[/\\]", sent)[-1]
    typed = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    plain = "".join(sign if sign.isalnum() or sign in " ()_-" or _is_accent(sign) else "-" for sign in typed)
    short = re.sub(r"-{2,}", "-", " ".join(plain.split()))[:LONGEST_NAME].strip(" -")
    return short or "bijlage"


def _is_accent(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M"
