# 경주, 실행 비교, 실행으로 하는 예측.

race-title = 실행 { $count }개가 들어온 순서
race-run = 실행
race-epochs = 1%까지 에폭
race-cost = 마지막 비용
race-outcome = 결과
race-log = 에폭마다의 비용
race-lr-each = 실행마다 다름(아래 표)
race-not-reached = 닿지 못함
race-unknown = –

race-outcome-converged = 수렴
race-outcome-still_falling = 아직 내려가는 중
race-outcome-plateau = 평지
race-outcome-saddle = 안장점
race-outcome-noise_floor = 잡음 바닥
race-outcome-bouncing = 튀는 중
race-outcome-diverged = 발산
race-outcome-interrupted = 중단

race-other-costs = 이 실행들은 서로 다른 비용(cost)을 내려갑니다. 그래서 비용을 견줄 수 없고, 어느 것도 1등이 아닙니다.
race-other-starts = 이 실행들은 같은 비용(cost)을 서로 다른 시작점에서 내려갑니다. 그래서 어느 것도 1등이 아닙니다.
race-other-epochs = 에폭(epoch) 수가 실행마다 같지는 않습니다. 마지막 비용이 아니라 1%까지 걸린 에폭을 견주세요.
race-all-diverged = 모든 실행이 발산했습니다. 학습률(learning rate)을 줄이거나 --tuned 옵션을 쓰세요.
race-tie = 1등은 없습니다. { $name } 실행과 나란히 들어온 실행이 있습니다.
race-first = 가장 먼저 1%에 닿은 실행: { $name }, 에폭 { $epoch }. 다음은 { $second }, { $by }에폭 뒤입니다.
race-first-alone = 가장 먼저 1%에 닿은 실행: { $name }, 에폭 { $epoch }. 다른 실행은 닿지 못했습니다.
race-first-lower = 가장 먼저 1%에 닿은 실행: { $name }, { $second }. 둘 다 에폭 { $epoch }입니다. 마지막 비용은 { $name } 쪽이 더 낮습니다.
race-first-lowest = { $goal ->
    [unknown] 비용의 최솟값을 몰라서, 언제 1%만 남는지 알 수 없습니다.
   *[known] 1%에 닿은 실행이 없습니다.
} 마지막 비용(cost)이 가장 낮은 실행: { $name }, { $cost }.
race-lowest = 마지막에 비용이 가장 낮은 실행: { $name }, { $cost }. 처음에 빠른 규칙이 가장 낮은 곳에 닿으리라는 법은 없습니다. { $first } 실행은 1%에 가장 먼저 닿았을 뿐입니다.
race-same-lr = 학습률(learning rate)은 모두 { $lr }입니다. 그러나 같은 학습률도 규칙마다 뜻이 다릅니다. 보통의 경사 하강법에서는 학습률에 기울기(gradient)를 곱한 만큼이 한 걸음이고, Adam 계열에서는 기울기의 크기와 상관없이 학습률 자체가 대략 한 걸음입니다. 저마다 알맞은 학습률로 견주려면 --tuned 옵션을 쓰세요.
race-tuned = 학습률(learning rate)은 저마다 이 비용, 이 시작점, { $epochs }에폭(epoch)에 맞춰 골랐습니다. 모두 { $tried }개를 시험해서 마지막 비용이 가장 낮은 것을 남겼습니다. 에폭 수나 시작점이 바뀌면 알맞은 값도 바뀔 수 있습니다.
race-columns = 이 비용의 조건수(condition number)는 { $condition }이고, 모든 열의 길이를 1로 맞추면 { $scaled }입니다. 가중치마다 걸음의 크기를 따로 맞추는 규칙({ $names })은 고유 방향(eigen-direction)이 아니라 열을 봅니다. 그래서 열마다 크기가 다른 것은 보완할 수 있지만, 여러 열에 비스듬히 걸친 방향은 그대로 남습니다.

