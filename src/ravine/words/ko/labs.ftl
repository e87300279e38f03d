# 실습을 들려줄 때의 말, 그리고 직접 쓴 실습에 잘못이 있을 때의 말.

labs-step = { $step }단계(모두 { $steps }단계)
labs-prediction = 내려가기 전에: 예측해 보세요
labs-answer = 답
labs-runs = 실행 결과
labs-reply = { $how ->
    [right] 맞았습니다: { $choice }.
    [wrong] 아닙니다. 답은 { $answer }번입니다: { $choice }.
   *[skipped] 답은 { $answer }번입니다: { $choice }.
}
labs-prompt = 몇 번일까요? 1~{ $most } (건너뛰려면 Enter):
labs-prompt-again = 1부터 { $most }까지의 수를 넣거나 Enter만 누르세요.
labs-settings = 실행
labs-outcome = 결과
labs-end = 마지막 비용
labs-to-1-percent = 1%까지 에폭
labs-never = 없음
labs-outcome-converged = 수렴
labs-outcome-still_falling = 아직 내려가는 중
labs-outcome-plateau = 제자리
labs-outcome-saddle = 안장점
labs-outcome-noise_floor = 잡음 바닥
labs-outcome-bouncing = 튀는 중
labs-outcome-diverged = 발산
labs-outcome-interrupted = 중단

labs-unread = { $file }: 실습이 담긴 파일이 필요한데, 읽을 수 없습니다({ $fault }). 이름을 확인하세요.
labs-large = { $file }: 실습은 { $most }바이트 이하여야 하는데, 그보다 큽니다. 데이터를 다른 파일에 담고 data.file에 그 이름을 적으세요.
labs-toml = { $file }: TOML로 쓴 실습이 필요한데, 읽다가 오류가 났습니다({ $fault }). 파일을 고치세요.
labs-kind = { $file }, { $line }번째 줄, { $key }: { $kind ->
    [text] 비어 있지 않은 글이
    [steps] [[step]]이 하나 이상
    [choices] 보기 2~9개의 목록이
   *[table] 키의 표가
} 필요한데, 받은 것은 { $got }입니다. { $kind ->
    [text] 글을 따옴표 안에 쓰세요.
    [steps] 단계마다 [[step]] 줄로 시작하세요.
    [choices] 보기를 {"{"} en = "...", ko = "..." {"}"} 형태로 쓰세요.
   *[table] [{ $key }] 형태로 쓰세요. 글이라면 { $key }.ko = "..." 형태입니다.
}
labs-key = { $file }, { $line }번째 줄: { $known } 가운데 하나를 키로 써야 하는데, 받은 키는 { $key }입니다. 그 키를 고치거나 지우세요.
labs-missing = { $file }, { $line }번째 줄: { $key } 항목이 필요한데 없습니다. 넣어 주세요.
labs-no-language = { $file }, { $line }번째 줄, { $key }: { $known } 가운데 적어도 한 언어로 쓴 글이 필요한데 없습니다. { $key }.ko = "..." 형태로 쓰세요.
labs-bad-answer = { $file }, { $line }번째 줄, { $key }: 맞는 보기의 번호(1~{ $most })가 필요한데, 받은 것은 { $got }입니다. 보기를 1부터 세세요.
labs-experiment = { $file }, { $line }번째 줄, { $key }: { $fault }
labs-figure = 실행에서 잰 값의 이름이 필요한데({ $known } 가운데 하나), 받은 것은 { $figure }입니다. 고치거나, 중괄호를 그대로 쓰려면 {"{{"}, {"}}"}처럼 겹쳐 쓰세요.
labs-figure-no-run = { $figure } 값을 잴 실험이 이 단계나 앞 단계에 있어야 하는데 없습니다. [step.experiment]를 넣으세요.
labs-figure-run = 실행의 번호(1~{ $runs })가 필요한데, 받은 것은 { $figure }입니다. 점 앞의 수를 고치세요.
labs-figure-epoch = 0에서 { $epochs } 사이의 에폭이 필요한데, 받은 것은 { $figure }입니다. 대괄호 안의 수를 고치세요.
labs-figure-unknown = 이런 실행에서 잴 수 있는 값이 필요한데, 받은 것은 { $figure }입니다. 다른 값을 쓰세요. 이론의 값은 제곱 손실(squared loss)에서만 알려져 있습니다.
labs-no-experiment = { $lab }: 실험이 있는 실습이 필요한데, 글만 있습니다. [step.experiment]를 넣으세요.
labs-settled = { $lab }: 설정을 받지 않는데, { $names } 설정을 받았습니다. 실습에 정해진 값이 있습니다. 복사해서 그 사본을 고치세요.

option-no-questions = 물음과 답을 함께 보여 주고, 내 답을 기다리지 않음
option-copied = 실습의 TOML 출력. 내 실습을 만들 때: ravine lab --copy bias > my.toml
labs-keep = descent.keep: 실습의 글은 모든 에폭을 들여다보므로, 에폭을 모두 남겨야 합니다. keep을 빼세요.
