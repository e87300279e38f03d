# 훑기(sweep): 학습률과 모멘텀을 바꿔 가며 여러 하강을 한꺼번에.

# 그림.
picture-axis-lr = 학습률(learning rate) lr, 로그 축
picture-axis-to-1 = 1%까지 에폭
picture-axis-momentum = { $name ->
    [beta1] beta1
   *[momentum] 모멘텀(momentum)
}
picture-word-lr = { $word ->
    [best] 가장 좋은 lr { $lr }
    [long-run] 장기 lr { $lr }
    [limit-near] 가장 좋은 W 근처의 한계 { $lr }
   *[limit] 한계 { $lr }
}
picture-word-regime = { $word ->
    [crawling] 기어감
    [smooth] 매끄러움
    [reaching] 1%에 닿음
    [falling] 시작보다 낮게 끝남
    [oscillating] 흔들림
   *[diverging] 발산
}
picture-word-lowest = { $kind ->
    [both] 가장 낮음, 가장 먼저 1%
    [each] 규칙마다 가장 낮음, 가장 먼저 1%
   *[lowest] 가장 낮음
}
picture-word-good = 좋은 범위: 가장 적은 에폭의 두 배까지
picture-word-rule = { $name }{ $width ->
    [none] {""}
   *[other] , 좋은 범위 { $width }배
}
picture-sweep-limit-outside = 이론상 안정 한계({ $limit })는 범위 밖에 있습니다.
picture-word-start-cost = 시작
picture-sweep-still = 시작이 이미 가장 좋은 W입니다: 더 낮아지는 학습률은 없습니다
picture-sweep-diverge = 모든 학습률이 발산합니다
picture-sweep-first = { $name ->
    [alone] 가장 먼저 1%에 닿는 학습률: { $lr }, 에폭 { $epoch }
   *[other] 가장 먼저 1%에 닿는 규칙: { $name }, 학습률 { $lr }, 에폭 { $epoch }
}
picture-sweep-lowest = { $name ->
    [alone] 비용이 가장 낮게 끝나는 학습률: { $lr }, 비용 { $cost }
   *[other] 비용이 가장 낮게 끝나는 규칙: { $name }, 학습률 { $lr }, 비용 { $cost }
}
picture-sweep-cliff = { $said }. { $lr }부터는 발산합니다
picture-sweep-summary = 하강 { $count }번, 각각 { $epochs }에폭. 학습률에 따라 위에는 마지막 비용, 아래에는 비용과 최솟값의 차이가 처음의 1%로 줄 때까지 걸린 에폭.
picture-sweep-rule = { $name }, 학습률 { $low }부터 { $high }까지: 가장 낮은 곳은 학습률 { $lowest }, 비용 { $cost }. { $epoch ->
    [-1] 1%에 닿은 것은 없습니다
   *[other] 가장 먼저 1%에 닿은 학습률은 { $best }, 에폭 { $epoch }
}. { $cliff ->
    [none] 그 위로 발산하는 것은 없습니다
   *[other] { $cliff }부터는 발산합니다
}.
picture-sweep-note = 한 시작점에서 { $epochs }에폭 뒤.
picture-sweep-starts = 시작점 { $count }개 가운데 첫째.
picture-sweep-drawn = 규칙 { $count }개 가운데 가장 좋은 { $shown }개만 그렸습니다.
picture-sweep-triangles = 위쪽의 세모: 시작보다 높게 끝나거나 수의 범위를 벗어났습니다.

