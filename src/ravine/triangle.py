"""The columns of a least-squares cost on rows, and the triangle that costs the same at every W."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np

from ravine.data import Rows
from ravine.errors import SettingError
from ravine.hypothesis import Linear, Polynomial
from ravine.qr import reduced, stacked, tall

Array = np.ndarray


@dataclass(frozen=True)
class Table:
    """Columns of [1 x y]: the 1 of a bias, what a hypothesis makes of the features, the target.

    Args:
        rows: the data.
        hypothesis: what makes the columns x; its bias is no matter.
        columns: the places in [1 x y] of what each number of W is multiplied by, and of the target, last.
    """

    rows: Rows
    hypothesis: Linear
    columns: tuple[int, ...]

    @classmethod
    def choose(
        cls,
        rows: Rows,
        hypothesis: Linear,
        features: Sequence[str] | None = None,
        target: str | None = None,
    ) -> "tuple[Table, tuple[str, ...]]":
        """The table of these features and this target, any columns by name, and what W's numbers belong to.

        Raises:
            SettingError: when there is no such column, or one is both.
        """
        made = replace(hypothesis, bias=False).names(rows.names)
        places = {rows.target: len(made) + 1} | {name: k for k, name in enumerate(made, start=1)}
        goal = len(made) + 1 if target is None else _place(places, target)
        if features is None:
            chosen = [name for name in made if places[name] != goal]
        else:
            chosen = [features] if isinstance(features, str) or not np.iterable(features) else features
            chosen = [str(name) for name in chosen]
        columns = [_place(places, name) for name in chosen]
        if goal in columns or len(set(columns)) < len(columns):
            raise SettingError("compress-column-twice", target=target or rows.target, got=", ".join(chosen))
        names = Linear(hypothesis.bias).names(chosen)
        return cls(rows, hypothesis, (*columns, *[0] * hypothesis.bias, goal)), names

    def read(self, x: Array, y: Array, rows: slice) -> Array:
        """[1 x y] of some rows of a block, in float64, a column in each row: (n, k)."""
        columns = self.hypothesis.columns(x[rows].astype(np.float64, copy=False))
        table = np.empty((columns.shape[1] + 2, len(columns)))
        table[0], table[1:-1], table[-1] = 1.0, columns.T, y[rows]
        return table

    def triangle(self) -> Array:
        """R of the QR factorisation of these columns, each row times √w: (k, p + 1), k ≤ p + 1."""
        known = _known.setdefault(self.rows, {})
        # A line's columns are those of any linear hypothesis.
        made = replace(self.hypothesis, bias=True) if isinstance(self.hypothesis, Polynomial) else Linear()
        if made not in known:
            known[made] = self.rows.reduce(self._block, stacked)
        return reduced(known[made][:, list(self.columns)])

    def _block(self, x: Array, y: Array, w: Array | None) -> Array:
        def read(rows: slice) -> Array:
            table = self.read(x, y, rows)
            return table if w is None else table * np.sqrt(w[rows], dtype=np.float64)

        return tall(read, len(y), self.hypothesis.size(x.shape[1]) - self.hypothesis.biases + 2)


# Of all columns: rows are read once, however many costs are made of them.
_known: WeakKeyDictionary[Rows, dict[Linear, Array]] = WeakKeyDictionary()


def _place(places: dict[str, int], name: str) -> int:
    if name not in places:
        raise SettingError("compress-column", got=str(name), known=", ".join(places))
    return places[name]
