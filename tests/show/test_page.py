"""The animation's page in a headless Chromium: it loads, moves, switches, and logs no error."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import sympy
from sympy import DiracDelta, Heaviside, exp

from symconv import box, parse
from symconv.show import animate
from symconv.show.page import page
from symconv.show.picture import both_operators

x = sympy.Symbol("x", real=True)
F, G = box(x, -1, 2), parse("1 - abs(x)/5 for x > 0", x)
BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=1200,800",
]  # fmt: skip


class Session:
    """A WebDriver session over HTTP, with the standard library."""

    def __init__(self, port: int, profile: Path):
        self.base = f"http://127.0.0.1:{port}"
        options = {"binary": BROWSER, "args": [*FLAGS, f"--user-data-dir={profile}"]}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.base += f"/session/{answer['sessionId']}"

    def ask(self, method, path, data=None):
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(self.base + path, body, method=method)
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def run(self, script):
        return self.ask("POST", "/execute/sync", {"script": script, "args": []})

    def errors(self):
        entries = self.ask("POST", "/se/log", {"type": "browser"})
        return [entry for entry in entries if entry["level"] == "SEVERE"]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if not (BROWSER and DRIVER):
        pytest.skip("no chromium with chromedriver on this machine")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    session = None
    try:
        for _ in range(60):
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                session = Session(port, tmp_path_factory.mktemp("profile"))
                break
            time.sleep(0.25)
        if session is None:
            pytest.fail("chromedriver does not answer")
        yield session
        session.ask("DELETE", "")
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def opened(browser, tmp_path):
    def show(film):
        path = film.save(tmp_path / "page.html")
        browser.errors()
        browser.ask("POST", "/url", {"url": path.as_uri()})
        return browser

    return show


SLIDE = (
    "const s = document.getElementById('slider'); s.value = {t};"
    "s.dispatchEvent(new Event('input'));"
    "return ['kernel', 'area', 'trace'].map(i => document.getElementById(i).getAttribute('d'))"
    ".concat(document.getElementById('value').textContent,"
    " document.getElementById('formula').textContent)"
)
PRESS = "document.dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}'}}));"


def numbers(words):
    return [float(n.replace("\u2212", "-")) for n in re.findall(r"[\u2212-]?\d+\.\d+", words)]


def test_the_slider_moves_the_picture_and_the_formula(opened):
    session = opened(animate(F, G, x))
    early, late = session.run(SLIDE.format(t=0.5)), session.run(SLIDE.format(t=4))
    assert all(a != b for a, b in zip(early, late, strict=True))
    assert len(early[2]) < len(late[2])
    for words, exact in ((early[3], 51 / 40), (late[3], 33 / 10 - 12 / 5)):
        assert numbers(words)[1] == pytest.approx(exact, abs=2e-3)
    assert not session.errors()


def test_both_operators_can_be_chosen_and_keys_work(opened):
    session = opened(animate(F, G, x))
    assert "t\u2212x" in session.run("return document.getElementById('head').textContent")
    session.run(PRESS.format(key="c"))
    assert "t+x" in session.run("return document.getElementById('head').textContent")
    words = session.run(SLIDE.format(t=0))[3]
    assert numbers(words) == [0, 1.6]
    session.run(PRESS.format(key="ArrowRight"))
    assert numbers(session.run("return document.getElementById('value').textContent"))[0] > 0
    session.run(PRESS.format(key="n"))
    current = session.run("return document.querySelector('tr.current').textContent")
    assert current.startswith("③")
    assert not session.errors()


def test_it_plays_and_halts_at_a_case_change(opened):
    session = opened(animate(F, G, x))
    session.run(SLIDE.format(t=1.85))
    session.run("document.getElementById('play').click()")
    seen = []
    for _ in range(40):
        seen.append(numbers(session.run("return document.getElementById('value').textContent"))[0])
        time.sleep(0.05)
    assert seen[-1] > 2.02
    assert seen.count(2.0) >= 3
    session.run(PRESS.format(key=" "))
    assert session.run("return document.getElementById('play').ariaLabel") == "play"
    assert not session.errors()


def test_masses_and_a_divergent_operator_are_shown(opened):
    session = opened(animate(2 * DiracDelta(x) + box(x, 0, 1), exp(-x) * Heaviside(x), x))
    assert "arrows" in session.run("return document.getElementById('value').textContent")
    session = opened(animate(G, G, x))
    session.run(PRESS.format(key="c"))
    assert "diverges" in session.run("return document.getElementById('head').textContent")
    session.run(PRESS.format(key="c"))
    assert session.run(SLIDE.format(t=3))[1]
    assert not session.errors()


def test_an_error_in_the_page_would_be_noticed(opened, browser, tmp_path):
    opened(animate(F, G, x))
    broken = (
        (tmp_path / "page.html").read_text(encoding="utf-8").replace("choose(op);", "gone(op);")
    )
    (tmp_path / "broken.html").write_text(broken, encoding="utf-8")
    browser.ask("POST", "/url", {"url": (tmp_path / "broken.html").as_uri()})
    assert browser.errors()


def test_the_data_hold_what_was_sampled_and_cannot_end_the_script():
    found, refused = both_operators(F, G, x)
    written = page(found, refused, "convolve")
    data = json.loads(re.search(r'<script id="data"[^>]*>(.*?)</script>', written, re.S)[1])
    assert set(data["views"]) == {"convolve", "correlate"}
    view = data["views"]["convolve"]
    assert view["stops"] == [-1, 2]
    assert [case["high"] for case in view["cases"]] == [-1, 2, None]
    assert all(setup["math"] or index == 0 for index, setup in enumerate(view["setups"]))
    assert written.count("</script>") == 2
