"""How does what people write become HTML that can do no harm? One function, for preview and page alike."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code", "pre", "h3", "h4", "hr"}
_parser = MarkdownIt("commonmark", {"html": False, "linkify": False})


@lru_cache(maxsize=256)
def to_html(text: str) -> Markup:
    """CommonMark without HTML, then an allow-list of tags; links only to http, https and mailto."""
    cleaned = nh3.clean(
        _parser.render(text.replace("\x00", "")),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(cleaned)  # noqa: S704 (cleaned in the line above; the only place that may)
