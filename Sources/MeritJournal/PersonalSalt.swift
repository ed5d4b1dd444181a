/// The 16 random bytes before a record's personal part. They make the hash of the part in the
/// public part useless for guessing at its content, also after the part was blanked. Fresh for
/// every record.
package struct PersonalSalt: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(_ high: UInt64, _ low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The bytes a salt takes on disk.
    static let byteCount = 16
}
