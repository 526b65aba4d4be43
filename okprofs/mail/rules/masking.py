"""How much of an address does an administrator see, who need not know whose it is?"""


def masked(address: str) -> str:
    """j•••@barneveld.nl: enough to see a mistake in the domain, and no more of the person than a letter."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}" if local else "•••"


def masked_in(text: str, address: str) -> str:
    """The same text, with the address masked where a mail server repeats it."""
    return text.replace(address, masked(address)) if address else text
