# 내 데이터로 하는 실행과 이론.

engine-hand = 손으로
engine-torch = torch로
engine-exact = p + 1개 행에서 정확하게

log-epoch = 에폭
log-cost = 비용
log-held-out = 떼어 둔 행

run-title = { $target }, 행 { $count }개
run-hypothesis-words = H(x)는 열마다 가중치(weight)를 곱해 모두 더하고, 편향(bias) b가 있으면 그것도 더한 값
run-title-surface = 곡면 { $name }
run-hypothesis-words-polynomial = H(x)는 −1에서 1로 옮긴 특성의 거듭제곱마다 가중치(weight)를 곱해 모두 더하고, 편향(bias) b가 있으면 그것도 더한 값
run-hypothesis-words-logistic = H(x)는 클래스 1일 확률로, 1을 1 + e의 (−점수)제곱으로 나눈 값. 점수는 열마다 가중치(weight)를 곱해 모두 더하고, 편향(bias) b가 있으면 그것도 더한 값
run-hypothesis-words-softmax = H(x)는 클래스마다의 확률로, e의 점수제곱을 모든 클래스의 합으로 나눈 값. 클래스마다 가중치(weight)와, 있으면 편향(bias)이 따로 있음
run-surface-words = 행이 없는, W만의 함수
run-setting-surface = { $dtype }; 학습률(learning rate) { $lr }{ $auto ->
    [best] {" "}(이 에폭 수에 가장 좋은 값)
    [kept] {" "}(바뀌지 않는다면 이 에폭 수에 가장 좋은 값)
    [default] {" "}(이 규칙의 torch 기본값)
    [safe] {" "}(1을 이 비용이 가질 수 있는 최대 곡률로 나눈 값)
   *[no] {""}
}; { $epochs }에폭(epoch).
run-setting = { $loss ->
    [absolute] 평균 절대 오차(mean absolute error)
    [huber] 평균 후버 손실(Huber loss)
    [log] 평균 로그 손실(log loss)
    [cross-entropy] 평균 교차 엔트로피(cross-entropy)
   *[squared] 평균 제곱 오차(mean squared error)
}, { $columns ->
    [standardised] 표준화(standardize)한 열
   *[raw] 원래 그대로의 열
}; 기울기(gradient) { $gradient }, { $dtype }; 학습률(learning rate) { $lr }{ $auto ->
    [best] {" "}(이 에폭 수에 가장 좋은 값)
    [kept] {" "}(바뀌지 않는다면 이 에폭 수에 가장 좋은 값)
    [default] {" "}(이 규칙의 torch 기본값)
    [safe] {" "}(1을 이 비용이 가질 수 있는 최대 곡률로 나눈 값)
   *[no] {""}
}; { $epochs }에폭(epoch).
run-batches = 미니배치(mini-batch): 행 { $size }개씩, { $sampling ->
    [replace] 복원 추출
   *[shuffle] 에폭마다 새 순서로 모든 행을 한 번씩
}(시드 { $seed }). 배치마다 갱신하며, 에폭의 비용과 기울기는 모든 행의 것입니다.
run-l2 = 비용에 벌점 (l2/2) ‖W‖²이 더해집니다. l2 = { $l2 }, 편향은 빠집니다.
run-holdout = 행 { $rows }개 중 { $count }개를 떼어 두었습니다. 어떤 걸음도 이 행들을 보지 않으며, 이 행들의 비용은 나란히 따로 보여 줍니다.
run-exact = 행 { $rows }개를 한 번만 읽고, 그다음 모든 에폭을 행 { $few }개로 정확하게 계산합니다.
run-kept = 비용은 에폭 { $rows }개 모두, W는 그 가운데 { $kept }개만 남겼습니다.
run-clip = { $clip }보다 긴 기울기는 그 길이로 줄입니다.
run-stopped = { $done }에폭 뒤, 기울기의 길이가 { $tol } 이하가 되어 멈췄습니다.
run-rule = 갱신 규칙(update rule) { $rule }: { $formula }. 설정: { $settings }.{ $schedule ->
    [none] {""}
   *[other] {" "}학습률은 이 에폭 동안 { $schedule } 스케줄(schedule)대로 바뀝니다.
}
run-log = 로그: { $engine }
run-difference = 두 엔진의 가중치 차이는 모든 에폭을 통틀어 최대 { $size }입니다.
run-weights = { $done }에폭 뒤의 W{ $best ->
    [none] {""}
   *[known] 와 가장 좋은 W(최적)
}
run-start = 시작
run-final = 마지막
run-best = { $kind ->
    [surface] 끝에서 가장 가까운 최소점
    [least] 최적(최소제곱)
   *[other] 최적
}
run-final-raw = 마지막(원래 열)
run-best-raw = 최적(원래 열)
run-verdict = 무엇을 했고, 왜 그랬나

rules-title = 갱신 규칙(update rule)
rules-name = 규칙
rules-settings = 설정과 기본값
rules-formula = 한 걸음(∇는 기울기)
rules-schedules = 학습률 스케줄(schedule): { $names }.
