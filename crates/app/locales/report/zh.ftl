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
cause-win-back = 赢回客户
report-standard = 今日服务准则第 { $number } 条：{ $standard }

## 原因、赢回、部分流失
report-reasons = 离开原因
report-reasons-what = 客户自己说为什么离开，以及有多少人什么都没说。
reasons-silent = 期内流失的 { $lost } 位客户中，{ $silent } 位一声不响地离开（{ $share }）。
reasons-spoke = 这些原因来自开口的人：沉默离开的人可能另有原因。
reasons-none = 期内没有登记离开的客户。
reasons-share = 占登记的比例
reasons-value = 前一年价值
reasons-by-unit = 按单位
reasons-declared = 登记离开
reasons-most-named = 提到最多
reasons-silent-clients = 一声不响
reasons-silent-share = 沉默比例
reasons-words = 他们的原话，最近的在前
reasons-competitors = 提到的竞争对手
reasons-named-once = 仅由一位客户提到
report-win-back = 赢回
report-win-back-what = 已离开但值得一通电话的客户，以及联系后的结果。
win-back-who = 已流失和已离开的客户，价值高的在前；不含去世、搬走、不再需要或我们主动放弃的客户。请从客户页面认领。
win-back-none = 没有可能回来的离开客户。
win-back-names = 谁值得一通电话
win-back-last-year = 最后一年
win-back-best-year = 最好一年
win-back-since = 离开日期
win-back-consent = 可否寄送
win-back-contacts = 联系方式
win-back-follow-up = 未结跟进
win-back-yes = 可以
win-back-no = 不可以
win-back-unknown = 未询问
win-back-outcome = 联系后的结果
win-back-contacted = 已联系
win-back-came = 已回来
win-back-share = 比例
win-back-correlation = 从首次联系起 { $days } 天内计。这是相关性：有些人不打电话也会回来。
report-fading = 部分流失
report-fading-what = 还在来、但消费远低于自己一年水平的客户。
fading-rule = 最近 3 个月净销售额比自己此前一年的四分之一低 { $percent }% 以上的客户。
fading-none-judged = 还没有认识够久、可以评判的客户。
fading-none = 没有人跌得这么多。
fading-judged = 已评判
fading-clients = 部分流失
fading-share = 比例
fading-missing = 本季缺口
fading-names = 部分流失的客户，按其一年所带来的排序
fading-usual = 平常一季
fading-quarter = 本季
fading-fall = 下降

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
report-let-go = 我们主动放弃
report-year-before = 此前一年
