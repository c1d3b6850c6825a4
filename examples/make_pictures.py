"""Make README's pictures again: python examples/make_pictures.py [FOLDER]."""

import sys
from pathlib import Path

from sympy import DiracDelta, Symbol, exp

from symconv import box, parse, show, step, triangle

X = Symbol("x", real=True)
DPI = 80


def pictures():
    """Each picture by its file name."""
    kernel = parse("1 - abs(x)/5 for x > 0", X)
    yield "compare.png", show.compare(box(X, -1, 2), kernel, X)
    yield "lowpass.png", show.plot(box(X, 0, 1), exp(-X) * step(X), X)
    yield "echo.png", show.plot(triangle(X), DiracDelta(X) + DiracDelta(X - 3) / 2, X)


def main(folder=Path(__file__).parent / "pictures"):
    """Write all of them."""
    for name, figure in pictures():
        figure.savefig(Path(folder) / name, dpi=DPI, metadata={"Software": None})


if __name__ == "__main__":
    main(*sys.argv[1:])
