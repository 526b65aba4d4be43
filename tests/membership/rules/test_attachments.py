"""Which files do we take with an answer, and what do we make of them?"""

import tracemalloc
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from okprofs.kernel.refusals import Refused
from okprofs.membership.rules.attachments import (
    LONGEST_NAME,
    LONGEST_SIDE,
    MOST_BYTES,
    MOST_FILES,
    QUOTA_BYTES,
    Attached,
    FileKind,
    attachments_from,
    fits_quota,
    safe_stem,
)
from tests.membership.hostile_files import SECRET, pdf, photo, png_with_words, refused, told_by_camera

REFUSED = refused()


def codes_of(*files: tuple[str, bytes]) -> list[str]:
    with pytest.raises(Refused) as found:
        attachments_from(files)
    return [refusal.code for refusal in found.value.refusals]


def made(name: str, content: bytes) -> Attached:
    [file] = attachments_from([(name, content)])
    return file


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_plainly_a_pdf_or_a_photo_is_refused(what: str) -> None:
    name, content, code = REFUSED[what]
    assert codes_of((name, content)) == [code]


def test_there_are_many_ways_to_be_something_else() -> None:
    assert len(REFUSED) >= 40


def test_no_refused_file_takes_much_memory_to_refuse() -> None:
    tracemalloc.start()
    for name, content, _ in REFUSED.values():
        codes_of((name, content))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000


@pytest.mark.parametrize(
    "content",
    [
        pdf(),
        pdf(version=b"1.4"),
        pdf(version=b"2.0", after=b"\r\n\x00"),
        # Further on a pdf may tell of pages and hold a photo.
        pdf(body=b" " * 1024 + b"<html><body>" + photo()),
        # Changed by a tool that adds the change at the end.
        pdf() + b"3 0 obj\n<< >>\nendobj\nstartxref\r\n9\r\n%%EOF",
    ],
)
def test_a_pdf_is_kept_to_the_byte(content: bytes) -> None:
    assert made("Mijn diploma.PDF", content) == Attached("Mijn diploma.pdf", FileKind.PDF, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ik.jpg", photo()),
        ("ik.JPEG", photo()),
        ("ik.png", photo("PNG")),
        ("ik.webp", photo("WEBP")),
        # Made anew it is what we call it, whichever of the three it was.
        ("ik.jpg", photo("WEBP")),
        *((f"{mode[:1]}.png", photo("PNG", mode=mode)) for mode in ("RGBA", "LA", "P", "L", "1", "I;16")),
        ("cmyk.jpg", photo(mode="CMYK")),
    ],
)
def test_a_photo_is_made_anew_as_jpeg(name: str, content: bytes) -> None:
    file = made(name, content)
    assert (file.kind, file.name) == (FileKind.JPEG, f"{name.partition('.')[0]}.jpg")
    assert opened(file.content).format == "JPEG"
    assert opened(file.content).size == (120, 80)
    assert file.content != content


@pytest.mark.parametrize(("name", "content"), [("ik.jpg", told_by_camera()), ("ik.png", png_with_words())])
def test_nothing_that_was_written_along_remains(name: str, content: bytes) -> None:
    assert SECRET.encode() in content
    file = made(name, content + SECRET.encode())
    assert SECRET.encode() not in file.content
    assert not opened(file.content).getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & opened(file.content).info.keys()


def test_a_large_photo_becomes_as_large_as_a_page_to_read_and_a_camera_on_its_side_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    size = opened(made("scan.jpg", photo(size=(4000, 1000), exif=exif)).content).size
    assert size == (LONGEST_SIDE // 4, LONGEST_SIDE)


def test_so_many_files_and_bytes_go_with_one_answer() -> None:
    assert len(attachments_from([("cv.pdf", pdf())] * MOST_FILES)) == MOST_FILES
    assert attachments_from([]) == ()
    assert codes_of(*[("cv.pdf", pdf())] * (MOST_FILES + 1)) == ["attachments_too_many"]
    half = b"x" * (MOST_BYTES // 2 + 1)
    # Not looked at: else it would say that it is no pdf.
    assert codes_of(("cv.pdf", half), ("cv.pdf", half)) == ["attachments_too_large"]


def test_every_file_that_is_wrong_is_named() -> None:
    with pytest.raises(Refused) as found:
        attachments_from([("een.exe", b""), ("twee.pdf", pdf()), ("dr/ie\u202e.PDF", photo())])
    assert [(refusal.code, dict(refusal.facts)["name"]) for refusal in found.value.refusals] == [
        ("attachment_kind", "een.exe"),
        ("attachment_disguised", "ie.PDF"),
    ]


def test_one_person_sends_no_more_than_the_quota() -> None:
    file = Attached("cv.pdf", FileKind.PDF, b"x" * 100)
    assert fits_quota(QUOTA_BYTES - 200, [file, file]) == ()
    assert [refusal.code for refusal in fits_quota(QUOTA_BYTES - 199, [file, file])] == ["attachments_quota"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Mijn diploma (2019)", "Mijn diploma (2019)"),
        ("Überprüfung Ė", "Überprüfung Ė"),
        ("../../../../etc/passwd", "passwd"),
        ("C:\\fakepath\\cv", "cv"),
        ("cv.exe", "cv-exe"),
        ("a\r\nSet-Cookie: b=c", "aSet-Cookie- b-c"),
        ('"; filename="evil', "filename-evil"),
        ("<b>vet<b>", "b-vet-b"),
        ("\u202e\u200b\x00\ud800", "bijlage"),
        ("....", "bijlage"),
        ("", "bijlage"),
        ("lang " * 100, ("lang " * 12).strip()),
    ],
)
def test_a_name_is_made_safe(sent: str, kept: str) -> None:
    assert safe_stem(sent) == kept


@given(st.text())
def test_whatever_the_name_no_machine_is_misled_by_it(sent: str) -> None:
    name = safe_stem(sent)
    assert 0 < len(name) <= LONGEST_NAME
    assert name.isprintable()
    assert not set('/\\:*?"<>|.%;\r\n') & set(name)
    assert name == name.strip()
    assert safe_stem(name) == name


@given(st.text(), st.binary(max_size=200))
def test_whatever_comes_is_kept_or_refused(name: str, content: bytes) -> None:
    for start in (b"", b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF0000WEBP"):
        for ending in ("", ".pdf", ".jpg"):
            with pytest.raises(Refused):
                attachments_from([(name + ending, start + content)])
