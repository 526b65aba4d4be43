"""Reading a page as a browser does: its forms, with what stands in them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class FoundForm:
    action: str
    method: str
    values: dict[str, Any] = field(default_factory=dict)
    # Of every field its kind ("radio", "date", "textarea" …), and what can be chosen in it.
    kinds: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FoundForm] = []
        self._select: str | None = None
        self._textarea: str | None = None

    def _know(self, name: str | None, kind: str, choice: str | None = None) -> None:
        if name and self.forms:
            self.forms[-1].kinds[name] = kind
            if choice is not None:
                self.forms[-1].choices.setdefault(name, []).append(choice)

    def _put(self, name: str | None, value: str) -> None:
        if name and self.forms:
            values = self.forms[-1].values
            values[name] = [*values[name], value] if isinstance(values.get(name), list) else value

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        name, value = attributes.get("name"), attributes.get("value") or ""
        if tag == "form":
            self.forms.append(FoundForm(attributes.get("action") or "", (attributes.get("method") or "get").lower()))
        elif tag == "input":
            self._read_input(name, value, attributes)
        elif tag == "button":
            self._know(name, "button", value)
        elif tag == "select":
            self._select = name
            self._know(name, "select")
        elif tag == "option" and self._select:
            self._know(self._select, "select", value)
            if "selected" in attributes:
                self._put(self._select, value)
        elif tag == "textarea":
            self._textarea = name
            self._know(name, "textarea")
            self._put(name, "")

    def _read_input(self, name: str | None, value: str, attributes: dict[str, str | None]) -> None:
        kind = attributes.get("type") or "text"
        is_choice = kind in ("checkbox", "radio")
        self._know(name, kind, (value or "on") if is_choice else None)
        if (is_choice and "checked" not in attributes) or kind in ("submit", "button", "file"):
            return
        if kind == "checkbox" and name and self.forms:
            self.forms[-1].values.setdefault(name, [])
        self._put(name, value)

    def handle_data(self, data: str) -> None:
        if self._textarea and self.forms:
            self.forms[-1].values[self._textarea] += data.replace("\r\n", "\n")

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
