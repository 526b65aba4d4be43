"""How do we call papers for the day and certificates?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.events.rules.certificates import CertificateRefusal
from okprofs.events.rules.documents import Document

REFUSALS: Mapping[str, LazyString] = {
    CertificateRefusal.CERTIFICATES_NOT_READY: _l("De bewijzen van deze bijeenkomst zijn er nog niet."),
    CertificateRefusal.WAS_NOT_THERE: _l(
        "Volgens ons was je hier bij geen enkel onderdeel. Klopt dat niet? Laat het de organisator weten."
    ),
    CertificateRefusal.EVENT_NOT_OVER: _l("Bewijzen kunnen er pas komen als de bijeenkomst voorbij is."),
    CertificateRefusal.EVENT_WAS_CANCELLED: _l("Deze bijeenkomst ging niet door."),
    CertificateRefusal.NO_HOURS_YET: _l("Vul eerst in hoe lang de onderdelen meetellen."),
    CertificateRefusal.RELEASED_ALREADY: _l("De bewijzen zijn al vrijgegeven."),
}

DOCUMENT_LABELS: Mapping[Document, LazyString] = {
    Document.BADGES_A4: _l("Badges, acht op een A4"),
    Document.BADGES_WIDE: _l("Badges op etiketten van 62 × 100 mm"),
    Document.BADGES_NARROW: _l("Badges op etiketten van 54 × 101 mm"),
    Document.ATTENDANCE: _l("Presentielijst"),
    Document.SIGNATURES: _l("Tekenlijst"),
    Document.ROOMS: _l("Zaalborden"),
    Document.CATERING: _l("Keukenlijst"),
    Document.PLATES: _l("Keukenlijst met namen"),
}

DOCUMENT_TEXTS: Mapping[Document, LazyString] = {
    Document.BADGES_A4: _l("Snijd langs de lijnen. Elke badge is 105 bij 74 mm."),
    Document.BADGES_WIDE: _l("Voor een labelprinter, bijvoorbeeld Brother DK-11202."),
    Document.BADGES_NARROW: _l("Voor een labelprinter, bijvoorbeeld Dymo 99014."),
    Document.ATTENDANCE: _l("Op achternaam, om af te vinken."),
    Document.SIGNATURES: _l("Op achternaam, met ruimte voor een handtekening."),
    Document.ROOMS: _l("Voor elke zaal een bord met wat er wanneer is."),
    Document.CATERING: _l("Hoeveel mensen er eten, en hoe vaak elke dieetwens voorkomt. Zonder namen."),
    Document.PLATES: _l("Alleen als een bord bij een persoon moet komen."),
}


def grouped(code: str) -> str:
    """A code as it is printed, to be typed over: ABC-DEF-GHJ."""
    return "-".join(code[start : start + 3] for start in range(0, len(code), 3))
