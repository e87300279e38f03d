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

outcome-converged = 수렴했습니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }, 가능한 최솟값은 { $best }입니다.
outcome-still_falling = { $done }에폭 뒤에도 아직 내려가는 중이었습니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }, 가능한 최솟값은 { $best }입니다.
outcome-plateau = 멈춰 있습니다. 바닥에 닿지 않았는데도 W가 더는 움직이지 않습니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }, 가능한 최솟값은 { $best }입니다.
outcome-bouncing = 이리저리 튀면서 끝났습니다. 걸음마다 바닥의 한쪽에서 다른 쪽으로 건너뛰고 비용(cost)은 더 줄지 않습니다. 처음 값은 { $start }, 마지막 값은 { $cost }, 가능한 최솟값은 { $best }입니다.
outcome-diverged = 발산했습니다. 에폭 { $epoch }부터 비용(cost)이 처음 값 { $start } 아래로 다시 내려가지 않았고, 마지막 값은 { $cost }입니다. 가능한 최솟값은 { $best }입니다.
outcome-interrupted = { $epochs }에폭 중 { $done }에폭 뒤에 중단되었습니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }, 가능한 최솟값은 { $best }입니다.

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
verdict-limits = 이 비용의 안정 한계 학습률은 { $stable }입니다. { $epochs }에폭에 가장 좋은 학습률은 { $best }입니다.
verdict-limits-beyond = 이 비용의 안정 한계 학습률은 { $stable }입니다. 그런데 이 시작점에서는 가장 가파른 방향으로 줄일 비용이 거의 없어서, { $epochs }에폭에 가장 좋은 학습률은 { $best }입니다.
verdict-all-flat = 열이 모두 0이라 비용이 어느 W에서나 같습니다. 그래서 학습률이 얼마든 아무것도 달라지지 않습니다.
verdict-not-unique = 비용이 전혀 변하지 않는 방향이 { $count }개 있습니다. 다음 열들이 서로 종속이거나 0뿐이기 때문입니다: { $columns }. 그래서 가장 좋은 W는 하나가 아니며, 보여 준 것은 그중 시작점에 가장 가까운 W입니다.
verdict-measured = 모두 이 실행에서 잰 값입니다. 학습률의 한계와 에폭마다 곱해지는 수는 학습률이 하나인 보통의 경사 하강법(gradient descent)에서만 알려져 있는데, 이 실행은 그렇지 않습니다.
verdict-tried-lr = 해 보니: 학습률 { $lr }에서는 { $epoch }에폭 만에 1%에 닿고, 마지막 비용은 { $cost }입니다.
verdict-tried-lr-short = 해 보니: 학습률 { $lr }에서도 같은 에폭 안에 1%에 닿지는 못하지만, 마지막 비용은 더 낮은 { $cost }입니다.
verdict-tried-standardised = 해 보니: 열을 표준화하면(--standardize) 조건수(condition number)가 줄어듭니다({ $condition } → { $standardised }). 그때 학습률 { $lr }에서는 { $epoch }에폭 만에 1%에 닿고, 마지막 비용은 { $cost }입니다.
