"""What a person waits for: starting, and a file of 100,000 × 10 read, run and told."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from pairs import Pair

from ravine.data.files import read_table
from ravine.experiment import Experiment
from ravine.report import run_sections


def process(*words: str) -> Callable[[], Any]:
    return lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True)


def starting() -> list[Pair]:
    nothing, numpy = process("-c", "pass"), process("-c", "import numpy")
    return [
        Pair("import ravine, every name", process("-c", "from ravine import *"), "import numpy", numpy),
        Pair("ravine --help", process("-m", "ravine", "--help"), "python -c pass", nothing),
    ]


def a_file(folder: Path, m: int = 100_000, d: int = 10) -> list[Pair]:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(m, d)) * 10.0 ** rng.integers(-2, 3, d)
    y = x @ rng.normal(size=d) + rng.normal(size=m)
    file = folder / "rows.csv"
    header = ",".join([*(f"x{j}" for j in range(d)), "y"])
    np.savetxt(file, np.column_stack([x, y]), delimiter=",", header=header, comments="", fmt="%.8g")

    def run() -> Any:
        asked = Experiment(read_table(file).choose("y").data)
        experiment = asked.resolve()
        traces = {run.engine: experiment.descend(run) for run in experiment.runs}
        return run_sections(asked, traces)

    def loaded() -> Any:
        return np.loadtxt(file, delimiter=",", skiprows=1)

    return [
        Pair(f"read a CSV of {m:,} x {d}", lambda: read_table(file).choose("y"), "numpy.loadtxt", loaded),
        Pair("read it, run 100 epochs, say everything", run, "numpy.loadtxt alone", loaded),
    ]
