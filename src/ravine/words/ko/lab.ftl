# 실습 3, "Minimizing cost".

lab-data-title = 데이터
lab-data = 특성(feature) x와 목표값(target) y로 이루어진 행이 { $count }개 있습니다:
lab-data-question = 원점을 지나는 직선 가운데 어느 것이 가장 잘 맞을까요?

lab-cost-title = 가설과 비용
lab-hypothesis = 가설(hypothesis)은 x에서 y를 예측합니다. 여기서는 원점을 지나는 직선이고, 정해야 할 수는 가중치(weight) W 하나입니다:
lab-hypothesis-words = H(x)는 W 곱하기 x
lab-cost = 어떤 W가 가장 좋을까요? 예측이 목표값과 가장 적게 어긋나는 W입니다. 얼마나 어긋나는지를 재는 것이 비용(cost)입니다. 비용은 m개 행에서 구한 차이의 제곱을 평균한 값, 곧 평균 제곱 오차(mean squared error)입니다:
lab-cost-words = W의 비용은 (W 곱하기 x 빼기 y)의 제곱을 모든 행에 걸쳐 평균한 값
lab-cost-lowest = W에 따른 비용은 골짜기 모양입니다. 가장 낮은 점은 접선이 수평인 곳으로, W = { $best }, 비용은 { $least }입니다.

lab-descent-title = 경사 하강법
lab-descent = 경사 하강법(gradient descent)은 시작점에서 평평해질 때까지 비탈을 따라 내려갑니다. W에서 비용이 기울어진 정도가 기울기(gradient) ∇W입니다. W는 갱신할 때마다 그 반대 방향으로, 학습률(learning rate) α가 정하는 만큼 움직입니다:
lab-descent-words = 새 W는 W 빼기 학습률 곱하기 기울기
lab-gradient = 평균 제곱 오차의 기울기는 다음과 같습니다:
lab-gradient-words = 기울기는 (W 곱하기 x 빼기 y) 곱하기 x를 모든 행에 걸쳐 더한 것에 m분의 2를 곱한 값
lab-step = W = { $W }에서 내딛는 한 걸음(step)을 행별로 따져 봅니다: 예측 Wx, 잔차(residual) Wx − y, 그리고 합을 이루는 항 (Wx − y) x입니다.
lab-step-rest = 이 합에서 기울기가 나오고, 기울기에서 한 걸음이 나옵니다:
lab-step-two = 평균의 참 기울기(true gradient)는 이 합에 2/m을 곱한 것입니다. 코드로 쓸 때는 이 계수를 빼거나 다른 계수를 쓰기도 합니다. 각각에 맞는 학습률과 함께 나란히 놓아 보면:
lab-step-scale = { $gradient ->
    [mean] 참 기울기
    [half_sum] 실습 코드 그대로
   *[other] gradient = { $gradient }
}
lab-step-new = 새 W

lab-hand-title = 손으로 하는 경사 하강법
lab-hand = 라이브러리 없이, 아래 반복문이 여기 적힌 그대로 기울기를 계산하며 한 걸음씩 움직입니다. 학습률은 { $lr }입니다. 로그는 한 줄도 빠짐없이 이 반복문이 계산한 것입니다(정밀도 { $dtype }).

