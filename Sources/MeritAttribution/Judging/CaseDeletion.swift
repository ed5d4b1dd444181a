package import MeritCore

/// The order's customer deleted a staff member from the contacts.
package struct CaseDeletion: Hashable, Sendable {
    /// Its record.
    package let sequence: Sequence
    /// Its event id; orders equal times, compared as bytes.
    package let id: [UInt8]
    package let at: Timestamp
    package let staff: StaffNumber

    package init(sequence: Sequence, id: [UInt8], at: Timestamp, staff: StaffNumber) {
        self.sequence = sequence
        self.id = id
        self.at = at
        self.staff = staff
    }
    /// By time, then id.
    static func isEarlier(_ left: CaseDeletion, _ right: CaseDeletion) -> Bool {
        left.at == right.at ? left.id.lexicographicallyPrecedes(right.id) : left.at < right.at
    }
}
