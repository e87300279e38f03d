# 파일에서 표 읽기.

files-decimal = --decimal: . 또는 , 중 하나여야 하는데 { $got } 값이 들어왔습니다.
files-encoding-name = --encoding: { $got }, 이런 이름의 문자 인코딩(encoding)은 파이썬에 없습니다. --encoding cp949 또는 --encoding utf-16 옵션을 써 보세요.

files-not-found = { $file }: 이런 파일이 없습니다. 이름과 폴더를 확인하세요.
files-not-found-near = { $file }: 이런 파일이 없습니다. 혹시 이 파일인가요? { $near }
files-folder = { $file }: 파일 하나가 필요한데 폴더입니다. 폴더 안의 파일을 지정하세요. 예: { $example }
files-unreadable = { $file }: 파일을 읽을 수 없습니다({ $fault }). 파일이 열리는지, 디스크가 가득 차지 않았는지 확인하세요.
files-gzip = { $file }: gzip 압축이 손상되었거나 중간에 끊겼습니다. 파일을 다시 복사하거나 내려받으세요.
files-parquet = { $file }: Parquet 파일이 손상되었거나 중간에 끊겼습니다({ $fault }). 다시 복사하거나 다시 저장하세요.
files-binary = { $file }: 텍스트로 된 표(CSV나 TSV, gzip 압축 가능)나 Parquet 파일이어야 하는데 둘 다 아닙니다. 엑셀 같은 스프레드시트는 먼저 CSV로 저장하세요.
files-encoding = { $file }, { $line }번째 줄: { $encoding } 인코딩(encoding)의 글자여야 하는데, 파일의 { $position }번째 바이트 { $byte } 값은 어떤 글자도 아닙니다. 다음 옵션을 써 보세요: { $options }
files-empty = { $file }: 파일이 비어 있습니다. 첫 줄에는 열 이름, 그다음 줄부터는 한 줄에 한 행씩 있어야 합니다.
files-no-rows = { $file }: 열 이름만 있고 행이 없습니다. 숫자가 든 행을 하나 이상 넣으세요.
files-rows-differ = { $file }: 행이 { $rows }개여야 하는데 DuckDB는 { $found }개로 읽어서 이 표를 믿을 수 없습니다. Parquet으로 저장하거나 다른 버전의 duckdb를 설치하세요.

files-quote-unclosed = { $file }, { $line }번째 줄: 여기서 큰따옴표로 시작한 칸이 큰따옴표로 끝나지 않습니다. 따옴표를 닫으세요. 칸 안의 큰따옴표는 두 번("") 씁니다.
files-quote-inside = { $file }, { $line }번째 줄: 칸 중간에 큰따옴표가 있습니다. 칸 전체를 큰따옴표로 감싸고 안의 따옴표는 두 번 쓰세요. 예: "5"" pipe"
files-row-blank = { $file }, { $line }번째 줄: 행이 있어야 하는데 빈 줄입니다. 이 줄을 지우세요.
files-row-cells = { $file }, { $line }번째 줄: 첫 줄의 열 이름대로 칸이 { $expected }개여야 하는데 { $cells }개입니다. 이 행을 고치세요. 구분자가 들어 있는 칸은 큰따옴표로 감싸야 합니다.
files-no-header = { $file }, 1번째 줄: 열 이름이 있어야 하는데 숫자가 있습니다({ $cell }). 열 이름을 적은 첫 줄을 추가하세요.
files-name-empty = { $file }{ $unit ->
    [row] {""}
   *[line] , 1번째 줄
}: 열 { $count }개 중 { $place }번째 열에 이름이 없습니다. 모든 열에 이름을 붙이세요.
files-name-twice = { $file }{ $unit ->
    [row] {""}
   *[line] , 1번째 줄
}: 열 두 개의 이름이 "{ $column }"입니다. 열마다 다른 이름을 붙이세요.

