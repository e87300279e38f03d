# 쓸 수 없는 입력: 어디에서, 무엇이 필요한데, 무엇을 받았고, 이제 무엇을 하면 되는지.

data-y-columns = y: 행마다 목표값(target)이 하나인 (m,) 또는 (m, 1) 모양(shape)이어야 하는데, 받은 모양은 { $shape }입니다. y에서 열 하나를 고르세요.
data-row-counts = x와 y: 행 수가 같아야 하는데, x에는 { $x }개, y에는 { $y }개가 있습니다. x의 행마다 목표값을 하나씩 주세요.
data-index = x와 y: 행마다 인덱스(index)가 같아야 하는데, 둘이 다릅니다. 먼저 맞추거나(x, y = x.align(y, axis=0)), 순서대로 짝지으려면 배열로 주세요.
data-empty = x: 행과 열이 적어도 하나씩 필요한데, 받은 모양(shape)은 { $shape }입니다. 행을 넣어 주세요.
data-name-count = names: x의 열 { $columns }개에 이름이 하나씩 필요한데, 받은 이름은 { $names }개입니다. 모든 열에 이름을 붙이거나 names를 빼세요.
data-name-twice = names: 열마다 다른 이름이 필요한데, 같은 이름이 두 번 나옵니다: { $name }. 그중 하나를 바꾸세요.
data-not-finite = 열 { $column }, 행 { $row }(0부터 셈): 유한한 수가 필요한데, 받은 값은 { $got }입니다. 값을 채우거나 그 행을 빼세요.
data-range = 열 { $column }: 제곱해도 { $dtype } 범위에 드는 수가 필요한데, 가장 큰 것의 크기가 { $size }입니다. 단위를 바꾸세요{ $dtype ->
    [float32] {" "}(또는 float64로 계산하세요)
   *[other] {""}
}.
data-ragged = { $what }: 길이가 같은 행들이 필요한데, 서로 다른 길이가 섞여 있습니다. 모든 행에 같은 개수의 값을 넣으세요.
data-not-numbers = { $what }: 수가 필요한데, 받은 것은 { $got }입니다. 수로 바꾸거나 빼세요.
data-rounded = { $what }: float64가 정확히 담는 정수(2^53까지)가 필요한데, 받은 값은 { $got }입니다. 상수를 빼거나, 단위를 바꾸거나, 직접 실수(float)로 바꾸세요.
data-axes = { $what }: 축이 하나 또는 둘(행과 열)이어야 하는데, 받은 모양(shape)은 { $shape }입니다. 각 행의 수를 한 줄로 늘어놓으세요.

cost-parameters = 시작점(W): 수가 { $expected }개({ $names }) 필요한데, 받은 것은 { $got }입니다. 하나씩 다 주거나, 모두에 쓸 수 하나만 주세요.
cost-parameters-finite = 시작점(W: { $names }): { $dtype } 범위에 드는 유한한 수가 필요한데, 그렇지 않은 값이 있습니다. 0에 더 가까운 곳에서 시작하세요.
descent-start = 시작점: 비용(cost)과 기울기(gradient)가 { $dtype } 범위에 들어야 하는데, 범위를 벗어납니다. 0에 더 가까운 곳에서 시작하거나 { $dtype ->
    [float32] float64로 계산하세요.
   *[other] 열의 단위를 바꾸세요.
}

quadratic-loss = p + 1개 행: 제곱 손실(squared loss)이 필요한데, 받은 것은 { $got }입니다. 제곱 손실일 때만 비용이 p + 1개 행으로 줄어듭니다.
quadratic-range = 열 { $column }: 제곱해도 float64 범위에 들도록 크기가 1e-150에서 1e150 사이인 수가 필요한데, 받은 크기는 { $size }입니다. 이 열의 단위를 바꾸세요.
quadratic-best = 열 { $column }: 가장 좋은 가중치가 float64 범위에 들어야 하는데, 범위를 벗어납니다. 이 열이나 y의 단위를 바꾸세요.
quadratic-flattest = 열 { $column }: 곡률(curvature)이 float64 범위에 들어야 하는데, 0에 너무 가깝습니다. 이 열의 단위를 바꾸거나 열을 표준화(standardize)하세요.

