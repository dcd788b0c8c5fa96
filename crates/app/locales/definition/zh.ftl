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

defection_rate = 流失率
    .english = 234471db386c
    .unit = 占客户的百分比
    .numerator = 期初活跃的客户中，期末已经流失的客户。
    .denominator = 期初活跃的客户：在前一天结束时为新客户、活跃、逾期未到或回归的客户。
    .exclusions = 此前从未到访的客户，以及当时已经流失的客户。在期内流失又回来的客户，期末不算流失。
    .text = 状态按规则的流失规则，在两天结束时判断，依据报告时刻所知的事实：打印过的时段，以当时所知再问，结果相同。客户计入期初所归属的员工和门店。附 Wilson 95% 区间；客户少于规则的最低人数时，样本太少。为时尚早：时段比流失规则所需的时间更短（own：全店周期的相应倍数；fixed：其天数；contract：宽限天数），许多已经离开的客户还看不出来。n 天内的流失率 d 折合全年为 1 - (1 - d)^(365 / n)：全年都如此的代价；不足一个季度时波动很大。
    .source = Regulars 自有定义，参照 Reichheld 与 Sasser 1990；Wilson 1927

retention_rate = 留存率
    .english = 6523b3b17bd3
    .unit = 占客户的百分比
    .numerator = 该时段的客户中，在时段内首次到访之后、期限之内再次到访的客户。
    .denominator = 时段内有到访且期限已过的客户。
    .exclusions = 期限未过的客户，无论是否已经再次到访：另行列出，算作为时尚早。未赴约的预约。
    .text = 期限等于规则的流失规则所需的时间（own：全店周期的相应倍数；fixed：其天数；合同规则下为全店周期的 2 倍）。最后一天计入。同一天的两次到访算一次。新客户在时段之前没有到访。按单位统计时，客户计入时段内为其服务的每个单位，从在该处的首次到访算起；合计中每位客户只计一次，因此各单位之和可能更大。附 Wilson 95% 区间；客户少于规则的最低人数时，样本太少。其他算法按各产品的方式计算，各有自己的定义。
    .source = Regulars 自有定义；Wilson 1927

rebooking_rate = 再预约率
    .english = 49b65296968f
    .unit = 占到访的百分比
    .numerator = 结束后 24 小时内作出下一次预约，或预约早已在预约本中的到访。
    .denominator = 时段内已过 24 小时的到访。
    .exclusions = 被取消的下一次预约；客户未赴约的仍然计入，因为确已预约。同一天的两次到访算一次。
    .text = 其他到访之后的情况：之后预约（在 24 小时之后、客户再次到访之前作出的预约；有人称之为留存）、未预约再来，或没有下文。这些只统计期限已过的到访，期限与留存率相同。到访计入当天最后服务的员工，服务先于商品。若有预约是为当天所作或带有其关联号，该到访即为预约到访，否则为未预约到访；二者分列。当天之内：按 Phorest 的算法，到访当天之后作出的预约不算。客户是否点名要某位员工，台账中没有记录。区间把各次到访视为相互独立；同一客户可能有多次，因此略窄。
    .source = Regulars 自有定义；与 Kitomba 公布的相同（kitomba.com，Rebooking and Retention）；当天之内按 Phorest 公布的算法（support.phorest.com，How is the Rebooking Rate calculated）

cohort_retention = 同期群
    .english = e8392758f6e3
    .unit = 占客户的百分比
    .numerator = 同期群中，在首次到访所在周期之后第若干个日历周期里到访的客户。
    .denominator = 同期群的客户：首次到访在该周期的客户。
    .exclusions = 从未到访的客户。尚未结束的周期为时尚早，不计入。
    .text = 周期为日历上的月、季度或年；第 0 个周期是首次到访所在的周期。周期为六周的客户在许多月份里没有到访：请沿列向下、逐个同期群地看，不要沿行看；周期较长的，请选更长的周期。贡献毛益是同期群全部客户在该周期内的总和。合计一行对每个周期只计该周期已结束的同期群。账上最早的同期群包含此前已是客户的所有人。
    .source = Regulars 自有定义

