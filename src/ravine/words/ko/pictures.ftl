# 그림 안과 곁에 쓰는 말.

picture-folder = 그림: 쓸 수 있는 폴더가 필요한데, 받은 것은 { $folder }입니다({ $fault }). 다른 폴더를 고르거나, 폴더 권한을 바꾸거나, 그림을 빼세요(lab: --no-pictures).

picture-file = { $file }: 쓸 수 있는 파일이 필요한데, 쓰지 못했습니다({ $fault }). 다른 곳을 고르거나 권한을 바꾸세요.
picture-ending = { $file }: 이름이 { $known } 중 하나로 끝나야 합니다. 이 가운데에서 고르세요.
picture-format = 그림 형식: { $known } 중 하나가 필요한데, 받은 것은 { $got }입니다. 이 가운데에서 고르세요.
usage-picture-format = --picture-format 옵션은 --pictures 옵션의 그림을 어떤 파일로 저장할지 정합니다. --pictures 옵션으로 폴더를 주세요.
option-picture-format = 그림 파일의 종류: png, svg, pdf (png)

picture-ffmpeg = { $file }: .mp4에는 ffmpeg가 필요한데 여기에는 없습니다. 다른 것이 필요 없는 .gif로 끝나는 이름을 고르세요.
cli-animated = 움직이는 그림을 저장했습니다: { $file }
picture-frame = 에폭 { $epoch }/{ $last }, 비용 { $cost }
option-animate = 실행을 움직이는 그림으로 저장: .gif, ffmpeg가 있으면 .mp4

# 범례.
picture-word-out-of-range = 범위를 벗어난 수
picture-word-data = 데이터
picture-word-cost = 비용(cost)
picture-word-rings = 등고선: 비용이 같은 곳
picture-word-tangent = 접선: 그 기울기가 곧 gradient
picture-word-start = 시작
picture-word-held-out = 떼어 둔 행의 비용
picture-word-gradient = ‖gradient‖
picture-word-direction = λ = { $curvature }: { $columns }
picture-word-directions-rest = 나머지 { $count }개
picture-word-tangent-scaled = 접선: gradient는 접선 기울기의 { $ratio }배
picture-word-best = { $of ->
    [near] 끝에서 가장 가까운 최소점
   *[all] 가장 좋은 W
}
picture-word-best-w = { $of ->
    [near] 끝에서 가장 가까운 최소점: { $best }
   *[all] 가장 좋은 W: { $best }
}
picture-word-minimum = 다른 최소점
picture-word-best-each = 각각의 가장 좋은 값
picture-word-least = { $of ->
    [near] 가장 가까운 최소점의 비용: { $least }
   *[all] 비용의 최솟값: { $least }
}
picture-word-theory = 이론
picture-word-goal = 1% 남음
picture-word-goal-reached = 1% 남음: 에폭 { $epoch }
picture-word-errors = 시작할 때의 오차 H(x) − y
picture-word-without-zero-grad = zero_grad 없는 torch
picture-word-line-start = 시작: { $line }
picture-word-line-end = 끝: { $line }
picture-word-line-best = 가장 좋음: { $line }
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
picture-axis-excess = { $of ->
    [near] 비용 − 가장 가까운 최소점의 비용({ $least }), 로그 축
   *[all] 비용 − 최솟값({ $least }), 로그 축
}
picture-axis-w = { $name }의 W
picture-axis-bias = 편향(bias) b
picture-axis-w-alone = W
picture-axis-w-shares = W, 각각 자기 크기로 나눈 값
picture-axis-steepest = 가장 가파른 방향: { $columns }
picture-axis-flattest = 가장 완만한 방향: { $columns }
picture-axis-short = { $of ->
    [steepest] 가장 가파름
    [flattest] 가장 완만함
    [flat] 변하지 않음
    [most] 가장 많이 움직임
   *[next] 그다음
}: { $columns }
picture-axis-most = 가장 많이 움직인 방향: { $columns }
picture-axis-next = 그다음으로 많이 움직인 방향: { $columns }
picture-axis-probability = { $name }: 클래스 1일 확률
picture-axis-flat = 비용이 변하지 않는 방향: { $columns }

