# The verdict on a run.

regime-smooth = lr { $lr } is smooth: along the steepest direction it steps towards the bottom without passing it (lr·λ = { $a }, at most 1).
regime-oscillating = lr { $lr } oscillates: along the steepest direction each step passes the bottom and lands nearer on the other side (lr·λ = { $a }, between 1 and 2).
regime-edge = lr { $lr } is on the edge: along the steepest direction each step lands as far away on the other side (lr·λ = { $a }, about 2).
regime-diverging = lr { $lr } is diverging: along the steepest direction each step lands farther away on the other side (lr·λ = { $a }, above 2).

outcome-converged = It converged: the cost went from { $start } to { $cost }; the least possible is { $best }.
outcome-still_falling = It was still falling after { $done ->
    [one] 1 epoch
   *[other] { $done } epochs
}: the cost went from { $start } to { $cost }; the least possible is { $best }.
outcome-bouncing = It ended bouncing: the last steps undo each other, the cost went from { $start } to { $cost } and falls no more; the least possible is { $best }.
outcome-diverged = It diverged: from epoch { $epoch } on the cost never again fell below its starting value { $start }, and it ended at { $cost }.
outcome-interrupted = It was interrupted after { $done } of { $epochs } epochs: the cost went from { $start } to { $cost }; the least possible is { $best }.

verdict-reached = Epochs to 1 %: { $epoch } (from there on at most 1 % is left of what the cost had above the least one).
verdict-rises-again = Epochs to 1 %: { $epoch } (there 1 % was left of what the cost had above the least one), but later it rose above that again.
verdict-crawling = Crawling: epochs to 1 % are { $needed } at this lr, and there were { $epochs }.
verdict-not-reached = Epochs to 1 %: not reached in { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}.
verdict-steepest = The steepest direction is mostly { $columns }: curvature λ = { $curvature }, so each epoch multiplies the error along it by 1 − lr·λ = { $factor }.
verdict-flattest = The flattest direction is mostly { $columns }: curvature λ = { $curvature }, so each epoch only multiplies the error along it by { $factor }.
verdict-limits = This cost is stable up to lr { $stable }; the best lr for { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
} is { $best }.
verdict-tried-lr = Tried: lr { $lr } { $reached } and ends at cost { $cost }.
verdict-tried-standardised = Tried: with the columns standardised the condition number falls from { $condition } to { $standardised }; lr { $lr } then { $reached } and ends at cost { $cost }.
verdict-not-unique = { $count ->
    [one] Along 1 direction the cost doesn't change at all (columns that depend on each other, or hold only zeros)
   *[other] Along { $count } directions the cost doesn't change at all (columns that depend on each other, or hold only zeros)
}, so the best W isn't unique; the one shown is the nearest to the start.
trial-reached = gets to 1 % { $epoch ->
    [0] from the start
    [one] in 1 epoch
   *[other] in { $epoch } epochs
}
trial-not-reached = doesn't get to 1 % in as many epochs
