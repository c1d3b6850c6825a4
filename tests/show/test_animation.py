from __future__ import annotations

import pytest
import sympy

from symconv import CrossCorrelation, box, parse
from symconv.errors import DivergentIntegral, InvalidInput
from symconv.show import animate

x, t = sympy.Symbol("x", real=True), sympy.Symbol("t", real=True)
F, G = box(x, -1, 2), parse("1 - abs(x)/5 for x > 0", x)


def test_the_gif_has_every_frame_and_halts_where_the_case_changes(tmp_path, monkeypatch):
    pytest.importorskip("matplotlib", reason="GIFs need the extra symconv[plot]")
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from PIL import Image

    film = animate(F, G, x)
    drawn, axes = [], []
    draw, make = Figure.draw, Axes.__init__
    monkeypatch.setattr(Figure, "draw", lambda *a, **kw: (drawn.append(a[0]), draw(*a, **kw))[1])
    monkeypatch.setattr(Axes, "__init__", lambda *a, **kw: (axes.append(a[0]), make(*a, **kw))[1])
    path = film.save(tmp_path / "a.gif")
    assert len(drawn) == len(film.frames) + 1  # each frame once, after the first layout
    assert len(axes) == 3  # the scene is laid out once
    with Image.open(path) as image:
        assert image.n_frames == len(film.frames) >= 30
        durations = []
        for index in range(image.n_frames):
            image.seek(index)
            durations.append(image.info["duration"])
        stops = [index for index, frame in enumerate(film.frames) if frame.stops]
        assert all(durations[index] > 5 * durations[index - 1] for index in stops)
        assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_frames_differ_and_the_first_shows_no_area():
    pytest.importorskip("matplotlib", reason="frames need the extra symconv[plot]")
    from symconv.show.drawing import settings
    from symconv.show.scene import Scene

    film = animate(F, G, x)
    with settings():
        scene = Scene(film.picture)
        first, middle = (scene.drawn(film.frames[k]) for k in (0, len(film.frames) // 3))
    assert first.shape == middle.shape
    shaded = (abs(middle[..., :3].astype(int) - [245, 214, 140]).sum(axis=2) < 60).sum()
    before = (abs(first[..., :3].astype(int) - [245, 214, 140]).sum(axis=2) < 60).sum()
    assert shaded > 20 * (before + 1)


def test_the_page_is_one_file_without_a_network(tmp_path):
    path = animate(F, G, x).save(tmp_path / "a.html")
    page = path.read_text(encoding="utf-8")
    assert path.stat().st_size < 2_000_000
    outside = page.replace("http://www.w3.org/2000/svg", "")
    assert "http" not in outside
    assert '<link rel="icon" href="data:,">' in page
    assert page.count("</script>") == 2


def test_a_notebook_shows_it_in_a_frame():
    shown = animate(F, G, x, op="correlate")._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert "&lt;svg" in shown


def test_names_nodes_and_refusals(tmp_path):
    with pytest.raises(InvalidInput, match=r"\.gif or \.html"):
        animate(F, G, x).save(tmp_path / "a.mp4")
    with pytest.raises(InvalidInput, match="op="):
        animate(F, G, x, op="star")
    with pytest.raises(DivergentIntegral):
        animate(G, G, x, op="correlate")
    assert animate(CrossCorrelation(F, G, x, t)).op == "correlate"
