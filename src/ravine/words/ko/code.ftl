# 실행의 코드: 주석에 쓰는 말, 그리고 프로그램으로 쓸 수 없는 것.

code-title = { $cost ->
    [surface] W의 함수에서 하는
    [squared] 평균 제곱 오차(mean squared error)의
    [absolute] 평균 절대 오차(mean absolute error)의
    [huber] 평균 후버 손실(Huber loss)의
    [log] 로그 손실(log loss)의
   *[cross-entropy] 교차 엔트로피(cross-entropy)의
} 경사 하강법(gradient descent), PyTorch만으로
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
code-score = { $hypothesis ->
    [logistic] 점수 z 계산: H(x)는 z의 시그모이드(sigmoid)
   *[softmax] 점수 z 계산: H(x)는 z의 소프트맥스(softmax)
}
code-probability = { $hypothesis ->
    [logistic] H(x) 계산: z의 시그모이드(sigmoid)
   *[softmax] H(x) 계산: z의 소프트맥스(softmax), 넘치지 않게 로그부터
}
code-cost = { $loss ->
    [absolute] 비용(cost) 계산: 평균 절대 오차
    [huber] 비용(cost) 계산: 후버 손실의 평균
    [log] 비용(cost) 계산: 로그 손실의 평균
    [log-by-hand] 비용(cost) 계산: 로그 손실의 평균, 넘치지 않는 식으로
    [cross-entropy] 비용(cost) 계산: 교차 엔트로피의 평균
   *[squared] 비용(cost) 계산: 평균 제곱 오차
}
code-gradient = { $scale ->
    [mean] 손으로 유도한 비용의 기울기(gradient)
    [sum] 손으로 유도한 기울기(gradient)의 m배
    [half_mean] 손으로 유도한 기울기(gradient)의 절반
    [m_half] 손으로 유도한 기울기(gradient)의 m/2배
   *[half_sum] 손으로 유도한 기울기(gradient)에서 계수 2/m을 뺀 것
}
code-schedule = { $when ->
    [this] 이번 걸음의 학습률(learning rate)
   *[next] 다음 걸음의 학습률(learning rate)
}
code-batches = { $sampling ->
    [shuffle] 미니배치(mini-batch)의 행: 에폭마다 모든 행을 한 번씩, 새 순서로
   *[replace] 미니배치(mini-batch)의 행: 아무 행이나 거듭 뽑기
}
code-length = 기울기(gradient)의 길이
code-clip = clip보다 긴 기울기(gradient)는 줄이기
code-surface = 비용(cost): W의 함수
code-powers = t의 거듭제곱: t는 x를 −1에서 1 사이로 옮긴 값
code-held-out = 떼어 둔 행은 빼기
code-classes = 클래스(class)의 번호
code-step = 한 걸음
code-climb = 내려가지 않고 올라가기
code-same = 기울기(gradient)의 부호가 그대로면 0보다 큼
code-rest = 부호가 바뀐 곳은 한 걸음 쉬기
code-autograd = { $scale ->
    [mean] autograd로 구한 기울기(gradient)로 한 걸음
    [sum] autograd로 구한 기울기(gradient)의 m배로 한 걸음
    [half_mean] autograd로 구한 기울기(gradient)의 절반으로 한 걸음
   *[half_sum] autograd로 구한 기울기(gradient)의 m/2배로 한 걸음
}

code-too-many = 프로그램: 파일에서 온 행이거나 수가 { $most }개 이하여야 하는데, 파일에서 오지 않은 수가 { $count }개입니다. CSV로 저장하고 그 파일을 지정하세요.
code-parquet = { $file }: 프로그램이 그대로 읽을 수 있는 텍스트 파일이어야 하는데 Parquet입니다. CSV(예: { $example })로 저장하고 그 파일을 지정하세요.
code-unsaved = -o: 쓸 수 있는 파일이어야 하는데 { $file } 파일은 쓸 수 없습니다({ $fault }). 다른 폴더를 고르거나 권한을 바꾸세요.
code-saved = 저장했습니다: { $file }

option-step = 실습의 몇 번째 단계의 실행을 쓸지 (실행이 있는 첫 단계)
usage-step = --step: { $lab }에서 실행이 있는 단계({ $known })여야 하는데, 받은 값은 { $got }입니다.
