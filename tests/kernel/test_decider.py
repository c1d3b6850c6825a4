"""The concrete decider against quadrature of the defining integral, and on what it must refuse."""

from fractions import Fraction
from math import comb
from random import Random

import mpmath
import pytest

from symconv import kernel
from symconv.kernel import decider, field, refusal
from symconv.kernel.refusal import Fuel

UNIT = [["1", "0"]]


def signal(line=(), right=(), mass=()):
    return {"line": list(line), "right": list(right), "mass": list(mass)}


def accepts(f, g, h, **parts):
    certificate = {"symconv": 1, "kind": "convolution", "op": "convolve", "f": f, "g": g, "h": h}
    try:
        return kernel.check(certificate | parts).status == "proved"
    except kernel.CertificateError as error:
        if error.condition != "product":
            raise
        return False


def number_value(z):
    def poly(p):
        return sum(
            (mpmath.mpf(c.numerator) / c.denominator * mpmath.pi**k for k, c in enumerate(p))
        )

    return mpmath.mpc(poly(z.re), poly(z.im)) / poly(z.den)


def coefficient_value(c):
    return sum(
        (number_value(q) * mpmath.exp(number_value(beta)) for beta, q in c.items()), mpmath.mpf(0)
    )


def function_value(distribution, x):
    """The function part at x, term by term."""
    line, transform = distribution
    total = mpmath.mpc(0)
    for (n, lam), c in line.items():
        total += (
            coefficient_value(c) * x**n / mpmath.factorial(n) * mpmath.exp(number_value(lam) * x)
        )
    for (a, lam, m), c in transform.items():
        shift = x - number_value(a).real
        if lam is not None and shift > 0:
            wave = mpmath.exp(number_value(lam) * shift)
            total += coefficient_value(c) * shift ** (m - 1) / mpmath.factorial(m - 1) * wave
    return total


def breaks(distribution):
    return sorted({number_value(a).real for a, _, _ in distribution[1]} | {mpmath.mpf(0)})


def integral(f, g, t, sign):
    """∫ f(x) g(t − x) dx, or with sign +1 ∫ conj(f(x)) g(t + x) dx, split at the break points."""
    points = breaks(f) + [sign * (b - t) for b in breaks(g)]
    inner = sorted({float(p) for p in points})
    ends = [-mpmath.inf, *map(mpmath.mpf, inner), mpmath.inf]
    left = (
        (lambda x: mpmath.conj(function_value(f, x)))
        if sign > 0
        else (lambda x: function_value(f, x))
    )
    return mpmath.quad(lambda x: left(x) * function_value(g, t + sign * x), ends)


def decaying(random):
    """Both tails decay: a random growing tail on the left, replaced by a decaying one at 0."""
    up = str(Fraction(random.randint(1, 4), 2))
    turn = str(random.randint(-2, 2))
    rate = [str(-Fraction(random.randint(1, 4), 2)), turn]
    n = random.randint(0, 2)
    a = str(Fraction(random.randint(-3, 3), 2))
    weight = [[[str(random.randint(1, 3)), str(random.randint(-2, 2))], str(random.randint(-1, 1))]]
    return signal(
        line=[[0, [up, turn], UNIT]],
        right=[["0", 0, [up, turn], [["-1", "0"]]], ["0", 0, rate, UNIT], [a, n, rate, weight]],
    )


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("op", ["convolve", "correlate"])
def test_product_equals_the_defining_integral(seed, op):
    random = Random(seed)
    f, g = (decider._read(decaying(random)) for _ in range(2))
    sign = -1 if op == "convolve" else 1
    left = f if op == "convolve" else decider._reflected(f, True)
    h = decider._convolution(left, g)
    with mpmath.workdps(20):
        for t in (mpmath.mpf("-1.3"), mpmath.mpf("0.4")):
            assert mpmath.almosteq(function_value(h, t), integral(f, g, t, sign), 1e-8, 1e-8)


def test_compact_part_against_a_growing_tail():
    """box(0, 1) ∗ e^{2x} = (1 − e^{−2})/2 · e^{2x}, though e^{2x} has no strip."""
    box = signal(right=[["0", 0, "0", UNIT], ["1", 0, "0", [["-1", "0"]]]])
    growing = signal(line=[[0, "2", UNIT]])
    expected = signal(line=[[0, "2", [["1/2", "0"], ["-1/2", "-2"]]]])
    assert accepts(box, growing, expected)
    assert accepts(growing, box, expected)
    assert not accepts(box, growing, signal(line=[[0, "2", [["1/2", "0"], ["1/2", "-2"]]]]))


