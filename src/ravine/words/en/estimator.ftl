# The scikit-learn estimators: what can't be used, and what didn't come to its end.

estimator-sklearn = ravine.estimator: expected scikit-learn beside ravine, got none. Install it: pip install "ravine[sklearn]".
estimator-auto = { $name }: expected a number or "auto", got { $got }. Leave it out for "auto".
estimator-optimizer = optimizer: expected one of { $known }, with its lr and settings beside, or a rule such as SGD(0.1) that has its own, got { $got }. Leave it out for sgd.
estimator-rule = optimizer: expected a rule that has its lr and settings inside, got { $got } with lr or settings beside it. Leave lr and settings out, or give the rule by its name.
estimator-settings = settings: expected settings of the rule by their names, such as {"{"}"momentum": 0.9{"}"}, got { $got }. Leave it out for the rule's own.
estimator-continuous = y: expected classes, got { $distinct ->
    [one] 1 value
   *[other] { $distinct } different values
} that are no classes. Unknown label type: { $got }. Give each row its class, or take GradientDescentRegressor for numbers.
estimator-one-class = y: expected at least two classes, got one class, { $got }. Give rows of another class too.
estimator-classes = y: expected the classes { $known }, got { $got }. Name all classes in the first partial_fit, or fit anew with warm_start=False.
estimator-classes-first = classes: expected all classes that will ever come, at the first partial_fit, got none. Pass classes=numpy.unique(y) of all rows.

estimator-diverged = { $name }: the descent diverged, its cost ended at { $cost }. { $lr ->
    [auto] Every lr that was tried does so; take another rule, or a number far smaller than that of trace_.optimizer for lr.
   *[given] Take a smaller lr, or leave lr at "auto"; verdict_ says more.
}
estimator-unfinished-exact = { $name }: after { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
} the weights{ $standardised ->
    [yes] {" "}on standardised columns
   *[no] {""}
} are { $left } away from the best ones, and at most { $enough } was asked for. The condition number is { $condition }: the larger, the more epochs it takes. Leave out columns that nearly depend on others, set l2, allow more epochs, or a larger tol.
estimator-unfinished = { $name }: after { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
} the gradient is { $left }, and { $enough } was asked for. Allow more epochs or a larger tol, or set l2; verdict_ says more.
estimator-separable = { $name }: a plane tells all rows' classes apart, so without l2 no cost is the least: the coefficients grow for ever, and these are those of the last epoch. Set l2, such as 1e-4.
