import MeritCore

extension PolicyWording {
    /// What the rules have in common, each of them, and what happens without any.
    func rules(of policy: Policy) -> [String] {
        let numbered = policy.rules.enumerated().map { index, rule in
            "\(index + 1). \(rule.name): " + text(of: rule.source)
        }
        return [
            say(
                "Rules, tried in this order; the first under which somebody can be credited "
                    + "decides. Only touches by people count, not those of robots, previews or "
                    + "repeats.",
                "归属规则依次判断,最先得出人选的规则生效。只有真人触点有效,机器、预览和重复触点无效。")
        ] + numbered + [
            say(
                "If no rule yields anybody, the order stays unattributed, with the reason. "
                    + "Several people share every line in whole minor units (fen) by their "
                    + "weights; the parts add up to the line.",
                "各项规则均无人选的,订单为无归属并注明原因。多人分享的,按权重逐行拆分到分,各份之和等于该行金额。"
            )
        ]
    }

    private func text(of source: Rule.Source) -> String {
        switch source {
        case .posAssign:
            say("the staff member named on the order (at the till).", "订单上指定的开单导购。")
        case .orderParam(let window, let proof):
            orderParam(window, proof)
        case .touches(let selection, let model, let share):
            touches(selection) + self.model(model) + (share.map(sharing) ?? "")
        case .relation(.protected):
            say(
                "the guide whom the customer is bound to, within the protection.",
                "客户绑定的导购,在保护期内。")
        case .relation(.valid):
            say(
                "the guide whom the customer is bound to, while the relation is valid.",
                "客户绑定的导购,在有效期内。")
        case .house:
            say("the house account of the ordering store.", "下单门店的公共账户。")
        }
    }

    private func orderParam(_ window: Milliseconds, _ proof: Rule.TokenProof) -> String {
        let time = words(window)
        let alone =
            switch proof {
            case .token:
                say(
                    "A token without a recorded touch counts as of the order's creation.",
                    "没有触点记录的参数按下单时间计。")
            case .touch:
                say(
                    "A token without a recorded touch does not count.",
                    "没有触点记录的参数无效。")
            }
        return say(
            "whoever shared the link that the order came with, if the click lies less than "
                + "\(time) before the judging instant. ",
            "下单所带参数对应的分享导购,点击须在归属时点前不足 \(time)。") + alone
    }

    private func touches(_ selection: TouchSelection) -> String {
        let kinds = selection.windows.map { name($0.kind) }
        if let window = selection.sharedWindow {
            return say(
                "touches by \(language.list(kinds, .or)) less than \(words(window)) before the "
                    + "judging instant. ",
                "归属时点前不足 \(words(window))的触点(\(language.list(kinds, .or)))。")
        }
        let windows = selection.windows.map { entry in
            say(
                "\(name(entry.kind)) less than \(words(entry.window))",
                "\(name(entry.kind)) \(words(entry.window))")
        }
        return say(
            "touches before the judging instant by \(language.list(windows, .or)). ",
            "归属时点前不足以下时长的触点:\(language.list(windows, .or))。")
    }

    private func sharing(_ share: BasisPoints) -> String {
        let percent = percent(share)
        return say(
            " \(percent) of the weight goes to the guide whom the customer is bound to, where "
                + "there is one who can be credited and who is not the only one credited anyway.",
            "其中 \(percent) 的权重归客户绑定的导购;没有可计业绩的绑定导购,或仅有该导购一人时,不作拆分。")
    }

    // MARK: Models

    private func model(_ model: Rule.Model) -> String {
        switch model {
        case .lastTouch:
            say("Last touch: the latest one is credited.", "末次触点:最近一个触点的导购。")
        case .firstTouch:
            say("First touch: the earliest one is credited.", "首次触点:最早一个触点的导购。")
        case .linear:
            say("Linear: all of them share equally.", "平均:各触点平均。")
        case .positionBased:
            say(
                "Position based: the first and the last have 40% each, all between share 20% "
                    + "equally; of two each has half.",
                "首末加权:首个和末个触点各 40%,其余触点平分 20%;仅两个触点时各半。")
        case .timeDecay(let halfLife):
            say(
                "Time decay: a touch counts half as much for every \(words(halfLife)) that it lies "
                    + "before the judging instant, down to a millionth.",
                "时间衰减:触点距归属时点每早 \(words(halfLife)),权重减半,最低为百万分之一。")
        case .wShaped:
            say(
                "W-shaped: the first, the first contact added and the last each count three times "
                    + "as much as all others together, who share equally; without others these "
                    + "count the same; a touch that is two of them counts for both.",
                "三点加权:首个触点、首次加好友、末个触点,各为其余触点合计的三倍,其余触点平分;"
                    + "没有其余触点时三者相等;一个触点兼任两者的,权重累加。")
        case .custom(let weights):
            custom(weights)
        }
    }

    private func custom(_ weights: [TouchKind: UInt32]) -> String {
        let entries = weights.filter { $0.value > 0 }.sorted { $0.key < $1.key }
            .map { "\(name($0.key)) \($0.value)" }
        let list = language.list(entries, .and)
        return say(
            "Weights by kind: \(list); no other kind counts.", "自定义权重:\(list);其他触点不计。")
    }
}
