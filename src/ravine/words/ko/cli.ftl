# 터미널.

cli-ravine = ravine은 경사 하강법(gradient descent)을 들여다보는 도구입니다. 내 경사 하강은 무엇을 하고 있고, 왜 그러며, 무엇이 더 나을까요? 먼저 이렇게 해 보세요: ravine lab
cli-lab = 첫 실습 "Minimizing cost"를 처음부터 끝까지, 손으로 그리고 torch.optim으로: 이야기, 로그, 그림.
cli-run = 내 데이터로 하는 경사 하강법(gradient descent): 로그, 가장 좋은 직선, 무엇을 했고 왜 그랬는지.
cli-theory = 아무것도 실행하지 않고 이론이 내 데이터에 대해 아는 것: 곡률, 한계, 가장 좋은 학습률(learning rate).

cli-epochs = 에폭
cli-interrupted = 중단했습니다.
cli-picture = 그림 { $file }: { $title }
cli-saved = 그림 { $count }장을 저장했습니다: { $folder }/
cli-open = 페이지 파일: { $file } (브라우저에서 여세요)

usage-usage = 사용법:
usage-options = 옵션
usage-verbs = 명령
usage-help = 도움말: { $command }
usage-extra = 소스 뒤에 더 올 것이 없는데 있습니다: { $words }. 빈칸이 든 이름은 따옴표로 감싸세요.
usage-no-option = { $option }: 그런 옵션은 없습니다.{ $near ->
    [no] {""}
   *[other] {" "}혹시 { $near }?
}
usage-no-verb = { $verb }: 명령도 아니고 여기 있는 파일도 아닙니다.
usage-option-value = { $option } { $takes ->
    [nothing] 옵션에는 값을 붙이지 않습니다.
   *[value] 옵션 뒤에 값이 와야 합니다.
}
usage-missing = { $name } 자리가 비었습니다. 무엇을 볼지, 이를테면 데이터 파일 이름을 적으세요.
usage-bad-value = { $name }: { $expected } 자리에 { $got }.
usage-number = 유한한 수(보기: 0.1, 1e-3, 3/28){ $word ->
    [no] {""}
   *[other] {" "}또는 낱말 { $word }
}
usage-count = { $least } 이상의 정수
usage-one-of = 다음 가운데 하나({ $words })
usage-no-pictures = --no-pictures 옵션은 --pictures, --show 옵션과 함께 쓸 수 없습니다.
usage-torch-lr = --torch-lr 옵션에는 --engine torch 또는 both가 필요합니다.

option-help = 이 도움말
option-version = 버전
option-lang = 언어. 없으면 RAVINE_LANG, 그것도 없으면 시스템의 언어
option-as-json = 표준 출력에 JSON 문서 하나만
option-plain = 테두리도 진행 막대도 없이, 수식은 말로
option-lr = { $verb ->
    [lab] 손으로 할 때의 학습률(learning rate). torch는 같은 걸음이 되는 값을 씁니다
   *[other] 그 기울기 척도에서의 학습률(learning rate). auto: 이 에폭 수에 가장 좋은 값
}
option-torch-lr = torch.optim.SGD의 학습률
option-start = { $verb ->
    [lab] 첫 갱신 전의 W
   *[other] 첫 갱신 전의 W: 모두에 수 하나, 또는 열마다 하나씩 그리고 b
}
option-epochs = 갱신 횟수
option-engine = { $verb ->
    [lab] 두 실행 가운데 할 것 (both)
   *[other] 누가 계산하나: 모든 행에 대해 우리 규칙(hand), PyTorch, 또는 둘 다 하고 비교
}
option-gradient = { $verb ->
    [lab] 손으로 할 때의 기울기(gradient) 척도: mean(참된 기울기), sum, half_mean, half_sum(실습에 적힌 대로)
   *[other] 기울기(gradient)의 척도: mean(참된 기울기), sum, half_mean, half_sum
}
option-dtype = { $verb ->
    [lab] 정밀도 (float32)
   *[other] 정밀도 (float64)
}
option-pictures = { $verb ->
    [lab] 그림을 저장할 폴더 (ravine-lab-03/)
   *[other] 실행의 그림을 저장할 폴더
}
option-no-pictures = 그림을 저장하지 않음
option-show = 그림까지 든 실습 페이지를 브라우저에서 열기
option-target = 예측할 열. 없으면 열의 목록을 보여 줍니다
option-features = 예측에 쓸 열 (수가 든 나머지 열 모두)
option-feature = 같은 일을 이름 하나씩, 이름에 쉼표가 있을 때
option-drop-missing = 빈칸이 있는 행을 빼고 몇 개인지 알림
option-decimal = 텍스트 파일의 소수점 기호
option-encoding = 텍스트 파일의 인코딩 (utf-8)
option-no-bias = b 없이, 원점을 지나는 직선
option-standardize = 평균 0, 표준편차 1인 열로 바꾸어 하강
option-every = N번째 에폭마다 보이기 (약 20줄)

columns-title = { $file }: 행 { $count }개
columns-name = 열
columns-kind = 내용
columns-numbers = 수
columns-text = 글
columns-command = 어느 열을 예측할까요? 그 이름을 target으로 적으세요. 보기:
