"""Cases whose f and g are functions: what their tables may say, and the sweeps over parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import sympy

from symconv.deciding import constants
from symconv.errors import InvalidInput
from symconv.parsing import parse
from symconv.reference.keys import At, Reader, number_format, rational

__all__ = ["FUNCTION", "grid_points", "posed", "read_function_cases"]

FUNCTION = "function"
OPERATIONS = ("convolve", "correlate")
KINDS = ("line", "causal", "circular", "mellin")
RULES = ("midpoint", "left")
_KEYS = (
    *("name", "f", "g", "op", "kind", "period", "conjugate", "principal_value"),
    *("start", "stop", "step", "points", "rule", "dtype", "digits", "parameters", "timeout"),
)
_MOST_POINTS = 1_000_000
_MOST_CASES = 1_000_000
_VARIABLES = ("x", "t")


def read_function_cases(table: Mapping[str, Any], at: At, timeout: float) -> list[dict[str, Any]]:
    """The cases of one table: one per point of its sweeps; `timeout` where it states none.

    Raises InvalidInput.
    """
    reader = Reader(table, at, _KEYS)
    base: dict[str, Any] = {
        "type": FUNCTION,
        "f": reader.text("f"),
        "g": reader.text("g"),
        "op": reader.word("op", OPERATIONS, "convolve"),
        "kind": reader.word("kind", KINDS, "line"),
        "principal_value": reader.flag("principal_value", False),
        **number_format(reader),
        **_places(reader),
        "timeout": _timeout(reader, timeout),
    }
    if base["op"] == "correlate":
        base["conjugate"] = reader.flag("conjugate", True)
    elif "conjugate" in reader:
        reader.get("conjugate")
        raise InvalidInput("only a correlation conjugates its first function")
    if base["kind"] == "circular" or "period" in reader:
        base["period"] = reader.get("period") if "period" in reader else reader.text("period")
    parameters = _parameters(reader)
    _check_texts(base, parameters, at)
    return list(_spread(str(table["name"]), base, parameters))


def _places(reader: Reader) -> dict[str, Any]:
    """The output points: a grid [start, stop) with a step, or a list."""
    if "points" in reader:
        for key in ("start", "stop", "step", "rule"):
            if key in reader:
                reader.get(key)
                raise InvalidInput("give points, or start, stop and step")
        points = reader.get("points")
        if not isinstance(points, list) or not 0 < len(points) <= _MOST_POINTS:
            raise InvalidInput(f"expected a list of 1 to {_MOST_POINTS} numbers")
        return {"points": [str(rational(point)) for point in points]}
    grid = {key: reader.number(key) for key in ("start", "stop", "step")}
    if grid["step"] <= 0:
        raise InvalidInput(f"must be positive, not {grid['step']}")
    reader.get("stop")
    if grid["stop"] <= grid["start"]:
        raise InvalidInput(f"must lie above start, but {grid['stop']} <= {grid['start']}")
    if (grid["stop"] - grid["start"]) / grid["step"] > _MOST_POINTS:
        raise InvalidInput(f"more than {_MOST_POINTS} points")
    rule = reader.word("rule", RULES, "midpoint")
    return {**{key: str(value) for key, value in grid.items()}, "rule": rule}


def _timeout(reader: Reader, default: float) -> float:
    if "timeout" not in reader:
        return default
    value = reader.get("timeout")
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 86400:
        raise InvalidInput(f"expected whole seconds from 1 to 86399, not {str(value)[:40]!r}")
    return int(value)


def _parameters(reader: Reader) -> dict[str, list[str]]:
    """For each parameter its values, as texts; more than one value is a sweep."""
    table = reader.get("parameters", {})
    if not isinstance(table, Mapping):
        raise InvalidInput("expected a table such as { a = '1/2', b = [1, 2, 3] }")
    found: dict[str, list[str]] = {}
    total = 1
    for name, value in table.items():
        if not name.isidentifier() or name in _VARIABLES:
            raise InvalidInput(f"{name[:40]!r} cannot be a parameter")
        found[name] = [_value(name, item) for item in _values(name, value)]
        total *= len(found[name])
        if not 0 < total <= _MOST_CASES:
            raise InvalidInput(f"the sweeps make {total} cases; expected 1 to {_MOST_CASES}")
    return found


def _values(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        if set(value) != {"start", "stop", "step"}:
            raise InvalidInput(f"{name}: a range is {{ start = …, stop = …, step = … }}")
        start, stop, step = (rational(value[key]) for key in ("start", "stop", "step"))
        count = -((start - stop) // step) if step else 0
        if not 0 < count <= _MOST_CASES:
            raise InvalidInput(f"{name}: the range has no values, or too many")
        return [str(start + k * step) for k in range(int(count))]
    return value if isinstance(value, list) else [value]


def _value(name: str, value: Any) -> str:
    """An exact number as the text that parse reads back."""
    if isinstance(value, str):
        number = parse(value, sympy.Symbol("x", real=True))
        if number.free_symbols or not number.is_number or number.is_finite is False:
            raise InvalidInput(f"{name}: {value[:40]!r} is no number")
        return str(number)
    return str(rational(value))


def _spread(
    name: str, base: dict[str, Any], parameters: dict[str, list[str]]
) -> Iterator[dict[str, Any]]:
    swept = [key for key, values in parameters.items() if len(values) > 1]
    for number, chosen in enumerate(product(*parameters.values())):
        values = dict(zip(parameters, chosen, strict=True))
        case = {**base, "name": name, "stem": name, "parameters": values}
        if swept:
            case["name"] = f"{name}[{','.join(f'{key}={values[key]}' for key in swept)}]"
            case["stem"] = f"{name}.{number:06d}"
        yield case


def _check_texts(base: dict[str, Any], parameters: dict[str, list[str]], at: At) -> None:
    """Parse f and g once, so that a slip in a text is an error of the spec."""
    at("parameters")
    values = {key: [_number(text) for text in texts] for key, texts in parameters.items()}
    symbols = {key: _symbol(key, numbers) for key, numbers in values.items()}
    for key in ("f", "g"):
        at(key)
        parse(base[key], symbols=symbols.values())
    if "period" in base:
        at("period")
        base["period"] = str(_period(base["period"]))
        if base["kind"] != "circular":
            raise InvalidInput("only kind 'circular' has a period")


def _period(value: Any) -> sympy.Expr:
    period = _number(_value("period", value))
    if constants.sign(period) != 1:
        raise InvalidInput(f"expected a positive number, not {value!r}")
    return period


def _number(text: str) -> sympy.Expr:
    return parse(text, sympy.Symbol("x", real=True))


def _symbol(name: str, values: list[sympy.Expr]) -> sympy.Symbol:
    """A symbol that assumes nothing its values do not have."""
    real = all(constants.is_real(value) is True for value in values)
    return sympy.Symbol(name, real=True) if real else sympy.Symbol(name, complex=True)


def posed(case: Mapping[str, Any], x: sympy.Symbol) -> tuple[sympy.Expr, sympy.Expr]:
    """f and g of a case as expressions in x, the parameters put in."""
    numbers = {key: _number(text) for key, text in case["parameters"].items()}
    symbols = {key: _symbol(key, [number]) for key, number in numbers.items()}
    given = {symbols[key]: number for key, number in numbers.items()}
    f, g = (parse(case[key], x, symbols=symbols.values()).subs(given) for key in ("f", "g"))
    return f, g


def grid_points(case: Mapping[str, Any]) -> list[Fraction]:
    """The output points of a case."""
    if "points" in case:
        return [Fraction(text) for text in case["points"]]
    start, stop, step = (Fraction(case[key]) for key in ("start", "stop", "step"))
    return [start + k * step for k in range(int(-((start - stop) // step)))]
