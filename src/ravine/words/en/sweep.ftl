# Sweeps: many descents at once, over lr and momentum.

# Pictures.
picture-axis-lr = learning rate lr, log axis
picture-axis-to-1 = epochs to 1 %
picture-axis-momentum = { $name ->
    [beta1] beta1
   *[momentum] momentum
}
picture-word-lr = { $word ->
    [best] best lr { $lr }
    [long-run] long-run lr { $lr }
    [limit-near] limit near the best W { $lr }
   *[limit] limit { $lr }
}
picture-word-regime = { $word ->
    [crawling] crawling
    [smooth] smooth
    [reaching] gets to 1 %
    [falling] ends below the start
    [oscillating] oscillating
   *[diverging] diverging
}
picture-word-lowest = { $kind ->
    [both] lowest; first to 1 %
    [each] lowest, and first to 1 %, of each
   *[lowest] lowest
}
picture-word-good = good range: up to twice the fewest epochs
picture-word-rule = { $name }{ $width ->
    [none] {""}
   *[other] , good range × { $width }
}
picture-sweep-limit-outside = Theory's limit, { $limit }, is outside.
picture-word-start-cost = at the start
picture-sweep-still = The start is the best W already: no lr gets lower
picture-sweep-diverge = Every lr diverges
picture-sweep-first = { $name ->
    [alone] At lr { $lr } the cost is down to 1 % first: epoch { $epoch }
   *[other] { $name } is the first to 1 %: epoch { $epoch }, at lr { $lr }
}
picture-sweep-lowest = { $name ->
    [alone] At lr { $lr } the cost ends lowest: { $cost }
   *[other] { $name } ends lowest, at lr { $lr }: { $cost }
}
picture-sweep-cliff = { $said }; from lr { $lr } on it diverges
picture-sweep-summary = { $count ->
    [one] 1 descent
   *[other] { $count } descents
} of { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}: by lr, above the cost at the end, below the epochs until 1 % of the start's excess is left.
picture-sweep-rule = { $name }, lr { $low } to { $high }: lowest at lr { $lowest }, cost { $cost }; { $epoch ->
    [-1] none gets to 1 %
   *[other] first to 1 % at lr { $best }, epoch { $epoch }
}; { $cliff ->
    [none] none diverges beyond that
   *[other] from lr { $cliff } on it diverges
}.
picture-sweep-note = After { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
} from one start.
picture-sweep-starts = The first of { $count } starts.
picture-sweep-drawn = Drawn are the best { $shown } of { $count } rules.
picture-sweep-triangles = Triangles at the top: ends above the start, or out of range.

# The map.
picture-word-boundary = theory's limit
picture-word-best-pair = { $reached ->
    [yes] first to 1 %
   *[no] lowest
}
picture-word-long-run-pair = best in the long run, by theory
picture-word-not-there = { $goal ->
    [unknown] no least cost is known, so no 1 %
   *[known] 1 % not reached
}
picture-sweep-diverge-pairs = Every pair of lr and momentum diverges
picture-sweep-pair = { $name ->
    [alone] Down to 1 %
   *[other] { $name } is down to 1 %
} first at lr { $lr }, { $setting } { $momentum }: epoch { $epoch }
picture-sweep-pair-gain = { $name ->
    [alone] Down to 1 %
   *[other] { $name } is down to 1 %
} first at lr { $lr }, { $setting } { $momentum }: epoch { $epoch }; with { $setting } { $least } { $without ->
    [-1] never
   *[other] epoch { $without }
}
picture-sweep-pair-lowest = { $name ->
    [alone] The cost ends lowest
   *[other] { $name } ends lowest
} at lr { $lr }, { $setting } { $momentum }: { $cost }
picture-sweep-map-summary = A map of { $count ->
    [one] 1 descent
   *[other] { $count } descents
} of { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}, lr across, momentum upwards; { $diverged } of them diverge.
picture-sweep-map-rule = { $name }: lr { $low } to { $high }, momentum { $first } to { $last }.

