extension Decision {
    /// What an amount can be divided by: somebody, each once, weights that 64 signed bits hold.
    private static func canDivide(_ shares: [Share]) -> Bool {
        !shares.isEmpty && shares.allSatisfy { 1...UInt64(Int64.max) ~= $0.weight }
            && Set(shares.map(\.payee)).count == shares.count
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(order)
        writer.write(policy)
        writer.write(judgedAt)
        writer.write(asOf)
        writer.write(cause)
        writer.write(byte: occasion.rawValue)
        writer.write(optional: rule) { $0.write(text: $1) }
        writer.write(optional: store) { $0.write($1) }
        writer.write(each: shares) { writer, share in
            writer.write(share.payee)
            writer.write(optional: share.department) { $0.write($1) }
            writer.write(varint: share.weight)
        }
        writer.write(each: candidates) { $0.write($1) }
        writer.write(varint: UInt64(candidatesOmitted))
        writer.write(optional: bound) { $0.write($1) }
        writer.write(examined)
    }

    public var hasPersonalPart: Bool { !customer.isEmpty }

    public func writePersonal(to writer: inout ByteWriter) {
        writer.write(each: customer) { $0.write($1) }
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        order = try reader.orderKey()
        policy = try reader.name(PolicyID.self)
        judgedAt = try reader.timestamp()
        asOf = try reader.sequence()
        cause = try reader.sequence()
        guard let occasion = Occasion(rawValue: try reader.byte()) else {
            throw .invalid("occasion")
        }
        self.occasion = occasion
        rule = try reader.optionalText()
        store = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.name(StoreCode.self)
        }
        shares = try reader.each { inner throws(ByteReader.Fault) in
            Share(
                payee: try inner.payee(),
                department: try inner.optional { deepest throws(ByteReader.Fault) in
                    try deepest.name(DepartmentCode.self)
                },
                weight: try inner.varint())
        }
        guard Self.canDivide(shares) else { throw .invalid("shares") }
        candidates = try reader.each { inner throws(ByteReader.Fault) in
            try inner.candidate(version)
        }
        candidatesOmitted = try reader.number(UInt32.self, "candidates omitted")
        if version < 2 {
            bound = nil
            examined = Examined(of: candidates, shares: shares, store: store)
        } else {
            bound = try reader.optional { inner throws(ByteReader.Fault) in try inner.bound() }
            examined = try reader.examined()
        }
        customer = try personal.read { inner throws(ByteReader.Fault) in try inner.aliases() } ?? []
    }
}

extension ByteWriter {
    fileprivate mutating func write(_ candidate: Decision.Candidate) {
        write(byte: candidate.rule)
        write(byte: candidate.touchKind?.rawValue ?? 0)
        write(varint: candidate.touch?.value ?? 0)
        write(bytes: candidate.id)
        write(varint: UInt64(candidate.staff?.value ?? 0))
        write(varint: UInt64(candidate.payee?.value ?? 0))
        write(varint: UInt64(candidate.link?.value ?? 0))
        write(optional: candidate.at) { $0.write($1) }
        write(byte: candidate.rejection?.rawValue ?? 0)
        write(byte: candidate.note?.rawValue ?? 0)
    }

    fileprivate mutating func write(_ bound: Decision.Bound) {
        write(bound.guide)
        write(bound.since)
        write(optional: bound.validUntil) { $0.write($1) }
        write(optional: bound.protectedUntil) { $0.write($1) }
    }

    fileprivate mutating func write(_ examined: Decision.Examined) {
        write(each: examined.staff) { $0.write($1) }
        write(each: examined.departments) { $0.write($1) }
        write(each: examined.stores) { $0.write($1) }
        write(each: examined.links) { $0.write($1) }
    }
}

extension ByteReader {
    fileprivate mutating func candidate(_ version: UInt8) throws(Fault) -> Decision.Candidate {
        let rule = try byte()
        let kind = version < 2 ? try touchKind() : try touchKindOrNone()
        let touch = try sequence()
        let id = Array(try lengthPrefixed())
        let staff = StaffNumber(try varint())
        let payee = version < 2 ? nil : StaffNumber(try varint())
        let link = LinkNumber(try varint())
        let at = try optionalTimestamp()
        let rejection = try byte()
        let note = try byte()
        if rejection != 0, RejectReason(rawValue: rejection) == nil {
            throw .invalid("reject reason")
        }
        if note != 0, Decision.Note(rawValue: note) == nil { throw .invalid("note") }
        return Decision.Candidate(
            rule: rule, touchKind: kind, touch: touch == .zero ? nil : touch, id: id,
            staff: staff, payee: payee, link: link, at: at,
            rejection: RejectReason(rawValue: rejection),
            note: Decision.Note(rawValue: note))
    }

    /// Nil for the guide of a relation, which is no touch.
    private mutating func touchKindOrNone() throws(Fault) -> TouchKind? {
        let raw = try byte()
        guard let kind = TouchKind(rawValue: raw) else {
            if raw == 0 { return nil }
            throw .invalid("touch kind")
        }
        return kind
    }

    fileprivate mutating func bound() throws(Fault) -> Decision.Bound {
        Decision.Bound(
            guide: try staff(), since: try timestamp(), validUntil: try optionalTimestamp(),
            protectedUntil: try optionalTimestamp())
    }

    fileprivate mutating func examined() throws(Fault) -> Decision.Examined {
        Decision.Examined(
            staff: try each { inner throws(Fault) in try inner.staff() },
            departments: try each { inner throws(Fault) in try inner.name(DepartmentCode.self) },
            stores: try each { inner throws(Fault) in try inner.name(StoreCode.self) },
            links: try each { inner throws(Fault) in try inner.link() })
    }
}
