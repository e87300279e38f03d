# What is written in and beside pictures.

picture-folder = Pictures: expected a folder that can be written, got { $folder } ({ $fault }). Choose another folder, change its permissions, or leave the pictures out (lab: --no-pictures).

picture-file = { $file }: expected a file that can be written, got { $fault }. Choose another place, or change its permissions.
picture-ending = { $file }: expected a name that ends in one of { $known }. Choose one of these.
picture-format = picture format: expected one of { $known }, got { $got }. Choose one of these.
usage-picture-format = --picture-format says how --pictures are saved: give a folder with --pictures.
option-picture-format = what kind of file the pictures are: png, svg, pdf (png)

picture-ffmpeg = { $file }: expected ffmpeg for .mp4, and it isn't installed here. Choose a name that ends in .gif, which needs nothing else.
cli-animated = Film saved: { $file }
picture-frame = Epoch { $epoch } of { $last }, cost { $cost }
option-animate = save the run as a film, .gif, or .mp4 where there is ffmpeg

# Words of the legend.
picture-word-out-of-range = a number out of range
picture-word-data = data
picture-word-cost = cost
picture-word-rings = rings of equal cost
picture-word-tangent = tangent: its slope is the gradient
picture-word-start = start
picture-word-held-out = cost of the rows held out
picture-word-gradient = ‖gradient‖
picture-word-direction = λ = { $curvature }: { $columns }
picture-word-directions-rest = { $count } others
picture-word-tangent-scaled = tangent: the gradient is { $ratio } × its slope
picture-word-best = { $of ->
    [near] the minimum nearest to the end
   *[all] best W
}
picture-word-best-w = { $of ->
    [near] the minimum nearest to the end: { $best }
   *[all] best W: { $best }
}
picture-word-minimum = other minima
picture-word-best-each = best value of each
picture-word-least = { $of ->
    [near] cost of the nearest minimum: { $least }
   *[all] least cost: { $least }
}
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
picture-axis-excess = { $of ->
    [near] cost − cost of the nearest minimum ({ $least }), log axis
   *[all] cost − least cost ({ $least }), log axis
}
picture-axis-w = W of { $name }
picture-axis-bias = b (the bias)
picture-axis-w-alone = W
picture-axis-w-shares = W, each divided by its own size
picture-axis-steepest = along the steepest direction: { $columns }
picture-axis-flattest = along the flattest direction: { $columns }
picture-axis-short = { $of ->
    [steepest] steepest
    [flattest] flattest
    [flat] flat
    [most] most movement
   *[next] next most
}: { $columns }
picture-axis-most = along the direction of most movement: { $columns }
picture-axis-next = along the direction of next most: { $columns }
picture-axis-probability = { $name }: probability of class 1
picture-axis-flat = along a direction that changes nothing: { $columns }

picture-axis-gradient = ‖gradient‖
picture-axis-gradient-log = ‖gradient‖, log axis
picture-axis-share = share of the cost above the least

# Notes below titles.
picture-rule-hand = { $rule ->
    [plain] By hand, lr { $lr }.
   *[other] { $rule }, by hand, lr { $lr }.
}
picture-rule-torch = { $rule ->
    [plain] By torch, lr { $lr }.
   *[other] { $rule }, by torch, lr { $lr }.
}
picture-rule-exact = { $rule ->
    [plain] Exact, lr { $lr }.
   *[other] { $rule }, exact, lr { $lr }.
}
picture-note-batches = Mini-batches of { $size ->
    [one] 1 row
   *[other] { $size } rows
}.
picture-note-others-best = The other weights have their best values here.
picture-note-others-end = The other weights have the values they end with here.
picture-note-plane-path = The plane goes through the last W; earlier steps are seen from above it.
picture-note-beyond = From epoch { $epoch } on it is beyond the picture.
picture-note-interrupted = Interrupted after { $done } of { $epochs } epochs.
picture-note-least = From epoch { $epoch } on the cost is the least one but for rounding.
picture-note-rings = From ring to ring inwards ¼ of the cost above the least is left.
picture-note-cut = Epochs after { $last } are not drawn.
picture-note-left-out = { $shown } weights that move the prediction most; { $left } are left out.
picture-note-rows = { $shown } of { $count } rows are drawn.

