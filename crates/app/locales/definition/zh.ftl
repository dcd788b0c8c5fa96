# 各项数字的含义，译自 `domain` 中代码旁的英文。`english` 是该英文 SHA-256 的开头：英文一旦改动，
# 测试就会要求重新核对译文。

rebooked = 已预约下次
    .english = b28146c4ed52
    .unit = 小时
    .numerator = 从上次到访结束到作出一个仍有效预约之间的小时数。
    .exclusions = 日期不晚于截至日或上次到访日的预约、已取消的预约，以及已被到访使用的预约。
    .text = 满星：仍有效的预约在上次到访结束后 24 小时内作出，或早已在预约簿中。半星：仍有效的预约在此之后作出。无星：没有后续预约。预约有效是指：日期在截至日之后，未被取消，且没有到访带有它的关联号。不知道结束时间的到访，视为开始即结束。
    .source = Regulars 自有定义

product_spend = 商品消费
    .english = eaadd2ba0a32
    .unit = 金额
    .numerator = 统计期内商品的净销售额。
    .exclusions = 服务、小费和退款：退款并不说明退的是什么。
    .text = 满星：统计期（12 个月）内的商品销售额达到阈值。半星：达到半星阈值；半星阈值为 0 时，任何商品都算。
    .source = Regulars 自有定义

breadth = 广度
    .english = da7a0992df4e
    .unit = 服务类别
    .numerator = 统计期内各项服务的不同类别数。
    .exclusions = 商品，以及没有类别的服务。
    .text = 满星：统计期（12 个月）内有 3 个或以上类别的服务。半星：2 个类别。它奖励尝试新项目，而不是同样的项目做得更多。
    .source = Regulars 自有定义

assortment = 品类
    .english = 9e5f8dafda4c
    .unit = 类别
    .numerator = 统计期内所有明细的不同类别数，商品与服务一并计算。
    .exclusions = 没有类别的明细。
    .text = 满星：统计期内明细的类别数达到阈值。半星：达到半星阈值。
    .source = Regulars 自有定义

rhythm = 节奏
    .english = 28646403b3a9
    .unit = 自身周期的倍数
    .numerator = 最近间隔的天数：最近两个到访日之间的间隔；若距最近到访日的天数更长，则取后者。
    .denominator = 自身周期的天数。
    .exclusions = 只来过一次、尚未超过半星阈值的客户：为时尚早。
    .text = 满星：最近间隔不超过自身周期的 1.25 倍。半星：不超过 1.75 倍。尚未结束的间隔一旦更长就计入，因此不再来的客户无须再来一次就会失去这颗星。自身周期是客户的平均间隔，向全店平均收缩。
    .source = Regulars 自有定义

referral = 推荐
    .english = 6cff1be8fd84
    .unit = 客户
    .numerator = 由该客户推荐的客户。
    .exclusions = 统计期之前作出、被推荐人仍未到访的推荐。
    .text = 满星：由该客户推荐的人在统计期（12 个月）内首次到访或开始合同。半星：统计期内推荐过一位客户，但对方尚未到访。
    .source = Regulars 自有定义

frequency = 频次
    .english = c7f00f0e7ff6
    .unit = 到访日
    .numerator = 统计期内客户到访的天数。
    .exclusions = 同一天的第二次到访。
    .text = 满星：统计期内的到访日数达到阈值。半星：达到半星阈值。
    .source = Regulars 自有定义

spend = 消费额
    .english = 8deabd4b1d6f
    .unit = 金额
    .numerator = 统计期内的净销售额：到访、服务、商品和合同费用，减去退款。
    .exclusions = 小费。
    .text = 满星：统计期内的净销售额达到阈值。半星：达到半星阈值。
    .source = Regulars 自有定义

