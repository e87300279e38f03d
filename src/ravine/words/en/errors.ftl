# What can't be used: where, what was expected, what was found, what to do next.

data-y-columns = y: expected one target per row, shape (m,) or (m, 1), got shape { $shape }. Choose one column of y.
data-row-counts = x and y: expected the same number of rows, got { $x } in x and { $y } in y. Give every row of x its target.
data-index = x and y: expected the same index, row for row, got two that differ. Align them first (x, y = x.align(y, axis=0)), or pass arrays to pair rows by their order.
data-empty = x: expected at least one row and one column, got shape { $shape }. Give some rows.
data-name-count = names: expected one for each of the { $columns } columns of x, got { $names }. Name every column, or leave out names.
data-name-twice = names: expected every column to have its own, got { $name } twice. Rename one of them.
data-not-finite = Row { $row } (counted from 0) of column { $column }: expected a finite number, got { $got }. Fill it in, or leave the row out.
data-range = Column { $column }: expected numbers whose squares { $dtype } can hold, got up to { $size }. Use another unit{ $dtype ->
    [float32] , or float64
   *[other] {""}
}.
data-ragged = { $what }: expected rows of equal length, got some longer than others. Give every row the same number of values.
data-not-numbers = { $what }: expected numbers, got { $got }. Turn it into numbers, or leave it out.
data-rounded = { $what }: expected whole numbers that float64 holds exactly, up to 2^53, got { $got }. Subtract a constant, use another unit, or turn them into floats yourself.
data-axes = { $what }: expected one or two axes, rows and columns, got shape { $shape }. Give each row its numbers in one flat list.

cost-parameters = The start (W): expected { $expected ->
    [one] 1 number ({ $names })
   *[other] { $expected } numbers ({ $names })
}, got { $got }. Give one number for each, or a single one for all.
cost-parameters-finite = The start (W: { $names }): expected finite numbers that { $dtype } can hold, got some that aren't. Start closer to 0.
descent-start = The start: expected a cost and a gradient that { $dtype } can hold, got some beyond it. Start closer to 0{ $dtype ->
    [float32] , or use float64
   *[other] , or use another unit for the columns
}.

quadratic-loss = The p + 1 rows: expected the squared loss, got { $got }. Only a squared loss makes a cost of p + 1 rows.
quadratic-range = Column { $column }: expected numbers from 1e-150 to 1e150 in size, whose squares float64 can hold, got { $size }. Use another unit for this column.
quadratic-best = Column { $column }: expected a best weight that float64 can hold, got one beyond it. Use another unit for this column or for y.
quadratic-flattest = Column { $column }: expected a curvature that float64 can hold, got one too close to 0. Use another unit for this column, or standardise the columns.

setting-lr = lr: expected a finite number, at least 0, got { $got }. Try 0.01.
setting-epochs = epochs: expected a whole number from 0 to { $most }, got { $got }. Try 100.
setting-every = every: expected a whole number above 0, got { $got }. Leave it out to see about 20 lines.
setting-gradient = gradient: expected one of { $known }, got { $got }. The true gradient of the mean is called mean.
setting-engine = engine: expected one of { $known }, got { $got }. Leave it out to let the cost compute itself.
setting-optimizer = optimizer: expected an update rule with one lr, got { $got }. Try SGD(lr=0.01).
setting-cost = cost: expected a Cost, a Quadratic, a function of W, or x with y beside it, got { $got }. Pass x and y, or Cost(Data(x, y)).
setting-cost-twice = bias, gradient and dtype: expected only beside x and y, got some beside a { $got }, which has its own. Set them where the { $got } is made.
setting-bias = bias: expected True or False, got { $got }. True adds a b to H(x).
setting-dtype = dtype: expected float64 or float32, got { $got }. Leave it out for float64.
setting-lab = lab: expected one of { $known }, got { $got }. ravine lab --list shows which there are.
setting-document-section = The section { $key } of the experiment: expected a table of keys and values, got { $got }. Write it as [{ $key }] in TOML, or as an object in JSON.
setting-document-key = The experiment: expected one of the keys { $known }, got { $key }. Correct or remove that key.
setting-document-value = { $key } in the experiment: expected { $known }, got { $got }. Correct that value.
setting-document-missing = The experiment: expected { $key }, got none. Add it, or name a file in data.file.

experiment-start-cost = The start: expected a cost that float64 can hold, got one beyond it for { $target }. Start closer to 0, or use another unit for the columns.
experiment-toml = { $file }: expected an experiment in TOML, got { $fault }. Correct the file.

hypothesis-constant = Column { $column }: expected at least two different numbers to map to −1 and 1, got { $got } throughout. A polynomial needs a feature that varies.
hypothesis-one-feature = The hypothesis { $hypothesis }: expected rows with one feature, got { $got }. Choose one (--features NAME), or take the linear hypothesis.
hypothesis-classes = Column { $target }: expected classes 0, 1, 2, ... for the { $hypothesis } hypothesis, got { $got }. Choose a column of classes, or take the linear hypothesis.
hypothesis-classes-two = Column { $target }: expected the two classes 0 and 1 for the logistic hypothesis, got others. For more classes take the softmax hypothesis.
hypothesis-classes-many = Column { $target }: expected classes 0 to { $classes } − 1, got { $got } of them. Raise classes, or leave it out.

