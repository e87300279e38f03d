# The reader's own gradient, checked.

check-title = { $name }{ $file ->
    [none] {""}
   *[other] {" "}in { $file }
}, against the true gradient
check-called = It was called with { $library ->
    [torch] torch tensors
   *[other] NumPy arrays
} ({ $dtype }): { $arguments }{ $ones ->
    [yes] , where the last column of x is ones, for the bias
   *[no] {""}
}.
check-truth = The true gradient is by autograd; central differences differ from it by { $difference } of its size.
check-number = a number
check-component = component
check-true = true gradient
check-yours = yours
check-ratio = yours / true

check-found-right = Right: at every W it is { $scale ->
    [mean] the true gradient of the mean.
   *[other] the gradient in the scale { $scale }, which is this cost's.
}
check-found-single = Right to single precision: at every W it is { $scale ->
    [mean] the true gradient of the mean
   *[other] the gradient in the scale { $scale }, which is this cost's,
} to within { $off } of its size. That is what float32 gives, or differences with a step.
check-found-elsewhere = But only on these rows: on others it is { $formula ->
    [none] something else. Are numbers of these rows, such as how many there are, written into the code?
   *[other] { $formula } times the true gradient, which is 1 for these by chance.
}
check-found-factor = { $scale ->
    [mean] It is the true gradient of the mean.
   *[other] It is { $times } times the true gradient, everywhere: the direction is right, and lr { $lr } acts as lr { $acts }.
}{ $inverse ->
    [none] {""}
   *[other] {" "}Multiplied by { $inverse }, it is the true one.
}{ $written ->
    [none] {""}
   *[other] {" "}Its scale is called { $scale } here: { $written }.
}{ $asked ->
    [mean] {""}
   *[other] {" "}This cost asks for the scale { $asked }.
}
check-found-climbs = The sign is reversed, so W − lr·gradient climbs. { $sign ->
    [only] But for that it is right
   *[wrong] Its size is { $times } times that of the true gradient
}; is the residual written as y − H(x) where H(x) − y is meant?
check-found-besides = Besides, { $sign ->
    [right] it is { $times } times as large as it then should be.
    [only] its sign is reversed.
   *[wrong] its sign is reversed, and it is { $times } times as large as it then should be.
}
check-found-shape = The shape is wrong: { $got } where W has { $expected }, so that W − lr·gradient would have { $becomes }. As for its numbers:
check-found-changes = It changes { $names } in place: whoever calls it twice works with other numbers. Make a new array, with x = x * 2 for example rather than x *= 2. As for its answers:
check-found-missing = The component of the bias is missing: there is none for { $column }. The others are right; give back one more number, the sum of 2/m · (H(x) − y).
check-found-swapped = Two components are swapped: that of { $first } stands where { $second } belongs, and the other way round.
check-found-order = The components are right but in another order: the one of { $column } comes first, and here it is W's last.
check-found-part-zero = Part of it is missing: always 0 for { $columns }, unlike for the others.
check-found-part-factor = One component doesn't go with the others: beside them, that of { $columns } is { $sign ->
    [only] reversed in sign.
    [wrong] reversed in sign and { $times } times as large as it should be.
   *[right] { $times } times as large as it should be.
}
check-found-part-factors = Each component has a factor of its own; the table shows them.
check-found-part-other = A component is that of another column: for { $columns } it gives the one of { $other }. The other components go together.
check-found-part-wrong = Part of it is wrong: { $columns } isn't what it should be, while the other components are.
check-found-next = It gives the new W, not the gradient: W − { $lr } times the true gradient. Give back only what lr is multiplied by.
check-found-zero = It is always 0.
check-found-whole = It gives whole numbers only: the gradient{ $scale ->
    [mean] {""}
   *[other] {" "}in the scale { $scale }
}, rounded. Is there a // or an int(...) in it?
check-found-unsteady = It gives different answers for the same W, x and y: is something random in it, or kept from one call to the next?
check-found-shapes = It gives different shapes for different W: { $shapes }.
check-found-none = It gives back None: is a return missing?
check-found-not-numbers = It gives back no numbers but { $got }; return a number or an array.
check-found-not-finite = It gives nan or inf for some W, where the true gradient is finite: is something divided by 0?
check-found-at-zero = It is right only at W = 0{ $constant ->
    [yes] , and the same at every W: is W used at all?
   *[no] ; elsewhere it differs: is W, or the bias, left out somewhere?
}
check-found-constant = It is the same at every W: is W used at all?
check-found-unknown = It isn't the gradient, nor any of the usual slips. Farthest off is { $column }, where { $true } is true and yours is { $got }. { $descends ->
    [yes] Still, small enough steps against it descend from each of these W.
   *[no] From some of these W, steps against it climb.
}
check-found-crossed = Each H(x) is compared with each y, not with its own: arrays of shape (m,) and (m, 1) were broadcast to (m, m). Bring x, y and H(x) to one shape.
check-found-broadcast = It gives { $got }, a number for every pair of rows: arrays of shape (m,) and (m, 1) were broadcast. Bring x, y and H(x) to one shape.
check-found-count = It gives an answer of shape { $got }, and W has { $p ->
    [one] 1 number
   *[other] { $p } numbers
}: { $names }. Give back one for each, summed over the rows.
check-found-raises = { $file }{ $line ->
    [0] {""}
   *[other] , line { $line }
}: it raises { $fault }

