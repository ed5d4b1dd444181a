import MeritCore
import Testing

/// The bytes of every fact as they are on disk, of every version ever released. They never change:
/// new bytes are a new version.
struct GoldenFactTests {
    @Test func `facts are written as they are on disk for ever`() {
        #expect(Samples.all.count == GoldenFacts.written.count)
        for (sample, golden) in zip(Samples.all, GoldenFacts.written) {
            #expect(Hex.encode(sample.publicBody) == golden.body, "\(sample.testDescription)")
            #expect(
                sample.personalBody.map { Hex.encode($0) } == golden.personal,
                "\(sample.testDescription)")
            #expect(sample.kind == golden.kind && sample.version == golden.version)
        }
    }

    private func read(_ golden: GoldenFact) throws -> FactPayload {
        let body = try #require(Hex.decode(golden.body))
        let personal = try golden.personal.map { try #require(Hex.decode($0)) }
        return try FactPayload(
            kind: golden.kind.rawValue, version: golden.version, publicBody: body[...],
            personal: personal.map { $0[...] })
    }

    @Test func `a decision of version 1 knows no relation, and examined what it named`() throws {
        let expected = Decision(
            order: Samples.order, policy: Samples.policy, judgedAt: Samples.at, asOf: Sequence(9),
            cause: Sequence(8), occasion: .first, rule: "shared", store: Samples.store,
            shares: [.init(payee: Samples.staff, department: Samples.department, weight: 1)],
            candidates: [
                .init(
                    rule: 1, touchKind: .linkClick, touch: Sequence(3), id: [1, 2],
                    staff: Samples.staff, payee: nil, link: Samples.link, at: Samples.at,
                    rejection: .outsideWindow, note: .tokenOnly)
            ], candidatesOmitted: 0, bound: nil,
            examined: .init(
                staff: [Samples.staff], departments: [Samples.department],
                stores: [Samples.store], links: [Samples.link]), customer: [Samples.visitor])
        #expect(try read(GoldenFacts.decisionVersion1) == .decision(expected))
    }

    @Test func `a calendar of version 1 holds always`() throws {
        guard case .calendarSet(let fact) = try read(GoldenFacts.calendarVersion1) else {
            Issue.record("no calendar")
            return
        }
        #expect(fact.from == nil && fact.actor == .system)
        #expect(fact.calendar.zone == "Asia/Shanghai")
        #expect(fact.calendar.offsets.map(\.seconds) == [29_143, 28_800])
        #expect(fact.calendar.dayStartMinutes == 240 && fact.calendar.monthStart == 26)
    }

    @Test func `bytes of one version are not read as another's`() {
        for (old, version) in [
            (GoldenFacts.decisionVersion1, UInt8(2)), (GoldenFacts.calendarVersion1, 2),
        ] {
            let golden = GoldenFact(old.kind, version, old.body, old.personal)
            #expect(throws: FactPayload.Fault.self) { try read(golden) }
        }
    }
}
