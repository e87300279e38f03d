# Lab 3, "Minimizing cost".


lab-data-title = The data
lab-data = { $count } rows, each with a feature x and a target y:
lab-data-question = Which line through the origin fits them best?

lab-cost-title = The hypothesis and the cost
lab-hypothesis = A hypothesis predicts y from x. Ours is a line through the origin with one number to choose, the weight W:
lab-hypothesis-words = H of x is W times x
lab-cost = Which W is best? The one whose predictions differ least from the targets. How much they differ is the cost: the mean, over the m rows, of the squared difference (the mean squared error):
lab-cost-words = the cost of W is the mean over the rows of (W times x minus y) squared
lab-cost-lowest = Over all W the cost is a valley. Its lowest point is where the tangent is flat: W = { $best }, with cost { $least }.

lab-descent-title = Gradient descent
lab-descent = From a start, go down the slope until it is flat. The slope of the cost at W is the gradient ∇W; each update takes a step against it, α ∇W long, where α is the learning rate:
lab-descent-words = the new W is W minus the learning rate times the gradient
lab-gradient = For the mean squared error the gradient is
lab-gradient-words = the gradient is 2 divided by m, times the sum over the rows of (W times x minus y) times x
lab-step = One step from W = { $W }, row by row: the prediction Wx, the residual Wx − y, and the term (Wx − y) x of the sum.
lab-step-rest = The sum becomes the gradient, and the gradient a step:
lab-step-two = The true gradient of the mean multiplies this sum by 2/m. Another way to write it in code leaves that factor out or has another one. Side by side, each with the learning rate that suits it:
lab-step-scale = { $gradient ->
    [mean] the true gradient
    [half_sum] as the lab's code has it
   *[other] gradient = { $gradient }
}
lab-step-new = new W

lab-hand-title = Descent by hand
lab-hand = No library: the loop computes the gradient as it is written here and takes a step with learning rate { $lr }. Every line of the log was computed by that loop, in { $dtype }.

lab-torch-title = Descent by torch.optim.SGD
lab-torch = Now PyTorch does it: autograd finds the gradient of the cost, the true one, and the optimizer takes the step, with learning rate { $lr }.
lab-torch-three = What the three calls did in the first step, in numbers:
lab-torch-call = call
lab-torch-does = what it did
lab-torch-zero-grad = threw away the gradient of the step before
lab-torch-backward = put the gradient of the cost into W.grad: { $gradient }
lab-torch-step = moved W: { $step }
lab-torch-slip = Without zero_grad, backward adds each gradient to those before it, and W is driven by their sum:
lab-torch-slip-never = W goes { $W }, ... and never settles: each step is made of all the gradients so far, so W runs past the bottom again and again, and nothing brakes it.
lab-torch-slip-diverged = W goes { $W }, ... and is carried farther off each time: each step is made of all the gradients so far.
lab-torch-slip-settled = W goes { $W }, ... With these settings it ends near the best W all the same; that is luck.

lab-rates-title = { $same ->
    [one] One gradient, one learning rate, one log
    [yes] Two learning rates, one log
   *[no] Two learning rates, two logs
}
lab-rates = The code by hand computes { $formula }. That is { $ratio } times the true gradient, which autograd finds.
lab-rates-true = The code by hand computes { $formula }, the true gradient, just as autograd finds it.
lab-rates-same = So by hand lr { $hand } moves W as far as lr { $acts } does on the true gradient. Torch's lr is { $torch }: the same steps, and so the same log.
lab-rates-differ = So by hand lr { $hand } moves W as far as lr { $acts } does on the true gradient. Torch's lr is { $torch }, which is another step: the two logs differ.
lab-rates-formula = gradient
lab-rates-ratio = true gradient
lab-rates-lr = lr for this log
lab-rates-stable = stable up to lr
lab-rates-by-hand = And what does the code by hand do at torch's lr { $lr }?

lab-theory-title = Theory, and that it predicted this run
lab-theory = The cost is a parabola in W. Its curvature λ says it all: each update multiplies the error W − W* by 1 − lr·λ, with lr as it acts on the true gradient. Of this run, at lr { $lr }:
lab-theory-quantity = quantity
lab-theory-value = value
lab-theory-curvature = curvature λ
lab-theory-best = best lr, 1/λ: one step to the bottom
lab-theory-stable = stable up to lr 2/λ
lab-theory-best-for = the best lr with { $formula }
lab-theory-stable-for = the limit with { $formula }
lab-theory-factor = the error, each epoch, times 1 − { $move }
lab-theory-cost-factor = the cost, each epoch, times
lab-theory-predicted = Predicted from the start alone, beside what the run did (in floating-point numbers of its own precision, so the last digits differ):
lab-theory-epoch = epoch
lab-theory-path = predicted W
lab-theory-measured = W of the run
lab-theory-difference = difference
lab-theory-cost-times = cost ×

lab-pictures-title = The pictures
lab-pictures = The path of W on the cost curve, with the tangent of each step; the cost by epoch, on a logarithmic axis; and W by epoch.
