package import MeritCore

extension RecordBuffer {
    /// Appends a fact as its kind and version define its bytes. `salt` is drawn where the fact has
    /// a personal part.
    package mutating func append(
        _ fact: some Fact, time: Timestamp, salt: () -> PersonalSalt
    ) {
        let kind = type(of: fact).kind
        let version = type(of: fact).version
        if fact.hasPersonalPart {
            append(
                kind: kind, version: version, time: time, salt: salt(),
                public: { fact.writePublic(to: &$0) },
                personal: { fact.writePersonal(to: &$0) })
        } else {
            append(
                kind: kind, version: version, time: time, salt: PersonalSalt(0, 0),
                public: { fact.writePublic(to: &$0) }, personal: nil)
        }
    }
}

/// Records facts one call at a time: stamped with the time of the call, durable when it returns.
package struct FactRecorder: Sendable {
    private let journal: Journal
    private let now: @Sendable () -> Timestamp
    private let salt: @Sendable () -> PersonalSalt

    /// `salt` gives 16 unpredictable bytes at each call.
    package init(
        journal: Journal, now: @escaping @Sendable () -> Timestamp,
        salt: @escaping @Sendable () -> PersonalSalt
    ) {
        self.journal = journal
        self.now = now
        self.salt = salt
    }

    /// Returns the fact's sequence once it is durable.
    package func record(
        _ fact: some Fact, class: SubmissionClass
    ) async throws(JournalRefusal) -> Sequence {
        try await record(all: [fact], class: `class`)
    }

    /// Returns the first fact's sequence once all are durable: consecutive, in one batch, all or
    /// none. `facts` must not be empty.
    package func record(
        all facts: [any Fact], class: SubmissionClass
    ) async throws(JournalRefusal) -> Sequence {
        var buffer = journal.emptyBuffer()
        let time = now()
        for fact in facts { buffer.append(fact, time: time, salt: salt) }
        return try await journal.append(buffer, class: `class`)
    }
}
