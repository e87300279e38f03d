# Words used everywhere.

epochs = { $count ->
    [one] 1 epoch
   *[other] { $count } epochs
}
