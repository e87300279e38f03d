# 터미널.

cli-ravine = ravine은 경사 하강법(gradient descent)을 들여다보는 도구입니다. 내 경사 하강은 무엇을 하고 있고, 왜 그러며, 무엇이 더 나을까요? 먼저 이렇게 해 보세요: ravine lab
cli-lab = 실습: 이야기, 물음, 로그, 그림. NAME을 적지 않으면 첫 실습 "Minimizing cost"이고, 다른 실습(--list)이나 직접 쓴 my.toml도 됩니다.
cli-run =
    내 데이터로 하는 경사 하강법(gradient descent): 로그, 가장 좋은 직선, 무엇을 했고 왜 그랬는지.

    SOURCE 자리에는 데이터 파일, surface:이름, 실험(.toml), --json 옵션으로 저장한 실행(.json)이 올 수 있습니다. MORE 자리에 .json을 더 쓰면 나란히 보여 줍니다.
cli-theory = 이론이 실행하기도 전에 내 데이터에 대해 아는 것: 곡률(curvature), 한계, 가장 좋은 학습률(learning rate).
cli-check =
    내가 쓴 기울기(gradient)를 참 기울기와 견주기: 맞는지, 아니면 무엇이 잘못인지.

    FUNCTION에는 mine.py:gradient처럼 파일과 이름을 적습니다. (W, x, y)를 받는 함수, 또는 편향(bias)을 따로 받으면 (W, b, x, y)를 받는 함수입니다. 그 파일을 실행합니다. SOURCE에는 데이터 파일, 실습, 실험 문서가 올 수 있고, 적지 않으면 lab-03의 점 세 개입니다.
cli-code = 실행의 코드: 같은 로그를 출력하는 평범한 PyTorch 프로그램.

cli-epochs = 에폭
cli-interrupted = 중단했습니다.
cli-picture = 그림 { $file }: { $title }
cli-saved = 그림 { $count }장을 저장했습니다: { $folder }/
cli-open = 페이지 파일 { $file }: 브라우저에서 여세요.

usage-usage = 사용법:
usage-options = 옵션
usage-verbs = 명령
usage-help = 도움말: { $command }
usage-extra = SOURCE 뒤에는 아무것도 없어야 하는데, { $words } 부분이 남습니다. 빈칸이 든 이름은 따옴표로 감싸세요.
usage-no-option = { $option }: 그런 옵션은 없습니다.{ $near ->
    [no] {""}
   *[other] {" "}혹시 { $near }?
}
usage-no-verb = { $verb }: 명령도 아니고 여기 있는 파일도 아닙니다.
usage-option-value = { $option } { $takes ->
    [nothing] 옵션에는 값을 붙이지 않습니다.
   *[value] 옵션 뒤에 값이 와야 합니다.
}
usage-missing = { $name } 자리가 비었습니다. 무엇을 볼지 적으세요. 데이터 파일의 이름이면 됩니다.
usage-bad-value = { $name }: 필요한 것은 { $expected }, 받은 것은 { $got }입니다.
usage-number = 유한한 수(예: 0.1, 1e-3, 3/28){ $word ->
    [no] {""}
   *[other] {" "}또는 낱말 { $word }
}
usage-count = { $least } 이상의 정수
usage-one-of = 다음 중 하나({ $words })
usage-keep = all, log, 0보다 큰 정수 중 하나
usage-no-pictures = --no-pictures 옵션은 --pictures, --show 옵션과 함께 쓸 수 없습니다.
usage-torch-lr = --torch-lr 옵션에는 --engine torch 또는 both가 필요합니다.
usage-settled = { $source } 쪽에서 이미 정해 둔 것입니다. 다음 옵션을 빼세요: { $options }
usage-only-with = { $option } 옵션은 { $other } 옵션과 함께일 때만 쓰입니다. 함께 쓰거나 빼세요.