spend_kept = 消费保持
    .english = c0d7b6bb9bd1
    .unit = 百分比
    .numerator = 最近 3 个月的净销售额。
    .denominator = 此前 12 个月净销售额的四分之一。
    .exclusions = 小费。首次到访不足 15 个月的客户：为时尚早。此前 12 个月没有消费的客户：无星。
    .text = 满星：最近 3 个月的消费，占自身上一年平均季度的百分比达到阈值。半星：达到半星阈值。它显示部分流失：客户仍来，但消费下降。此星不使用统计期。
    .source = Regulars 自有定义

contracts = 合同
    .english = a988a04ccfc7
    .unit = 合同
    .numerator = 截至日有效的合同数。
    .exclusions = 提前终止的合同，以及已过最后一天的合同。
    .text = 满星：有效合同数达到阈值。半星：达到半星阈值。此星不使用统计期。
    .source = Regulars 自有定义

renewals = 续约
    .english = b3aea194442e
    .unit = 续约
    .numerator = 统计期内的合同续约次数。
    .exclusions = 合同的首次开始。
    .text = 满星：统计期内的续约次数达到阈值。半星：达到半星阈值。
    .source = Regulars 自有定义

tenure = 客龄
    .english = be9dd03f5e63
    .unit = 月
    .numerator = 自首次到访或首份合同开始以来的整月数。
    .exclusions = 潜在客户：为时尚早。
    .text = 满星：月数达到阈值。半星：达到半星阈值。此星不使用统计期。
    .source = Regulars 自有定义

aims_won = 达成的目标
    .english = 42c0e7b2cfb3
    .unit = 占目标的百分比
    .numerator = 达成的目标：客户来了，且这颗星因当天发生的事而上升。
    .denominator = 已日终的日子里达成或未达成的目标。
    .exclusions = 客户未到的目标（无机会）；早晨已是满星、或当天从规则中移除的星的目标（不计入）。
    .text = 目标是一名员工在一天里为一位客户争取的一颗星。截至当天，分别在计入与不计入当天事件的情况下评判这颗星，因此它只因当天的事件而上升。按日终时所知评判（除另有说明外，为门店当地午夜）；之后的更正列在旁边，不改变排名。附 Wilson 95% 区间；达成与未达成合计少于 5 个（除另有说明外）的不排名，达成率相同者名次相同。
    .source = Regulars 自有定义；Wilson 1927

change = 变化
    .english = b4c31ee2e4d9
    .unit = 星
    .numerator = 截至当天的平均总星数，减去截至较早一天的平均总星数。
    .exclusions = 仅当两天都至少有 20 位客户时才给出。
    .text = 与 7 天前（上周）和 3 个月前（上季度）相比。两边都用相同的规则和相同的全店节奏，按同一时刻所知计算，各自采用当天有归属的客户。
    .source = Regulars 自有定义

contribution = 贡献毛益
    .english = 850555e21aed
    .unit = 金额
    .numerator = 净销售额减去所售项目的成本。
    .exclusions = 小费，以及全部间接费用：它不是利润。
    .text = 到访、服务、商品和合同费用的净销售额，减去退款；再减去成本：明细或服务项目注明成本的按其成本，否则按类别毛利率推算，再否则按默认毛利率。分别给出自始以来和截至日之前 12 个月的数额。
    .source = Regulars 自有定义

credit = 归属
    .english = 7bbf5bfa0f69
    .unit = 员工与门店
    .numerator = 客户计入哪位员工和哪家门店。
    .exclusions = 归属期内没有到访（也没有有效合同）的客户不计入任何人。
    .text = most（默认）：12 个月内服务到访次数最多的人；次数相同时以最近一次到访为准。last：服务最近一次到访的人。named：指定的负责人，没有指定时同 most。每位客户同一时间只计入一位员工和一家门店，因此百分比可以相加。
    .source = Regulars 自有定义

