"""Textbook notation is read as a person means it, and refused where it has two readings."""

from __future__ import annotations

import pytest
from sympy import (
    Abs,
    DiracDelta,
    E,
    Heaviside,
    I,
    Ne,
    Piecewise,
    Rational,
    Symbol,
    ceiling,
    cos,
    exp,
    floor,
    gamma,
    log,
    oo,
    pi,
    sign,
    sin,
    sqrt,
)

from symconv import InvalidInput, parse, signals
from symconv.parsing.grammar import read_tree

x = Symbol("x", real=True)
t, a, b, y = (Symbol(name, real=True) for name in "taby")
n = Symbol("n", integer=True)
omega, tau = Symbol("omega", real=True), Symbol("tau", positive=True)
omega_0 = Symbol("omega_0", positive=True)
SYMBOLS = (t, a, b, y, n, omega, tau, omega_0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x²", x**2),
        ("x³ − 2x² + 3x", x**3 - 2 * x**2 + 3 * x),
        ("x⁻¹", 1 / x),
        ("x¹⁰", x**10),
        ("(x + 1)²", (x + 1) ** 2),
        ("-x²", -(x**2)),
        ("xⁿ", x**n),
        ("x⁻ⁿ", x**-n),
        ("2²x", 4 * x),
        ("x²y³", x**2 * y**3),
        ("x^½", sqrt(x)),
        ("|x|²", x**2),
        ("10⁻³x", x / 1000),
    ],
)
def test_exponent_signs(text, value):
    assert parse(text, symbols=SYMBOLS) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2x", 2 * x),
        ("0.5x", x / 2),
        ("½x", x / 2),
        ("¾x + ⅓", 3 * x / 4 + Rational(1, 3)),
        ("3sin(2πx)", 3 * sin(2 * pi * x)),
        ("2πx", 2 * pi * x),
        ("2(x + 1)", parse("2*(x + 1)")),
        ("(x + 1)(x − 1)", (x + 1) * (x - 1)),
        ("2π(x + 1)", pi * parse("2*(x + 1)")),
        ("x e^(-x)", x * exp(-x)),
        ("sin(x)cos(x)", sin(x) * cos(x)),
        ("e^(-x)u(x)", exp(-x) * Heaviside(x)),
        ("a x", a * x),
        ("n! x", parse("n!*x", symbols=SYMBOLS)),
        ("x²e⁻ˣ", x**2 * exp(-x)),
        ("x^2 exp(-x)", x**2 * exp(-x)),
        ("e^-x sin(x)", exp(-x) * sin(x)),
        ("x·y + 2×x ÷ 3", x * y + 2 * x / 3),
        ("2x/3", 2 * x / 3),
        ("1/(2x)", 1 / (2 * x)),
        ("x y/2", x * y / 2),
        ("2e", 2 * E),
        ("2e-3", Rational(1, 500)),
    ],
)
def test_products_without_a_sign(text, value):
    assert parse(text, symbols=SYMBOLS) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("e", E),
        ("i", I),
        ("j²", -1),
        ("e^x", exp(x)),
        ("e^(-x)", exp(-x)),
        ("e^{-x}", exp(-x)),
        ("e⁻ˣ", exp(-x)),
        ("e^-x²", exp(-(x**2))),
        ("e^(iωt)", exp(I * omega * t)),
        ("e^(-|x|)", exp(-Abs(x))),
        ("cos(ω₀x)", cos(omega_0 * x)),
        ("e^(-x/τ)", exp(-x / tau)),
        ("∞", oo),
        ("𝑒^(−𝑥)", exp(-x)),
    ],
)
def test_constants_and_greek(text, value):
    assert parse(text, symbols=SYMBOLS) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("|x|", Abs(x)),
        ("2|x|", 2 * Abs(x)),
        ("|x − 1| + |x + 1|", Abs(x - 1) + Abs(x + 1)),
        ("|x| - 2|x|", -Abs(x)),
        ("|x||y|", Abs(x) * Abs(y)),
        ("|sin(|x|)|", Abs(sin(Abs(x)))),
        ("ln|x|", log(Abs(x))),
        ("2⌊x⌋ − ⌈x/2⌉", 2 * floor(x) - ceiling(x / 2)),
        ("|⌊|x|⌋ − 1|", Abs(floor(Abs(x)) - 1)),
        ("√x", sqrt(x)),
        ("√2/2", sqrt(2) / 2),
        ("√(2π)", sqrt(2 * pi)),
        ("√|x|", sqrt(Abs(x))),
        ("∛x + ∜x", x ** Rational(1, 3) + x ** Rational(1, 4)),
        ("1 for |x| < 1", Piecewise((1, Abs(x) < 1), (0, True))),
        ("1 for |x| < 1 | x > 3", Piecewise((1, (Abs(x) < 1) | (x > 3)), (0, True))),
        ("1 for x < 1 | (x > 3) | y < 2", Piecewise((1, (x < 1) | (x > 3) | (y < 2)), (0, True))),
        ("1 for x ≤ 1 or x ≥ 2", Piecewise((1, (x <= 1) | (x >= 2)), (0, True))),
        ("1 for x ≠ 0 ∧ ¬(x > 2)", Piecewise((1, Ne(x, 0) & (x <= 2)), (0, True))),
    ],
)
def test_bars_and_roots(text, value):
    assert parse(text, symbols=SYMBOLS) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("H(x)", Heaviside(x)),
        ("u(t − 1)", Heaviside(t - 1)),
        ("θ(x) + Θ(x)", 2 * Heaviside(x)),
        ("δ(x − 1)", DiracDelta(x - 1)),
        ("δ'(x)", DiracDelta(x, 1)),
        ("δ′′(x)", DiracDelta(x, 2)),
        ("δ⁽³⁾(x)", DiracDelta(x, 3)),
        ("δ^(4)(x)", DiracDelta(x, 4)),
        ("delta'(x)", DiracDelta(x, 1)),
        ("rect(x/2)", signals.box(x / 2, -Rational(1, 2), Rational(1, 2))),
        ("tri(x)", signals.triangle(x)),
        ("sgn(x)", sign(x)),
        ("Γ(x)", gamma(x)),
        ("sin x", sin(x)),
        ("sin 2x", sin(2 * x)),
        ("cos ωt", cos(omega * t)),
        ("sin 2πx cos 2πx", sin(2 * pi * x) * cos(2 * pi * x)),
        ("sin²x + cos²(x)", sin(x) ** 2 + cos(x) ** 2),
        ("sin^2(x)", sin(x) ** 2),
        ("ln x", log(x)),
        ("ln sin x", log(sin(x))),
        ("½ sin 2x", sin(2 * x) / 2),
        ("sin x + 1", sin(x) + 1),
    ],
)
def test_functions(text, value):
    assert parse(text, symbols=SYMBOLS) == value


