# 실행에 대한 판정.

regime-zero = 학습률(learning rate) 0에서는 아무것도 움직이지 않습니다. 걸음(step)이 모두 0입니다.
regime-smooth = 학습률(learning rate) { $lr }: 매끄럽게 내려갑니다. 가장 가파른 방향에서 어떤 걸음(step)도 바닥을 지나치지 않습니다({ $move } = { $a }, 1 이하).
regime-oscillating = 학습률(learning rate) { $lr }: 진동합니다. 가장 가파른 방향에서 걸음(step)마다 바닥을 지나쳐 반대편의 더 가까운 곳에 닿습니다({ $move } = { $a }, 1과 2 사이).
regime-edge = 학습률(learning rate) { $lr }: 경계에 있습니다. 가장 가파른 방향에서 걸음(step)마다 반대편의 거의 같은 거리에 닿습니다({ $move } = { $a }, 2 근처).
regime-diverging = 학습률(learning rate) { $lr }: 발산합니다. 가장 가파른 방향에서 걸음(step)마다 반대편의 더 먼 곳에 닿습니다({ $move } = { $a }, 2 초과).

outcome-converged = 수렴했습니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }, 가능한 가장 작은 값은 { $best }입니다.
outcome-still_falling = { $done }에폭(epoch) 뒤에도 아직 내려가는 중이었습니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }, 가능한 가장 작은 값은 { $best }입니다.
outcome-plateau = 멈춰 있습니다. 바닥에 닿지 않았는데 W가 더는 움직이지 않습니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }, 가능한 가장 작은 값은 { $best }입니다.
outcome-bouncing = 튀는 채로 끝났습니다. 걸음(step)마다 바닥의 한쪽에서 다른 쪽으로 건너뛰고 비용(cost)은 더 줄지 않습니다. 처음 값은 { $start }, 마지막 값은 { $cost }, 가능한 가장 작은 값은 { $best }입니다.
outcome-diverged = 발산했습니다. { $epoch }번째 에폭(epoch)부터 비용(cost)이 처음 값 { $start } 아래로 다시 내려가지 않았고, 마지막 값은 { $cost }입니다. 가능한 가장 작은 값은 { $best }입니다.
outcome-interrupted = { $epochs }에폭(epoch) 중 { $done }에폭 뒤에 중단되었습니다. 비용(cost)의 처음 값은 { $start }, 마지막 값은 { $cost }, 가능한 가장 작은 값은 { $best }입니다.

verdict-beyond = { $cost }({ $dtype } 범위를 벗어남)
verdict-at-best = 1 %까지의 에폭(epoch): 0. 시작점의 비용이 반올림 오차를 빼면 이미 가장 작습니다.
verdict-reached = 1 %까지의 에폭(epoch): { $epoch }. 그때부터는 가장 작은 비용보다 더 들던 비용이 처음의 1 % 이하만 남습니다.
verdict-rises-again = 1 %까지의 에폭(epoch): { $epoch }. 그때 가장 작은 비용보다 더 들던 비용이 처음의 1 % 이하로 줄었지만, 나중에 다시 그보다 커졌습니다.
verdict-crawling = 기어가는 중: 이 학습률로 1 %까지 필요한 에폭(epoch)은 { $needed }, 주어진 에폭은 { $epochs }입니다.
verdict-not-reached = 1 %까지의 에폭(epoch): { $epochs }에폭 안에 닿지 못했습니다.
verdict-scale = { $gradient } 기울기(gradient)는 평균의 참 기울기의 { $ratio }배이므로, 여기서 학습률 { $lr }의 걸음(step)은 참 기울기에서 학습률 { $acts }의 걸음과 같습니다.
verdict-one-direction = 비용의 곡률(curvature)은 { $columns } 방향 하나뿐입니다. λ = { $curvature }이므로 에폭마다 오차에 곱해지는 수는 1 − { $move } = { $factor }입니다.
verdict-steepest = 가장 가파른 방향의 주된 열은 { $columns }입니다. 곡률(curvature) λ = { $curvature }이므로 에폭마다 이 방향의 오차에 곱해지는 수는 1 − { $move } = { $factor }입니다.
verdict-flattest = 가장 완만한 방향의 주된 열은 { $columns }입니다. 곡률(curvature) λ = { $curvature }이므로 에폭마다 이 방향의 오차에 곱해지는 수는 고작 1 − { $move } = { $factor }입니다.
verdict-limits = 이 비용의 안정 한계 학습률은 { $stable }입니다. { $epochs }에폭에 가장 좋은 학습률은 { $best }입니다.
verdict-limits-beyond = 이 비용의 안정 한계 학습률은 { $stable }입니다. 그런데 이 시작점에서는 가장 가파른 방향에 걸린 비용이 거의 없어서, { $epochs }에폭에 가장 좋은 학습률은 { $best }입니다.
verdict-all-flat = 열이 모두 0이라 비용이 어느 W에서나 같습니다. 그래서 어떤 학습률도 아무것도 바꾸지 않습니다.
verdict-not-unique = 비용이 전혀 변하지 않는 방향이 { $count }개 있습니다(서로 의존하는 열이나 0뿐인 열). 그래서 가장 좋은 W는 하나가 아니며, 보여 준 것은 그중 시작점에 가장 가까운 W입니다.
verdict-tried-lr = 해 보니: 학습률 { $lr }에서는 { $epoch }에폭 만에 1 %에 닿고, 마지막 비용은 { $cost }입니다.
verdict-tried-lr-short = 해 보니: 학습률 { $lr }에서도 같은 에폭 안에 1 %에 닿지는 못하지만, 마지막 비용은 더 낮은 { $cost }입니다.
verdict-tried-standardised = 해 보니: 열을 표준화(standardise)하면 조건수(condition number)가 줄어듭니다({ $condition } → { $standardised }). 그때 학습률 { $lr }에서는 { $epoch }에폭 만에 1 %에 닿고, 마지막 비용은 { $cost }입니다.
