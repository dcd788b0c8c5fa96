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

## 价值
report-value = 最有价值客户
report-value-what = 哪些客户贡献最多，整体有多依赖他们，以及谁带来了其他客户。
report-value-units = 贡献集中在多少客户身上
report-top = 前 { $percent }
report-value-below-zero = 负贡献客户
report-value-negative = { $count } 位客户在 12 个月内的花费高于带来的贡献：合计 { $amount }。
report-value-curve = 多大比例的客户带来多大比例的贡献
report-value-of-clients = 客户占比
report-value-of-contribution = 贡献占比
report-value-share-year = 占比（12 个月）
report-value-share-ever = 占比（有史以来）
report-value-alike = 若每人贡献相同
report-value-clients = 12 个月内贡献最多的客户
report-value-ever = 有史以来的贡献
report-value-simple = 未来 12 个月预期（简单规则）
report-value-referrers = 谁带来了其他客户
report-value-referred = 直接推荐
report-value-referred-brought = 其贡献
report-value-later = 再往下推荐
report-value-later-brought = 其贡献（再往下）
report-value-referral-value = 推荐价值
report-bread-and-butter = 主力项目
report-bread-and-butter-what = 最有价值的客户买什么，与其他客户有何不同。
report-top-percent = 前百分之几的客户
report-category = 类别
report-none-named = （未注明）
report-nothing-bought = 这 12 个月内没有人购买。
report-bread-told = 最有价值：{ $clients } 位客户，为 12 个月内有购买者的前 { $percent }；每位贡献不低于 { $least }。其他客户：{ $others } 位。
report-bread-contribution = 贡献（最有价值客户）
report-bread-share = 占其贡献
report-bread-share-others = 占其他客户的贡献
report-bread-buyers = 其中购买者
report-bread-buyers-others = 其他客户中购买者
report-bread-ratio = 倍数
report-bread-clients = 购买过的最有价值客户
report-gaps = 空缺
report-gaps-what = 哪些服务和商品常被同时购买，以及哪些客户只买其一。
report-gaps-tried = 12 个月内有 { $clients } 位客户购买。有 { $offerings } 项被至少 { $least } 位客户购买：共检验 { $pairs } 对，所列之中预计因偶然而来的不超过 5%。
report-gaps-left-out = 另有 { $count } 项未纳入：不在购买客户最多的 { $most } 项之内。
report-gaps-none = 没有哪些项目被同时购买的次数超出偶然。
report-gaps-correlation = 这只是相关：它提示值得向客户问什么，并不表示客户会购买。
report-gaps-pairs = 常被同时购买的项目
report-gaps-more = 另有 { $count } 对未显示。
report-gaps-given = 购买了
report-gaps-offered = 也购买
report-gaps-support = 两者都买的客户
report-gaps-confidence = 占前者购买者
report-gaps-base = 占全体
report-gaps-lift = 可能性倍数
report-gaps-clients-behind = 未买后者的客户
report-gaps-clients = 有空缺的客户，价值最高的在前
report-client-gaps = 相似客户还会购买
report-client-no-gaps = 没有空缺：相似客户购买的这里也有购买，或者所知太少。
report-client-gap = { $offered }（购买{ $given }者中的 { $share }）
report-earning-power = 增收潜力
report-earning-power-what = 拥有某颗星的客户比没有它的相似客户多贡献多少，以及对每位员工或每家门店意味着多少。
report-earning-correlation = 这只是相关：喜欢来的客户既有星也愿意消费。没有人知道赢得一颗星是否会带来这笔钱。商品消费之星本身就由计入贡献的销售构成。
report-earning-coarse = 对某些星来说，其他各星都相同的客户太少：此时其他星只区分是否满星。
report-earning-stars = 按星，每位客户每年
report-earning-having = 拥有
report-earning-missing = 缺少
report-earning-having-matched = 拥有者中参与比较
report-earning-missing-matched = 缺少者中参与比较
report-earning-groups = 相似客户组
report-earning-left-out = 未纳入的组
report-earning-difference = 每年差额
report-earning-units = 缺星客户数乘以差额
report-earning-power-year = 每年增收潜力
report-earning-all-stars = 所列各星合计

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
