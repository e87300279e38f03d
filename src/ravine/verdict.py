"""The verdict on a run: what it did, why, and what would do better, each change tried before it is named."""

import math
from dataclasses import dataclass, replace
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
        standardised: a run on standardised features, where that got to 1 % in fewer epochs than this
            one, and than the one at the best lr.
    """

    trace: Trace
    theory: Theory
    better_lr: Trial | None
    standardised: Trial | None

    @property
    def regime(self) -> Regime | None:
        """What the lr makes of the steepest direction; None where theory doesn't speak of the rule."""
        return self.theory.regime(self.trace.lr) if self.trace.plain else None

    @property
    def crawling(self) -> bool:
        """Whether the epochs asked for are too few to reach 1 %, as far as theory knows."""
        return self.trace.plain and self.theory.crawls(self.trace.lr)

    @property
    def outcome(self) -> Outcome:
        """How the run ended."""
        return self.trace.outcome

    def text(self, lang: str | None = None) -> str:
        """The account in words, one paragraph of a few sentences a subject."""
        with speaking(lang):
            if not self.trace.plain:
                return "\n".join([self._ended(), self._reached(), *self._measured()])
            return "\n".join([self._what(), self._reached(), *self._why(), self._limits(), *self._tried()])

    def summary(self) -> str:
        """The first and the last word on it: what it did, and the limit and the best lr of this cost."""
        return f"{self._what()} {self._limits()}" if self.trace.plain else self._ended()

    def to_dict(self) -> dict[str, Any]:
        """The facts, for JSON, the text in the language of the moment."""
        return {
            "regime": self.regime and str(self.regime),
            "crawling": self.crawling,
            "outcome": str(self.outcome),
            "diverged_at": self.trace.diverged_at,
            "epochs_to_1_percent": self.trace.epochs_to_1_percent,
            "rises_again": self.trace.rises_again,
            "text": self.text(),
        }

    def _ended(self) -> str:
        return say(
            f"outcome-{self.outcome.name.lower()}",
            cost=self._cost(self.trace.end_cost),
            start=float(self.trace.cost[0]),
            best=self.trace.best[1],
            epoch=self.trace.diverged_at or 0,
            done=self._done,
            epochs=self.trace.epochs,
        )

    def _what(self) -> str:
        ended = self._ended()
        if self.regime is None or not self._steep:
            return ended
        if not self.trace.excess[0]:
            return f"{say('regime-at-best')} {ended}"
        if not self.trace.lr:
            return f"{say('regime-zero')} {ended}"
        regime = say(
            f"regime-{self.regime.name.lower()}",
            lr=number(self.trace.lr),
            move=self.theory.move,
            a=self.theory.curvature(self.trace.lr),
            directions=self._steep,
        )
        return f"{regime} {ended}"

    def _reached(self) -> str:
        measured = self.trace.epochs_to_1_percent
        if not self.trace.excess[0]:
            return say("verdict-at-best")
        if measured is not None:
            return say("verdict-rises-again" if self.trace.rises_again else "verdict-reached", epoch=measured)
        needed = self.theory.epochs_to_1_percent(self.trace.lr)
        if self.crawling and needed is not None:
            # Beyond that nobody counts digits.
            shown = needed if needed < 10**15 else number(float(needed))
            return say("verdict-crawling", needed=shown, epochs=self.trace.epochs)
        return say("verdict-not-reached", epochs=self._done)

    def _measured(self) -> list[str]:
        """What holds whatever the rule was."""
        if not self._steep:
            return [say("verdict-all-flat")]
        unique = [not_unique(self.theory)] if self.theory.flat else []
        return [*unique, say("verdict-measured")]

    def _why(self) -> list[str]:
        why, ratio = [], self.theory.quadratic.ratio
        if ratio != 1 and self._steep and self.trace.lr:
            acts, gradient = number(self.trace.lr * ratio), self.theory.quadratic.gradient
            lr = number(self.trace.lr)
            why.append(say("verdict-scale", gradient=gradient, ratio=ratio, lr=lr, acts=acts))
        if self._steep == 1:
            why.append(say("verdict-one-direction", **self._direction(0)))
        elif self._steep:
            why.append(say("verdict-steepest", **self._direction(0)))
        if (self.crawling or self.outcome is Outcome.STILL_FALLING) and self._steep > 1:
            why.append(say("verdict-flattest", **self._direction(self.theory.flattest)))
        return why

    def _direction(self, direction: int) -> dict[str, Any]:
        return {
            "columns": columns(self.theory, direction),
            "curvature": exact(float(self.theory.eigenvalues[direction])),
            "move": self.theory.move,
            "factor": _factor(float(self.theory.factors(self.trace.lr)[direction])),
        }

    def _limits(self) -> str:
        if not self._steep:
            return say("verdict-all-flat")
        stable, best = self.theory.stable_lr, self.theory.best_lr
        limits = say(
            "verdict-limits" if best <= stable else "verdict-limits-beyond",
            stable=exact(stable),
            best=exact(best),
            epochs=self.trace.epochs,
        )
        if self.theory.flat:
            return f"{limits}\n{not_unique(self.theory)}"
        return limits

    def _tried(self) -> list[str]:
        tried = []
        if trial := self.better_lr:
            lr, cost = exact(trial.lr), trial.cost
            if trial.epochs_to_1_percent is None:
                tried.append(say("verdict-tried-lr-short", lr=lr, cost=cost))
            else:
                tried.append(say("verdict-tried-lr", lr=lr, cost=cost, epoch=trial.epochs_to_1_percent))
        if trial := self.standardised:
            tried.append(
                say(
                    "verdict-tried-standardised",
                    condition=number(self.theory.condition, 3),
                    standardised=number(self.theory.standardise().condition, 3),
                    lr=exact(trial.lr),
                    cost=trial.cost,
                    epoch=trial.epochs_to_1_percent,
                )
            )
        return tried

    @property
    def _done(self) -> int:
        return len(self.trace.cost) - 1

    @property
    def _steep(self) -> int:
        """How many directions aren't flat."""
        return self.theory.quadratic.p - self.theory.flat

    def _cost(self, cost: float) -> str:
        if math.isfinite(cost):
            return number(cost)
        return say("verdict-beyond", cost=number(cost), dtype=str(self.trace.W.dtype))


