"""What a run predicts for the rows of another file: that file again, with columns beside its own."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ravine.cost import Cost
from ravine.data.files import read_cells
from ravine.errors import DataError, SettingError
from ravine.hypothesis import Logistic, Softmax
from ravine.outcome import Outcome
from ravine.trace import Trace

Array = np.ndarray

_ENDINGS = (".gz", ".csv", ".tsv", ".txt", ".parquet")


@dataclass(frozen=True, eq=False)
class NewRows:
    """Rows to predict for.

    Args:
        source: the file's name for messages.
        names: its columns.
        cells: of each row, as they stand in the file.
        x: the features, in the order of the run's, shape (k, d).
        decimal: the decimal mark of its numbers.
    """

    source: str
    names: tuple[str, ...]
    cells: Sequence[tuple[str, ...]]
    x: Array
    decimal: str

    @classmethod
    def read(
        cls, file: str, features: Sequence[str], *, decimal: str = ".", encoding: str | None = None
    ) -> "NewRows":
        """The rows of a file that has a column for each of the features, in any order, and any others.

        Raises:
            SettingError: when a feature has no column.
            DataError: when the file can't be read, or a feature's cell holds no finite number.
        """
        table, cells = read_cells(file, decimal=decimal, encoding=encoding)
        return cls(table.source, table.names, cells, table.numbers(features, "--predict"), decimal)

    def with_predictions(self, trace: Trace) -> str:
        """The file as CSV text, with what the run predicts in further columns.

        Raises:
            SettingError: when the file has columns of these names already.
            DataError: when the run diverged: then its W predicts nothing.
        """
        new = predictions(trace, self.x)
        if taken := sorted(set(new) & set(self.names)):
            raise SettingError("predict-name-taken", file=self.source, column=taken[0])
        columns = [[self._typed(value) for value in column] for column in new.values()]
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";" if self.decimal == "," else ",", lineterminator="\n")
        writer.writerow([*self.names, *new])
        writer.writerows(
            [*row, *more] for row, more in zip(self.cells, zip(*columns, strict=True), strict=True)
        )
        return out.getvalue()

    def _typed(self, value: Any) -> str:
        return value if isinstance(value, str) else str(value).replace(".", self.decimal)


def predictions(trace: Trace, x: Array) -> dict[str, Iterable[Any]]:
    """What the run predicts for each row of x (k, d), by column: "predicted price".

    Of classes the predicted one by name, and the probability of it being the second of two, or of each.

    Raises:
        DataError: when the run diverged.
    """
    cost = trace.objective
    if not isinstance(cost, Cost):
        raise SettingError("trace-predict")
    with np.errstate(over="ignore", invalid="ignore"):
        found = trace.predict(x)
    if trace.outcome is Outcome.DIVERGED or not np.isfinite(found).all():
        raise DataError("predict-diverged", epochs=len(trace.cost) - 1)
    target, classes = getattr(cost.rows, "target", "y"), getattr(cost.rows, "classes", ())
    match cost.hypothesis:
        case Logistic():
            no, yes = classes or ("0", "1")
            return {f"predicted {target}": np.where(found > 0.5, yes, no).tolist(), f"P({yes})": found}
        case Softmax(classes=count):
            names = classes or tuple(str(k) for k in range(count or 2))
            each = {f"P({name})": found[:, k] for k, name in enumerate(names)}
            return {f"predicted {target}": [names[k] for k in found.argmax(axis=1)], **each}
        case _:
            return {f"predicted {target}": found}


def file_for(file: str) -> Path:
    """The name of the file with the predictions, in the present folder.

    Example:
        >>> str(file_for("data/new.csv.gz")), str(file_for("-"))
        ('new-predictions.csv', 'stdin-predictions.csv')
    """
    path = Path("stdin" if file == "-" else file)
    while path.suffix.lower() in _ENDINGS:
        path = path.with_suffix("")
    return Path(f"{path.name}-predictions.csv")
