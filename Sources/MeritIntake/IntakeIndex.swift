package import MeritCore

/// Which ids are being recorded right now, and which are recorded but not yet applied. Together
/// with the store, which knows all that is applied, it answers for ever whether an id is used.
///
/// It only decides: `Intake` looks ids up, records and wakes.
package struct IntakeIndex: Sendable {
    /// What makes an input the same as another.
    package enum Key: Hashable, Sendable {
        case orderEvent(ShopName, EventID)
        case importedTouch(EventID)
        case contact(EventID)
        case handOver(EventID, HandOver.State)
        case badRecord(ShopName?, EventID?, body: Digest)
    }

    /// What to do with an input.
    package enum Claim: Hashable, Sendable {
        /// The key is the caller's until it settles: look it up in the store, then record it.
        case yours
        /// Recorded, not yet applied; the digest is of the recorded content.
        case recorded(Digest)
        /// Somebody else is recording under this key: wait, then claim again.
        case busy
        /// `recordedMax` inputs wait for the store: it has to catch up first.
        case full
    }

    /// How a claim ended.
    package enum Settlement: Hashable, Sendable {
        case recorded(Digest, Sequence)
        /// Nothing was recorded: the key is free, or was in the store all the time.
        case released
    }

    /// Whether to wait for a key.
    package enum Wait: Hashable, Sendable {
        case wait
        /// The key is settled: claim again.
        case goOn
        /// `waitersMax` wait for it already.
        case tooMany
    }

    /// Inputs that are recorded and not yet applied; beyond, new ones are refused.
    package static let recordedMax = 1_000_000
    /// Requests that wait for one key; beyond, they are refused.
    package static let waitersMax = 1_000

    /// The waiters of each key that is being recorded.
    private var inFlight: [Key: [UInt64]] = [:]
    private var recorded: [Key: Digest] = [:]
    /// In the order of settling, which is nearly that of sequences.
    private var unapplied: [(sequence: Sequence, key: Key)] = []
    private var unappliedStart = 0

    package init() {}

    /// How many inputs are recorded and not known to be applied.
    package var recordedCount: Int { recorded.count }

    package mutating func claim(_ key: Key) -> Claim {
        if let digest = recorded[key] { return .recorded(digest) }
        if inFlight[key] != nil { return .busy }
        guard recorded.count < Self.recordedMax else { return .full }
        inFlight[key] = []
        return .yours
    }

    /// The content that is recorded under a key and not yet forgotten.
    package func content(of key: Key) -> Digest? { recorded[key] }

    /// Registers a waiter of its own number for a key that was `busy`.
    package mutating func wait(_ waiter: UInt64, for key: Key) -> Wait {
        guard let waiters = inFlight[key] else { return .goOn }
        guard waiters.count < Self.waitersMax else { return .tooMany }
        inFlight[key] = waiters + [waiter]
        return .wait
    }

    /// Ends the caller's claim; the waiters to wake.
    package mutating func settle(_ key: Key, _ settlement: Settlement) -> [UInt64] {
        guard let waiters = inFlight.removeValue(forKey: key) else {
            preconditionFailure("only a claim that was given is settled")
        }
        if case .recorded(let digest, let sequence) = settlement {
            note(key, content: digest, at: sequence)
        }
        return waiters
    }

    /// Notes an input that the journal holds.
    package mutating func note(_ key: Key, content: Digest, at sequence: Sequence) {
        // The first content counts.
        guard recorded[key] == nil else { return }
        recorded[key] = content
        unapplied.append((sequence, key))
    }

    /// Forgets what the store answers for: everything up to `sequence` is applied.
    package mutating func forget(appliedThrough sequence: Sequence) {
        while unappliedStart < unapplied.count, unapplied[unappliedStart].sequence <= sequence {
            recorded[unapplied[unappliedStart].key] = nil
            unappliedStart += 1
        }
        guard unappliedStart > 1_024, unappliedStart * 2 > unapplied.count else { return }
        unapplied.removeFirst(unappliedStart)
        unappliedStart = 0
    }
}
