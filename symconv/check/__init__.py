"""Is this true for these functions? Verdicts on laws and claims: PROVED, REFUTED, UNDECIDED.

Whether two expressions are equal:

    comparing.py, comparingseveral.py   normal forms first, balls to refute, else undecided
    exploring.py        every case of the parameters, coincidences included
    casereading.py      one side in one case
    elementary.py       zero of expressions with erf, log, atan, piece by piece
    regions.py          where two sides differ; distributions cut to an interval
    parameters.py       plain parameters: what is missing, where a refuted claim is valid
    sampling.py, neighbourhoods.py   balls on every piece, both tails, in every parameter arm

Laws:

    judging.py          the verdict on a law, exactly or by closed forms
    calculus.py, expressions.py   the operations that the laws speak of
    laws.py             commutativity, associativity, distributivity, scalars, translation
    correlations.py     correlation as convolution; its symmetry
    derivatives.py      differentiation; exact smoothness
    integrals.py        area and moments
    theorems.py, theoremsides.py, strips.py   the theorems, by boundary values and by strips
    derivedtheorem.py   the same by derivatives, where the output has erf, atan or Si
    sequences.py, sequencetheorems.py   on sequences: z-transform and DTFT
    several.py          in several variables

Claims:

    claims.py, sequenceclaims.py   is h the convolution of f and g? with correction
    examining.py, choosing.py      where there is no closed form: against the defining integral
    hints.py, pairs.py, everypair.py   the usual slip that explains a refuted claim

Equalities hold almost everywhere. Agreement of numbers alone is UNDECIDED, and says so.
"""

from symconv.check.claims import claim
from symconv.check.correlations import correlation_as_convolution, correlation_symmetry
from symconv.check.derivatives import differentiation, smoothness
from symconv.check.integrals import area, moments
from symconv.check.laws import (
    associativity,
    commutativity,
    distributivity,
    scalar,
    translation,
)
from symconv.check.theorems import convolution_theorem, correlation_theorem
from symconv.truth import Status, Verdict

__all__ = [
    "Status",
    "Verdict",
    "area",
    "associativity",
    "claim",
    "commutativity",
    "convolution_theorem",
    "correlation_as_convolution",
    "correlation_symmetry",
    "correlation_theorem",
    "differentiation",
    "distributivity",
    "moments",
    "scalar",
    "smoothness",
    "translation",
]
