"""The scikit-learn door: linear models fitted by gradient descent that need no tuning.

It computes nothing itself: it makes a cost of the rows and calls `descend`, `theory` and `verdict`.
"""

from ravine.words import say

try:
    from ravine.estimator.classifier import GradientDescentClassifier
    from ravine.estimator.regressor import GradientDescentRegressor
except ModuleNotFoundError as fault:
    if (fault.name or "").split(".")[0] != "sklearn":
        raise
    raise ModuleNotFoundError(say("estimator-sklearn"), name="sklearn") from fault

__all__ = ["GradientDescentClassifier", "GradientDescentRegressor"]
