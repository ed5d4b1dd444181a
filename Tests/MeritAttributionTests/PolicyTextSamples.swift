/// What staff read of `default-v1` and of a policy that uses everything.
enum PolicyTextSamples {
    static let defaultEnglish = """
        Policy default-v1: in force for all orders that no later policy covers.
        Judging instant: when the order is paid. Touches, employment and customer relations \
        count as they stood then.
        The credit is booked at the judging instant.
        Credit base: the goods of the order less refunds; freight earns nothing.
        Goods of these categories earn nothing: gift_card.
        Leavers: in place of somebody not employed at the judging instant, whoever took the \
        customer over by then is credited, else the named successor, and so on; where that \
        leads to nobody, the candidate does not count.
        Self-purchase: for an order of their own the house account of the ordering store is \
        credited instead; without one the candidate does not count.
        Other stores: the credit follows the staff member, whatever store the order belongs to.
        Late evidence: what becomes known about customers and their touches up to 3 days after \
        the judging instant (or after the first decision, if that is later) judges the order \
        again while its month is open; what comes later is only listed.
        Binding: a customer without a valid guide is bound to an employed staff member by \
        contact added or purchase. A purchase counts for whoever has its greatest share, if its \
        credit base before refunds is at least 1 in minor units (fen).
        A relation is valid for 180 days and protected for 15 days.
        Renewal: each purchase credited to the guide counts validity and protection again from \
        then on; an end that was later stays.
        Capture: once the protection is over, somebody else who would bind the customer takes \
        them over.
        Hand-over: a completed hand-over by the guide moves the relation; its time runs on.
        A customer who deletes the guide's contact stays bound.
        Rules, tried in this order; the first under which somebody can be credited decides. \
        Only touches by people count, not those of robots, previews or repeats.
        1. till: the staff member named on the order (at the till).
        2. protected: the guide whom the customer is bound to, within the protection.
        3. on order: whoever shared the link that the order came with, if the click lies less \
        than 30 days before the judging instant. A token without a recorded touch counts as of \
        the order's creation.
        4. shared: touches by link click, mini-program open or contact added less than 7 days \
        before the judging instant. Last touch: the latest one is credited.
        5. bound: the guide whom the customer is bound to, while the relation is valid.
        6. store: the house account of the ordering store.
        If no rule yields anybody, the order stays unattributed, with the reason. Several \
        people share every line in whole minor units (fen) by their weights; the parts add up \
        to the line.
        """

    static let defaultChinese = """
        规则 default-v1:适用于没有更新规则的全部订单。
        归属时点:订单支付时。触点、在职状态和客户关系均以该时点为准。
        业绩在归属时点入账。
        业绩口径:订单商品金额减退款,不含运费。
        以下类目的商品不计业绩:gift_card。
        离职:归属时点不在职的,由届时已接替该客户的导购承接,没有接替的由其指定继任者承接,依次类推;无人可承接的,该候选无效。
        自购:本人购买的业绩归下单门店的公共账户;没有公共账户的,该候选无效。
        跨店:业绩随人,不论订单属于哪家门店。
        迟到证据:归属时点(首次归属更晚的,以首次归属为准)后 3 天内收到的客户及触点信息,在当月关账前会重新归属;更晚收到的只列入报表。
        绑定:没有有效绑定的客户,通过加好友或消费与在职导购绑定。消费归于该单业绩占比最大的导购,退款前的业绩口径金额须不少于 1 分。
        绑定有效期 180 天,保护期 15 天。
        续期:归于该导购的每次消费使有效期和保护期重新计算;原截止时间更晚的保持不变。
        抢客:保护期过后,其他导购满足绑定条件的,客户改为与其绑定。
        客户继承:接替完毕后客户关系转给接替导购,有效期和保护期继续计算。
        客户删除导购好友后,绑定继续有效。
        归属规则依次判断,最先得出人选的规则生效。只有真人触点有效,机器、预览和重复触点无效。
        1. till: 订单上指定的开单导购。
        2. protected: 客户绑定的导购,在保护期内。
        3. on order: 下单所带参数对应的分享导购,点击须在归属时点前不足 30 天。没有触点记录的参数按下单时间计。
        4. shared: 归属时点前不足 7 天的触点(链接点击、小程序打开或加好友)。末次触点:最近一个触点的导购。
        5. bound: 客户绑定的导购,在有效期内。
        6. store: 下单门店的公共账户。
        各项规则均无人选的,订单为无归属并注明原因。多人分享的,按权重逐行拆分到分,各份之和等于该行金额。
        """

