# The terminal.

cli-ravine = ravine looks at gradient descent: what is it doing, why, and what would do better? Start with: ravine lab
cli-lab = A lab: story, question, logs, pictures. The first one, "Minimizing cost", unless NAME is another (--list) or your own my.toml.
cli-run =
    Gradient descent on your own data: the log, the best line, what it did and why.

    SOURCE is a file of data, surface:NAME, an experiment (.toml) or a run that --json saved (.json); with MORE .json files, they are shown side by side.
cli-theory = What theory knows of your data before anything runs: curvatures, limits, the best learning rate.
cli-check =
    Your own gradient against the true one: right, or what is wrong with it.

    FUNCTION is a file and a name, as in mine.py:gradient: a function of (W, x, y), or of (W, b, x, y) where the bias has a component of its own. The file is run. SOURCE is a file of data, a lab or an experiment; without one, the three points of lab-03.
cli-code = The code of a run: a plain PyTorch program that prints the same log.

cli-epochs = epochs
cli-interrupted = interrupted.
cli-picture = Picture { $file }: { $title }
cli-saved = { $count ->
    [one] 1 picture
   *[other] { $count } pictures
} saved in { $folder }/
cli-open = The page is { $file }; open it in a browser.

usage-usage = Usage:
usage-options = options
usage-verbs = verbs
usage-help = Help: { $command }
usage-extra = Nothing was expected after the source, got { $words }; put a name with spaces in quotes.
usage-no-option = There is no option { $option }{ $near ->
    [no] .
   *[other] ; did you mean { $near }?
}
usage-no-verb = { $verb } is neither a verb nor a file here.
usage-option-value = { $option } { $takes ->
    [nothing] takes no value.
   *[value] needs a value after it.
}
usage-missing = { $name } is missing: say what to look at, a file of data for example.
usage-bad-value = { $name }: expected { $expected }, got { $got }.
usage-number = a finite number such as 0.1, 1e-3 or 3/28{ $word ->
    [no] {""}
   *[other] , or the word { $word }
}
usage-count = a whole number, { $least } or more
usage-one-of = one of { $words }
usage-keep = all, log, or a whole number above 0
usage-no-pictures = --no-pictures goes with neither --pictures nor --show.
usage-torch-lr = --torch-lr needs --engine torch or both.
usage-settled = { $source } settles that itself: leave out { $options }.
usage-only-with = { $option } does nothing without { $other }: add that, or leave { $option } out.

