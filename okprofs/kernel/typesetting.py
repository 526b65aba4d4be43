"""How does something leave the house on paper: as a PDF that any reader, also one that reads aloud, can open for good?

Typst sets it, in a process of its own that lasts as long as the document: what it keeps in memory goes with it, and a
web worker stays as small as it was. What people wrote goes over the pipe as JSON and is only ever text, never code. The
documents stand in `templates/documents`, and the process can read no other file.
"""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from okprofs.kernel.clock import now

DOCUMENTS = Path(__file__).resolve().parents[2] / "templates" / "documents"
SECONDS = 20
"""How long a document may take: less than a web worker is given for its whole answer, which is thirty."""

_ENVIRONMENT = ("PATH", "HOME", "LANG", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
# What the font of our papers holds in every weight: Latin, Greek, Cyrillic and Hebrew letters, and ordinary signs.
_UNKNOWN = re.compile(
    "[^\n\x20-\x7e\xa0-\u02e4\u0300-\u034e\u0350-\u036f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    "\u0490-\u04c4\u04d0-\u04f9\u05d0-\u05ea\u1e00-\u1e9b\u1e9e\u1ea0-\u1ef9\u2010-\u2027\u2030-\u2037\u2039-\u203e"
    "\u20ac\u2122]"
)


class NotTypeset(RuntimeError):
    """The process gave no document."""


def typeset(document: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of `templates/documents/<document>.typ` with this data. Raises NotTypeset."""
    # It gets no secrets along: it needs none.
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    question = {"document": document, "made_at": int(now().timestamp()), "data": printable(data)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "okprofs.kernel.typesetting"],
            input=json.dumps(question).encode(),
            capture_output=True,
            cwd=DOCUMENTS.parents[1],
            env=environment,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        raise NotTypeset(error.stderr.decode(errors="replace")[-1000:]) from error
    except subprocess.TimeoutExpired as error:
        raise NotTypeset(document) from error
    return done.stdout


def printable(value: Any) -> Any:
    """The same data with every text in letters that the font holds: "?" for another, as on a badge of a century ago."""
    if isinstance(value, str):
        return _UNKNOWN.sub(_known, unicodedata.normalize("NFC", value))
    if isinstance(value, Mapping):
        return {name: printable(one) for name, one in value.items()}
    return [printable(one) for one in value] if isinstance(value, list | tuple) else value


def _known(found: re.Match[str]) -> str:
    sign = found[0]
    if unicodedata.category(sign) in ("Cf", "Mn", "Cc", "Cs"):
        return ""
    plain = unicodedata.normalize("NFKC", sign)
    return "?" if _UNKNOWN.search(plain) else plain


def _typeset_here(question: dict[str, Any]) -> bytes:
    import typst

    # PDF/A-2a: can be kept for good; PDF/UA-1: can be read aloud.
    made: bytes = typst.compile(
        str(DOCUMENTS / f"{question['document']}.typ"),
        root=str(DOCUMENTS),
        font_paths=typst.Fonts(include_system_fonts=False),
        format="pdf",
        sys_inputs={"data": json.dumps(question["data"])},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=question["made_at"],
    )
    return made


if __name__ == "__main__":
    sys.stdout.buffer.write(_typeset_here(json.load(sys.stdin)))
