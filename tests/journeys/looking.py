"""How a page is looked at: by what axe finds, whether it fits, whether it is quiet, and in which language it speaks."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request

from tests.journeys.conftest import DESKTOP

# The narrowest phone there is: what fits here fits on the others.
PHONE = {"width": 320, "height": 640}
# A page that answers 403 or 404 on purpose is written in the console by the browser itself; what is on it may not.
ANSWERED_NO = re.compile(r"^Failed to load resource: the server responded with a status of 40[34] ")
# Animations are done first, for a colour in between is nobody's colour. Only what is wrong comes back: all that axe
# found to be right took longer to bring over than to find.
AXE = """async (repeated) => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
    const found = await axe.run({ exclude: repeated }, { resultTypes: ["violations"], elementRef: false })
    return found.violations.map((rule) => [rule.id, rule.nodes.slice(0, 2).map((node) =>
        [node.html.slice(0, 160), node.failureSummary.slice(0, 200)])])
}"""
# What the same lines of a template made once more. To look at the colours of each word takes the longest, so of a long
# list the second look is at how it begins.
REPEATED = [["tbody tr:nth-child(n+4)"], ["li:nth-child(n+7)"]]
# What sticks out, outermost first.
WIDE_ELEMENTS = """() => [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 4).map((element) => element.tagName + "." + element.className)"""


@dataclass(frozen=True)
class Look:
    """On such a screen, in such colours, in such a language."""

    size: dict[str, int]
    colours: Literal["light", "dark"]
    language: Literal["nl", "en"]

    def __str__(self) -> str:
        return f"{self.size['width']} {self.colours} {self.language}"


def looks_at(number: int) -> tuple[Look, Look]:
    """The two looks at the page with this number: of each two pages one is seen in Dutch at a desktop and in English on
    a phone, the other the other way round."""
    at_desktop, on_phone = ("nl", "en") if number % 2 else ("en", "nl")
    return Look(DESKTOP, "light", at_desktop), Look(PHONE, "dark", on_phone)  # type: ignore[arg-type]


def found_by_axe(page: Page, without: list[list[str]] | None = None) -> list[Any]:
    """The rules that the page breaks now, and where; `without` what these selectors name."""
    page.evaluate(AXE_SCRIPT)
    found: list[Any] = page.evaluate(AXE, without or [])
    return found


class Watched:
    """A window in which somebody goes from page to page. Wrong is what the browser complains of, and every request that
    leaves the house."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.wrong: list[str] = []
        self._visited: set[str] = set()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        is_meant = message.location["url"] in self._visited and ANSWERED_NO.search(message.text)
        if message.type in ("error", "warning") and not is_meant:
            self.wrong.append(f"console: {message.text} {message.location['url']}")

    def _see(self, request: Request) -> None:
        if request.is_navigation_request():
            self._visited.add(request.url)
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.wrong.append(f"request to {request.url}")

    def begin(self, look: Look) -> None:
        """From here on pages are opened like this."""
        self._resize(look.size)
        self.page.emulate_media(color_scheme=look.colours)
        self.page.context.add_cookies([{"name": "taal", "value": look.language, "url": self.base}])

    def check(self, look: Look, *, by_axe: bool = True, without: list[list[str]] | None = None) -> None:
        """Look at the page that was opened like this, and whether it fits on a phone too."""
        language = self.page.evaluate("document.documentElement.lang")
        if language != look.language:
            self.wrong.append(f"{look}: speaks «{language}»")
        if by_axe:
            self.wrong += [f"{look}: {rule}: {nodes}" for rule, nodes in found_by_axe(self.page, without)]
        for size in (look.size, PHONE):
            self._resize(size)
            widest = self.page.evaluate("document.documentElement.scrollWidth")
            if widest > size["width"]:
                self.wrong.append(f"{look} at {size['width']}: {widest} wide, by {self.page.evaluate(WIDE_ELEMENTS)}")

    def _resize(self, size: dict[str, int]) -> None:
        if self.page.viewport_size != size:
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