def test_distributional_derivatives():
    """δ′ ∗ box = δ − δ(· − 1); δ″ ∗ (x²/2)H = H; and 1 ∗ δ′ = 0."""
    derivative = signal(mass=[["0", 1, UNIT]])
    box = signal(right=[["0", 0, "0", UNIT], ["1", 0, "0", [["-1", "0"]]]])
    edges = signal(mass=[["0", 0, UNIT], ["1", 0, [["-1", "0"]]]])
    assert accepts(derivative, box, edges)
    parabola = signal(right=[["0", 2, "0", UNIT]])
    assert accepts(signal(mass=[["0", 2, UNIT]]), parabola, signal(right=[["0", 0, "0", UNIT]]))
    assert accepts(signal(line=[[0, "0", UNIT]]), derivative, signal())


def test_numbers_with_pi_and_e():
    """e^{iπ/2·4} = 1 is reduced; 1/(2πi − 1) has a denominator in π."""
    shift = signal(mass=[["2", 0, UNIT]])
    wave = signal(line=[[0, {"pi": ["0", ["0", "1"]]}, UNIT]])
    assert accepts(shift, wave, wave)
    one_sided = signal(right=[["0", 0, {"pi": ["0", ["0", "2"]]}, UNIT]])
    decay = signal(right=[["0", 0, "1", UNIT]])
    ratio = {"pi": ["1"], "over": ["-1", ["0", "2"]]}
    minus = {"pi": ["-1"], "over": ["-1", ["0", "2"]]}
    assert accepts(
        one_sided,
        decay,
        signal(
            right=[
                ["0", 0, {"pi": ["0", ["0", "2"]]}, [[ratio, "0"]]],
                ["0", 0, "1", [[minus, "0"]]],
            ]
        ),
    )


def test_correlation_conjugates_or_not():
    i_delta, i_inverse = (signal(mass=[["1", 1, [[["0", s], "0"]]]]) for s in ("1", "-1"))
    unit = signal(mass=[["0", 0, UNIT]])
    mirrored, plain = (signal(mass=[["-1", 1, [[["0", s], "0"]]]]) for s in ("1", "-1"))
    header = {"op": "correlate"}
    assert accepts(i_delta, unit, mirrored, **header, conjugate=True)
    assert not accepts(i_delta, unit, plain, **header, conjugate=True)
    assert accepts(i_delta, unit, plain, **header, conjugate=False)
    assert accepts(i_inverse, unit, plain, **header, conjugate=True)


def test_correlation_reflects_whole_line_terms():
    """x e^{(1 + i)x} ⋆ δ = conj(−t e^{−(1 + i)t})."""
    wave = signal(line=[[1, ["1", "1"], [[["0", "1"], "0"]]]])
    image = signal(line=[[1, ["-1", "1"], [[["0", "1"], "0"]]]])
    delta = signal(mass=[["0", 0, UNIT]])
    assert accepts(wave, delta, image, op="correlate", conjugate=True)


@pytest.mark.parametrize(
    ("left_rate", "right_rate"),
    [
        ("0", "0"),
        ("1", "1"),
        (["1", "3"], ["1", "2"]),
        ({"pi": ["0", "1"]}, "22/7"),
        ("0", {"pi": ["1"], "over": ["4", "-1"]}),  # 1/(4 − π) > 0, in lowest terms −1/(π − 4)
        ({"pi": ["1"], "over": ["3", "-1"]}, "0"),
    ],
)
def test_divergence_is_refused(left_rate, right_rate):
    """A left tail e^{μx} and a right tail e^{λx} need Re λ < Re μ, strictly."""
    f = signal(line=[[0, left_rate, UNIT]], right=[["0", 0, left_rate, [["-1", "0"]]]])
    g = signal(right=[["0", 0, right_rate, UNIT]])
    for pair in ((f, g), (g, f)):
        with pytest.raises(kernel.CertificateError, match="existence"):
            kernel.check(
                dict(
                    zip(
                        ("symconv", "kind", "op", "f", "g", "h"),
                        (1, "convolution", "convolve", *pair, signal()),
                        strict=True,
                    )
                )
            )


