# 읽는 이의 데이터에 대한 실행과 이론.

engine-hand = 손으로
engine-torch = torch로
engine-exact = p + 1개 행에서 정확히

log-epoch = 에폭
log-cost = 비용

run-title = { $target }, 행 { $count }개
run-hypothesis-words = H(x)는 가중치와 열의 곱을 모두 더하고, 편향(bias) b가 있으면 더한 값
run-setting = 평균 제곱 오차(mean squared error), { $columns ->
    [standardised] 표준화(standardise)한 열
   *[raw] 원래 그대로의 열
}; 기울기(gradient) { $gradient }, { $dtype }; 학습률(learning rate) { $lr }{ $auto ->
    [yes] {" "}(이 에폭 수에 가장 좋은 값)
   *[no] {""}
}; { $epochs }에폭(epoch).
run-log = 로그, { $engine }
run-difference = 두 엔진의 가중치 차이는 모든 에폭에 걸쳐 최대 { $size }입니다.
run-weights = { $done }에폭 뒤의 W와 가장 좋은 W
run-start = 시작
run-final = 마지막
run-best = 최선(최소제곱)
run-final-raw = 마지막, 원래 열
run-best-raw = 최선, 원래 열
run-verdict = 무엇을 했고, 왜 그랬나

theory-title = 이론
theory-intro = 비용은 수 { $p }개의 이차식입니다. 헤세 행렬(Hessian)의 고유 방향마다, 경사 하강법(gradient descent)은 에폭마다 오차에 1 − lr·λ를 곱합니다. 가장 좋은 학습률과 장기 학습률은 기울기 { $gradient } 기준입니다.
theory-raw = 원래 열
theory-standardised = 표준화한 열
theory-condition = 조건수 λmax/λmin
theory-stable = 안정 한계 학습률, 기울기 { $formula }
theory-best = 가장 좋은 학습률, { $epochs }에폭
theory-long-run = 장기 학습률 2/(λmax + λmin)
theory-epochs = … 그때 1 %까지의 에폭
theory-never = 도달하지 않음
theory-directions-raw = 고유 방향, 가파른 것부터, 원래 열
theory-directions-standardised = 고유 방향, 가파른 것부터, 표준화한 열
theory-factor = 에폭마다 오차 × (가장 좋은 학습률)
theory-columns = 가장 큰 열
