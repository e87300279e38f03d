# 실행에 대한 판정.

regime-at-best = 시작점의 비용(cost)이 이미 최솟값이라, 학습률(learning rate)이 얼마든 아무것도 움직이지 않습니다.
regime-zero = 학습률(learning rate) 0에서는 아무것도 움직이지 않습니다. 걸음(step)이 모두 0입니다.
regime-smooth = 학습률(learning rate) { $lr }: 매끄럽게 내려갑니다. { $directions ->
    [1] 어떤 걸음(step)도 바닥을 지나치지 않습니다
   *[other] 가장 가파른 방향에서 어떤 걸음(step)도 바닥을 지나치지 않습니다
}({ $move } = { $a }, 1 이하).
regime-oscillating = 학습률(learning rate) { $lr }: 진동합니다. { $directions ->
    [1] 걸음(step)마다 바닥을 지나쳐, 반대편의 더 가까운 곳에 닿습니다
   *[other] 가장 가파른 방향에서 걸음(step)마다 바닥을 지나쳐, 반대편의 더 가까운 곳에 닿습니다
}({ $move } = { $a }, 1과 2 사이).
regime-edge = 학습률(learning rate) { $lr }: 발산의 경계에 있습니다. { $directions ->
    [1] 걸음(step)마다 반대편의 거의 같은 거리에 닿습니다
   *[other] 가장 가파른 방향에서 걸음(step)마다 반대편의 거의 같은 거리에 닿습니다
}({ $move } = { $a }, 2 근처).
regime-diverging = 학습률(learning rate) { $lr }: 발산합니다. { $directions ->
    [1] 걸음(step)마다 반대편의 더 먼 곳에 닿습니다
   *[other] 가장 가파른 방향에서 걸음(step)마다 반대편의 더 먼 곳에 닿습니다
}({ $move } = { $a }, 2 초과).

outcome-least = { $kind ->
    [none] {""}
    [surface] , 끝에서 가장 가까운 최소점의 값은 { $best }
   *[least] , 가능한 최솟값은 { $best }
}
outcome-converged = 수렴했습니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }{ $least }입니다.
outcome-still_falling = { $done }에폭 뒤에도 아직 내려가는 중이었습니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }{ $least }입니다.
outcome-plateau = 평지(plateau)에 있습니다. 바닥에 닿지 않았는데도 W가 { $ground ->
    [still] 더는
   *[level] 거의
} 움직이지 않습니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }{ $least }입니다.
outcome-bouncing = 이리저리 튀면서 끝났습니다. 걸음마다 바닥의 한쪽에서 다른 쪽으로 건너뛰고 비용(cost)은 더 줄지 않습니다. 처음 값은 { $start }, 마지막 값은 { $cost }{ $least }입니다.
outcome-saddle = 안장점에 멈췄습니다. 최소점이 아닙니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }{ $least }입니다.
outcome-noise_floor = 잡음 바닥(noise floor)까지 내려왔습니다. 미니배치(mini-batch)가 바닥 둘레에서 W를 흔들어 비용(cost)이 더 줄지 않습니다. 처음 값은 { $start }, 마지막 값은 { $cost }{ $least }입니다.
outcome-diverged = 발산했습니다. 에폭 { $epoch }부터 비용(cost)이 처음 값 { $start } 아래로 다시 내려가지 않았고, 마지막 값은 { $cost }{ $least }입니다.
outcome-interrupted = { $epochs }에폭 중 { $done }에폭 뒤에 중단되었습니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }{ $least }입니다.
outcome-not_begun = 에폭(epoch)이 0이라 아무것도 움직이지 않았습니다. 비용(cost)의 값은 { $cost }{ $least }입니다.

