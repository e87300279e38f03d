# scikit-learn 추정기: 쓸 수 없는 것, 끝에 이르지 못한 것.

estimator-sklearn = ravine.estimator: scikit-learn이 필요한데 없습니다. 설치하세요: pip install "ravine[sklearn]".
estimator-auto = { $name }: 수나 "auto"가 필요한데, 받은 값은 { $got }입니다. 빼면 "auto"입니다.
estimator-optimizer = optimizer: { $known } 중 하나(lr과 settings는 따로)나 SGD(0.1)처럼 자기 설정이 있는 규칙이 필요한데, 받은 것은 { $got }입니다. 빼면 sgd를 씁니다.
estimator-one-class = y: 클래스(class)가 둘 이상 필요한데, { $got } 하나뿐입니다. 다른 클래스의 행도 넣으세요.
estimator-classes = y: 클래스 { $known } 가운데 하나여야 하는데, 받은 것은 { $got }입니다. 첫 partial_fit에서 모든 클래스를 알려 주거나, warm_start=False로 새로 맞추세요.
estimator-classes-first = classes: 첫 partial_fit에는 앞으로 나올 모든 클래스가 필요한데 없습니다. 모든 행에 대한 classes=numpy.unique(y)를 주세요.

estimator-diverged = { $name }: 하강이 발산해서 비용(cost)이 { $cost }에서 끝났습니다. lr을 줄이거나 "auto"로 두세요. 자세한 것은 verdict_에 있습니다.
estimator-unfinished-exact = { $name }: { $epochs } 에포크 뒤에 표준화한 열의 가중치가 가장 좋은 값에서 { $left }만큼 떨어져 있는데, { $enough } 안에 들어야 합니다. 조건수는 { $condition }이고, 클수록 에포크가 많이 필요합니다. 다른 열에 거의 의존하는 열을 빼거나, l2를 주거나, epochs나 tol을 키우세요.
estimator-unfinished = { $name }: { $epochs } 에포크 뒤의 기울기(gradient)가 { $left }인데, { $enough }까지 줄어야 합니다. epochs나 tol을 키우거나 l2를 주세요. 자세한 것은 verdict_에 있습니다.
estimator-separable = { $name }: 모든 행의 클래스(class)가 한 평면으로 나뉘므로, l2가 없으면 가장 작은 비용이 없습니다. 계수는 끝없이 커지고, 지금 값은 마지막 에포크의 것입니다. 1e-4처럼 l2를 주세요.
