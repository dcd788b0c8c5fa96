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

## 排名表
report-league = 排名表
report-league-what = 员工、门店或区域并列比较，并说明其中有多少只是偶然。
league-figure = 指标
league-within = 比较范围
league-of = 仅限该门店或区域（代码）
league-why = 即使服务一样好，也总有人排第一、有人排最后，而客户越少，波动越大。因此只有超出与其客户数相应的界限，才算不同；名次也只给到排除偶然后能分清的程度。差异不一定来自服务：这是相关，不是因果。
league-empty = 没有可以比较的单位。
league-alone = 样本足够的单位不足两个，无从比较。
league-level = 全部合计为 { $house }。各单位之间没有可测的差异：各自的数值都完全收缩到合计。
league-weight = 全部合计为 { $house }。客户达到 { $weight } 位以上时，单位自身的数值比合计更有分量。
league-shrunk = 收缩后
league-outer-low = 99.8% 下限
league-inner-low = 95% 下限
league-inner-high = 95% 上限
league-outer-high = 99.8% 上限
league-place = 相对界限
league-not-apart = 分不出先后
league-contribution = 每位客户 12 个月的贡献毛益
league-star-full = { $star }满星
league-house = 全部合计
league-inner = 95% 界限
league-outer = 99.8% 界限
league-units = 各单位，界限以外的标出名称
lies = 相对界限
lies-inside = 界限以内
lies-low = 低于 95% 界限
lies-high = 高于 95% 界限
lies-very-low = 低于 99.8% 界限
lies-very-high = 高于 99.8% 界限

## 月报
report-pack = 月报
report-pack-what = 一个月里门店有什么变化、发生在谁那里、该关注哪些客户。
pack-title = { $unit } { $month }月报
pack-month = 月份
pack-everyone = 全店
pack-empty = 这里还没有客户。
pack-changed = 有什么变化
pack-figure = 指标
pack-since-month = 与上月相比
pack-since-year = 与上年同月相比
pack-note = 只有偶然无法解释的变化（99% 区间）才称为上升或下降。不足 { $count } 位客户的比例和均值：样本不足。
pack-active = 活跃客户
pack-defection-year = 12 个月流失率
pack-contribution = 当月贡献毛益
pack-star = 与{ $month }相比，变化最大的是“{ $star }”：满星比例 { $points } 个百分点。
pack-no-star = 与{ $month }相比，没有哪颗星的变化超出偶然。
pack-statuses = 月末各状态的客户
pack-with-whom = 客户在谁那里流失，说明该去问谁，而不是谁造成的：员工各有不同的客户、日子和价格。
pack-staff = 当月流失的是谁的客户
pack-active-start = 月初活跃
pack-staff-more = 另有 { $count } 人，流失的客户不比上面的多。
pack-lost = 当月流失的客户：此前一年带来的贡献
pack-overdue = 月末逾期未到的客户：风险价值
pack-behind = 落后于成长路径、两周内会来的客户
pack-improved = 当月进步最大的客户
pack-total = 星数
pack-total-before = 此前星数
shift = 变化
shift-rose = 上升
shift-fell = 下降
shift-unclear = 不明显

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