def test_just_convergent_tails_are_decided_by_pi():
    """355/113 exceeds π by 2.7e-7: e^{355x/113} on x < 0 meets e^{πx} on x > 0, and converges."""
    f = decider._read(
        signal(line=[[0, "355/113", UNIT]], right=[["0", 0, "355/113", [["-1", "0"]]]])
    )
    g = decider._read(signal(right=[["0", 0, {"pi": ["0", "1"]}, UNIT]]))
    line, _ = decider._convolution(f, g)
    ((_, coefficient),) = line.items()
    value = coefficient_value(coefficient)
    assert mpmath.almosteq(value, 1 / (mpmath.mpf(355) / 113 - mpmath.pi), 1e-6)


@pytest.mark.parametrize("bits", [8, 64, 300, 1024])
def test_pi_enclosure(bits):
    low, high = field.pi_enclosure(bits)
    with mpmath.workprec(bits + 80):
        assert low < Fraction(int(mpmath.floor(mpmath.pi * 2 ** (bits + 60))), 2 ** (bits + 60))
        assert high > Fraction(int(mpmath.ceil(mpmath.pi * 2 ** (bits + 60))), 2 ** (bits + 60))
    assert high - low < Fraction(1, 2**bits)


def test_numbers_are_a_field():
    random = Random(1)
    for _ in range(30):
        x, y, z = (
            field.read_number(
                {
                    "pi": [[random.randint(-3, 3), random.randint(-3, 3)] for _ in range(2)],
                    "over": [random.randint(-3, 3), [1, random.randint(-2, 2)]],
                }
            )
            for _ in range(3)
        )
        assert (x + y) * z == x * z + y * z
        assert x * y == y * x
        assert (x * y).conjugate() == x.conjugate() * y.conjugate()
        if x:
            assert x * x.inverse() == field.ONE
        assert mpmath.almosteq(number_value(x * y), number_value(x) * number_value(y), 1e-12)


@pytest.mark.parametrize("turn", ["-7/3", "-1/2", "0", "1/2", "1", "3/2", "2", "9/4"])
def test_turns_of_an_exponential_are_powers_of_i(turn):
    q = field.read_number({"pi": [["2", "-1"]]})
    beta = field.read_number({"pi": [["1/3", "1/5"], ["0", turn]]})
    [(exponent, factor)] = field.exponential(q, beta).items()
    assert all(0 <= part < Fraction(1, 2) for part in exponent.im[1:])
    value = number_value(factor) * mpmath.exp(number_value(exponent))
    assert mpmath.almosteq(value, number_value(q) * mpmath.exp(number_value(beta)), 1e-12)


def test_report_states_the_data():
    theorem = kernel.check(
        {
            "symconv": 1,
            "kind": "convolution",
            "op": "convolve",
            "f": signal(line=[[0, "0", UNIT]]),
            "g": signal(mass=[[{"pi": ["0", "1"]}, 0, [["2", ["0", "1"]]]]]),
            "h": signal(line=[[0, "0", [["2", ["0", "1"]]]]]),
        }
    )
    assert theorem.status == "proved"
    assert theorem.conclusions[2] == "g = ((2)·e^(0 + i(1)))·δ^(0)(x − (1·π))"


@pytest.mark.parametrize("n", [40, pytest.param(200, marks=pytest.mark.slow)])
def test_repeated_box(n):
    """box^{∗(n−1)} ∗ box, within the limits of the decider."""

    def power(n):
        terms = [[str(k), n - 1, "0", [[str((-1) ** k * comb(n, k)), "0"]]] for k in range(n + 1)]
        return signal(right=terms)

    assert accepts(power(n - 1), power(1), power(n))


def test_work_is_bounded():
    """High orders against one another: refused for the arithmetic that they would take."""
    left, right = (signal(right=[["0", 1999, rate, UNIT]]) for rate in ("1/7", "2/9"))
    with pytest.raises(kernel.CertificateError, match="fuel"):
        accepts(left, right, left)
    assert refusal.budget.get(None) is None  # what is computed next does not pay for it


def test_real_signs():
    """Of 0, of i, and of quotients whose numerator and denominator may have either sign."""
    assert field.ZERO.real_sign() == field.read_number(["0", "1"]).real_sign() == 0
    for re in ("1", "-2/3"):
        for a, b in ((4, -1), (-4, 1), (3, -1), (-3, 1)):  # 4 − π > 0 and 3 − π < 0, either way
            z = field.read_number({"pi": [[re, "5"]], "over": [str(a), str(b)]})
            assert z.real_sign() == mpmath.sign(number_value(z).real) != 0
    assert field._sign((Fraction(3), Fraction(-1))) == -1
    assert field._sign((Fraction(4), Fraction(-1))) == 1


