"""The gradient as the lab writes it by hand. Is it the gradient of the mean squared error?

ravine check examples/mine.py:gradient
"""


def gradient(W, x, y):
    return sum((W * x - y) * x)
