/// What a journal takes at the moment.
package enum JournalState: Hashable, Sendable {
    case writing
    /// Free space is below the first mark: clicks and views are refused.
    case trafficRefused
    /// Free space is below the second mark: webhooks, callbacks and commands are refused too.
    case inboundRefused
    /// A write or sync failed; only a restart helps.
    case failed(JournalError)
    case closed
}

/// What was handed over to a journal and is not taken up by its writer yet.
package struct JournalBacklog: Hashable, Sendable {
    package let submissions: Int
    /// Bytes of records.
    package let bytes: Int
}

/// Counted since the journal was opened.
package struct JournalStatistics: Hashable, Sendable {
    package var batches: UInt64 = 0
    package var records: UInt64 = 0
    /// Bytes of batches, padding included.
    package var bytes: UInt64 = 0
    package var syncs: UInt64 = 0
    /// Records that were refused, by class and for whatever reason.
    package var refusedTraffic: UInt64 = 0
    package var refusedInbound: UInt64 = 0
    package var refusedDecisions: UInt64 = 0

    mutating func refuse(_ class: SubmissionClass, records: Int) {
        switch `class` {
        case .traffic: refusedTraffic += UInt64(records)
        case .inbound: refusedInbound += UInt64(records)
        case .decision: refusedDecisions += UInt64(records)
        }
    }
}
