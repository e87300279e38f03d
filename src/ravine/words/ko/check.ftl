# 읽는 이가 직접 쓴 기울기를 확인한 결과.

check-title = { $file ->
    [none] {""}
   *[other] { $file }{": "}
}{ $name }, 참 기울기(gradient)와 견주어
check-called = 함수에 넣은 것: { $library ->
    [torch] torch 텐서
   *[other] NumPy 배열
}({ $dtype }), { $arguments }{ $ones ->
    [yes] {""}. x의 마지막 열은 편향(bias) 자리의 1입니다.
   *[no] .
}
check-truth = 참 기울기는 자동 미분(autograd)으로 구했고, 중앙 차분(central difference)과의 차이는 그 크기의 { $difference }배입니다.
check-number = 수 하나
check-component = 성분
check-true = 참 기울기
check-yours = 내 기울기
check-ratio = 내 것 / 참

check-found-right = 맞습니다. 모든 W에서 { $scale ->
    [mean] 평균의 참 기울기(gradient)와 같습니다.
   *[other] 이 비용(cost)의 척도인 { $scale } 기울기(gradient)와 같습니다.
}
check-found-single = 단정밀도로 맞습니다. 모든 W에서 { $scale ->
    [mean] 평균의 참 기울기(gradient)와
   *[other] 이 비용(cost)의 척도인 { $scale } 기울기(gradient)와
} 같고, 차이는 그 크기의 { $off }배 이하입니다. float32로 계산하거나 차분으로 구하면 이만큼 맞습니다.
check-found-elsewhere = 다만 이 행들에서만 그렇습니다. 다른 행에서는 { $formula ->
    [none] 다른 값이 나옵니다. 행의 개수처럼 이 데이터에만 있는 수를 코드에 직접 적지 않았나요?
   *[other] 참 기울기의 { $formula }배이고, 이 행들에서는 그 값이 우연히 1입니다.
}
check-found-factor = { $scale ->
    [mean] 평균의 참 기울기(gradient)입니다.
   *[other] 모든 W에서 참 기울기(gradient)의 { $times }배입니다. 방향은 맞고, 학습률(learning rate)이 { $lr }이면 참 기울기에서 { $acts }일 때와 똑같이 움직입니다.
}{ $inverse ->
    [none] {""}
   *[other] {" "}{ $inverse }배 하면 참 기울기가 됩니다.
}{ $written ->
    [none] {""}
   *[other] {" "}여기서 { $scale } 척도라고 부르는 기울기입니다: { $written }.
}{ $asked ->
    [mean] {""}
   *[other] {" "}이 비용(cost)의 척도는 { $asked }입니다.
}
check-found-climbs = 부호가 반대라서 W − lr·gradient는 올라갑니다. { $sign ->
    [only] 부호 말고는 맞습니다.
   *[wrong] 크기는 참 기울기(gradient)의 { $times }배입니다.
} H(x) − y 자리에 y − H(x)를 쓰지 않았나요?
check-found-besides = 그 밖에, { $sign ->
    [right] 크기가 그때 나와야 할 값의 { $times }배입니다.
    [only] 부호가 반대입니다.
   *[wrong] 부호가 반대이고, 크기는 그때 나와야 할 값의 { $times }배입니다.
}
check-found-shape = 모양(shape)이 다릅니다. W의 모양은 { $expected }인데 나온 모양은 { $got }입니다. 그러면 W − lr·gradient의 모양은 { $becomes }입니다. 들어 있는 수를 보면:
check-found-changes = 받은 값을 그 자리에서 바꿉니다({ $names }). 두 번째로 부르면 다른 수로 계산하게 됩니다. x *= 2 대신 x = x * 2처럼 새 배열을 만드세요. 나온 답을 보면:
check-found-missing = 편향(bias)의 성분이 없습니다. { $column }의 값이 빠졌고 나머지는 맞습니다. 수 하나를 더 돌려주세요: 2/m · (H(x) − y)의 합.
check-found-swapped = 두 성분이 서로 바뀌었습니다: { $first }, { $second }.
check-found-order = 성분은 맞지만 순서가 다릅니다. { $column }의 성분이 맨 앞에 있는데, 여기서 W의 맨 뒤가 그 자리입니다.
check-found-part-zero = 빠진 것이 있습니다. { $columns }의 성분이 언제나 0이고, 나머지는 그렇지 않습니다.
check-found-part-factor = 나머지와 맞지 않는 성분이 있습니다. 나머지와 견주면 { $columns }의 성분은 { $sign ->
    [only] 부호가 반대입니다.
    [wrong] 부호가 반대이고, 크기는 있어야 할 값의 { $times }배입니다.
   *[right] 있어야 할 값의 { $times }배입니다.
}
check-found-part-factors = 성분마다 참 기울기(gradient)와의 비가 다릅니다. 아래 표에 있습니다.
check-found-part-other = 다른 열의 성분이 들어 있습니다. { $columns }의 자리에 { $other }의 성분이 있고, 나머지는 서로 맞습니다.
check-found-part-wrong = 일부가 틀렸습니다. { $columns }의 성분은 있어야 할 값이 아니고, 나머지는 맞습니다.
check-found-next = 기울기(gradient)가 아니라 새 W를 돌려줍니다: W − { $lr } × 참 기울기. 학습률(learning rate)을 곱할 것만 돌려주세요.
check-found-zero = 언제나 0입니다.
check-found-whole = 정수만 나옵니다. { $scale ->
    [mean] {""}
   *[other] { $scale } 척도의{" "}
}기울기(gradient)를 반올림하거나 잘라 낸 값입니다. // 또는 int(...)를 쓰지 않았나요?
check-found-unsteady = 같은 W, x, y에도 답이 그때그때 다릅니다. 무작위로 정하는 것이 있거나, 앞서 불렸을 때의 값이 남아 있지 않나요?
check-found-shapes = W에 따라 답의 모양(shape)이 다릅니다: { $shapes }.
check-found-none = None을 돌려줍니다. return이 빠지지 않았나요?
check-found-not-numbers = 돌려준 것이 수가 아닙니다({ $got }). 수나 배열을 돌려주세요.
check-found-not-finite = 참 기울기(gradient)가 유한한 W에서 nan이나 inf가 나옵니다. 0으로 나누는 곳이 없나요?
check-found-at-zero = W = 0에서만 맞습니다. { $constant ->
    [yes] 어느 W에서나 값이 같은데, W를 쓰기는 하나요?
   *[no] 다른 W에서는 다른 값이 나옵니다. 어딘가에서 W나 편향(bias)이 빠지지 않았나요?
}
check-found-constant = 어느 W에서나 값이 같습니다. W를 쓰기는 하나요?
check-found-unknown = 기울기(gradient)가 아니고, 흔한 실수 가운데 하나도 아닙니다. 가장 많이 벗어난 성분({ $column })의 참값은 { $true }, 내 값은 { $got }입니다. { $descends ->
    [yes] 그래도 이 W들에서는, 걸음이 충분히 작으면 반대 방향으로 내려갑니다.
   *[no] 이 W 가운데 몇몇에서는 반대 방향으로 가도 올라갑니다.
}
check-found-crossed = H(x)마다 제 y가 아니라 모든 y와 비교합니다. 모양이 (m,)인 배열과 (m, 1)인 배열이 (m, m)으로 브로드캐스트(broadcast)된 것입니다. x, y, H(x)의 모양을 하나로 맞추세요.
check-found-broadcast = 모양(shape) { $got }, 곧 행의 쌍마다 수 하나가 나옵니다. 모양이 (m,)인 배열과 (m, 1)인 배열이 브로드캐스트(broadcast)된 것입니다. x, y, H(x)의 모양을 하나로 맞추세요.
check-found-count = 답의 모양(shape)은 { $got }인데 W에는 수가 { $p }개 있습니다: { $names }. 행에 대해 더해서 하나씩 돌려주세요.
check-found-raises = { $file }{ $line ->
    [0] {""}
   *[other] {" "}{ $line }번째 줄
}에서 난 오류: { $fault }

