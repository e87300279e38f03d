# Theory: what the curvatures of a cost say before anything runs.

theory-title = Theory
theory-intro = The cost is a quadratic in { $p ->
    [one] 1 number
   *[other] { $p } numbers
}: along each eigen-direction of its Hessian, gradient descent multiplies the error by 1 − lr·λ each epoch. Best and long-run lr are for the gradient { $gradient }.
theory-intro-rule = The cost is a quadratic in { $p ->
    [one] 1 number
   *[other] { $p } numbers
}: each eigen-direction of its Hessian goes its own way. Update rule SGD with { $settings }: a direction's error and velocity are multiplied by a matrix of 2 × 2 numbers each epoch, and in the long run the error by the larger in size of its two eigenvalues. Best and long-run lr are for this rule and the gradient { $gradient }.
theory-intro-schedule = The lr or the momentum follows a schedule: no limit and no best lr is known, only the path. Factors are those of the first step.
theory-own = At lr { $lr } on the columns as they are: { $regime ->
    [smooth] nothing swings
    [oscillating] it swings, and settles
    [edge] it is on the edge of diverging
   *[diverging] it diverges
}; lr·λmax is { $move }, the limit { $limit }.
theory-decay = Weight decay pulls all of W to 0, a bias too, and adds { $decay } to every curvature. So it comes to rest beside the best W, at a cost { $excess } above the least one.
theory-raw = raw columns
theory-standardised = standardised
theory-condition = condition number λmax/λmin
theory-stable = stable up to lr, gradient { $formula }
theory-best = best lr for { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}
theory-best-heavy-ball = best lr, momentum for { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}
theory-best-nesterov = … and nesterov
theory-pair = { $lr }, { $momentum }
theory-long-run = long-run lr{ $plain ->
    [yes] {" "}2/(λmax + λmin)
   *[no] {""}
}
theory-epochs = … epochs to 1 % with it
theory-own-epochs = epochs to 1 %
theory-never = never
theory-directions-raw = Eigen-directions, steepest first, raw columns
theory-directions-surface = Eigen-directions, steepest first
theory-directions-standardised = Eigen-directions, steepest first, standardised
theory-directions = Share: a direction's part of the cost above the least one, at the start. Factor: what each epoch multiplies the error along it by, { $lr ->
    [best] at the best lr
   *[first] with the settings of the first step
}. To 1 %: epochs until a hundredth of its own part of that cost is left.
theory-share = share
theory-factor = factor
theory-to-1-percent = to 1 %
theory-columns = largest columns

theory-noise-title = Batches of { $size ->
    [one] 1 row
   *[other] { $size } rows
}
theory-noise = Drawn with replacement, at lr { $lr }: the cost doesn't settle at the least one but wanders about { $excess } above it in the mean. With batches of this size the mean stays finite up to lr { $stable }; with all rows at once it is stable up to { $whole }. For batches that shuffle the rows the first figure is a reference and no more.
theory-noise-none = Drawn with replacement, at lr { $lr }: one W fits every row, so no noise is left at the best W. With batches of this size it gets there up to lr { $stable }; with all rows at once up to { $whole }. For batches that shuffle the rows the first figure is a reference and no more.
theory-noise-diverging = Drawn with replacement, at lr { $lr }: the mean cost grows for ever, since with batches of this size it stays finite only up to lr { $stable }; with all rows at once it is stable up to { $whole }. For batches that shuffle the rows the first figure is a reference and no more.

theory-local-title = Theory near one W
theory-local = The cost is no quadratic in W. What follows holds near this W only, where the cost is nearly one: { $W }.
theory-local-where = { $where ->
    [best] It is the W of the least cost known.
    [end] It is where the run ended.
    [start] It is the start; no least cost is known.
   *[given] {""}
}
theory-local-stable = Near here { $settings ->
    [none] gradient descent
   *[other] SGD with { $settings }
} is stable up to lr { $stable } (gradient scale { $gradient }).
theory-local-none = Along { $count ->
    [one] 1 direction
   *[other] { $count } directions
} the cost curves downwards here: it isn't convex, descent leaves along it at any lr, and there is no stable lr.
theory-local-flat = Along { $count ->
    [one] 1 direction
   *[other] { $count } directions
} the cost doesn't curve here, but for rounding.
theory-local-condition = Over the directions that curve, the condition number λmax/λmin is { $condition }.
theory-local-adam = { $rule } divides each weight's step by its own number, which changes as it goes. If these numbers stayed as they were at the end of the run, the limit would be lr { $stable }; the curvatures are those of the cost so divided. It is no more than that.

theory-no-quadratic = theory: expected a least-squares cost or a run on one, got another. Use local, which knows what holds near one W.
theory-rule = theory: expected SGD, which may have momentum, dampening, nesterov, weight decay or a schedule, got { $got }. Choose sgd, or run it and read the verdict.
theory-another-cost = another cost
theory-noise-rule = --batch-size: expected a least-squares cost and SGD without momentum, weight decay and schedule, got { $got }. Leave one of the two out.
theory-local-size = local: expected W of { $expected } finite numbers, got { $got }. Give one number for each of { $names }.
