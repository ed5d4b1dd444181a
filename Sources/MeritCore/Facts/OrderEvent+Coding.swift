extension OrderEvent {
    /// Everything the event says, aliases included, in one canonical spelling. Where it came from
    /// is not part of it.
    public var content: [UInt8] {
        var writer = ByteWriter(reserving: 256)
        writeContent(to: &writer)
        writeBuyer(to: &writer)
        return writer.bytes
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(event)
        writer.write(contentDigest)
        writer.write(optional: provenance) { $0.write($1) }
        writeContent(to: &writer)
    }

    public var hasPersonalPart: Bool { !buyer.isEmpty }

    public func writePersonal(to writer: inout ByteWriter) { writeBuyer(to: &writer) }

    private func writeBuyer(to writer: inout ByteWriter) {
        writer.write(each: buyer) { writer, leaf in
            writer.write(byte: leaf.kind.rawValue)
            writer.write(optional: leaf.alias) { $0.write($1) }
        }
    }

    private func writeContent(to writer: inout ByteWriter) {
        writer.write(order)
        writer.write(byte: type.rawValue)
        writer.write(varint: orderVersion)
        writer.write(occurredAt)
        writer.write(currency)
        writer.write(leaf: createdAt) { $0.write($1) }
        writer.write(leaf: paidAt) { $0.write($1) }
        writer.write(leaf: completedAt) { $0.write($1) }
        writer.write(leaf: store) { $0.write($1) }
        writer.write(leaf: lines) { writer, lines in
            writer.write(each: lines) { $0.write($1) }
        }
        writer.write(leaf: freight) { $0.write($1) }
        writer.write(leaf: token) { $0.write($1) }
        writer.write(leaf: clickID) { $0.write($1) }
        writer.write(leaf: assignedStaff) { $0.write($1) }
        writer.write(optional: refund) { $0.write($1) }
        writer.write(byte: aliasesIgnored)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        event = try reader.name(EventID.self)
        contentDigest = try reader.digest()
        provenance = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.importProvenance()
        }
        order = try reader.orderKey()
        guard let type = OrderEventType(rawValue: try reader.byte()) else {
            throw .invalid("order event type")
        }
        self.type = type
        orderVersion = try reader.varint()
        occurredAt = try reader.timestamp()
        currency = try reader.currency()
        createdAt = try reader.leaf { inner throws(ByteReader.Fault) in try inner.timestamp() }
        paidAt = try reader.leaf { inner throws(ByteReader.Fault) in try inner.timestamp() }
        completedAt = try reader.leaf { inner throws(ByteReader.Fault) in try inner.timestamp() }
        store = try reader.leaf { inner throws(ByteReader.Fault) in
            try inner.name(StoreCode.self)
        }
        lines = try reader.leaf { inner throws(ByteReader.Fault) in
            try inner.orderLines()
        }
        freight = try reader.leaf { inner throws(ByteReader.Fault) in try inner.statedAmount() }
        token = try reader.leaf { inner throws(ByteReader.Fault) in try inner.tokenEvidence() }
        clickID = try reader.leaf { inner throws(ByteReader.Fault) in try inner.clickEvidence() }
        assignedStaff = try reader.leaf { inner throws(ByteReader.Fault) in try inner.staff() }
        refund = try reader.optional { inner throws(ByteReader.Fault) in try inner.refund() }
        aliasesIgnored = try reader.byte()
        buyer =
            try personal.read { reader throws(ByteReader.Fault) in
                try reader.each { inner throws(ByteReader.Fault) in try inner.buyerLeaf() }
            } ?? []
    }
}

extension ByteWriter {
    fileprivate mutating func write<Value>(
        leaf: Leaf<Value>, _ body: (inout ByteWriter, Value) -> Void
    ) {
        switch leaf {
        case .absent: write(byte: 0)
        case .cleared: write(byte: 1)
        case .value(let value):
            write(byte: 2)
            body(&self, value)
        }
    }

    fileprivate mutating func write(_ line: OrderLine) {
        write(line.line)
        write(optional: line.sku) { $0.write(text: $1) }
        write(optional: line.category) { $0.write($1) }
        write(optional: line.quantity) { $0.write(varint: $1) }
        write(line.amount)
    }

