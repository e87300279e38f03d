# The verdict on a run.

regime-at-best = The start has the least cost already, so nothing moves, whatever the lr.
regime-zero = lr 0 moves nothing: every step is 0.
regime-smooth = lr { $lr } is smooth: { $directions ->
    [one] no step passes the bottom
   *[other] along the steepest direction no step passes the bottom
} ({ $move } = { $a }, at most 1).
regime-oscillating = lr { $lr } oscillates: { $directions ->
    [one] each step passes the bottom and lands nearer on the other side
   *[other] along the steepest direction each step passes the bottom and lands nearer on the other side
} ({ $move } = { $a }, between 1 and 2).
regime-edge = lr { $lr } is on the edge: { $directions ->
    [one] each step lands about as far away on the other side
   *[other] along the steepest direction each step lands about as far away on the other side
} ({ $move } = { $a }, about 2).
regime-diverging = lr { $lr } is diverging: { $directions ->
    [one] each step lands farther away on the other side
   *[other] along the steepest direction each step lands farther away on the other side
} ({ $move } = { $a }, above 2).

outcome-least = { $kind ->
    [none] {""}
    [surface] ; the minimum nearest to its end has { $best }
   *[least] ; the least possible is { $best }
}
outcome-converged = It converged: the cost went from { $start } to { $cost }{ $least }.
outcome-still_falling = It was still falling after { $done ->
    [one] 1 epoch
   *[other] { $done } epochs
}: the cost went from { $start } to { $cost }{ $least }.
outcome-plateau = It is on a plateau: { $ground ->
    [still] W no longer moves
   *[level] W hardly moves
}, though the bottom isn't reached; the cost went from { $start } to { $cost }{ $least }.
outcome-bouncing = It ended bouncing: the steps jump from one side of the bottom to the other, and the cost falls no more; it went from { $start } to { $cost }{ $least }.
outcome-saddle = It stopped at a saddle, which is no minimum: the cost went from { $start } to { $cost }{ $least }.
outcome-noise_floor = It came down to its noise floor: the mini-batches shake W about the bottom, and the cost falls no more; it went from { $start } to { $cost }{ $least }.
outcome-diverged = It diverged: from epoch { $epoch } on the cost never again fell below its starting value { $start }, and it ended at { $cost }{ $least }.
outcome-interrupted = It was interrupted after { $done } of { $epochs } epochs: the cost went from { $start } to { $cost }{ $least }.
outcome-not_begun = No epoch was asked for, so nothing moved: the cost is { $cost }{ $least }.

verdict-beyond = { $cost } (beyond what { $dtype } holds)
verdict-at-best = Epochs to 1 %: 0, for the start has the least cost already, but for rounding.
verdict-reached = Epochs to 1 %: { $epoch }. From there on the gap to the least cost is at most 1 % of what it was at the start.
verdict-rises-again = Epochs to 1 %: { $epoch }. There the gap to the least cost was 1 % of what it was at the start, but later it grew above that again.
verdict-crawling = Crawling: epochs to 1 % are { $needed } at this lr, and there were { $epochs }.
verdict-not-reached = Epochs to 1 %: not reached in { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}.
verdict-scale = The { $gradient } gradient is { $ratio } times the true gradient of the mean, so lr { $lr } here moves W as lr { $acts } does there.
verdict-one-direction = The cost has one curvature, along { $columns }: λ = { $curvature }, so each epoch multiplies the error by 1 − { $move } = { $factor }.
verdict-steepest = The steepest direction is mostly { $columns }: curvature λ = { $curvature }, so each epoch multiplies the error along it by 1 − { $move } = { $factor }.
verdict-flattest = The flattest direction is mostly { $columns }: curvature λ = { $curvature }, so each epoch multiplies the error along it by 1 − { $move } = { $factor }.
verdict-limits = This cost is stable up to lr { $stable }{ $momentum ->
    [none] {""}
   *[some] {" "}under this rule
}{ $epochs ->
    [0] {""}
    [one] ; the best lr for 1 epoch is { $best }
   *[other] ; the best lr for { $epochs } epochs is { $best }
}.
verdict-limits-beyond = This cost is stable up to lr { $stable }{ $momentum ->
    [none] {""}
   *[some] {" "}under this rule
}; yet the best lr for { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
} is { $best }, because hardly any of the cost lies along the steepest direction at this start.
verdict-all-flat = The cost is the same at every W (the columns hold only zeros), so every lr does the same: nothing.
verdict-not-unique = { $count ->
    [one] Along 1 direction
   *[other] Along { $count } directions
} the cost doesn't change at all, for these columns depend on each other, or hold only zeros: { $columns }. So the best W isn't unique; the one shown is the nearest to the start.
verdict-measured = All this was measured on the run itself: how much an epoch shrinks the error is known only for SGD whose settings stay the same.
verdict-uphill = The rule climbs (maximize), so the cost is meant to rise; without that setting it would descend.
verdict-clipped = { $count ->
    [0] No gradient was longer than { $norm }, so none was shortened.
   *[other] In { $count } of { $done } epochs the gradient was longer than { $norm } and was shortened to that.
}
verdict-schedule = The lr went from { $first } to { $last }; above { $stable } the error along the steepest direction grows, and { $count ->
    [0] no epoch was
    [1] 1 of { $done } epochs was
   *[other] { $count } of { $done } epochs were
} above that.
verdict-lr-ended = The schedule had brought the lr down to { $lr } by the end, so W hardly moved any more.
verdict-rounding = The last step was no longer than the rounding of { $dtype }: with so few digits W can't come nearer.

