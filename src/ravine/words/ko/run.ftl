# 내 데이터로 하는 실행과 이론.

engine-hand = 손으로
engine-torch = torch로
engine-exact = p + 1개 행에서 정확하게

log-epoch = 에폭
log-cost = 비용

run-title = { $target }, 행 { $count }개
run-hypothesis-words = H(x)는 열마다 가중치(weight)를 곱해 모두 더하고, 편향(bias) b가 있으면 그것도 더한 값
run-setting = 평균 제곱 오차(mean squared error), { $columns ->
    [standardised] 표준화(standardize)한 열
   *[raw] 원래 그대로의 열
}; 기울기(gradient) { $gradient }, { $dtype }; 학습률(learning rate) { $lr }{ $auto ->
    [best] {" "}(이 에폭 수에 가장 좋은 값)
    [plain] {" "}(보통의 경사 하강법이라면 이 에폭 수에 가장 좋은 값)
    [default] {" "}(이 규칙의 torch 기본값)
   *[no] {""}
}; { $epochs }에폭(epoch).
run-rule = 갱신 규칙(update rule) { $rule }: { $formula }. 설정: { $settings }.{ $schedule ->
    [none] {""}
   *[other] {" "}학습률은 이 에폭 동안 { $schedule } 스케줄(schedule)대로 바뀝니다.
}
run-log = 로그: { $engine }
run-difference = 두 엔진의 가중치 차이는 모든 에폭을 통틀어 최대 { $size }입니다.
run-weights = { $done }에폭 뒤의 W와 가장 좋은 W(최적)
run-start = 시작
run-final = 마지막
run-best = 최적(최소제곱)
run-final-raw = 마지막(원래 열)
run-best-raw = 최적(원래 열)
run-verdict = 무엇을 했고, 왜 그랬나

theory-title = 이론
theory-intro = 비용은 변수 { $p }개의 이차함수입니다. 헤세 행렬(Hessian)의 각 고유 방향(eigen-direction)에서, 경사 하강법(gradient descent)은 에폭(epoch)마다 오차에 1 − lr·λ를 곱합니다. 가장 좋은 학습률(learning rate)과 장기 학습률은 기울기(gradient) { $gradient } 기준입니다.
theory-raw = 원래 열
theory-standardised = 표준화한 열
theory-condition = 조건수(condition number) λmax/λmin
theory-stable = 안정 한계 학습률, 기울기 { $formula }
theory-best = 가장 좋은 학습률, { $epochs }에폭
theory-long-run = 장기 학습률 2/(λmax + λmin)
theory-epochs = … 1%까지 걸리는 에폭
theory-never = 도달하지 않음
theory-directions-raw = 고유 방향(가파른 것부터), 원래 열
theory-directions-standardised = 고유 방향(가파른 것부터), 표준화한 열
theory-factor = 에폭마다 오차 × (가장 좋은 학습률)
theory-columns = 성분이 큰 열

rules-title = 갱신 규칙(update rule)
rules-name = 규칙
rules-settings = 설정과 기본값
rules-formula = 한 걸음(∇는 기울기)
rules-schedules = 학습률 스케줄(schedule): { $names }.