files-one-column = { $file }: 목표(target) 열과 특성(feature) 열이 하나 이상 필요한데 열이 하나뿐입니다: "{ $column }". 열은 { $decimal ->
    [comma] 탭, ; 또는 | 기호로 구분하세요(여기서 쉼표는 소수점입니다).
   *[point] 쉼표, 탭, ; 또는 | 기호로 구분하세요.
}
files-no-target = { $file }: 예측할 목표(target) 열을 정하지 않았습니다. --target 이름 옵션으로 다음 중 하나를 고르세요: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}외 { $more }개
}
files-no-column = { $file }: { $option } 옵션에 적힌 "{ $column }", 이런 이름의 열이 없습니다. 있는 열: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}외 { $more }개
}
files-no-column-near = { $file }: { $option } 옵션에 적힌 "{ $column }", 이런 이름의 열이 없습니다. 혹시 이 열인가요? "{ $near }". 있는 열: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}외 { $more }개
}
files-features-none = --features: 열이 하나 이상 필요한데 하나도 적혀 있지 않습니다. { $file }, 있는 열: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}외 { $more }개
}
files-target-among-features = --features: "{ $column }" 열은 목표(target)라서 특성(feature)이 될 수 없습니다. --features 옵션에서 빼거나 --target 옵션으로 다른 열을 고르세요.
files-features-twice = --features: "{ $column }" 열이 두 번 적혀 있습니다. 특성(feature)마다 한 번만 적으세요.
files-no-features = { $file }: 목표(target) 열 "{ $column }" 말고는 특성(feature)으로 쓸 숫자 열이 없습니다. 있는 열: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}외 { $more }개
}. --features a,b 옵션으로 특성을 정하세요.

files-target-words = { $file }, 열 "{ $column }": 예측할 숫자가 있어야 하는데 단어가 있습니다: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}외 { $more }개
}. 클래스라면 --hypothesis softmax(둘이면 logistic)를 더하고, 아니면 --target 옵션으로 다른 열을 고르세요.
files-cell = { $file }, { $line }번째 { $unit ->
    [row] 행
   *[line] 줄
}, 열 "{ $column }": 숫자가 있어야 하는데 "{ $cell }" 값이 있습니다. 칸을 고치거나 비우세요. 다른 열은 --features a,b 또는 --target 이름 옵션으로 고를 수 있습니다.
files-cell-mark = { $file }, { $line }번째 { $unit ->
    [row] 행
   *[line] 줄
}, 열 "{ $column }": 숫자가 있어야 하는데 "{ $cell }" 값이 있습니다. "{ $mark }" 기호가 소수점이면 --decimal { $mark } 옵션을 붙이고, 천 단위 구분 기호이면 파일에서 지우세요.
files-cell-too-large = { $file }, { $line }번째 { $unit ->
    [row] 행
   *[line] 줄
}, 열 "{ $column }": { $cell } 값은 float64의 범위(약 1.8e308까지)를 벗어납니다. 이 열에 더 큰 단위를 쓰거나, --features a,b 옵션으로 이 열을 빼세요.
files-column-empty = { $file }, 열 "{ $column }": 숫자가 있어야 하는데 { $rows }개 행 어디에도 유한한 수가 없습니다. --features a,b 또는 --target 이름 옵션으로 이 열을 빼세요.
files-classes = { $file }, 열 "{ $column }": 클래스(class), 곧 많아야 { $most }가지인 낱말이나 정수가 필요한데, 그렇지 않습니다. 클래스가 담긴 열을 고르거나 linear 가설을 쓰세요.
files-missing = { $file }, { $line }번째 { $unit ->
    [row] 행
   *[line] 줄
}, 열 "{ $column }": 이 칸을 비롯해 행 { $rows }개의 칸 { $cells }개에 유한한 수가 없습니다({ $columns }{ $more ->
    [0] {""}
   *[other] {" "}외 열 { $more }개
}). 값을 채우거나, --drop-missing 옵션으로 이 행들을 빼거나, --features a,b 옵션으로 다른 열을 고르세요.
files-none-complete = { $file }: --drop-missing 옵션을 쓰면 { $rows }개 행이 모두 빠집니다. 모든 행마다 고른 열 중 어딘가에 유한한 수가 없기 때문입니다. --features a,b 옵션으로 열을 더 적게 고르세요.

files-note-left-out = 숫자 열이 아니어서 뺐습니다: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}외 { $more }개
}
files-note-flags = true는 1로, false는 0으로 읽었습니다: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}외 { $more }개
}
files-note-rounded = 열 "{ $column }": 2^53보다 커서 float64에 그대로 담기지 않는 정수 { $count }개를 가장 가까운 값으로 반올림했습니다. 첫 번째는 { $line }번째 { $unit ->
    [row] 행
   *[line] 줄
}의 { $cell }입니다.
files-note-dropped = 행 { $rows }개 중 { $dropped }개를 뺐습니다. 고른 열에 유한한 수가 없는 행입니다.
files-note-classes = 열 { $column }의 클래스를 수로 읽었습니다: { $columns }{ $more ->
    [0] {""}
   *[other] {" "}외 { $more }개
}
