"""Experiment: one cost and one or more runs on it, the contract of every door."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ravine.cost import Cost
from ravine.data import Data
from ravine.data.files import read_table
from ravine.data.memory import Standardisation
from ravine.descent import Step, descend
from ravine.errors import DataError, SettingError
from ravine.hypothesis import Linear
from ravine.optim import RULES, SCHEDULES, Rule
from ravine.spectrum import Theory, theory
from ravine.trace import Trace

ENGINES = ("hand", "torch")


@dataclass(frozen=True)
class Run:
    """One descent: how it is computed, in which gradient scale, by which rule, with which lr.

    Args:
        engine: "hand" or "torch".
        gradient: the scale of the gradient, as in `Cost`.
        lr: the learning rate, for that scale; None for the best one for the experiment's epochs, or for the
            rule's own default where theory doesn't speak of it.
        optimizer: the update rule, by its name in `RULES`.
        settings: of the rule, by the names in its `defaults`.
        schedule: of the lr, by its name in `SCHEDULES`; None keeps it.

    Raises:
        SettingError: when there is no such rule, schedule or setting.
    """

    engine: str = "hand"
    gradient: str = "mean"
    lr: float | None = None
    optimizer: str = "sgd"
    settings: Mapping[str, float | bool] = field(default_factory=dict)
    schedule: str | None = None

    def __post_init__(self) -> None:
        for name, known in (("optimizer", tuple(RULES)), ("schedule", (None, *SCHEDULES))):
            if (chosen := getattr(self, name)) not in known:
                raise SettingError(
                    "setting-word", name=name, got=str(chosen), known=", ".join(filter(None, known))
                )
        self.rule(self.default_lr, epochs=1)

    @property
    def default_lr(self) -> float:
        """The rule's own lr."""
        return RULES[self.optimizer].of().lr

    @property
    def knows_best_lr(self) -> bool:
        """Whether the best lr of theory is one for this rule: gradient descent without momentum."""
        return self.optimizer == "sgd" and not self.settings.get("momentum") and self.schedule != "one-cycle"

    def rule(self, lr: float, epochs: int) -> Rule:
        """The update rule, its schedule over `epochs`; one cycle turns momentum too, where that isn't set."""
        make = RULES[self.optimizer]
        if self.schedule is None:
            return make.of(lr, **self.settings)
        schedule = SCHEDULES[self.schedule](lr, epochs)
        momentum = getattr(schedule, "momentum", None)
        turned = {"momentum", "beta1"} & set(make.defaults()) if momentum else ()
        return make.of(schedule, **{**dict.fromkeys(turned, momentum), **self.settings})

    def to_dict(self) -> dict[str, Any]:
        """As an experiment's document has it."""
        lr = "auto" if self.lr is None else self.lr
        told = {"engine": self.engine, "gradient": self.gradient, "optimizer": self.optimizer, "lr": lr}
        if self.settings:
            told["settings"] = dict(self.settings)
        if self.schedule:
            told["schedule"] = self.schedule
        return told

    @classmethod
    def from_dict(cls, section: Any) -> "Run":
        """What `to_dict` gave."""
        _known("runs", section, ("engine", "gradient", "optimizer", "lr", "settings", "schedule"))
        optimizer = _one_of("runs.optimizer", section.get("optimizer", "sgd"), tuple(RULES))
        known = tuple(RULES[optimizer].defaults())
        lr = section.get("lr", "auto")
        return cls(
            engine=_one_of("runs.engine", section.get("engine", "hand"), ENGINES),
            gradient=section.get("gradient", "mean"),
            lr=None if lr == "auto" else lr,
            optimizer=optimizer,
            settings=dict(_known("runs.settings", section.get("settings", {}), known)),
            schedule=_one_of("runs.schedule", section.get("schedule"), (None, *SCHEDULES)),
        )


