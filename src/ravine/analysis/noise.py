"""The noise of mini-batches: how far from the best W plain descent on random batches goes on wandering.

Batches of k rows drawn with replacement, a constant lr, squared loss. A step is, with e = W − best W,

    e := e − lr · (H_B e + g_B)

where H_B and g_B are the curvature of the batch and its gradient at the best W. The mean of e dies out, and
its covariance Σ comes to rest where

    HΣ + ΣH − lr · C(Σ) = (lr / k) · Cov(g)          C(Σ) = E[H_B Σ H_B] = HΣH + (E[hΣh] − E[h] Σ E[h]) / k

with h = 2xxᵀ and g those of one row, H = E[h], with the pull of l2. Above the lr at which the left side is
singular there is no such Σ: the batches' own curvatures make it grow for ever.

Source: A. Défossez and F. Bach, Averaged least-mean-squares: bias-variance trade-offs and optimal sampling
distributions, 2015, section 2, for batches of one row.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from ravine.cost import Cost, gradient_ratio
from ravine.data import refuse_weights
from ravine.errors import SettingError
from ravine.quadratic import Quadratic, compress

Array = np.ndarray

# The covariance of the noise of more weights than that takes longer than anybody should wait for it unasked.
MOST_WEIGHTS = 40

# Up to so many directions the equation is solved as it stands, in p(p + 1)/2 unknowns; of more by iteration,
# the rows being read again at each.
_FEW = 24


@dataclass(frozen=True, eq=False)
class Noise:
    """What batches of rows drawn with replacement make of plain descent on a least-squares cost.

    Σ is known along the directions that aren't flat, as the symmetric part (i ≤ j) of √(λi + λj) · Σij, which
    makes the operator C symmetric.

    Args:
        cost: the cost, each batch of which is descended in its gradient scale.
        batch_size: k, a whole number ≥ 1.

    Raises:
        SettingError: when the loss isn't squared, or for another batch size.
    """

    cost: Cost
    batch_size: int

    def __post_init__(self) -> None:
        size = self.batch_size
        if isinstance(size, bool) or not isinstance(size, int | np.integer) or size < 1:
            raise SettingError("setting-batch-size", got=repr(size))
        refuse_weights(self.cost.rows)

    @cached_property
    def quadratic(self) -> Quadratic:
        """What is descended in the mean, in the true scale."""
        return compress(replace(self.cost, gradient="mean", l2=self.cost.l2 / self._ratio))

    @cached_property
    def stable_lr(self) -> float:
        """The lr above which the mean excess cost grows for ever, even where one W fits every row."""
        if not self._curvatures.size:
            return float("inf")
        return 1 / self._ratio / self._largest

    def excess(self, lr: float) -> float:
        """½ tr(HΣ), the mean of cost − least cost once the start is forgotten; inf from `stable_lr` on."""
        if lr >= self.stable_lr:
            return float("inf")
        noise = self._packed(self._moments.covariance) / self._scale
        if not noise.any():
            return 0.0
        acts = lr * self._ratio
        covariance = self._unpacked(self._solve(acts, acts / self.batch_size * noise) / self._scale)
        return float(self._curvatures @ np.diag(covariance) / 2)

    @property
    def _ratio(self) -> float:
        """How many times the true gradient of a batch the rule is given."""
        return gradient_ratio(self.cost.gradient, self.batch_size)

    @property
    def _curvatures(self) -> Array:
        """λ along the n directions that aren't flat."""
        return self.quadratic.eigenvalues[: self.quadratic.p - self.quadratic.flat]

    @cached_property
    def _pairs(self) -> tuple[Array, Array]:
        return np.triu_indices(self._curvatures.size)

    @cached_property
    def _scale(self) -> Array:
        """√(λi + λj)."""
        i, j = self._pairs
        return np.sqrt(self._curvatures[i] + self._curvatures[j])

    def _packed(self, matrix: Array) -> Array:
        """The symmetric part as a vector of the same length: twice what isn't on the diagonal counts once."""
        i, j = self._pairs
        return matrix[i, j] * np.where(i == j, 1.0, np.sqrt(2))

    def _unpacked(self, vector: Array) -> Array:
        i, j = self._pairs
        matrix = np.zeros((self._curvatures.size,) * 2)
        matrix[i, j] = matrix[j, i] = vector / np.where(i == j, 1.0, np.sqrt(2))
        return matrix

    def _batches(self, vector: Array) -> Array:
        """C, of Σ as it is kept."""
        covariance, mean = self._unpacked(vector / self._scale), self._moments.curvature
        spread = self._fourth(covariance) - mean @ covariance @ mean
        whole = self._curvatures[:, None] * covariance * self._curvatures
        return self._packed(whole + spread / self.batch_size) / self._scale

    def _fourth(self, covariance: Array) -> Array:
        """E[hΣh] = 4 E[(xᵀΣx) xxᵀ]."""
        if self._moments.fourth is not None:
            return self._unpacked(self._moments.fourth @ self._packed(covariance))
        return 4 / self.cost.m * self._sum(lambda b, _: (b.T * ((b @ covariance) * b).sum(axis=1)) @ b)

    @cached_property
    def _dense(self) -> Array | None:
        """C as a matrix, where there are few directions."""
        if self._moments.fourth is None:
            return None
        return np.array([self._batches(unit) for unit in np.eye(len(self._scale))])

    @cached_property
    def _largest(self) -> float:
        """The largest eigenvalue of C."""
        if self._dense is not None:
            return float(np.linalg.eigvalsh(self._dense)[-1])
        from scipy.sparse.linalg import eigsh  # SciPy is loaded for those who need it

        start = self._packed(np.diag(self._curvatures))
        found: Any = eigsh(
            self._operator(self._batches), k=1, which="LA", v0=start, return_eigenvectors=False
        )
        return float(found[0])

    def _solve(self, acts: float, noise: Array) -> Array:
        """Σ as it is kept, for an lr that acts as `acts` on the true gradient."""
        if self._dense is not None:
            return np.linalg.solve(np.eye(len(noise)) - acts * self._dense, noise)
        from scipy.sparse.linalg import cg

        return cg(self._operator(lambda v: v - acts * self._batches(v)), noise, rtol=1e-10)[0]

    def _operator(self, apply: Callable[[Array], Array]) -> Any:
        from scipy.sparse.linalg import LinearOperator

        make: Any = LinearOperator
        return make((len(self._scale),) * 2, matvec=apply, dtype=np.float64)

    @cached_property
    def _moments(self) -> "_Moments":
        """What one pass over the rows tells."""
        best, least = self.quadratic.best()
        few, m, n = self._curvatures.size <= _FEW, self.cost.m, self._curvatures.size

        def sums(b: Array, residual: Array) -> Array:
            i, j = self._pairs
            pulled = b * residual[:, None]
            kept = [b.T @ b, pulled.sum(axis=0), pulled.T @ pulled]
            if few:
                products = b[:, i] * b[:, j] * np.where(i == j, 1.0, np.sqrt(2))
                kept.append(products.T @ products)
            return np.concatenate([part.ravel() for part in kept]) / m

        curvature, mean, second, fourth = np.split(self._sum(sums, best), np.cumsum([n * n, n, n * n]))
        covariance = 4 * (second.reshape(n, n) - np.outer(mean, mean))
        return _Moments(
            2 * curvature.reshape(n, n),
            covariance if least else np.zeros((n, n)),
            4 * fourth.reshape((len(self._scale),) * 2) if few else None,
        )

    def _sum(self, of: Any, W: Array | None = None) -> Array:
        """`of` the rows along the directions that aren't flat, and of their residuals at W, added up."""
        directions = self.quadratic.directions[:, : self._curvatures.size]

        def block(x: Array, y: Array, w: None) -> Array:
            A, t = self.cost.hypothesis.design(x.astype(np.float64)), y.astype(np.float64)
            return of(A @ directions, A @ W - t if W is not None else t)

        # The products of each pair of directions are made of every row.
        return self.cost.rows.reduce(block, np.add, width=2 * self.cost.p + len(self._scale))


