# Which columns a cost of p + 1 rows is made of.

compress-column = compress: expected columns out of { $known }, got { $got }. Name them as the rows do.
compress-column-twice = compress: expected every column once, got { $got } to predict { $target }. Leave out the one that comes twice.
compress-rows = compress: expected a Cost or rows, such as Data(x, y), got { $got }. Make one of your numbers first.