survival = 存续
    .english = b8d1f0da00f9
    .unit = 占客户的百分比
    .numerator = 仍在的客户中，在客龄的每一天继续留下者的比例之乘积（Kaplan-Meier）。
    .denominator = 在观察结束之前首次到访的客户。
    .exclusions = 从未到访的客户。在观察结束之后首次到访的客户为时尚早，另行列出。
    .text = 按规则的流失规则已流失的客户，以最后到访日为离开之日（合同规则下为合同的最后一天），因此只来过一次的客户在第 0 天离开。观察在截至日之前若干天结束，天数为流失规则所需：此后有谁离开，现在还无从知道。当时尚未离开的，按观察所及算作仍在。带状区间为对数-对数尺度上的 Greenwood 95% 区间；中位数是半数离开的第一天。单位以首次到访为准：员工、门店、区域，或首次购买的类别。对数秩检验看各单位的差异是否超出偶然所能解释的程度。这是相关：各单位接到的客户本来不同。建账之前已在的客户，从账上的首次到访算起。
    .source = Kaplan 与 Meier 1958；Greenwood 1926；Brookmeyer 与 Crowley 1982；Mantel 1966

contract_renewal = 合同续约
    .english = c4d7ae532c3e
    .unit = 占合同的百分比
    .numerator = 到达该次机会的合同中，续约的合同。
    .denominator = 到达第一次、第二次……续约机会且已有定论的合同。
    .exclusions = 开始时间不在账上的合同，因为无从知道它们是第几次机会：另行列出。尚无定论的机会为时尚早。
    .text = 机会是约定期限的期满日；期满后过了宽限天数（规则的合同规则所定；否则为零）即有定论，提前续约或终止的合同也一样，以免早到的消息先于晚到的计入。期限为一年时，机会即年限。存续是各次续约比例的乘积。即使没有人改变主意，续约比例也随年限上升：容易离开的先离开，留下的是忠诚的。因此全部合同的总比例不能用来预测新合同。sBG 从贝塔分布中为每份合同取其终止的可能；贝塔离散威布尔还让它随年限变化，只有对数似然支持时才更好。预测的区间来自固定种子的参数自助法。
    .source = Fader 与 Hardie 2007；Fader、Hardie、Liu、Davin 与 Steenburgh 2018；Wilson 1927

retention_aveda = SalonBiz 为 Aveda 计算的留存
    .english = ca4ed1bd9568
    .unit = 占客户的百分比
    .numerator = 该时段的客户中，在时段内最后一次服务之后 90 天内再到该门店接受服务的客户。
    .denominator = 时段内在该门店接受过服务的客户。
    .exclusions = 只买商品的到访。时段结束后未满 90 天，全部为时尚早。
    .text = 新客户是时段之前未在该门店接受过服务的客户。该页称“最后一次服务后 90 天内”，并从所填日期往前看 90 天；这里时段由您选择，天数从每位客户在时段内的最后一次服务算起。其按返回月份列出客户的各栏未复现。
    .source = 按 SalonBiz 公布：Aveda Client Retention，salonbiz.com/report_wide.php?id=3

retention_boulevard = Boulevard 的再次光顾商家
    .english = 9309a61fa89d
    .unit = 占客户的百分比
    .numerator = 该时段的客户中，在时段内首次到访之后 90 天内再次光顾商家的客户。
    .denominator = 时段内接受过服务的客户。
    .exclusions = 只买商品的到访。期限未过的客户另行列出。
    .text = 该页有 30、60、90、120、150 和 180 天的版本（--days），还有须回到同一门店的版本（--back-to branch）。新客户是在该门店的首次服务落在时段内的客户。该页未说明期限的最后一天是否计入；这里计入。
    .source = 按 Boulevard 公布：Location Retention Report，support.boulevard.io/en/articles/9222555

