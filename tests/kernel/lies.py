"""For each side condition of the kernel, a certificate that only this condition keeps out.

Each entry is a function of the kernel (or of a mutant of it) and a folder; it must raise in the
kernel, and return in the mutant that lacks the one line.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

LIES: dict[str, Callable[[ModuleType, Path], Any]] = {}


def lie(condition: str) -> Callable[[Any], Any]:
    def register(function: Any) -> Any:
        LIES[condition] = function
        return function

    return register


def v(name: str) -> Any:
    return ["v", name]


def c(name: str, *sorts: Any) -> Any:
    return ["c", name, *sorts]


def ap(function: Any, *arguments: Any) -> Any:
    for argument in arguments:
        function = ["a", function, argument]
    return function


def lam(type_: Any, body: Any) -> Any:
    return ["l", type_, body]


def eq(type_: Any, left: Any, right: Any) -> Any:
    return ap(c("=", type_), left, right)


ZERO, ONE = c("zero", "C"), c("one")
FUNCTION = ["->", "G", "C"]
FALSE = eq("C", ZERO, ONE)


def law(steps: Any, *conclusions: Any, **parts: Any) -> dict[str, Any]:
    """The last steps prove the conclusions."""
    count = len(conclusions)
    return {
        "symconv": 1,
        "kind": "law",
        "name": "lie",
        "variables": {},
        "definitions": [],
        "hypotheses": [],
        "conclusions": list(conclusions),
        "steps": steps,
        "proves": list(range(len(steps) - count, len(steps))),
        **parts,
    }


def refl(type_: Any, term: Any, **parts: Any) -> dict[str, Any]:
    return law([["refl", term]], eq(type_, term, term), **parts)


def law_lie(condition: str, certificate: dict[str, Any]) -> None:
    LIES[condition] = lambda kernel, _folder: kernel.check(json.loads(json.dumps(certificate)))


def deep_type(levels: int) -> Any:
    return "C" if levels == 0 else ["->", "G", deep_type(levels - 1)]


def negated(times: int) -> Any:
    return v("x") if times == 0 else ap(c("neg", "C"), negated(times - 1))


def doubled(times: int) -> Any:
    twice = lam("C", ap(c("add", "C"), ["b", 0], ["b", 0]))
    return v("x") if times == 0 else ap(twice, doubled(times - 1))


# ---- terms, types and normal forms
law_lie("type-depth", refl("C", v("x"), variables={"x": "C", "f": deep_type(120)}))
law_lie("type-name", refl("Q", v("x"), variables={"x": "Q"}))
law_lie("type-arrow", refl(["~>", "G", "C"], v("x"), variables={"x": ["~>", "G", "C"]}))
law_lie("term-depth", refl("C", negated(120), variables={"x": "C"}))
law_lie("tag", refl(["->", "G", "G"], lam("G", ["b", -1])))
integrable_on_scalars = ap(c("Integrable", "C"), lam("C", ["b", 0]))
law_lie(
    "sort",
    law(
        [["assume", integrable_on_scalars]],
        integrable_on_scalars,
        hypotheses=[integrable_on_scalars],
    ),
)
law_lie("application", refl("C", ap(v("f"), v("w")), variables={"f": FUNCTION, "w": "W"}))
law_lie("fuel", refl("C", doubled(17), variables={"x": "C"}))
all_equal_one = eq(FUNCTION, lam("G", ap(v("f"), ["b", 0])), lam("G", ap(v("f"), v("#0"))))
law_lie(
    "variable-name",
    law(
        [["norm", lam("G", ap(v("f"), ["b", 0])), lam("G", ap(v("f"), v("#0")))]],
        all_equal_one,
        variables={"f": FUNCTION, "#0": "G"},
    ),
)

# ---- rules
twice_conjugate = ap(c("conj"), ap(c("conj"), v("z")))
law_lie(
    "definition-name",  # the report unfolds conj to 0, so it reads 0 = z
    law(
        [["norm", twice_conjugate, v("z")]],
        eq("C", twice_conjugate, v("z")),
        variables={"z": "C"},
        definitions=[["conj", ["->", "C", "C"], lam("C", ZERO)]],
    ),
)
law_lie("definition-type", refl("C", ONE, definitions=[["d", "G", ZERO]]))
law_lie("steps", refl("C", ONE) | {"steps": [["refl", ONE]] * 5001})
law_lie("proposition", law([["assume", ONE]], ONE, hypotheses=[ONE]))
related = ap(v("R"), v("a"), v("g"), v("t"))
law_lie(
    "equation",
    law(
        [["assume", related], ["refl", c("neg", "C")], ["comb", 1, 0]],
        eq("C", ap(c("neg", "C"), v("g")), ap(c("neg", "C"), v("t"))),
        hypotheses=[related],
        variables={
            **dict.fromkeys("agt", "C"),
            "R": ["->", "C", ["->", "C", ["->", "C", "P"]]],
        },
    ),
)
law_lie(
    "value-type",
    law(
        [["refl", ap(v("f"), v("x"))], ["inst", 0, {"f": v("F"), "x": v("w")}]],
        eq("C", ap(v("F"), v("w")), ap(v("F"), v("w"))),
        variables={"f": FUNCTION, "x": "G", "F": ["->", "W", "C"], "w": "W"},
    ),
)
law_lie("trans", law([["refl", ZERO], ["refl", ONE], ["trans", 0, 1]], FALSE))
vanishes = eq("C", ap(v("f"), v("x")), ZERO)
law_lie(
    "abs",
    law(
        [["assume", vanishes], ["abs", 0, "x"]],
        eq(FUNCTION, lam("G", ap(v("f"), ["b", 0])), lam("G", ZERO)),
        hypotheses=[vanishes],
        variables={"f": FUNCTION, "x": "G"},
    ),
)
LIES["norm-type"] = lambda kernel, _folder: kernel.check(
    law([["norm", c("zero", "G"), ZERO], ["refl", ONE]], eq("C", ONE, ONE))
)
law_lie("norm", law([["norm", ZERO, ONE]], FALSE))
law_lie("conv", law([["refl", ZERO], ["refl", FALSE], ["conv", 0, 1]], FALSE))
square = lam("C", ap(c("mul"), ["b", 0], ["b", 0]))
law_lie(
    "axiom-sorts",  # conj renamed to the square: ∫ f² = (∫ f)²
    law(
        [["axiom", "conjugation", "value", {"$S": "G", "conj": "square"}, {"f": v("f")}]],
        eq(
            "C",
            ap(c("int", "G"), lam("G", ap(c("square"), ap(v("f"), ["b", 0])))),
            ap(c("square"), ap(c("int", "G"), v("f"))),
        ),
        definitions=[["square", ["->", "C", "C"], square]],
        variables={"f": FUNCTION},
    ),
)
law_lie(
    "axiom-values",
    law(
        [["axiom", "scalar", "value", {"$S": "G"}, {"f": v("f")}]],
        eq(
            "C",
            ap(c("int", "G"), lam("G", ap(c("mul"), v("c"), ap(v("f"), ["b", 0])))),
            ap(c("mul"), v("c"), ap(c("int", "G"), v("f"))),
        ),
        variables={"f": FUNCTION, "c": "C"},
    ),
)
law_lie("admit", law([["admit", "fact", "trust me", FALSE]], FALSE))

# ---- what a certificate as a whole claims
law_lie("hypothesis", law([["assume", FALSE]], FALSE))
law_lie("conclusion", law([["refl", ZERO]], FALSE))
law_lie("law-keys", refl("C", ONE) | {"reading": "1 = 0"})
law_lie("version", refl("C", ONE) | {"symconv": 2})
ORACLE = {
    "symconv": 1,
    "kind": "oracle",
    "oracle": "SymPy domain arithmetic",
    "statement": "h = f ∗ g",
    "hypotheses": [],
    "reason": "parameters",
}
law_lie("oracle-keys", ORACLE | {"status": "proved"})
law_lie("nothing", law([]) | {"name": "the Riemann hypothesis"})
law_lie("list", refl("C", "vx", variables={"x": "C"}))  # a text taken apart as ["v", "x"]
law_lie("step-number", law([["refl", ONE]], eq("C", ONE, ONE)) | {"proves": [-1]})
law_lie("text", ORACLE | {"statement": 5})
law_lie("text-length", ORACLE | {"statement": "h" * 100_001})


class Rows(list[Any]):
    """What looks like plain data and may change while it is read."""


LIES["plain"] = lambda kernel, _folder: kernel.check(
    refl("C", ONE) | {"steps": Rows([["refl", ONE]])}
)


@lie("bytes")
def _bytes(kernel: ModuleType, folder: Path) -> Any:
    path = folder / "long.json"
    path.write_text(json.dumps(ORACLE) + " " * 20_000_000)
    return kernel.check(kernel.load(path))


@lie("repeated-key")
def _repeated_key(kernel: ModuleType, folder: Path) -> Any:
    path = folder / "twice.json"
    path.write_text(json.dumps(ORACLE).replace("{", '{"statement": "something else", ', 1))
    return kernel.check(kernel.load(path))


@lie("model")
def _model(kernel: ModuleType, _folder: Path) -> Any:
    (certificate,) = (law for law in SHIPPED if law["name"] == "differentiation")
    return kernel.interpret(kernel.check(certificate), "ℤ/n", kernel.theory())


_LAWS = Path(__file__).parents[2] / "symconv" / "kernel" / "laws"
SHIPPED = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(_LAWS.glob("*.json"))
    if path.name != "theory.json"
]

# ---- concrete certificates
UNIT = [["1", "0"]]


def signal(line: Any = (), right: Any = (), mass: Any = ()) -> dict[str, Any]:
    return {"line": list(line), "right": list(right), "mass": list(mass)}


def convolution(f: Any, g: Any, h: Any, **parts: Any) -> dict[str, Any]:
    return {"symconv": 1, "kind": "convolution", "op": "convolve", "f": f, "g": g, "h": h, **parts}


def delta(a: Any = "0", k: int = 0, coefficient: Any = UNIT) -> dict[str, Any]:
    return signal(mass=[[a, k, coefficient]])


def box(a: str, b: str) -> dict[str, Any]:
    return signal(right=[[a, 0, "0", UNIT], [b, 0, "0", [["-1", "0"]]]])


BOX = box("0", "1")
HAT = signal(right=[["0", 1, "0", UNIT], ["1", 1, "0", [["-2", "0"]]], ["2", 1, "0", UNIT]])
CONSTANT = signal(line=[[0, "0", UNIT]])
law_lie("keys", convolution(BOX, BOX, HAT, period="1"))
law_lie("op", convolution(BOX, BOX, HAT, op="multiply"))
law_lie("product", convolution(BOX, BOX, BOX))
EARLY = signal(right=[["-1", 1, "0", UNIT], ["0", 1, "0", [["-2", "0"]]], ["1", 1, "0", UNIT]])
law_lie("conjugate", convolution(BOX, BOX, EARLY, op="correlate", conjugate="no"))
law_lie("parts", convolution(BOX, BOX, HAT | {"left": [["0", 0, "0", UNIT]]}))
law_lie("order", convolution(signal(right=[["0", -1, "0", UNIT]]), BOX, BOX))
law_lie("order-limit", convolution(delta(), delta(k=2001), delta(k=2001)))
law_lie("real-point", convolution(delta(["0", "1"]), delta(["0", "-1"]), delta()))
law_lie("existence", convolution(CONSTANT, CONSTANT, signal(line=[[1, "0", UNIT]])))
law_lie(
    "number-keys", convolution(delta(coefficient=[[{"pi": ["1"], "less": ["1"]}, "0"]]), BOX, BOX)
)
law_lie("rational", convolution(delta("1e1"), delta("-10"), delta()))
huge_power = [[{"pi": ["0"] * 200 + ["1"]}, "0"]]
law_lie(
    "degree", convolution(delta(), delta(coefficient=huge_power), delta(coefficient=huge_power))
)
long_number = [["1" * 4001, "0"]]
law_lie(
    "digits", convolution(delta(), delta(coefficient=long_number), delta(coefficient=long_number))
)


@lie("precision")
def _precision(kernel: ModuleType, _folder: Path) -> Any:
    """e^{rx} on x < 0 against e^{πx} on x > 0, where r exceeds π by less than 2^{−1100}."""
    import mpmath

    with mpmath.workprec(1300):
        r = Fraction(int(mpmath.floor(mpmath.pi * 2**1150)) + 2, 2**1150)
    text, pi = f"{r.numerator}/{r.denominator}", {"pi": ["0", "1"]}
    inverse = {"pi": ["1"], "over": [text, "-1"]}
    left = signal(line=[[0, text, UNIT]], right=[["0", 0, text, [["-1", "0"]]]])
    right = signal(right=[["0", 0, pi, UNIT]])
    minus = {"pi": ["-1"], "over": [text, "-1"]}
    product = signal(
        line=[[0, text, [[inverse, "0"]]]],
        right=[["0", 0, pi, [[inverse, "0"]]], ["0", 0, text, [[minus, "0"]]]],
    )
    return kernel.check(convolution(left, right, product))
