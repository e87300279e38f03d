# 그림 안과 곁에 쓰는 말.

picture-folder = 그림: 쓸 수 있는 폴더가 필요한데, 받은 것은 { $folder }입니다({ $fault }). 다른 폴더를 고르거나, 폴더 권한을 바꾸거나, 그림을 빼세요(lab: --no-pictures).

# 범례.
picture-word-out-of-range = 범위를 벗어난 수
picture-word-data = 데이터
picture-word-cost = 비용(cost)
picture-word-rings = 등고선: 비용이 같은 곳
picture-word-tangent = 접선: 그 기울기가 곧 gradient
picture-word-start = 시작
picture-word-tangent-scaled = 접선: gradient는 접선 기울기의 { $ratio }배
picture-word-best = 가장 좋은 W
picture-word-best-w = 가장 좋은 W: { $best }
picture-word-best-each = 각각의 가장 좋은 값
picture-word-least = 비용의 최솟값: { $least }
picture-word-theory = 이론
picture-word-goal = 1% 남음
picture-word-goal-reached = 1% 남음: 에폭 { $epoch }
picture-word-errors = 시작할 때의 오차 H(x) − y
picture-word-without-zero-grad = zero_grad 없는 torch
picture-word-line-start = 시작: { $line }
picture-word-line-end = 끝: { $line }
picture-word-line-best = 가장 좋은 직선: { $line }
picture-engine-hand = 손으로
picture-engine-torch = torch
picture-engine-exact = 정확한 계산
picture-steps-hand = 걸음(step), 손으로
picture-steps-torch = 걸음(step), torch로
picture-steps-exact = 걸음(step), 정확한 계산
picture-run-hand = W, 손으로
picture-run-torch = W, torch로
picture-run-exact = W, 정확한 계산

# 축.
picture-axis-epoch = 에폭(epoch)
picture-axis-cost = 비용 cost(W)
picture-axis-cost-log = 비용 cost(W), 로그 축
picture-axis-excess = 비용 − 최솟값({ $least }), 로그 축
picture-axis-w = { $name }의 W
picture-axis-bias = 편향(bias) b
picture-axis-w-alone = W
picture-axis-w-shares = W, 각각 자기 크기로 나눈 값
picture-axis-steepest = 가장 가파른 방향: { $columns }
picture-axis-flattest = 가장 완만한 방향: { $columns }
picture-axis-flat = 비용이 변하지 않는 방향: { $columns }

# 제목 아래의 알림.
picture-rule-hand = 손으로, lr { $lr }.
picture-rule-torch = torch로, lr { $lr }.
picture-rule-exact = 정확한 계산, lr { $lr }.
picture-note-beyond = 에폭 { $epoch }부터는 그림 밖으로 나갑니다.
picture-note-interrupted = { $epochs }에폭 중 { $done }에폭 뒤에 중단되었습니다.
picture-note-least = 반올림 오차를 빼면 에폭 { $epoch }부터 비용이 최솟값입니다.
picture-note-rings = 등고선 하나 안쪽으로 들어갈 때마다 비용과 최솟값의 차이가 ¼로 줄어듭니다.
picture-note-cut = 에폭 { $last }까지만 그렸습니다.
picture-note-left-out = 예측을 가장 크게 움직이는 가중치 { $shown }개입니다. 나머지 { $left }개는 그리지 않았습니다.
picture-note-rows = 행 { $count }개 중 { $shown }개를 그렸습니다.

# 데이터.
picture-data-title = 점 { $count }개와 비용이 가장 작은 직선: { $best }
picture-data-summary = 데이터({ $x }, { $y })의 점 { $count }개와 직선 셋: 시작 { $start }, 실행이 끝났을 때 { $end }, 비용이 가장 작은 직선 { $best }.
picture-lab-data-summary = 데이터(x, y)의 점 { $count }개, 시작할 때의 가설 { $start }, 그 가설의 오차, 그리고 비용이 가장 작은 직선 { $best }.

# 실습의 비용.
picture-lab-cost-title = W에 따른 비용은 그릇 모양이고, W = { $best }에서 가장 낮습니다
picture-lab-cost-summary = W에 따른 비용: 포물선이며 가장 낮은 점은 W = { $best }에서 { $least }입니다. 시작점 W = { $start }에서 접선의 기울기는 { $slope }이고, 가장 낮은 점에서는 접선이 수평입니다.
picture-lab-slope = 기울기 { $slope }

# zero_grad 없이.
picture-slip-never = zero_grad가 없으면 W는 자리를 잡지 못합니다: { $steps }
picture-slip-settles = 여기서는 zero_grad가 없어도 W가 자리를 잡습니다: { $steps }
picture-slip-beyond = 에폭 { $epoch }부터 zero_grad가 있는 실행은 그림 밖으로 나갑니다.
picture-slip-summary = 에폭에 따른 W. zero_grad가 있을 때: { $kept }. 없을 때는 모든 에폭의 기울기(gradient)가 쌓입니다: { $steps }, 마지막은 { $end }. 가장 좋은 W는 { $best }입니다.