verdict-beyond = { $cost }({ $dtype } 범위를 벗어남)
verdict-at-best = 1%까지 걸린 에폭(epoch): 0. 반올림 오차를 빼면 시작점의 비용이 이미 최솟값입니다.
verdict-reached = 1%까지 걸린 에폭(epoch): { $epoch }. 그때부터 비용과 최솟값의 차이는 처음 차이의 1% 이하입니다.
verdict-rises-again = 1%까지 걸린 에폭(epoch): { $epoch }. 그때 비용과 최솟값의 차이가 처음 차이의 1%로 줄었지만, 나중에 다시 그보다 커졌습니다.
verdict-crawling = 기어갑니다. 이 학습률로는 1%까지 { $needed }에폭(epoch)이 필요한데, 주어진 것은 { $epochs }에폭입니다.
verdict-not-reached = 1%까지 걸린 에폭(epoch): { $epochs }에폭 안에는 닿지 못했습니다.
verdict-scale = { $gradient } 기울기(gradient)는 평균의 참 기울기의 { $ratio }배입니다. 그래서 여기서 학습률이 { $lr }일 때와 참 기울기에서 학습률이 { $acts }일 때, W는 똑같이 움직입니다.
verdict-one-direction = 비용의 곡률(curvature)은 { $columns } 방향 하나뿐입니다. λ = { $curvature }이므로 에폭마다 오차에 곱해지는 수는 1 − { $move } = { $factor }입니다.
verdict-steepest = 가장 가파른 방향의 주된 열은 { $columns }입니다. 곡률(curvature) λ = { $curvature }이므로 에폭마다 이 방향의 오차에 곱해지는 수는 1 − { $move } = { $factor }입니다.
verdict-flattest = 가장 완만한 방향의 주된 열은 { $columns }입니다. 곡률(curvature) λ = { $curvature }이므로 에폭마다 이 방향의 오차에 곱해지는 수는 1 − { $move } = { $factor }입니다.
verdict-limits = { $momentum ->
    [none] 이 비용의
   *[some] 이 규칙에서 이 비용의
} 안정 한계 학습률은 { $stable }입니다.{ $epochs ->
    [0] {""}
   *[other] {" "}{ $epochs }에폭에 가장 좋은 학습률은 { $best }입니다.
}
verdict-limits-beyond = { $momentum ->
    [none] 이 비용의
   *[some] 이 규칙에서 이 비용의
} 안정 한계 학습률은 { $stable }입니다. 그런데 이 시작점에서는 가장 가파른 방향으로 줄일 비용이 거의 없어서, { $epochs }에폭에 가장 좋은 학습률은 { $best }입니다.
verdict-all-flat = 열이 모두 0이라 비용이 어느 W에서나 같습니다. 그래서 학습률이 얼마든 아무것도 달라지지 않습니다.
verdict-not-unique = 비용이 전혀 변하지 않는 방향이 { $count }개 있습니다. 다음 열들이 서로 종속이거나 0뿐이기 때문입니다: { $columns }. 그래서 가장 좋은 W는 하나가 아니며, 보여 준 것은 그중 시작점에 가장 가까운 W입니다.
verdict-measured = 모두 이 실행에서 잰 값입니다. 에폭마다 오차가 얼마나 줄어드는지는 설정이 변하지 않는 SGD에서만 알려져 있습니다.
verdict-uphill = 이 규칙은 오르막으로 갑니다(maximize). 그래서 비용이 커집니다. 이 설정을 빼면 내려갑니다.
verdict-clipped = { $count ->
    [0] { $norm }보다 긴 기울기가 없어서, 줄인 기울기도 없습니다.
   *[other] { $done }에폭 중 { $count }에폭에서 기울기가 { $norm }보다 길어 그 길이로 줄였습니다.
}
verdict-schedule = 학습률은 { $first }에서 시작해 { $last }에서 끝났습니다. { $stable }보다 크면 가장 가파른 방향의 오차가 커지는데, { $done }에폭 중 { $count }에폭이 그랬습니다.
verdict-lr-ended = 끝에는 스케줄이 학습률을 { $lr }까지 줄여서 W가 거의 움직이지 않았습니다.
verdict-rounding = 마지막 걸음은 { $dtype }의 반올림 오차보다 짧았습니다. 이 자릿수로는 W가 더 가까이 갈 수 없습니다.

