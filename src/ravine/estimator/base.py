"""What both estimators do: parameters, fitting, and what a descent leaves."""

import warnings
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data

from ravine.analysis.spectrum import Theory, theory
from ravine.data import Data
from ravine.data.memory import Standardisation
from ravine.estimator.auto import Asked
from ravine.estimator.plan import Ended, Going, Plan
from ravine.hypothesis import Linear
from ravine.optim.rule import Yes
from ravine.quadratic import Quadratic
from ravine.record import Step
from ravine.trace import Trace
from ravine.verdict import Verdict, verdict
from ravine.words import say

Array = np.ndarray


class GradientDescent(BaseEstimator):
    """What `GradientDescentRegressor` and `GradientDescentClassifier` share.

    Each says what its hypothesis and its loss are, and how it keeps coefficients.
    """

    def __init__(
        self,
        *,
        optimizer: Any,
        lr: Any,
        settings: Mapping[str, Any] | None,
        epochs: Any,
        tol: Any,
        batch_size: int | None,
        standardize: bool,
        l2: float,
        fit_intercept: bool,
        random_state: Any,
        warm_start: bool,
    ) -> None:
        self.optimizer = optimizer
        self.lr = lr
        self.settings = settings
        self.epochs = epochs
        self.tol = tol
        self.batch_size = batch_size
        self.standardize = standardize
        self.l2 = l2
        self.fit_intercept = fit_intercept
        self.random_state = random_state
        self.warm_start = warm_start

    coef_: Array
    intercept_: Any
    n_iter_: int
    trace_: Trace
    _standardisation: Standardisation | None
    _going: Going | None

    @property
    def theory_(self) -> Theory | None:
        """What theory knows of the cost, on standardised columns; None where that is no quadratic."""
        check_is_fitted(self, "trace_")
        return theory(self.trace_) if self.trace_.quadratic else None

    @cached_property
    def verdict_(self) -> Verdict:
        """What the descent did and why; the changes that it names are tried when first asked for."""
        check_is_fitted(self, "trace_")
        return verdict(self.trace_)

    @property
    def _fitted(self) -> bool:
        return hasattr(self, "coef_")

    def _flag(self, name: str) -> bool:
        """A parameter that has to be True or False."""
        return Yes().check(name, getattr(self, name), True)

    def _plan(self, hypothesis: Linear, loss: Any = None) -> Plan:
        """What the parameters ask for."""
        return Plan(
            hypothesis=hypothesis,
            loss=loss,
            l2=self.l2,
            standardize=self._flag("standardize"),
            asked=Asked.of(self.optimizer, self.lr, self.settings),
            epochs=self.epochs,
            tol=self.tol,
            batch_size=self.batch_size,
            seed=int(check_random_state(self.random_state).randint(2**31 - 1)),
        )

    def _descend(self, plan: Plan, data: Data, start: Array | None) -> Array:
        """Descend from these coefficients or 0, and give those of the last W."""
        ended = plan.descend(data, start)
        self._remember(ended.trace, len(ended.trace.cost) - 1, None)
        if text := self._complaint(ended):
            warnings.warn(text, ConvergenceWarning, stacklevel=4)
        return plan.raw(ended.trace)

    def _go_on(self, plan: Plan, data: Data, start: Array | None) -> Array:
        """One epoch from these coefficients, or a first one from 0, and the coefficients after it."""
        first = start is None
        done = 0 if first else self.n_iter_
        plan = replace(plan, seed=plan.seed + done)  # every epoch has an order of its own
        how = plan.standardisation(data) if first else self._standardisation
        trace, going = plan.go_on(data, how, None if first else self._going, start)
        self._remember(trace, done + 1, going)
        return plan.raw(trace)

    def _remember(self, trace: Trace, epochs: int, going: Going | None) -> None:
        self.__dict__.pop("verdict_", None)
        self.trace_, self.n_iter_ = trace, epochs
        self._standardisation, self._going = trace.standardisation, going

    def _complaint(self, ended: Ended) -> str | None:
        """What to say of a descent that isn't where it was to be."""
        (trace, ending), name = ended, type(self).__name__
        if ended.diverged:
            how = "auto" if isinstance(self.lr, str) and isinstance(self.optimizer, str) else "given"
            return say("estimator-diverged", name=name, cost=float(trace.cost[-1]), lr=how)
        last = Step(trace.W[-1], trace.cost[-1], trace.gradient[-1])
        if ending is None or ending(self.n_iter_, last):
            return None
        told = {"name": name, "epochs": self.n_iter_, "left": ending.left(last), "enough": ending.enough}
        told["standardised"] = "yes" if self.standardize else "no"
        if isinstance(trace.objective, Quadratic):
            return say("estimator-unfinished-exact", condition=theory(trace).condition, **told)
        return say("estimator-unfinished", **told)

    def _columns(self, X: Any) -> Array:
        """The raw rows of X, checked."""
        check_is_fitted(self, "coef_")
        return np.asarray(validate_data(self, X, dtype=np.float64, reset=False))

    def _scores(self, hypothesis: Linear, x: Array) -> Array:
        """The scores of raw rows: (m,), or (m, K) for the classes of a softmax."""
        W = np.vstack([np.atleast_2d(self.coef_).T, self.intercept_])
        return hypothesis.score(x, W.ravel())