check-formula-no-x = The x is missing: it is (2/m) Σ (H(x) − y), not (2/m) Σ (H(x) − y) x.
check-formula-no-target = The − y is missing: it is (2/m) Σ H(x) x, not (2/m) Σ (H(x) − y) x.
check-formula-no-prediction = It is right only at W = 0: H(x) is missing, and what is left, −(2/m) Σ y x, is the same at every W.
check-formula-plus-target = There is a + for a −: it is (2/m) Σ (H(x) + y) x, not (2/m) Σ (H(x) − y) x.
check-formula-absolute = It is the gradient of another cost, the mean of |H(x) − y|: only the signs of the residuals count.
check-formula-no-sign = The residuals have lost their signs: it is (2/m) Σ |H(x) − y| x, not (2/m) Σ (H(x) − y) x.
check-formula-square-kept = The square is still there: it is Σ (H(x) − y)² x, and the derivative of a square is 2 (H(x) − y) x.
check-formula-x-squared = There is an x too many: it is (2/m) Σ (H(x) − y) x², not (2/m) Σ (H(x) − y) x.
check-formula-sums-multiplied = Two means are multiplied, that of H(x) − y and that of x; it should be the mean of their products, row by row.
check-formula-cost = It is the cost, not its gradient.
check-formula-root = It is the gradient of another cost, the root of the mean squared error.
check-formula-first-row = It is the first row's part only: does a return stand inside the loop?
check-formula-last-row = It is the last row's part only: is there an = in the loop where += belongs?
check-formula-without-first-row = The first row is left out: does the loop begin at 1?
check-formula-without-last-row = The last row is left out: does the loop end at m − 1?
check-formula-no-bias = The bias is missing in the prediction: H(x) is xW there, not xW + b.
check-formula-by-x = It is the derivative by x: each residual is multiplied by W, where the derivative by W multiplies by x.
check-formula-all-summed = Everything is summed to one number; sum over the rows only (axis=0), and there is one for each number of W.
check-formula-terms = The sum over the rows is missing: it gives each row's (H(x) − y) x by itself.
check-formula-residuals = It gives each row's H(x) − y: multiply by x, and sum over the rows.
check-formula-squares = It gives each row's (H(x) − y)², which is the cost's, not the gradient's.

check-not-callable = gradient: expected a function of (W, x, y), got { $got }. Pass the function itself, without calling it.
check-parameters = gradient: expected the parameters (W, x, y) or (W, b, x, y), got { $got }. Give the others a default.
check-hypothesis = check: expected the linear, line or logistic hypothesis without l2, got { $got }. Check the gradient of one of these.
check-cost = cost: expected a Cost, got { $got }. Make one with Cost(Data(x, y), Linear()).
check-no-bias = { $name }: expected the parameters (W, x, y), for there is no bias, got a b as well. Take a hypothesis with a bias, or leave b out.
check-truth-unsettled = The true gradient: expected autograd and central differences to agree, they differ by { $difference } of its size. The cost has a kink at some W, or leaves float64's range; choose other W, or other units.
check-where = FUNCTION: expected a Python file and a name, such as mine.py:gradient, got { $got }.
check-file-missing = { $file }: there is no such file. Name a Python file with your gradient in it.
check-file-raises = { $file }{ $line ->
    [0] {""}
   *[other] , line { $line }
}: running the file raised { $fault }
check-no-function = { $file }: expected a function { $name } in it, found { $known ->
    [none] no function
   *[other] { $known }
}. Name the one that is meant, as in { $file }:gradient.
check-raises = { $file }{ $line ->
    [0] {""}
   *[other] , line { $line }
}: called with { $arguments }, it raises { $fault }
