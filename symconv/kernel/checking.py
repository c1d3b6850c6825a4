"""`check`: a certificate in, a `Theorem` out. A pure function of plain data."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import copy_context
from functools import cache
from json import loads
from pathlib import Path
from typing import Any

from symconv.kernel.decider import decide
from symconv.kernel.refusal import (
    MAX_BYTES,
    NODES,
    CertificateError,
    Fuel,
    budget,
    items,
    plain,
    require,
    words,
)
from symconv.kernel.report import text
from symconv.kernel.rules import Checker
from symconv.kernel.terms import charge, substitute
from symconv.kernel.theorem import Theorem

__all__ = ["check", "laws", "load", "theory"]

_LAWS = Path(__file__).parent / "laws"
_LAW_KEYS = {"name", "variables", "definitions", "hypotheses", "conclusions", "steps", "proves"}
_ORACLE_KEYS = {"oracle", "statement", "hypotheses", "reason"}


@cache
def theory() -> dict[str, Any]:
    """The axioms and the models, as shipped: axiom ↔ the models in which it holds.

    Hypotheses
    ----------
    The axioms are assumed: this file is what a reader has to believe, besides the rules.

    Returns
    -------
    dict
        "axioms" by name, each with its formula and its models; "models", each with its notation.

    Raises
    ------
    CertificateError
        The shipped file is not readable.

    Examples
    --------
    >>> from symconv.kernel import interpret, laws, check, theory
    >>> sorted(theory())
    ['axioms', 'models']
    >>> interpret(check(laws()[0]), "Klein bottle", theory())
    Traceback (most recent call last):
    symconv.kernel.refusal.CertificateError: ...

    References
    ----------
    W. Rudin, Fourier Analysis on Groups, ch. 1 (integral, translation, characters).
    """
    shipped: dict[str, Any] = load(_LAWS / "theory.json")
    return shipped


def laws() -> list[dict[str, Any]]:
    """The shipped certificates of the laws, by name: f ∗ g = g ∗ f and the others.

    Hypotheses
    ----------
    None: a certificate claims nothing before `check` has accepted it.

    Returns
    -------
    list of dict

    Raises
    ------
    CertificateError
        A shipped file is not readable.

    Examples
    --------
    >>> from symconv.kernel import check, laws
    >>> commutativity = next(law for law in laws() if law["name"] == "commutativity")
    >>> check(commutativity).name
    'commutativity'
    >>> check({**commutativity, "steps": commutativity["steps"][:-1]})
    Traceback (most recent call last):
    symconv.kernel.refusal.CertificateError: ...

    References
    ----------
    G. B. Folland, Real Analysis, 2nd ed., propositions 8.6 to 8.10.
    """
    files = sorted(path for path in _LAWS.glob("*.json") if path.name != "theory.json")
    return [load(path) for path in files]


def load(path: Path) -> Any:
    """Read a certificate: load(path) = the JSON value, refused where a key stands twice.

    Hypotheses
    ----------
    None on the file. (Readers disagree on which of two equal keys counts, so there is none.)

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    dict, or whatever JSON value the file holds

    Raises
    ------
    CertificateError
        The file is too large, no JSON, or a key stands twice.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from symconv.kernel import load
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "certificate.json")
    ...     _ = path.write_text('{"symconv": 1}')
    ...     load(path)
    {'symconv': 1}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "certificate.json")
    ...     _ = path.write_text('{"symconv": 1, "symconv": 2}')
    ...     load(path)
    Traceback (most recent call last):
    symconv.kernel.refusal.CertificateError: ...

    References
    ----------
    T. Bray, The JavaScript Object Notation (JSON) Data Interchange Format, RFC 8259, section 4.
    """
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    require(len(data) <= MAX_BYTES, "bytes", f"{path.name} has more than {MAX_BYTES} bytes")
    try:
        return loads(data, object_pairs_hook=_without_repetition)
    except (ValueError, RecursionError) as error:
        raise CertificateError("json", f"{path.name}: {error}") from None


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    require(len(out) == len(pairs), "repeated-key", f"a key stands twice among {sorted(out)}")
    return out


def check(certificate: Mapping[str, Any]) -> Theorem:
    """Re-check a certificate from its data alone: its hypotheses ⊢ its conclusions, = the Theorem.

    Hypotheses
    ----------
    None on the data. The result rests on the axioms, oracles and gaps that it lists.

    Parameters
    ----------
    certificate : mapping
        Plain data of kind "law", "convolution" or "oracle", as `Certificate.to_json` writes it.

    Returns
    -------
    Theorem
        Name, hypotheses and conclusions in full, axioms used, oracles, gaps, number of steps.

    Raises
    ------
    CertificateError
        It does not establish what it states, is malformed, or exceeds a limit.

    Examples
    --------
    >>> from symconv.kernel import check, laws
    >>> check(laws()[0]).gaps
    ()
    >>> check({"symconv": 2})
    Traceback (most recent call last):
    symconv.kernel.refusal.CertificateError: ...

    References
    ----------
    J. Harrison, HOL Light: an overview, TPHOLs 2009 (a small kernel that everything passes).
    """
    try:
        return copy_context().run(_judge, certificate)  # a budget ends with its certificate
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise CertificateError("malformed", f"{type(error).__name__}: {error}") from None


def _judge(certificate: Mapping[str, Any]) -> Theorem:
    budget.set(Fuel(NODES))
    data = plain(dict(certificate))
    version = data["symconv"]
    require(type(version) is int and version == 1, "version", "expected version 1")
    return _KINDS[data["kind"]](data)


def _law(certificate: Mapping[str, Any]) -> Theorem:
    expected = {"symconv", "kind", *_LAW_KEYS}
    require(certificate.keys() == expected, "law-keys", f"expected exactly {sorted(expected)}")
    checker = Checker(certificate, theory()["axioms"])
    checker.run(certificate["steps"])
    hypotheses = [checker.formula(formula) for formula in items(certificate["hypotheses"])]
    conclusions = [checker.formula(formula) for formula in items(certificate["conclusions"])]
    used: set[tuple[str, str]] = set()
    require(len(conclusions) > 0, "nothing", "a law without a conclusion says nothing")
    for number, conclusion in zip(certificate["proves"], conclusions, strict=True):
        sequent = checker.sequent(number)
        require(sequent.conclusion == conclusion, "conclusion", "a step proves something else")
        require(sequent.hypotheses <= set(hypotheses), "hypothesis", "a hypothesis is not stated")
        used |= sequent.used
    for name, body in reversed(checker.bodies.items()):
        hypotheses = [substitute(formula, {name: body}) for formula in hypotheses]
        conclusions = [substitute(formula, {name: body}) for formula in conclusions]
        charge((*hypotheses, *conclusions))
    axioms, oracles, gaps = (
        tuple(sorted(what for kind, what in used if kind == taint))
        for taint in ("axiom", "oracle", "gap")
    )
    return Theorem(
        words(certificate["name"]),
        tuple(text(formula) for formula in hypotheses),
        tuple(text(formula) for formula in conclusions),
        axioms,
        oracles,
        gaps,
        len(checker.sequents),
        (tuple(hypotheses), tuple(conclusions), checker.variables),
    )


def _oracle(certificate: Mapping[str, Any]) -> Theorem:
    expected = {"symconv", "kind", *_ORACLE_KEYS}
    require(certificate.keys() == expected, "oracle-keys", f"expected exactly {sorted(expected)}")
    hypotheses = tuple(words(text) for text in items(certificate["hypotheses"]))
    oracle = f"{words(certificate['oracle'])} ({words(certificate['reason'])})"
    return Theorem("claim", hypotheses, (words(certificate["statement"]),), oracles=(oracle,))


_KINDS = {"law": _law, "convolution": decide, "oracle": _oracle}