retention_daysmart = DaySmart（Salon Iris）的留存百分比
    .english = cbe116e38af4
    .unit = 占客户的百分比
    .numerator = 新客户中，在首次到访之后 90 天内至少再来两次的客户。
    .denominator = 新客户：首次服务在时段内的客户。
    .exclusions = 老客户；只买商品的到访。期限未过的客户另行列出。
    .text = 须再来几次（--returns）和在多少天之内（--days）在生成报告时询问；90 天内两次是该页的例子。该页称“自首次到访以来的过去 90 天”；这里是其后的 90 天。
    .source = 按 DaySmart 公布：Client Retention Report，desktophelp.daysmartpet.com/en/articles/9302374；Salon Iris 相同

retention_meevo = Meevo 的留存
    .english = a3cef7a09cf5
    .unit = 占客户的百分比
    .numerator = 该时段的客户中，在时段之后 3 个日历月内再有到访的客户。
    .denominator = 在基准月（即时段）内有到访的客户。
    .exclusions = 只买商品的到访：到访须至少入账一项服务。时段之后的月份未过完时，全部为时尚早。
    .text = 期限从时段之后开始，因此基准月内的第二次到访不计，月初到访者的时间也比月末的长。时段应为一个日历月。三个月是该页的建议；月数在生成报告时设定。新客户在该月之前没有到访。
    .source = 按 Meevo 公布：MA045 Detailed Client Retention，docs.meevo.com

retention_mindbody = Mindbody 的留存
    .english = c5b439c5120e
    .unit = 占客户的百分比
    .numerator = 该时段的客户中，在时段内首次到访之后若干天内再次到访的客户。
    .denominator = 时段内有到访的客户，新老客户分列。
    .exclusions = 期限未过的客户另行列出。
    .text = 生成报告的人设定天数（--days）、再次到访的门店（--back-to branch），以及是否须为同一员工（--back-to staff）；其时段默认为三个月前的一个月。该页没有给出默认天数：这里为 90。新客户在时段内首次到访；该页还可以按员工判断老客户，未复现。
    .source = 按 Mindbody 公布：Retention report，mindbodyonline.zendesk.com/hc/en-us/articles/203256863

retention_square = Square 的客户留存
    .english = 0f5dcbcedc67
    .unit = 占客户的百分比
    .numerator = 该时段的客户中，在时段之前一年内来过的客户。
    .denominator = 时段内有到访的客户。
    .exclusions = 被取消的预约和爽约。
    .text = 它向前回看，说的是来者之中有多少熟客：不再赢得新客户的商家总是 100%，不管失去了谁。因此它从不为时尚早，也不能与其他算法相比。这一年按该页的句子，是时段前一天为止的 12 个日历月；该页的第二个例子认为 2021 年 1 月的到访对 2022 年 1 月至 3 月而言太早，与那句话不符，未予采用。
    .source = 按 Square 公布：Square Appointments Reporting，squareup.com/help/us/en/article/7904

retention_wellnessliving = WellnessLiving 的客户留存
    .english = 4a9111284252
    .unit = 占客户的百分比
    .numerator = 该时段的客户中，在时段内首次到访之后 60 天内再次到访的客户。
    .denominator = 时段内有到访的客户，新老客户分列。
    .exclusions = 期限未过的客户另行列出。
    .text = 60 天是该页的默认值（--days）。老客户在时段之前来过，新客户没有。按员工统计时，客户计入时段内为其服务的每位员工。该报告可以限于某些服务；未复现。
    .source = 按 WellnessLiving 公布：Client Retention by Staff Report，help.wellnessliving.com/en/articles/10671422

