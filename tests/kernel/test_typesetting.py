"""Papers as PDF: for good, for who hears them read, and whatever people wrote on them."""

import resource

import pytest

from okprofs.kernel.typesetting import DOCUMENTS, NotTypeset, printable, typeset

HOSTILE = (
    '#panic("read as code")',
    '"]) #import "/etc/passwd": * #(',
    '\\u{0}#eval("1") $x^2$ *b* _i_ `raw` <label> @ref // /* = [',
    "= Heading\n- list\n+ list\n/ term: ]",
    "Jan 🚴 王 محمد \u200d\ufb01 Łukasz Şahin Δ Дмитрий é",
    "a" * 100,
)


def badges(names: list[str], **data: object) -> bytes:
    people = [{"name": name, "organisation": name, "ticket": name} for name in names]
    whole = {"title": "Badges", "language": "nl", "event": names[0], "people": people, "sheet": "a4", "width": 0}
    return typeset("badges", {**whole, "height": 0, **data})


def test_a_paper_can_be_kept_for_good_and_be_read_aloud() -> None:
    made = badges(["Anneke Bakker"])
    assert made.startswith(b"%PDF-1.7")
    # What a validator looks for: PDF/A-2a and PDF/UA-1, in the metadata that stays uncompressed.
    for mark in (b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:conformance>A</", b"<pdfuaid:part>1</", b"/Lang"):
        assert mark in made


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_wrote_is_only_ever_text(name: str) -> None:
    # Code that is read as code stops the document: each of these would.
    assert badges([name]).startswith(b"%PDF")


def test_no_paper_reads_text_as_code() -> None:
    for paper in DOCUMENTS.glob("*.typ"):
        source = paper.read_text()
        assert not any(word in source for word in ("eval(", "plugin(", "read(", "@preview", "markup")), paper.name


def test_letters_that_the_font_lacks_are_written_as_near_as_can_be() -> None:
    assert printable({"name": "Jan 🚴 \ufb01ets", "rows": [["e\u0301\u200b", 3]]}) == {
        "name": "Jan ? fiets",
        "rows": [["é", 3]],
    }


def test_a_paper_that_cannot_be_made_says_so() -> None:
    with pytest.raises(NotTypeset):
        typeset("badges", {"title": "x"})


def test_five_hundred_badges_take_five_seconds_at_most() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert badges([f"Maria van der Veen-{number}" for number in range(500)]).startswith(b"%PDF")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 5
