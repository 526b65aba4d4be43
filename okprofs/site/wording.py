"""What do we call where somebody's hours come from?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.site.queries import Source

SOURCE_LABELS: Mapping[Source, LazyString] = {
    Source.EVENT: _l("Bijeenkomst"),
    Source.INTERVISION: _l("Intervisie"),
}