picture-axis-gradient = ‖gradient‖
picture-axis-gradient-log = ‖gradient‖, 로그 축
picture-axis-share = 비용과 최솟값의 차이에서 차지하는 몫

# 제목 아래의 알림.
picture-rule-hand = { $rule ->
    [plain] 손으로, lr { $lr }.
   *[other] { $rule }, 손으로, lr { $lr }.
}
picture-rule-torch = { $rule ->
    [plain] torch로, lr { $lr }.
   *[other] { $rule }, torch로, lr { $lr }.
}
picture-rule-exact = { $rule ->
    [plain] 정확한 계산, lr { $lr }.
   *[other] { $rule }, 정확한 계산, lr { $lr }.
}
picture-note-batches = 행 { $size }개짜리 미니배치입니다.
picture-note-others-best = 나머지 가중치는 가장 좋은 값에 둡니다.
picture-note-others-end = 나머지 가중치는 마지막 값에 둡니다.
picture-note-plane-path = 마지막 W를 지나는 평면이고, 앞선 걸음은 그 평면에 내려다보이는 대로 그렸습니다.
picture-note-beyond = 에폭 { $epoch }부터는 그림 밖으로 나갑니다.
picture-note-interrupted = { $epochs }에폭 중 { $done }에폭 뒤에 중단되었습니다.
picture-note-least = 반올림 오차를 빼면 에폭 { $epoch }부터 비용이 최솟값입니다.
picture-note-rings = 등고선 하나 안쪽으로 들어갈 때마다 비용과 최솟값의 차이가 ¼로 줄어듭니다.
picture-note-cut = 에폭 { $last }까지만 그렸습니다.
picture-note-left-out = 예측을 가장 크게 움직이는 가중치 { $shown }개입니다. 나머지 { $left }개는 그리지 않았습니다.
picture-note-rows = 행 { $count }개 중 { $shown }개를 그렸습니다.

# 데이터.
picture-data-title-best = 점 { $count }개와 비용이 가장 작은 { $seen ->
    [line] 직선: { $line }
    [logistic] 확률 곡선: { $line }
   *[other] 곡선
}
picture-data-title-end = 점 { $count }개와 실행이 끝났을 때의 { $seen ->
    [line] 직선: { $line }
    [logistic] 확률 곡선: { $line }
   *[other] 곡선
}
picture-data-summary = 데이터({ $x }, { $y })의 점 { $count }개와 { $seen ->
    [line] 직선
    [logistic] 클래스 1일 확률
   *[other] 곡선
}. { $lines }.
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
picture-path-leaving = W가 시작보다 비용이 높은 곳으로 갑니다: { $steps }
picture-path-still = W가 시작한 자리에 그대로 있습니다: { $start }
picture-path-other = 비용 위에서 W가 지나간 길: { $steps }
picture-path-summary = W에 따른 비용 곡선과 그 위의 { $count }걸음(lr { $lr }), 걸음마다의 접선({ $steps }). 마지막 W는 { $end }입니다.
picture-best-summary = 가장 좋은 값은 { $best }입니다.
picture-least-summary = { $of ->
    [near] 끝에서 가장 가까운 최소점의 비용은 { $least }입니다.
   *[all] 비용의 최솟값은 { $least }입니다.
}