# 모멘텀이나 감쇠가 있는 규칙.

regime-momentum = 학습률(learning rate) { $lr }, { $heavy ->
    [yes] 모멘텀(momentum) { $momentum }
   *[no] 가중치 감쇠(weight decay) { $decay }
}: { $regime ->
    [smooth] 매끄럽게 내려갑니다. 모든 방향에서 W가 흔들리지 않고 멈출 곳에 닿습니다
    [oscillating] 진동합니다. W가 멈출 곳 둘레에서 흔들리고, 흔들림은 잦아듭니다
    [edge] 발산의 경계에 있습니다. 가장 가파른 방향에서 흔들림의 크기가 거의 변하지 않습니다
   *[diverging] 발산합니다. 가장 가파른 방향에서 흔들림이 커집니다
}(여기서 안정 한계 학습률은 { $stable }).
verdict-momentum = { $which ->
    [one-direction] 비용의 곡률(curvature)은 { $columns } 방향 하나뿐입니다
    [steepest] 가장 가파른 방향의 주된 열은 { $columns }입니다
   *[flattest] 가장 완만한 방향의 주된 열은 { $columns }입니다
}. 곡률(curvature) λ = { $curvature }이고, 이 규칙에서 에폭마다 오차에 곱해지는 수는 길게 보아 { $factor }입니다. 처음에는 더 클 수 있습니다.
verdict-decay = 가중치 감쇠(weight decay) { $decay } 때문에 모든 가중치가 0 쪽으로 당겨져, 규칙은 가장 좋은 W 옆, 비용이 더 높은 곳에 멈춥니다.

# 이차함수가 아닌 비용, 그리고 미니배치.

