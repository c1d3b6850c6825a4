"""The C header: compiled, and its values compared bit by bit."""

from __future__ import annotations

import shutil
import subprocess

import numpy as np
import pytest

from symconv.reference import generate, load
from symconv.reference.header import header_text, identifier

COMPILER = shutil.which("gcc") or shutil.which("cc")
compiled = pytest.mark.skipif(COMPILER is None, reason="needs a C compiler, and there is none")


def c_values(folder, arrays_of):
    """Compile all headers into one program that writes every array to stdout; its output."""
    lines = [f'#include "{name}"' for name in arrays_of]
    lines += ["#include <stdio.h>", "#include <string.h>", "int main(void) {"]
    for file, arrays in arrays_of.items():
        own = identifier(file.removesuffix(".h"))
        for name, array in arrays.items():
            full = f"{own}_{name}"
            if array.dtype.kind == "U":
                lines.append(f"for (int i = 0; i < {full.upper()}_SIZE; i++) puts({full}[i]);")
            else:
                lines.append(f"fwrite({full}, sizeof {full}, 1, stdout);")
    program = folder / "main.c"
    program.write_text("\n".join([*lines, "return 0; }"]), encoding="utf-8")
    flags = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-Wno-unused-const-variable", "-pedantic"]
    command = [COMPILER, *flags, "-o", str(folder / "main"), str(program)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return subprocess.run([str(folder / "main")], capture_output=True, check=True).stdout


def stored(array):
    """The bytes that C has for an array."""
    if array.dtype.kind == "U":
        return "".join(f"{text}\n" for text in array.reshape(-1)).encode()
    return array.astype(np.float32 if array.dtype == np.float16 else array.dtype).tobytes()


@compiled
def test_every_dtype_compiles_to_the_same_bits(made, tmp_path):
    arrays_of = {f"{case.record['case']['stem']}.h": case.arrays for case in load(made).values()}
    for name in arrays_of:
        shutil.copy(made / name, tmp_path / name)
    expected = b"".join(stored(array) for arrays in arrays_of.values() for array in arrays.values())
    found = c_values(tmp_path, arrays_of)
    # A NaN has many bit patterns; C's NAN and NumPy's are both quiet and positive here.
    assert found == expected


@compiled
@pytest.mark.parametrize("name", ["conv1d", "lecture"])
def test_the_headers_of_a_shipped_spec_compile_to_the_same_bits(tmp_path, name):
    generate(name, tmp_path, progress=False, workers=1)
    arrays_of = {f"{c.record['case']['stem']}.h": c.arrays for c in load(tmp_path).values()}
    expected = b"".join(stored(array) for own in arrays_of.values() for array in own.values())
    assert c_values(tmp_path, arrays_of) == expected


@compiled
def test_a_wrong_value_would_be_seen(tmp_path):
    array = np.array([0.1, -3.0])
    text = header_text("one", "one", {"out": array}).replace((0.1).hex(), (0.2).hex())
    (tmp_path / "one.h").write_text(text, encoding="utf-8")
    assert c_values(tmp_path, {"one.h": {"out": array}}) != stored(array)


def test_a_title_cannot_end_the_comment():
    first = header_text("one", "f */ int x; /*", {"out": np.array([1])}).splitlines()[0]
    assert first.count("*/") == 1


def test_identifiers():
    assert identifier("conv-1.d") == "symconv_conv_1_d"
