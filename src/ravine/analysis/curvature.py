"""Local theory: what the Hessian at one W says of descending a cost that is no quadratic, near that W."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ravine.analysis.momentum import is_constant, limit, rule_of
from ravine.analysis.rates import divide
from ravine.analysis.spectrum import main_columns
from ravine.analysis.told import Told
from ravine.cost import Objective
from ravine.errors import SettingError
from ravine.optim import SGD, Adam
from ravine.optimum import optimum
from ravine.trace import Trace

Array = np.ndarray


@dataclass(frozen=True, eq=False, repr=False)
class Local(Told):
    """What gradient descent does near W, where the cost is nearly the quadratic that its Hessian makes.

    Args:
        names: what each number of W belongs to.
        W: where, shape (p,).
        hessian: of the true cost there, shape (p, p).
        ratio: how many times the true gradient the rule is given.
        gradient: the name of that scale.
        where: "best" for the W of least cost known, "end" for a run's last one, "start", "given".
        rule: SGD with its settings, Adam or AdamW; None for SGD without any.
        sizes: what Adam divides the step of each weight by, taken as fixed, shape (p,); None for SGD.
    """

    names: tuple[str, ...]
    W: Array
    hessian: Array
    ratio: float
    gradient: str
    where: str = "given"
    rule: SGD | Adam | None = None
    sizes: Array | None = None

    local = True

    @property
    def eigenvalues(self) -> Array:
        """Curvatures of the true cost at W, largest first, (p,); 0 where it is no more than rounding.

        With Adam those of D^−½ H D^−½, D the `sizes`, which are the curvatures that its steps see.
        """
        return self._eigen[0]

    @property
    def directions(self) -> Array:
        """The eigen-directions as unit columns, shape (p, p), in the order of `eigenvalues`."""
        return self._eigen[1]

    @property
    def flat(self) -> int:
        """Along how many directions the cost doesn't curve, such as a shift of all classes of a softmax."""
        return int((self.eigenvalues == 0).sum())

    @property
    def negative(self) -> int:
        """Along how many directions it curves downwards: it isn't convex here; at rest, this is a saddle."""
        return int((self.eigenvalues < 0).sum())

    @property
    def condition(self) -> float:
        """λmax / λmin over the directions along which the cost curves upwards."""
        up = self.eigenvalues[self.eigenvalues > 0]
        return float(up[0] / up[-1]) if up.size else 1.0

    @property
    def stable_lr(self) -> Any:
        """The lr above which the error along the steepest direction grows; None if none is stable or known.

        For SGD as in `Theory`. For Adam, dividing by the same `sizes` for ever,

            (2 + 2 beta1) / ((1 − beta1) · λ + (1 + beta1) · decay)             decay: of adamw, else 0

        where m := beta1 · m + (1 − beta1) · λu, u := (1 − lr · decay) · u − lr · m has the root −1.

        Source: J. Cohen et al., Adaptive Gradient Methods at the Edge of Stability, 2022, section 2.
        """
        if self.negative:
            return None
        pull = max(float(self.eigenvalues[0]), 0.0) * self.ratio
        if isinstance(self.rule, Adam):
            if callable(self.rule.lr) or callable(self.rule.betas[0]):
                return None
            beta1 = self.rule.betas[0]
            decay = self.rule.weight_decay if self.rule.decoupled_weight_decay else 0.0
            return divide(2 + 2 * beta1, (1 - beta1) * pull + (1 + beta1) * decay)
        rule = self.rule or SGD()
        return divide(limit(rule), pull + rule.weight_decay) if is_constant(rule) else None

    def curvature(self, lr: float) -> float:
        """The largest of lr · λ, as the rule sees λ."""
        decay = self.rule.weight_decay if isinstance(self.rule, SGD) else 0.0
        return lr * (max(float(self.eigenvalues[0]), 0.0) * self.ratio + decay)

    def main_columns(self, direction: int, count: int = 3) -> list[tuple[str, float]]:
        """The `count` largest columns of an eigen-direction (0 the steepest), with their components."""
        return main_columns(self.names, self.directions[:, direction], count)

    def __repr__(self) -> str:
        return f"Local(names={self.names}, condition={self.condition:.6g}, stable_lr={self.stable_lr})"

    def to_dict(self) -> dict[str, Any]:
        """The numbers, for JSON."""
        return {
            "local": True,
            "W": dict(zip(self.names, self.W.tolist(), strict=True)),
            "where": self.where,
            "eigenvalues": self.eigenvalues.tolist(),
            "flat_directions": self.flat,
            "negative_directions": self.negative,
            "condition": self.condition,
            "stable_lr": self.stable_lr,
            "frozen_preconditioner": self.sizes is not None,
        }

    @cached_property
    def _eigen(self) -> tuple[Array, Array]:
        seen = self.hessian
        if isinstance(self.rule, Adam) and self.sizes is not None:
            if not self.rule.decoupled_weight_decay:
                seen = seen + self.rule.weight_decay / self.ratio * np.eye(len(self.W))
            root = np.sqrt(self.sizes)
            seen = seen / root[:, None] / root
        values, directions = np.linalg.eigh((seen + seen.T) / 2)
        rounding = 100 * len(values) * np.finfo(float).eps * np.abs(values).max(initial=0.0)
        values = np.where(np.abs(values) <= rounding, 0.0, values)
        return values[::-1], directions[:, ::-1]


