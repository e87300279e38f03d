"""`make bench`: one table, each row the median ratio of paired runs, taken in turn in one process tree."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import torch
from rich.console import Console
from rich.table import Table

import ravine as rv
from ravine.data.files import read_table
from ravine.experiment import Experiment
from ravine.report import run_sections

RUNS = 5

Row = tuple[str, Callable[[], Any], str, Callable[[], Any]]


def process(*words: str) -> Callable[[], Any]:
    return lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True)


def starting() -> list[Row]:
    """What a person waits for before anything happens."""
    nothing, numpy = process("-c", "pass"), process("-c", "import numpy")
    return [
        ("import ravine, every name", process("-c", "from ravine import *"), "import numpy", numpy),
        ("ravine --help", process("-m", "ravine", "--help"), "python -c pass", nothing),
    ]


def a_file(folder: Path, m: int = 100_000, d: int = 10) -> list[Row]:
    """A file of 100,000 × 10: read, 100 epochs, and everything that `ravine run` says."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(m, d)) * 10.0 ** rng.integers(-2, 3, d)
    y = x @ rng.normal(size=d) + rng.normal(size=m)
    file = folder / "rows.csv"
    header = ",".join([*(f"x{j}" for j in range(d)), "y"])
    np.savetxt(file, np.column_stack([x, y]), delimiter=",", header=header, comments="", fmt="%.8g")

    def ours() -> Any:
        asked = Experiment(read_table(file).choose("y").data)
        experiment = asked.resolve()
        traces = {run.engine: experiment.descend(run) for run in experiment.runs}
        return run_sections(asked, traces)

    def epochs_in_torch() -> None:
        features, targets = torch.from_numpy(x), torch.from_numpy(y)
        W, b = torch.zeros(d, dtype=torch.float64, requires_grad=True), torch.zeros(1, dtype=torch.float64)
        b.requires_grad_()
        optimizer = torch.optim.SGD([W, b], lr=1e-7)
        for _ in range(100):
            cost = torch.mean((features @ W + b - targets) ** 2)
            optimizer.zero_grad()
            cost.backward()
            optimizer.step()

    design = np.column_stack([x, np.ones(m)])
    return [
        ("run, 100,000 x 10, 100 epochs, all included", ours, "100 PyTorch epochs alone", epochs_in_torch),
        (
            "read it",
            lambda: read_table(file).choose("y"),
            "numpy.loadtxt",
            lambda: np.loadtxt(file, delimiter=",", skiprows=1),
        ),
        (
            "theory of it",
            lambda: rv.theory(rv.Cost(rv.Data(x, y))).best_lr,  # new rows each time: their triangle is kept
            "numpy.linalg.lstsq",
            lambda: np.linalg.lstsq(design, y, rcond=None),
        ),
    ]


def the_lab(epochs: int = 10_000) -> list[Row]:
    """The lab by hand, with its whole trace, against the same loop in PyTorch."""
    x, y = [[1.0], [2.0], [3.0]], [1.0, 2.0, 3.0]
    features, targets = torch.tensor([1.0, 2.0, 3.0]), torch.tensor(y)

    def ours() -> Any:
        return rv.descend(
            x, y, bias=False, gradient="half_sum", dtype="float32", optimizer=rv.SGD(0.1), epochs=epochs
        )

    def tensors() -> None:
        W, log = torch.zeros(1), []
        for _ in range(epochs):
            cost = torch.mean((W * features - targets) ** 2)
            gradient = torch.sum((W * features - targets) * features)
            log.append((W.item(), cost.item(), gradient.item()))
            W = W - 0.1 * gradient

    def optimizer() -> None:
        W, log = torch.zeros(1, requires_grad=True), []
        rule = torch.optim.SGD([W], lr=0.15)
        for _ in range(epochs):
            cost = torch.mean((W * features - targets) ** 2)
            rule.zero_grad()
            cost.backward()
            log.append((W.item(), cost.item()))
            rule.step()

    name = f"the lab by hand, {epochs:,} epochs"
    return [(name, ours, "the loop on tensors", tensors), (name, ours, "autograd and optim.SGD", optimizer)]


def main() -> None:
    """Run all rows and print the table."""
    torch.set_num_threads(2)
    table = Table("work", "seconds", "against", "seconds", "ratio", title=f"medians of {RUNS} paired runs")
    with tempfile.TemporaryDirectory() as folder:
        for name, ours, other, theirs in [*starting(), *a_file(Path(folder)), *the_lab()]:
            mine, peer = [], []
            for _ in range(RUNS):
                for work, seconds in ((ours, mine), (theirs, peer)):
                    begin = time.perf_counter()
                    work()
                    seconds.append(time.perf_counter() - begin)
            ratio = median(m / p for m, p in zip(mine, peer, strict=True))
            table.add_row(name, f"{median(mine):.3f}", other, f"{median(peer):.3f}", f"{ratio:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