# 비용 위에서 W 하나가 지나간 길.
picture-path-smooth = W가 바닥을 향해 걸어 내려갑니다: { $steps }
picture-path-oscillating = W가 바닥을 지나쳤다 되돌아오며 다가갑니다: { $steps }
picture-path-edge = W가 걸음마다 바닥 건너편의 거의 같은 거리로 건너뜁니다: { $steps }
picture-path-diverging = W가 걸음마다 바닥에서 더 멀어집니다: { $steps }
picture-path-still = W가 시작한 자리에 그대로 있습니다: { $start }
picture-path-other = 비용 위에서 W가 지나간 길: { $steps }
picture-path-summary = W에 따른 비용 곡선과 그 위의 { $count }걸음(lr { $lr }), 걸음마다의 접선({ $steps }). 마지막 W는 { $end }, 가장 좋은 W는 { $best }입니다.

# 여러 가중치가 지나간 길.
picture-paths-smooth = 바닥을 지나치지 않고 내려갑니다
picture-paths-oscillating = 좌우로 흔들리며 바닥에 다가갑니다
picture-paths-smooth-far = 내려가는 중입니다. 비용과 최솟값의 차이는 아직 처음의 { $left }%입니다
picture-paths-oscillating-far = 좌우로 흔들립니다. 비용과 최솟값의 차이는 아직 처음의 { $left }%입니다
picture-paths-edge = 걸음마다 바닥 건너편의 거의 같은 거리로 건너뜁니다
picture-paths-diverging = 걸음마다 더 크게 흔들립니다
picture-paths-still = W가 시작한 자리에 그대로 있습니다
picture-paths-other = 비용 위에서 W가 지나간 길
picture-paths-summary = 두 가중치에 따른 비용의 등고선과 그 위의 { $count }걸음(lr { $lr }): 비용은 { $start }에서 { $end }까지. 등고선 한가운데가 비용의 최솟값 { $least }입니다.
picture-planes-summary = 가장 좋은 W를 지나며 가장 가파른 방향과 가장 완만한 방향을 축으로 하는 평면에서 본 비용의 등고선과 { $count }걸음(lr { $lr }): 비용은 { $start }에서 { $end }까지. 비용의 최솟값은 { $least }입니다.

# 에폭에 따른 비용.
picture-cost-falls = 비용이 { $start }에서 { $end }까지 줄었습니다. 최솟값은 { $least }입니다
picture-cost-factor = 비용이 { $start }에서 { $end }까지 줄었습니다: 에폭마다 { $factor }배
picture-cost-diverges = 비용이 { $start }에서 { $end }까지 커졌습니다
picture-cost-overflows = 비용이 { $start }에서 계속 커져 에폭 { $epoch }에 수의 범위를 벗어났습니다
picture-cost-still = 비용이 { $start }에 그대로 있습니다
picture-cost-summary = 에폭에 따른 비용: { $count }에폭 동안 { $start }에서 { $end }까지. 비용의 최솟값은 { $least }입니다.
picture-cost-summary-goal = 에폭 { $epoch }에서 비용과 최솟값의 차이가 처음의 1%로 줄었습니다.
picture-cost-summary-theory = 이론의 예측을 나란히 그렸습니다.
picture-summary-beside = 두 번째 실행(엔진: { $engine })은 { $count }에폭 뒤 비용 { $end }에서 끝납니다.

# 에폭에 따른 W.
picture-w-settles = W가 { $end }에 자리를 잡았습니다. 가장 좋은 값은 { $best }입니다
picture-w-nears = { $count }에폭 뒤 W는 { $end }, 가장 좋은 값은 { $best }입니다
picture-w-diverges = W가 에폭마다 더 크게 흔들리며 가장 좋은 값 { $best }에서 멀어집니다
picture-w-still = W가 { $end }에 그대로 있습니다. 가장 좋은 값은 { $best }입니다
picture-ws-settles = 가중치가 가장 좋은 값에 자리를 잡았습니다
picture-ws-nears = 가중치가 아직 가장 좋은 값으로 가는 중입니다
picture-ws-diverges = 가중치가 가장 좋은 값에서 멀어집니다
picture-ws-still = 가중치가 시작한 자리에 그대로 있습니다
picture-w-summary = 에폭에 따른 W, { $count }에폭.
picture-w-end = { $name }: { $start }에서 { $end }까지(가장 좋은 값 { $best })
picture-w-summary-beside = 두 번째 실행(엔진: { $engine })은 네모로 그렸습니다.
