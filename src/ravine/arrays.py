"""NumPy for arrays, torch for tensors: what plain operators can't say in one text for both."""

import sys
from typing import Any

import numpy as np


def library(array: Any) -> Any:
    """The module whose `exp`, `log1p`, `where`, ... work on `array`: torch for a tensor, else NumPy.

    Example:
        >>> library(np.ones(2)).__name__
        'numpy'
    """
    return sys.modules["torch"] if type(array).__module__ == "torch" else np


def sigmoid(score: Any) -> Any:
    """1 / (1 + e^−score), which overflows nowhere.

    Example:
        >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
        array([0. , 0.5, 1. ])
    """
    math = library(score)
    small = math.exp(-abs(score))
    return math.maximum(small, score >= 0) / (
        1 + small
    )  # e^score over 1 + e^score, both over e^score from 0 on


def softmax(score: Any) -> Any:
    """e^score over its sum along axis 1, which overflows nowhere."""
    math = library(score)
    power = math.exp(score - math.amax(score, axis=1, keepdims=True))
    return power / power.sum(axis=1, keepdims=True)
