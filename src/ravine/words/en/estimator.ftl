# The scikit-learn estimators: what can't be used, and what didn't come to its end.

estimator-sklearn = ravine.estimator: expected scikit-learn beside ravine, got none. Install it: pip install "ravine[sklearn]".
estimator-auto = { $name }: expected a number or "auto", got { $got }. Leave it out for "auto".
estimator-optimizer = optimizer: expected one of { $known }, with its lr and settings beside, or a rule such as SGD(0.1) that has its own, got { $got }. Leave it out for sgd.
estimator-one-class = y: expected at least two classes, got one class, { $got }. Give rows of another class too.
estimator-classes = y: expected the classes { $known }, got { $got }. Name all classes in the first partial_fit, or fit anew with warm_start=False.
estimator-classes-first = classes: expected all classes that will ever come, at the first partial_fit, got none. Pass classes=numpy.unique(y) of all rows.

estimator-diverged = { $name }: the descent diverged, its cost ended at { $cost }. Take a smaller lr, or leave lr at "auto"; verdict_ says more.
estimator-unfinished-exact = { $name }: after { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
} the weights on standardised columns are { $left } away from the best ones, and at most { $enough } was asked for. The condition number is { $condition }: the larger, the more epochs it takes. Leave out columns that nearly depend on others, set l2, allow more epochs, or a larger tol.
estimator-unfinished = { $name }: after { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
} the gradient is { $left }, and { $enough } was asked for. Allow more epochs or a larger tol, or set l2; verdict_ says more.
estimator-separable = { $name }: a plane tells all rows' classes apart, so without l2 no cost is the least: the coefficients grow for ever, and these are those of the last epoch. Set l2, such as 1e-4.
