# 이론: 실행하기 전에 비용의 곡률(curvature)이 말해 주는 것.

theory-title = 이론
theory-intro = 비용은 변수 { $p }개의 이차함수입니다. 헤세 행렬(Hessian)의 각 고유 방향(eigen-direction)에서 경사 하강법(gradient descent)을 하면 에폭(epoch)마다 오차에 1 − lr·λ가 곱해집니다. 가장 좋은 학습률(learning rate)과 장기 학습률은 기울기(gradient) { $gradient } 기준입니다.
theory-intro-rule = 비용은 변수 { $p }개의 이차함수이고, 헤세 행렬(Hessian)의 고유 방향(eigen-direction)은 저마다 따로 움직입니다. 갱신 규칙(update rule) SGD, 설정 { $settings }: 에폭(epoch)마다 각 방향의 오차와 속도(velocity)에 2×2 행렬이 곱해집니다. 길게 보면 오차에는 그 행렬의 두 고윳값 가운데 크기가 큰 쪽이 곱해집니다. 가장 좋은 학습률(learning rate)과 장기 학습률은 이 규칙과 기울기(gradient) { $gradient } 기준입니다.
theory-intro-schedule = 학습률이나 모멘텀(momentum)이 스케줄(schedule)대로 바뀝니다. 그래서 안정 한계도 가장 좋은 학습률도 알 수 없고, 경로만 알 수 있습니다. 계수는 첫걸음의 값입니다.
theory-own = 원래 그대로의 열에서 학습률 { $lr }: { $regime ->
    [smooth] 흔들리지 않습니다
    [oscillating] 흔들리다가 가라앉습니다
    [edge] 발산의 경계에 있습니다
   *[diverging] 발산합니다
}. lr·λmax는 { $move }, 한계는 { $limit }입니다.
theory-decay = 가중치 감쇠(weight decay)는 편향을 포함한 W 전체를 0 쪽으로 당기고, 모든 곡률에 { $decay }만큼 더합니다. 그래서 가장 좋은 W 옆에서 멈추며, 그곳의 비용은 최솟값보다 { $excess }만큼 높습니다.
theory-raw = 원래 열
theory-standardised = 표준화한 열
theory-condition = 조건수(condition number) λmax/λmin
theory-stable = 안정 한계 학습률, 기울기 { $formula }
theory-best = 가장 좋은 학습률, { $epochs }에폭
theory-best-heavy-ball = 가장 좋은 학습률과 모멘텀, { $epochs }에폭
theory-best-nesterov = … nesterov일 때
theory-pair = { $lr }, { $momentum }
theory-long-run = 장기 학습률{ $plain ->
    [yes] {" "}2/(λmax + λmin)
   *[no] {""}
}
theory-epochs = … 1%까지 걸리는 에폭
theory-own-epochs = 1%까지 걸리는 에폭
theory-never = 도달하지 않음
theory-directions-raw = 고유 방향(가파른 것부터), 원래 열
theory-directions-surface = 고유 방향(가파른 것부터)
theory-directions-standardised = 고유 방향(가파른 것부터), 표준화한 열
theory-directions = 몫: 시작할 때 비용과 최솟값의 차이에서 이 방향이 차지하는 몫. 계수: { $lr ->
    [best] 가장 좋은 학습률에서
   *[first] 첫걸음의 설정에서
} 에폭마다 이 방향의 오차에 곱해지는 값. 1%까지: 그 몫의 100분의 1이 남을 때까지 걸리는 에폭.
theory-share = 몫
theory-factor = 계수
theory-to-1-percent = 1%까지
theory-columns = 성분이 큰 열

theory-noise-title = 행 { $size }개짜리 미니배치(mini-batch)
theory-noise = 복원 추출(with replacement), 학습률 { $lr }: 비용이 최솟값에 가라앉지 않고, 평균적으로 그보다 { $excess }쯤 높은 곳을 떠돕니다. 이 크기의 배치에서는 학습률 { $stable }까지 평균이 유한하고, 모든 행을 한꺼번에 쓰면 { $whole }까지 안정적입니다. 행을 섞어(shuffle) 나누는 배치는 잡음이 더 작으므로, 그때는 이 값들을 높게 잡은 참고값으로만 보세요.
theory-noise-none = 복원 추출(with replacement), 학습률 { $lr }: W 하나가 모든 행에 꼭 맞으므로 가장 좋은 W에서는 잡음이 남지 않습니다. 이 크기의 배치에서는 학습률 { $stable }까지, 모든 행을 한꺼번에 쓰면 { $whole }까지 그곳에 닿습니다. 행을 섞어(shuffle) 나누는 배치는 잡음이 더 작으므로, 그때는 이 값들을 참고값으로만 보세요.
theory-noise-diverging = 복원 추출(with replacement), 학습률 { $lr }: 평균 비용이 끝없이 커집니다. 이 크기의 배치에서는 학습률 { $stable }까지만 평균이 유한하고, 모든 행을 한꺼번에 쓰면 { $whole }까지 안정적입니다. 행을 섞어(shuffle) 나누는 배치는 잡음이 더 작으므로, 그때는 이 값들을 참고값으로만 보세요.

theory-local-title = 한 W 근처의 이론
theory-local = 비용은 W의 이차함수가 아닙니다. 아래 내용은 비용이 이차함수에 가까운 이 W 근처에서만 맞습니다: { $W }.
theory-local-where = { $where ->
    [best] 비용이 알려진 최솟값이 되는 W입니다.
    [end] 실행이 끝난 곳입니다.
    [start] 시작한 곳입니다. 비용의 최솟값은 알려져 있지 않습니다.
   *[given] {""}
}
theory-local-stable = 이 근처에서 { $settings ->
    [none] 경사 하강법은
   *[other] SGD(설정 { $settings })는
} 학습률 { $stable }까지 안정적입니다(기울기 척도 { $gradient }).
theory-local-none = 여기서는 방향 { $count }개에서 비용이 아래로 휘어 있습니다. 볼록하지 않으므로 경사 하강은 학습률이 얼마든 그쪽으로 빠져나가고, 안정 한계 학습률은 없습니다.
theory-local-flat = 여기서는 반올림 오차를 빼면 방향 { $count }개에서 비용이 휘지 않습니다.
theory-local-condition = 휘어 있는 방향의 조건수(condition number) λmax/λmin은 { $condition }입니다.
theory-local-adam = { $rule } 규칙은 가중치마다 다른 수로 걸음을 나누고, 그 수는 내려가는 동안 바뀝니다. 그 수가 실행이 끝난 때 그대로라고 하면 한계는 학습률 { $stable }입니다. 곡률도 그렇게 나눈 비용의 곡률입니다. 그 이상을 뜻하지는 않습니다.

theory-no-quadratic = theory: 최소제곱 비용이나 그 실행이 필요한데, 받은 것은 다른 비용입니다. 한 W 근처의 이론을 아는 local을 쓰세요.
theory-rule = theory: SGD(모멘텀, dampening, nesterov, 가중치 감쇠, 스케줄 가능)가 필요한데, 받은 것은 { $got }입니다. sgd를 고르거나, 실행해서 판정을 읽으세요.
theory-another-cost = 다른 비용
theory-noise-rule = --batch-size: 최소제곱 비용과, 모멘텀·가중치 감쇠·스케줄이 없는 SGD가 필요한데, 받은 것은 { $got }입니다. 둘 중 하나를 빼세요.
theory-local-size = local: 유한한 수 { $expected }개로 된 W가 필요한데, 받은 것은 { $got }입니다. { $names } 각각에 수 하나씩 주세요.
