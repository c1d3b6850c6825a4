"""`check`: a certificate in, a `Theorem` out. A pure function of plain data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from json import loads
from pathlib import Path
from typing import Any

from symconv.kernel.decider import decide
from symconv.kernel.refusal import MAX_BYTES, CertificateError, require
from symconv.kernel.report import text
from symconv.kernel.rules import Checker
from symconv.kernel.terms import substitute
from symconv.kernel.theorem import Theorem

__all__ = ["check", "laws", "load", "theory"]

_LAWS = Path(__file__).parent / "laws"
_LAW_KEYS = {"name", "variables", "definitions", "hypotheses", "conclusions", "steps", "proves"}
_ORACLE_KEYS = {"oracle", "statement", "hypotheses", "reason"}


@cache
def theory() -> dict[str, Any]:
    """The axioms and the models, as shipped."""
    shipped: dict[str, Any] = load(_LAWS / "theory.json")
    return shipped


def laws() -> list[dict[str, Any]]:
    """The shipped certificates of the laws, by name."""
    files = sorted(path for path in _LAWS.glob("*.json") if path.name != "theory.json")
    return [load(path) for path in files]


def load(path: Path) -> Any:
    """Read a certificate; no key may stand twice, as readers would disagree on which counts."""
    data = path.read_bytes()
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
    """Re-check a certificate from its data alone.

    Raises
    ------
    CertificateError
        It does not establish what it states, is malformed, or exceeds a limit.
    """
    try:
        require(certificate["symconv"] == 1, "version", "expected version 1")
        return _KINDS[certificate["kind"]](certificate)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise CertificateError("malformed", f"{type(error).__name__}: {error}") from None


def _law(certificate: Mapping[str, Any]) -> Theorem:
    expected = {"symconv", "kind", *_LAW_KEYS}
    require(certificate.keys() == expected, "law-keys", f"expected exactly {sorted(expected)}")
    checker = Checker(certificate, theory()["axioms"])
    checker.run(certificate["steps"])
    hypotheses = [checker.formula(formula) for formula in certificate["hypotheses"]]
    conclusions = [checker.formula(formula) for formula in certificate["conclusions"]]
    used: set[tuple[str, str]] = set()
    for number, conclusion in zip(certificate["proves"], conclusions, strict=True):
        sequent = checker.sequents[number]
        require(sequent.conclusion == conclusion, "conclusion", "a step proves something else")
        require(sequent.hypotheses <= set(hypotheses), "hypothesis", "a hypothesis is not stated")
        used |= sequent.used
    for name, body in reversed(checker.bodies.items()):
        hypotheses = [substitute(formula, {name: body}) for formula in hypotheses]
        conclusions = [substitute(formula, {name: body}) for formula in conclusions]
    axioms, oracles, gaps = (
        tuple(sorted(what for kind, what in used if kind == taint))
        for taint in ("axiom", "oracle", "gap")
    )
    return Theorem(
        _one_line(certificate["name"]),
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
    hypotheses = tuple(_one_line(text) for text in certificate["hypotheses"])
    oracle = _one_line(f"{certificate['oracle']} ({certificate['reason']})")
    return Theorem("claim", hypotheses, (_one_line(certificate["statement"]),), oracles=(oracle,))


def _one_line(words: Any) -> str:
    """Free text of a certificate, kept from imitating lines of the report."""
    return " ".join(str(words).split())


_KINDS = {"law": _law, "convolution": decide, "oracle": _oracle}
