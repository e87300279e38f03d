"""ravine: an instrument for looking at gradient descent."""