retention_zenoti = Zenoti 的客人留存
    .english = a7df5aff7186
    .unit = 占客户的百分比
    .numerator = 该时段的客户中，在时段之后 30 天内再次到该门店的客户。
    .denominator = 时段内到访过该门店的客户。
    .exclusions = 被取消的预约和爽约：只计已结单的。时段之后的天数未过完时，全部为时尚早。
    .text = 期限从时段之后开始，因此时段内的第二次到访不计。其长度在生成报告时设定（--days）：该页的例子为 30 天，旧版报告的例子为 60 天。跨多个月时，该报告逐月计算：这里请按月查询。其他门店的到访不计，见旧版报告的页面。新客户在时段之前没有到过该门店。
    .source = 按 Zenoti 公布：Guest retention report (v2)，help.zenoti.com/en/reports/loyalty-reports/guest-retention-report--v2-.html

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

client_value = 某一流失率下的客户价值
    .english = ec355a47eea4
    .unit = 金额
    .numerator = 一位新客户在各年预期带来的贡献毛益，每年从年末折现；赢得客户的成本为第 0 年。
    .exclusions = 间接费用；推荐；第 200 年之后的年份。
    .text = 三种算法并列。固定年限：每位客户都停留 1 / 流失率 年，不足一年按比例计，如 1990 年的文章；它会高估，因为折现之后，晚离开者增加的少于早离开者减少的。几何：每年年末，仍在的客户按同一比例离开。sBG：客户离开的可能性各不相同，容易离开的先走，留下者的流失率随之下降；所给的流失率是第一年的。所有客户都付第一年。不折现时，最后一种可能无穷大，此时没有价值可言。
    .source = DOMAIN：自有账目曲线；Reichheld 与 Sasser 1990；Fader 与 Hardie 2007、2010

defection_point = 流失率降低一个百分点的价值
    .english = b95e0cad3b63
    .unit = 金额
    .numerator = 流失率比本单位自身低一个百分点时客户的价值，减去按自身流失率的价值。
    .exclusions = 间接费用；降低流失率的花费；推荐；赢得客户的成本，因为两种流失率下相同。
    .text = 三个数字。新客户：客户到来当日的价值增加多少。现有客户，每年：每一百人中有一人本会离开而留下，带来自有账目中下一个客龄年的贡献；不折现。现有客户，终身：他们今后带来的全部增加多少，折现，最多 200 年。全部按几何算法：每年按同一比例离开。若自身流失率不超过一个百分点，则没有这些数字。若靠花钱留住贡献很少的客户来降低流失率，价值会低于此：这里说的是同样的客户少离开一些时带来的。
    .source = DOMAIN：自有账目曲线；Reichheld 与 Sasser 1990；Reinartz 与 Kumar 2002

referral_plan = 推荐计划计算器
    .english = 3e7825ef93bd
    .unit = 每年金额
    .numerator = 由一位客户直接或经他人带来的客户，乘以每位客户一年的贡献毛益。
    .exclusions = 间接费用，以及服务和取悦客户的花费；其他来源的客户。
    .text = 第 1 年有一位客户。推荐数是每位客户送来的新客户数：当时一次、不再延续，到来后的下一年一次，或每年一次。每年年末有流失率所示比例的客户离开，只有留下的人才推荐。若给出市场人数，每次推荐随机遇到其中任何一人，因此几次可能遇到同一人，也可能遇到已经来过的人。没有流失和市场时，结果就是原文的数字，没有任何商家见过：那是计划的上限，应与加上两者的结果对照来读。
    .source = DOMAIN：价值；原文 003

tenure_contribution = 各客龄年的贡献毛益
    .english = ff4e38ca71b9
    .unit = 每位客户的金额
    .numerator = 开始该客龄年的所有客户在这一年里的贡献毛益。
    .denominator = 开始该客龄年、且这一年已经结束的客户。
    .exclusions = 间接费用；尚未结束的年份；开始的客户少于规则最低人数的年份及其后各年。
    .text = 客户的第一年从账目中首次到访或首份合同之日开始，第二年从次年同日开始，依此类推；账目开始之前就来过的客户，在账目中算作新客户。一年结束之后，还要经过流失规则判断一位全店周期的客户已经离开所需的时间，才算已经结束：再晚结束的，看不出谁已离开。已流失的客户开始了直到最后到访（或合同结束）的各年；未流失的客户开始了所有年份。附重抽客户得到的 95% 区间。
    .source = DOMAIN：自有账目曲线；Reichheld 与 Sasser 1990；Efron 与 Tibshirani 1993

