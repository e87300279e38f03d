# 숫자로 따져 보는 한 걸음.

explain-epoch = explain: { $count ->
    [0] 에폭이 하나라도 있는 실행이 필요한데
   *[other] 다음 에폭으로 이어지는 0에서 { $last }까지의 에폭이 필요한데
}, 받은 값은 { $got }입니다. 에폭을 늘리거나 더 앞의 에폭을 고르세요.
explain-step-l2 = explain: 벌점(penalty)이 없는 비용이 필요한데, 받은 l2는 { $got }입니다. 경사 하강법을 실행하고 trace.explain(k)를 쓰세요.
option-explain = 에폭 K에서 K + 1까지의 한 걸음을 숫자로 따져 보기(여러 번 쓸 수 있음)

explain-title = 에폭 { $epoch }에서 { $next }까지: { $engine }
explain-setting = 갱신 규칙(update rule) { $rule }, 학습률(learning rate) { $lr }{ $scheduled ->
    [yes] (스케줄의 이 걸음에서)
   *[no] {""}
}. 실행할 때와 같은 정밀도({ $dtype })로 계산했습니다. 걸음을 내딛기 전의 비용은 { $cost }입니다.
explain-batches = 에폭마다 크기 { $size }인 미니배치(mini-batch)에 한 걸음씩 모두 { $count }걸음을 내딛습니다. 여기 있는 것은 이 에폭의 첫걸음, 곧 실행 전체의 { $step }번째 걸음이고, 아래의 행은 그 미니배치의 행입니다.

explain-rows-title = 행마다
explain-rows = { $hypothesis }; 행 하나의 손실(loss)은 { $loss }, 비용은 행 { $count }개에서 구한 손실의 평균입니다.{ $columns ->
    [standardised] {" "}열은 표준화(standardize)했습니다.
   *[raw] {""}
} 항은 한 행이 합 Σ에 보태는 값입니다.
explain-term = 항, { $name }
explain-left-out = … 그 밖에 { $what ->
    [rows] 합에 든 행이 { $count }개
   *[names] 변수가 { $count }개
} 더 있습니다.

explain-gradient-title = 기울기
explain-gradient = 이 비용은 행이 없는, W만의 함수입니다. 그 기울기(gradient) ∇는 다음과 같습니다.
explain-l2 = l2 벌점(penalty)은 가중치마다 기울기에 l2·W만큼 더하고, 편향(bias)에는 아무것도 더하지 않습니다.
explain-first = { $name }의 수로 따져 보면:

explain-rule-title = { $rule }의 한 걸음
explain-rule-unknown = 이 옵티마이저(optimizer)는 ravine의 규칙이 아닙니다. 기울기로 무엇을 했는지는 아래 W의 변화에 있습니다.
explain-no-zero-grad = zero_grad가 없으므로 이 걸음의 ∇는 지금까지의 기울기를 모두 더한 것입니다.
explain-own-lr = a는 변수마다 따로 있는 학습률입니다.

explain-state-title = 규칙이 기억하는 것
explain-state = { $name } { $when ->
    [before] 전
   *[after] 후
}

explain-moved-title = W가 움직인 만큼
explain-change = 변화
explain-cost = { $steps ->
    [1] 비용
   *[other] 이 에폭의 { $steps }걸음 동안 모든 행의 비용
}: { $before } → { $after }.

# 말로 쓴 식.
explain-line = { $name }에 들어갈 값: { $formula }. 숫자로는 { $numbers }, 곧 { $value }
explain-word-gradient = 기울기
explain-word-before = 앞선 기울기
explain-word-total = 합
explain-word-length = 기울기의 길이
explain-form-add = { $a } 더하기 { $b }
explain-form-sub = { $a } 빼기 { $b }
explain-form-usub = 마이너스 { $a }
explain-form-mult = { $a } 곱하기 { $b }
explain-form-div = { $a } 나누기 { $b }
explain-form-pow = { $a }의 { $b }제곱
explain-form-square = { $a }의 제곱
explain-form-gt = { $b }보다 큰 { $a }
explain-form-lt = { $b }보다 작은 { $a }
explain-form-where = (조건 { $b }: { $a }, 아니면 { $c })
explain-form-sqrt = { $a }의 제곱근
explain-form-abs = { $a }의 크기
explain-form-sign = { $a }의 부호
explain-form-max = ({ $a }, { $b } 가운데 큰 값)
explain-form-min = ({ $a }, { $b } 가운데 작은 값)
