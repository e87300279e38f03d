"""Logistic regression by gradient descent, of two classes or more, as scikit-learn has its estimators."""

import warnings
from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.multiclass import type_of_target

from ravine.arrays import sigmoid, softmax
from ravine.errors import DataError
from ravine.estimator.base import GradientDescent
from ravine.estimator.rows import checked, rows_of
from ravine.hypothesis import Linear, Logistic, Softmax
from ravine.words import say

Array = np.ndarray


class GradientDescentClassifier(ClassifierMixin, GradientDescent):
    """Classes by gradient descent on the log loss: `Logistic` of two classes, `Softmax` of more.

    Args:
        optimizer: the name of an update rule, or a rule such as `SGD(0.1, momentum=0.9)`.
        lr: "auto", a number or a schedule; beside the name of a rule.
        settings: of the rule, by the names in its `defaults`: {"momentum": 0.9}; weight decay is 0 without.
        epochs: how many passes over the rows at most; "auto" as many as it may take.
        tol: how short the gradient on standardised columns has to get; None never ends early.
        batch_size: rows in a mini-batch; None for all of them at once.
        standardize: descend on standardised columns. The coefficients are those of the raw ones.
        l2: how hard the coefficients on standardised columns are pulled to 0, see `Cost`. Without it there
            is no least cost where a plane tells the classes apart.
        fit_intercept: whether there is a b.
        random_state: of the order of mini-batches.
        warm_start: whether a fit goes on from the coefficients of the last one.

    Attributes:
        classes_: shape (K,).
        coef_: shape (1, d) of two classes, (K, d) of more, and intercept_ (1,) or (K,): of raw columns.
        n_iter_: how many epochs there were.
        trace_: the descent on standardised columns, see `Trace`; theory_, verdict_: of it.
        n_features_in_, feature_names_in_: as everywhere in scikit-learn.

    Raises:
        ValueError: by `fit`, for a parameter, rows or weights that can't be used.

    Example:
        >>> model = GradientDescentClassifier().fit([[1], [2], [3], [4]], ["no", "yes", "no", "yes"])
        >>> model.predict([[0], [5]]).tolist(), model.predict_proba([[2.5]]).round(3).tolist()
        (['no', 'yes'], [[0.5, 0.5]])
    """

    classes_: Array
    coef_: Array
    intercept_: Array

    def __init__(
        self,
        *,
        optimizer: Any = "sgd",
        lr: Any = "auto",
        settings: Mapping[str, Any] | None = None,
        epochs: int | str = "auto",
        tol: float | str | None = "auto",
        batch_size: int | None = None,
        standardize: bool = True,
        l2: float = 1e-4,
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

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Descend the cost of these rows: X (m, d), y (m,), sample_weight (m,) or None for 1 each."""
        goes_on = self._flag("warm_start") and self._fitted
        known = self.classes_ if goes_on else None
        x, codes = self._learn(X, y, sample_weight, known, goes_on, self._descend)
        if not self.l2 and (_likeliest(self._scores(_hypothesis(len(self.classes_)), x)) == codes).all():
            text = say("estimator-separable", name=type(self).__name__)
            warnings.warn(text, ConvergenceWarning, stacklevel=2)
        return self

    def partial_fit(self, X: Any, y: Any, classes: Any = None, sample_weight: Any = None) -> Self:
        """One more epoch, over these rows, by the rule as it stands: see `docs/estimator.md`.

        The first call has to name all classes that will ever come.
        """
        if classes is None and not self._fitted:
            raise DataError("estimator-classes-first")
        known = self.classes_ if classes is None else classes
        self._learn(X, y, sample_weight, known, self._fitted, self._go_on)
        return self

    def decision_function(self, X: Any) -> Array:
        """The scores of raw rows: X (m, d) -> (m,) of two classes, (m, K) of more."""
        x = self._columns(X)
        return self._scores(_hypothesis(len(self.classes_)), x)

    def predict_proba(self, X: Any) -> Array:
        """The probability of each class: X (m, d) -> (m, K), in the order of `classes_`."""
        score = self.decision_function(X)
        return softmax(score) if score.ndim == 2 else np.column_stack([sigmoid(-score), sigmoid(score)])

    def predict_log_proba(self, X: Any) -> Array:
        """The logarithms of these."""
        with np.errstate(divide="ignore"):
            return np.log(self.predict_proba(X))

    def predict(self, X: Any) -> Array:
        """The most likely class of raw rows: X (m, d) -> (m,)."""
        likeliest = _likeliest(self.decision_function(X))
        return self.classes_[likeliest]

    def _learn(
        self, X: Any, y: Any, sample_weight: Any, known: Any, goes_on: bool, how: Any
    ) -> tuple[Array, Array]:
        """Descend, and give x and the number of each row's class."""
        x, y, weights = checked(self, X, y, sample_weight, numeric=False, first=not goes_on)
        if (kind := type_of_target(y, input_name="y")) not in ("binary", "multiclass"):
            raise DataError("estimator-continuous", distinct=len(set(map(str, y.tolist()))), got=kind)
        classes = np.unique(y) if known is None else np.unique(known)
        if not np.isin(y, classes).all() or (goes_on and not np.array_equal(classes, self.classes_)):
            raise DataError("estimator-classes", known=_listed(classes), got=_listed(np.unique(y)))
        if len(classes) < 2:
            raise DataError("estimator-one-class", got=_listed(classes))
        codes = np.searchsorted(classes, y)
        plan = self._plan(_hypothesis(len(classes), self._flag("fit_intercept")))
        start = np.column_stack([self.coef_, self.intercept_]) if goes_on else None
        if start is not None and not self.fit_intercept:
            start = start[:, :-1]
        raw = how(plan, rows_of(self, x, codes, weights, classes), start)
        self.classes_, self.coef_ = classes, raw[:, : x.shape[1]]
        self.intercept_ = raw[:, -1] if self.fit_intercept else np.zeros(len(raw))
        return x, codes


def _hypothesis(K: int, bias: bool = True) -> Linear:
    return Logistic(bias) if K == 2 else Softmax(bias, K)


def _likeliest(score: Array) -> Array:
    """The number of the most likely class of each row."""
    return score.argmax(axis=1) if score.ndim == 2 else (score > 0).astype(int)


def _listed(classes: Array) -> str:
    return ", ".join(map(str, classes[:10])) + (", ..." if len(classes) > 10 else "")
