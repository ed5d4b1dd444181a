package import MeritCore

/// What amounts are divided among: payees, or lines.
package protocol ApportionmentKey: Hashable, Sendable {
    /// A total order. Of claims that are equal otherwise, who ranks first is served first.
    func ranksBefore(_ other: Self) -> Bool
}

/// The lower number first; unattributed after everybody.
extension StaffNumber: ApportionmentKey {
    package func ranksBefore(_ other: StaffNumber) -> Bool {
        if self == .unattributed { return false }
        return other == .unattributed || self < other
    }
}

/// The lower id, as bytes.
extension LineID: ApportionmentKey {
    package func ranksBefore(_ other: LineID) -> Bool { self < other }
}
