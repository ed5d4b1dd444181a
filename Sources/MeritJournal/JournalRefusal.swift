/// Why a submission was not recorded, in the order the reasons are tested.
package enum JournalRefusal: Error, Hashable, CaseIterable, Sendable {
    case closed
    /// A write or sync failed. The process has to be restarted, which recovers the journal.
    case failed
    case tooLarge
    case queueFull
    case spaceLow

    /// True where the same submission may succeed later without a restart.
    package var isTransient: Bool { self == .queueFull || self == .spaceLow }

    /// Stable, for logs, metrics and answers.
    package var code: String {
        switch self {
        case .closed: "journal_closed"
        case .failed: "journal_failed"
        case .tooLarge: "journal_record_too_large"
        case .queueFull: "journal_busy"
        case .spaceLow: "journal_disk_full"
        }
    }

    /// What an operator can do about it.
    package var hint: String {
        switch self {
        case .closed: "the service is stopping; try again when it runs"
        case .failed:
            "writing to the journal failed and was stopped; check the disk and restart the service"
        case .tooLarge: "send less at once"
        case .queueFull: "the disk does not keep up; try again later"
        case .spaceLow: "free space on the disk that holds the journal"
        }
    }
}
