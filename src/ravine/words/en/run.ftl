# A run and theory on the reader's own data.

engine-hand = by hand
engine-torch = by torch
engine-exact = exact, on p + 1 rows

log-epoch = epoch
log-cost = cost
log-held-out = held out

run-title = { $target }, { $count ->
    [one] 1 row
   *[other] { $count } rows
}
run-title-surface = The surface { $name }
run-hypothesis-words = H of x is the sum of each weight times its column, plus the bias b if there is one
run-hypothesis-words-polynomial = H of x is the sum of each weight times a power of the feature, which is mapped to −1 to 1, plus the bias b if there is one
run-hypothesis-words-logistic = H of x, the probability of class 1, is 1 over 1 plus e to the minus score; the score is the sum of each weight times its column, plus the bias b if there is one
run-hypothesis-words-softmax = H of x, the probability of each class, is e to its score over the sum of these for all classes; each class has its own weights, and a bias if there is one
run-surface-words = a function of W, with no rows behind it
run-setting-surface = In { $dtype }; lr { $lr }{ $auto ->
    [best] {" "}(the best for these epochs)
    [kept] {" "}(the best for these epochs if it stayed)
    [default] {" "}(torch's default for this rule)
    [safe] {" "}(1 over the largest curvature that this cost has anywhere)
   *[no] {""}
}; { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}.
run-setting = { $loss ->
    [absolute] Mean absolute error
    [huber] Mean Huber loss
    [log] Mean log loss
    [cross-entropy] Mean cross-entropy
   *[squared] Mean squared error
} over { $columns ->
    [standardised] standardised columns
   *[raw] the columns as they are
}; gradient { $gradient }, in { $dtype }; lr { $lr }{ $auto ->
    [best] {" "}(the best for these epochs)
    [kept] {" "}(the best for these epochs if it stayed)
    [default] {" "}(torch's default for this rule)
    [safe] {" "}(1 over the largest curvature that this cost has anywhere)
   *[no] {""}
}; { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}.
run-batches = Mini-batches of { $size ->
    [one] 1 row
   *[other] { $size } rows
}, { $sampling ->
    [replace] drawn with replacement
   *[shuffle] every row once an epoch in a new order
} (seed { $seed }); each makes an update, and cost and gradient of an epoch are those of all rows.
run-l2 = The cost has the penalty (l2/2) ‖W‖² with l2 = { $l2 }; the bias is left out of it.
run-holdout = { $count ->
    [one] 1 of { $rows } rows is
   *[other] { $count } of { $rows } rows are
} held out: no step sees them, and their cost stands beside that of the others.
run-exact = { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} read once, every epoch since on { $few }; exact.
run-kept = Of { $rows } epochs W is kept of { $kept }, the cost of all.
run-clip = A gradient longer than { $clip } is shortened to that.
run-stopped = It stopped after { $done ->
    [one] 1 epoch
   *[other] { $done } epochs
}, when the gradient was no longer than { $tol }.
run-rule = Update rule { $rule }: { $formula }. Settings: { $settings }.{ $schedule ->
    [none] {""}
   *[other] {" "}The lr follows the schedule { $schedule } over these epochs.
}
run-log = Log, { $engine }
run-difference = The two engines differ by at most { $size } in any weight, over all epochs.
run-weights = W after { $done ->
    [one] 1 epoch
   *[other] { $done } epochs
}{ $best ->
    [none] {""}
   *[known] , and the best W
}
run-start = start
run-final = final
run-best = { $kind ->
    [surface] the minimum nearest to the end
    [least] best (least squares)
   *[other] best
}
run-final-raw = final, raw columns
run-best-raw = best, raw columns
run-verdict = What it did, and why

rules-title = Update rules
rules-name = rule
rules-settings = settings and their defaults
rules-formula = one step, ∇ the gradient
rules-schedules = Schedules of the lr: { $names }.