setting-lr = lr: 0 이상의 유한한 수가 필요한데, 받은 값은 { $got }입니다. 0.01부터 시도해 보세요.
setting-epochs = epochs: 0에서 { $most } 사이의 정수가 필요한데, 받은 값은 { $got }입니다. 100부터 시도해 보세요.
setting-every = every: 0보다 큰 정수가 필요한데, 받은 값은 { $got }입니다. 빼면 20줄쯤 보여 줍니다.
setting-gradient = gradient: { $known } 중 하나여야 하는데, 받은 값은 { $got }입니다. 평균의 참 기울기(true gradient)는 mean입니다.
setting-engine = engine: { $known } 중 하나여야 하는데, 받은 값은 { $got }입니다. 빼면 비용(cost) 객체가 알아서 계산합니다.
setting-optimizer = optimizer: 학습률(learning rate)이 하나인 갱신 규칙이 필요한데, 받은 것은 { $got }입니다. SGD(lr=0.01)부터 시도해 보세요.
setting-cost = cost: Cost나 Quadratic, W의 함수, 또는 x와 y가 나란히 필요한데, 받은 것은 { $got }입니다. x와 y를 주거나 Cost(Data(x, y))를 주세요.
setting-cost-twice = bias, gradient, dtype: x, y와 함께일 때만 쓸 수 있는데, 함께 온 { $got } 객체에는 이미 자기 설정이 있습니다. 그 { $got } 객체를 만들 때 정하세요.
setting-bias = bias: True나 False여야 하는데, 받은 값은 { $got }입니다. True를 주면 H(x)에 b를 더합니다.
setting-dtype = dtype: float64나 float32여야 하는데, 받은 값은 { $got }입니다. 빼면 float64로 계산합니다.
setting-lab = lab: { $known } 중 하나여야 하는데, 받은 값은 { $got }입니다. ravine lab --list 명령으로 어떤 실습이 있는지 볼 수 있습니다.
setting-document-section = 실험의 { $key } 부분: 키와 값의 표가 필요한데, 받은 것은 { $got }입니다. TOML에서는 [{ $key }]로, JSON에서는 객체로 쓰세요.
setting-document-key = 실험: { $known } 가운데 하나를 키로 써야 하는데, 받은 키는 { $key }입니다. 그 키를 고치거나 지우세요.
setting-document-value = 실험의 { $key }: { $known } 형태의 값이 필요한데, 받은 값은 { $got }입니다. 그 값을 고치세요.
setting-document-missing = 실험: { $key } 항목이 필요한데 없습니다. 넣거나, data.file에 파일 이름을 적으세요.

experiment-start-cost = 시작점: 비용(cost)이 float64 범위에 들어야 하는데, { $target }의 비용이 범위를 벗어납니다. 0에 더 가까운 곳에서 시작하거나 열의 단위를 바꾸세요.
experiment-toml = { $file }: TOML로 쓴 실험이 필요한데, 읽다가 오류가 났습니다({ $fault }). 파일을 고치세요.

hypothesis-constant = 열 { $column }: −1과 1로 옮길 서로 다른 수가 둘 이상 있어야 하는데, 모두 { $got }입니다. 다항식에는 값이 변하는 특성이 필요합니다.
hypothesis-one-feature = 가설 { $hypothesis }: 특성이 하나여야 하는데, 받은 것은 { $got }개입니다. 하나를 고르거나(--features 이름) linear 가설을 쓰세요.
hypothesis-classes = 열 { $target }: { $hypothesis } 가설에는 클래스(class) 번호(0, 1, 2, …)가 필요한데, { $got } 값이 있습니다. 클래스가 담긴 열을 고르거나 linear 가설을 쓰세요.
hypothesis-classes-two = 열 { $target }: logistic 가설에는 두 클래스 0과 1이 필요한데, 그렇지 않습니다. 클래스가 더 많으면 softmax 가설을 쓰세요.
hypothesis-classes-many = 열 { $target }: 클래스는 0부터 { $classes } − 1까지여야 하는데, 모두 { $got }개입니다. classes 값을 키우거나 빼세요.