check-formula-no-x = x가 빠졌습니다. (2/m) Σ (H(x) − y) x여야 하는데 (2/m) Σ (H(x) − y)입니다.
check-formula-no-target = − y가 빠졌습니다. (2/m) Σ (H(x) − y) x여야 하는데 (2/m) Σ H(x) x입니다.
check-formula-no-prediction = W = 0에서만 맞습니다. H(x)가 빠졌고, 남은 −(2/m) Σ y x는 어느 W에서나 같습니다.
check-formula-plus-target = − 자리에 +가 있습니다. (2/m) Σ (H(x) − y) x여야 하는데 (2/m) Σ (H(x) + y) x입니다.
check-formula-absolute = 다른 비용(cost), 곧 |H(x) − y|의 평균의 기울기(gradient)입니다. 잔차의 부호만 쓰입니다.
check-formula-no-sign = 잔차의 부호가 사라졌습니다. (2/m) Σ (H(x) − y) x여야 하는데 (2/m) Σ |H(x) − y| x입니다.
check-formula-square-kept = 제곱이 남아 있습니다. 제곱의 미분은 2 (H(x) − y) x인데 Σ (H(x) − y)² x입니다.
check-formula-x-squared = x가 한 번 더 곱해졌습니다. (2/m) Σ (H(x) − y) x여야 하는데 (2/m) Σ (H(x) − y) x²입니다.
check-formula-sums-multiplied = 두 평균, 곧 H(x) − y의 평균과 x의 평균을 곱했습니다. 행마다 곱한 다음 평균을 내야 합니다.
check-formula-cost = 기울기(gradient)가 아니라 비용(cost)입니다.
check-formula-root = 다른 비용(cost), 곧 평균 제곱 오차의 제곱근의 기울기(gradient)입니다.
check-formula-first-row = 첫 행의 몫만 있습니다. return이 반복문 안에 있지 않나요?
check-formula-last-row = 마지막 행의 몫만 있습니다. 반복문 안에서 += 자리에 =를 쓰지 않았나요?
check-formula-without-first-row = 첫 행이 빠졌습니다. 반복문이 1에서 시작하지 않나요?
check-formula-without-last-row = 마지막 행이 빠졌습니다. 반복문이 m − 1에서 끝나지 않나요?
check-formula-no-bias = 예측에 편향(bias)이 빠졌습니다. H(x)를 xW + b가 아니라 xW로 계산합니다.
check-formula-by-x = x로 미분한 것입니다. W로 미분하면 잔차에 x를 곱하는데, 여기서는 W를 곱합니다.
check-formula-all-summed = 모두 더해서 수 하나가 되었습니다. 행에 대해서만 더하면(axis=0) W의 수마다 하나씩 나옵니다.
check-formula-terms = 행에 대한 합이 빠졌습니다. 행마다 (H(x) − y) x가 따로 나옵니다.
check-formula-residuals = 행마다 H(x) − y가 나옵니다. x를 곱하고 행에 대해 더하세요.
check-formula-squares = 행마다 (H(x) − y)²이 나옵니다. 기울기(gradient)가 아니라 비용(cost)에 드는 값입니다.

