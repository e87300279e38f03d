# 실행의 코드: 주석에 쓰는 말, 그리고 프로그램으로 쓸 수 없는 것.

code-title = 평균 제곱 오차(mean squared error)의 경사 하강법(gradient descent), PyTorch만으로
code-data = 데이터
code-file = 데이터: 파일의 열을 이름으로 읽기
code-mark = 바이트 순서 표시(BOM)는 건너뛰기
code-missing = 빈칸이 있는 행은 빼기
code-standardised = 모든 특성(feature)을 평균 0, 표준편차 1로
code-scaled = 모든 특성(feature)을 제곱 평균의 제곱근으로 나누기: b가 없으니 옮기지는 않음
code-change = 첫 행을 기준으로 재어 자릿수를 잃지 않게
code-constant = 값이 변하지 않는 열
code-show = 에폭마다 출력하는 모양
code-hand = 손으로
code-torch = torch.optim으로
code-hypothesis = H(x) 계산
code-cost = 비용(cost) 계산: 평균 제곱 오차
code-gradient = { $scale ->
    [mean] 손으로 유도한 비용의 기울기(gradient)
    [sum] 손으로 유도한 기울기(gradient)의 m배
    [half_mean] 손으로 유도한 기울기(gradient)의 절반
   *[half_sum] 손으로 유도한 기울기(gradient)에서 계수 2/m을 뺀 것
}
code-step = 한 걸음
code-autograd = { $scale ->
    [mean] autograd로 구한 기울기(gradient)로 한 걸음
    [sum] autograd로 구한 기울기(gradient)의 m배로 한 걸음
    [half_mean] autograd로 구한 기울기(gradient)의 절반으로 한 걸음
   *[half_sum] autograd로 구한 기울기(gradient)의 m/2배로 한 걸음
}

code-rule = 손으로 계산하는 프로그램: 설정 없는 기본 경사 하강법(sgd)이어야 하는데, 받은 규칙은 { $rule }입니다. --engine torch 옵션을 쓰세요.
code-schedule = 프로그램: 바뀌지 않는 학습률(learning rate)이어야 하는데, 받은 스케줄(schedule)은 { $schedule }입니다. 스케줄을 빼세요.
code-too-many = 프로그램: 파일에서 온 행이거나 수가 { $most }개 이하여야 하는데, 파일에서 오지 않은 수가 { $count }개입니다. CSV로 저장하고 그 파일을 지정하세요.
code-parquet = { $file }: 프로그램이 그대로 읽을 수 있는 텍스트 파일이어야 하는데 Parquet입니다. CSV(예: { $example })로 저장하고 그 파일을 지정하세요.
code-unsaved = -o: 쓸 수 있는 파일이어야 하는데 { $file } 파일은 쓸 수 없습니다({ $fault }). 다른 폴더를 고르거나 권한을 바꾸세요.
code-saved = 저장했습니다: { $file }
