"""What curvature says of a descent before it runs, and how near a run comes to it."""
