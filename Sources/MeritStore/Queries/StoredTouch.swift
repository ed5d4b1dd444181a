import MeritAttribution
import MeritCore

/// A touch as its row tells it, with the numbers of its aliases.
struct StoredTouch {
    let sequence: Sequence
    let at: Timestamp
    /// Numbers of visitor and click, and of the click that the touch itself is.
    let numbers: [Int64]
    /// Whether it is a click of a link: then it has no further aliases.
    let isClick: Bool
    private let id: [UInt8]
    private let kind: TouchKind
    private let staff: StaffNumber
    private let link: LinkNumber?
    private let token: TokenClaim?
    private let verdict: Verdict
    private let recordedAt: Timestamp
    private let origin: CaseTouch.Origin

    /// In front of everything else, so that rows of other columns may follow.
    static let columns = """
        t.sequence, t.node, t.source, t.kind, t.touched_at, t.staff, t.link, t.verdict, t.slot,
            t.issued, t.visitor, t.click, t.event, t.contact, t.recorded_at
        """

    init(_ row: Row) throws(StoreError) {
        let sequence = row.sequence(0)
        guard let node = NodeNumber(row.integer(1)),
            let kind = TouchKind(rawValue: UInt8(truncatingIfNeeded: row.integer(3))),
            let verdict = Verdict(rawValue: UInt8(truncatingIfNeeded: row.integer(7)))
        else { throw .damaged("touch \(sequence.value) cannot be read") }
        isClick = row.integer(2) == Int64(FactKind.linkClick.rawValue)
        let staff = row.staff(5)
        let link = row.link(6)
        self.sequence = sequence
        at = row.timestamp(4)
        id =
            isClick
            ? Self.clickID(node, sequence)
            : row.optional(13, row.bytes) ?? Array(row.text(12).utf8)
        self.kind = kind
        self.staff = staff
        self.link = link
        token = Self.token(row, staff, link)
        self.verdict = verdict
        // Clicks and views are recorded when they happen.
        recordedAt = row.optional(14, row.timestamp) ?? row.timestamp(4)
        origin =
            row.integer(2) == Int64(FactKind.contactChanged.rawValue) ? .contact : .customer
        var numbers: [Int64] = []
        if row.integer(10) != 0 { numbers.append(row.integer(10)) }
        if !row.isNull(11) { numbers.append(row.integer(11)) }
        if isClick { numbers.append(AliasNumbers.click(sequence, of: node)) }
        self.numbers = numbers
    }

    /// As a judgement of an order reads it that sees it this way.
    func touch(_ belonging: Belonging) -> CaseTouch {
        CaseTouch(
            sequence: sequence, id: id, kind: kind, at: at, staff: staff, link: link, token: token,
            verdict: verdict, recordedAt: recordedAt, belonging: belonging, origin: origin)
    }

    private static func token(
        _ row: Row, _ staff: StaffNumber, _ link: LinkNumber?
    ) -> TokenClaim? {
        guard !row.isNull(8), !row.isNull(9), let link else { return nil }
        return TokenClaim(
            slot: KeySlot(unchecked: UInt8(truncatingIfNeeded: row.integer(8))), staff: staff,
            link: link, issued: IssueDay(UInt16(truncatingIfNeeded: row.integer(9))))
    }

    /// The first ten characters of a click id, which name node and sequence in base 62. They tell
    /// any two clicks apart, so the tag, which only the click key can make, adds nothing to their
    /// order.
    static func clickID(_ node: NodeNumber, _ sequence: Sequence) -> [UInt8] {
        var rest = UInt64(node.value) << 49 | sequence.value
        var text = [UInt8](repeating: digits[0], count: 10)
        for place in text.indices.reversed() {
            text[place] = digits[Int(rest % 62)]
            rest /= 62
        }
        return text
    }

    private static let digits = Array(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
}