verdict-separable = 비용의 최솟값이 없습니다. 어떤 행도 틀린 쪽에 두지 않는 W가 있고, 그런 W가 길수록 비용은 낮아집니다.{ $grew ->
    [yes] {" "}그래서 W는 멈추지 않습니다. W의 길이는 에폭 { $epoch }에 { $before }, 끝에 { $after }입니다.
   *[no] {""}
} 벌점(--l2)을 주면 비용에 바닥이 생깁니다.
verdict-no-best = 여기서는 비용의 최솟값을 알 수 없어, 얼마나 가까이 왔는지 말할 수 없습니다.
verdict-saddle = 기울기의 길이는 겨우 { $slope }이지만, { $columns } 방향으로 비용이 아래로 휘어 있습니다(곡률 { $curvature }). 정확히 그 자리에서는 하강이 영영 벗어나지 못하고, 그 옆에서는 천천히 벗어납니다.
verdict-flat-ground = 이곳은 평평합니다. 가장 큰 곡률이 { $here }, 바닥에서는 { $there }입니다. 기울기의 길이도 겨우 { $slope }라서 걸음도 그만큼 짧습니다.
verdict-kink = 절댓값 손실은 꺾인 점 바로 옆에서도 먼 곳만큼 가파르므로 바닥 가까이에서도 걸음이 짧아지지 않습니다. 학습률 { $lr }에서는 걸음이 바닥을 끝없이 넘나듭니다.
verdict-batches = 한 에폭에 여러 걸음을 걷고, 걸음마다 행 { $size }개의 기울기를 씁니다. 모든 행을 쓰는 걸음에서 알려진 한계는 여기에 맞지 않습니다.
verdict-noise = 가장 좋은 W가 행마다 달라서, 행 { $size }개짜리 배치가 W를 계속 흔듭니다. { $sampling ->
    [replace] 이론에 따르면 학습률 { $lr }에서 비용은 평균적으로 최솟값보다 { $expected }만큼 높은 곳에 머뭅니다. 뒤쪽 절반에서 잰 값은 { $measured }입니다.
   *[shuffle] 뒤쪽 절반에서 비용은 평균적으로 최솟값보다 { $measured }만큼 높았습니다. 학습률 { $lr }에서 행 { $reference }개씩 복원 추출한 배치라면 그 차이는 { $expected }인데, 높게 잡은 참고값일 뿐입니다.
}
verdict-noise-ahead = 학습률 { $lr }에서 행 { $reference }개씩 복원 추출한 배치라면, 비용은 평균적으로 최솟값보다 { $expected }만큼 높은 곳에 머뭅니다.
verdict-no-noise = 모든 행에 꼭 맞는 W가 있어, 행 { $size }개짜리 배치도 바닥에서 잡음을 남기지 않습니다.
verdict-noise-limit = 행 { $size }개씩 복원 추출한 배치의 안정 한계 학습률은 { $batches }, 모든 행을 한 번에 쓰면 { $all }입니다.{ $sampling ->
    [shuffle] {" "}섞어서 나눈 배치에는 앞의 값이 참고값일 뿐입니다.
   *[replace] {""}
}
verdict-local = { $where ->
    [best] 가장 좋은 W
   *[other] 마지막 W
} 근처에서 { $rule ->
    [frozen] 이 규칙이 보는{" "}
   *[sgd] {""}
}가장 큰 곡률은 λ = { $curvature }, 주된 열은 { $columns }입니다. { $rule ->
    [frozen] 규칙이 걸음을 나누는 크기가 실행이 끝난 때 그대로라면,{" "}
   *[sgd] {""}
}그곳의 안정 한계 학습률은 { $stable }(이 실행: { $lr })입니다.{ $scope ->
    [local] {" "}그곳에서만 맞는 말이고, 다른 곳에 대해서는 아무것도 말하지 않습니다.
   *[same] {""}
}
verdict-local-flat = 그곳에서 비용이 변하지 않는 방향이 { $count }개 있습니다. 나머지 방향의 조건수는 { $condition }입니다.

# 해 본 변화.

verdict-tried = 해 보니: { $change }일 때 { $epoch }에폭 만에 1%에 닿고, 마지막 비용은 { $cost }입니다{ $beside }.
verdict-tried-short = 해 보니: { $change }일 때 마지막 비용은 더 낮은 { $cost }입니다{ $beside }.
verdict-tried-l2 = 해 보니: 벌점 --l2 { $value }일 때 비용에 바닥이 생깁니다. { $epoch }에폭 만에 바닥까지 1%만 남고, 벌점을 더한 비용의 마지막 값은 { $cost }입니다.
verdict-beside = (이 실행: { $epochs ->
    [reached] { $epoch }에폭, 비용 { $cost }
    [short] { $done }에폭 안에 닿지 못함, 비용 { $cost }
   *[none] { $cost }
}{ $mean ->
    [yes] ; 비용은 뒤쪽 4분의 1의 평균
   *[no] {""}
})
change-lr = { $value ->
    [constant] 변하지 않는 학습률 { $lr }
    [schedule] 같은 스케줄에 학습률 { $lr }
   *[same] 학습률 { $lr }
}
change-momentum = 모멘텀 { $value }, 학습률 { $lr }
change-standardise = 열을 표준화(--standardize{ $condition ->
    [unknown] {""}
   *[other] , 조건수 { $condition } → { $standardised }
}), 학습률 { $lr }
change-drop = 열 { $value } 제외, 학습률 { $lr }
change-rule = 규칙 { $value }, 학습률 { $lr }
change-schedule = 같은 값에서 0까지 줄어드는 학습률(--schedule { $value })
change-averaging = W가 뒤쪽 절반 에폭의 평균
change-batch = 행 { $value }개짜리 배치
change-nudge = 시작점이 아래로 휜 방향으로 { $value }만큼 떨어진 곳
change-decay = 가중치 감쇠 0
