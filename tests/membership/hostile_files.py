"""Files that are not what they seem, made here, and ordinary ones beside them."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib

from PIL import Image, PngImagePlugin

SECRET = "52 graden noord, met het toestel van Anneke"
PAGE = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def pdf(*, body: bytes = b"", before: bytes = b"", after: bytes = b"", version: bytes = b"1.7") -> bytes:
    """A small pdf, as tools write it, with `body` in the middle of it."""
    head = before + b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n"
    first = b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    start = len(head) + len(first) + len(body)
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 3 /Root 1 0 R >>\n"
    return head + first + body + table + b"startxref\n%d\n%%%%EOF\n" % start + after


def photo(kind: str = "JPEG", size: tuple[int, int] = (120, 80), mode: str = "RGB", **options: object) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, 120 if mode == "L" else None).save(file, kind, **options)
    return file.getvalue()


def told_by_camera() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    return photo(exif=exif, comment=SECRET.encode())


def png_with_words() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET)
    return photo("PNG", pnginfo=words)


def bomb(width: int, height: int) -> bytes:
    """A PNG whose header promises that many points, and nothing more."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    checked = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + checked + struct.pack(">I", 1000) + b"IDAT"


def words_bomb() -> bytes:
    """A PNG with a remark of a few bytes that unfolds to 50 MB."""
    remark = b"Comment\x00\x00" + zlib.compress(b"0" * 50_000_000, 9)
    chunk = struct.pack(">I", len(remark)) + b"zTXt" + remark + struct.pack(">I", zlib.crc32(b"zTXt" + remark))
    whole = photo("PNG")
    return whole[:33] + chunk + whole[33:]


def archive(*, before: bytes = b"", remark: bytes = b"", name: str = "evil.html", content: bytes = PAGE) -> bytes:
    """A zip, after what stands before it."""
    file = io.BytesIO()
    file.write(before)
    with zipfile.ZipFile(file, "a") as made:
        made.writestr(name, content)
        made.comment = remark
    return file.getvalue()


