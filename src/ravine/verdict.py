"""The verdict on a run: what it did, why, and what would do better, each change tried before it is named."""

from dataclasses import dataclass
from typing import Any

from ravine.descent import descend
from ravine.optim import SGD
from ravine.spectrum import Regime, Theory, theory
from ravine.trace import Outcome, Trace
from ravine.words import exact, number, say, speaking, visible


@dataclass(frozen=True)
class Trial:
    """A change, and what a run with it really reached: `lr`, its epochs to 1 % and the cost it ended at."""

    lr: float
    epochs_to_1_percent: int | None
    cost: float

    @classmethod
    def of(cls, chance: Theory) -> "Trial":
        """A run at the best lr that `chance` knows, on its p + 1 rows."""
        trace = descend(
            chance.quadratic, optimizer=SGD(chance.best_lr), epochs=chance.epochs, start=chance.start
        )
        return cls(chance.best_lr, trace.epochs_to_1_percent, trace.end_cost)


@dataclass(frozen=True, eq=False)
class Verdict:
    """What a run did and why, with the evidence; `text` says it in words.

    Args:
        trace: the run.
        theory: of its cost, from its start, for its epochs.
        better_lr: a run at the best lr, where that ended lower than this one.
        standardised: a run on standardised features, where that got to 1 % in fewer epochs.
    """

    trace: Trace
    theory: Theory
    better_lr: Trial | None
    standardised: Trial | None

    @property
    def regime(self) -> Regime:
        """What the lr makes of the steepest direction."""
        return self.theory.regime(self.trace.lr)

    @property
    def crawling(self) -> bool:
        """Whether the epochs asked for are too few to reach 1 %."""
        return self.theory.crawls(self.trace.lr)

    @property
    def outcome(self) -> Outcome:
        """How the run ended."""
        return self.trace.outcome

    def text(self, lang: str | None = None) -> str:
        """The account in words, one paragraph of a few sentences a subject."""
        with speaking(lang):
            sentences = [self._what(), self._reached(), *self._why(), self._limits(), *self._tried()]
            if self.theory.flat:
                sentences.append(say("verdict-not-unique", count=self.theory.flat))
            return "\n".join(sentences)

    def summary(self) -> str:
        """The first and the last word on it: what it did, and the limit and the best lr of this cost."""
        return f"{self._what()} {self._limits()}"

    def to_dict(self) -> dict[str, Any]:
        """The facts, for JSON, the text in the language of the moment."""
        return {
            "regime": str(self.regime),
            "crawling": self.crawling,
            "outcome": str(self.outcome),
            "diverged_at": self.trace.diverged_at,
            "epochs_to_1_percent": self.trace.epochs_to_1_percent,
            "rises_again": self.trace.rises_again,
            "text": self.text(),
        }

    def _what(self) -> str:
        regime = say(
            f"regime-{self.regime.name.lower()}",
            lr=number(self.trace.lr),
            a=self.theory.curvature(self.trace.lr),
        )
        ended = say(
            f"outcome-{self.outcome.name.lower()}",
            cost=self.trace.end_cost,
            start=float(self.trace.cost[0]),
            best=self.trace.best[1],
            epoch=self.trace.diverged_at or 0,
            done=len(self.trace.cost) - 1,
            epochs=self.trace.epochs,
        )
        return f"{regime} {ended}"

    def _reached(self) -> str:
        measured, needed = self.trace.epochs_to_1_percent, self.theory.epochs_to_1_percent(self.trace.lr)
        if measured is not None:
            return say("verdict-rises-again" if self.trace.rises_again else "verdict-reached", epoch=measured)
        if self.crawling and needed is not None:
            return say("verdict-crawling", needed=needed, epochs=self.trace.epochs)
        return say("verdict-not-reached", epochs=self.trace.epochs)

    def _why(self) -> list[str]:
        factors = self.theory.factors(self.trace.lr)
        why = []
        if self.theory.flat < len(factors):
            why.append(say("verdict-steepest", **self._direction(0, factors)))
        if self.crawling and self.theory.flattest > 0:
            why.append(say("verdict-flattest", **self._direction(self.theory.flattest, factors)))
        return why

    def _direction(self, direction: int, factors: Any) -> dict[str, Any]:
        return {
            "columns": columns(self.theory, direction),
            "curvature": exact(float(self.theory.eigenvalues[direction])),
            "factor": float(factors[direction]),
        }

    def _limits(self) -> str:
        stable, best = exact(self.theory.stable_lr), exact(self.theory.best_lr)
        return say("verdict-limits", stable=stable, best=best, epochs=self.trace.epochs)

    def _tried(self) -> list[str]:
        tried = []
        if self.better_lr:
            tried.append(_trial_text("verdict-tried-lr", self.better_lr))
        if self.standardised:
            tried.append(
                _trial_text(
                    "verdict-tried-standardised",
                    self.standardised,
                    condition=number(self.theory.condition, 3),
                    standardised=number(self.theory.standardise().condition, 3),
                )
            )
        return tried


def verdict(trace: Trace) -> Verdict:
    """What `trace` did and why; the changes that it names were run here, on p + 1 rows.

    Example:
        >>> lab = descend([[1], [2], [3]], [1, 2, 3], bias=False, optimizer=SGD(lr=0.15), epochs=10)
        >>> str(verdict(lab).regime), str(verdict(lab).outcome)
        ('oscillating', 'converged')
    """
    chance = theory(trace)
    better = Trial.of(chance)
    standardised = chance.standardise()
    changed = Trial.of(standardised) if standardised.condition < chance.condition / 1.5 else None
    return Verdict(
        trace,
        chance,
        better_lr=better if _is_lower(better.cost, trace) else None,
        standardised=changed if changed and _is_sooner(changed, better) else None,
    )


def columns(of: Theory, direction: int) -> str:
    """The columns that an eigen-direction mostly consists of, by name: those of at least a third of the largest."""
    largest = of.main_columns(direction)
    return ", ".join(visible(name) for name, part in largest if abs(part) >= abs(largest[0][1]) / 3)


def _trial_text(key: str, trial: Trial, **values: Any) -> str:
    epochs = trial.epochs_to_1_percent
    reached = say("trial-reached", epoch=epochs) if epochs is not None else say("trial-not-reached")
    return say(key, lr=exact(trial.lr), cost=trial.cost, reached=reached, **values)


def _is_lower(cost: float, trace: Trace) -> bool:
    """Whether `cost` is below where the run ended by a thousandth of what it had to fall."""
    end, best = float(trace.cost[-1]), trace.best[1]
    return not cost >= end and (not end - best <= 1e-3 * float(trace.cost[0] - best))


def _is_sooner(changed: Trial, present: Trial) -> bool:
    if changed.epochs_to_1_percent is None:
        return False
    return present.epochs_to_1_percent is None or changed.epochs_to_1_percent < present.epochs_to_1_percent
