"""A run killed at any moment: nothing is half, and the next run ends with the same bytes."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time

import pytest

from symconv.reference import generate, verify

SPEC = {
    "case": [
        {
            "name": "sweep",
            "f": "exp(-a*x)*step(x)",
            "g": "x*exp(-2*x)*step(x)",
            "start": 0,
            "stop": 2,
            "step": "1/8",
            "parameters": {"a": {"start": 3, "stop": 9, "step": "1/4"}},
        }
    ]
}
CODE = (
    "import sys\n"
    "from symconv.reference import generate\n"
    "spec = eval(sys.stdin.readline())\n"
    "print('ready', flush=True)\n"
    "generate(spec, sys.argv[1], progress=False, workers=int(sys.argv[2]))\n"
    "print('done', flush=True)\n"
)


def killed_after(seconds, folder, workers):
    """Start a run, kill it after some seconds; whether it had finished."""
    with subprocess.Popen(
        [sys.executable, "-c", CODE, str(folder), str(workers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdin.write(f"{SPEC!r}\n")
        process.stdin.flush()
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        return process.stdout.readline() == "done\n"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL, which is POSIX's")
def test_ten_kills_lose_nothing(tmp_path, contents):
    whole, folder = tmp_path / "whole", tmp_path / "killed"
    started = time.monotonic()
    generate(SPEC, whole, progress=False, workers=1)
    usual = time.monotonic() - started
    expected = contents(whole)
    draw = random.Random(20)
    seen = []
    for number in range(10):
        # The folder is new each time but once: later kills meet a run that resumes another.
        if number % 5 == 0:
            folder = tmp_path / f"killed-{number}"
        finished = killed_after(draw.uniform(0, usual), folder, 1 + number % 2)
        there = contents(folder) if folder.exists() else {}
        named = {name: data for name, data in there.items() if not name.startswith(".")}
        assert named.items() <= expected.items()
        seen.append((finished, len(named)))
    assert any(0 < count < len(expected) for _, count in seen)
    for path in tmp_path.glob("killed-*"):
        generate(SPEC, path, progress=False, workers=1)
        assert contents(path) == expected
        assert verify(path) == 24
