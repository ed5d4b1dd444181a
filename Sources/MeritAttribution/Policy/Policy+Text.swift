import MeritCore
import MeritOrders

extension Policy {
    /// The policy in the words that staff read: one line per setting, then one per rule, numbered.
    /// Everything that decides about a credit is in it, and nothing that this policy does not say.
    package func text(_ language: PolicyLanguage) -> [String] {
        let wording = PolicyWording(language: language)
        return [wording.title(self)] + wording.settings(of: self) + wording.relation(relation)
            + wording.rules(of: self)
    }
}

/// The sentences that policies are told in, both languages side by side.
struct PolicyWording {
    let language: PolicyLanguage

    func say(_ english: String, _ chinese: String) -> String { language.say(english, chinese) }

    func title(_ policy: Policy) -> String {
        guard policy.effectiveFrom > .distantPast else {
            return say(
                "Policy \(policy.id.value): in force for all orders that no later policy covers.",
                "规则 \(policy.id.value):适用于没有更新规则的全部订单。")
        }
        let start = policy.effectiveFrom.rfc3339
        return say(
            "Policy \(policy.id.value): in force for orders created at or after \(start) (UTC), "
                + "until a later policy takes effect.",
            "规则 \(policy.id.value):适用于 \(start)(UTC)及以后创建的订单,直到更新的规则生效。")
    }

    func settings(of policy: Policy) -> [String] {
        [
            judging(policy.judgingInstant), booking(policy.booking, policy.judgingInstant),
            base(policy.creditBase), excluded(policy.excludedCategories),
            leaver(policy.leaver), selfPurchase(policy.selfPurchase),
            crossStore(policy.crossStore), rejudging(policy.rejudgeFor),
        ]
    }

    // MARK: When

    private func judging(_ moment: OrderMoment) -> String {
        say(
            "Judging instant: when the order is \(name(moment)). Touches, employment and "
                + "customer relations count as they stood then.",
            "归属时点:订单\(name(moment))时。触点、在职状态和客户关系均以该时点为准。")
    }

    private func booking(_ booking: Booking, _ judging: OrderMoment) -> String {
        let moment = name(booking.moment)
        if booking.moment == judging, booking.delay == .zero {
            return say(
                "The credit is booked at the judging instant.", "业绩在归属时点入账。")
        }
        let delay = words(booking.delay)
        let time =
            booking.delay == .zero
            ? say("when the order is \(moment)", "订单\(moment)时")
            : say("\(delay) after the order is \(moment)", "订单\(moment)后满 \(delay)时")
        return say(
            "The credit is booked \(time), but not before the judging instant.",
            "业绩在\(time)入账,但不早于归属时点。")
    }

    private func rejudging(_ length: Milliseconds) -> String {
        let time = words(length)
        return say(
            "Late evidence: what becomes known about customers and their touches up to \(time) "
                + "after the judging instant (or after the first decision, if that is later) "
                + "judges the order again while its month is open; what comes later is only "
                + "listed.",
            "迟到证据:归属时点(首次归属更晚的,以首次归属为准)后 \(time)内收到的客户及触点信息,"
                + "在当月关账前会重新归属;更晚收到的只列入报表。")
    }

    // MARK: What

    private func base(_ base: CreditBase) -> String {
        switch base {
        case .goods:
            say(
                "Credit base: the goods of the order less refunds; freight earns nothing.",
                "业绩口径:订单商品金额减退款,不含运费。")
        case .paid:
            say(
                "Credit base: the goods and the freight of the order less refunds.",
                "业绩口径:订单商品金额和运费减退款。")
        }
    }

    private func excluded(_ categories: Set<Category>) -> String {
        guard !categories.isEmpty else {
            return say("Goods of every category count.", "所有商品类目均计业绩。")
        }
        let list = language.list(categories.sorted().map(\.value), .and)
        return say(
            "Goods of these categories earn nothing: \(list).", "以下类目的商品不计业绩:\(list)。")
    }

    // MARK: Who

    private func leaver(_ leaver: Leaver) -> String {
        switch leaver {
        case .keep:
            say(
                "Leavers: who is no longer employed at the judging instant is still credited.",
                "离职:归属时点已不在职的导购仍计业绩。")
        case .successor:
            say(
                "Leavers: in place of somebody not employed at the judging instant, whoever took "
                    + "the customer over by then is credited, else the named successor, and so "
                    + "on; where that leads to nobody, the candidate does not count.",
                "离职:归属时点不在职的,由届时已接替该客户的导购承接,没有接替的由其指定继任者承接,"
                    + "依次类推;无人可承接的,该候选无效。")
        case .house:
            say(
                "Leavers: in place of somebody not employed at the judging instant, the house "
                    + "account of their last department is credited; without one the candidate "
                    + "does not count.",
                "离职:归属时点不在职的,业绩归其最后所在部门的公共账户;没有公共账户的,该候选无效。")
        case .reject:
            say(
                "Leavers: who is not employed at the judging instant is not credited.",
                "离职:归属时点不在职的不计业绩。")
        }
    }

    private func selfPurchase(_ setting: SelfPurchase) -> String {
        switch setting {
        case .countSelf:
            say(
                "Self-purchase: staff are credited for their own orders like for any other.",
                "自购:本人购买照常计入本人业绩。")
        case .store:
            say(
                "Self-purchase: for an order of their own the house account of the ordering "
                    + "store is credited instead; without one the candidate does not count.",
                "自购:本人购买的业绩归下单门店的公共账户;没有公共账户的,该候选无效。")
        case .exclude:
            say(
                "Self-purchase: staff are not credited for their own orders.",
                "自购:本人购买不计本人业绩。")
        }
    }

    private func crossStore(_ setting: CrossStore) -> String {
        switch setting {
        case .guideFollows:
            say(
                "Other stores: the credit follows the staff member, whatever store the order "
                    + "belongs to.",
                "跨店:业绩随人,不论订单属于哪家门店。")
        case .sameStoreOnly:
            say(
                "Other stores: a staff member is credited only for orders of the store of their "
                    + "department (or of a department above it), and for orders that name no "
                    + "store.",
                "跨店:只计本人所在部门(或其上级部门)所属门店的订单,以及未注明门店的订单。")
        }
    }
}
