"""The trusted proof checker: standard library only, a pure function over plain data.

`check(certificate)` re-checks three kinds of certificate: a law for arbitrary functions, from the
axioms in laws/theory.json, a concrete convolution, and a claim that rests on an oracle, which is
reported and never called proved.

    checking.py            `check`
    rules.py, terms.py, norm.py   laws: rules of inference on simply typed terms, normal forms
    decider.py, field.py   concrete convolutions, over exact numbers
    theorem.py, report.py  what is established, and its printed form
    refusal.py             the one way to say no
"""

from symconv.kernel.checking import check, laws, load, theory
from symconv.kernel.refusal import CertificateError
from symconv.kernel.report import interpret
from symconv.kernel.theorem import Theorem

__all__ = ["CertificateError", "Theorem", "check", "interpret", "laws", "load", "theory"]
