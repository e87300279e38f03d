"""Linear regression by gradient descent, as scikit-learn has its estimators."""

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from sklearn.base import RegressorMixin

from ravine.errors import SettingError
from ravine.estimator.base import GradientDescent
from ravine.estimator.rows import checked, rows_of
from ravine.hypothesis import Linear
from ravine.loss import LOSSES, Loss

Array = np.ndarray


class GradientDescentRegressor(RegressorMixin, GradientDescent):
    """H(x) = xW + b fitted by gradient descent; as it stands, least squares to the last digits that matter.

    Args:
        loss: "squared", "absolute", "huber", or one of ours such as `Huber(delta=2.0)`.
        optimizer: the name of an update rule, or a rule such as `SGD(0.1, momentum=0.9)`.
        lr: "auto", a number or a schedule; beside the name of a rule.
        settings: of the rule, by the names in its `defaults`: {"momentum": 0.9}; weight decay is 0 without.
        epochs: how many passes over the rows at most; "auto" as many as it may take.
        tol: how close is close enough; None never ends early. For the squared loss W ends within tol
            standard deviations of y from the best one; for any other the length of the gradient.
        batch_size: rows in a mini-batch; None for all of them at once.
        standardize: descend on standardised columns. The coefficients are those of the raw ones.
        l2: how hard the coefficients on standardised columns are pulled to 0, see `Cost`.
        fit_intercept: whether there is a b.
        random_state: of the order of mini-batches.
        warm_start: whether a fit goes on from the coefficients of the last one.

    Attributes:
        coef_: shape (d,), and intercept_: of raw columns.
        n_iter_: how many epochs there were.
        trace_: the descent on standardised columns, see `Trace`; theory_, verdict_: of it.
        n_features_in_, feature_names_in_: as everywhere in scikit-learn.

    Raises:
        ValueError: by `fit`, for a parameter, rows or weights that can't be used.

    Example:
        >>> model = GradientDescentRegressor().fit([[1e-3], [2e-3], [3e-3]], [1.0, 2.0, 4.0])
        >>> model.coef_.round(6), round(model.intercept_, 6), model.n_iter_
        (array([1500.]), -0.666667, 1)
    """

    def __init__(
        self,
        *,
        loss: str | Loss = "squared",
        optimizer: Any = "sgd",
        lr: Any = "auto",
        settings: Mapping[str, Any] | None = None,
        epochs: int | str = "auto",
        tol: float | str | None = "auto",
        batch_size: int | None = None,
        standardize: bool = True,
        l2: float = 0.0,
        fit_intercept: bool = True,
        random_state: Any = None,
        warm_start: bool = False,
    ) -> None:
        super().__init__(
            optimizer=optimizer,
            lr=lr,
            settings=settings,
            epochs=epochs,
            tol=tol,
            batch_size=batch_size,
            standardize=standardize,
            l2=l2,
            fit_intercept=fit_intercept,
            random_state=random_state,
            warm_start=warm_start,
        )
        self.loss = loss

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Descend the cost of these rows: X (m, d), y (m,), sample_weight (m,) or None for 1 each."""
        goes_on = self._flag("warm_start") and self._fitted
        return self._learn(X, y, sample_weight, goes_on, self._descend)

    def partial_fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """One more epoch, over these rows, by the rule as it stands: see `docs/estimator.md`."""
        return self._learn(X, y, sample_weight, self._fitted, self._go_on)

    def predict(self, X: Any) -> Array:
        """H(x) of raw rows: X (m, d) -> (m,)."""
        x = self._columns(X)
        return self._scores(Linear(), x)

    def _learn(self, X: Any, y: Any, sample_weight: Any, goes_on: bool, how: Any) -> Self:
        plan = self._plan(Linear(self._flag("fit_intercept")), self._loss())
        x, y, weights = checked(self, X, y, sample_weight, numeric=True, first=not goes_on)
        start = np.append(self.coef_, [self.intercept_] * self.fit_intercept)[None] if goes_on else None
        raw = how(plan, rows_of(self, x, y, weights), start)[0]
        self.coef_ = raw[: x.shape[1]]
        self.intercept_ = float(raw[-1]) if self.fit_intercept else 0.0
        return self

    def _loss(self) -> Any:
        known = [name for name, loss in LOSSES.items() if "linear" in loss.hypotheses]
        if not isinstance(self.loss, str):
            return self.loss
        if self.loss not in known:
            raise SettingError("setting-word", name="loss", got=self.loss, known=", ".join(known))
        return LOSSES[self.loss]()