# Rules with momentum or decay.

regime-momentum = lr { $lr } with { $heavy ->
    [yes] momentum { $momentum }
   *[no] weight decay { $decay }
} is { $regime ->
    [smooth] smooth: along every direction W comes to rest without swinging
    [oscillating] oscillating: W swings about where it comes to rest, and the swings die down
    [edge] on the edge: along the steepest direction the swings hardly change in size
   *[diverging] diverging: along the steepest direction the swings grow
} (its limit here is lr { $stable }).
verdict-momentum = { $which ->
    [one-direction] The cost has one curvature, along { $columns }
    [steepest] The steepest direction is mostly { $columns }
   *[flattest] The flattest direction is mostly { $columns }
}: curvature λ = { $curvature }; there the rule multiplies the error by { $factor } an epoch in the long run, after a beginning that may be larger.
verdict-decay = Weight decay { $decay } pulls every weight to 0, so the rule comes to rest beside the best W, at a higher cost.

# Costs that are no quadratic, and mini-batches.

verdict-separable = There is no least cost: some W puts no row on a wrong side, and the longer such a W, the lower the cost.{ $grew ->
    [yes] {" "}So W never comes to rest: its length was { $before } at epoch { $epoch } and is { $after } at the end.
   *[no] {""}
} A penalty (--l2) would give the cost a bottom.
verdict-no-best = What the least cost is isn't known here, so how near it came can't be said.
verdict-saddle = The gradient is as short as { $slope }, but along { $columns } the cost curves downwards (curvature { $curvature }): from exactly there descent never leaves, from beside it only slowly.
verdict-flat-ground = The ground is flat here: its largest curvature is { $here }, that of the bottom { $there }, and the gradient is as short as { $slope }, so the steps are too.
verdict-kink = The absolute loss is as steep just beside its kink as far away, so steps don't get shorter near the bottom: at lr { $lr } they go over it for ever.
verdict-batches = An epoch takes many steps, each by the gradient of { $size ->
    [one] 1 row
   *[other] { $size } rows
}; limits known for steps by all rows don't hold for these.
verdict-noise = The rows disagree about the best W, so batches of { $size } keep shaking it. { $sampling ->
    [replace] At lr { $lr } theory expects the cost to stay { $expected } above the least one on average; over the last half it was { $measured }.
   *[shuffle] Over the last half the cost was { $measured } above the least one on average; at lr { $lr } batches of { $reference } drawn with replacement would leave { $expected }, an upper reference and no more.
}
verdict-noise-ahead = At lr { $lr } batches of { $reference } drawn with replacement would leave the cost { $expected } above the least one on average.
verdict-no-noise = One W fits every row, so even batches of { $size } leave no noise at the bottom.
verdict-noise-limit = Batches of { $size } drawn with replacement are stable up to lr { $batches }, all rows at once up to { $all }{ $sampling ->
    [shuffle] ; for shuffled ones the first is a reference and no more
   *[replace] {""}
}.
verdict-local = Near { $where ->
    [best] the best W
   *[other] the last W
} the largest curvature{ $rule ->
    [frozen] {" "}as this rule sees it
   *[sgd] {""}
} is λ = { $curvature }, mostly along { $columns }, so there lr is stable up to { $stable } (this run: { $lr }){ $rule ->
    [frozen] , if the sizes by which the rule divides its steps stay what they were at the end
   *[sgd] {""}
}{ $scope ->
    [local] ; this is local, and says nothing of other places
   *[same] {""}
}.
verdict-local-flat = Along { $count ->
    [one] 1 direction
   *[other] { $count } directions
} the cost doesn't change there; the condition number of the others is { $condition }.

# Changes that were tried.

verdict-tried = Tried: { $change } gets to 1 % in { $epoch ->
    [one] 1 epoch
   *[other] { $epoch } epochs
} and ends at cost { $cost }{ $beside }.
verdict-tried-short = Tried: { $change } ends lower, at cost { $cost }{ $beside }.
verdict-tried-l2 = Tried: with the penalty --l2 { $value } the cost has a bottom; W gets within 1 % of it in { $epoch ->
    [one] 1 epoch
   *[other] { $epoch } epochs
}, and the cost with the penalty ends at { $cost }.
verdict-beside = {" "}(this run: { $epochs ->
    [reached] { $epoch ->
        [one] 1 epoch
       *[other] { $epoch } epochs
    }, cost { $cost }
    [short] not in { $done ->
        [one] 1 epoch
       *[other] { $done } epochs
    }, cost { $cost }
   *[none] { $cost }
}{ $mean ->
    [yes] ; costs are means over the last quarter
   *[no] {""}
})
change-lr = { $value ->
    [constant] the constant lr { $lr }
    [schedule] the same schedule of lr { $lr }
   *[same] lr { $lr }
}
change-momentum = momentum { $value } with lr { $lr }
change-standardise = standardising the columns (--standardize{ $condition ->
    [unknown] {""}
   *[other] ; the condition number falls from { $condition } to { $standardised }
}) with lr { $lr }
change-drop = leaving out the column { $value }, with lr { $lr },
change-rule = the rule { $value } with lr { $lr }
change-schedule = the same lr falling to 0 (--schedule { $value })
change-averaging = the mean of W over the last half of the epochs
change-batch = batches of { $value } rows
change-nudge = a start { $value } away, along the direction that curves downwards,
change-decay = no weight decay