# Data.
picture-data-title-best = { $count ->
    [one] One point
   *[other] { $count } points
}, and the { $seen ->
    [line] line of least cost: { $line }
    [logistic] probability of least cost: { $line }
   *[other] curve of least cost
}
picture-data-title-end = { $count ->
    [one] One point
   *[other] { $count } points
}, and the { $seen ->
    [line] line at the end of the run: { $line }
    [logistic] probability at the end of the run: { $line }
   *[other] curve at the end of the run
}
picture-data-summary = The data, { $x } against { $y }, with { $count ->
    [one] 1 point
   *[other] { $count } points
} and { $seen ->
    [line] lines
    [logistic] probabilities of class 1
   *[other] curves
} through them: { $lines }.
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
picture-path-leaving = W goes where the cost is higher than at the start: { $steps }
picture-path-still = W stays where it started: { $start }
picture-path-other = The path of W on the cost: { $steps }
picture-path-summary = The curve of the cost over W with { $count ->
    [one] 1 step
   *[other] { $count } steps
} of W at lr { $lr } on it and the tangent at each ({ $steps }). The last W is { $end }.
picture-best-summary = The best is { $best }.
picture-least-summary = { $of ->
    [near] The minimum nearest to the end has cost { $least }.
   *[all] The least cost is { $least }.
}

# The path of several weights.
picture-paths-smooth = The path goes down to the minimum without passing it
picture-paths-oscillating = The path swings from side to side and nears the minimum
picture-paths-smooth-far = The path goes down; { $left } % of the cost above the least is left
picture-paths-oscillating-far = The path swings from side to side; { $left } % of the cost above the least is left
picture-paths-edge = The path jumps about as far to the other side each time
picture-paths-diverging = The path swings wider with each step
picture-paths-leaving = The path goes where the cost is higher than at the start
picture-paths-still = W stays where it started
picture-paths-other = The path of W on the cost, from { $start } to { $end }
picture-paths-summary = Rings of equal cost { $seen }
picture-surface-summary = The cost as a surface { $seen }
picture-path-seen = { $plane ->
    [eigen] in the plane through the best W along the steepest and the flattest direction
    [path] in the plane through the last W along the two directions in which the path goes farthest
   *[weights] over two weights
}, and the path on it: { $count ->
    [one] 1 step
   *[other] { $count } steps
} at lr { $lr } from cost { $start } to { $end }.

# Other kinds.
picture-gradient-falls = The gradient shrinks from { $start } to { $end }
picture-gradient-grows = The gradient grows from { $start } to { $end }
picture-gradient-stays = The gradient stays at { $start }
picture-gradient-summary = The length of the gradient by epoch: from { $start } to { $end } in { $count ->
    [one] 1 epoch
   *[other] { $count } epochs
}.
picture-note-gradient-scale = It is { $ratio } × the true gradient.
picture-direction-place = { $kind ->
    [steepest] the steepest direction ({ $columns })
    [flattest] the flattest direction ({ $columns })
   *[middle] the direction with λ = { $curvature } ({ $columns })
}
picture-directions-same = What is left of the cost stays along { $last }: { $start } %, in the end { $end } %
picture-directions-change = What is left of the cost moves from { $first }, { $start } %, to { $last }, { $end } %
picture-directions-summary = The share of each eigen-direction in the cost above the least, epochs 0 to { $count }: at the start { $start } % along { $first }, in the end { $end } % along { $last }. Bands, by curvature: { $bands }.

