# The labs as they are told, and what can be wrong with one that a reader wrote.

labs-step = Step { $step } of { $steps }
labs-prediction = Before it descends: your prediction
labs-answer = The answer
labs-runs = What happens
labs-reply = { $how ->
    [right] Right: { $choice }.
    [wrong] Not so. It is { $answer }: { $choice }.
   *[skipped] It is { $answer }: { $choice }.
}
labs-prompt = Your answer, 1 to { $most } (Enter to skip):
labs-prompt-again = A number from 1 to { $most }, or Enter alone.
labs-settings = run
labs-outcome = outcome
labs-end = cost at the end
labs-to-1-percent = epochs to 1 %
labs-never = never
labs-outcome-converged = converged
labs-outcome-still_falling = still falling
labs-outcome-plateau = standing still
labs-outcome-saddle = at a saddle
labs-outcome-noise_floor = at the noise floor
labs-outcome-bouncing = bouncing
labs-outcome-diverged = diverged
labs-outcome-interrupted = interrupted

labs-unread = { $file }: expected a file with a lab, got { $fault }. Check the name.
labs-large = { $file }: expected a lab of at most { $most } bytes, got more. Put the data in a file of its own and name it in data.file.
labs-toml = { $file }: expected a lab in TOML, got { $fault }. Correct the file.
labs-kind = { $file }, line { $line }, { $key }: expected { $kind ->
    [text] a text that isn't empty
    [steps] one or more [[step]]
    [choices] a list of 2 to 9 choices
   *[table] a table of keys
}, got { $got }. { $kind ->
    [text] Write the text in quotes.
    [steps] Begin each step with a line [[step]].
    [choices] Write each as {"{"} en = "...", ko = "..." {"}"}.
   *[table] Write it as [{ $key }], or a text as { $key }.en = "...".
}
labs-key = { $file }, line { $line }: expected one of the keys { $known }, got { $key }. Correct or remove that key.
labs-missing = { $file }, line { $line }: expected { $key }, got none. Add it.
labs-no-language = { $file }, line { $line }, { $key }: expected a text in one of the languages { $known }, got none. Write { $key }.en = "...".
labs-bad-answer = { $file }, line { $line }, { $key }: expected the number of the right choice, from 1 to { $most }, got { $got }. Count the choices from 1.
labs-experiment = { $file }, line { $line }, { $key }: { $fault }
labs-figure = expected a figure of a run, one of { $known }, got { $figure }. Correct it, or write {"{{"} and {"}}"} for braces that are meant.
labs-figure-no-run = expected an experiment in this step or before it, got none to take { $figure } from. Add [step.experiment].
labs-figure-run = expected the number of a run, from 1 to { $runs }, got { $figure }. Correct the number before the point.
labs-figure-epoch = expected an epoch from 0 to { $epochs }, got { $figure }. Correct the number in brackets.
labs-figure-unknown = expected a figure that such a run has, got { $figure }. Take another one; theory's are known for the squared loss only.
labs-no-experiment = { $lab }: expected a lab with an experiment, got one with texts only. Add [step.experiment].
labs-settled = { $lab }: expected no settings, got { $names }. The lab has its own; copy it and change the copy.

option-no-questions = show questions with their answers, without waiting for yours
option-copied = print the lab's TOML, to make one's own from: ravine lab --copy bias > my.toml
labs-keep = descent.keep: expected a lab to keep every epoch, since its texts look into all of them. Leave keep out.
