"""Nesterov's momentum as a schedule."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rising:
    """The momentum of step k: (k + 1) / (k + 4), up to `most`.

    With it and lr 1 / L the cost comes down to the least one as 2 L ‖W₀ − W*‖² / k², about, and where `most`
    is (1 − √q) / (1 + √q), q = smallest / largest curvature, as (1 − √q)ᵏ in the long run.

    Example:
        >>> [round(Rising(0.5)(k), 2) for k in range(4)]
        [0.25, 0.4, 0.5, 0.5]

    Source: Y. Nesterov, Lectures on Convex Optimization, 2nd ed. 2018, section 2.2; W. Su, S. Boyd and
    E. Candès, A Differential Equation for Modeling Nesterov's Accelerated Gradient Method, 2016.
    """

    most: float

    def __call__(self, k: int) -> float:
        """The momentum of step k."""
        return min((k + 1) / (k + 4), self.most)