    fileprivate mutating func write(_ refund: Refund) {
        write(refund.refund)
        switch refund.scope {
        case .lines(let lines, let freight):
            write(byte: 1)
            write(each: lines) { writer, line in
                writer.write(line.line)
                writer.write(line.amount)
            }
            write(freight)
        case .order(let amount):
            write(byte: 2)
            write(amount)
        }
    }

    fileprivate mutating func write(_ evidence: TokenEvidence) {
        switch evidence {
        case .verified(let claim, let rejection):
            write(byte: 1)
            write(claim)
            write(byte: rejection?.rawValue ?? 0)
        case .rejected(let rejection):
            write(byte: 2)
            write(byte: rejection.rawValue)
        }
    }

    fileprivate mutating func write(_ evidence: ClickEvidence) {
        switch evidence {
        case .verified(let click):
            write(byte: 1)
            write(click)
        case .mismatch: write(byte: 2)
        case .unknown: write(byte: 3)
        }
    }
}

extension ByteReader {
    fileprivate mutating func leaf<Value>(
        _ body: (inout ByteReader) throws(Fault) -> Value
    ) throws(Fault) -> Leaf<Value> {
        switch try byte() {
        case 0: return .absent
        case 1: return .cleared
        case 2: return .value(try body(&self))
        default: throw .invalid("leaf")
        }
    }

    fileprivate mutating func buyerLeaf() throws(Fault) -> OrderEvent.BuyerLeaf {
        guard let kind = AliasKind(rawValue: try byte()) else { throw .invalid("alias kind") }
        let alias = try optional { inner throws(Fault) in try inner.alias() }
        return OrderEvent.BuyerLeaf(kind: kind, alias: alias)
    }

    /// Each line once and none called `freight`, as many as an order may have: whatever divides
    /// and sums amounts relies on it.
    fileprivate mutating func orderLines() throws(Fault) -> [OrderLine] {
        let lines = try each { line throws(Fault) in try line.orderLine() }
        let names = Set(lines.map(\.line))
        guard lines.count <= OrderEvent.linesMax, names.count == lines.count,
            !names.contains(.freight)
        else { throw .invalid("lines") }
        return lines
    }

    /// 0 … 2⁵³.
    fileprivate mutating func statedAmount() throws(Fault) -> MinorAmount {
        let amount = try amount()
        guard (.zero...MinorAmount.statedMax).contains(amount) else { throw .invalid("amount") }
        return amount
    }

    fileprivate mutating func orderLine() throws(Fault) -> OrderLine {
        OrderLine(
            line: try name(LineID.self),
            sku: try optional { inner throws(Fault) in try inner.text() },
            category: try optional { inner throws(Fault) in try inner.name(Category.self) },
            quantity: try optional { inner throws(Fault) in try inner.varint() },
            amount: try statedAmount())
    }

    fileprivate mutating func refund() throws(Fault) -> Refund {
        let id = try name(RefundID.self)
        switch try byte() {
        case 1:
            let lines = try each { inner throws(Fault) in
                Refund.LineRefund(
                    line: try inner.name(LineID.self), amount: try inner.statedAmount())
            }
            return Refund(refund: id, scope: .lines(lines, freight: try statedAmount()))
        case 2: return Refund(refund: id, scope: .order(try statedAmount()))
        default: throw .invalid("refund scope")
        }
    }

    fileprivate mutating func tokenEvidence() throws(Fault) -> TokenEvidence {
        switch try byte() {
        case 1: return .verified(try tokenClaim(), rejection: try rejection())
        case 2:
            guard let rejection = try rejection() else { throw .invalid("rejection") }
            return .rejected(rejection)
        default: throw .invalid("token evidence")
        }
    }

    fileprivate mutating func clickEvidence() throws(Fault) -> ClickEvidence {
        switch try byte() {
        case 1: return .verified(try alias())
        case 2: return .mismatch
        case 3: return .unknown
        default: throw .invalid("click evidence")
        }
    }
}