full_star_share = 全部满星的客户
    .english = 8eeb6b4fff3d
    .unit = 占客户的百分比
    .numerator = 每颗星都是满星的有归属客户。
    .denominator = 有归属的客户。
    .exclusions = 归属期内没有到访的客户。
    .text = 用客户的百分比，使新老员工站在同一水平上。附 Wilson 95% 区间；少于 20 位客户时样本不足。
    .source = Regulars 自有定义；Wilson 1927

growth_path = 成长路径
    .english = 2abda7b5c91d
    .unit = 星
    .numerator = 按客户首次到访以来的整月数，应有的总星数。
    .exclusions = 潜在客户没有。
    .text = 规则按月列出应有的总星数（默认九个月内从 1 到 5）；最后一项此后一直适用。总星数低于它的客户即落后于路径。
    .source = Regulars 自有定义

mean_total = 平均总星数
    .english = 31ff87945724
    .unit = 星
    .numerator = 所有有归属客户的星数，半星按一半计。
    .denominator = 有归属的客户。
    .exclusions = 为时尚早的星不计数。
    .text = 归属于该单位的客户的平均星数。少于 20 位客户时也给出，但不作比较。
    .source = Regulars 自有定义

next_step = 下一步
    .english = 3c9320eb3fa8
    .unit = 星
    .numerator = 按规则的顺序，第一颗尚未满的星。
    .exclusions = 每颗星都已满的客户没有下一步；首次到访且已赢得首访之星的也没有。
    .text = 首次到访时，唯一的目标是规则指定的首访之星（默认 rebooked，即已预约下次）：不强行推销。之后，是按规则顺序第一颗尚未满的星。截至日当天的预约不再算作已预约下次，因此今天要来的客户都会被询问下一次预约。
    .source = Regulars 自有定义

own_interval = 自身周期
    .english = d6119381b96a
    .unit = 天
    .numerator = 各到访日之间所有间隔的天数之和，加上 m 乘以全店平均间隔。
    .denominator = 间隔的个数，加上 m。
    .exclusions = 同一天的两次到访算一个到访日。尚未结束的间隔不计入。
    .text = 客户的平均间隔，向全店平均收缩：(t_x + m × 合并均值) / (x + m)。m 是客户内方差除以客户间方差，由本店自己的间隔估计；合并均值按 x / (x + m) 为每位客户加权。有间隔的客户少于 20 位，或重复间隔少于 20 个的店，采用规则的默认值。全店节奏在计算评分时估计，并作为一个版本保存。
    .source = Regulars 自有定义；Searle、Casella 与 McCulloch 1992

star_share = 各星占比
    .english = e4ea36bb1acf
    .unit = 占客户的百分比
    .numerator = 该星为该级别（满星、半星、无星、为时尚早）的有归属客户。
    .denominator = 有归属的客户。
    .exclusions = 归属期内没有到访的客户。
    .text = 对每颗星，满星、半星、无星和为时尚早的客户百分比；四者合计 100。附 Wilson 95% 区间；少于 20 位客户时样本不足。
    .source = Regulars 自有定义；Wilson 1927

star_to_train = 待训练之星
    .english = 28721af1d797
    .unit = 星
    .numerator = 全店该星满星客户的百分比，减去本单位的百分比。
    .exclusions = 少于 20 位客户的单位：样本不足。每颗星都低于全店不到一个百分点的单位没有。
    .text = 满星百分比低于全店最多的那颗星，以百分点计；相同时按规则的顺序。全店是所有有归属的客户，包括本单位。这是百分比之差，不是因果的证明。
    .source = Regulars 自有定义

