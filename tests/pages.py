"""Reading a page as a browser does: its forms, with what stands in them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class FoundForm:
    action: str
    method: str
    values: dict[str, Any] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FoundForm] = []
        self._select: str | None = None
        self._textarea: str | None = None

    def _put(self, name: str | None, value: str) -> None:
        if name and self.forms:
            values = self.forms[-1].values
            values[name] = [*values[name], value] if isinstance(values.get(name), list) else value

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "form":
            self.forms.append(FoundForm(attributes.get("action") or "", (attributes.get("method") or "get").lower()))
        elif tag == "input":
            kind = attributes.get("type", "text")
            if kind in ("checkbox", "radio") and "checked" not in attributes:
                return
            if kind not in ("submit", "button", "file"):
                name, value = attributes.get("name"), attributes.get("value") or ""
                if kind == "checkbox" and name and self.forms:
                    self.forms[-1].values.setdefault(name, [])
                self._put(name, value)
        elif tag == "select":
            self._select = attributes.get("name")
        elif tag == "option" and self._select and "selected" in attributes:
            self._put(self._select, attributes.get("value") or "")
        elif tag == "textarea":
            self._textarea = attributes.get("name")
            self._put(self._textarea, "")

    def handle_data(self, data: str) -> None:
        if self._textarea and self.forms:
            self.forms[-1].values[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            if self._textarea and self.forms:
                # HTML drops the first line break in a textarea.
                self.forms[-1].values[self._textarea] = self.forms[-1].values[self._textarea].removeprefix("\n")
            self._textarea = None


def forms_of(html: str) -> list[FoundForm]:
    """Every POST form on the page, with the values that a browser would send unchanged."""
    reader = _Reader()
    reader.feed(html)
    return [form for form in reader.forms if form.method == "post"]
