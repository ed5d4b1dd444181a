package import MeritCore

/// A finished hand-over of the order's customer from one staff member to another.
package struct CaseHandOver: Hashable, Sendable {
    /// Its record.
    package let sequence: Sequence
    /// Its event id; orders equal times, compared as bytes.
    package let id: [UInt8]
    /// When it was done.
    package let at: Timestamp
    package let from: StaffNumber
    package let to: StaffNumber

    package init(
        sequence: Sequence, id: [UInt8], at: Timestamp, from: StaffNumber, to: StaffNumber
    ) {
        self.sequence = sequence
        self.id = id
        self.at = at
        self.from = from
        self.to = to
    }
    /// By time, then id.
    static func isEarlier(_ left: CaseHandOver, _ right: CaseHandOver) -> Bool {
        left.at == right.at ? left.id.lexicographicallyPrecedes(right.id) : left.at < right.at
    }
}
