/// What a staff token says, once its tag has verified.
public struct TokenClaim: Hashable, Sendable {
    public let slot: KeySlot
    public let staff: StaffNumber
    public let link: LinkNumber
    public let issued: IssueDay

    public init(slot: KeySlot, staff: StaffNumber, link: LinkNumber, issued: IssueDay) {
        self.slot = slot
        self.staff = staff
        self.link = link
        self.issued = issued
    }

    /// The token's bytes 0 … 9, which its tag and its click ids are computed over:
    /// version 1 and slot, staff, link, issue day.
    public var signedBytes: [UInt8] {
        var writer = ByteWriter(reserving: 10)
        let head = UInt32(0x10 | slot.value) << 24 | staff.value
        writer.write(fixed: head)
        writer.write(fixed: link.value)
        writer.write(fixed: issued.value)
        return writer.bytes
    }
}

extension ByteWriter {
    /// 10 bytes, as in the token.
    public mutating func write(_ claim: TokenClaim) {
        let head = UInt32(0x10 | claim.slot.value) << 24 | claim.staff.value
        write(fixed: head)
        write(fixed: claim.link.value)
        write(fixed: claim.issued.value)
    }
}

extension ByteReader {
    public mutating func tokenClaim() throws(Fault) -> TokenClaim {
        let head = try fixed(UInt32.self)
        let link = try fixed(UInt32.self)
        let issued = IssueDay(try fixed(UInt16.self))
        guard
            head >> 28 == 1, let slot = KeySlot(head >> 24 & 15),
            let staff = StaffNumber(head & 0xff_ffff), let link = LinkNumber(link)
        else { throw .invalid("token claim") }
        return TokenClaim(slot: slot, staff: staff, link: link, issued: issued)
    }
}