option-help = 이 도움말 보기
option-version = 버전
option-lang = 언어. 없으면 RAVINE_LANG, 그것도 없으면 시스템의 언어
option-as-json = 표준 출력에 JSON 문서 하나만
option-plain = 테두리도 진행 막대도 없이, 수식은 말로
option-lr = { $verb ->
    [lab] 손으로 할 때의 학습률(learning rate) (0.1). torch에는 걸음이 같아지는 값을 씁니다
    [code] 고른 기울기 척도에서의 학습률(learning rate). auto(이 옵션이 없을 때): 이 에폭 수에 가장 좋은 값 (실습은 실습에 정해진 값), sgd가 아닌 규칙이면 torch의 기본값
    [sweep] 훑을 학습률(learning rate)의 범위. 고른 기울기 척도에서의 값이며, 같은 비율 간격으로 나눔 (이 비용의 안정 한계 주변)
    [run] 고른 기울기 척도에서의 학습률(learning rate). auto(이 옵션이 없을 때): 이 에폭 수에 가장 좋은 값, sgd가 아닌 규칙이면 torch의 기본값
   *[other] 고른 기울기 척도에서의 학습률(learning rate). auto(이 옵션이 없을 때): 이 에폭 수에 가장 좋은 값
}
option-torch-lr = torch.optim.SGD의 학습률
option-start = { $verb ->
    [lab] 첫 갱신 전의 W (0)
   *[other] 첫 갱신 전의 W: 모두에 쓸 수 하나(0), 또는 열마다 하나씩 적고 끝에 b
}
option-epochs = { $verb ->
    [lab] 갱신 횟수 (10)
    [sweep] 하강마다 갱신 횟수 (1000)
   *[other] 갱신 횟수 (100)
}
option-engine = { $verb ->
    [lab] 두 실행 중 어느 것을 할지 (both)
    [code] 손으로 쓴 반복문(hand), torch.optim을 쓰는 반복문(torch), 둘 다(both) (both)
   *[other] 무엇으로 계산할지: 모든 행을 도는 손으로 쓴 규칙(hand), PyTorch(torch), 둘 다 해서 비교(both). exact: 최소제곱 비용을 p + 1개 행으로 정확하게. auto: 반복문이 오래 걸릴 때만 exact, 그 밖에는 hand (auto)
}
option-gradient = { $verb ->
    [lab] 손으로 할 때의 기울기(gradient) 척도: mean(참 기울기), sum, half_mean, half_sum(실습 코드 그대로)
    [check] 옳다고 볼 기울기(gradient)의 척도: mean(참 기울기, 이 옵션이 없을 때의 값), sum, half_mean, half_sum
   *[other] 기울기(gradient)의 척도: mean(참 기울기, 이 옵션이 없을 때), sum, half_mean, half_sum
}
option-dtype = { $verb ->
    [lab] 정밀도 (float32)
    [code] 정밀도 (float64, 실습은 실습에 정해진 값)
   *[other] 정밀도 (float64)
}
option-pictures = { $verb ->
    [lab] 그림을 저장할 폴더 (ravine-lab-03/)
    [sweep] 훑은 결과의 그림을 저장할 폴더
   *[other] 이 실행의 그림을 저장할 폴더
}
option-no-pictures = 그림을 저장하지 않음
option-listed = 어떤 실습이 있는지 보기
option-show = 그림까지 든 실습 페이지를 브라우저에서 열기
option-target = 예측할 열. 없으면 열의 목록을 보여 줍니다
option-features = 예측에 쓸 열 (없으면 숫자가 든 나머지 열 모두)
option-feature = --features와 같지만 이름을 하나씩. 이름에 쉼표가 있을 때
option-drop-missing = 빈칸이 있는 행을 빼고 몇 개를 뺐는지 알림
option-decimal = 텍스트 파일의 소수점 기호
option-encoding = 텍스트 파일의 인코딩 (utf-8)
option-no-bias = 편향 b 없이, 원점을 지나는 직선으로
option-standardize = 열을 평균 0, 표준편차 1이 되게 표준화한 뒤 하강
option-optimizer = { $verb ->
    [sweep] 갱신 규칙 (sgd). 쉼표로 이어 여럿을 쓰면 저마다 자기 학습률 범위에서. list: 규칙과 수식의 목록
    [run] 갱신 규칙 (sgd). 쉼표로 이어 여럿을 쓰면 경주. list: 규칙과 수식의 목록
   *[other] 갱신 규칙 (sgd). list: 규칙과 수식의 목록
}
option-schedule = 에폭에 따라 학습률(learning rate)을 바꾸는 방법: constant, linear, step, exponential, cosine, one-cycle (바꾸지 않음)
option-momentum = { $verb ->
    [sweep] sgd, rmsprop: 걸음마다 속도에서 남기는 몫 (0). 0..0.99 같은 범위를 주면 함께 훑음. adam 계열에서는 beta1을 훑음
   *[other] sgd, rmsprop: 걸음마다 속도에서 남기는 몫 (0)
}
option-dampening = sgd: 기울기를 덜 받아들이는 몫 (0)
option-weight-decay = 이 수와 W의 곱을 기울기에 더함. adamw: W에서 직접 뺌 (0, adamw 0.01)
option-lr-decay = adagrad: 걸음마다 학습률을 줄이는 정도 (0)
option-initial-accumulator-value = adagrad: 제곱합의 처음 값 (0)
option-eps = 작은 기울기로 나누어도 값이 유한하게 하는 수
option-alpha = rmsprop: 제곱 평균에서 남기는 몫 (0.99). asgd: 학습률이 줄어드는 거듭제곱 (0.75)
option-rho = adadelta: 평균에서 남기는 몫 (0.9)
option-beta1 = adam 계열: 기울기 평균에서 남기는 몫 (0.9)
option-beta2 = adam 계열: 제곱 평균에서 남기는 몫 (0.999)
option-momentum-decay = nadam: 모멘텀(momentum)이 커지는 빠르기 (0.004)
option-etaminus = rprop: 걸음 크기를 줄이는 배수 (0.5)
option-etaplus = rprop: 걸음 크기를 키우는 배수 (1.2)
option-step-size-min = rprop: 가장 작은 걸음 크기 (1e-06)
option-step-size-max = rprop: 가장 큰 걸음 크기 (50)
option-lambd = asgd: 학습률이 줄어드는 빠르기이자 0으로 당기는 힘 (0.0001)
option-t0 = asgd: 평균을 내기 시작하는 걸음 수 (1e+06)
option-nesterov = sgd: 속도를 따라 앞을 내다봄
option-maximize = 내려가지 않고 올라감
option-centered = rmsprop: 기울기의 표준편차로 나눔
option-amsgrad = adam, adamw: 지금까지 가장 큰 제곱 평균으로 나눔
option-decoupled-weight-decay = adam, nadam, radam: 가중치 감쇠(weight decay)를 W에 직접 적용
option-every = { $verb ->
    [code] N번째 에폭마다 출력하기 (1)
   *[other] N번째 에폭마다 보이기 (없으면 20줄쯤)
}
option-notebook = 노트북(.ipynb)으로 쓰기
option-output = { $verb ->
    [run] 예측을 FILE 이름으로 저장
   *[other] 출력하는 대신 FILE 이름으로 저장
}