setting-degree = degree: 1에서 20 사이의 정수가 필요한데, 받은 값은 { $got }입니다. 3부터 시도해 보세요.
setting-domain = domain: 작은 것이 앞에 오는 유한한 수 두 개가 필요한데, 받은 값은 { $got }입니다. 빼면 데이터의 범위를 씁니다.
setting-classes = classes: 2에서 { $most } 사이의 정수가 필요한데, 받은 값은 { $got }입니다. 빼면 데이터에 있는 클래스의 수를 씁니다.
setting-delta = delta: 0보다 큰 유한한 수가 필요한데, 받은 값은 { $got }입니다. 1부터 시도해 보세요.
setting-l2 = l2: 0 이상의 유한한 수가 필요한데, 받은 값은 { $got }입니다. 0.01부터 시도해 보세요.
setting-loss = loss: { $hypothesis } 가설에는 { $known } 중 하나여야 하는데, 받은 값은 { $got }입니다. 빼면 그중 첫째를 씁니다.
setting-surface = surface: { $known } 중 하나여야 하는데, 받은 값은 { $got }입니다. rosenbrock부터 시도해 보세요.
setting-surface-setting = 곡면 { $surface }: 이 곡면에 있는 설정({ $known })만 쓸 수 있는데, 받은 설정은 { $name }입니다. 빼세요.
setting-surface-number = { $name }: { $low }에서 { $high } 사이의 수가 필요한데, 받은 값은 { $got }입니다. 고치세요.
setting-function-start = start: 함수에는 W의 수가 몇 개인지 알려 줄 시작점이 필요한데 없습니다. start=[1.0, 2.0]처럼 주세요.
setting-function = 함수: torch가 W로 계산한 텐서(tensor) 하나를 돌려주어야 하는데, 받은 것은 { $got }입니다. (W**2).sum() 같은 스칼라를 돌려주세요.
setting-batch-size = batch_size: 0보다 큰 정수가 필요한데, 받은 값은 { $got }입니다. 32부터 시도해 보세요.
setting-batch-seed = seed: 0 이상의 정수가 필요한데, 받은 값은 { $got }입니다. 0부터 시도해 보세요.
setting-batch-rows = batch_size: 미니배치(mini-batch)로 나누려면 메모리에 행이 있는 비용이 필요한데, 그런 행이 없습니다. batch_size를 빼세요.
setting-clip = clip: 0보다 큰 유한한 수가 필요한데, 받은 값은 { $got }입니다. 1부터 시도해 보세요.
setting-tol = tol: 0 이상의 유한한 수가 필요한데, 받은 값은 { $got }입니다. 1e-6부터 시도해 보세요.
trace-predict = predict: 행이 있는 비용에서 한 실행이 필요한데, 곡면에서 한 실행입니다. 곡면은 아무것도 예측하지 않습니다. 행이 있는 비용으로 실행하세요.
trace-predict-shape = x: 필요한 열은 { $names }인데, 받은 모양(shape)은 { $got }입니다. 모든 행에 이 순서로 수를 하나씩 주세요.

