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

outcome-converged = It converged: the cost went from { $start } to { $cost }; the least possible is { $best }.
outcome-still_falling = It was still falling after { $done ->
    [one] 1 epoch
   *[other] { $done } epochs
}: the cost went from { $start } to { $cost }; the least possible is { $best }.
outcome-plateau = It stands still: W no longer moves, though the bottom isn't reached; the cost went from { $start } to { $cost }, and the least possible is { $best }.
outcome-bouncing = It ended bouncing: the steps jump from one side of the bottom to the other, and the cost falls no more; it went from { $start } to { $cost }, and the least possible is { $best }.
outcome-diverged = It diverged: from epoch { $epoch } on the cost never again fell below its starting value { $start }, and it ended at { $cost }; the least possible is { $best }.
outcome-interrupted = It was interrupted after { $done } of { $epochs } epochs: the cost went from { $start } to { $cost }; the least possible is { $best }.

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
verdict-limits = This cost is stable up to lr { $stable }; the best lr for { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
} is { $best }.
verdict-limits-beyond = This cost is stable up to lr { $stable }; yet the best lr for { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
} is { $best }, because hardly any of the cost lies along the steepest direction at this start.
verdict-all-flat = The cost is the same at every W (the columns hold only zeros), so every lr does the same: nothing.
verdict-not-unique = { $count ->
    [one] Along 1 direction
   *[other] Along { $count } directions
} the cost doesn't change at all, for these columns depend on each other, or hold only zeros: { $columns }. So the best W isn't unique; the one shown is the nearest to the start.
verdict-measured = All this was measured on the run itself: limits of the lr and factors by epoch are known for plain gradient descent with one lr, which this run wasn't.
verdict-tried-lr = Tried: lr { $lr } gets to 1 % in { $epoch ->
    [one] 1 epoch
   *[other] { $epoch } epochs
} and ends at cost { $cost }.
verdict-tried-lr-short = Tried: lr { $lr } doesn't get to 1 % in as many epochs either, but ends lower, at cost { $cost }.
verdict-tried-standardised = Tried: with the columns standardised (--standardize) the condition number falls from { $condition } to { $standardised }; lr { $lr } then gets to 1 % in { $epoch ->
    [one] 1 epoch
   *[other] { $epoch } epochs
} and ends at cost { $cost }.