tenure_survival = 各客龄年后仍在的客户
    .english = 7ccbb6088850
    .unit = 占客户的百分比
    .numerator = 到该年为止，各年留下的客户比例的乘积：开始该年的客户减去在该年离开的客户。
    .denominator = 开始该年、且这一年已经结束的客户，逐年计算。
    .exclusions = 尚未结束的年份；开始的客户少于规则最低人数的年份及其后各年。
    .text = 已流失的客户在最后到访（或合同结束）的那一年离开，从该年年末起算作已离开。某年离开的比例附 Wilson 95% 区间，仍在的比例附重抽客户得到的区间。新近到来的客户只计入已经结束的年份，因此不会让过去显得更好或更差。
    .source = DOMAIN：自有账目曲线；Kaplan 与 Meier 1958，按整年；Wilson 1927

years_ahead = 一位现有客户十年的价值
    .english = 5195659ba0a3
    .unit = 每位客户的金额
    .numerator = 目前活跃的客户今后十年预期带来的贡献毛益，每年从年末折现。
    .denominator = 目前活跃的客户。
    .exclusions = 间接费用；赢得客户的成本，因为已经付出；推荐。
    .text = 十年中的第一年是客户目前所在的客龄年。每年带来自有账目中该客龄年的贡献；年末按本单位自身的流失率离开，离开者不再带来任何贡献。这是各不相同的客户的平均值：对某一位客户说明不了什么。附重抽客户得到的 95% 区间。
    .source = DOMAIN：工资单上的一句话；Reichheld 与 Sasser 1990

value_at_stake = 风险价值
    .english = 4031f5de4253
    .unit = 金额
    .numerator = 客户在截至日之前 12 个月的贡献毛益。
    .exclusions = 小费和全部间接费用；客户本可比去年多消费的部分，以及客户推荐来的人。
    .text = 客户一年带来的价值，简单衡量失去该客户一年的代价。它不是预测：已经来得较少的客户，风险价值也较小。逾期未到的客户按它排序，使最重要的客户最先得到联系。
    .source = Regulars 自有定义

most_valuable = 最有价值客户
    .english = 3452bce90b6e
    .unit = 金额
    .numerator = 截至该日 12 个月的贡献毛益，并列出有史以来的贡献和未来 12 个月的预期。
    .exclusions = 间接费用；客户所推荐之人带来的贡献另行列出。
    .text = 客户按 12 个月内的贡献排序；相同者按代码排序。简单规则的预期：未来 12 个月与过去 12 个月相同，已流失的客户预期为零。此规则不看节奏和趋势；对只来了几个月的客户，它只知道这几个月。
    .source = Regulars 自有定义

concentration = 集中度曲线
    .english = 04aad1ad5fda
    .unit = 贡献百分比
    .numerator = 贡献最多的前 1%、5%、10% 或 20% 客户的贡献毛益。
    .denominator = 该单位全体客户的贡献，已减去负贡献客户的花费。
    .exclusions = 从未到访的客户；12 个月一项还不含无归属的客户。间接费用。
    .text = 客户按贡献从高到低排列；不足一位的按一位计。花费高于贡献的客户排在最后并单独计数：因为他们，曲线可能先升到 100% 以上再回落。合计贡献不大于零时没有占比可言。95% 区间按“客户是从许多类似客户中随机抽取”计算（线性化方法）；少于规则规定的最少客户数时样本不足。
    .source = Lorenz 1905；区间：Beach & Davidson 1983，Cowell & Flachaire 2007

