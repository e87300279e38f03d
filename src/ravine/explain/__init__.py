"""One step of gradient descent, worked with its numbers."""

from ravine.explain.rows import WorkedStep, explain
from ravine.explain.step import Explanation, epoch_of, explain_epoch

__all__ = ["Explanation", "WorkedStep", "epoch_of", "explain", "explain_epoch"]
