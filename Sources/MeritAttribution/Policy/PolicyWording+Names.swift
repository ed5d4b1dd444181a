import MeritCore

extension PolicyWording {
    /// Completes "when the order is".
    func name(_ moment: OrderMoment) -> String {
        switch moment {
        case .created: say("created", "创建")
        case .paid: say("paid", "支付")
        case .completed: say("completed", "确认收货")
        }
    }

    func name(_ kind: TouchKind) -> String {
        switch kind {
        case .linkClick: say("link click", "链接点击")
        case .pageView: say("page view", "页面浏览")
        case .miniprogramOpen: say("mini-program open", "小程序打开")
        case .contactAdded: say("contact added", "加好友")
        case .firstMessage: say("first message", "首次开口")
        case .orderParam: say("token on the order", "下单带参")
        case .posAssign: say("named on the order", "开单指定")
        }
    }

    func name(_ cause: RelationCause) -> String {
        switch cause {
        case .touch(let kind): name(kind)
        case .purchase: say("purchase", "消费")
        }
    }

    /// In the greatest unit that divides it: `30 days`, `1 hour`, `90 秒`.
    func words(_ length: Milliseconds) -> String {
        let units: [(scale: Int64, english: String, chinese: String)] = [
            (86_400_000, "day", "天"), (3_600_000, "hour", "小时"), (60_000, "minute", "分钟"),
        ]
        for unit in units where length.value != 0 && length.value % unit.scale == 0 {
            return count(length.value / unit.scale, unit.english, unit.chinese)
        }
        return count(length.value / 1_000, "second", "秒")
    }

    private func count(_ count: Int64, _ english: String, _ chinese: String) -> String {
        say("\(count) \(english)\(count == 1 ? "" : "s")", "\(count) \(chinese)")
    }

    /// `30%`, `12.5%`, `0.05%`.
    func percent(_ share: BasisPoints) -> String {
        let whole = share.value / 100
        let rest = share.value % 100
        guard rest > 0 else { return "\(whole)%" }
        let digits = rest < 10 ? "0\(rest)" : rest % 10 == 0 ? "\(rest / 10)" : "\(rest)"
        return "\(whole).\(digits)%"
    }
}