    static let fullEnglish = """
        Policy everything: in force for orders created at or after 2027-02-28T16:00:00.000Z \
        (UTC), until a later policy takes effect.
        Judging instant: when the order is paid. Touches, employment and customer relations \
        count as they stood then.
        The credit is booked 7 days after the order is completed, but not before the judging \
        instant.
        Credit base: the goods and the freight of the order less refunds.
        Goods of these categories earn nothing: gift_card and 赠品.
        Leavers: in place of somebody not employed at the judging instant, the house account of \
        their last department is credited; without one the candidate does not count.
        Self-purchase: staff are not credited for their own orders.
        Other stores: a staff member is credited only for orders of the store of their \
        department (or of a department above it), and for orders that name no store.
        Late evidence: what becomes known about customers and their touches up to 90 seconds \
        after the judging instant (or after the first decision, if that is later) judges the \
        order again while its month is open; what comes later is only listed.
        Binding: a customer without a valid guide is bound to an employed staff member by \
        contact added, first message or purchase. A purchase counts for whoever has its \
        greatest share, if its credit base before refunds is at least 100 in minor units (fen).
        A relation is valid for good and protected for 36 hours.
        Renewal: each touch and each purchase of the guide counts validity and protection again \
        from then on; an end that was later stays.
        Capture: somebody else who would bind the customer takes them over at any time.
        Hand-over: a completed hand-over by the guide moves the relation; its time runs on.
        A customer who deletes the guide's contact is no longer bound.
        Rules, tried in this order; the first under which somebody can be credited decides. \
        Only touches by people count, not those of robots, previews or repeats.
        1. till: the staff member named on the order (at the till).
        2. kept: the guide whom the customer is bound to, within the protection.
        3. order: whoever shared the link that the order came with, if the click lies less than \
        1 day before the judging instant. A token without a recorded touch does not count.
        4. first: touches by contact added less than 30 days before the judging instant. First \
        touch: the earliest one is credited.
        5. even: touches by link click or page view less than 7 days before the judging \
        instant. Linear: all of them share equally. 30% of the weight goes to the guide whom \
        the customer is bound to, where there is one who can be credited and who is not the \
        only one credited anyway.
        6. ends: touches before the judging instant by link click less than 7 days or contact \
        added less than 30 days. Position based: the first and the last have 40% each, all \
        between share 20% equally; of two each has half.
        7. fading: touches by link click less than 30 days before the judging instant. Time \
        decay: a touch counts half as much for every 7 days that it lies before the judging \
        instant, down to a millionth.
        8. three: touches by link click, contact added or first message less than 30 days \
        before the judging instant. W-shaped: the first, the first contact added and the last \
        each count three times as much as all others together, who share equally; without \
        others these count the same; a touch that is two of them counts for both. 12.55% of the \
        weight goes to the guide whom the customer is bound to, where there is one who can be \
        credited and who is not the only one credited anyway.
        9. weighed: touches by link click, page view or mini-program open less than 30 days \
        before the judging instant. Weights by kind: link click 3 and mini-program open 1; no \
        other kind counts.
        10. last: touches by page view less than 90 minutes before the judging instant. Last \
        touch: the latest one is credited. 0.05% of the weight goes to the guide whom the \
        customer is bound to, where there is one who can be credited and who is not the only \
        one credited anyway.
        11. guide: the guide whom the customer is bound to, while the relation is valid.
        12. store: the house account of the ordering store.
        If no rule yields anybody, the order stays unattributed, with the reason. Several \
        people share every line in whole minor units (fen) by their weights; the parts add up \
        to the line.
        """