bread_and_butter = 主力项目
    .english = 653334c9fb2c
    .unit = 贡献百分比
    .numerator = 最有价值客户在截至该日 12 个月内由某一服务或商品带来的贡献毛益。
    .denominator = 这些客户在同一期间由所购全部项目带来的贡献。
    .exclusions = 退款（不说明所退何物）；间接费用。
    .text = 最有价值客户是 12 个月内有购买的客户中贡献排在前 20%（或按所问比例）者；与其中最后一位贡献相同者一并计入。旁边列出其中购买该项目者的占比和其他客户的占比，均附 Wilson 95% 区间，以及前者是后者的几倍（对数尺度上的 95% 区间）。最有价值客户来得更勤，因此什么都买得更多：值得注意的是明显高于其他项目的倍数。
    .source = Regulars 自有定义；Wilson 1927；倍数：Katz、Baptista、Azen & Pike 1978

gaps = 空缺
    .english = 99f9f7b4c2e5
    .unit = 可能性倍数
    .numerator = 截至该日 12 个月内购买某一项目的客户中，也购买另一项目者的占比：置信度。
    .denominator = 同期有购买的全体客户中购买该另一项目者的占比。两者之商为提升度。
    .exclusions = 购买客户少于规则最少客户数的项目，以及购买客户最多的 256 项之外的项目；明细不明的到访，以及退款。
    .text = 购买同一项目的客户彼此相似；空缺是他们购买得比偶然更多、而某位购买前者的客户没有购买的另一项目。每一对项目用 Fisher 精确检验，所列各对中预计不超过 5% 出于偶然（Benjamini & Hochberg）；两者须被至少规则规定的最少客户数同时购买：支持度。置信度附 Wilson 95% 区间，提升度附对数尺度上的区间（线性化方法）。客户的空缺取提升度下限最高者。这只是相关：常来的客户什么都买得更多，有些项目从不属于同一位客户。它提示值得问什么，并不表示客户会购买。
    .source = Agrawal、Imieliński & Swami 1993；Brin、Motwani、Ullman & Tsur 1997；Fisher 1935；Benjamini & Hochberg 1995；提升度区间：delta 方法，Agresti 2013，3.1

earning_power = 增收潜力
    .english = 5bc456601b9b
    .unit = 每年金额
    .numerator = 截至该日 12 个月内，满星客户的贡献毛益减去其他方面相似而无此星的客户的贡献：按相似客户组取均值，以组内缺此星的人数加权。
    .exclusions = 半星客户、为时尚早的客户和无归属的客户；任一类不足两位的组，其数目会列出。间接费用。
    .text = 相似的客户是其他各星都相同、首次到访的时间也相近（不足 3、6、12、24、60 个月，或更久）的客户。若缺此星者中能如此匹配的不到一半，则其他星只区分是否满星。95% 区间是各组差额均值的区间（Neyman 方差，t 分布）；任一类参与比较的客户少于规则的最少客户数时样本不足。对员工或门店：缺此星的客户数乘以差额。多颗星相加时，视各区间同取一端。这只是相关：喜欢来的客户既有星也愿意消费；没有人知道赢得此星是否会带来这笔钱。而且星与贡献取自同样的 12 个月：商品消费之星由计入贡献的销售构成。
    .source = DOMAIN：增收潜力；Neyman 1923；Cochran 1968；自由度：Satterthwaite 1946

status = 状态
    .english = 664d4a97086b
    .unit = 状态
    .numerator = 客户在截至日结束时的状态。
    .exclusions = 已声明的离开不在其中：状态只由到访和合同得出。
    .text = 潜在客户：在册，从未到访。新客户：来过一次。活跃：有两个或以上到访日，且当前间隔在规则规定的自身周期倍数之内（默认 1.25 倍）。逾期未到：超过该倍数，但尚未流失。已流失：按规则的流失规则（own：当前间隔超过自身周期的 2 倍；fixed：超过规定天数；contract：到期日加宽限期内未续约）。回归：按当时所知，最近到访日之前的间隔已算流失，而客户目前没有再次逾期。在合同规则下，从未有过合同的客户按自身周期的 2 倍评判。
    .source = Regulars 自有定义
