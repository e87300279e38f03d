# 갱신 규칙과 학습률 스케줄: 쓸 수 없는 설정.

setting-number = { $name }: { $range } 범위의 유한한 수가 필요한데, 받은 값은 { $got }입니다. { $example }부터 시도해 보세요.
setting-pair = { $name }: 수 두 개가 필요한데, 받은 값은 { $got }입니다. { $example }부터 시도해 보세요.
setting-flag = { $name }: True나 False여야 하는데, 받은 값은 { $got }입니다. { $example }부터 시도해 보세요.
setting-whole = { $name }: 0보다 큰 정수가 필요한데, 받은 값은 { $got }입니다. { $example }부터 시도해 보세요.
setting-word = { $name }: { $known } 중 하나여야 하는데, 받은 값은 { $got }입니다. 그중 하나를 고르세요.
setting-schedule = 스케줄(schedule)의 { $step }번째 걸음(0부터 셈): 0 이상의 유한한 수가 필요한데, 받은 값은 { $got }입니다. 이 걸음에서 돌려주는 값을 고치세요.
setting-nesterov = nesterov: momentum이 0보다 크고 dampening이 0이어야 하는데, 받은 값은 momentum { $momentum }, dampening { $dampening }입니다. momentum 0.9, dampening 0부터 시도해 보세요.
setting-step-sizes = step_sizes: 가장 작은 값 다음에 가장 큰 값이 와야 하는데, 받은 값은 { $least }, { $most }입니다. 둘을 바꾸어 쓰세요.
setting-unknown = { $rule }: 이 규칙에 있는 설정({ $known })만 쓸 수 있는데, 받은 설정은 { $name }입니다. 빼거나 다른 규칙을 고르세요.
setting-torch-rule = 엔진 torch: torch.optim에도 있는 규칙이 필요한데, 받은 것은 { $got }입니다. engine을 빼면 손으로 걸음을 계산합니다.
