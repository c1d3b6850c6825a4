"""What the convolution functions of other libraries compute, in the lecture's notation.

`conventions` maps names such as "numpy.correlate" to a `Convention`: the operator, which argument
is flipped or conjugated, the size and the centre of "same", the boundary words, the sign of the
lag, the layout. Each row says how it is known: tested against the library in the suite, run once
by hand, or never run and read from a page that it names.
"""

from collections.abc import Mapping
from types import MappingProxyType

from symconv.discrete.libraries.frameworks import ROWS as _FRAMEWORKS
from symconv.discrete.libraries.model import Convention
from symconv.discrete.libraries.scientific import ROWS as _SCIENTIFIC

__all__ = ["Convention", "conventions"]


def _table(*groups: tuple[Convention, ...]) -> Mapping[str, Convention]:
    rows: dict[str, Convention] = {}
    for row in (row for group in groups for row in group):
        if row.name in rows:
            raise ValueError(f"two conventions are called {row.name}")
        rows[row.name] = row
    return MappingProxyType(rows)


conventions: Mapping[str, Convention] = _table(_SCIENTIFIC, _FRAMEWORKS)