columns-title = { $file }: 행 { $count }개
columns-name = 열
columns-kind = 내용
columns-numbers = 숫자
columns-text = 텍스트
columns-command = 어느 열을 예측할까요? 그 이름을 --target 뒤에 적으세요. 예:
option-hypothesis = H(x): linear, line(특성 하나), polynomial(특성 하나), logistic(클래스 둘), softmax(클래스 여럿) (linear)
option-degree = 다항식의 차수 (2)
option-loss = 행 하나의 손실: squared, absolute, huber. logistic에는 log, softmax에는 cross-entropy (맞는 것 중 첫째)
option-delta = huber: 제곱으로 세는 잔차의 한계 (1)
option-l2 = 벌점 (l2/2) ‖W‖², 편향은 빠짐 (0)
option-condition = surface:valley: 조건수 (100)
option-turn = surface:valley: 돌린 각도(도) (0)
option-batch-size = 미니배치 하나의 행 수 (모든 행을 한 번에)
option-seed = 미니배치의 행 순서와 떼어 둘 행을 정하는 시드 (0)
option-sampling = shuffle: 에폭마다 모든 행을 한 번씩. replace: 복원 추출 (shuffle)
option-holdout = 어떤 걸음도 보지 않을 행의 비율. 그 행들의 비용을 나란히 보임 (0)
option-clip = 이보다 긴 기울기를 이 길이로 줄임
option-tol = 참 기울기의 길이가 이 값 이하이면 멈춤
option-keep = W를 남길 에폭: 모두(all), K개마다 하나(K), 갈수록 드물게(log). 비용은 에폭마다 모두 남김 (all)
