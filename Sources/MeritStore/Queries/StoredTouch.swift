import MeritAttribution
import MeritCore

/// A touch as its row tells it, with the numbers of its aliases.
struct StoredTouch {
    let touch: CaseTouch
    /// Numbers of visitor and click, and of the click that the touch itself is.
    let numbers: [Int64]

    /// In front of everything else, so that rows of other columns may follow.
    static let columns = """
        t.sequence, t.node, t.source, t.kind, t.touched_at, t.staff, t.link, t.verdict, t.slot,
            t.issued, t.visitor, t.click, t.event
        """

    init(_ row: Row) throws(StoreError) {
        let sequence = row.sequence(0)
        guard let node = NodeNumber(row.integer(1)),
            let kind = TouchKind(rawValue: UInt8(truncatingIfNeeded: row.integer(3))),
            let verdict = Verdict(rawValue: UInt8(truncatingIfNeeded: row.integer(7)))
        else { throw .damaged("touch \(sequence.value) cannot be read") }
        let isClick = row.integer(2) == Int64(FactKind.linkClick.rawValue)
        let staff = row.staff(5)
        let link = row.link(6)
        touch = CaseTouch(
            sequence: sequence,
            id: isClick ? Self.clickID(node, sequence) : Array(row.text(12).utf8), kind: kind,
            at: row.timestamp(4), staff: staff, link: link,
            token: Self.token(row, staff, link), verdict: verdict)
        var numbers: [Int64] = []
        if row.integer(10) != 0 { numbers.append(row.integer(10)) }
        if !row.isNull(11) { numbers.append(row.integer(11)) }
        if isClick { numbers.append(AliasNumbers.click(sequence, of: node)) }
        self.numbers = numbers
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
        let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        var rest = UInt64(node.value) << 49 | sequence.value
        var text = [UInt8](repeating: digits[0], count: 10)
        for place in text.indices.reversed() {
            text[place] = digits[Int(rest % 62)]
            rest /= 62
        }
        return text
    }
}
