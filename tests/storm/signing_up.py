"""Signing up over the wire, as many people at once as the test wants."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.pages import forms_of
from tests.processes import Answer, Client

Result = tuple[int, Answer | Exception]


def filled_in(client: Client, path: str, address: str, *colleagues: str) -> dict[str, Any]:
    """The sign-up form as a visitor sends it: the first ticket type, for themselves and for these colleagues."""
    page = client.get(path).text
    ticket_type = first_ticket_type(page)
    values = {
        **forms_of(page)[-1].values,
        "contact_name": "Anneke Bakker",
        "contact_email": address,
        "comes_along": "y",
        "own-ticket_type": ticket_type,
    }
    for number, name in enumerate(colleagues):
        values |= {f"colleagues-{number}-name": name, f"colleagues-{number}-ticket_type": ticket_type}
    return values


def first_ticket_type(page: str) -> str:
    """The public id of the ticket type that the page offers first."""
    start = page.index('name="own-ticket_type"')
    tag = page[page.rindex("<", 0, start) : page.index(">", start)]
    return tag.split('value="')[1].split('"')[0]


def all_at_once(count: int, deed: Callable[[int], Answer]) -> list[Result]:
    """`count` people do it at the same moment; what each got back."""
    results: list[Result] = []
    # Were one of them not to come, the others would wait for ever.
    ready = threading.Barrier(count, timeout=60)

    def person(number: int) -> None:
        try:
            ready.wait()
            results.append((number, deed(number)))
        except Exception as error:  # noqa: BLE001 (a broken line is an outcome here, and is counted)
            results.append((number, error))

    threads = [threading.Thread(target=person, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def statuses(results: list[Result]) -> Counter[Any]:
    return Counter(answer.status if isinstance(answer, Answer) else type(answer).__name__ for _, answer in results)
