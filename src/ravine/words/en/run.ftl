# A run and theory on the reader's own data.

engine-hand = by hand
engine-torch = by torch
engine-exact = exact, on p + 1 rows

log-epoch = epoch
log-cost = cost

run-title = { $target }, { $count ->
    [one] 1 row
   *[other] { $count } rows
}
run-hypothesis-words = H of x is the sum of each weight times its column, plus the bias b if there is one
run-setting = Mean squared error over { $columns ->
    [standardised] standardised columns
   *[raw] the columns as they are
}; gradient { $gradient }, in { $dtype }; lr { $lr }{ $auto ->
    [best] {" "}(the best for these epochs)
    [plain] {" "}(the best for these epochs of plain gradient descent)
    [default] {" "}(torch's default for this rule)
   *[no] {""}
}; { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}.
run-rule = Update rule { $rule }: { $formula }. Settings: { $settings }.{ $schedule ->
    [none] {""}
   *[other] {" "}The lr follows the schedule { $schedule } over these epochs.
}
run-log = Log, { $engine }
run-difference = The two engines differ by at most { $size } in any weight, over all epochs.
run-weights = W after { $done ->
    [one] 1 epoch
   *[other] { $done } epochs
}, and the best W
run-start = start
run-final = final
run-best = best (least squares)
run-final-raw = final, raw columns
run-best-raw = best, raw columns
run-verdict = What it did, and why

theory-title = Theory
theory-intro = The cost is a quadratic in { $p ->
    [one] 1 number
   *[other] { $p } numbers
}: along each eigen-direction of its Hessian, gradient descent multiplies the error by 1 − lr·λ each epoch. Best and long-run lr are for the gradient { $gradient }.
theory-raw = raw columns
theory-standardised = standardised
theory-condition = condition number λmax/λmin
theory-stable = stable up to lr, gradient { $formula }
theory-best = best lr for { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}
theory-long-run = long-run lr 2/(λmax + λmin)
theory-epochs = … epochs to 1 % with it
theory-never = never
theory-directions-raw = Eigen-directions, steepest first, raw columns
theory-directions-standardised = Eigen-directions, steepest first, standardised
theory-factor = error × each epoch (best lr)
theory-columns = largest columns

rules-title = Update rules
rules-name = rule
rules-settings = settings and their defaults
rules-formula = one step, ∇ the gradient
rules-schedules = Schedules of the lr: { $names }.