@pytest.mark.parametrize(
    ("text", "column", "readings"),
    [
        ("1/2x", 3, r"\(1/2\)\*x or 1/\(2\*x\)"),
        ("1/-2x", 4, r"\(1/-2\)\*x or 1/\(-2\*x\)"),
        ("x/2π", 3, r"\(x/2\)\*π or x/\(2\*π\)"),
        ("1/2 sin(x)", 4, r"\(1/2\)\*sin\(x\) or 1/\(2\*sin\(x\)\)"),
        ("e^(-x²/2τ²)", 8, r"or x²/\(2\*τ²\)"),
        ("sin 2x y", 7, r"sin\(2x\)\*y or sin\(2x\*y\)"),
        ("sin x/2", 5, r"sin\(x\)/2 or sin\(x/2\)"),
        ("sin x²", 5, r"sin\(x\)² or sin\(x²\)"),
        ("sin x·y", 5, r"sin\(x\)·y or sin\(x·y\)"),
        ("cos x(x + 1)", 5, r"cos\(x\)\*\(…\) or cos\(x\*\(…\)\)"),
        ("sin⁻¹(x)", 3, r"asin\(…\) or 1/sin\(…\)"),
        ("x^1/2", 3, r"\(x\^\(1\)\)/2 or x\^\(\(1\)/2\)"),
        ("sin^(2)(x)", 3, r"\(sin\(…\)\)\^\(…\) or Derivative"),
        ("sin⁽²⁾(x)", 3, r"\(sin\(…\)\)\^\(…\) or Derivative"),
        ("sin^-1(x)", 3, r"asin\(…\) or 1/sin\(…\)"),
        ("√2x", 2, r"√\(2\)\*x or √\(2\*x\)"),
        ("√x²", 2, r"\(√\(x\)\)² or √\(\(x\)²\)"),
        ("x^2y", 3, r"\(x\^\(2\)\)\*y or x\^\(\(2\)\*y\)"),
        ("e^2x", 3, r"\(e\^\(2\)\)\*x or e\^\(\(2\)\*x\)"),
        ("e^-x/2", 4, r"\(e\^\(-x\)\)/2 or e\^\(\(-x\)/2\)"),
        ("x²^3", 2, "two ways"),
        ("x(t)", 0, r"x\*\(…\)"),
        ("2x(x + 1)", 1, r"x\*\(…\)"),
        ("i(x)", 0, r"i\*\(…\)"),
        ("1(x)", 1, r"1\*\(…\) or step\(…\)"),
        ("x 2", 2, r"x\*2 or x\^2"),
        ("2½", 1, r"2\+½ or 2\*½"),
        ("2e-3x", 4, r"\(2e-3\)\*x or 2\*e-3\*x"),
        ("|x|x||", 4, r"abs\(x\)\*x\*abs\(…\) or abs\(x\*abs\(x\)\)"),
        ("|x|x|x|", 4, r"abs\(x\)\*x\*abs\(x\) or abs\(x\*abs\(x\)\*x\)"),
        ("|a − 2|b| − x|", 8, r"or abs\(a − 2\*abs\(b\) − x\)"),
        ("||x| − 1|", 1, r"abs\(abs\(x\) − 1\)"),
    ],
)
def test_two_readings_are_refused_with_both(text, column, readings):
    with pytest.raises(InvalidInput, match=readings) as caught:
        parse(text, symbols=SYMBOLS)
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("xᵐ", 1, "unknown name 'm'"),
        ("xe^(-x)", 0, r"write x\*e"),
        ("xH(x)", 0, r"write x\*H\(…\)"),
        ("ax", 0, r"write a\*x"),
        ("x2", 0, r"write x\^2, for a product 2\*x"),
        ("x for x > 0, 1 for x < 0", 11, "a ; between them"),
        ("⌊x", 2, "expected '⌋'"),
        ("sinx", 0, r"did you mean sin\(x\)"),
        ("Δx", 0, "unknown name 'Δx'"),
        ("x'", 1, "behind δ only"),
        ("H'(x)", 1, "behind δ only"),
        ("δ'", 2, "expected '\\('"),
        ("x ∗ y", 2, r"a product is written \*, the operation \(f ∗ g\)\(t\), in brackets"),
        ("x ⋆ y", 2, r"the operation \(f ⋆ g\)\(t\)"),
        ("x if x > 0", 2, "value for condition"),
        ("u", 0, r"expected '\(' after the function u"),
        ("exp -x", 0, r"expected '\(' after the function exp"),
        ("√", 1, "what √ is taken of"),
        ("|x", 2, "to close the bar of column 1"),
        ("sin" + " sin" * 50 + " x", None, "nested deeper"),
        ("x⁺", 2, "expected a number"),
    ],
)
def test_what_is_no_notation_is_refused(text, column, message):
    with pytest.raises(InvalidInput, match=message) as caught:
        parse(text, symbols=SYMBOLS)
    assert column is None or caught.value.column == column