@pytest.mark.parametrize("factor", ["1/3", "1", "5/2", "-1/3", "-1", "-5/2"])
@pytest.mark.parametrize("bits", [20, 34, 45, 70, 200])
def test_signs_close_to_zero(factor, bits):
    """c (π − r) and c π (π − r) for rationals r within 2^{−bits} of π, on either side."""
    with mpmath.workprec(300):
        numerator = int(mpmath.floor(mpmath.pi * 2**bits))
    c = Fraction(factor)
    for step, side in ((0, 1), (1, -1)):  # r < π, then r > π
        pair = (-c * Fraction(numerator + step, 2**bits), c)
        assert field._sign(pair) == field._sign((Fraction(0), *pair)) == (side if c > 0 else -side)


def test_a_sign_is_found_up_to_the_precision_cap():
    """A rational below π by less than 2^{−600}: 512 bits leave the sign open, 1024 decide it."""
    with mpmath.workprec(700):
        below = Fraction(int(mpmath.floor(mpmath.pi * 2**600)), 2**600)
    difference = field.read_number({"pi": [f"-{below.numerator}/{below.denominator}", "1"]})
    assert difference.real_sign() == 1
    assert (-difference).real_sign() == -1


@pytest.mark.parametrize("conjugated", [True, False])
def test_the_reflection_takes_each_value_at_the_opposite_point(conjugated):
    """(x − a)^n/n! e^{λ(x − a)} on either side of a, and whole-line terms, for n up to 4."""
    random = Random(7)
    for n in range(5):
        rate = [str(random.randint(-2, 2)), str(random.randint(-2, 2))]
        weight = [[["2", str(random.randint(-2, 2))], str(random.randint(-1, 1))]]
        f = decider._read(signal(line=[[n, rate, weight]], right=[["3/2", n, rate, weight],
                                 ["-1/2", 4 - n, ["0", "1"], weight]]))  # fmt: skip
        image = decider._reflected(f, conjugated)
        for x in map(mpmath.mpf, ("-3.1", "-0.7", "0.2", "2.3")):
            value = function_value(f, -x)
            wanted = mpmath.conj(value) if conjugated else value
            assert mpmath.almosteq(function_value(image, x), wanted, 1e-12, 1e-12)


@pytest.mark.parametrize("rates", [("2", ["-1", "3"]), ("1/2", "1/2"), (["0", "1"], ["0", "-1"])])
@pytest.mark.parametrize("orders", [(0, 0), (1, 0), (0, 2), (2, 1), (3, 2)])
def test_causal_products_equal_the_finite_integral(rates, orders):
    """∫_a^{t−b} f(x) g(t − x) dx, for starts a and b other than 0."""
    f, g = (
        decider._read(signal(right=[[start, n, rate, [["3/2", "1"]]]]))
        for start, n, rate in zip(("-1/2", "1"), orders, rates, strict=True)
    )
    h = decider._convolution(f, g)
    for t in (mpmath.mpf("0.1"), mpmath.mpf("2.5")):
        value = 0
        if t > mpmath.mpf("0.5"):
            ends = [mpmath.mpf("-0.5"), t - 1]
            value = mpmath.quad(
                lambda x, t=t: function_value(f, x) * function_value(g, t - x), ends
            )
        assert mpmath.almosteq(function_value(h, t), value, 1e-10, 1e-10)


@pytest.mark.parametrize(
    ("k", "given", "functions", "masses"),
    [
        (1, ["0", 0, "2"], {(0, "2"): "2"}, {0: "1"}),
        (2, ["0", 0, "2"], {(0, "2"): "4"}, {1: "1", 0: "2"}),
        (1, ["0", 1, "2"], {(0, "2"): "1", (1, "2"): "2"}, {}),
        (2, ["1", 2, "3"], {(0, "3"): "1", (1, "3"): "6", (2, "3"): "9"}, {}),
        (4, ["0", 2, "3"], {(0, "3"): "54", (1, "3"): "108", (2, "3"): "81"}, {1: "1", 0: "9"}),
    ],
)
def test_derivatives_of_causal_exponentials(k, given, functions, masses):
    """δ^{(k)} ∗ (x^n/n! e^{λx} H) by the product rule: (x²/2 e^{3x})″ = (1 + 6x + 9x²/2) e^{3x}."""
    derivative, start = signal(mass=[["0", k, UNIT]]), given[0]
    answer = signal(
        right=[[start, n, rate, [[q, "0"]]] for (n, rate), q in functions.items()],
        mass=[[start, order, [[q, "0"]]] for order, q in masses.items()],
    )
    assert accepts(derivative, signal(right=[[*given, UNIT]]), answer)
    assert accepts(signal(right=[[*given, UNIT]]), derivative, answer)


