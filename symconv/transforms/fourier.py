"""The Fourier transform and its inverse as expressions, in three conventions."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.operators.asking import with_parameters
from symconv.operators.inputs import check_word
from symconv.operators.timed import ends_in_time, no_closed_form
from symconv.reading import OutsideClass
from symconv.spectra.fourier import transform
from symconv.spectra.gaussians import completed, write_gaussian
from symconv.spectra.reading import read_sum
from symconv.spectra.sides import PI
from symconv.spectra.sums import SpectralSum
from symconv.spectra.verifying import reads_back
from symconv.spectra.writing import write_sum
from symconv.transforms.entrance import by_cases, by_declaration, checked

__all__ = ["fourier", "inverse_fourier"]

_ROOT = number(sympy.sqrt(2) * sympy.sqrt(sympy.pi))

_TURN = PI * fmpq(2)

# convention: (whether ω counts turns, c in F(ω) = c ∫ f(x) e^{−iωx} dx, factor of the inverse)
_CONVENTIONS: dict[str, tuple[bool, Number, Number]] = {
    "frequency": (True, ONE, ONE),
    "angular": (False, ONE, nb.inverse(_TURN)),
    "unitary": (False, nb.inverse(_ROOT), nb.inverse(_ROOT)),
}


@ends_in_time(no_closed_form)
@with_parameters("x", "omega", by_declaration=by_declaration)
def fourier(
    f: Any, x: Any, omega: Any, *, convention: str = "frequency", timeout: float = 30
) -> Any:
    """The Fourier transform F(ω) = ∫ f(x) e^{−2πiωx} dx, tempered distributions included.

    "frequency" e^{−2πiωx}, "angular" e^{−iωx}, "unitary" e^{−iωx}/√(2π). In the convolution theorem
    F{f ∗ g} = c F{f} F{g} the constant c is 1, 1 and √(2π).

    Hypotheses
    ----------
    f is a sum of exponential polynomials on intervals, point masses, rational functions, sinc-like
    functions, and Gaussians times polynomials, and does not grow exponentially. A real pole of f
    stands for the finite part, and so do 1/ω, 1/ω², … in the result:
    Pf ω^{−n} = ½((ω − i0)^{−n} + (ω + i0)^{−n}), which for n = 1 is the principal value.

    Parameters
    ----------
    f : Expr in x
    x, omega : Symbol, plain or real
    convention : "frequency", "angular" or "unitary"
    timeout : seconds, after which NoClosedForm is raised

    Returns
    -------
    Expr in omega, with DiracDelta where f does not decay.

    Raises
    ------
    DivergentIntegral
        f grows exponentially; see `laplace` for its strip.
    Undecided
        The sign of a parameter is open; .question is the relation to assume of the symbol.
    NoClosedForm
        f is outside the classes above, or the time ran out.
    InvalidInput
        The input has no meaning, or is a text.

    Examples
    --------
    >>> from sympy import Heaviside, Symbol, exp
    >>> x, omega = Symbol("x", real=True), Symbol("omega", real=True)
    >>> fourier(1 / (1 + x**2), x, omega, convention="angular")
    pi*exp(-Abs(omega))
    >>> fourier(Heaviside(x), x, omega)
    DiracDelta(omega)/2 - I/(2*pi*omega)
    >>> fourier(exp(x), x, omega)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: exp(x) has no Fourier transform: ...

    References
    ----------
    I. M. Gelfand and G. E. Shilov, Generalized Functions I, ch. II 2.3–2.5 and the table.
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 2 and 6 (conventions).
    """
    scaled, factor, _ = _chosen(convention)
    f, x = checked(f, x, omega)
    return _transformed(f, x, omega, False, scaled, factor)


@ends_in_time(no_closed_form)
@with_parameters("omega", "x", by_declaration=by_declaration)
def inverse_fourier(
    F: Any, omega: Any, x: Any, *, convention: str = "frequency", timeout: float = 30
) -> Any:
    """The inverse transform f(x) = ∫ F(ω) e^{2πiωx} dω; conventions as in `fourier`.

    Hypotheses
    ----------
    Those of `fourier`, of F as a function of ω.

    Parameters
    ----------
    F : Expr in omega
    omega, x : Symbol, plain or real
    convention : "frequency", "angular" (factor 1/2π) or "unitary" (factor 1/√(2π))
    timeout : seconds, after which NoClosedForm is raised

    Returns
    -------
    Expr in x.

    Raises
    ------
    DivergentIntegral, Undecided, NoClosedForm, InvalidInput
        As `fourier`.

    Examples
    --------
    >>> from sympy import Abs, DiracDelta, I, Symbol, exp, pi
    >>> x, omega = Symbol("x", real=True), Symbol("omega", real=True)
    >>> inverse_fourier(pi * exp(-Abs(omega)), omega, x, convention="angular")
    1/(x**2 + 1)
    >>> inverse_fourier(DiracDelta(omega) / 2 - I / (2 * pi * omega), omega, x)
    Piecewise((1, x >= 0), (0, True))
    >>> inverse_fourier(exp(omega), omega, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: exp(omega) has no Fourier transform: ...

    References
    ----------
    I. M. Gelfand and G. E. Shilov, Generalized Functions I, ch. II 2.3–2.5 and the table.
    """
    scaled, _, factor = _chosen(convention)
    F, omega = checked(F, omega, x)
    return _transformed(F, omega, x, True, scaled, factor)


def _chosen(convention: str) -> tuple[bool, Number, Number]:
    check_word("convention", convention, _CONVENTIONS)
    return _CONVENTIONS[convention]


def _transformed(f: Any, x: Any, output: Any, inverse: bool, scaled: bool, factor: Number) -> Any:
    """factor·∫ f(x) e^{∓iωx} dx, + for the inverse, with 2πω for ω where scaled."""
    omega = output if output.is_extended_real else sympy.Dummy("omega", real=True)
    expr = by_cases(f, lambda part, facts: _written(part, x, omega, inverse, scaled, factor, facts))
    return expr.xreplace({omega: output})


def _written(
    f: Any, x: Any, omega: Any, inverse: bool, scaled: bool, factor: Number, facts: Facts
) -> Any:
    """The transform in one case, read back where the class can hold it."""
    source = read_sum(f, x, facts)
    smooth, cut = _separated(source)
    F = transform(smooth, facts).scaled(factor)
    F = F.reflected() if inverse else F
    F = F.dilated(_TURN) if scaled else F
    expr = write_transform(F, omega, facts)
    if not reads_back(expr, omega, F, facts):
        raise OutsideClass("the written transform does not read back")
    for alpha, part in cut.items():
        turned = (part if inverse else part.reflected()).scaled(factor * _TURN)
        if scaled:
            down = nb.inverse(_TURN)
            alpha, turned = alpha * down * down, turned.dilated(down).scaled(down)
        expr += write_gaussian(alpha, turned, omega, facts)
    return expr


def _separated(f: SpectralSum) -> tuple[SpectralSum, dict[Number, Any]]:
    """The part whose transform lies in the class, and the Gaussians times pieces."""
    cut = {alpha: part for alpha, part in f.gauss.items() if alpha != 0 and part.right}
    rest = {alpha: part for alpha, part in f.gauss.items() if alpha not in cut}
    return SpectralSum(rest, f.polar), cut


def write_transform(F: SpectralSum, omega: Any, facts: Facts) -> Any:
    """A spectral sum as an expression: pieces, poles as finite parts, masses, Gaussians."""
    expr = write_sum(SpectralSum({ZERO: F.plain}, F.polar), omega, facts)
    for alpha, part in F.gauss.items():
        if alpha != 0:
            expr += completed(part.line, alpha, omega)
    return expr