# 여러 가중치가 지나간 길.
picture-paths-smooth = 바닥을 지나치지 않고 내려갑니다
picture-paths-oscillating = 좌우로 흔들리며 바닥에 다가갑니다
picture-paths-smooth-far = 내려가는 중입니다. 비용과 최솟값의 차이는 아직 처음의 { $left }%입니다
picture-paths-oscillating-far = 좌우로 흔들립니다. 비용과 최솟값의 차이는 아직 처음의 { $left }%입니다
picture-paths-edge = 걸음마다 바닥 건너편의 거의 같은 거리로 건너뜁니다
picture-paths-diverging = 걸음마다 더 크게 흔들립니다
picture-paths-leaving = 시작보다 비용이 높은 곳으로 갑니다
picture-paths-still = W가 시작한 자리에 그대로 있습니다
picture-paths-other = 비용 위에서 W가 지나간 길: { $start }에서 { $end }까지
picture-paths-summary = 비용의 등고선: { $seen }
picture-surface-summary = 비용의 곡면: { $seen }
picture-path-seen = { $plane ->
    [eigen] 가장 좋은 W를 지나며 가장 가파른 방향과 가장 완만한 방향을 축으로 하는 평면에서 본 모습
    [path] 마지막 W를 지나며 가장 많이 움직인 두 방향을 축으로 하는 평면에서 본 모습
   *[weights] 두 가중치에 따른 모습
}과 그 위의 { $count }걸음(lr { $lr }). 비용은 { $start }에서 { $end }까지.

# 다른 그림.
picture-gradient-falls = 기울기(gradient)가 { $start }에서 { $end }까지 작아졌습니다
picture-gradient-grows = 기울기(gradient)가 { $start }에서 { $end }까지 커졌습니다
picture-gradient-stays = 기울기(gradient)가 { $start }에서 변하지 않습니다
picture-gradient-summary = 에폭에 따른 기울기(gradient)의 길이: { $count }에폭 동안 { $start }에서 { $end }까지.
picture-note-gradient-scale = 참 기울기의 { $ratio }배입니다.
picture-direction-place = { $kind ->
    [steepest] 가장 가파른 방향({ $columns })
    [flattest] 가장 완만한 방향({ $columns })
   *[middle] λ = { $curvature }인 방향({ $columns })
}
picture-directions-same = 남은 비용이 있는 곳: { $last }, 처음 { $start }%, 마지막 { $end }%
picture-directions-change = 남은 비용이 있는 곳: 처음에는 { $first } { $start }%, 마지막에는 { $last } { $end }%
picture-directions-summary = 에폭 0부터 { $count }까지, 비용과 최솟값의 차이에서 고유 방향마다 차지하는 몫. 처음에는 { $first } { $start }%, 마지막에는 { $last } { $end }%. 곡률에 따른 띠: { $bands }.

# 여러 실행.
picture-word-runner = { $name }, 마지막 { $end }
picture-note-runner-beyond = 에폭 { $epoch }부터 그림 밖으로 나가는 실행: { $name }.
picture-race-diverge = 모든 실행이 발산합니다
picture-race-first = 비용과 최솟값의 차이가 가장 먼저 1%로 줄어든 실행: { $name }, 에폭 { $epoch }
picture-race-lowest = 마지막 비용이 가장 낮은 실행: { $name }, { $cost }
picture-race-summary = 에폭에 따른 실행 { $count }개의 비용.
picture-race-end = { $name }: { $count }에폭 동안 { $start }에서 { $end }까지.
picture-race-paths = 같은 비용 위에서 지나간 길: { $names }
picture-race-w = 에폭에 따른 W: { $names }
picture-race-paths-summary = 실행 { $count }개가 시작부터 끝까지 지나간 길: { $names }.

