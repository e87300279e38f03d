# 어디서나 쓰는 낱말.

epochs = { $count }에폭(epoch)
