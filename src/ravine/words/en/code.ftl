# The code of a run: what its comments say, and what can't become a program.

code-title = Gradient descent on the mean squared error, in plain PyTorch
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
code-cost = the cost: the mean squared error
code-gradient = { $scale ->
    [mean] its gradient, worked out on paper
    [sum] m times its gradient, worked out on paper
    [half_mean] half its gradient, worked out on paper
   *[half_sum] its gradient, worked out on paper, without the factor 2/m
}
code-step = the step
code-autograd = { $scale ->
    [mean] the gradient by autograd, and the step
    [sum] m times the gradient by autograd, and the step
    [half_mean] half the gradient by autograd, and the step
   *[half_sum] m/2 times the gradient by autograd, and the step
}

code-rule = A program by hand: expected plain gradient descent (sgd without settings), got { $rule }. Take --engine torch.
code-schedule = A program: expected an lr that stays the same, got the schedule { $schedule }. Leave the schedule out.
code-too-many = A program: expected rows from a file, or at most { $most } numbers, got { $count } that came from no file. Save them as CSV and name that file.
code-parquet = { $file }: expected a text file that a plain program can read, got Parquet. Save it as CSV, such as { $example }, and name that file.
code-unsaved = -o: expected a file that can be written, got { $file } ({ $fault }). Choose another folder, or change its permissions.
code-saved = Saved as { $file }.
