import Glibc

@testable import MeritJournal

/// Which calls to the simulated disk go wrong. Calls are counted from 1 since the plan was set.
struct FaultPlan: Sendable {
    enum Span: Sendable {
        case once
        case forever
    }

    struct Failure: Sendable {
        let call: Int
        let number: Int32
        let span: Span
        /// Only calls of this operation count and fail; nil: all.
        var operation: DiskError.Operation?
    }

    /// Every call from this one on fails, as if the power were gone.
    var crashAt: Int?
    var failures: [Failure] = []
    var interruptionPercent = 0
    var shortWritePercent = 0
    /// Bytes that files may take together.
    var capacity = Int.max

    static let none = FaultPlan()
}