race-rules = rules: 이름을 붙인 갱신 규칙이 필요한데({"{"}"sgd": SGD(0.1), "adam": Adam(0.1){"}"}처럼), 받은 것은 { $got }입니다. 적어도 하나는 주세요.
race-setting = { $name }: { $rules } 가운데 이 설정이 있는 규칙이 없습니다. 빼거나, 이 설정이 있는 규칙을 넣으세요.
setting-tuned = optimizer: 학습률을 바꿀 수 있는 ravine의 규칙이 필요한데, 받은 것은 { $got }입니다. tuned를 빼거나 SGD(0.1) 같은 규칙을 쓰세요.

saved-no-file = { $file }: ravine run --json 명령으로 쓴 파일이 필요한데, 폴더나 장치입니다. 파일 이름을 주세요.
saved-large = { $file }: { $most } MB 이하여야 하는데 더 큽니다. 에폭이 더 적은 실행을 저장하세요.
saved-unreadable = { $file }: 읽을 수 있는 파일이 필요한데 읽을 수 없습니다({ $fault }). 이름을 고치거나 ravine run --json 명령으로 쓰세요.
saved-json = { $file }: JSON이 필요한데 아닙니다({ $fault }). ravine run --json 명령으로 쓰세요.
saved-key = { $file }: { $key } 자리에 올 것은 { $expected }인데, 받은 것은 { $got }입니다. ravine run --json 명령으로 다시 쓰세요.
saved-experiment = { $file }: 들어 있는 실험을 실행할 수 없습니다. { $fault }
saved-epochs = { $file }: 로그에 모든 에폭이 있어야 하는데, { $epoch } 자리에 { $got } 에폭이 있습니다({ $key }). --every와 --keep 없이 다시 쓰세요.
saved-changed = { $file }: 적힌 비용이 데이터에서 계산한 비용과 같아야 하는데, { $key } 자리에 적힌 값은 { $cost }, 그 W에서 지금 계산한 값은 { $computed }입니다. 그 사이 데이터나 파일이 바뀌었습니다. 다시 실행하세요.

files-cell-missing = { $file }, { $line }번째 { $unit ->
    [row] 행
   *[line] 줄
}, 열 "{ $column }": 유한한 수가 필요한데 칸이 비었거나 없습니다. 채우거나 그 행을 파일에서 빼세요.

race-lr-best = { $lr }(보통의 경사 하강법에서 이 에폭 수에 가장 좋은 값)
race-tuned-title = 학습률(learning rate)

predict-diverged = --predict: 시작보다 낮은 곳에서 끝난 실행이 필요한데, { $epochs }에폭 동안 발산했습니다. 그 W로는 아무것도 예측할 수 없습니다. 학습률을 줄이세요.
predict-name-taken = { $file }: 예측을 열 "{ $column }"에 담아야 하는데, 그런 이름의 열이 이미 있습니다. 있던 열의 이름을 바꾸세요.
predict-overwrite = { $file }: 예측은 읽은 파일이 아닌 다른 파일에 저장해야 합니다. -o FILE로 이름을 주세요.

usage-race-list = --optimizer: list는 혼자 쓰고, 이름은 쉼표로 이어 씁니다.
usage-race-twice = --optimizer: { $name } 이름이 두 번 나옵니다. 규칙마다 한 번만 쓰세요.
usage-race-verb = --optimizer: 여기서는 갱신 규칙 하나만 받는데, 받은 것은 { $names }입니다. 여럿을 견주려면 ravine run 명령을 쓰세요.
usage-race-engine = --engine: 경주와 --tuned에는 엔진이 하나(hand나 torch)여야 하는데, 받은 것은 both입니다.
usage-tuned-lr = --tuned 옵션은 학습률을 스스로 찾습니다. --lr 옵션을 빼세요.
usage-compare = ravine run --json 명령으로 쓴 문서만 비교하는데, { $file } 이름은 .json으로 끝나지 않습니다.
usage-compare-twice = { $file } 이름이 두 번 나옵니다. 문서마다 한 번만 쓰세요.
usage-predict-race = --predict에는 실행 하나가 필요한데 여럿입니다. 옵티마이저나 문서를 하나만 쓰세요.
usage-output-predict = -o 옵션은 예측을 저장할 곳이라, --predict 옵션이 있어야 합니다.

option-tuned = 주어진 에폭 뒤의 비용이 가장 낮은 학습률을 옵티마이저마다 찾기
option-predict = FILE의 행도 예측하고, FILE의 이름에 -predictions.csv를 붙여 저장