class _Moments(NamedTuple):
    curvature: Array  # E[h] (n, n)
    covariance: Array  # of one row's gradient at the best W, (n, n); 0 where that fits every row
    fourth: Array | None  # 4 E[xx ⊗ xx] on the symmetric part, where there are few directions


def stationary_excess(cost: Cost, lr: float, batch_size: int) -> float:
    """The mean of cost − least cost that plain descent on batches settles at: a mean over batches for ever.

    For batches drawn with replacement. Batches that shuffle the rows have less noise: for them this is an
    upper reference, no more.

    Args:
        cost: squared loss.
        lr: the learning rate, for the cost's gradient scale.
        batch_size: rows in a batch.

    Returns:
        in units of y²; 0 where one W fits every row, inf from `stable_lr` on.

    Raises:
        SettingError: when the loss isn't squared, or for another batch size.

    Example:
        >>> from ravine.data import Data
        >>> cost = Cost(Data([[1], [2], [3], [4]], [1, 3, 2, 4]))
        >>> [round(stationary_excess(cost, lr, batch_size=1), 4) for lr in (0.01, 0.02, 0.2)]
        [0.0395, 0.092, inf]
    """
    return Noise(cost, batch_size).excess(lr)


def stable_lr(cost: Cost, batch_size: int) -> float:
    """The lr above which batches of that size make the mean of cost − least cost grow for ever.

    For batches drawn with replacement. Below 2 / λmax, which it comes near to for large batches.

    Example:
        >>> from ravine.data import Data
        >>> from ravine.hypothesis import Linear
        >>> cost = Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False))
        >>> round(stable_lr(cost, batch_size=1), 6)  # E[x²] / E[x⁴] = 14 / 98
        0.142857
    """
    return Noise(cost, batch_size).stable_lr