setting-degree = degree: expected a whole number from 1 to 20, got { $got }. Try 3.
setting-domain = domain: expected two finite numbers, the smaller one first, got { $got }. Leave it out for the range of the rows.
setting-classes = classes: expected a whole number from 2 to { $most }, got { $got }. Leave it out for those of the rows.
setting-delta = delta: expected a finite number above 0, got { $got }. Try 1.
setting-l2 = l2: expected a finite number, at least 0, got { $got }. Try 0.01.
setting-loss = loss: expected one of { $known } for the { $hypothesis } hypothesis, got { $got }. Leave it out for the first of these.
setting-surface = surface: expected one of { $known }, got { $got }. Try rosenbrock.
setting-surface-setting = The surface { $surface }: expected one of the settings { $known }, got { $name }. Leave it out.
setting-surface-number = { $name }: expected a number from { $low } to { $high }, got { $got }. Correct it.
setting-function-start = start: expected one beside a function, to say how many numbers W holds, got none. Give one, such as start=[1.0, 2.0].
setting-function = The function: expected one tensor that torch computed from W, got { $got }. Return a scalar such as (W**2).sum().
setting-batch-size = batch_size: expected a whole number above 0, got { $got }. Try 32.
setting-batch-seed = seed: expected a whole number, at least 0, got { $got }. Try 0.
setting-batch-rows = batch_size: expected a cost of rows in memory to cut into batches, got none. Leave batch_size out.
setting-clip = clip: expected a finite number above 0, got { $got }. Try 1.
setting-tol = tol: expected a finite number, at least 0, got { $got }. Try 1e-6.
trace-predict = predict: expected a run on rows, got one on a surface, which predicts nothing. Descend a cost of rows.
trace-predict-shape = x: expected columns { $names }, got shape { $got }. Give every row a number for each of them, in this order.

experiment-data = The experiment: expected either data or a surface, got both or neither. Give one of them.
experiment-surface = The experiment: expected a cost of rows, got a surface. Name a file of data for this.
experiment-only-rows = { $name }: expected only beside a cost of rows, got it beside a surface. Leave it out.
experiment-holdout = holdout: expected some of the { $rows } rows to be left to descend on, got none. Hold out a smaller share.
setting-holdout = holdout: expected a share of the rows, from 0 to below 1, got { $got }. Try 0.2.
data-weights-shape = weights: expected one number for each of the { $m } rows, got shape { $shape }. Give every row its weight.
data-weights = weights: expected finite numbers above 0, got { $got } in row { $row } (counted from 0). Leave out rows that shall not count.
setting-weights = Rows with weights: expected here that every row counts once. Use descend, theory or an estimator for weighted rows, or repeat rows that count more than once.
setting-keep = keep: expected "all", "log" or a whole number above 0, got { $got }. Try "log".
setting-epochs-kept = epochs: expected at most { $most } of which W is kept, got { $got }. Keep fewer of them: keep="log", or --keep log.
trace-kept = Epoch { $epoch }: expected one of which W was kept. Choose another, or run it with keep="all".
setting-engine-loss = engine exact: expected the squared loss, got { $got }; no other is a cost of p + 1 rows. Leave engine out.
setting-engine-dtype = engine exact: expected rows in float64, got { $got }. Leave dtype out, or choose engine hand.
setting-engine-batches = engine exact: expected all rows in one batch, got mini-batches. Leave batch_size out, or choose engine hand.

setting-sweep-rules = optimizer: expected update rules of ravine's own with one lr each, or their names ({ $known }), got { $got }. Try ["sgd", "adam"].
setting-sweep-lr = lr: expected finite numbers above 0, or a range (low, high) of them, got { $got }. Try (1e-4, 1.0), or leave it out.
setting-sweep-momentum = momentum: expected numbers from 0 to below 1, or a range (low, high) of them, got { $got }. Try (0, 0.99).
setting-sweep-no-momentum = momentum: expected rules that have momentum or beta1, got { $rule }. Leave momentum out, or that rule.
setting-sweep-nesterov = momentum: expected numbers above 0 for a rule with nesterov, got 0. Begin at 0.1, for example.
setting-sweep-maximize = optimizer: expected rules that go down, got { $rule } with maximize. Leave maximize out to sweep it.
setting-sweep-epochs = epochs: expected a whole number above 0, got 0. Try 100.
setting-sweep-count = count: expected a whole number from 0, got { $got }. Try 5.
setting-sweep-points = points: expected a whole number above 1, got { $got }. Try 1000.
setting-sweep-starts = starts: expected at least one W, got none. Leave it out to start at 0.
setting-sweep-keep = keep: expected "all" or None, got { $got }. "all" keeps every cost.
setting-sweep-descents = sweep: expected at most { $most } descents for each rule, got { $got }. Take fewer points, lrs, momenta or starts.
setting-sweep-kept = keep: expected at most { $most } costs to keep, got more. Leave it out, or take fewer epochs or points.
setting-sweep-file = { $file }: expected a name that ends in .parquet. Choose one that does.
setting-sweep-unsaved = { $file }: expected a file that can be written, got { $fault }. Choose another folder, or change its permissions.
