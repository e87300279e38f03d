# Update rules and schedules: settings that can't be used.

setting-number = { $name }: expected a finite number with { $range }, got { $got }. Try { $example }.
setting-pair = { $name }: expected two numbers, got { $got }. Try { $example }.
setting-flag = { $name }: expected True or False, got { $got }. Try { $example }.
setting-whole = { $name }: expected a whole number above 0, got { $got }. Try { $example }.
setting-word = { $name }: expected one of { $known }, got { $got }. Choose one of these.
setting-schedule = A schedule at step { $step }: expected a finite number, at least 0, got { $got }. Correct what it says for this step.
setting-nesterov = nesterov: expected momentum and no dampening beside it, got momentum { $momentum } and dampening { $dampening }. Try momentum 0.9 and dampening 0.
setting-step-sizes = step_sizes: expected the smallest and then the largest, got { $least } and { $most }. Exchange them.
setting-unknown = { $rule }: expected settings that it has ({ $known }), got { $name }. Leave it out, or choose another rule.
setting-torch-rule = engine torch: expected a rule that torch.optim has too, got { $got }. Leave engine out to take its steps by hand.