backtest = 回测
    .english = b2583a615b54
    .numerator = 每种模型和每条简单规则在过去某一天会说什么，与此后客户的实际行为对照。
    .denominator = 截至那一天已来过的客户。
    .exclusions = 那一天之后才首次到来的人。此后发生的事，任何模型和规则都不知道：全店周期也按那一天计算。
    .text = 问题是客户是否会在期限内到来：默认期限为 13 周与两倍全店周期中的较长者，从一年前的某日起算。MBG/CNBD-k、BG/NBD 和 Pareto/NBD 用截至那一天的账目拟合，为每位客户给出概率；低于一半即判为流失。规则只说是或否：own（间隔超过自身周期的若干倍）、fixed（超过若干天），以及现行规则（若与前两者不同）；recency 只排顺序，离开最久者排最后。只来过一次的客户和来过多次的客户分开列出，因为许多只来过一次的人再也不来。
    .source = DOMAIN：流失规则；Wübben 与 von Wangenheim 2008

brier_score = 布里尔分数
    .english = 82731f419081
    .unit = 0 到 1，越小越好
    .numerator = 各客户的预测概率与实际结果（到来为 1，未来为 0）之差的平方和。
    .denominator = 截至回测日已来过的客户。
    .exclusions = recency，它不给出概率。
    .text = 0 表示未卜先知。给所有人同一个平均概率，得到到来比例 ×（1 − 到来比例），最多 0.25：高于此值的方法还不如平均值。只说是或否的规则，说错一次误差为 1，所以它的分数就是判断错误的比例。
    .source = Brier 1950

ranking_auc = 排序（AUC）
    .english = fe5f93176e18
    .unit = 配对比例
    .numerator = 由一位在期限内到来的客户和一位未来的客户组成的配对中，方法把前者排在后者之前的配对；并列算一半。
    .denominator = 所有这样的配对。
    .exclusions = 样本不足：所有客户都来了，或无人到来。
    .text = 1 为完美排序，0.5 等于碰运气。模型按概率排序，按间隔的规则按间隔排序（own：以自身周期为单位），recency 按距上次到访的天数排序。95% 区间按 DeLong 方法在对数胜算上计算，因此不会越过 0 和 1。
    .source = DeLong、DeLong 与 Clarke-Pearson 1988

right_calls = 判断正确
    .english = f2b7a142839c
    .unit = 客户百分比
    .numerator = 方法正确判断其会或不会在期限内到来的客户。
    .denominator = 截至回测日已来过的客户。
    .exclusions = recency 不说是或否。
    .text = 模型的概率达到一半即为“是”。附威尔逊 95% 区间。旁边是该方法判为流失的比例：若多数客户都不再来，把所有人判为流失往往正确，却毫无用处，因此要与排序和布里尔分数一起看。
    .source = Wilson 1927

totals_error = 总量误差
    .english = bf5663faacb7
    .unit = 到访日
    .numerator = 截至期限内每周末，全部客户合计的预期到访日与实际到访日之差（不论正负）。
    .denominator = 期限内的周数。
    .exclusions = 回测日之后才首次到来的客户的到访日；同一天的两次到访算一个到访日。recency，它不预期数量。
    .text = 说明一种方法能否用来安排座位、库存和人手。规则的预期是：凡未判为流失的客户，每个自身周期来一次。
    .source = Regulars 自定义

calibration = 校准
    .english = 2e297b7d5877
    .unit = 客户百分比
    .numerator = 按模型给出的到来概率从低到高把客户分成十组，各组在期限内到来的人数。
    .denominator = 该组的客户。
    .exclusions = 规则，它们不给出概率。
    .text = 旁边是模型对该组给出的平均概率。正确的模型落在对角线上：概率为 30% 的客户，十人中来三人。概率相同的客户归入同一组，因此各组大小可能不同，也可能不足十组。附威尔逊 95% 区间。
    .source = Wilson 1927；SCIENCE：规律到访

best_rule = 最佳方法
    .english = d70316b9b654
    .numerator = 布里尔分数最低的方法，以及它比其他各方法低多少。
    .exclusions = recency，它不给出概率。这只是一家店的一段时期：换一段时期结果可能不同。
    .text = 差值的 95% 区间用配对自助法得出：客户被重新抽取一千次，每次都用同一批客户比较两种方法。区间包含 0 表示两者分不出高下；那就用较简单的一种。
    .source = Efron 与 Tibshirani 1993

