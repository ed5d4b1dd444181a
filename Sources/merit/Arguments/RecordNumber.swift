import ArgumentParser

/// The number of a record in the journal, 1 and more.
struct RecordNumber: ExpressibleByArgument, Hashable, Sendable {
    let value: UInt64

    init?(argument: String) {
        guard let value = UInt64(argument), value > 0 else { return nil }
        self.value = value
    }
}