@pytest.mark.parametrize("name", ["e", "i", "j", "H", "u", "θ", "δ"])
def test_a_declared_symbol_wins_over_letters(name):
    symbol = Symbol(name, positive=True)
    assert parse(f"2{name} + x", symbols=[symbol]) == 2 * symbol + x
    assert parse(f"{name}²", symbol) == symbol**2
    with pytest.raises(InvalidInput, match="two ways"):
        parse(f"{name}(x)", symbols=[symbol])


def test_a_greek_letter_is_its_english_name_or_itself():
    assert parse("ωx", symbols=[Symbol("ω")]) == Symbol("ω") * x
    assert parse("ωx", symbols=[omega]) == omega * x
    assert parse("λ + λ₁", symbols=[Symbol("lam"), Symbol("lambda_1")]) == Symbol("lam") + Symbol(
        "lambda_1"
    )


def test_true_claims_with_exponent_signs_are_not_new_parameters():
    from symconv import check

    h = parse("(t² + 2t)/2 for t > 0", t)
    assert check.claim(h, parse("(x + 1)u(x)"), parse("u(x)"), x, t)


def test_long_texts_are_read_in_one_pass():
    count = 9_000
    assert parse("1/" * count + "1") == 1
    assert len(read_tree("x " * count)[1].parts) == count
    assert len(read_tree("2|x| + " * count + "1")[1].parts) == count + 1
