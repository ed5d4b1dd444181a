import MeritCore
import MeritIdentity
import MeritJSON

extension OrderEventReading {
    /// What an event says about who brought the order.
    struct Attribution {
        var token = Finding<TokenEvidence>()
        var clickID = Finding<ClickEvidence>()
        var assignedStaff: Leaf<StaffNumber> = .absent

        /// The same for any state of keys and recorded clicks.
        var withoutFindings: Attribution {
            var neutral = self
            neutral.token.found = token.found.map { _ in .rejected(.malformed) }
            neutral.clickID.found = clickID.found.map { _ in .unknown }
            return neutral
        }
    }

    /// What the door found of a text.
    struct Finding<Evidence: Hashable & Sendable> {
        var found: Leaf<Evidence> = .absent
        /// Nil where the leaf has no value.
        var text: String?
    }

    /// What an event says about who bought.
    struct Buyer {
        var leaves: [OrderEvent.BuyerLeaf] = []
        /// Masked, empty and filler values (`null`, `0`, `xxxx`), at most one per kind.
        var ignored: UInt8 = 0
    }

    /// A text that the door's own checks judge: no text is a fault, bad evidence counts nothing.
    private var evidence: JSONForm<String> {
        .text(bytes: 0...OrderEventParser.limits.stringBytesMax)
    }

    mutating func attribution() -> Attribution {
        let node = members["attribution"]
        var attribution = Attribution()
        switch node.value {
        case nil: return attribution
        case .null?:
            attribution.token.found = .cleared
            attribution.clickID.found = .cleared
            attribution.assignedStaff = .cleared
            return attribution
        default: break
        }
        guard let object = reader.object(node) else { return attribution }
        attribution.token = finding(object["token"], parser.token)
        let claim = attribution.token.found.value?.claim
        let check = parser.click
        attribution.clickID = finding(object["click_id"]) { check($0, claim) }
        attribution.assignedStaff = leaf(object["assigned_staff"], .staff)
        return attribution
    }

    private mutating func finding<Evidence>(
        _ node: JSONNode, _ check: (String) -> Evidence
    ) -> Finding<Evidence> {
        let text = leaf(node, evidence)
        return Finding(found: text.map(check), text: text.value)
    }

    mutating func buyer() -> Buyer {
        let node = members["buyer"]
        var buyer = Buyer()
        switch node.value {
        case nil: return buyer
        case .null?:
            buyer.leaves = Self.buyerKinds.map { OrderEvent.BuyerLeaf(kind: $0, alias: nil) }
            return buyer
        default: break
        }
        guard let object = reader.object(node) else { return buyer }
        for kind in Self.buyerKinds { read(kind, object[kind.name], into: &buyer) }
        return buyer
    }

    /// A click is no buyer's kind: it comes with the order's `attribution`.
    private static let buyerKinds = AliasKind.allCases.filter { $0 != .click }

    private mutating func read(_ kind: AliasKind, _ node: JSONNode, into buyer: inout Buyer) {
        switch leaf(node, evidence) {
        case .absent: return
        case .cleared: buyer.leaves.append(OrderEvent.BuyerLeaf(kind: kind, alias: nil))
        case .value(let text):
            switch parser.hasher.alias(kind: kind, value: text, shop: shop) {
            case .alias(let alias):
                buyer.leaves.append(OrderEvent.BuyerLeaf(kind: kind, alias: alias))
            case .ignored: buyer.ignored += 1
            // A shop's phone field is free text. What is no number names nobody, and no order
            // waits for it.
            case .refused(.malformedPhone): buyer.ignored += 1
            case .refused(let fault):
                reader.note(JSONFault.Code(rawValue: fault.rawValue), at: node, fault.message)
            }
        }
    }
}

extension Leaf {
    fileprivate func map<Other: Hashable & Sendable>(_ change: (Value) -> Other) -> Leaf<Other> {
        switch self {
        case .absent: .absent
        case .cleared: .cleared
        case .value(let value): .value(change(value))
        }
    }
}

extension TokenEvidence {
    fileprivate var claim: TokenClaim? {
        if case .verified(let claim, _) = self { claim } else { nil }
    }
}
