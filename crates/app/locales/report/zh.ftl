# 命令行报告在页面文字之外所用的文字。

## 表头
report-title = { $title }：{ $business }
report-as-of = 截至 { $day }，按 { $instant } 所知
report-policy = 规则 { $policy }（自 { $since } 起）；全店周期 { $days } 天，权重 { $weight }，来自 { $house }
report-house-clients = { $count } 位客户
report-house-defaults = 规则的默认值（客户太少，或尚未计算评分）
report-stars = 星级报告
report-status = 状态报告
report-clients = 客户
report-huddle = 班前会
report-settlement = 结算结果
report-standings = 排名
report-overdue = 逾期未到
report-actions = { $client } 的跟进
report-time = 时间
report-quantity = 数量

## 星级报告
report-behind-figure = 数字背后的客户：{ $command }
report-stars-are = STAR 为其中之一：{ $stars }。
report-stars-full = 该星为满星的客户百分比
report-stars-levels = 按星的客户百分比：满星 / 半星 / 无星 / 为时尚早
report-all-full = 全部满星
report-below-points = { $star }（{ $points } 个百分点）
report-too-few-units = 样本不足：{ $names }
report-status-note = 归属期内没有到访的客户不归属任何人。

## 单个客户
report-total = { $total } 星。
report-referred = 推荐了 { $client }

## 班前会
report-huddle-none = { $day } 没有有效预约。
report-huddle-next = 下一批预约在 { $day }。
report-huddle-none-ahead = 之后也没有预约。
report-huddle-counts = { $bookings } 个预约；{ $chosen } 个已选目标；{ $came } 位已到访。
report-huddle-note = 星级为当天早晨的情况。选择目标：{ $command }
report-proposed = 建议
report-yes = 是

## 结算结果
report-settlement-none = { $day } 没有选择目标。
report-aims-count = { $count } 个目标。
report-settlement-open = { $count } 个属于尚未日终的日子：结果为暂时结果。
report-settlement-corrected = { $count } 个在日终后已更正：排名仍按日终时的结果。
report-corrected-to = 更正为
report-closing = 日终
report-so-far = 暂为{ $outcome }

## 排名
report-week = 周：{ $from } 至 { $to }，按每天日终时所知。
report-month = 月：{ $from } 至 { $to }，按每天日终时所知。
report-standings-open = { $count } 个目标所属的日子尚未日终，未计入。
report-standings-corrected = { $count } 个目标在日终后被更正，仍按日终时计：{ $command }
report-week-nobody = 本周无人获胜：须有达成的目标，且达成与未达成合计满 { $count } 个。
report-month-nobody = 本月无人获得奖金：须有达成的目标，且达成与未达成合计满 { $count } 个。
report-week-winners = 本周优胜者：{ $names }。
report-month-winners = 本月奖金归：{ $names }。
report-standings-note = 达成率为达成目标占达成与未达成目标之和的百分比，附 95% 置信区间；达成与未达成合计少于 { $count } 个：样本不足，不列名次。
report-won = 达成
report-lost = 未达成
report-no-chance = 无机会
report-not-counted = 不计入

## 逾期未到与跟进
report-overdue-counts = { $count } 位客户；风险价值 { $amount }：最近 12 个月的贡献毛益（未扣除间接费用）。
report-overdue-snoozed = 另有 { $count } 位暂缓：用 --snoozed 显示。
report-overdue-note = 认领一位：{ $command }
report-follow-up = 跟进
report-open = 未认领
report-at-stake = 风险价值
report-days-past = 逾期天数
report-actions-none = 还没有人跟进 { $client }。
report-for = 原因
step-claimed = 认领
step-contacted = 联系
step-snoozed = 暂缓
step-closed = 结束
cause-overdue = 逾期未到
cause-lapsed = 已流失
cause-low-score = 评分低
cause-complaint = 投诉
cause-contact-due = 应联系
report-standard = 今日服务准则第 { $number } 条：{ $standard }

## 回测
report-backtest = 回测
report-backtest-what = 用本店自己的过去检验：哪种模型或简单规则最能预测谁会来。
backtest-none = 还没有做过回测。店主可在“规则”页面运行；在服务器上可用“regulars backtest”运行。
backtest-asked = 于 { $split } 日终，仅凭此前发生的事预测：谁会在 { $days } 天内到来？当时全店周期为 { $interval } 天。
backtest-best-in-force = 现行规则（{ $best }）最好：布里尔分数 { $brier }。
backtest-best = 最好的是 { $best }，布里尔分数 { $brier }。现行规则（{ $rule }）为 { $rule_brier }，高出 { $difference }。
backtest-level = 布里尔分数最低的是 { $best }：{ $brier }。现行规则（{ $rule }）为 { $rule_brier }，高出 { $difference }；两者分不出高下。
backtest-told = { $at } 的回测，于 { $split } 日终预测此后 { $days } 天：{ $verdict }
backtest-stale = 当时的规则与现在不同：请重新运行。
backtest-unfit = { $method } 无法拟合：{ $reason }。
backtest-too-few = 经历不同的客户太少
backtest-alike = 没有人来过第二次，或所有人都一样
backtest-untold = 账目无法确定它的某个参数
backtest-no-maximum = 没有找到最佳拟合
backtest-of-all = 当时已来过的全部客户
backtest-of-first = 只来过一次的客户
backtest-of-repeat = 来过多次的客户
backtest-method = 模型或规则
backtest-clients = 客户
backtest-came = 来了
backtest-brier = 布里尔分数
backtest-auc = 排序（AUC）
backtest-right = 判断正确
backtest-gone = 判为流失
backtest-totals = 总量误差
backtest-leads = 布里尔分数最低的 { $best } 与其他相比
backtest-difference = 比最好的高出
backtest-apart = 能否分出高下
backtest-yes = 能
backtest-no = 不能
backtest-calibration = 预测概率与实际到来
backtest-as-told = 与预测一致
backtest-told-chance = 预测概率
backtest-came-share = 实际到来的比例
backtest-parameters = 模型参数（时间以周计）
backtest-parameter = 参数
backtest-estimate = 估计值
backtest-standard-error = 标准误
backtest-log-likelihood = 对数似然
backtest-run = 运行回测
backtest-run-hint = 需要几秒钟，账目大时更久；不会改动任何数据。
backtest-running = 回测正在运行。完成后结果会显示在这里：请稍后再看。
method-own = 间隔超过自身周期的 { $factor }
method-fixed = 间隔超过 { $days } 天
method-recency = 离开最久者排最后（仅排序）
method-policy = 现行规则

## 流失
report-defection = 流失
report-defection-period = { $from }开始时活跃的客户中，{ $to }结束时已经流失的
report-defection-too-early = 为时尚早：该时段有 { $days } 天，而流失规则需要 { $window } 天才能判断。
report-defection-names = 流失的客户，以及他们在该时段之前一年带来的贡献
report-active = 期初活跃
report-lost-clients = 流失
defection-rate = 流失率
report-annual = 折合全年
report-won-back = 赢回
report-gained = 首次到访
report-year-before = 此前一年
