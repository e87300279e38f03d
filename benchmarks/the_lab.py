"""The lab by hand, with its whole trace, against the same loop in PyTorch."""

from typing import Any

import torch
from pairs import Pair

import ravine as rv

EPOCHS = 10_000


def pairs() -> list[Pair]:
    x, y = [[1.0], [2.0], [3.0]], [1.0, 2.0, 3.0]
    features, targets = torch.tensor([1.0, 2.0, 3.0]), torch.tensor(y)

    def ours() -> Any:
        return rv.descend(
            x, y, bias=False, gradient="half_sum", dtype="float32", optimizer=rv.SGD(0.1), epochs=EPOCHS
        )

    def tensors() -> None:
        W, log = torch.zeros(1), []
        for _ in range(EPOCHS):
            cost = torch.mean((W * features - targets) ** 2)
            gradient = torch.sum((W * features - targets) * features)
            log.append((W.item(), cost.item(), gradient.item()))
            W = W - 0.1 * gradient

    def optimizer() -> None:
        W, log = torch.zeros(1, requires_grad=True), []
        rule = torch.optim.SGD([W], lr=0.15)
        for _ in range(EPOCHS):
            cost = torch.mean((W * features - targets) ** 2)
            rule.zero_grad()
            cost.backward()
            log.append((W.item(), cost.item()))
            rule.step()

    name = f"a lab run by hand, {EPOCHS:,} epochs, full trace"
    return [
        Pair(name, ours, "the same loop in PyTorch", tensors, wanted=2.5, runs=5),
        Pair(name, ours, "autograd and optim.SGD", optimizer, wanted=20, runs=5),
    ]
