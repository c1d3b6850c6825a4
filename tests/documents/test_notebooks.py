"""The notebooks run, and give what they show: text to the letter, pictures where they had some."""

from __future__ import annotations

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="needs nbformat, which is not installed")
nbclient = pytest.importorskip("nbclient", reason="needs nbclient, which is not installed")

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.ipynb"))


def shown(cell):
    """The text of a cell's outputs, and how many pictures it has."""
    text, pictures = "", 0
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream" and output["name"] == "stdout":
            text += output["text"]
        data = output.get("data", {})
        text += data.get("text/plain", "")
        pictures += "image/png" in data
    return text, pictures


def test_all_four_are_there():
    assert [path.stem for path in EXAMPLES] == [
        "filters", "lecture", "sums_of_random_variables", "test_your_kernel",
    ]  # fmt: skip


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")
def test_notebook_gives_what_it_shows(path):
    stored = nbformat.read(path, as_version=4)
    fresh = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(fresh, timeout=300, kernel_name="python3").execute()
    outputs = 0
    for old, new in zip(stored.cells, fresh.cells, strict=True):
        if old.cell_type == "code":
            assert shown(old) == shown(new), old.source
            outputs += bool(shown(old)[0])
    assert outputs >= 4