    static let fullChinese = """
        规则 everything:适用于 2027-02-28T16:00:00.000Z(UTC)及以后创建的订单,直到更新的规则生效。
        归属时点:订单支付时。触点、在职状态和客户关系均以该时点为准。
        业绩在订单确认收货后满 7 天时入账,但不早于归属时点。
        业绩口径:订单商品金额和运费减退款。
        以下类目的商品不计业绩:gift_card和赠品。
        离职:归属时点不在职的,业绩归其最后所在部门的公共账户;没有公共账户的,该候选无效。
        自购:本人购买不计本人业绩。
        跨店:只计本人所在部门(或其上级部门)所属门店的订单,以及未注明门店的订单。
        迟到证据:归属时点(首次归属更晚的,以首次归属为准)后 90 秒内收到的客户及触点信息,在当月关账前会重新归属;更晚收到的只列入报表。
        绑定:没有有效绑定的客户,通过加好友、首次开口或消费与在职导购绑定。消费归于该单业绩占比最大的导购,退款前的业绩口径金额须不少于 100 分。
        绑定永久有效,保护期 36 小时。
        续期:该导购的每个触点和每次消费使有效期和保护期重新计算;原截止时间更晚的保持不变。
        抢客:其他导购满足绑定条件的,客户随时改为与其绑定。
        客户继承:接替完毕后客户关系转给接替导购,有效期和保护期继续计算。
        客户删除导购好友后,绑定终止。
        归属规则依次判断,最先得出人选的规则生效。只有真人触点有效,机器、预览和重复触点无效。
        1. till: 订单上指定的开单导购。
        2. kept: 客户绑定的导购,在保护期内。
        3. order: 下单所带参数对应的分享导购,点击须在归属时点前不足 1 天。没有触点记录的参数无效。
        4. first: 归属时点前不足 30 天的触点(加好友)。首次触点:最早一个触点的导购。
        5. even: 归属时点前不足 7 天的触点(链接点击或页面浏览)。平均:各触点平均。其中 30% \
        的权重归客户绑定的导购;没有可计业绩的绑定导购,或仅有该导购一人时,不作拆分。
        6. ends: 归属时点前不足以下时长的触点:链接点击 7 天或加好友 30 天。首末加权:首个和末个触点各 40%,其余触点平分 20%;仅两个触点时各半。
        7. fading: 归属时点前不足 30 天的触点(链接点击)。时间衰减:触点距归属时点每早 7 天,权重减半,最低为百万分之一。
        8. three: 归属时点前不足 30 天的触点(链接点击、加好友或首次开口)。三点加权:首个触点、首次加好友、末个触点,各为其余触点合计的三倍,其余触点平分;\
        没有其余触点时三者相等;一个触点兼任两者的,权重累加。其中 12.55% 的权重归客户绑定的导购;没有可计业绩的绑定导购,或仅有该导购一人时,不作拆分。
        9. weighed: 归属时点前不足 30 天的触点(链接点击、页面浏览或小程序打开)。自定义权重:链接点击 3和小程序打开 1;其他触点不计。
        10. last: 归属时点前不足 90 分钟的触点(页面浏览)。末次触点:最近一个触点的导购。其中 0.05% \
        的权重归客户绑定的导购;没有可计业绩的绑定导购,或仅有该导购一人时,不作拆分。
        11. guide: 客户绑定的导购,在有效期内。
        12. store: 下单门店的公共账户。
        各项规则均无人选的,订单为无归属并注明原因。多人分享的,按权重逐行拆分到分,各份之和等于该行金额。
        """
}