# In the terminal.
sweep-title = { $count ->
    [one] A sweep: 1 descent
   *[other] A sweep: { $count } descents
}
sweep-lrs = { $low } to { $high }, { $count } of them
sweep-lrs-each = of each rule its own, { $count } of them
sweep-momenta = Momentum { $low } to { $high }, { $count } of them, each with every lr.
sweep-holdout = { $count ->
    [one] 1 of { $rows } rows is
   *[other] { $count } of { $rows } rows are
} held out: no descent sees them.
sweep-count = { $count ->
    [one] 1 descent
   *[other] { $count } descents
} of { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}, { $starts ->
    [one] all from one start.
   *[other] from { $starts } starts; what follows is of the first.
}
sweep-best-title = What did best
sweep-rule = rule
sweep-momentum = momentum
sweep-range = good range of lr
sweep-width = width
sweep-from = diverges from lr
sweep-limit = theory's limit
sweep-from-to = { $low } to { $high }
sweep-nowhere = nowhere
sweep-at-the-best = The start is the best W already: no lr gets any lower.
sweep-all-diverged = Every descent ends above the start, the smallest lr, { $low }, too.{ $limit ->
    [none] {" "}Sweep smaller ones.
   *[other] {" "}Theory's limit is { $limit }: sweep below it.
}
sweep-first = First to 1 % of what the start has above the least cost: lr { $lr }, epoch { $epoch }.
sweep-sooner = { $count ->
    [one] 1 other was there sooner, but its cost is above that again at the end.
   *[other] { $count } others were there sooner, but their costs are above that again at the end.
}
sweep-none = No lr got to 1 % of what the start has above the least cost within { $epochs ->
    [one] 1 epoch.
   *[other] { $epochs } epochs.
}
sweep-left = At the end no lr is at 1 % of what the start has above the least cost: { $count ->
    [one] 1 was
   *[other] { $count } were
} there before, and rose again.
sweep-left-again = { $epoch }, left again
sweep-one-lr = one lr alone
sweep-separable = There is no least cost: some W tells all classes apart, and the longer such a W, the lower the cost. So a larger lr just gets farther in the same epochs; with l2 there is a least cost, and a best lr.
sweep-lowest = Lowest at the end: lr { $lr }, cost { $cost }{ $above ->
    [unknown] .
   *[other] , { $above } above the least.
}
sweep-floor = { $count } of the lrs, from { $low } to { $high }, ended at the least cost but for rounding.
sweep-theory = Theory, for this start and { $epochs ->
    [one] 1 epoch
   *[other] { $epochs } epochs
}: best lr { $best }; best in the long run { $long }; stable up to { $stable }. { $where ->
    [beside] The lowest of the sweep is next to the best of theory.
    [floor] That best is among those at the least cost.
    [outside] That best lies outside the lrs that were swept.
   *[apart] The lowest of the sweep is { $ratio } times the best of theory.
}
sweep-cliff = Measured, it diverges between lr { $below } and { $above }: the first ends below the start, the second doesn't.{ $limit ->
    [between] {" "}Theory's limit, { $stable }, lies between the two.
    [lower] {" "}Theory's limit is lower, { $stable }: just above it what grows is still too small after { $epochs } epochs.
    [higher] {" "}Theory's limit is higher, { $stable }: up to there it would settle, but not within { $epochs } epochs.
    [near] {" "}Theory's limit near the best W is { $stable }; it says nothing of the way there.
   *[none] {""}
}
sweep-no-cliff = No lr ends above the start{ $limit ->
    [higher] : theory's limit, { $stable }, is above the largest, { $high }.
   *[none] .
}
sweep-again = Beyond that { $count ->
    [one] 1 lr ends
   *[other] { $count } lrs end
} below the start once more: what lands where is chance there.
sweep-crawls = { $count } of the { $all } lrs crawl: up to lr { $lr } { $epochs ->
    [one] 1 epoch isn't
   *[other] { $epochs } epochs aren't
} enough for 1 %.
sweep-good = The good range, in which it takes at most twice the fewest epochs: lr { $low } to { $high }, a factor of { $width }.
sweep-alone = The lrs next to the best one take more than twice as long, or never get there: it may be a lucky one.
sweep-exactly = So exactly does lr have to be known.
sweep-cut = It ends where the sweep does, so it may well be wider.
sweep-ragged-rules = Of { $names } a width says little: many lrs outside the good range are as quick here and there, by chance.
sweep-ragged = { $count ->
    [one] 1 more lr is
   *[other] { $count } more lrs are
} as quick here and there outside it: what swings is at 1 % at the right moment by chance, so its ends tell little.
sweep-edge = The best is the { $end ->
    [high] largest
   *[low] smallest
} lr that was swept: there may be better beyond.
sweep-first-rule = { $name } did best: 1 % at epoch { $epoch }, with lr { $lr }{ $second ->
    [none] . No other rule got there.
   *[other] ; then { $second }, epoch { $later }. Each is at its own best lr.
}
sweep-lowest-rule = { $goal ->
    [unknown] No least cost is known, so nothing tells when 1 % is left.
   *[known] No rule got to 1 %.
} { $name } ended lowest, with lr { $lr }: cost { $cost }.
sweep-widths = The good range, in which a rule takes at most twice its own fewest epochs, is widest for { $widest }, a factor of { $width } in lr, and narrowest for { $narrowest }, { $narrow }. A wide one forgives a guess.
sweep-pair = The best pair{ $name ->
    [alone] {""}
   *[other] , of { $name }
}: lr { $lr }, { $setting } { $momentum }; 1 % at epoch { $epoch }.
sweep-pair-lowest = No pair got to 1 %. Lowest at the end{ $name ->
    [alone] {""}
   *[other] , of { $name }
}: lr { $lr }, { $setting } { $momentum }, cost { $cost }.
sweep-pair-without = With { $setting } { $momentum } { $epoch ->
    [-1] no lr gets to 1 %.
   *[other] the best is lr { $lr }: epoch { $epoch }.
}
sweep-pair-widths = The good range of lr, up to twice the fewest epochs, is a factor of { $width } there, and { $own } at the best { $setting }.
sweep-pair-theory = Theory's lowest pair for these epochs: lr { $best_lr }, momentum { $best_momentum } ({ $best_epochs ->
    [-1] never at 1 %
   *[other] 1 % at epoch { $best_epochs }
}); in the long run lr { $long_lr }, momentum { $long_momentum } ({ $long_epochs ->
    [-1] never at 1 %
   *[other] epoch { $long_epochs }
}).
sweep-pair-limit = At { $setting } { $momentum } it diverges between lr { $below } and { $above }{ $stable ->
    [none] .
   *[other] ; theory's limit is { $stable }.
}
sweep-next = To see the best one by itself:

# What is asked for.
cli-sweep =
    Many descents at once: what each learning rate comes to, how exactly it has to be known, what momentum or another rule makes of that.

    SOURCE is a file of data, surface:NAME, an experiment (.toml: its first run's rule) or -.
option-points = how many lrs in the range (1000); beside a range of momentum about how many pairs, at least 40 × 40; of N below 40, N × N
usage-nesterov-range = --nesterov: expected a range of momentum above 0, got one from 0. Begin at 0.1, for example.
option-save = save every descent's lr, cost and epochs to 1 % as a Parquet file
usage-range = { $kind ->
    [momentum] a number from 0 to below 1 or a range of them such as 0..0.99
   *[lr] a range above 0 such as 1e-5..1 (ravine run takes a single lr)
}
usage-sweep-saved = { $file }: expected data, surface:NAME or an experiment, got runs that were made already. Sweep the file that they are of.
sweep-full-batch = { $file }: expected a run over all rows at once, neither clipped nor ended early, got { $name }. Take that out of the document to sweep it.