def verdict(trace: Trace) -> Verdict:
    """What `trace` did and why; the changes that it names were run here, on p + 1 rows.

    Of a run by anything else than plain gradient descent with one lr it says what was measured, and no more.
    Each of these runs takes as many epochs as `trace` did, and no longer.

    Example:
        >>> lab = descend([[1], [2], [3]], [1, 2, 3], bias=False, optimizer=SGD(lr=0.15), epochs=10)
        >>> str(verdict(lab).regime), str(verdict(lab).outcome)
        ('oscillating', 'converged')
    """
    known = theory(trace)
    if not trace.plain or known.flat == known.quadratic.p:
        return Verdict(trace, known, better_lr=None, standardised=None)
    chance = replace(known, epochs=len(trace.cost) - 1)
    better = Trial.of(chance)
    standardised = chance.standardise()
    changed = Trial.of(standardised) if standardised.condition < chance.condition else None
    return Verdict(
        trace,
        known,
        better_lr=better if _is_lower(better, trace) else None,
        standardised=changed if changed and _is_sooner(changed, trace, better) else None,
    )


def not_unique(known: Theory) -> str:
    """That the best W isn't the only one, and the columns that make it so."""
    return say("verdict-not-unique", count=known.flat, columns=", ".join(map(visible, known.dependent)))


def columns(of: Theory, direction: int) -> str:
    """The columns that an eigen-direction mostly consists of: those of at least a third of the largest."""
    largest = of.main_columns(direction)
    return ", ".join(visible(name) for name, part in largest if abs(part) >= abs(largest[0][1]) / 3)


def _factor(factor: float) -> str:
    """As one would read it: what is nearly 1 by how little it is less."""
    near = 0 < 1 - factor < 1e-4
    return f"1 − {number(1 - factor, 3)}" if near else number(factor)


def _is_lower(trial: Trial, trace: Trace) -> bool:
    """Whether `trial` ended below the run by a thousandth, at least, of what that had to fall."""
    end = trace.end_cost if math.isfinite(trace.end_cost) else math.inf
    return trial.cost < end - 1e-3 * trace.excess[0]


def _is_sooner(changed: Trial, *others: Trial | Trace) -> bool:
    """Whether `changed` got to 1 %, and before the others."""
    epochs = changed.epochs_to_1_percent
    return epochs is not None and all(
        other.epochs_to_1_percent is None or epochs < other.epochs_to_1_percent for other in others
    )
