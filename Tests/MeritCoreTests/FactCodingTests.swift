import MeritCore
import SeededRandom
import Testing

/// Facts as bytes: what was written is what is read, and nothing else is.
struct FactCodingTests {
    @Test(arguments: Samples.all)
    func `a fact comes back as it was`(sample: Samples.Sample) throws {
        let read = try FactPayload(
            kind: sample.kind.rawValue, version: sample.version, publicBody: sample.publicBody[...],
            personal: sample.personalBody.map { $0[...] })
        #expect(read == sample.payload)
    }

    @Test(arguments: Samples.all)
    func `a fact whose personal part was blanked is still read`(sample: Samples.Sample) throws {
        _ = try FactPayload(
            kind: sample.kind.rawValue, version: sample.version, publicBody: sample.publicBody[...],
            personal: nil)
    }

    @Test(arguments: Samples.all)
    func `a fact cut short or prolonged is refused, never misread`(sample: Samples.Sample) {
        for length in 0..<sample.publicBody.count {
            #expect(throws: FactPayload.Fault.self) {
                try FactPayload(
                    kind: sample.kind.rawValue, version: sample.version,
                    publicBody: sample.publicBody[..<length],
                    personal: sample.personalBody.map { $0[...] })
            }
        }
        #expect(throws: FactPayload.Fault.self) {
            try FactPayload(
                kind: sample.kind.rawValue, version: sample.version,
                publicBody: (sample.publicBody + [0])[...],
                personal: sample.personalBody.map { $0[...] })
        }
    }

    @Test func `random bytes never trap`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(seed: seed)
        for _ in 0..<20_000 {
            let kind = FactKind.allCases[Int(random.next() % UInt64(FactKind.allCases.count))]
            let body = (0..<Int(random.next() % 200)).map { _ in
                UInt8(truncatingIfNeeded: random.next())
            }
            let version = UInt8(truncatingIfNeeded: random.next() % 3)
            _ = try? FactPayload(
                kind: kind.rawValue, version: version, publicBody: body[...], personal: body[...])
        }
        print("fact coding seed \(seed)")
    }

    @Test func `a kind or a version of a newer release stops the reader`() {
        #expect(throws: FactPayload.Fault.newer(kind: 999, version: 1)) {
            try FactPayload(kind: 999, version: 1, publicBody: [], personal: nil)
        }
        #expect(throws: FactPayload.Fault.newer(kind: 1, version: 2)) {
            try FactPayload(kind: 1, version: 2, publicBody: [], personal: nil)
        }
        let newer = Decision.version + 1
        #expect(
            throws: FactPayload.Fault.newer(kind: FactKind.decision.rawValue, version: newer)
        ) {
            try FactPayload(
                kind: FactKind.decision.rawValue, version: newer, publicBody: [], personal: nil)
        }
    }

    @Test func `no fact has version 0`() {
        #expect(throws: FactPayload.Fault.malformed(.decision, .invalid("version 0"))) {
            try FactPayload(
                kind: FactKind.decision.rawValue, version: 0, publicBody: [], personal: nil)
        }
    }

    @Test(
        arguments: [
            [], [(2, 1), (1, 1)], [(1, 1), (1, 2)], [(1, 1 << 63)], [(1 << 24, 1)],
        ] as [[(UInt32, UInt64)]])
    func `what no adjustment can credit is refused`(parts: [(UInt32, UInt64)]) {
        let claim = parts.map {
            AdjustmentProposed.Part(payee: StaffNumber(unchecked: $0), value: $1)
        }
        for claim in [AdjustmentProposed.Claim.weights(claim), .amounts(claim)] {
            var writer = ByteWriter()
            writer.write(claim)
            var reader = ByteReader(writer.bytes)
            #expect(throws: ByteReader.Fault.self) { try reader.claim() }
        }
        var neither = ByteReader([3, 1, 1, 1])
        #expect(throws: ByteReader.Fault.invalid("claim")) { try neither.claim() }
    }

    @Test(arguments: [1, 15, 17])
    func `a contact's id has 16 bytes or none`(count: Int) {
        let contact = ContactChanged(
            event: EventID(unchecked: "e"), id: Array(repeating: 7, count: count),
            at: .distantPast, staff: .max, change: .added, provenance: nil, personal: nil)
        var writer = ByteWriter()
        contact.writePublic(to: &writer)
        #expect(throws: ByteReader.Fault.invalid("contact id")) {
            try ContactChanged(version: 1, publicBody: writer.bytes[...], personalBody: nil)
        }
    }

    @Test(arguments: [-719_165, 2_932_898] as [Int])
    func `a day on which no instant falls is no day`(days: Int) {
        var writer = ByteWriter()
        writer.write(CivilDate(daysSince1970: days))
        var reader = ByteReader(writer.bytes)
        #expect(throws: ByteReader.Fault.invalid("date")) { try reader.civilDate() }
    }

    @Test func `what was examined rises and names each once`() {
        func staff(_ number: UInt32) -> StaffNumber { StaffNumber(unchecked: number) }
        let examined = Decision.Examined(
            staff: [staff(3), staff(1), staff(3)],
            departments: [DepartmentCode(unchecked: "b"), DepartmentCode(unchecked: "a")],
            stores: [], links: [])
        #expect(examined.staff == [staff(1), staff(3)])
        #expect(examined.departments.map(\.value) == ["a", "b"])
    }

    @Test func `every kind of fact has a sample here`() {
        let covered = Set(Samples.all.map(\.kind))
        let journalOwn: Set<FactKind> = [.erased]
        #expect(Set(FactKind.allCases).subtracting(covered) == journalOwn)
    }

    @Test(arguments: [Int64.min, -62_135_596_800_001, 253_402_300_800_000, .max])
    func `a time outside the calendar is no time`(milliseconds: Int64) {
        var writer = ByteWriter()
        writer.write(Timestamp(milliseconds: milliseconds))
        var reader = ByteReader(writer.bytes)
        #expect(throws: ByteReader.Fault.invalid("time")) { try reader.timestamp() }
    }

    @Test(
        arguments: [
            [("1", 5), ("1", 6)], [("freight", 1)], [("1", -1)], [("1", 1 << 53 + 1)],
            (0...1_000).map { ("\($0)", 1) },
        ] as [[(String, Int64)]])
    func `lines that cannot be summed or divided are no order's lines`(
        lines: [(String, Int64)]
    ) {
        let event = OrderEvent(
            order: OrderKey(shop: ShopName(unchecked: "mall"), order: OrderID(unchecked: "A")),
            event: EventID(unchecked: "e"), contentDigest: .zero, provenance: nil, type: .paid,
            orderVersion: 1, occurredAt: .distantPast, currency: .renminbi,
            lines: .value(
                lines.map { line, amount in
                    OrderLine(
                        line: LineID(unchecked: line), sku: nil, category: nil, quantity: nil,
                        amount: MinorAmount(amount))
                }))
        var writer = ByteWriter()
        event.writePublic(to: &writer)
        #expect(throws: ByteReader.Fault.self) {
            try OrderEvent(version: 1, publicBody: writer.bytes[...], personalBody: nil)
        }
    }

    @Test(arguments: [[], [(1, 0)], [(1, 1 << 63)], [(1, 2), (1, 3)]] as [[(UInt32, UInt64)]])
    func `shares that nothing can be divided by are no decision's`(
        shares: [(UInt32, UInt64)]
    ) {
        let decision = Decision(
            order: OrderKey(shop: ShopName(unchecked: "mall"), order: OrderID(unchecked: "A")),
            policy: PolicyID(unchecked: "p"), judgedAt: .distantPast, asOf: .zero, cause: .zero,
            occasion: .first, rule: nil, store: nil,
            shares: shares.map {
                .init(payee: StaffNumber(unchecked: $0), department: nil, weight: $1)
            }, candidates: [], candidatesOmitted: 0, customer: [])
        var writer = ByteWriter()
        decision.writePublic(to: &writer)
        #expect(throws: ByteReader.Fault.self) {
            try Decision(
                version: Decision.version, publicBody: writer.bytes[...], personalBody: nil)
        }
    }

    @Test func `varints keep every value`() throws {
        var writer = ByteWriter()
        let values: [UInt64] = [0, 1, 127, 128, 16_383, 16_384, 1 << 49, .max]
        let signed: [Int64] = [0, -1, 1, .min, .max]
        for value in values { writer.write(varint: value) }
        for value in signed { writer.write(signed: value) }
        var reader = ByteReader(writer.bytes)
        for value in values { #expect(try reader.varint() == value) }
        for value in signed { #expect(try reader.signed() == value) }
        try reader.finish()
        var overlong = ByteReader([UInt8](repeating: 0x80, count: 10) + [1])
        #expect(throws: ByteReader.Fault.self) { try overlong.varint() }
    }
}
