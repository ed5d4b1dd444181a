import MeritCore

extension PolicyWording {
    /// One line where nobody is bound, else one for each term.
    func relation(_ terms: RelationTerms?) -> [String] {
        guard let terms else {
            return [
                say(
                    "Customer relations: under this policy no customer is bound to a guide.",
                    "客户关系:本规则不绑定客户。")
            ]
        }
        return [
            binding(terms), lasting(terms), renewal(terms.renew), capture(terms.capture),
            say(
                "Hand-over: a completed hand-over by the guide moves the relation; its time runs "
                    + "on.",
                "客户继承:接替完毕后客户关系转给接替导购,有效期和保护期继续计算。"),
            deletion(terms.endOnDelete),
        ]
    }

    private func binding(_ terms: RelationTerms) -> String {
        let causes = RelationCause.allCases.filter(terms.bindOn.contains)
        guard !causes.isEmpty else {
            return say(
                "Binding: nothing binds a customer to a guide.", "绑定:没有绑定客户的方式。")
        }
        let list = language.list(causes.map(name), .or)
        let least = terms.purchaseMin.value
        let purchase = say(
            " A purchase counts for whoever has its greatest share, if its credit base before "
                + "refunds is at least \(least) in minor units (fen).",
            "消费归于该单业绩占比最大的导购,退款前的业绩口径金额须不少于 \(least) 分。")
        return say(
            "Binding: a customer without a valid guide is bound to an employed staff member by "
                + "\(list).",
            "绑定:没有有效绑定的客户,通过\(list)与在职导购绑定。") + purchase
    }

    private func lasting(_ terms: RelationTerms) -> String {
        let validity =
            switch terms.validity {
            case .permanent: say("for good", "永久有效")
            case .length(let length):
                say("for \(words(length))", "有效期 \(words(length))")
            }
        let protection =
            switch terms.protection {
            case .permanent: say("for as long as it is valid", "保护期与有效期相同")
            case .length(let length):
                say("for \(words(length))", "保护期 \(words(length))")
            }
        return say(
            "A relation is valid \(validity) and protected \(protection).",
            "绑定\(validity),\(protection)。")
    }

    private func renewal(_ renewal: RelationTerms.Renewal) -> String {
        switch renewal {
        case .never:
            say(
                "Renewal: nothing prolongs validity or protection.",
                "续期:有效期和保护期不延长。")
        case .onPurchase:
            say(
                "Renewal: each purchase credited to the guide counts validity and protection "
                    + "again from then on; an end that was later stays.",
                "续期:归于该导购的每次消费使有效期和保护期重新计算;原截止时间更晚的保持不变。")
        case .onAny:
            say(
                "Renewal: each touch and each purchase of the guide counts validity and "
                    + "protection again from then on; an end that was later stays.",
                "续期:该导购的每个触点和每次消费使有效期和保护期重新计算;原截止时间更晚的保持不变。")
        }
    }

    private func capture(_ capture: RelationTerms.Capture) -> String {
        switch capture {
        case .never:
            say(
                "Capture: while a relation is valid nobody else can take the customer.",
                "抢客:绑定有效期内,其他导购不能绑定该客户。")
        case .afterProtection:
            say(
                "Capture: once the protection is over, somebody else who would bind the customer "
                    + "takes them over.",
                "抢客:保护期过后,其他导购满足绑定条件的,客户改为与其绑定。")
        case .always:
            say(
                "Capture: somebody else who would bind the customer takes them over at any time.",
                "抢客:其他导购满足绑定条件的,客户随时改为与其绑定。")
        }
    }

    private func deletion(_ setting: RelationTerms.EndOnDelete) -> String {
        switch setting {
        case .keeps:
            say(
                "A customer who deletes the guide's contact stays bound.",
                "客户删除导购好友后,绑定继续有效。")
        case .ends:
            say(
                "A customer who deletes the guide's contact is no longer bound.",
                "客户删除导购好友后,绑定终止。")
        }
    }
}
