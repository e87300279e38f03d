# The code of a run: what its comments say, and what can't become a program.

code-title = Gradient descent on { $cost ->
    [surface] a function of W
    [squared] the mean squared error
    [absolute] the mean absolute error
    [huber] the mean Huber loss
    [log] the log loss
   *[cross-entropy] the cross-entropy
}, in plain PyTorch
code-data = Data
code-file = Data: columns of a file, by name
code-mark = skip the byte order mark
code-missing = leave out rows with a missing cell
code-standardised = Every feature at mean 0 and standard deviation 1
code-scaled = Every feature divided by its root mean square: without b, it isn't shifted
code-change = from the first row, so that no digits are lost
code-constant = a column that never changes
code-show = How an epoch is printed
code-hand = By hand
code-torch = By torch.optim
code-hypothesis = H(x)
code-score = { $hypothesis ->
    [logistic] the score z, of which H(x) is the sigmoid
   *[softmax] the scores z, of which H(x) is the softmax
}
code-probability = { $hypothesis ->
    [logistic] H(x): the sigmoid of z
   *[softmax] H(x): the softmax of z, by its logarithm, so that nothing overflows
}
code-cost = { $loss ->
    [absolute] the cost: the mean absolute error
    [huber] the cost: the mean Huber loss
    [log] the cost: the mean log loss
    [log-by-hand] the cost: the mean log loss, written so that nothing overflows
    [cross-entropy] the cost: the mean cross-entropy
   *[squared] the cost: the mean squared error
}
code-gradient = { $scale ->
    [mean] its gradient, worked out on paper
    [sum] m times its gradient, worked out on paper
    [half_mean] half its gradient, worked out on paper
    [m_half] m/2 times its gradient, worked out on paper
   *[half_sum] its gradient, worked out on paper, without the factor 2/m
}
code-schedule = { $when ->
    [this] the learning rate of this step
   *[next] the learning rate of the next step
}
code-batches = { $sampling ->
    [shuffle] the rows of each mini-batch: every row once an epoch, in a new order
   *[replace] the rows of each mini-batch: any row, again and again
}
code-length = the length of the gradient
code-clip = a gradient longer than clip is shortened
code-surface = the cost, a function of W
code-powers = Powers of t, which is x mapped to −1 ... 1
code-held-out = leave out the rows that are held out
code-classes = the classes, by number
code-step = the step
code-climb = up, not down
code-same = above 0 where the gradient kept its sign
code-rest = where it changed, rest for one step
code-autograd = { $scale ->
    [mean] the gradient by autograd, and the step
    [sum] m times the gradient by autograd, and the step
    [half_mean] half the gradient by autograd, and the step
   *[half_sum] m/2 times the gradient by autograd, and the step
}

code-too-many = A program: expected rows from a file, or at most { $most } numbers, got { $count } that came from no file. Save them as CSV and name that file.
code-parquet = { $file }: expected a text file that a plain program can read, got Parquet. Save it as CSV, such as { $example }, and name that file.
code-unsaved = -o: expected a file that can be written, got { $file } ({ $fault }). Choose another folder, or change its permissions.
code-saved = Saved as { $file }.

option-step = of a lab, the step whose runs are written (the first one with runs)
usage-step = --step: expected a step of { $lab } with runs ({ $known }), got { $got }.
