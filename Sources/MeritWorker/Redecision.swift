import MeritAttribution
package import MeritCore
package import MeritJournal
import MeritOrders
package import MeritStore

/// Judges every recorded decision once more: from the facts up to its position, with the directory
/// as it stood there and the decisions that were before it in its append in sight. Policy, judging
/// instant, store, rule and shares must be the same; an adjustment must be what was approved.
///
/// Orders of erased persons are not compared, for what they were judged by is gone; they are
/// counted. No reading lasts long: everything is read as of a position, in short snapshots.
package struct Redecision {
    /// What was found.
    package struct Report: Hashable, Sendable {
        /// Decisions that were judged again.
        package var judged: UInt64 = 0
        /// Decisions on orders of erased persons.
        package var erased: UInt64 = 0
        /// The first `differencesMax` of them.
        package var differences: [VerificationReport.Difference] = []
        /// How many there are.
        package var different: UInt64 = 0

        package init() {}
    }

    /// How far it is.
    package struct Progress: Sendable {
        /// Decisions met.
        package let decisions: UInt64
        package let through: Sequence
    }

    package static let differencesMax = 1_000
    /// Decisions as of one position that are held at once; an append has far fewer.
    private static let groupMax = 8_192

    private let store: Store
    private let disk: any Disk
    private var past: PastDirectory
    private var report = Report()

    /// A decision as the journal has it.
    private struct Recorded {
        let sequence: Sequence
        let decision: Decision
        let personal: PersonalPart
    }

    /// Nothing may be applied to `store` meanwhile.
    package init(store: Store, disk: any Disk) throws(StoreError) {
        self.store = store
        self.disk = disk
        past = PastDirectory(try store.directoryHistory())
    }

    /// Judges every decision up to the store's position.
    package mutating func run(
        progress: (Progress) -> Void = { _ in }
    ) throws(Rebuild.Failure) -> Report {
        var group: [Recorded] = []
        let end = store.cursor.mark.sequence
        var scanner = try Rebuild.scanner(of: disk)
        while let batch = try Rebuild.next(&scanner), batch.end.mark.sequence <= end {
            for record in batch.records where record.kind == FactKind.decision.rawValue {
                guard let recorded = read(record) else { continue }
                if let first = group.first,
                    first.decision.asOf != recorded.decision.asOf
                        || group.count >= Self.groupMax
                {
                    try judge(&group, progress)
                }
                group.append(recorded)
            }
        }
        try judge(&group, progress)
        return report
    }

    /// Nil where the record is no decision that can be read: the store has it as a bad record.
    private func read(_ record: Record) -> Recorded? {
        let personal: ArraySlice<UInt8>? =
            if case .present(let body) = record.personal { body } else { nil }
        let decision = try? Decision(
            version: record.version, publicBody: record.publicBody, personalBody: personal)
        return decision.map {
            Recorded(sequence: record.sequence, decision: $0, personal: record.personal)
        }
    }

    /// Decisions as of one position, in the order of their records.
    private mutating func judge(
        _ group: inout [Recorded], _ progress: (Progress) -> Void
    ) throws(Rebuild.Failure) {
        guard let first = group.first, let last = group.last else { return }
        do throws(StoreError) {
            try judge(group[...], asOf: first.decision.asOf)
        } catch {
            throw .store(error)
        }
        group.removeAll(keepingCapacity: true)
        progress(Progress(decisions: report.judged + report.erased, through: last.sequence))
    }

    private mutating func judge(
        _ group: ArraySlice<Recorded>, asOf: Sequence
    ) throws(StoreError) {
        let directory = past.directory(asOf: asOf)
        var rest = group
        var report = report
        try store.judge(
            group.map { PendingJudgement($0.decision) }, asOf: asOf, in: directory
        ) { subject, directory in
            while let next = rest.popFirst() {
                guard next.decision.order == subject.order else {
                    report.miss(next.sequence, next.decision)
                    continue
                }
                if next.personal == .erased {
                    report.erased += 1
                } else {
                    report.compare(
                        next.sequence, next.decision, with: subject.judgement(in: directory))
                }
                // Those behind it were judged with the decision that was recorded in sight.
                return .decided(next.decision)
            }
            return nil
        }
        for next in rest { report.miss(next.sequence, next.decision) }
        self.report = report
    }
}

extension Redecision.Report {
    fileprivate mutating func miss(_ sequence: Sequence, _ decision: Decision) {
        judged += 1
        differ(sequence, decision, "there is nothing that it could have been made for")
    }

    fileprivate mutating func compare(
        _ sequence: Sequence, _ recorded: Decision, with judgement: Judgement
    ) {
        judged += 1
        guard case .decided(let again) = judgement else {
            return differ(sequence, recorded, "judged again nothing is decided")
        }
        let details = again.differences(from: recorded)
        if !details.isEmpty {
            differ(sequence, recorded, details.joined(separator: ", "))
        }
    }

    private mutating func differ(_ sequence: Sequence, _ decision: Decision, _ detail: String) {
        different += 1
        guard differences.count < Redecision.differencesMax else { return }
        differences.append(
            VerificationReport.Difference(
                code: "decision_differs",
                message: "order \(decision.order), decision \(sequence.value): \(detail)"))
    }
}

extension Decision {
    /// What is otherwise than in the decision that was recorded, of all that earns money.
    fileprivate func differences(from recorded: Decision) -> [String] {
        var details: [String] = []
        func compare(_ name: String, _ again: String, _ before: String) {
            if again != before { details.append("\(name) is \(again), recorded was \(before)") }
        }
        compare("the policy", "\(policy)", "\(recorded.policy)")
        compare(
            "the judging instant", "\(judgedAt.milliseconds)", "\(recorded.judgedAt.milliseconds)")
        compare("the store", store?.value ?? "none", recorded.store?.value ?? "none")
        compare("the rule", rule ?? "none", recorded.rule ?? "none")
        compare("the credit", Self.text(shares), Self.text(recorded.shares))
        return details
    }

    private static func text(_ shares: [Share]) -> String {
        shares.map { share in
            "\(share.payee.value) of \(share.department?.value ?? "none") × \(share.weight)"
        }.joined(separator: " + ")
    }
}

extension PendingCase {
    fileprivate var order: OrderKey {
        switch self {
        case .judging(let subject): subject.order.order
        case .adjustment(let subject): subject.standing.order
        }
    }
}

/// The directory as it stood at one position after the other.
private struct PastDirectory {
    /// In journal order.
    private let history: [RecordedChange]
    private var applied = 0
    private var position = Sequence.zero
    private var directory = Directory()

    init(_ history: [RecordedChange]) { self.history = history }

    /// Positions that rise cost least.
    mutating func directory(asOf: Sequence) -> Directory {
        if asOf < position {
            applied = 0
            directory = Directory()
        }
        position = asOf
        while applied < history.count, history[applied].sequence <= asOf {
            directory.apply(history[applied].change)
            applied += 1
        }
        return directory
    }
}
