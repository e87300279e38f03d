"""Experiment: one cost and one or more runs on it, the contract of every door."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ravine.analysis.noise import MOST_WEIGHTS, Noise
from ravine.analysis.spectrum import Theory, theory
from ravine.batches import Batches
from ravine.cost import Cost, Objective, own_loss
from ravine.data import Data, refuse_weights
from ravine.data.holdout import check_share, held_out
from ravine.data.memory import Standardisation
from ravine.descent import Step, descend
from ravine.documents import COST, DESCENT, fields_of, rows_of
from ravine.errors import DataError, SettingError
from ravine.hypothesis import HYPOTHESES, Polynomial, Softmax
from ravine.loss import LOSSES, Huber
from ravine.optim import SGD, Rule
from ravine.quadratic import Quadratic, compress, largest_curvature
from ravine.record import kept_epochs
from ravine.runs import Run
from ravine.surfaces import surface
from ravine.trace import Trace


@dataclass(frozen=True, eq=False)
class Experiment:
    """One cost and the runs on it, all from the same start and for the same epochs.

    Args:
        data: the rows, as they came; None for a surface.
        source: where they came from, as the document names it: {"file": ..., "target": ...}; rows
            given directly have none.
        surface: a surface in the place of a cost of rows, as the document names it: {"surface": "valley",
            "condition": 100}.
        bias: whether the hypothesis has its b.
        standardize: whether features are standardised first; W is then that of standardised features.
        hypothesis, degree: one of `HYPOTHESES`; the degree is a polynomial's.
        loss, delta: one of `LOSSES`, None for the hypothesis' own; the delta is Huber's.
        l2: how hard the weights are pulled to 0, see `Cost`.
        start: W before the first update, p numbers with the bias last, or one number for all of them; None
            for 0, or where a surface begins.
        epochs: how many passes over the rows.
        dtype: "float64" or "float32".
        batch_size, seed, sampling: mini-batches, see `Batches`; None for all rows in one batch.
        holdout: the share of the rows that no run sees, chosen by `seed`; their cost is shown beside.
        clip, tol, keep: see `descend`.
        runs: one or more.
    """

    data: Data | None = None
    source: Mapping[str, Any] = field(default_factory=dict)
    surface: Mapping[str, Any] | None = None
    bias: bool = True
    standardize: bool = False
    hypothesis: str = "linear"
    degree: int = 2
    loss: str | None = None
    delta: float = 1.0
    l2: float = 0.0
    start: float | Sequence[float] | None = None
    epochs: int = 100
    dtype: str = "float64"
    batch_size: int | None = None
    seed: int = 0
    sampling: str = "shuffle"
    holdout: float = 0.0
    clip: float | None = None
    tol: float | None = None
    keep: str | int | None = None
    runs: tuple[Run, ...] = (Run(),)

    def __post_init__(self) -> None:
        if (self.data is None) == (self.surface is None):
            raise SettingError("experiment-data")
        check_share(self.holdout)
        # Checked here, whether or not anything uses them.
        Batches(1 if self.batch_size is None else self.batch_size, self.seed, self.sampling)
        Polynomial(degree=self.degree)
        Huber(self.delta)
        kept_epochs(0, self.keep)
        if self.surface is not None:
            self._only_for_rows()
        if self.data is not None:
            refuse_weights(self.data)  # no document and no program tells of them

    @property
    def training(self) -> Data:
        """The rows that runs see, in their own order, raw.

        Raises:
            DataError: when `holdout` leaves none.
        """
        return self._parts[0]

    @property
    def held_out(self) -> Data | None:
        """The rows that no run sees, raw."""
        return self._parts[1] if self.data is not None else None

    @cached_property
    def standardisation(self) -> Standardisation | None:
        """How the features were standardised, if they were."""
        return self.training.standardisation(center=self.bias) if self.standardize else None

    def cost(self, run: Run = Run()) -> Cost:
        """The cost of rows that `run` descends.

        Raises:
            SettingError: when it is a surface that is descended.
        """
        return self._cost.with_gradient(run.gradient)

    def objective(self, run: Run = Run()) -> Objective:
        """What `run` descends: its cost, or the surface."""
        return self.cost(run) if self.surface is None else self._surface

    @property
    def begin(self) -> Any:
        """The start, with what stands for None."""
        if self.start is not None:
            return self.start
        if self.surface is None:
            return 0.0
        if isinstance(surface := self._surface, Quadratic):  # 1 along each of its axes, however it is turned
            return np.linalg.solve(surface.A, np.linalg.norm(surface.A, axis=1)).tolist()
        return surface.begin  # type: ignore[attr-defined]

    def theory(self, run: Run = Run()) -> Theory | None:
        """What theory knows of that cost, from this start and for these epochs; None if it is no quadratic.

        Raises:
            DataError: when the cost at the start leaves float64's range.
        """
        objective = self.objective(run)
        if not isinstance(objective, Quadratic | Cost):
            return None
        if isinstance(objective, Cost) and not objective.least_squares:
            return None
        known = theory(objective, start=self.begin, epochs=self.epochs)
        if not np.isfinite(known.start_cost):
            raise DataError("experiment-start-cost", target=self.data.target if self.data else "w")
        return known

    def lr(self, run: Run) -> float:
        """The lr of a run: its own, else the best one that is known, else the default of its rule.

        For a smooth loss that is no quadratic, 1 / L with L the largest curvature that the cost has anywhere.
        """
        if run.lr is not None:
            return run.lr
        if not run.knows_best_lr:
            return run.default_lr
        known = self.theory(run)
        if known is None:
            return self._safe_lr(run)
        best = known.follow(SGD.of(1.0, **run.settings)).best_lr
        best = best if np.isfinite(best) else 1.0  # all is flat: no lr changes anything
        return min(best, self._most_in_batches(run))

    def _most_in_batches(self, run: Run) -> float:
        """Half of the lr up to which mini-batches are stable, as far as that is known."""
        cost = self.objective(run)
        if self.batch_size is None or not isinstance(cost, Cost) or cost.p > MOST_WEIGHTS:
            return float("inf")
        return Noise(cost, min(self.batch_size, cost.m)).stable_lr / 2

    @property
    def batches(self) -> Batches | None:
        """The mini-batches of an epoch; None for all rows in one."""
        return None if self.batch_size is None else Batches(self.batch_size, self.seed, self.sampling)

    def rule(self, run: Run) -> Rule:
        """The update rule of a run, its lr a number or a schedule over all its steps."""
        return run.rule(self.lr(run), self.updates)

    def engine(self, run: Run) -> str:
        """What computes a run; for "auto" the p + 1 rows where a loop would take long, else by hand."""
        if run.engine != "auto":
            return run.engine
        if self.surface is not None or self.batch_size is not None or self.dtype != "float64":
            return "hand"
        cost = self.cost(run)
        work = self.epochs * (cost.m * cost.p + _AN_EPOCH)
        return "exact" if cost.least_squares and work >= _WORTH_COMPRESSING else "hand"

    def resolve(self) -> "Experiment":
        """The same experiment with every lr a number and every engine chosen."""
        chosen = (replace(run, lr=self.lr(run), engine=self.engine(run)) for run in self.runs)
        return replace(self, runs=tuple(chosen))

    def descend(self, run: Run, on_step: Callable[[int, Step], bool | None] | None = None) -> Trace:
        """One of the runs, really run by its engine."""
        objective = self.objective(run)
        quadratic = isinstance(objective, Quadratic)  # a surface that computes itself, but for torch
        trace = descend(
            _by_torch(objective) if quadratic and run.engine == "torch" else objective,
            optimizer=self.rule(run),
            epochs=self.epochs,
            start=self.begin,
            engine=None if quadratic else self.engine(run),
            batch_size=self.batch_size,
            seed=self.seed,
            sampling=self.sampling,
            clip=self.clip,
            tol=self.tol,
            keep=self.keep,
            on_step=on_step,
        )
        return replace(
            trace,
            objective=objective,
            standardisation=self.standardisation,
            held_out=self._held_out_costs(trace),
        )

    def to_dict(self) -> dict[str, Any]:
        """The experiment as a document, for JSON and TOML: what `from_dict` reads."""
        rows = dict(self.surface or self.source)
        if not rows and self.data is not None:
            rows = {
                "x": self.data.x.tolist(),
                "y": self.data.y.tolist(),
                "names": list(self.data.names),
                "target": self.data.target,
            }
        start = np.asarray(self.begin, np.float64).tolist()
        told = {
            "data": rows,
            "cost": {
                "hypothesis": self.hypothesis,
                "loss": self._cost.loss.name if self.surface is None else "",
                "bias": self.bias,
                "standardize": self.standardize,
            },
            "descent": {"start": start, "epochs": self.epochs, "dtype": self.dtype},
            "runs": [run.to_dict() for run in self.runs],
        }
        for section, names in (("cost", ("degree", "delta", "l2")), ("descent", DESCENT)):
            changed = {name: getattr(self, name) for name in names}
            told[section] |= {name: value for name, value in changed.items() if value != _usual(name)}
        if self.surface is not None:
            del told["cost"]
        return told

    @classmethod
    def from_dict(cls, document: Mapping[str, Any], folder: Path = Path()) -> "Experiment":
        """The experiment that `document` describes; files it names are looked for in `folder`.

        Raises:
            SettingError: for a key or a value that isn't understood.
            DataError: for data that can't be used.
        """
        chosen = fields_of(document)
        chosen["runs"] = tuple(map(Run.from_dict, chosen["runs"]))
        section = document.get("data", {})
        if isinstance(section, Mapping) and "surface" in section:
            return cls(surface=section, **chosen)
        classes = HYPOTHESES[chosen.get("hypothesis", "linear")].targets == "classes"
        data, source = rows_of(section, folder, classes)
        return cls(data=data, source=source, **chosen)

    @classmethod
    def from_toml(cls, file: Path) -> "Experiment":
        """The experiment of a TOML file.

        Raises:
            DataError: when the file can't be read or isn't TOML.
        """
        try:
            document = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
            told = getattr(fault, "strerror", None) or str(fault)
            raise DataError("experiment-toml", file=str(file), fault=told) from fault
        return cls.from_dict(document, file.parent)

    @cached_property
    def _cost(self) -> Cost:
        rows = self.training.standardise(center=self.bias) if self.standardize else self.training
        settings = {"polynomial": {"degree": self.degree}, "huber": {"delta": self.delta}}
        loss = LOSSES[self.loss](**settings.get(self.loss, {})) if self.loss else None
        if self.hypothesis == "softmax":  # rows that are held out have their classes too
            known = max(len(rows.classes), 2) if rows.classes else None
            settings["softmax"] = {"classes": Softmax(self.bias, known).bind(self._rows).K}
        hypothesis = HYPOTHESES[self.hypothesis](bias=self.bias, **settings.get(self.hypothesis, {}))
        return Cost(rows.astype(self.dtype), hypothesis, loss or own_loss(hypothesis), l2=self.l2)

    @cached_property
    def _surface(self) -> Objective:
        name, settings = str((self.surface or {}).get("surface")), dict(self.surface or {})
        return surface(name, **{key: value for key, value in settings.items() if key != "surface"})

    @property
    def _rows(self) -> Data:
        if self.data is None:
            raise SettingError("experiment-surface")
        return self.data

    @cached_property
    def _parts(self) -> tuple[Data, Data | None]:
        return held_out(self._rows, self.holdout, self.seed)

    @property
    def updates(self) -> int:
        """How many steps all epochs make."""
        return self.epochs * (self.batches.per_epoch(self.cost().m) if self.batches else 1)

    def _held_out_costs(self, trace: Trace) -> np.ndarray | None:
        """The cost of the held-out rows at each epoch that is kept, without the pull of l2."""
        if self.held_out is None:
            return None
        rows = self.held_out
        if how := self.standardisation:
            rows = Data(how.apply(rows.x), rows.y, names=rows.names, target=rows.target)
        cost: Objective = replace(self._cost, l2=0.0).on(rows.astype(self.dtype))
        cost = compress(cost) if trace.engine == "exact" and isinstance(cost, Cost) else cost
        with np.errstate(over="ignore", invalid="ignore"):
            return np.array([cost.evaluate(W)[0] for W in trace.W], np.float64)

    def _safe_lr(self, run: Run) -> float:
        """1 / L for a loss of bounded curvature, else the default of the rule."""
        objective = self.objective(run)
        largest = largest_curvature(objective) if isinstance(objective, Cost) else None
        if largest is None:
            return run.default_lr
        return float(f"{1 / (largest * objective.ratio):.4g}") if largest else 1.0

    def _only_for_rows(self) -> None:
        """Complain of what says nothing to a surface."""
        settings = (*COST, "dtype", "batch_size", "sampling", "holdout")
        if given := [name for name in settings if getattr(self, name) != _usual(name)]:
            raise SettingError("experiment-only-rows", name=given[0])
        if scaled := [run.gradient for run in self.runs if run.gradient != "mean"]:
            raise SettingError("experiment-only-rows", name=f"gradient {scaled[0]}")
        self.objective()  # complains of a surface that isn't there


# A loop over so many numbers takes a good part of a second; an epoch takes as long as so many by itself.
_WORTH_COMPRESSING, _AN_EPOCH = 2 * 10**8, 2000


def _by_torch(quadratic: Quadratic) -> Objective:
    """The same surface, written for tensors."""
    from ravine.autograd import TorchFunction  # loads torch, when asked for

    def cost(W: Any) -> Any:
        residual = W.new_tensor(quadratic.A) @ W - W.new_tensor(quadratic.t)
        return (residual**2).sum() / quadratic.m

    return TorchFunction(cost, quadratic.names)


def _usual(name: str) -> Any:
    """The default of a field of `Experiment`."""
    return next(one.default for one in fields(Experiment) if one.name == name)
