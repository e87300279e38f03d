# One update, worked with its numbers.

explain-epoch = explain: expected { $count ->
    [0] a run of at least one epoch
   *[other] an epoch from 0 to { $last }, one that this run goes on from
}, got { $got }. Run more epochs or ask for an earlier one.
explain-step-l2 = explain: expected a cost without a penalty, got l2 { $got }. Run a descent and use trace.explain(k).
option-explain = work the update from epoch K to K + 1 with its numbers; may be given several times

explain-title = From epoch { $epoch } to { $next }, { $engine }
explain-setting = Update rule { $rule }, lr { $lr }{ $scheduled ->
    [yes] {" "}in this step of its schedule
   *[no] {""}
}. Worked in { $dtype }, as the run was; the cost before the step is { $cost }.
explain-batches = Every epoch is { $count ->
    [one] 1 step
   *[other] { $count } steps
}, one for each mini-batch of { $size ->
    [one] 1 row
   *[other] { $size } rows
}. Here is the first of this epoch, number { $step } of the run; its rows are those of its mini-batch.

explain-rows-title = Row by row
explain-rows = { $hypothesis }; the loss of a row is { $loss }, the cost their mean over { $count ->
    [one] 1 row
   *[other] { $count } rows
}{ $columns ->
    [standardised] , their columns standardised
   *[raw] {""}
}. A term is what a row adds to the sum Σ.
explain-term = term, { $name }
explain-left-out = … and { $count } more { $what ->
    [rows] { $count ->
        [one] row, which is
       *[other] rows, which are
    } in the sum
   *[names] { $count ->
        [one] parameter
       *[other] parameters
    }
}.

explain-gradient-title = The gradient
explain-gradient = This cost isn't made of rows: it is a function of W, and here is its gradient ∇.
explain-l2 = The penalty l2 adds l2·W to the gradient of each weight, and nothing to that of a bias.
explain-first = With the numbers of { $name }:

explain-rule-title = The step of { $rule }
explain-rule-unknown = This optimizer isn't one of ravine's rules: what it did with the gradient is in the change of W below.
explain-no-zero-grad = Without zero_grad the ∇ of this step is the sum of all the gradients so far.
explain-own-lr = a is the learning rate that each parameter has for itself.

explain-state-title = What the rule remembers
explain-state = { $name } { $when ->
    [before] before
   *[after] after
}

explain-moved-title = How W moved
explain-change = change
explain-cost = { $steps ->
    [1] The cost goes
   *[other] In the { $steps } steps of this epoch the cost of all rows goes
} from { $before } to { $after }.

# Formulas in words.
explain-line = { $name } becomes { $formula }; in numbers { $numbers }, which is { $value }
explain-word-gradient = the gradient
explain-word-before = the gradient before
explain-word-total = the sum
explain-word-length = the length of the gradient
explain-form-add = { $a } plus { $b }
explain-form-sub = { $a } minus { $b }
explain-form-usub = minus { $a }
explain-form-mult = { $a } times { $b }
explain-form-div = { $a } divided by { $b }
explain-form-pow = { $a } to the power { $b }
explain-form-square = { $a } squared
explain-form-gt = { $a } is above { $b }
explain-form-lt = { $a } is below { $b }
explain-form-where = { $a } if { $b }, else { $c }
explain-form-sqrt = the root of { $a }
explain-form-abs = the size of { $a }
explain-form-sign = the sign of { $a }
explain-form-max = the larger of ({ $a }, { $b })
explain-form-min = the smaller of ({ $a }, { $b })