def test_pi_lies_within_the_width_that_is_promised():
    with mpmath.workprec(200):
        pi = Fraction(int(mpmath.floor(mpmath.pi * 2**180)), 2**180)
    for bits in range(1, 120):
        low, high = field.pi_enclosure(bits)
        assert low < pi < high
        assert high - low < Fraction(1, 2**bits)


PI_RATE = {"pi": ["1", "2", "0", "-1"], "over": ["4", "-1"]}
TEXTS = {
    "0": signal(),
    "1": signal(line=[[0, "0", UNIT]]),
    "x": signal(line=[[1, "0", UNIT]]),
    "3·x^2/2!": signal(line=[[2, "0", [["3", "0"]]]]),
    "x·e^((2)·x)": signal(line=[[1, "2", UNIT]]),
    "(-1)·e^((-1/2)·x)": signal(line=[[0, "-1/2", [["-1", "0"]]]]),
    "[x > 0]": signal(right=[["0", 0, "0", UNIT]]),
    "(x)·[x > 0]": signal(right=[["0", 1, "0", UNIT]]),
    "(x − 2)·[x > 2]": signal(right=[["2", 1, "0", UNIT]]),
    "5·(x − (-1/2))^2/2!·e^((0 + i(1))·(x − (-1/2)))·[x > -1/2]": signal(
        right=[["-1/2", 2, ["0", "1"], [["5", "0"]]]]
    ),
    "δ^(1)(x)": signal(mass=[["0", 1, UNIT]]),
    "δ^(0)(x − 3)": signal(mass=[["3", 0, UNIT]]),
    "δ^(2)(x − (-3))": signal(mass=[["-3", 2, UNIT]]),
    "(2 + (1)·e^(1))": signal(line=[[0, "0", [["2", "0"], ["1", "1"]]]]),
    "1 + (1/2)·δ^(0)(x)": signal(line=[[0, "0", UNIT]], mass=[["0", 0, [["1/2", "0"]]]]),
    "(3·π^2)·e^(((-1 + -2·π + 1·π^3)/(-4 + 1·π))·x)": signal(
        line=[[0, PI_RATE, [[{"pi": ["0", "0", "3"]}, "0"]]]]
    ),
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_distribution_in_words(text):
    assert decider._text(decider._read(TEXTS[text])) == text


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ({}, "f ∗ g"),
        ({"op": "correlate", "conjugate": True}, "f ⋆ g"),
        ({"op": "correlate", "conjugate": False}, "conj(f) ⋆ g"),  # as ⋆ conjugates once more
    ],
)
def test_the_report_names_the_operation(header, name):
    unit = signal(mass=[["0", 0, UNIT]])
    certificate = {"symconv": 1, "kind": "convolution", "op": "convolve"}
    theorem = kernel.check(certificate | header | dict.fromkeys("fgh", unit))
    assert (theorem.name, theorem.hypotheses, theorem.steps) == (f"{name} = h", (), 0)
    shown = [f"{letter} = δ^(0)(x)" for letter in "fgh"]
    assert theorem.conclusions == (f"{name} exists and equals h almost everywhere", *shown)
    assert theorem.axioms == theorem.oracles == theorem.gaps == ()


def test_an_arc_tangent_lies_between_its_partial_sums():
    for n in (5, 239):
        for bits in range(1, 60):
            low, high = field._atan_inverse(n, bits)
            with mpmath.workprec(200):
                value = mpmath.atan(mpmath.mpf(1) / n)
                below, above = (mpmath.mpf(z.numerator) / z.denominator for z in (low, high))
                assert below < value < above


