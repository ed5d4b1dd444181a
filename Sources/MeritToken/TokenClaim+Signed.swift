import MeritCore

extension TokenClaim {
    static let version: UInt8 = 1

    /// The token's bytes 0 … 9 as one number of 80 bits: version and slot, staff, link, issue day.
    var signed: UInt128 { UInt128(head) << 16 | UInt128(issued.value) }

    /// What bytes 0 … 9 say, whatever they say: staff and link may be 0.
    init(signed: UInt128) {
        self.init(
            slot: KeySlot(unchecked: UInt8(truncatingIfNeeded: signed >> 72)),
            staff: StaffNumber(unchecked: UInt32(truncatingIfNeeded: signed >> 48) & 0xff_ffff),
            link: LinkNumber(unchecked: UInt32(truncatingIfNeeded: signed >> 16)),
            issued: IssueDay(UInt16(truncatingIfNeeded: signed)))
    }

    /// Writes bytes 0 … 9 from `offset` on.
    func writeSigned(to span: inout MutableSpan<UInt8>, at offset: Int) {
        span.write(head, at: offset)
        span.write(issued.value, at: offset + 8)
    }

    /// Bytes 0 … 7.
    private var head: UInt64 {
        UInt64(Self.version << 4 | slot.value) << 56
            | UInt64(staff.value) << 32
            | UInt64(link.value)
    }
}
