"""symconv prove F G: the certificate is written, re-checked by `verify`, and never called more."""

import json

import pytest

from symconv import kernel
from symconv.cli import frame


def test_a_pair_is_proved_and_its_certificate_stands_alone(tmp_path, capsys):
    path = tmp_path / "certificate.json"
    assert frame.main(["prove", "box(0,1)", "exp(-x) for x > 0", "--out", str(path)]) == 0
    assert "proved" in capsys.readouterr().out
    certificate = json.loads(path.read_text(encoding="utf-8"))
    assert certificate["kind"] == "convolution"
    assert kernel.check(certificate).status == "proved"
    assert frame.main(["verify", str(path)]) == 0
    certificate["h"]["right"] = []
    path.write_text(json.dumps(certificate), encoding="utf-8")
    assert frame.main(["verify", str(path)]) == 1


def test_a_correlation_has_a_certificate_of_its_own(tmp_path, capsys):
    path = tmp_path / "certificate.json"
    assert frame.main(["prove", "--correlate", "box(0,1)", "x*box(0,2)", "--out", str(path)]) == 0
    assert json.loads(path.read_text(encoding="utf-8"))["op"] == "correlate"


def test_what_the_kernel_cannot_check_rests_on_an_oracle(capsys):
    assert frame.main(["prove", "exp(-x**2)", "box(0,1)"]) != 0
    assert "oracle" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["comutativity"], "did you mean commutativity"),
        (["zzzz"], "--list"),
        (["box(0,1)", "x", "x"], "no law is called"),
    ],
)
def test_an_unknown_law_is_bad_input(arguments, message, capsys):
    assert frame.main(["prove", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_the_list_is_the_shipped_laws(capsys):
    assert frame.main(["prove", "--list"]) == 0
    assert capsys.readouterr().out.split() == [law["name"] for law in kernel.laws()]


def test_an_unwritable_file_is_one_line(tmp_path, capsys):
    arguments = ["prove", "box(0,1)", "box(0,1)", "--out", str(tmp_path / "none" / "c.json")]
    assert frame.main(arguments) == 2
    assert "cannot write" in capsys.readouterr().err