# 지도.
picture-word-boundary = 이론상 안정 한계
picture-word-best-pair = { $reached ->
    [yes] 가장 먼저 1%
   *[no] 가장 낮음
}
picture-word-long-run-pair = 이론상 장기적으로 가장 좋음
picture-word-not-there = { $goal ->
    [unknown] 비용의 최솟값을 몰라 1%도 알 수 없음
   *[known] 1%에 닿지 못함
}
picture-sweep-diverge-pairs = 학습률과 모멘텀의 모든 짝이 발산합니다
picture-sweep-pair = 가장 먼저 1%에 닿는 곳: { $name ->
    [alone] {""}
   *[other] { $name },{" "}
}학습률 { $lr }, { $setting } { $momentum }, 에폭 { $epoch }
picture-sweep-pair-gain = 가장 먼저 1%에 닿는 곳: { $name ->
    [alone] {""}
   *[other] { $name },{" "}
}학습률 { $lr }, { $setting } { $momentum }, 에폭 { $epoch }. { $setting } { $least }: { $without ->
    [-1] 닿지 못함
   *[other] 에폭 { $without }
}
picture-sweep-pair-lowest = 비용이 가장 낮게 끝나는 곳: { $name ->
    [alone] {""}
   *[other] { $name },{" "}
}학습률 { $lr }, { $setting } { $momentum }, 비용 { $cost }
picture-sweep-map-summary = 하강 { $count }번, 각각 { $epochs }에폭의 지도. 가로는 학습률, 세로는 모멘텀. 그 가운데 { $diverged }번이 발산합니다.
picture-sweep-map-rule = { $name }: 학습률 { $low }부터 { $high }까지, 모멘텀 { $first }부터 { $last }까지.

