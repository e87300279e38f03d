# scikit-learn 추정기: 쓸 수 없는 것, 끝에 이르지 못한 것.

estimator-sklearn = ravine.estimator: scikit-learn이 필요한데, 없습니다. 설치하세요: pip install "ravine[sklearn]"
estimator-auto = { $name }: 수나 "auto"가 필요한데, 받은 값은 { $got }입니다. 빼면 "auto"입니다.
estimator-optimizer = optimizer: { $known } 중 하나(lr과 settings는 따로)나 SGD(0.1)처럼 자기 설정이 있는 규칙이 필요한데, 받은 것은 { $got }입니다. 빼면 sgd를 씁니다.
estimator-rule = optimizer: 규칙 안에 lr과 settings가 들어 있어야 하는데, { $got } 옆에 lr이나 settings를 따로 받았습니다. lr과 settings를 빼거나, 규칙을 이름으로 주세요.
estimator-settings = settings: {"{"}"momentum": 0.9{"}"}처럼 이름이 붙은 규칙의 설정이 필요한데, 받은 것은 { $got }입니다. 빼면 규칙의 기본값을 씁니다.
estimator-continuous = y: 클래스(class)가 필요한데, 클래스가 아닌 서로 다른 값 { $distinct }개를 받았습니다. Unknown label type: { $got }. 행마다 클래스를 주거나, 수를 예측하려면 GradientDescentRegressor를 쓰세요.
estimator-one-class = y: 클래스(class)가 둘 이상 필요한데, { $got } 하나뿐입니다. 다른 클래스의 행도 넣으세요.
estimator-classes = y: 클래스 { $known } 가운데 하나여야 하는데, 받은 것은 { $got }입니다. 첫 partial_fit에서 모든 클래스를 알려 주거나, warm_start=False로 새로 맞추세요.
estimator-classes-first = classes: 첫 partial_fit에는 앞으로 나올 클래스가 모두 필요한데, 받지 못했습니다. 모든 행의 y로 classes=numpy.unique(y)를 주세요.

estimator-diverged = { $name }: 하강이 발산해서 비용(cost)이 { $cost }에서 끝났습니다. { $lr ->
    [auto] 시도한 lr이 모두 그렇습니다. 다른 규칙을 쓰거나, lr에 trace_.optimizer의 것보다 훨씬 작은 수를 주세요.
   *[given] lr을 줄이거나 "auto"로 두세요. 자세한 것은 verdict_에 있습니다.
}
estimator-unfinished-exact = { $name }: { $epochs }에폭 뒤에 { $standardised ->
    [yes] 표준화한 열의 가중치가
   *[no] 가중치가
} 가장 좋은 값에서 { $left }만큼 떨어져 있는데, { $enough } 이내여야 합니다. 조건수는 { $condition }이고, 조건수가 클수록 에폭이 많이 필요합니다. 다른 열에 거의 의존하는 열을 빼거나, l2를 주거나, epochs나 tol을 키우세요.
estimator-unfinished = { $name }: { $epochs }에폭 뒤 기울기(gradient)가 { $left }인데, { $enough }까지 줄어야 합니다. epochs나 tol을 키우거나 l2를 주세요. 자세한 것은 verdict_에 있습니다.
estimator-separable = { $name }: 평면 하나가 모든 행을 클래스(class)대로 나누므로, l2가 없으면 비용에 최솟값이 없습니다. 계수(coef_)는 끝없이 커지며, 지금 값은 마지막 에폭의 것입니다. 1e-4 같은 l2를 주세요.