@dataclass(frozen=True, eq=False)
class Experiment:
    """One least-squares cost and the runs on it, all from the same start and for the same epochs.

    Args:
        data: the rows, as they came.
        source: where they came from, as the document names it: {"file": ..., "target": ...}; rows
            given directly have none.
        bias: whether H(x) = xW + b has its b.
        standardize: whether features are standardised first; W is then that of standardised features.
        start: W before the first update, p numbers with the bias last, or one number for all of them.
        epochs: how many updates.
        dtype: "float64" or "float32".
        runs: one or more.
    """

    data: Data
    source: Mapping[str, Any] = field(default_factory=dict)
    bias: bool = True
    standardize: bool = False
    start: float | Sequence[float] = 0.0
    epochs: int = 100
    dtype: str = "float64"
    runs: tuple[Run, ...] = (Run(),)

    @cached_property
    def standardisation(self) -> Standardisation | None:
        """How the features were standardised, if they were."""
        return self.data.standardisation(center=self.bias) if self.standardize else None

    def cost(self, run: Run = Run()) -> Cost:
        """The cost that `run` descends."""
        return self._cost.with_gradient(run.gradient)

    def theory(self, run: Run = Run()) -> Theory:
        """What theory knows of that cost, from this start and for these epochs.

        Raises:
            DataError: when the cost at the start leaves float64's range.
        """
        known = theory(self.cost(run), start=self.start, epochs=self.epochs)
        if not np.isfinite(known.start_cost):
            raise DataError("experiment-start-cost", target=self.data.target)
        return known

    def lr(self, run: Run) -> float:
        """The lr of a run: its own, else the best one, else the default of its rule."""
        if run.lr is not None:
            return run.lr
        if not run.knows_best_lr:
            return run.default_lr
        best = self.theory(run).best_lr
        return best if np.isfinite(best) else 1.0  # every direction is flat: no lr changes anything

    def resolve(self) -> "Experiment":
        """The same experiment with every lr a number."""
        return replace(self, runs=tuple(replace(run, lr=self.lr(run)) for run in self.runs))

    def descend(self, run: Run, on_step: Callable[[int, Step], bool | None] | None = None) -> Trace:
        """One of the runs, really run by its engine."""
        return descend(
            self.cost(run),
            optimizer=run.rule(self.lr(run), self.epochs),
            epochs=self.epochs,
            start=self.start,
            engine=run.engine,
            on_step=on_step,
        )

    def to_dict(self) -> dict[str, Any]:
        """The experiment as a document, for JSON and TOML: what `from_dict` reads."""
        rows = {
            "x": self.data.x.tolist(),
            "y": self.data.y.tolist(),
            "names": list(self.data.names),
            "target": self.data.target,
        }
        start = np.asarray(self.start, np.float64).tolist()
        return {
            "data": dict(self.source) or rows,
            "cost": {"loss": "squared", "bias": self.bias, "standardize": self.standardize},
            "descent": {"start": start, "epochs": self.epochs, "dtype": self.dtype},
            "runs": [run.to_dict() for run in self.runs],
        }

    @classmethod
    def from_dict(cls, document: Mapping[str, Any], folder: Path = Path()) -> "Experiment":
        """The experiment that `document` describes; files it names are looked for in `folder`.

        Raises:
            SettingError: for a key or a value that isn't understood.
            DataError: for data that can't be used.
        """
        _known("", document, ("data", "cost", "descent", "runs"))
        rows, source = _data(document.get("data", {}), folder)
        cost = _known("cost", document.get("cost", {}), ("loss", "bias", "standardize"))
        _one_of("cost.loss", cost.get("loss", "squared"), ("squared",))
        descent = _known("descent", document.get("descent", {}), ("start", "epochs", "dtype"))
        runs = document.get("runs", [{}])
        if not isinstance(runs, list) or not runs:
            raise SettingError("setting-document-value", key="runs", got=runs, known="[[runs]]")
        return cls(
            data=rows,
            source=source,
            bias=_one_of("cost.bias", cost.get("bias", True), (True, False)),
            standardize=_one_of("cost.standardize", cost.get("standardize", False), (True, False)),
            start=descent.get("start", 0.0),
            epochs=descent.get("epochs", 100),
            dtype=descent.get("dtype", "float64"),
            runs=tuple(map(Run.from_dict, runs)),
        )

    @classmethod
    def from_toml(cls, file: Path) -> "Experiment":
        """The experiment of a TOML file.

        Raises:
            DataError: when the file can't be read or isn't TOML.
        """
        try:
            document = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
            raise DataError("experiment-toml", file=str(file), fault=str(fault)) from fault
        return cls.from_dict(document, file.parent)

    @cached_property
    def _cost(self) -> Cost:
        rows = self.data.standardise(center=self.bias) if self.standardize else self.data
        return Cost(rows.astype(self.dtype), Linear(self.bias))


def _data(section: Any, folder: Path) -> tuple[Data, Mapping[str, Any]]:
    if isinstance(section, Mapping) and "file" in section:
        _known("data", section, ("file", "target", "features", "drop_missing", "decimal", "encoding"))
        reading = {key: section[key] for key in ("decimal", "encoding") if key in section}
        drop_missing = _one_of("data.drop_missing", section.get("drop_missing", False), (True, False))
        table = read_table(folder / str(section["file"]), **reading)
        features = section.get("features")
        return table.choose(section.get("target", ""), features, drop_missing=drop_missing).data, section
    _known("data", section, ("x", "y", "names", "target"))
    if missing := [key for key in ("x", "y") if key not in section]:
        raise SettingError("setting-document-missing", key=f"data.{missing[0]}")
    return Data(section["x"], section["y"], names=section.get("names"), target=section.get("target")), {}


def _known(where: str, section: Any, keys: Sequence[str]) -> Mapping[str, Any]:
    """`section`, if it is one and holds none but these keys."""
    if not isinstance(section, Mapping):
        raise SettingError("setting-document-section", key=where, got=type(section).__name__)
    if unknown := sorted(map(str, set(section) - set(keys))):
        key = f"{where}.{unknown[0]}" if where else unknown[0]
        raise SettingError("setting-document-key", key=key, known=", ".join(keys))
    return section


def _one_of(key: str, value: Any, known: Sequence[Any]) -> Any:
    if not any(value is choice or (isinstance(value, str) and value == choice) for choice in known):
        choices = ", ".join(str(choice).lower() for choice in known)
        raise SettingError("setting-document-value", key=key, got=value, known=choices)
    return value
