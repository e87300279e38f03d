"""Saved runs: documents that `ravine run --json` wrote, read back as an experiment and its traces."""

import json
import math
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ravine.descent import whole_epochs
from ravine.errors import DataError, RavineError
from ravine.experiment import Experiment, Run
from ravine.optim import Clipped
from ravine.quadratic import Quadratic
from ravine.trace import Trace

Array = np.ndarray

# A larger file is no log that a trace could be kept of.
MOST_BYTES = 500_000_000
# Larger costs are on their way out of range, where every last digit decides which epoch is the last.
_COMPARED = 1e30
_WORDS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


class Saved(NamedTuple):
    """What a document holds: its experiment, and the runs by engine, of a race by their names in it."""

    experiment: Experiment
    traces: dict[str, Trace]


def load(file: Path) -> Saved:
    """The runs that a document holds.

    Data files that it names are looked for from the present folder, then beside the document. Gradients
    aren't in it: they are computed again, and so are the costs, which must be those of the log.

    Raises:
        DataError: when the file can't be read, isn't such a document, lacks epochs, or when its data have
            changed since.
    """
    told = _Place(str(file), "", _json(file))
    section = told.inside("experiment", Mapping)
    experiment = _experiment(section, file)
    traces = {name: _trace(experiment, run, log) for name, run, log in _logs(told, experiment)}
    return Saved(experiment, traces)


class _Place(NamedTuple):
    """A value in a document, and where it stands."""

    file: str
    key: str
    value: Any

    def inside(self, key: str | int, kind: type) -> "_Place":
        """The value of a key of an object, or of a place in a list, if it is of that kind."""
        where = f"{self.key}[{key}]" if isinstance(key, int) else f"{self.key}.{key}".lstrip(".")
        known = isinstance(key, int) or (isinstance(self.value, Mapping) and key in self.value)
        found = _Place(self.file, where, self.value[key] if known else None)
        if not known or not isinstance(found.value, kind):
            words = {Mapping: "object", list: "list", int: "number"}
            raise found.wrong(words[kind], "none" if not known else type(found.value).__name__)
        return found

    def number(self, key: str) -> float:
        """A number; what isn't finite is a word."""
        value = self.value.get(key)
        if isinstance(value, str) and value in _WORDS:
            return _WORDS[value]
        if isinstance(value, int | float) and not isinstance(value, bool):
            with suppress(OverflowError):
                return float(value)
        got = "none" if value is None else repr(value)[:40]
        raise _Place(self.file, f"{self.key}.{key}", value).wrong("number", got)

    def wrong(self, expected: str, got: str) -> DataError:
        """That something else was expected here."""
        return DataError("saved-key", file=self.file, key=self.key, expected=expected, got=got)