@pytest.mark.parametrize(
    ("p", "q", "price"),
    [
        ([1, 1, 1], [1, -1, 1, -1, 1], 16),  # one, and one for each of 15 products
        ([2**100], [Fraction(1, 2**100)], 6),  # 102 bits by 102 bits: 2 full units each, and one
        ([], [2**4095], 1),
        ([2**4094, 0], [1], 9),  # 4096 bits by 2 bits
    ],
)
def test_the_price_of_a_product(p, q, price):
    """(1 + number of products) (1 + bits · bits / 64²), with the longest coefficients."""
    fuel = Fuel(1000)
    token = refusal.budget.set(fuel)
    try:
        field._spend(tuple(map(Fraction, p)), tuple(map(Fraction, q)))
    finally:
        refusal.budget.reset(token)
    assert 1000 - fuel.left == price


def test_a_division_has_a_price():
    fuel = Fuel(1000)
    token = refusal.budget.set(fuel)
    try:
        field._divmod((Fraction(1),) * 7, (Fraction(1),) * 3)
    finally:
        refusal.budget.reset(token)
    assert 1000 - fuel.left == 22


def two_sided(rate):
    """e^{−rate |x|}."""
    decay = [["0", 0, rate, [["-1", "0"]]], ["0", 0, f"-{rate}", UNIT]]
    return signal(line=[[0, rate, UNIT]], right=decay)


def test_two_sided_exponentials():
    """2 (a e^{−b|t|} − b e^{−a|t|})/(a² − b²) for rates a and b; (1 + |t|) e^{−|t|} for 1 and 1."""
    slow, fast = [["4/3", "0"]], [["-2/3", "0"]]
    minus_slow, minus_fast = [["-4/3", "0"]], [["2/3", "0"]]
    answer = signal(
        line=[[0, "1", slow], [0, "2", fast]],
        right=[["0", 0, "1", minus_slow], ["0", 0, "2", minus_fast],
               ["0", 0, "-1", slow], ["0", 0, "-2", fast]],
    )  # fmt: skip
    assert accepts(two_sided("1"), two_sided("2"), answer)
    minus = [["-1", "0"]]
    equal = signal(
        line=[[0, "1", UNIT], [1, "1", minus]],
        right=[["0", 0, "1", minus], ["0", 1, "1", UNIT],
               ["0", 0, "-1", UNIT], ["0", 1, "-1", UNIT]],
    )  # fmt: skip
    assert accepts(two_sided("1"), two_sided("1"), equal)
    assert not accepts(two_sided("1"), two_sided("2"), equal)


def test_left_tails_against_each_other():
    """e^x [x < 0] ∗ e^{2x} [x < 0] = (e^t − e^{2t}) [t < 0]."""
    minus = [["-1", "0"]]
    f, g = (signal(line=[[0, r, UNIT]], right=[["0", 0, r, minus]]) for r in "12")
    answer = signal(
        line=[[0, "1", UNIT], [0, "2", minus]], right=[["0", 0, "1", minus], ["0", 0, "2", UNIT]]
    )
    assert accepts(f, g, answer)
    assert accepts(g, f, answer)


def test_a_two_sided_tail_against_a_box():
    """e^{−|x|} ∗ box(0, 1): (1 − 1/e) e^t, then 2 − e^{−t} − e^{t−1}, then (e − 1) e^{−t}."""
    box = signal(right=[["0", 0, "0", UNIT], ["1", 0, "0", [["-1", "0"]]]])
    minus, two, minus_two = ([[q, "0"]] for q in ("-1", "2", "-2"))
    answer = signal(
        line=[[0, "1", [["1", "0"], ["-1", "-1"]]]],
        right=[["0", 0, "0", two], ["0", 0, "-1", minus], ["0", 0, "1", minus],
               ["1", 0, "0", minus_two], ["1", 0, "-1", UNIT], ["1", 0, "1", UNIT]],
    )  # fmt: skip
    assert accepts(two_sided("1"), box, answer)
    assert accepts(box, two_sided("1"), answer)


@pytest.mark.parametrize(("m", "n"), [(0, 2), (1, 2), (3, 1)])
def test_orders_of_masses_add_up(m, n):
    """δ^{(m)}(x − 1) ∗ δ^{(n)}(x + 3) = δ^{(m + n)}(t + 2), by the Laplace transform."""
    f, g = signal(mass=[["1", m, UNIT]]), signal(mass=[["-3", n, UNIT]])
    assert accepts(f, g, signal(mass=[["-2", m + n, UNIT]]))
    assert not accepts(f, g, signal(mass=[["-2", max(m, n) - 1, UNIT]]))