defection_rate = 流失率
    .english = 234471db386c
    .unit = 占客户的百分比
    .numerator = 期初活跃的客户中，期末已经流失的客户。
    .denominator = 期初活跃的客户：在前一天结束时为新客户、活跃、逾期未到或回归的客户。
    .exclusions = 此前从未到访的客户，以及当时已经流失的客户。在期内流失又回来的客户，期末不算流失。
    .text = 状态按规则的流失规则，在两天结束时判断，依据报告时刻所知的事实：打印过的时段，以当时所知再问，结果相同。客户计入期初所归属的员工和门店。附 Wilson 95% 区间；客户少于规则的最低人数时，样本太少。为时尚早：时段比流失规则所需的时间更短（own：全店周期的相应倍数；fixed：其天数；contract：宽限天数），许多已经离开的客户还看不出来。n 天内的流失率 d 折合全年为 1 - (1 - d)^(365 / n)：全年都如此的代价；不足一个季度时波动很大。
    .source = Regulars 自有定义，参照 Reichheld 与 Sasser 1990；Wilson 1927

referral_value = 推荐价值
    .english = 6b5d64c03b19
    .unit = 金额
    .numerator = 其下每位客户至今的贡献毛益：该客户推荐的客户、这些客户再推荐的客户，依此类推。
    .exclusions = 客户本人的贡献毛益。由两人推荐的客户只出现一次：在最近的一代，归在代码靠前者之下。读者无权查看的客户的贡献毛益。
    .text = 客户之下的推荐树，按代列出：每一代有多少客户，带来了多少。任何人都不重复计算，所以若一位客户在另一位之下，或两人推荐了同一位客户，两者的价值不能相加。推荐自己或会形成循环的推荐一律拒绝；因撤销导入而重新出现的循环，在将要重新开始之处结束。
    .source = Regulars 自有定义

standard_of_day = 今日服务准则
    .english = ab9bd47d9247
    .unit = 列表中的序号
    .numerator = 某日列队晨会上要讲的那条准则。
    .text = 规则中的服务准则按顺序每个日历日一条，讲完再从头开始。它只取决于日期和列表长度，因此每个门店和每张打印单都相同。若列表长度恰为若干周（7、14、21 ……），每轮最后一条占两天：否则固定某个星期几休息的商家永远讲不到落在那天的准则。对长度不是整周的 n 条列表，第一条落在自 1970-01-01 起的天数为 n 的倍数的每一天。
    .source = Regulars 自有定义

value_at_stake = 风险价值
    .english = 4031f5de4253
    .unit = 金额
    .numerator = 客户在截至日之前 12 个月的贡献毛益。
    .exclusions = 小费和全部间接费用；客户本可比去年多消费的部分，以及客户推荐来的人。
    .text = 客户一年带来的价值，简单衡量失去该客户一年的代价。它不是预测：已经来得较少的客户，风险价值也较小。逾期未到的客户按它排序，使最重要的客户最先得到联系。
    .source = Regulars 自有定义

status = 状态
    .english = 664d4a97086b
    .unit = 状态
    .numerator = 客户在截至日结束时的状态。
    .exclusions = 已声明的离开不在其中：状态只由到访和合同得出。
    .text = 潜在客户：在册，从未到访。新客户：来过一次。活跃：有两个或以上到访日，且当前间隔在规则规定的自身周期倍数之内（默认 1.25 倍）。逾期未到：超过该倍数，但尚未流失。已流失：按规则的流失规则（own：当前间隔超过自身周期的 2 倍；fixed：超过规定天数；contract：到期日加宽限期内未续约）。回归：按当时所知，最近到访日之前的间隔已算流失，而客户目前没有再次逾期。在合同规则下，从未有过合同的客户按自身周期的 2 倍评判。
    .source = Regulars 自有定义
