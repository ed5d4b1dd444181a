/// Asks that an order be credited otherwise than its policy did: an appeal (业绩申诉) or a
/// correction. It counts once somebody else approves it.
public struct AdjustmentProposed: Fact {
    public static let kind = FactKind.adjustmentProposed
    public static let version: UInt8 = 1

    public let order: OrderKey
    public let claim: Claim
    public let actor: Actor
    public let personal: Reason?

    public typealias Personal = Reason

    /// Who is to be credited: payees rising by number, each once, at least one.
    public enum Claim: Hashable, Sendable {
        /// In this proportion.
        case weights([Part])
        /// With so many minor units each; they sum to the order's present net base.
        case amounts([Part])

        public var parts: [Part] {
            switch self {
            case .weights(let parts), .amounts(let parts): parts
            }
        }
    }

    public struct Part: Hashable, Sendable {
        /// 0 for unattributed.
        public let payee: StaffNumber
        /// 0 … 2⁶³−1.
        public let value: UInt64
        public init(payee: StaffNumber, value: UInt64) {
            self.payee = payee
            self.value = value
        }
    }

    public init(order: OrderKey, claim: Claim, actor: Actor, personal: Reason?) {
        self.order = order
        self.claim = claim
        self.actor = actor
        self.personal = personal
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(order)
        writer.write(claim)
        writer.write(actor)
    }

    public var hasPersonalPart: Bool { personal != nil }

    public func writePersonal(to writer: inout ByteWriter) { writer.write(personal) }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        order = try reader.orderKey()
        claim = try reader.claim()
        actor = try reader.actor()
        self.personal = try personal.read { inner throws(ByteReader.Fault) in
            try inner.reason()
        }
    }
}

/// Approves an adjustment, or declines it.
public struct AdjustmentResolved: Fact {
    public static let kind = FactKind.adjustmentResolved
    public static let version: UInt8 = 1

    public let adjustment: AdjustmentNumber
    public let resolution: Resolution
    public let actor: Actor
    public let personal: Reason?

    public typealias Personal = Reason
    public typealias Resolution = MeritCore.Resolution

    public init(
        adjustment: AdjustmentNumber, resolution: Resolution, actor: Actor, personal: Reason?
    ) {
        self.adjustment = adjustment
        self.resolution = resolution
        self.actor = actor
        self.personal = personal
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(varint: UInt64(adjustment.value))
        writer.write(byte: resolution.rawValue)
        writer.write(actor)
    }

    public var hasPersonalPart: Bool { personal != nil }

    public func writePersonal(to writer: inout ByteWriter) { writer.write(personal) }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        adjustment = AdjustmentNumber(try reader.number(UInt32.self, "adjustment"))
        resolution = try reader.resolution()
        actor = try reader.actor()
        self.personal = try personal.read { inner throws(ByteReader.Fault) in
            try inner.reason()
        }
    }
}

extension ByteWriter {
    /// As in the fact: 1 for weights or 2 for amounts, then the parts.
    public mutating func write(_ claim: AdjustmentProposed.Claim) {
        switch claim {
        case .weights: write(byte: 1)
        case .amounts: write(byte: 2)
        }
        write(each: claim.parts) { writer, part in
            writer.write(part.payee)
            writer.write(varint: part.value)
        }
    }
}

extension ByteReader {
    /// A claim whose payees rise, each once, with at least one part.
    public mutating func claim() throws(Fault) -> AdjustmentProposed.Claim {
        let form = try byte()
        let parts = try each { inner throws(Fault) in
            AdjustmentProposed.Part(payee: try inner.payee(), value: try inner.varint())
        }
        guard !parts.isEmpty, parts.allSatisfy({ $0.value <= UInt64(Int64.max) }),
            zip(parts, parts.dropFirst()).allSatisfy({ $0.payee < $1.payee })
        else { throw .invalid("claim") }
        switch form {
        case 1: return .weights(parts)
        case 2: return .amounts(parts)
        default: throw .invalid("claim")
        }
    }
}
