# What is written in and beside pictures.

picture-folder = Pictures: expected a folder that can be written, got { $folder } ({ $fault }). Choose another folder, change its permissions, or leave the pictures out (lab: --no-pictures).

# Words of the legend.
picture-word-out-of-range = a number out of range
picture-word-data = data
picture-word-cost = cost
picture-word-rings = rings of equal cost
picture-word-tangent = tangent: its slope is the gradient
picture-word-start = start
picture-word-tangent-scaled = tangent: the gradient is { $ratio } × its slope
picture-word-best = best W
picture-word-best-w = best W: { $best }
picture-word-best-each = best value of each
picture-word-least = least cost: { $least }
picture-word-theory = theory
picture-word-goal = 1 % left
picture-word-goal-reached = 1 % left: epoch { $epoch }
picture-word-errors = errors H(x) − y at the start
picture-word-without-zero-grad = torch without zero_grad
picture-word-line-start = start: { $line }
picture-word-line-end = end: { $line }
picture-word-line-best = best: { $line }
picture-engine-hand = by hand
picture-engine-torch = torch
picture-engine-exact = exact
picture-steps-hand = steps by hand
picture-steps-torch = steps by torch
picture-steps-exact = steps, exact
picture-run-hand = W by hand
picture-run-torch = W by torch
picture-run-exact = W, exact

# Axes.
picture-axis-epoch = epoch
picture-axis-cost = cost(W)
picture-axis-cost-log = cost(W), log axis
picture-axis-excess = cost − least cost ({ $least }), log axis
picture-axis-w = W of { $name }
picture-axis-bias = b (the bias)
picture-axis-w-alone = W
picture-axis-w-shares = W, each divided by its own size
picture-axis-steepest = along the steepest direction: { $columns }
picture-axis-flattest = along the flattest direction: { $columns }
picture-axis-flat = along a direction that changes nothing: { $columns }

# Notes below titles.
picture-rule-hand = By hand, lr { $lr }.
picture-rule-torch = By torch, lr { $lr }.
picture-rule-exact = Exact, lr { $lr }.
picture-note-beyond = From epoch { $epoch } on it is beyond the picture.
picture-note-interrupted = Interrupted after { $done } of { $epochs } epochs.
picture-note-least = From epoch { $epoch } on the cost is the least one but for rounding.
picture-note-rings = From ring to ring inwards ¼ of the cost above the least is left.
picture-note-cut = Epochs after { $last } are not drawn.
picture-note-left-out = { $shown } weights that move the prediction most; { $left } are left out.
picture-note-rows = { $shown } of { $count } rows are drawn.

# Data.
picture-data-title = { $count ->
    [one] One point, and the line of least cost: { $best }
   *[other] { $count } points, and the line of least cost: { $best }
}
picture-data-summary = The data, { $x } against { $y }, with { $count ->
    [one] 1 point
   *[other] { $count } points
} and three lines: at the start { $start }, at the end of the run { $end }, of least cost { $best }.
picture-lab-data-summary = The data, x against y, with { $count ->
    [one] 1 point
   *[other] { $count } points
}, the hypothesis at the start { $start } with its errors, and the line of least cost { $best }.

# The cost of the lab.
picture-lab-cost-title = The cost over W is a bowl; its lowest point is at W = { $best }
picture-lab-cost-summary = The cost over W: a parabola whose lowest point, { $least }, is at W = { $best }. The tangent at the start, W = { $start }, has slope { $slope }; at the lowest point it is flat.
picture-lab-slope = slope { $slope }

# Without zero_grad.
picture-slip-never = Without zero_grad W doesn't settle: { $steps }
picture-slip-settles = Without zero_grad W still settles here: { $steps }
picture-slip-beyond = From epoch { $epoch } on the run with zero_grad is beyond the picture.
picture-slip-summary = W by epoch. With zero_grad it goes { $kept }. Without, the gradients of all epochs add up and it goes { $steps }, ending at { $end }; the best W is { $best }.

# The path of one W on its cost.
picture-path-smooth = W walks down towards the minimum: { $steps }
picture-path-oscillating = W steps past the minimum and back: { $steps }
picture-path-edge = W jumps about as far to the other side each time: { $steps }
picture-path-diverging = W lands farther from the minimum each time: { $steps }
picture-path-still = W stays where it started: { $start }
picture-path-other = The path of W on the cost: { $steps }
picture-path-summary = The curve of the cost over W with { $count ->
    [one] 1 step
   *[other] { $count } steps
} of W at lr { $lr } on it and the tangent at each ({ $steps }). The last W is { $end }, the best { $best }.

# The path of several weights.
picture-paths-smooth = The path goes down to the minimum without passing it
picture-paths-oscillating = The path swings from side to side and nears the minimum
picture-paths-smooth-far = The path goes down; { $left } % of the cost above the least is left
picture-paths-oscillating-far = The path swings from side to side; { $left } % of the cost above the least is left
picture-paths-edge = The path jumps about as far to the other side each time
picture-paths-diverging = The path swings wider with each step
picture-paths-still = W stays where it started
picture-paths-other = The path of W on the cost
picture-paths-summary = The rings of equal cost over both weights, with { $count ->
    [one] 1 step
   *[other] { $count } steps
} at lr { $lr } from cost { $start } to { $end }; in the middle of the rings the least cost, { $least }.
picture-planes-summary = The rings of equal cost in the plane through the best W along the steepest and the flattest direction, and the path seen in that plane: { $count ->
    [one] 1 step
   *[other] { $count } steps
} at lr { $lr } from cost { $start } to { $end }; the least cost is { $least }.

# Cost by epoch.
picture-cost-falls = The cost falls from { $start } to { $end }; the least is { $least }
picture-cost-factor = The cost falls from { $start } to { $end }: × { $factor } each epoch
picture-cost-diverges = The cost grows from { $start } to { $end }
picture-cost-overflows = The cost grows from { $start } until it is out of range, at epoch { $epoch }
picture-cost-still = The cost stays at { $start }
picture-cost-summary = Cost by epoch: from { $start } to { $end } in { $count ->
    [one] 1 epoch
   *[other] { $count } epochs
}; the least cost is { $least }.
picture-cost-summary-goal = At epoch { $epoch } 1 % was left of what it had above that.
picture-cost-summary-theory = Theory's prediction is drawn beside it.
picture-summary-beside = A second run ({ $engine }) ends at cost { $end } after { $count ->
    [one] 1 epoch
   *[other] { $count } epochs
}.

# W by epoch.
picture-w-settles = W settles at { $end }; the best is { $best }
picture-w-nears = W is at { $end } after { $count ->
    [one] 1 epoch
   *[other] { $count } epochs
}; the best is { $best }
picture-w-diverges = W swings wider each epoch, away from the best, { $best }
picture-w-still = W stays at { $end }; the best is { $best }
picture-ws-settles = The weights settle at their best values
picture-ws-nears = The weights are still on the way to their best values
picture-ws-diverges = The weights leave their best values behind
picture-ws-still = The weights stay where they started
picture-w-summary = W by epoch, { $count ->
    [one] 1 epoch
   *[other] { $count } epochs
}.
picture-w-end = { $name } from { $start } to { $end } (best { $best })
picture-w-summary-beside = A second run ({ $engine }) is drawn as squares.
