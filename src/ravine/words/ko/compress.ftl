# p + 1개 행의 비용이 어떤 열로 이루어지는지.

compress-column = compress: { $known } 가운데서 고른 열이 필요한데, 받은 것은 { $got }입니다. 데이터에 있는 이름을 그대로 쓰세요.
compress-column-twice = compress: 열은 한 번씩만 쓸 수 있는데, 받은 것은 예측할 값 { $target }, 특성 { $got }입니다. 두 번 나오는 열을 빼세요.
compress-rows = compress: Cost나 Data(x, y) 같은 행이 필요한데, 받은 것은 { $got }입니다. 먼저 수로 하나를 만드세요.
