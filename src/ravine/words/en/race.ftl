# Races, runs compared, and what a run predicts.

race-title = { $count ->
    [one] How 1 run came in
   *[other] How { $count } runs came in
}
race-run = run
race-epochs = epochs to 1 %
race-cost = final cost
race-outcome = outcome
race-log = Cost by epoch
race-lr-each = of each run as below
race-not-reached = not reached
race-unknown = –

race-outcome-converged = converged
race-outcome-still_falling = still falling
race-outcome-plateau = on a plateau
race-outcome-saddle = at a saddle
race-outcome-noise_floor = at its noise floor
race-outcome-bouncing = bouncing
race-outcome-diverged = diverged
race-outcome-interrupted = interrupted

race-other-costs = These runs descend different costs, so their costs don't compare, and none of them is the first.
race-other-starts = These runs descend the same cost from different starts, so none of them is the first.
race-other-epochs = Not all of these runs had the same number of epochs: compare their epochs to 1 %, not their final costs.
race-all-diverged = Every run diverged. Take a smaller lr, or --tuned.
race-tie = No run is the first: { $name } and another come in alike.
race-first = { $name } was the first to 1 %: epoch { $epoch }, { $by ->
    [one] 1 epoch
   *[other] { $by } epochs
} before { $second }.
race-first-alone = { $name } was the first to 1 %: epoch { $epoch }. No other run got there.
race-first-lower = { $name } and { $second } were the first to 1 %: epoch { $epoch }. { $name } ended lower.
race-first-lowest = { $goal ->
    [unknown] No least cost is known, so nothing tells when a run has 1 % left.
   *[known] No run got to 1 %.
} { $name } ended at the lowest cost: { $cost }.
race-lowest = At the end { $name } was lowest: { $cost }. What is fast at first and what gets lowest need not be one rule; { $first } was only the first to 1 %.
race-same-lr = All have the same lr, { $lr }, which means different things to different rules: to plain gradient descent a step is lr times the gradient, to Adam and its kin about lr itself, whatever the size of the gradient. For a comparison in which each has an lr that suits it, add --tuned.
race-tuned = Each lr was tuned for this cost, this start and { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}: { $tried ->
    [one] 1 lr was tried
   *[other] { $tried } lrs were tried in all
}, and the one of least cost at the end was kept. For other epochs or another start it may be another.
race-columns = The condition number of this cost is { $condition }; with every column at length 1 it would be { $scaled }. Scaling each weight by itself (here: { $names }) can make up for columns of different sizes, but not for directions that lie across the columns: it sees columns, not eigen-directions.

race-rules = rules: expected update rules by name, such as {"{"}"sgd": SGD(0.1), "adam": Adam(0.1){"}"}, got { $got }. Give at least one.
race-setting = { $name }: none of { $rules } has such a setting. Leave it out, or name a rule that has it.
setting-tuned = optimizer: expected one of ravine's own rules, with an lr that can be changed, got { $got }. Leave tuned out, or take a rule such as SGD(0.1).

saved-no-file = { $file }: expected a file that ravine run --json wrote, got a folder or a device. Name the file.
saved-large = { $file }: expected at most { $most } million bytes, got more. Save a run of fewer epochs.
saved-unreadable = { $file }: expected a file that can be read, got { $fault }. Correct the name, or write it with ravine run --json.
saved-json = { $file }: expected JSON, got something else ({ $fault }). Write it with ravine run --json.
saved-key = { $file }: expected { $expected } at { $key }, got { $got }. Write the file anew with ravine run --json.
saved-experiment = { $file }: the experiment in it can't be run. { $fault }
saved-epochs = { $file }: expected every epoch in the log, got { $got } in the place of { $epoch } ({ $key }). Write it anew, without --every and --keep.
saved-changed = { $file }: expected the costs of its own data, but at { $key } it says { $cost }, and W there has cost { $computed } now. The data or the file have changed since: run it anew.

files-cell-missing = { $file }, { $unit ->
    [row] row
   *[line] line
} { $line }, column "{ $column }": expected a finite number, got an empty or missing one. Fill it in, or take that row out of the file.

race-lr-best = { $lr } (the best for these epochs of plain gradient descent)
race-tuned-title = The learning rate

predict-diverged = --predict: expected a run that ends lower than it began, got one that diverged in { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}: its W predicts nothing. Take a smaller lr.
predict-name-taken = { $file }: expected no column "{ $column }", for the predictions are to go by that name, got one. Rename it.
predict-overwrite = { $file }: expected another file to save predictions in than one that was read. Name one with -o FILE.

usage-race-list = --optimizer: list stands alone, or names stand with commas between them.
usage-race-twice = --optimizer: { $name } is named twice; name each rule once.
usage-race-verb = --optimizer: one update rule at a time here, got { $names }; ravine run takes several.
usage-race-engine = --engine: a race and --tuned take one engine, hand or torch, got both.
usage-tuned-lr = --tuned finds the lr itself: leave out --lr.
usage-compare = Only documents that ravine run --json wrote are compared, got { $file }: it doesn't end in .json.
usage-compare-twice = { $file } is named twice; name each document once.
usage-predict-race = --predict needs one run, got several: name one optimizer, or one document.
usage-output-predict = -o needs --predict: it is where the predictions go.

option-tuned = search for the lr of least cost after these epochs, of each optimizer
option-predict = predict for the rows of FILE too, saved as FILE's name with -predictions.csv
