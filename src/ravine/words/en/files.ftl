# Reading a table from a file.

files-decimal = --decimal: expected . or , but got { $got }.
files-encoding-name = --encoding: Python knows no text encoding named { $got }. Try --encoding cp949 or --encoding utf-16.

files-not-found = { $file }: there is no such file. Check the name and the folder.
files-not-found-near = { $file }: there is no such file. Did you mean { $near }?
files-folder = { $file }: expected one file, but this is a folder. Name a file in it, such as { $example }.
files-unreadable = { $file }: the file can't be read ({ $fault }). Check that it can be opened, and that the disk isn't full.
files-gzip = { $file }: the gzip compression is damaged or cut short. Copy or download the file again.
files-parquet = { $file }: the Parquet file is damaged or cut short ({ $fault }). Copy or write it again.
files-binary = { $file }: expected a table as text (CSV or TSV, gzipped or not) or as Parquet, but this is neither. Save a spreadsheet as CSV first.
files-encoding = { $file }, line { $line }: expected text in { $encoding }, but byte { $position } of the file, { $byte }, fits no character. Try { $options }.
files-empty = { $file }: the file is empty. Expected a first line that names the columns, and one line for each row.
files-no-rows = { $file }: there are names but no rows. Add at least one row of numbers.
files-rows-differ = { $file }: expected { $rows } rows, but DuckDB read { $found }, so the table can't be trusted. Save it as Parquet, or install another version of duckdb.

files-quote-unclosed = { $file }, line { $line }: a cell that begins with a quotation mark here doesn't end with one. Close it; a mark inside such a cell is written twice ("").
files-quote-inside = { $file }, line { $line }: a quotation mark stands in the middle of a cell. Quote the whole cell, and write the mark inside it twice: "5"" pipe".
files-row-blank = { $file }, line { $line }: expected a row, but the line is empty. Delete the line.
files-row-cells = { $file }, line { $line }: expected { $expected ->
    [one] 1 cell
   *[other] { $expected } cells
}, as the first line names, but got { $cells }. Correct the row; a cell that contains the separator must be quoted.
files-no-header = { $file }, line 1: expected the columns' names, but got numbers ({ $cell }). Add a first line that names the columns.
files-name-empty = { $file }{ $unit ->
    [row] {""}
   *[line] , line 1
}: column { $place } of { $count } has no name. Give every column a name.
files-name-twice = { $file }{ $unit ->
    [row] {""}
   *[line] , line 1
}: two columns are named "{ $column }". Give every column a name of its own.

files-one-column = { $file }: expected a target and at least one feature, but found only one column, "{ $column }". Separate columns by { $decimal ->
    [comma] a tab, ; or |, for the comma is the decimal mark here
   *[point] a comma, a tab, ; or |
}.
files-no-target = { $file }: it isn't said which column to predict. Add --target NAME, one of { $columns }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}.
files-no-column = { $file }: { $option } asks for "{ $column }", and no column has that name. The columns are { $columns }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}.
files-no-column-near = { $file }: { $option } asks for "{ $column }", and no column has that name. Did you mean "{ $near }"? The columns are { $columns }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}.
files-features-none = --features: expected at least one column, got none. The columns of { $file } are { $columns }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}.
files-target-among-features = --features: "{ $column }" is the target, so it can't be a feature too. Leave it out of --features, or name another --target.
files-features-twice = --features: "{ $column }" is named twice. Name each feature once.
files-no-features = { $file }: beside the target "{ $column }" no column with numbers is left to be a feature. The columns are { $columns }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}; name features with --features a,b.

files-target-words = { $file }, column "{ $column }": expected numbers to predict, got words: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}. If these are classes, add --hypothesis softmax (of two, logistic); else choose another column with --target.
files-cell = { $file }, { $unit ->
    [row] row
   *[line] line
} { $line }, column "{ $column }": expected a number, got "{ $cell }". Correct or empty the cell, or choose other columns with --features a,b or --target NAME.
files-cell-mark = { $file }, { $unit ->
    [row] row
   *[line] line
} { $line }, column "{ $column }": expected a number, got "{ $cell }". If "{ $mark }" is the decimal mark, add --decimal { $mark }; if it groups thousands, take it out of the file.
files-cell-too-large = { $file }, { $unit ->
    [row] row
   *[line] line
} { $line }, column "{ $column }": { $cell } is beyond the range of float64, which ends at about 1.8e308. Use a larger unit for this column, or leave it out with --features a,b.
files-column-empty = { $file }, column "{ $column }": expected numbers, but none of the { $rows } rows holds a finite one. Leave the column out: --features a,b or --target NAME.
files-classes = { $file }, column "{ $column }": expected classes, at most { $most } different words or whole numbers, got others. Choose a column of classes, or take the linear hypothesis.
files-missing = { $file }, { $unit ->
    [row] row
   *[line] line
} { $line }, column "{ $column }": the first of { $cells ->
    [one] 1 cell that holds
   *[other] { $cells } cells that hold
} no finite number, in { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} ({ $columns }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more columns
}). Fill them in, drop these rows with --drop-missing, or choose other columns with --features a,b.
files-none-complete = { $file }: --drop-missing leaves none of the { $rows } rows, for in each a chosen column holds no finite number. Choose fewer columns with --features a,b.

files-note-left-out = Left out, for want of numbers: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}.
files-note-flags = Read true as 1 and false as 0: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}.
files-note-rounded = Column "{ $column }": { $count ->
    [one] 1 whole number is
   *[other] { $count } whole numbers are
} too long for float64 (beyond 2^53) and rounded to the nearest one it holds, first { $cell } on { $unit ->
    [row] row
   *[line] line
} { $line }.
files-note-dropped = Dropped { $dropped } of { $rows } rows, in which a chosen column holds no finite number.
files-note-classes = Read the classes of { $column } as numbers: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}.
