"""The verdict on a run: what it did, why, and what would do better, each change tried before it is named."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ravine.analysis.curvature import Local, local
from ravine.analysis.momentum import is_constant, rule_of, sgd_of
from ravine.analysis.noise import MOST_WEIGHTS, Noise
from ravine.analysis.spectrum import Regime, Theory, theory
from ravine.cost import Cost
from ravine.optim import SGD, Adam
from ravine.outcome import Outcome, is_noisy
from ravine.trace import GOAL_SHARE, Trace
from ravine.verdict import account
from ravine.verdict.changes import changes
from ravine.verdict.trials import Change
from ravine.words import speaking

# The noise of so many rows and products of weights takes longer than a verdict should.
_MOST_PRODUCTS = 1e9


@dataclass(frozen=True, eq=False)
class Verdict:
    """What a run did and why, with the evidence; `text` says it in words.

    Args:
        trace: the run.
        theory: of its cost, from its start, for its epochs and its rule; None where it is no quadratic.
    """

    trace: Trace
    theory: Theory | None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Up to three that helped when they were tried, the best first; tried when first asked for."""
        return changes(self.trace, self.theory)

    @property
    def outcome(self) -> Outcome:
        """How the run ended."""
        return self.trace.outcome

    @property
    def speaks(self) -> bool:
        """Whether theory speaks of every step of this run: full batches of a quadratic, SGD, one lr."""
        rule = sgd_of(self.trace.optimizer)
        return self.theory is not None and not is_noisy(self.trace) and rule is not None and is_constant(rule)

    @property
    def regime(self) -> Regime | None:
        """What the lr makes of the steepest direction; None where theory doesn't speak of the rule."""
        return self.theory.regime(self.trace.lr) if self.theory and self.speaks else None

    @property
    def crawling(self) -> bool:
        """Whether the epochs asked for are too few to reach 1 %, as far as theory knows."""
        return bool(self.theory and self.speaks and self.theory.crawls(self.trace.lr))

    @cached_property
    def local(self) -> Local | None:
        """What holds near the best W, else near the last one; None beside a theory that says more.

        None as well where it would say nothing of this run: of the steps of mini-batches, of a place that
        the run only fled through, of what Adam divides by while that is still on its way.
        """
        trace, rule = self.trace, rule_of(self.trace.optimizer)
        if self.speaks or is_noisy(trace) or not isinstance(rule, SGD | Adam) or rule.maximize:
            return None
        if isinstance(rule, SGD) and sgd_of(rule) is None:
            return None
        if self.outcome is Outcome.SADDLE:
            return local(trace, trace.W[-1])
        near = trace.excess[-1] <= GOAL_SHARE * trace.excess[0] or self.outcome is Outcome.BOUNCING
        fled = trace.best is None and trace.diverged_at is not None
        if trace.separable or (not near and (isinstance(rule, Adam) or fled)):
            return None
        return local(trace)

    @cached_property
    def noise(self) -> Noise | None:
        """Of mini-batches of a least-squares cost, for plain descent."""
        cost, batches, rule = self.trace.objective, self.trace.batches, sgd_of(self.trace.optimizer)
        plain = rule is not None and rule.plain and is_constant(rule)
        if not (batches and plain and is_noisy(self.trace) and isinstance(cost, Cost) and cost.least_squares):
            return None
        few = cost.p <= MOST_WEIGHTS and cost.m * cost.p**4 / 4 <= _MOST_PRODUCTS
        known = few and not cost.l2 and cost.rows.weights is None
        return Noise(cost, batches.size) if known else None

    def change(self, kind: str) -> Change | None:
        """The change of this kind, if it helped."""
        return next((change for change in self.changes if change.kind == kind), None)

    def text(self, lang: str | None = None) -> str:
        """The account in words, one paragraph of a few sentences a subject."""
        with speaking(lang):
            return "\n".join(account.sentences(self))

    def summary(self) -> str:
        """The first and the last word on it: what it did, and the limit and the best lr of this cost."""
        return account.summary(self)

    def to_dict(self) -> dict[str, Any]:
        """The facts, for JSON, the text in the language of the moment."""
        return {
            "regime": self.regime and str(self.regime),
            "crawling": self.crawling,
            "outcome": str(self.outcome),
            "diverged_at": self.trace.diverged_at,
            "epochs_to_1_percent": self.trace.epochs_to_1_percent,
            "rises_again": self.trace.rises_again,
            "separable": self.trace.separable,
            "changes": [change.to_dict() for change in self.changes],
            "text": self.text(),
        }


def verdict(trace: Trace) -> Verdict:
    """What `trace` did and why; the changes that it names are run for as many epochs as `trace`.

    Example:
        >>> from ravine.descent import descend
        >>> from ravine.optim import SGD
        >>> lab = descend([[1], [2], [3]], [1, 2, 3], bias=False, optimizer=SGD(lr=0.15), epochs=10)
        >>> str(verdict(lab).regime), str(verdict(lab).outcome)
        ('oscillating', 'converged')
    """
    known = theory(trace) if trace.quadratic else None
    return Verdict(trace, known)