def _json(file: Path) -> Any:
    try:
        if os.path.exists(file) and not os.path.isfile(file):
            raise DataError("saved-no-file", file=str(file))
        if os.path.getsize(file) > MOST_BYTES:
            raise DataError("saved-large", file=str(file), most=MOST_BYTES // 10**6)
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except RavineError:
        raise
    except OSError as fault:
        raise DataError("saved-unreadable", file=str(file), fault=fault.strerror or str(fault)) from fault
    except (ValueError, RecursionError) as fault:
        raise DataError("saved-json", file=str(file), fault=str(fault).partition("\n")[0]) from fault


def _experiment(section: _Place, file: Path) -> Experiment:
    data = section.value.get("data", {})
    named = str(data.get("file", "")) if isinstance(data, Mapping) else ""
    try:
        folder = Path() if Path(named).exists() else file.parent
        experiment = Experiment.from_dict(section.value, folder)
        whole_epochs(experiment.epochs)
        for run in experiment.runs:
            experiment.objective(run).asarray(experiment.begin)
            experiment.rule(run)
        return experiment
    except RavineError as fault:
        raise DataError("saved-experiment", file=section.file, fault=str(fault)) from fault
    except (TypeError, ValueError, OverflowError, OSError) as fault:
        text = f"{type(fault).__name__}: {fault}"
        raise DataError("saved-experiment", file=section.file, fault=text[:200]) from fault


def _logs(told: _Place, experiment: Experiment) -> Iterator[tuple[str, Run, _Place]]:
    """The name of each run, the run itself and its log."""
    if "runs" in told.value:
        runs = told.inside("runs", Mapping)
        for name, run in zip(runs.value, experiment.runs, strict=False):
            yield name, run, runs.inside(name, Mapping).inside("log", list)
        return
    if len(experiment.runs) == 1:
        yield experiment.runs[0].engine, experiment.runs[0], told.inside("log", list)
        return
    logs = told.inside("log", Mapping)
    for run in experiment.runs:
        if run.engine in logs.value or run is experiment.runs[0]:  # Ctrl-C may have left the second one out
            yield run.engine, run, logs.inside(run.engine, list)


def _trace(experiment: Experiment, run: Run, log: _Place) -> Trace:
    """The run as it was."""
    objective, (W, cost, held_out) = experiment.objective(run), _columns(experiment, run, log)
    with np.errstate(over="ignore", invalid="ignore"):
        computed = [objective.evaluate(one) for one in W]
    _check(np.array([value for value, _ in computed], np.float64), cost, np.finfo(W.dtype).eps, log)
    gradient, rule = np.array([one for _, one in computed], W.dtype), experiment.rule(run)
    tol = experiment.tol if isinstance(experiment.tol, int | float) else -1.0
    small = bool(np.linalg.norm(gradient[-1]) / objective.ratio <= tol * 1.000001)
    return Trace(
        objective=objective,
        optimizer=rule if experiment.clip is None else Clipped(rule, experiment.clip),
        engine=objective.engine if isinstance(objective, Quadratic) else run.engine,
        W=W,
        cost=cost,
        gradient=gradient,
        epochs=experiment.epochs,
        batches=experiment.batches,
        stopped=small and len(W) <= experiment.epochs,
        standardisation=experiment.standardisation,
        held_out=held_out,
    )


def _columns(experiment: Experiment, run: Run, log: _Place) -> tuple[Array, Array, Array | None]:
    """W (N + 1, p), costs and the costs of rows held out, epoch by epoch."""
    objective, rows = experiment.objective(run), len(log.value)
    if not 1 <= rows <= experiment.epochs + 1:
        raise log.wrong(f"1 to {experiment.epochs + 1} epochs", str(rows))
    bias = bool(getattr(objective, "bias", False))
    named = objective.names[:-1] if bias else objective.names
    W, cost, held_out = np.empty((rows, objective.p)), np.empty(rows), np.empty(rows)
    for k in range(rows):
        line = log.inside(k, Mapping)
        if line.number("epoch") != k:
            raise DataError("saved-epochs", file=log.file, key=line.key, epoch=k, got=line.number("epoch"))
        weights = line.inside("W", Mapping)
        if len(weights.value) != len(named):
            raise weights.wrong(", ".join(named), ", ".join(map(str, weights.value))[:200])
        W[k] = [*map(weights.number, named), *([line.number("b")] if bias else [])]
        cost[k] = line.number("cost")
        if experiment.holdout:
            held_out[k] = line.number("held_out")
    own = np.asarray(objective.asarray(0.0)).dtype
    with np.errstate(over="ignore"):
        return W.astype(own), cost, held_out if experiment.holdout else None


def _check(computed: Array, cost: Array, eps: float, log: _Place) -> None:
    """The costs are those of the rows as they are now, but for rounding."""
    with np.errstate(invalid="ignore", over="ignore"):
        alike = np.abs(computed - cost) <= 1e4 * eps * np.maximum(np.abs(computed), np.abs(computed[0]))
        odd = np.flatnonzero(~alike & (np.abs(computed) < _COMPARED))
    if len(odd):
        k = int(odd[0])
        found = {"cost": float(cost[k]), "computed": float(computed[k])}
        raise DataError("saved-changed", file=log.file, key=f"{log.key}[{k}]", **found)
