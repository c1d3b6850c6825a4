"""One row of the table of conventions, and what it predicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy

from symconv.discrete.sliding import Sliding, SlidingSum
from symconv.errors import InvalidInput
from symconv.listing import shown

__all__ = ["Convention", "Window"]

SUITE = "tested against the library in the test suite"


class Window(NamedTuple):
    """Which part of the full result a mode keeps; see `symconv.discrete.windows.mode_range`."""

    mode: str
    size: str = "first"
    centre: str = "lower"


FULL, VALID = Window("full"), Window("valid")


@dataclass(frozen=True)
class Convention:
    """What one library function computes, in the lecture's notation.

    Attributes
    ----------
    name : str
        The key in `conventions`.
    computes : str
        The formula, with ∗ and ⋆ as the lecture has them.
    call : str
        The order of the arguments in a call; first is the signal, second the kernel, unless said.
    operator : {"convolution", "correlation", "normalised correlation"}
        The kernel is flipped for a convolution only.
    windows : mapping
        For each mode of the library the part of the full result.
    boundaries : mapping
        The library's words for the extension of the signal, each with numpy.pad's.
    default_boundary : str
        numpy.pad's word for what happens without being asked.
    conjugate : {None, "first", "second"}
        Which argument is conjugated.
    lag_sign : {1, -1, None}
        Whether the output index grows with the lag k of (first ⋆ second)(k), or falls; None for
        convolutions.
    ndim : tuple of int
        The dimensions it works in.
    layout, sums_channels
        Axes besides the spatial ones, and whether channels are summed.
    takes_complex, nan_stays_local, kernel_may_be_longer, odd_kernels_only : bool
        What may be asked of it.
    keeps_signal_type : bool
        Its answer has the type of the signal: integers stay integers, whatever the kernel.
    trap : str
        What people get wrong.
    page : str
        Its documentation.
    evidence : str
        How the row is known.
    """

    name: str
    computes: str
    call: str
    operator: str
    windows: Mapping[str, Window]
    page: str
    boundaries: Mapping[str, str] = field(default_factory=dict)
    default_boundary: str = "constant"
    conjugate: str | None = None
    reverse: bool = False
    ndim: tuple[int, ...] = (1,)
    layout: str = "spatial axes only"
    sums_channels: bool = False
    takes_complex: bool = True
    nan_stays_local: bool = True
    kernel_may_be_longer: bool = True
    odd_kernels_only: bool = False
    keeps_signal_type: bool = False
    trap: str = ""
    evidence: str = SUITE

    @property
    def modes(self) -> tuple[str, ...]:
        """The modes the library offers."""
        return tuple(self.windows)

    @property
    def lag_sign(self) -> int | None:
        """The sign of the lag of (first ⋆ second) along the output; None for convolutions."""
        if self.operator == "convolution":
            return None
        return 1 if self.reverse else -1

    @property
    def never_run(self) -> bool:
        """Whether the row rests on its page alone."""
        return self.evidence.startswith("never run")

    def model(
        self, mode: str = "full", *, boundary: str | None = None, ndim: int = 1
    ) -> SlidingSum:
        """Return what it computes in one mode, with a boundary in numpy.pad's words."""
        if self.operator == "normalised correlation":
            raise InvalidInput(f"{self.name} is no sum of products; see match_template")
        if mode not in self.windows:
            known = ", ".join(self.modes)
            message = f"mode: {self.name} has no {shown(mode)}; expected one of {known}"
            raise InvalidInput(message)
        if ndim not in self.ndim:
            known = ", ".join(map(str, self.ndim))
            raise InvalidInput(f"ndim: {self.name} works in dimension {known}, not {ndim}")
        word = self.default_boundary if boundary is None else boundary
        offered = {self.default_boundary, *self.boundaries.values()}
        if word not in offered:
            known = ", ".join(sorted(offered))
            raise InvalidInput(f"boundary: {self.name} offers {known}; got {shown(word)}")
        window = self.windows[mode]
        axis = Sliding(
            flip=self.operator == "convolution",
            reverse=self.reverse,
            mode=window.mode,
            size=window.size,
            centre=window.centre,
            # What lies wholly inside needs no extension.
            boundary="constant" if window.mode == "valid" else word,
        )
        return SlidingSum((axis,) * ndim, self.conjugate)

    def expected(
        self, a: Any, v: Any, mode: str = "full", *, boundary: str | None = None
    ) -> numpy.ndarray[Any, Any]:
        """Return what the library function gives for signal a and kernel v, term by term."""
        ndim = numpy.asarray(a).ndim
        return self.model(mode, boundary=boundary, ndim=ndim).evaluate(a, v)