experiment-data = 실험: 데이터와 곡면 가운데 하나가 필요한데, 둘 다 있거나 둘 다 없습니다. 하나만 주세요.
experiment-surface = 실험: 행이 있는 비용이 필요한데, 받은 것은 곡면입니다. 데이터 파일을 주세요.
experiment-only-rows = { $name }: 행이 있는 비용과 함께일 때만 쓰는데, 곡면과 함께 있습니다. 빼세요.
experiment-holdout = holdout: 행 { $rows }개 가운데 하강에 쓸 행이 남아야 하는데, 남지 않습니다. 더 작은 비율을 떼어 두세요.
setting-holdout = holdout: 0 이상 1 미만의 비율이 필요한데, 받은 값은 { $got }입니다. 0.2부터 시도해 보세요.
data-weights-shape = weights: 행 { $m }개마다 수가 하나씩 필요한데, 받은 모양은 { $shape }입니다. 모든 행에 가중치를 하나씩 주세요.
data-weights = weights: 0보다 큰 유한한 수가 필요한데, { $row }번 행(0부터 셈)의 값은 { $got }입니다. 쓰지 않을 행은 빼세요.
setting-weights = 가중치가 있는 행: 여기서는 모든 행을 똑같이 한 번씩 셉니다. 가중치가 있는 행에는 descend, theory, 추정기(estimator)를 쓰거나, 여러 번 셀 행을 그만큼 되풀이해 넣으세요.
setting-keep = keep: "all", "log", 0보다 큰 정수 중 하나가 필요한데, 받은 값은 { $got }입니다. "log"부터 시도해 보세요.
setting-epochs-kept = epochs: W를 남길 수 있는 에폭은 { $most }개까지인데, 받은 값은 { $got }입니다. keep="log"(명령에서는 --keep log)로 더 적게 남기세요.
trace-kept = 에폭 { $epoch }: W를 남긴 에폭이 필요한데, 이 에폭의 W는 남아 있지 않습니다. 다른 에폭을 고르거나 keep="all"로 다시 실행하세요.
setting-engine-loss = engine exact: 제곱 손실이 필요한데, 받은 것은 { $got }입니다. 다른 손실은 p + 1개 행의 비용으로 바꿀 수 없습니다. engine을 빼세요.
setting-engine-dtype = engine exact: float64인 행이 필요한데, 받은 것은 { $got }입니다. dtype을 빼거나 engine hand를 고르세요.
setting-engine-batches = engine exact: 모든 행을 한 번에 써야 하는데, 미니배치를 받았습니다. batch_size를 빼거나 engine hand를 고르세요.

setting-sweep-rules = optimizer: lr이 하나씩인 ravine의 갱신 규칙이나 그 이름({ $known })이 필요한데, 받은 값은 { $got }입니다. ["sgd", "adam"]부터 시도해 보세요.
setting-sweep-lr = lr: 0보다 큰 유한한 수들이나 그런 수의 범위 (low, high)가 필요한데, 받은 값은 { $got }입니다. (1e-4, 1.0)부터 시도하거나 빼세요.
setting-sweep-momentum = momentum: 0 이상 1 미만인 수들이나 그런 수의 범위 (low, high)가 필요한데, 받은 값은 { $got }입니다. (0, 0.99)부터 시도해 보세요.
setting-sweep-no-momentum = momentum: momentum이나 beta1이 있는 규칙이 필요한데, 받은 규칙은 { $rule }입니다. momentum이나 그 규칙을 빼세요.
setting-sweep-nesterov = momentum: nesterov 규칙에는 0보다 큰 수가 필요한데, 받은 값은 0입니다. 이를테면 0.1에서 시작하세요.
setting-sweep-maximize = optimizer: 비용을 낮추는 규칙이 필요한데, { $rule } 규칙에 maximize 설정이 있습니다. 훑으려면 maximize 설정을 빼세요.
setting-sweep-epochs = epochs: 1 이상의 정수가 필요한데, 받은 값은 0입니다. 100부터 시도해 보세요.
setting-sweep-count = count: 0 이상의 정수가 필요한데, 받은 값은 { $got }입니다. 5로 시도해 보세요.
setting-sweep-points = points: 1보다 큰 정수가 필요한데, 받은 값은 { $got }입니다. 1000부터 시도해 보세요.
setting-sweep-starts = starts: W가 적어도 하나 필요한데, 하나도 없습니다. 0에서 시작하려면 빼세요.
setting-sweep-keep = keep: "all"이나 None이 필요한데, 받은 값은 { $got }입니다. "all"이면 모든 비용을 남깁니다.
setting-sweep-descents = sweep: 규칙마다 경사 하강이 최대 { $most }번이어야 하는데 { $got }번입니다. points, 학습률, 모멘텀, 출발점의 수를 줄이세요.
setting-sweep-kept = keep: 남길 수 있는 비용은 { $most }개까지인데, 그보다 많습니다. keep을 빼거나, epochs나 points를 줄이세요.
setting-sweep-file = { $file }: 끝이 .parquet인 이름이 필요한데, 아닙니다. 이름을 바꾸세요.
setting-sweep-unsaved = { $file }: 쓸 수 있는 파일이 필요한데, 쓰지 못했습니다({ $fault }). 다른 폴더를 고르거나 권한을 바꾸세요.
