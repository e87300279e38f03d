"""Ways to call a gradient: arrays or tensors, and the shapes that one may have meant, in order."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ravine.check.sheet import Sheet

Array = np.ndarray


@dataclass(frozen=True)
class Form:
    """One way to call: as what, and in which shapes.

    Args:
        library: "numpy" for arrays, "torch" for tensors.
        dtype: "float64" or "float32".
        weights: "number", "vector" (p,) or "column" (p, 1).
        x: "flat" (m,) for one feature, "table" (m, d), or "ones" (m, d + 1), a last column of ones for b.
        y: "flat" (m,) or "column" (m, 1).
    """

    library: str
    dtype: str
    weights: str
    x: str
    y: str

    def arguments(self, sheet: Sheet, W: Array, apart: bool) -> dict[str, Any]:
        """Fresh W, b, x and y: b by itself when `apart`, else W's last number."""
        x = sheet.columns if self.x == "ones" else sheet.rows.x
        weights, bias = (W[:-1], W[-1:]) if apart else (W, W[:0])
        of = {
            "W": self._shaped(weights),
            "b": bias if self.weights == "column" else bias.sum(),
            "x": x[:, 0] if self.x == "flat" else x,
            "y": sheet.y[:, None] if self.y == "column" else sheet.y,
        }
        return {name: self._made(value) for name, value in of.items()}

    def shape(self, sheet: Sheet, apart: bool) -> tuple[int, ...]:
        """What an answer should have: the shape of W; (p,) for a pair, which is put together."""
        return (sheet.p,) if apart else np.shape(self._shaped(sheet.points[0]))

    def _shaped(self, weights: Array) -> Any:
        match self.weights:
            case "number":
                return weights[0]
            case "column":
                return weights[:, None]
            case _:
                return weights

    def _made(self, value: Any) -> Any:
        if self.library == "torch":
            from ravine import autograd

            return autograd.torch.tensor(np.array(value), dtype=getattr(autograd.torch, self.dtype))
        return np.array(value) if np.ndim(value) else np.float64(value)


def forms(sheet: Sheet, apart: bool, torch_first: bool) -> list[list[Form]]:
    """Ways to call, in order: a list for arrays, one for tensors, one for tensors in float32."""
    kinds = [("numpy", "float64"), ("torch", "float64"), ("torch", "float32")]
    if torch_first:
        kinds = [*kinds[1:], kinds[0]]
    return [[Form(*kind, *shapes) for shapes in _shapes(sheet, apart)] for kind in kinds]


def _shapes(sheet: Sheet, apart: bool) -> list[tuple[str, str, str]]:
    """Shapes of W, x and y: as the lab has them first, then x as a table, then all as columns."""
    flat = [("vector", "flat", "flat")] if len(sheet.rows.names) == 1 else []
    if sheet.p - apart == 1:
        flat = [("number", "flat", "flat"), *flat, ("vector", "table", "column")]
    tables = ["table", *(["ones"] if sheet.hypothesis.bias and not apart else [])]
    return [*flat, *(("vector", x, "flat") for x in tables), *(("column", x, "column") for x in tables)]