check-not-callable = gradient: (W, x, y)를 받는 함수가 필요한데, 받은 것은 { $got }입니다. 함수를 부르지 말고 그 이름만 넣으세요.
check-parameters = gradient: 매개변수가 (W, x, y)나 (W, b, x, y)여야 하는데, 받은 것은 { $got }입니다. 나머지 매개변수에는 기본값을 주세요.
check-hypothesis = check: l2 없는 linear, line, logistic 가설이 필요한데, 받은 것은 { $got }입니다. 그중 하나의 기울기를 확인하세요.
check-cost = cost: Cost가 필요한데, 받은 것은 { $got }입니다. Cost(Data(x, y), Linear())로 만드세요.
check-no-bias = { $name }: 편향(bias)이 없으므로 매개변수가 (W, x, y)여야 하는데, b도 있습니다. 편향이 있는 가설(hypothesis)을 쓰거나 b를 빼세요.
check-truth-unsettled = 참 기울기(gradient): 자동 미분(autograd)과 중앙 차분(central difference)이 일치해야 하는데, 그 크기의 { $difference }배만큼 다릅니다. 비용(cost)이 어떤 W에서 꺾이거나 float64 범위를 벗어납니다. 다른 W나 다른 단위를 쓰세요.
check-where = FUNCTION: mine.py:gradient처럼 Python 파일과 이름이 필요한데, 받은 것은 { $got }입니다.
check-file-missing = { $file }: 그런 파일이 없습니다. 기울기(gradient)가 든 Python 파일을 적으세요.
check-file-raises = { $file }{ $line ->
    [0] {""}
   *[other] {" "}{ $line }번째 줄
}: 파일을 실행하다 난 오류: { $fault }
check-no-function = { $file }: 이 파일에서 찾은 함수 가운데 이름이 { $name }인 것이 없습니다{ $known ->
    [none] {""}. 함수가 하나도 없습니다.
   *[other] {""}(있는 것: { $known }). { $file }:gradient처럼 원하는 함수를 적으세요.
}
check-raises = { $file }{ $line ->
    [0] {""}
   *[other] {" "}{ $line }번째 줄
}에서 난 오류: { $fault } (넣은 것: { $arguments })
