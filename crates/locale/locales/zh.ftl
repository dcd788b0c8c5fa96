# 页面、打印文件与命令行共用的文字。

## 日期
date = { $year }年{ $month }{ $day }日
date-weekday = { $year }年{ $month }{ $day }日{ $weekday }
date-month = { $year }年{ $month }
date-birthday = { $month }{ $day }日
weekday-1 = 星期一
weekday-2 = 星期二
weekday-3 = 星期三
weekday-4 = 星期四
weekday-5 = 星期五
weekday-6 = 星期六
weekday-7 = 星期日
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月
month-long-1 = 1月
month-long-2 = 2月
month-long-3 = 3月
month-long-4 = 4月
month-long-5 = 5月
month-long-6 = 6月
month-long-7 = 7月
month-long-8 = 8月
month-long-9 = 9月
month-long-10 = 10月
month-long-11 = 11月
month-long-12 = 12月

## 星的级别
level-full = 满星
level-half = 半星
level-none = 无星
level-too-early = 为时尚早

## 客户状态
status-prospect = 潜在客户
status-new = 新客户
status-active = 活跃
status-overdue = 逾期未到
status-lapsed = 已流失
status-returned = 回归
status-defected = 已离开
status-let-go = 我们主动放弃

## 目标的结果
outcome-open = 未日终
outcome-won = 达成
outcome-lost = 未达成
outcome-no-chance = 无机会
outcome-not-counted = 不计入
