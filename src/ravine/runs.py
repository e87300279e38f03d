"""Run: one descent of an experiment, to and from its document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ravine.documents import one_of, section_of
from ravine.errors import SettingError
from ravine.optim import RULES, SCHEDULES, Rule

ENGINES = ("auto", "hand", "torch", "exact")


@dataclass(frozen=True)
class Run:
    """One descent: how it is computed, in which gradient scale, by which rule, with which lr.

    Args:
        engine: "hand"; "torch"; "exact" for a least-squares cost as one of p + 1 rows; or "auto": exact where
            that saves time worth waiting for, else by hand.
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
        known_words = (("engine", ENGINES), ("optimizer", tuple(RULES)), ("schedule", (None, *SCHEDULES)))
        for name, known in known_words:
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
        """Whether theory has a best lr for this rule: descent with a momentum below 1, no cycle."""
        if self.optimizer != "sgd" or self.schedule == "one-cycle":
            return False
        return not self.settings.get("maximize") and self.settings.get("momentum", 0.0) < 1

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
        section_of("runs", section, ("engine", "gradient", "optimizer", "lr", "settings", "schedule"))
        optimizer = one_of("runs.optimizer", section.get("optimizer", "sgd"), tuple(RULES))
        known = tuple(RULES[optimizer].defaults())
        lr = section.get("lr", "auto")
        return cls(
            engine=one_of("runs.engine", section.get("engine", "auto"), ENGINES),
            gradient=section.get("gradient", "mean"),
            lr=None if lr == "auto" else lr,
            optimizer=optimizer,
            settings=dict(section_of("runs.settings", section.get("settings", {}), known)),
            schedule=one_of("runs.schedule", section.get("schedule"), (None, *SCHEDULES)),
        )
