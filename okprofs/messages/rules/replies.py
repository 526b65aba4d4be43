"""What did someone write themselves in an answer by mail, and is it an answer that a person wrote?

An address proves nothing, for anybody can write any in a mail. What counts is the address that was answered to, which
only the receiver of the mail knows; that the mail names the receiver as its writer is asked besides, so that who was
only forwarded it does not answer in their place.
"""

import re
from collections.abc import Iterable
from html import unescape

LONGEST_MESSAGE = 5_000
MOST_LINES = 2_000
LONGEST_HEAD = 300

# Above this line someone writes their answer. It stands in the mail in the language of who reads it.
OUR_LINE = "#-#-#-#-#"
_QUOTES_BEGIN = (
    re.compile(
        r"^-{2,}\s*(oorspronkelijk bericht|original message|doorgestuurd bericht|forwarded message)", re.IGNORECASE
    ),
    re.compile(r"^_{10,}\n"),
    # Two lines of the head of a mail, one under the other.
    re.compile(r"^\*?(van|from|de)\s*:.{0,300}\n\*?(verzonden|sent|datum|date|aan|to)\b", re.IGNORECASE),
)
# "Op 3 mei 2026 schreef Anneke:", at times over two lines.
_WROTE = re.compile(r"\b(schreef|wrote)\b[^\n]*:$", re.IGNORECASE | re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?$")
_PRECEDENCES = frozenset({"bulk", "list", "junk", "auto_reply", "auto-reply"})
_BY_LISTS = frozenset({"list-id", "list-post", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-loop"})
_MACHINES = ("mailer-daemon", "postmaster", "no-reply", "noreply", "bounce")


def is_by_machine(headers: Iterable[tuple[str, str]], sender: str, content_type: str) -> bool:
    """Whether a machine wrote it: an absence, a list, a mail that could not be delivered, or our own that came back.

    Such a mail is passed over in silence: to answer a machine is how two of them write to each other for ever.
    """
    known = {name.lower(): value.strip().lower() for name, value in headers}
    return (
        known.get("auto-submitted", "no").partition(";")[0].strip() != "no"
        or known.get("precedence") in _PRECEDENCES
        or not _BY_LISTS.isdisjoint(known)
        or known.get("return-path") == "<>"
        or content_type in ("multipart/report", "message/delivery-status")
        or not sender
        or sender.lower().startswith(_MACHINES)
    )


def own_words(text: str) -> str:
    """The answer without the mail that it answers and without a signature, as far as these can be told apart."""
    lines = [line.rstrip() for line in text.splitlines()[:MOST_LINES]]
    kept: list[str] = []
    for number, line in enumerate(lines):
        if OUR_LINE in line or _SIGNATURE.match(line):
            break
        if line.lstrip().startswith(">"):
            continue
        if _begins_quote(line.strip()[:LONGEST_HEAD], "".join(lines[number + 1 : number + 2]).strip()[:LONGEST_HEAD]):
            break
        kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _begins_quote(line: str, next_line: str) -> bool:
    pair = f"{line}\n{next_line}"
    if line.lower().startswith(("op ", "on ")) and any(sign.isdigit() for sign in line):
        return bool(_WROTE.search(pair))
    return any(begins.match(pair) for begins in _QUOTES_BEGIN)


def without_address(text: str, address: str) -> str:
    """The same without one's own address, which many programs put under every mail."""
    return re.sub(re.escape(address), "…", text, flags=re.IGNORECASE)


_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "table", "ul", "ol", "hr"})
_UNSEEN = frozenset({"script", "style", "head", "title", "blockquote", "template"})


def words_of_html(html: str) -> str:
    """What a reader sees of a mail that has only HTML: its words, a line for each block, without what is quoted.

    Not by a parser of the library, for these take for ever over what never ends.
    """
    pieces: list[str] = []
    hidden = 0
    for number, piece in enumerate(html.split("<")):
        tag, ends, text = piece.partition("-->" if piece.startswith("!--") else ">")
        if number == 0 or not ends:
            text, tag = (piece, "") if number == 0 else ("", tag)
        name = tag.strip().split(maxsplit=1)[0].lower().strip("/") if tag.strip() else ""
        if name in _UNSEEN:
            hidden = max(0, hidden - 1) if tag.startswith("/") else hidden + 1
        elif name in _BLOCKS:
            pieces.append("\n")
        if not hidden:
            pieces.append(" ".join(f"x{text}x".split())[1:-1])
    lines = unescape("".join(pieces)).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines)