def tape(first_name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as made:
        entry = tarfile.TarInfo(first_name)
        entry.size = len(content)
        made.addfile(entry, io.BytesIO(content))
    return file.getvalue()


def _noise(kind: str) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(file, kind)
    return file.getvalue()


def refused() -> dict[str, tuple[str, bytes, str]]:
    """Under what name it comes, what is in it, and the code of the refusal."""
    kind, disguised, mixed = "attachment_kind", "attachment_disguised", "attachment_mixed"
    damaged, points = "attachment_unreadable", "attachment_points"
    end_of_pdf = b"startxref\n9\n%%EOF"
    return {
        # What is not on the list, by its name.
        "a page": ("cv.html", PAGE, kind),
        "a drawing": ("cv.svg", SVG, kind),
        "xml": ("cv.xml", b"<?xml version='1.0'?><a/>", kind),
        "a program": ("cv.exe", b"MZ\x90\x00", kind),
        "two endings": ("cv.pdf.exe", pdf(), kind),
        "an ending turned round": ("cv\u202efdp.exe", b"MZ\x90\x00", kind),
        "no ending": ("cv", pdf(), kind),
        "an ending of wide letters": ("cv.ｐｄｆ", pdf(), kind),
        "an ending with a space": ("cv.pdf ", pdf(), kind),
        "an ending and a NUL": ("cv.exe\x00.pdf\x00", pdf(), kind),
        "a stream": ("cv.pdf:evil.js", pdf(), kind),
        "a document of Word": ("cv.docx", archive(name="word/document.xml"), kind),
        "a moving picture": ("cv.gif", photo("GIF"), kind),
        "a scan in another format": ("cv.tiff", photo("TIFF"), kind),
        "an archive": ("cv.zip", archive(), kind),
        # What is something else than its name says.
        "a page called a pdf": ("cv.pdf", PAGE, disguised),
        "a drawing called a photo": ("cv.png", SVG, disguised),
        "a pdf called a photo": ("cv.jpg", pdf(), disguised),
        "a photo called a pdf": ("cv.pdf", photo(), disguised),
        "a moving picture called a photo": ("cv.png", photo("GIF"), disguised),
        "a bitmap called a photo": ("cv.jpeg", photo("BMP"), disguised),
        "a document of Word called a pdf": ("cv.pdf", archive(name="word/document.xml"), disguised),
        "PostScript called a pdf": ("cv.pdf", b"%!PS-Adobe-3.0 EPSF-3.0\n", disguised),
        "PostScript called a photo": ("cv.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 3 3\n", disguised),
        "a packed pdf": ("cv.pdf", gzip.compress(pdf()), disguised),
        "a program called a pdf": ("cv.pdf", b"\x7fELF" + pdf(), disguised),
        "a page before a pdf": ("cv.pdf", pdf(before=PAGE), disguised),
        "a script before a pdf": ("cv.pdf", pdf(before=b"#!/bin/sh\nexit\n"), disguised),
        "a sound called a photo": ("cv.webp", b"RIFF\x24\x00\x00\x00WAVEfmt ", disguised),
        "a pdf of no version": ("cv.pdf", pdf(version=b"9.9"), disguised),
        "nothing": ("cv.pdf", b"", disguised),
        # What is two things at once.
        "a pdf that is a page": ("cv.pdf", pdf(body=PAGE), mixed),
        "a pdf that is a page in capitals": ("cv.pdf", pdf(body=PAGE.upper()), mixed),
        "a pdf that is a drawing": ("cv.pdf", pdf(body=SVG), mixed),
        "a pdf that is a program of a server": ("cv.pdf", pdf(body=b"<?php system($_GET[0]); ?>"), mixed),
        "a pdf that is an archive": ("cv.pdf", archive(before=pdf()), mixed),
        "an archive that ends as a pdf": ("cv.pdf", archive(before=pdf(), remark=end_of_pdf), mixed),
        "a pdf that is an archive of RAR": ("cv.pdf", pdf(body=b"Rar!\x1a\x07\x01\x00"), mixed),
        "a pdf that is an archive of 7-Zip": ("cv.pdf", pdf(body=b"7z\xbc\xaf\x27\x1c\x00\x04"), mixed),
        "a tape that begins as a pdf": ("cv.pdf", tape("%PDF-1.7\n", b"x") + end_of_pdf, mixed),
        "a disc that begins as a pdf": ("cv.pdf", (pdf()[:100].ljust(32_769) + b"CD001" + end_of_pdf), mixed),
        "a photo that is a page": ("cv.jpg", photo(comment=PAGE), mixed),
        "a photo with a page behind it": ("cv.png", photo("PNG") + PAGE, mixed),
        "a photo with a drawing behind it": ("cv.webp", photo("WEBP") + SVG, mixed),
        "a photo that is an archive": ("cv.jpg", archive(before=photo()), mixed),
        "a photo that is a pdf": ("cv.jpg", photo(comment=pdf()), mixed),
        "a photo with a pdf behind it": ("cv.png", photo("PNG") + pdf(), mixed),
        # What is damaged, or would fill the machine.
        "half a pdf": ("cv.pdf", pdf()[:150], damaged),
        "a pdf with something behind it": ("cv.pdf", pdf(after=b"MZ\x90 and more"), damaged),
        "half a JPEG": ("cv.jpg", _noise("JPEG")[:5000], damaged),
        "half a PNG": ("cv.png", _noise("PNG")[:5000], damaged),
        "half a WebP": ("cv.webp", _noise("WEBP")[:2000], damaged),
        "only a header": ("cv.png", bomb(300, 300), damaged),
        "words that unfold to 50 MB": ("cv.png", words_bomb(), damaged),
        "900 million points": ("cv.png", bomb(30_000, 30_000), points),
        "just too many points": ("cv.png", bomb(5_001, 5_001), points),
    }