# 터미널에서.
sweep-title = 훑기(sweep): 하강 { $count }번
sweep-lrs = { $low }부터 { $high }까지 { $count }개
sweep-lrs-each = 규칙마다 { $count }개씩 따로
sweep-momenta = 모멘텀(momentum) { $low }부터 { $high }까지 { $count }개를 저마다 모든 학습률과 짝지었습니다.
sweep-holdout = { $rows }개 행 가운데 { $count }개를 떼어 두었습니다. 어느 하강도 그 행을 보지 않습니다.
sweep-count = 하강 { $count }번, 각각 { $epochs }에폭(epoch). { $starts ->
    [1] 시작점은 모두 같습니다.
   *[other] 시작점은 { $starts }개이고, 아래 내용은 첫째 시작점의 것입니다.
}
sweep-best-title = 가장 좋은 결과
sweep-rule = 규칙
sweep-momentum = 모멘텀
sweep-range = 좋은 학습률 범위
sweep-width = 폭
sweep-from = 발산 시작
sweep-limit = 이론상 한계
sweep-from-to = { $low }부터 { $high }까지
sweep-nowhere = 없음
sweep-at-the-best = 시작이 이미 가장 좋은 W입니다. 더 낮아지는 학습률은 없습니다.
sweep-all-diverged = 모든 하강이 시작보다 높게 끝납니다. 가장 작은 학습률 { $low }도 그렇습니다.{ $limit ->
    [none] {" "}더 작은 학습률을 훑어 보세요.
   *[other] {" "}이론상 안정 한계는 { $limit }입니다. 그보다 작은 학습률을 훑어 보세요.
}
sweep-first = 비용과 최솟값의 차이가 가장 먼저 처음의 1%로 줄어든 학습률(learning rate): { $lr }, 에폭 { $epoch }.
sweep-sooner = 더 먼저 닿은 학습률도 { $count }개 있지만, 마지막에는 비용이 다시 그보다 높습니다.
sweep-none = { $epochs }에폭 안에 비용과 최솟값의 차이를 처음의 1%로 줄인 학습률(learning rate)이 없습니다.
sweep-left = 마지막에 비용과 최솟값의 차이가 처음의 1% 안에 있는 학습률(learning rate)이 없습니다. { $count }개는 거기 닿았다가 다시 커졌습니다.
sweep-left-again = { $epoch }, 다시 벗어남
sweep-one-lr = 학습률 하나뿐
sweep-separable = 비용의 최솟값이 없습니다. 모든 행의 클래스를 가르는 W가 있어서, 그런 W가 길수록 비용이 낮아집니다. 그래서 학습률이 클수록 같은 에폭 동안 더 멀리 갈 뿐입니다. l2를 주면 최솟값도 가장 좋은 학습률도 생깁니다.
sweep-lowest = 마지막 비용(cost)이 가장 낮은 학습률: { $lr }, 비용 { $cost }{ $above ->
    [unknown] .
   *[other] (최솟값보다 { $above } 높음).
}
sweep-floor = 학습률 { $count }개({ $low }부터 { $high }까지)는 반올림 오차를 빼면 비용의 최솟값에서 끝났습니다.
sweep-theory = 이론이 말하는 학습률(이 시작점, { $epochs }에폭): 가장 좋은 값 { $best }, 장기적으로 가장 좋은 값 { $long }, 안정 한계 { $stable }. { $where ->
    [beside] 훑은 것 가운데 비용이 가장 낮은 학습률은 이론상 가장 좋은 값 바로 옆입니다.
    [floor] 이론상 가장 좋은 값도 비용의 최솟값에서 끝난 학습률의 범위에 있습니다.
    [outside] 이론상 가장 좋은 값은 훑은 범위 밖에 있습니다.
   *[apart] 훑은 것 가운데 비용이 가장 낮은 학습률은 이론상 가장 좋은 값의 { $ratio }배입니다.
}
sweep-cliff = 재어 보면 학습률 { $below }에서는 시작보다 낮게 끝나고 { $above }에서는 그렇지 않습니다. 그 사이에서 발산하기 시작합니다.{ $limit ->
    [between] {" "}이론상 안정 한계({ $stable })도 그 사이에 있습니다.
    [lower] {" "}이론상 안정 한계는 더 낮은 { $stable }입니다. 한계를 갓 넘은 학습률에서는 커지는 부분이 { $epochs }에폭 뒤에도 아직 너무 작습니다.
    [higher] {" "}이론상 안정 한계는 더 높은 { $stable }입니다. 거기까지는 결국 가라앉지만 { $epochs }에폭으로는 모자랍니다.
    [near] {" "}가장 좋은 W 근처의 이론상 안정 한계는 { $stable }인데, 거기까지 가는 길에 대해서는 아무것도 말해 주지 않습니다.
   *[none] {""}
}
sweep-no-cliff = 시작보다 높게 끝나는 학습률은 없습니다{ $limit ->
    [higher] . 이론상 안정 한계({ $stable })가 훑은 가장 큰 학습률({ $high })보다 높습니다.
   *[none] .
}
sweep-again = 그 너머에서도 학습률 { $count }개는 다시 시작보다 낮게 끝납니다. 거기서는 어디에 이를지가 우연에 달려 있습니다.
sweep-crawls = 학습률 { $all }개 가운데 { $count }개는 기어갑니다. 학습률 { $lr }까지는 { $epochs }에폭으로 1%에 닿지 못합니다.
sweep-good = 좋은 범위(가장 적은 에폭의 두 배 안에 1%에 닿는 학습률): { $low }부터 { $high }까지, 양 끝의 비는 { $width }배.
sweep-alone = 가장 좋은 학습률 바로 옆의 것들은 두 배보다 오래 걸리거나 1%에 닿지 못합니다. 운이 좋았던 것일 수 있습니다.
sweep-exactly = 학습률을 이만큼은 정확히 알아야 합니다.
sweep-cut = 훑은 범위의 끝에서 끝나므로 실제로는 더 넓을 수 있습니다.
sweep-ragged-rules = 폭에 큰 뜻이 없는 규칙: { $names }. 좋은 범위 밖에서도 많은 학습률이 여기저기에서 우연히 그만큼 빠릅니다.
sweep-ragged = 그 밖에서도 학습률 { $count }개가 여기저기에서 그만큼 빠릅니다. 흔들리다가 우연히 알맞은 때에 1%에 닿은 것이어서, 범위의 양 끝은 큰 뜻이 없습니다.
sweep-edge = 가장 좋은 학습률이 훑은 학습률 가운데 가장 { $end ->
    [high] 큰
   *[low] 작은
} 값입니다. 그 너머에 더 나은 것이 있을 수 있습니다.
sweep-first-rule = 가장 먼저 1%에 닿은 규칙: { $name }, 학습률 { $lr }, 에폭 { $epoch }. { $second ->
    [none] 다른 규칙은 닿지 못했습니다.
   *[other] 다음은 { $second }, 에폭 { $later }. 저마다 자기에게 가장 좋은 학습률에서 잰 것입니다.
}
sweep-lowest-rule = { $goal ->
    [unknown] 비용의 최솟값을 몰라서, 언제 1%만 남는지 알 수 없습니다.
   *[known] 1%에 닿은 규칙이 없습니다.
} 비용이 가장 낮게 끝난 규칙: { $name }, 학습률 { $lr }, 비용 { $cost }.
sweep-widths = 좋은 범위(자기의 가장 적은 에폭의 두 배 안에 1%에 닿는 학습률)가 가장 넓은 규칙은 { $widest }({ $width }배), 가장 좁은 규칙은 { $narrowest }({ $narrow }배)입니다. 넓을수록 학습률을 어림잡아도 됩니다.
sweep-pair = 가장 좋은 짝{ $name ->
    [alone] {""}
   *[other] ({ $name })
}: 학습률(learning rate) { $lr }, { $setting } { $momentum }, 에폭 { $epoch }에 1%.
sweep-pair-lowest = 1%에 닿은 짝이 없습니다. 비용이 가장 낮게 끝난 짝{ $name ->
    [alone] {""}
   *[other] ({ $name })
}: 학습률 { $lr }, { $setting } { $momentum }, 비용 { $cost }.
sweep-pair-without = { $setting } { $momentum }: { $epoch ->
    [-1] 1%에 닿는 학습률이 없습니다.
   *[other] 가장 좋은 학습률은 { $lr }, 에폭 { $epoch }에 1%.
}
sweep-pair-widths = 좋은 학습률 범위(가장 적은 에폭의 두 배까지)의 폭은 거기서 { $width }배, 가장 좋은 { $setting }에서 { $own }배입니다.
sweep-pair-theory = 이론상 이 에폭 수에 비용이 가장 낮은 짝: 학습률 { $best_lr }, 모멘텀 { $best_momentum }({ $best_epochs ->
    [-1] 1%에 닿지 않음
   *[other] 에폭 { $best_epochs }에 1%
}). 이론상 장기적으로 가장 좋은 짝: 학습률 { $long_lr }, 모멘텀 { $long_momentum }({ $long_epochs ->
    [-1] 1%에 닿지 않음
   *[other] 에폭 { $long_epochs }에 1%
}).
sweep-pair-limit = { $setting } { $momentum }: 학습률 { $below }에서 { $above } 사이 어딘가부터 발산합니다{ $stable ->
    [none] .
   *[other] . 이론상 안정 한계는 { $stable }입니다.
}
sweep-next = 가장 좋은 것 하나만 보려면:

# 묻는 말.
cli-sweep =
    여러 하강을 한꺼번에: 학습률(learning rate)마다 결과가 어떤지, 학습률을 얼마나 정확히 알아야 하는지, 모멘텀이나 다른 규칙을 쓰면 무엇이 달라지는지.

    SOURCE 자리에는 데이터 파일, surface:이름, 실험(.toml, 그 첫 실행의 규칙을 씀), -가 올 수 있습니다.
option-points = 범위 안 학습률의 개수 (1000). 모멘텀도 범위로 주면 학습률과 모멘텀의 짝이 모두 이만큼쯤, 적어도 40 × 40개 (40보다 작은 N이면 N × N개)
usage-nesterov-range = --nesterov: 0보다 큰 모멘텀의 범위가 필요한데, 받은 범위는 0에서 시작합니다. 이를테면 0.1에서 시작하는 범위를 주세요.
option-save = 하강마다의 학습률, 비용, 1%까지 에폭을 Parquet 파일로 저장
usage-range = { $kind ->
    [momentum] 0 이상 1 미만의 수 하나 또는 그런 수의 범위(예: 0..0.99)
   *[lr] 1e-5..1 같은, 0보다 큰 수의 범위(학습률이 하나면 ravine run 명령)
}
usage-sweep-saved = { $file }: 데이터, surface:이름, 실험 가운데 하나가 필요한데, 이미 끝난 실행이 담겨 있습니다. 그 실행에 쓴 파일을 훑으세요.
sweep-full-batch = { $file }: 모든 행을 한꺼번에 쓰고, 기울기를 줄이지도 도중에 멈추지도 않는 실행이 필요한데, { $name } 설정이 있습니다. 훑으려면 그 설정을 문서에서 빼세요.