# Several runs.
picture-word-runner = { $name }, ends at { $end }
picture-note-runner-beyond = From epoch { $epoch } on { $name } is beyond the picture.
picture-race-diverge = Every run diverges
picture-race-first = { $name } is the first to have 1 % of the cost above the least left: epoch { $epoch }
picture-race-lowest = { $name } ends at the lowest cost: { $cost }
picture-race-summary = The cost of { $count } runs by epoch.
picture-race-end = { $name }: from { $start } to { $end } in { $count ->
    [one] 1 epoch
   *[other] { $count } epochs
}.
picture-race-paths = The paths over the same cost: { $names }
picture-race-w = W by epoch: { $names }
picture-race-paths-summary = The paths of { $count } runs from start to end: { $names }.

# Pictures that don't fit a run.
picture-kind = picture: expected one of { $known }, got { $got }. Choose one of these.
picture-columns = columns: expected two different columns of { $known }, got { $got }. Name two of these.
picture-columns-contour = columns: expected them with the picture contour only, got them with { $kind }. Leave them out, or ask for contour.
picture-two-weights = picture { $kind }: expected a run of two weights or more, got one of 1. Ask for path: it shows the cost over this weight.
picture-data = picture data: expected data with one feature and one prediction for each row, got { $got ->
    [none] a cost without data
    [classes] a probability for each of several classes
   *[features] data with several features
}. Ask for path or w-by-epoch.
picture-directions = picture directions: expected a least-squares cost, whose curvatures are the same everywhere, got another one. Ask for contour or surface.
picture-directions-least = picture directions: expected a run that starts above the least cost, got one that is there from the start. Start elsewhere.

# Cost by epoch.
picture-cost-falls = The cost falls from { $start } to { $end }
picture-cost-falls-least = The cost falls from { $start } to { $end }; { $of ->
    [near] the nearest minimum has { $least }
   *[all] the least is { $least }
}
picture-cost-factor = The cost falls from { $start } to { $end }: × { $factor } each epoch
picture-cost-diverges = The cost grows from { $start } to { $end }
picture-cost-overflows = The cost grows from { $start } until it is out of range, at epoch { $epoch }
picture-cost-still = The cost stays at { $start }
picture-cost-summary = Cost by epoch: from { $start } to { $end } in { $count ->
    [one] 1 epoch
   *[other] { $count } epochs
}.
picture-cost-summary-goal = At epoch { $epoch } 1 % was left of what it had above that.
picture-cost-summary-held-out = The cost of the rows held out goes from { $start } to { $end }.
picture-cost-summary-theory = Theory's prediction is drawn beside it.
picture-summary-beside = A second run ({ $engine }) ends at cost { $end } after { $count ->
    [one] 1 epoch
   *[other] { $count } epochs
}.

# W by epoch.
picture-w-settles = W settles at { $end }; { $of ->
    [near] the nearest minimum is at { $best }
   *[all] the best is { $best }
}
picture-w-moves = W goes to { $end }
picture-ws-moves = The weights, epoch by epoch
picture-w-nears = W is at { $end } after { $count ->
    [one] 1 epoch
   *[other] { $count } epochs
}; { $of ->
    [near] the nearest minimum is at { $best }
   *[all] the best is { $best }
}
picture-w-diverges = { $of ->
    [near] W leaves the minimum at { $best } farther behind each epoch
   *[all] W swings wider each epoch, away from the best, { $best }
}
picture-w-still = W stays at { $end }; { $of ->
    [near] the nearest minimum is at { $best }
   *[all] the best is { $best }
}
picture-ws-settles = The weights settle at their best values
picture-ws-nears = The weights are still on the way to their best values
picture-ws-diverges = The weights leave their best values behind
picture-ws-still = The weights stay where they started
picture-w-summary = W by epoch, { $count ->
    [one] 1 epoch
   *[other] { $count } epochs
}.
picture-w-end = { $name } from { $start } to { $end }
picture-w-end-best = {" "}(best { $best })
picture-w-summary-beside = A second run ({ $engine }) is drawn as squares.
