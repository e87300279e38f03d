"""What a program does to its features first: standardising, powers."""

import numpy as np

from ravine.data.memory import ROUNDING
from ravine.experiment import Experiment
from ravine.program.text import Part, comment
from ravine.words import say

# A column that varies by less than this share of its mean is measured from its first row, as the run does.
_STEADY = 1e-6


def standardised(experiment: Experiment) -> Part:
    """What the run does to its features first, see `Data.standardisation`."""
    x = experiment.training.x
    if not experiment.bias:
        title, lines = say("code-scaled"), ["scale = (x_train**2).mean(dim=0).sqrt()"]
        if not x.any(axis=0).all():
            lines.append(f"scale[scale == 0] = 1  {comment(say('code-constant'))}")
        lines.append("x_train = x_train / scale")
    elif (x.std(axis=0) > _STEADY * np.abs(x.mean(axis=0))).all():
        title = say("code-standardised")
        lines = ["x_train = (x_train - x_train.mean(dim=0)) / x_train.std(dim=0, correction=0)"]
    else:
        title = say("code-standardised")
        lines = [
            f"change = x_train - x_train[0]  {comment(say('code-change'))}",
            "mean, scale = x_train[0] + change.mean(dim=0), change.std(dim=0, correction=0)",
            f"scale[scale <= {ROUNDING} * mean.abs()] = 1  {comment(say('code-constant'))}",
            "x_train = (x_train - mean) / scale",
        ]
    if experiment.dtype == "float32":
        classes = experiment.hypothesis == "softmax"  # whose y_train are whole numbers
        lines.append(
            "x_train = x_train.float()" if classes else "x_train, y_train = x_train.float(), y_train.float()"
        )
    return Part(title, "\n".join(lines))


def powers(degree: int) -> Part:
    """The powers of the only feature, mapped to [−1, 1], see `Polynomial`."""
    lines = [
        "low, high = x_train.min(), x_train.max()",
        "t = (x_train - (low + high) / 2) / ((high - low) / 2)",
        f"x_train = torch.cat([t**k for k in range(1, {degree + 1})], dim=1)",
    ]
    return Part(say("code-powers"), "\n".join(lines))
