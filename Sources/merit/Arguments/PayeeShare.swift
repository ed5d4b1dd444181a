import ArgumentParser
import MeritCore

/// `STAFF=VALUE`: what somebody is to have of an order; staff 0 is nobody.
struct PayeeShare: ExpressibleByArgument, Hashable, Sendable {
    let staff: StaffNumber
    /// 0 … 2⁵³.
    let value: Int64

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = UInt32(parts[0]),
            number <= StaffNumber.max.value, let value = Int64(parts[1]),
            (0...MinorAmount.statedMax.value).contains(value)
        else { return nil }
        staff = StaffNumber(unchecked: number)
        self.value = value
    }
}