# 이 실행에 맞지 않는 그림.
picture-kind = 그림: { $known } 중 하나가 필요한데, 받은 것은 { $got }입니다. 이 가운데에서 고르세요.
picture-columns = columns: 서로 다른 열 두 개({ $known })가 필요한데, 받은 것은 { $got }입니다. 이 가운데 두 개의 이름을 적으세요.
picture-columns-contour = columns: 그림 contour에만 쓰는데, 받은 그림은 { $kind }입니다. columns를 빼거나 contour를 고르세요.
picture-two-weights = 그림 { $kind }: 가중치가 둘 이상인 실행이 필요한데, 가중치가 1개인 실행을 받았습니다. path를 고르면 이 가중치에 따른 비용이 보입니다.
picture-data = 그림 data: 특성이 하나이고 행마다 예측이 하나인 데이터가 필요한데, { $got ->
    [none] 데이터가 없는 비용을 받았습니다
    [classes] 클래스마다 확률이 있는 예측을 받았습니다
   *[features] 특성이 여러 개인 데이터를 받았습니다
}. path나 w-by-epoch를 고르세요.
picture-directions = 그림 directions: 어디서나 곡률이 같은 최소제곱 비용이 필요한데, 다른 비용을 받았습니다. contour나 surface를 고르세요.
picture-directions-least = 그림 directions: 비용의 최솟값보다 높은 곳에서 시작한 실행이 필요한데, 처음부터 최솟값에 있는 실행을 받았습니다. 다른 곳에서 시작하세요.

# 에폭에 따른 비용.
picture-cost-falls = 비용이 { $start }에서 { $end }까지 줄었습니다
picture-cost-falls-least = 비용이 { $start }에서 { $end }까지 줄었습니다. { $of ->
    [near] 가장 가까운 최소점의 비용은 { $least }입니다
   *[all] 최솟값은 { $least }입니다
}
picture-cost-factor = 비용이 { $start }에서 { $end }까지 줄었습니다: 에폭마다 { $factor }배
picture-cost-diverges = 비용이 { $start }에서 { $end }까지 커졌습니다
picture-cost-overflows = 비용이 { $start }에서 계속 커져 에폭 { $epoch }에서 수의 범위를 벗어났습니다
picture-cost-still = 비용이 { $start }에서 변하지 않습니다
picture-cost-summary = 에폭에 따른 비용: { $count }에폭 동안 { $start }에서 { $end }까지.
picture-cost-summary-goal = 에폭 { $epoch }에서 비용과 최솟값의 차이가 처음의 1%로 줄었습니다.
picture-cost-summary-held-out = 떼어 둔 행의 비용은 { $start }에서 { $end }까지 변했습니다.
picture-cost-summary-theory = 이론의 예측을 나란히 그렸습니다.
picture-summary-beside = 두 번째 실행(엔진: { $engine })은 { $count }에폭 뒤 비용 { $end }에서 끝납니다.

# 에폭에 따른 W.
picture-w-settles = W가 { $end }에 자리를 잡았습니다. { $of ->
    [near] 가장 가까운 최소점은 { $best }입니다
   *[all] 가장 좋은 값은 { $best }입니다
}
picture-w-moves = W가 { $end }까지 움직였습니다
picture-ws-moves = 에폭에 따른 가중치
picture-w-nears = { $count }에폭 뒤 W는 { $end }, { $of ->
    [near] 가장 가까운 최소점은 { $best }입니다
   *[all] 가장 좋은 값은 { $best }입니다
}
picture-w-diverges = { $of ->
    [near] W가 에폭마다 최소점 { $best }에서 멀어집니다
   *[all] W가 에폭마다 더 크게 흔들리며 가장 좋은 값 { $best }에서 멀어집니다
}
picture-w-still = W가 { $end }에 그대로 있습니다. { $of ->
    [near] 가장 가까운 최소점은 { $best }입니다
   *[all] 가장 좋은 값은 { $best }입니다
}
picture-ws-settles = 가중치가 가장 좋은 값에 자리를 잡았습니다
picture-ws-nears = 가중치가 아직 가장 좋은 값으로 가는 중입니다
picture-ws-diverges = 가중치가 가장 좋은 값에서 멀어집니다
picture-ws-still = 가중치가 시작한 자리에 그대로 있습니다
picture-w-summary = 에폭에 따른 W, { $count }에폭.
picture-w-end = { $name }: { $start }에서 { $end }까지
picture-w-end-best = (가장 좋은 값 { $best })
picture-w-summary-beside = 두 번째 실행(엔진: { $engine })은 네모로 그렸습니다.
