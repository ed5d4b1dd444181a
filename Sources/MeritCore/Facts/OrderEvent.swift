/// One leaf of an order event: left out (stays as it was), `null` (cleared), or a value.
public enum Leaf<Value: Hashable & Sendable>: Hashable, Sendable {
    case absent
    case cleared
    case value(Value)

    /// The value, nil where absent or cleared.
    public var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    /// True when the event carries the leaf, `null` included.
    public var isPresent: Bool {
        if case .absent = self { false } else { true }
    }
}

/// What an order event says happened. The raw value is on disk.
public enum OrderEventType: UInt8, CaseIterable, Sendable {
    case created = 1
    case paid = 2
    case completed = 3
    case cancelled = 4
    case refunded = 5

    /// The `type` in payloads.
    public var name: String {
        switch self {
        case .created: "order.created"
        case .paid: "order.paid"
        case .completed: "order.completed"
        case .cancelled: "order.cancelled"
        case .refunded: "order.refunded"
        }
    }

    public init?(name: some StringProtocol) {
        guard let type = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = type
    }
}

/// An order event as a shop sent it or a file brought it: what it carries, nothing inferred.
///
/// On `refunded` and `cancelled` events only `refund`, `version` and `occurredAt` count; the parser
/// leaves every other leaf absent there.
public struct OrderEvent: Fact {
    public static let kind = FactKind.orderEvent
    public static let version: UInt8 = 1
    /// Lines of an order.
    public static let linesMax = 1_000

    public let order: OrderKey
    /// Unique within the shop.
    public let event: EventID
    /// SHA-256 over `OrderEvent.content` without what the door found of token and click id, and
    /// over their texts instead: two events with one id and one digest are repeats, also where a
    /// key was retired between the two deliveries.
    public let contentDigest: Digest
    /// Nil for a webhook.
    public let provenance: ImportProvenance?
    public let type: OrderEventType
    /// The shop's version of the order, 0 … 2⁵³.
    public let orderVersion: UInt64
    public let occurredAt: Timestamp
    public let currency: Currency
    public let createdAt: Leaf<Timestamp>
    public let paidAt: Leaf<Timestamp>
    public let completedAt: Leaf<Timestamp>
    public let store: Leaf<StoreCode>
    public let lines: Leaf<[OrderLine]>
    public let freight: Leaf<MinorAmount>
    public let token: Leaf<TokenEvidence>
    public let clickID: Leaf<ClickEvidence>
    public let assignedStaff: Leaf<StaffNumber>
    public let refund: Refund?
    /// Values that were masked, empty or fillers (`null`, `0`), and so became no alias.
    public let aliasesIgnored: UInt8
    /// By kind, each kind at most once; empty once the person is erased.
    public let buyer: [BuyerLeaf]

    /// One kind of the buyer's aliases: nil clears it.
    public struct BuyerLeaf: Hashable, Sendable {
        public let kind: AliasKind
        public let alias: Alias?
        public init(kind: AliasKind, alias: Alias?) {
            self.kind = kind
            self.alias = alias
        }
    }

    public init(
        order: OrderKey, event: EventID, contentDigest: Digest, provenance: ImportProvenance?,
        type: OrderEventType, orderVersion: UInt64, occurredAt: Timestamp, currency: Currency,
        createdAt: Leaf<Timestamp> = .absent, paidAt: Leaf<Timestamp> = .absent,
        completedAt: Leaf<Timestamp> = .absent, store: Leaf<StoreCode> = .absent,
        lines: Leaf<[OrderLine]> = .absent, freight: Leaf<MinorAmount> = .absent,
        token: Leaf<TokenEvidence> = .absent, clickID: Leaf<ClickEvidence> = .absent,
        assignedStaff: Leaf<StaffNumber> = .absent, refund: Refund? = nil,
        aliasesIgnored: UInt8 = 0, buyer: [BuyerLeaf] = []
    ) {
        self.order = order
        self.event = event
        self.contentDigest = contentDigest
        self.provenance = provenance
        self.type = type
        self.orderVersion = orderVersion
        self.occurredAt = occurredAt
        self.currency = currency
        self.createdAt = createdAt
        self.paidAt = paidAt
        self.completedAt = completedAt
        self.store = store
        self.lines = lines
        self.freight = freight
        self.token = token
        self.clickID = clickID
        self.assignedStaff = assignedStaff
        self.refund = refund
        self.aliasesIgnored = aliasesIgnored
        self.buyer = buyer
    }

    /// This event with its digest replaced: the parser computes it over `content`.
    public func with(contentDigest: Digest) -> OrderEvent {
        OrderEvent(
            order: order, event: event, contentDigest: contentDigest, provenance: provenance,
            type: type, orderVersion: orderVersion, occurredAt: occurredAt, currency: currency,
            createdAt: createdAt, paidAt: paidAt, completedAt: completedAt, store: store,
            lines: lines, freight: freight, token: token, clickID: clickID,
            assignedStaff: assignedStaff, refund: refund, aliasesIgnored: aliasesIgnored,
            buyer: buyer)
    }
}

/// A line as the shop reports it.
public struct OrderLine: Hashable, Sendable {
    public let line: LineID
    /// The shop's article, as it names it; for people only.
    public let sku: String?
    public let category: Category?
    /// 0 … 2⁵³; for people only.
    public let quantity: UInt64?
    /// The line's whole amount (not per piece), 0 … 2⁵³.
    public let amount: MinorAmount

    public init(
        line: LineID, sku: String?, category: Category?, quantity: UInt64?, amount: MinorAmount
    ) {
        self.line = line
        self.sku = sku
        self.category = category
        self.quantity = quantity
        self.amount = amount
    }
}

/// A refund: of lines (and freight), or of an amount of the whole order.
public struct Refund: Hashable, Sendable {
    public let refund: RefundID
    public let scope: Scope

    public enum Scope: Hashable, Sendable {
        /// Amounts by line, each line once, and of the freight.
        case lines([LineRefund], freight: MinorAmount)
        case order(MinorAmount)
    }

    public struct LineRefund: Hashable, Sendable {
        public let line: LineID
        public let amount: MinorAmount
        public init(line: LineID, amount: MinorAmount) {
            self.line = line
            self.amount = amount
        }
    }

    public init(refund: RefundID, scope: Scope) {
        self.refund = refund
        self.scope = scope
    }
}

/// The token an order came with, as the door found it.
public enum TokenEvidence: Hashable, Sendable {
    /// The tag verifies. `rejection` is `retiredKey` or nil; what depends on the directory is
    /// resolved when judging.
    case verified(TokenClaim, rejection: TokenRejection?)
    /// `malformed`, `unsupportedVersion`, `unknownKey` or `forged`.
    case rejected(TokenRejection)
}

/// The click id an order came with, as the door found it.
public enum ClickEvidence: Hashable, Sendable {
    /// The tag verifies: it names this click (`Alias.init(click:of:)`).
    case verified(Alias)
    /// The tag does not verify under the token that the event or the recorded click names.
    case mismatch
    /// Not a click id, or no recorded click: as if absent.
    case unknown
}