option-help = this help
option-version = the version
option-lang = the language, else RAVINE_LANG, else the system's
option-as-json = one JSON document on standard output, nothing else
option-plain = no boxes, no progress bar, formulas in words
option-lr = { $verb ->
    [lab] the learning rate by hand (0.1); torch takes the equivalent one
    [code] the learning rate, for the gradient scale; auto (as it is without this option): the best for these epochs (a lab: its own), with another rule than sgd torch's default
    [sweep] the learning rates to sweep, evenly in ratios, for the gradient scale (around this cost's own limit)
    [run] the learning rate, for the gradient scale; auto (as it is without this option): the best for these epochs, with another rule than sgd torch's default
   *[other] the learning rate, for the gradient scale; auto (as it is without this option): the best for these epochs
}
option-torch-lr = the learning rate of torch.optim.SGD
option-start = { $verb ->
    [lab] W before the first update (0)
   *[other] W before the first update: one number for all (0), or one for each column and then b
}
option-epochs = how many updates { $verb ->
    [lab] (10)
    [sweep] each descent makes (1000)
   *[other] (100)
}
option-engine = { $verb ->
    [lab] which of the two runs to make (both)
    [code] the loop by hand, the one around torch.optim, or both (both)
   *[other] who computes: our rules over all rows (hand), PyTorch (torch), or both, compared; exact, a least-squares cost as one of p + 1 rows; auto, exact where a loop would take long, else by hand (auto)
}
option-gradient = { $verb ->
    [lab] the scale of the gradient by hand: mean, the true one; sum; half_mean; half_sum, as the lab writes it
    [check] the scale that counts as right: mean, the true one (as it is without this option); sum; half_mean; half_sum
   *[other] the scale of the gradient: mean, the true one (as it is without this option); sum; half_mean; half_sum
}
option-dtype = { $verb ->
    [lab] the precision (float32)
    [code] the precision (float64; a lab: its own)
   *[other] the precision (float64)
}
option-pictures = { $verb ->
    [lab] where to save the pictures (ravine-lab-03/)
    [sweep] save a picture of the sweep there
   *[other] save pictures of the run there
}
option-no-pictures = save no pictures
option-listed = the labs there are
option-show = open the lab as a page in the browser, pictures and all
option-target = the column to predict; without it the columns are listed
option-features = the columns to predict from (every other one that holds numbers)
option-feature = the same, a name at a time, for names with a comma in them
option-drop-missing = leave out rows with a missing cell, and say how many
option-decimal = the decimal mark of a text file
option-encoding = the encoding of a text file (utf-8)
option-no-bias = no b: a line through the origin
option-standardize = descend on columns of mean 0 and standard deviation 1
option-optimizer = { $verb ->
    [sweep] the update rule (sgd); several with commas between them, each over its own lr; list: what there is, with formulas
    [run] the update rule (sgd); several with commas between them race; list: what there is, with formulas
   *[other] the update rule (sgd); list: what there is, with formulas
}
option-schedule = how the lr changes over the epochs: constant, linear, step, exponential, cosine, one-cycle (not at all)
option-momentum = { $verb ->
    [sweep] sgd, rmsprop: how much of the velocity each step keeps (0); a range, 0..0.99, is swept too, of adam and its kin beta1
   *[other] sgd, rmsprop: how much of the velocity each step keeps (0)
}
option-dampening = sgd: how much less of each gradient is taken in (0)
option-weight-decay = adds this times W to the gradient; adamw: takes it from W itself (0, adamw 0.01)
option-lr-decay = adagrad: makes the lr fall with each step (0)
option-initial-accumulator-value = adagrad: what the sum of squares starts from (0)
option-eps = keeps the division by small gradients finite
option-alpha = rmsprop: how much of the average of squares is kept (0.99); asgd: the power with which the lr falls (0.75)
option-rho = adadelta: how much of the averages is kept (0.9)
option-beta1 = adam and its kin: how much of the average gradient is kept (0.9)
option-beta2 = adam and its kin: how much of the average square is kept (0.999)
option-momentum-decay = nadam: how fast momentum grows (0.004)
option-etaminus = rprop: what a step size shrinks by (0.5)
option-etaplus = rprop: what a step size grows by (1.2)
option-step-size-min = rprop: the smallest step size (1e-06)
option-step-size-max = rprop: the largest step size (50)
option-lambd = asgd: how fast the lr falls, and how strong the pull to 0 is (0.0001)
option-t0 = asgd: after how many steps averaging begins (1e+06)
option-nesterov = sgd: look ahead along the velocity
option-maximize = climb instead of descending
option-centered = rmsprop: divide by the standard deviation of the gradients
option-amsgrad = adam, adamw: divide by the largest average of squares so far
option-decoupled-weight-decay = adam, nadam, radam: weight decay acts on W itself
option-every = { $verb ->
    [code] print each N-th epoch (1)
   *[other] show each N-th epoch (about 20 lines)
}
option-notebook = write a notebook (.ipynb)
option-output = { $verb ->
    [run] save the predictions as FILE
   *[other] save it as FILE instead of printing it
}

columns-title = { $file }: { $count ->
    [one] 1 row
   *[other] { $count } rows
}
columns-name = column
columns-kind = holds
columns-numbers = numbers
columns-text = text
columns-command = Which column is to be predicted? Name it as the target, for example:
option-hypothesis = H(x): linear, line (one feature), polynomial (one feature), logistic (two classes), softmax (classes) (linear)
option-degree = the degree of the polynomial (2)
option-loss = the loss of a row: squared, absolute, huber; log for logistic, cross-entropy for softmax (the first that fits)
option-delta = huber: up to which residual a row counts as squared (1)
option-l2 = the penalty (l2/2) ‖W‖², the bias left out (0)
option-condition = surface:valley: the condition number (100)
option-turn = surface:valley: by how many degrees it is turned (0)
option-batch-size = rows in a mini-batch (all rows in one)
option-seed = of the order of rows in mini-batches, and of the rows held out (0)
option-sampling = shuffle: every row once an epoch; replace: drawn with replacement (shuffle)
option-holdout = the share of the rows that no step sees; their cost is shown beside (0)
option-clip = shorten every gradient that is longer to this length
option-tol = stop when the true gradient is no longer than this
option-keep = of which epochs W is kept: all, each K-th, or log, ever fewer; the cost is kept of every epoch (all)