def local(of: Objective | Trace, W: Any = None, *, rule: Any = None, start: Any = 0.0) -> Local:
    """What holds near W, of any cost that knows its second derivatives.

    Args:
        of: the cost, or a run on it, which brings its rule with it.
        W: where, p numbers; else the W of least cost where one is known, else where the run ended.
        rule: `SGD` or torch's, for a cost without a run.
        start: for a cost without a run: the W of least cost near it is meant; itself, where none is known.

    Raises:
        SettingError: for a W or a start that can't be used, or another rule.

    Example:
        >>> from ravine.surfaces import surface
        >>> found = local(surface("saddle"), W=[0.0, 1.0])
        >>> found.eigenvalues, found.stable_lr
        (array([2., 1.]), 1.0)
        >>> local(surface("saddle"), W=[0.0, 0.0]).stable_lr is None  # it curves downwards along w2
        True
    """
    if isinstance(of, Trace):
        objective, own, sizes = of.objective, *_known(of)
        known, last = of.best, of.W[-1]
    else:
        objective, own, sizes = of, _sgd(rule), None
        last = of.asarray(start)
        known = None if W is not None else optimum(of, last, last)
    where = "given" if W is not None else "best" if known else "end" if isinstance(of, Trace) else "start"
    at = W if W is not None else known.W if known else last
    at = _checked(objective, at)
    hessian = objective.hessian(at)
    return Local(objective.names, at, hessian, objective.ratio, objective.gradient, where, own, sizes)


def _checked(objective: Objective, W: Any) -> Array:
    """W as p finite numbers of float64."""
    try:
        at = np.asarray(W, np.float64)
    except (TypeError, ValueError):
        at = np.empty(0)
    if at.shape != (objective.p,) or not np.isfinite(at).all():
        names = ", ".join(objective.names)
        raise SettingError("theory-local-size", expected=objective.p, got=repr(W), names=names)
    return at


def _sgd(rule: Any) -> SGD | None:
    found = rule_of(rule)
    if rule is not None and not isinstance(found, SGD):
        raise SettingError("theory-rule", got=type(rule).__name__)
    return found  # type: ignore[return-value]


def _known(trace: Trace) -> tuple[SGD | Adam | None, Array | None]:
    """A run's rule, as far as something is known of it, and what Adam divided by at its end."""
    rule = rule_of(trace.optimizer)
    if rule is None or getattr(rule, "maximize", False):
        return None, None
    if isinstance(rule, SGD):
        return rule, None
    # The gradients of mini-batches aren't kept, nor all of a thinned trace.
    if not isinstance(rule, Adam) or trace.batches is not None or not trace.whole or len(trace.W) < 2:
        return None, None
    state = rule.init(trace.W[0].astype(np.float64))
    for W, gradient in zip(trace.W[:-1], trace.gradient[:-1], strict=True):
        _, state = rule.step(W.astype(np.float64), gradient.astype(np.float64), state)
    sizes = np.sqrt(state.largest / (1 - rule.betas[1] ** state.k)) + rule.eps
    return (rule, sizes) if np.isfinite(sizes).all() and (sizes > 0).all() else (None, None)
