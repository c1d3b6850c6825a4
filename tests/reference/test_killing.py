"""A run killed at any moment: nothing is half, and the next run ends with the same bytes."""

from __future__ import annotations

import json
import multiprocessing
import os
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
            "parameters": {"a": {"start": 3, "stop": 9, "step": "1/2"}},
        }
    ]
}


def killed_at(count, delay, folder, workers):
    """Start a run in a process of its own; kill it once so many files are there."""
    process = multiprocessing.get_context("fork").Process(
        target=generate, args=(SPEC, folder), kwargs={"progress": False, "workers": workers}
    )
    process.start()
    while process.is_alive() and len(files(folder)) < count:
        time.sleep(0.0005)
    time.sleep(delay)
    process.kill()
    process.join()
    return process.exitcode == 0


def files(folder):
    return list(folder.iterdir()) if folder.exists() else []


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="needs fork, which is POSIX's"
)
def test_ten_kills_lose_nothing(tmp_path, contents):
    whole = tmp_path / "whole"
    generate(SPEC, whole, progress=False, workers=1)
    expected = contents(whole)
    draw = random.Random(20)
    interrupted = 0
    for number in range(10):
        # Every second run resumes the one before.
        folder = tmp_path / f"killed-{number // 2}"
        there = len(files(folder))
        count = draw.randrange(there, len(expected)) if there < len(expected) else there
        finished = killed_at(count, draw.uniform(0, 0.003), folder, 1 + number // 2 % 2)
        named = {path.name: path for path in files(folder) if not path.name.startswith(".")}
        assert all(path.read_bytes() == expected[name] for name, path in named.items())
        interrupted += not finished and len(named) < len(expected)
    assert interrupted >= 5
    for path in tmp_path.glob("killed-*"):
        generate(SPEC, path, progress=False, workers=1)
        assert contents(path) == expected
        assert verify(path) == 12


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups, which are POSIX's")
def test_ctrl_c_ends_soon_with_exit_130(tmp_path):
    slow = {**SPEC["case"][0], "parameters": {"a": {"start": 3, "stop": 300, "step": 1}}}
    code = (
        "import json, sys\n"
        "from symconv.cli import main\n"
        "sys.exit(main(['reference', sys.argv[1], '--out', sys.argv[2], '--workers', '2']))\n"
    )
    spec, folder = tmp_path / "spec.toml", tmp_path / "out"
    lines = [
        f"{key} = {json.dumps(slow[key])}" for key in ("name", "f", "g", "start", "stop", "step")
    ]
    sweep = "parameters = { a = { start = 3, stop = 300, step = 1 } }"
    spec.write_text("\n".join(["[[case]]", *lines, sweep]))
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(spec), str(folder)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while process.poll() is None and len(files(folder)) < 20:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130, error
    assert error == "symconv: interrupted\n"
    assert 20 <= len(files(folder)) < 7 * 297