lab-torch-title = torch.optim.SGD로 하는 경사 하강법
lab-torch = 이번에는 PyTorch가 합니다. autograd가 비용의 기울기, 곧 참 기울기를 구하고, 옵티마이저(optimizer)가 W를 한 걸음 움직입니다. 학습률은 { $lr }입니다.
lab-torch-three = 첫걸음에서 세 호출이 한 일을 숫자로 보면:
lab-torch-call = 호출
lab-torch-does = 한 일
lab-torch-zero-grad = 앞 걸음의 기울기를 지웠습니다
lab-torch-backward = 비용의 기울기를 W.grad에 넣었습니다: { $gradient }
lab-torch-step = W를 움직였습니다: { $step }
lab-torch-slip = zero_grad가 없으면 backward는 새 기울기를 앞선 기울기들에 계속 더하고, W는 그 합을 따라 움직입니다:
lab-torch-slip-never = W는 { $W }, ... 순으로 움직이며 끝내 자리를 잡지 못합니다. 한 걸음이 지금까지의 기울기를 모두 더한 것이라 W가 바닥을 거듭 지나치는데, 멈추게 하는 것이 없기 때문입니다.
lab-torch-slip-diverged = W는 { $W }, ... 순으로 움직이며 점점 더 멀리 밀려납니다. 한 걸음이 지금까지의 기울기를 모두 더한 것이기 때문입니다.
lab-torch-slip-settled = W는 { $W }, ... 순으로 움직입니다. 이 설정에서는 그래도 가장 좋은 W 가까이에서 끝나지만, 운이 좋았을 뿐입니다.

lab-rates-title = { $same ->
    [one] 기울기도, 학습률도, 로그도 하나
    [yes] 학습률은 둘, 로그는 하나
   *[no] 학습률도 둘, 로그도 둘
}
lab-rates = 손으로 쓴 코드는 { $formula } 식을 계산합니다. 이 값은 autograd가 구하는 참 기울기의 { $ratio }배입니다.
lab-rates-true = 손으로 쓴 코드는 { $formula } 식을 계산합니다. autograd가 구하는 것과 같은 참 기울기입니다.
lab-rates-same = 그래서 손으로 쓴 코드의 학습률이 { $hand }일 때와 참 기울기의 학습률이 { $acts }일 때, W는 똑같이 움직입니다. torch의 학습률은 { $torch }입니다. 걸음이 같으니 로그도 같습니다.
lab-rates-differ = 그래서 손으로 쓴 코드의 학습률이 { $hand }일 때와 참 기울기의 학습률이 { $acts }일 때, W는 똑같이 움직입니다. 그런데 torch의 학습률은 { $torch }이므로 걸음이 다르고, 두 로그도 다릅니다.
lab-rates-formula = 기울기
lab-rates-ratio = 참 기울기
lab-rates-lr = 이 로그의 학습률
lab-rates-stable = 안정 한계 학습률
lab-rates-by-hand = 그렇다면 손으로 쓴 코드에 torch의 학습률 { $lr }, 바로 그 값을 넣으면 어떻게 될까요?

lab-theory-title = 이론, 그리고 이론이 예측한 이 실행
lab-theory = 비용은 W의 이차함수, 곧 포물선입니다. 곡률(curvature) λ 하나가 모든 것을 말해 줍니다. 갱신할 때마다 오차 W − W*에 1 − lr·λ가 곱해집니다(lr은 참 기울기에서의 학습률). 학습률이 { $lr }인 이 실행에서는:
lab-theory-quantity = 양
lab-theory-value = 값
lab-theory-curvature = 곡률 λ
lab-theory-best = 가장 좋은 학습률 1/λ: 한 걸음에 바닥
lab-theory-stable = 안정 한계 학습률 2/λ
lab-theory-best-for = 가장 좋은 학습률, 기울기가 { $formula }일 때
lab-theory-stable-for = 안정 한계, 기울기가 { $formula }일 때
lab-theory-factor = 에폭마다 오차에 곱해지는 수 1 − { $move }
lab-theory-cost-factor = 에폭마다 비용에 곱해지는 수
lab-theory-predicted = 시작점만으로 예측한 값을 실제 실행과 나란히 놓았습니다(실행은 자기 정밀도의 부동소수점으로 계산하므로 끝자리가 다릅니다):
lab-theory-epoch = 에폭
lab-theory-path = 예측한 W
lab-theory-measured = 실행한 W
lab-theory-difference = 차이
lab-theory-cost-times = 비용 ×

lab-pictures-title = 그림
lab-pictures = 비용 곡선 위에서 W가 지나간 길과 걸음마다 그은 접선, 에폭(epoch)에 따른 비용(로그 축), 에폭에 따른 W입니다.
