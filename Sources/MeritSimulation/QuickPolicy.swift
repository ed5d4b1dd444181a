import MeritAttribution
import MeritCore

/// A draft as a sweep is judged by it: one whose rules look at nothing but the order and its
/// touches. Relations, people of other stores, and whatever else asks more of the books are judged
/// as the books are.
struct QuickPolicy: Sendable {
    let draft: Policy
    let rules: [Rule]

    enum Rule: Sendable {
        case assigned
        /// The token or click id of the order: orders that have one are judged from the store.
        case named
        case touches(QuickTouches)
        case house
    }

    /// Nil where the draft asks for more.
    init?(_ draft: Policy) {
        guard draft.crossStore == .guideFollows else { return nil }
        var rules: [Rule] = []
        for rule in draft.rules {
            switch rule.source {
            case .posAssign: rules.append(.assigned)
            case .orderParam: rules.append(.named)
            case .touches(let selection, let model, let share):
                guard (share?.value ?? 0) == 0 else { return nil }
                rules.append(.touches(QuickTouches(selection, model)))
            case .relation: return nil
            case .house: rules.append(.house)
            }
        }
        self.draft = draft
        self.rules = rules
    }
}

/// Which touches a rule takes, and how it weighs them.
struct QuickTouches: Sendable {
    let model: MeritAttribution.Rule.Model
    /// Milliseconds by the raw value of the kind; 0: the rule does not take it.
    let windows: [Int64]
    let longest: Int64

    init(_ selection: TouchSelection, _ model: MeritAttribution.Rule.Model) {
        var windows = [Int64](repeating: 0, count: 8)
        for kind in TouchKind.allCases where model.takes(kind) {
            windows[Int(kind.rawValue)] = selection.window(for: kind)?.value ?? 0
        }
        self.model = model
        self.windows = windows
        longest = windows.max() ?? 0
    }
}

/// What a directory says of the staff numbers and links that a sweep names, worked out once.
struct QuickDirectory: Sendable {
    let directory: Directory
    private let staff: [Staff]
    /// By number: whether tokens for the link are good whenever they were shown.
    private let isPlainLink: [Bool]

    private struct Staff: Sendable {
        let number: StaffNumber
        var isKnown = false
        var wasRevoked = false
        /// There is one row, which holds for ever.
        var hasOneRow = false
        var isHouse = false
        var from = Int64.min
        var to = Int64.max
    }

    enum Standing {
        case eligible
        case rejected
        /// Somebody else may take the person's place.
        case unclear
    }

    init(_ directory: Directory, _ tables: SweepTables) {
        self.directory = directory
        staff = tables.staff.map { number in
            var staff = Staff(number: number)
            let rows = directory.rows(of: number)
            guard let row = rows.first else { return staff }
            staff.isKnown = true
            staff.wasRevoked = directory.wasRevoked(number)
            staff.hasOneRow = rows.count == 1
            staff.isHouse = row.role == .houseAccount
            staff.from = row.employedFrom?.milliseconds ?? .min
            staff.to = row.employedTo?.milliseconds ?? .max
            return staff
        }
        isPlainLink =
            [false]
            + directory.links.indices.map { index in
                let link = LinkNumber(unchecked: UInt32(index + 1))
                return directory.links[index].validDays == nil && directory.revokedAt(link) == nil
            }
    }

    func number(_ place: Int) -> StaffNumber { staff[place].number }
    func hasOneRow(_ place: Int) -> Bool { staff[place].hasOneRow }

    /// Whether a touch's token, or else its staff number and link, are good as of its time.
    func isGood(_ touch: SweptWord) -> Bool {
        let person = staff[touch.staffPlace]
        guard person.isKnown else { return false }
        let link = touch.link
        guard touch.hasToken else { return link == 0 || Int(link) < isPlainLink.count }
        if Int(link) < isPlainLink.count, isPlainLink[Int(link)], !person.wasRevoked { return true }
        let token = TokenClaim(
            slot: KeySlot(unchecked: 0), staff: person.number,
            link: LinkNumber(unchecked: link), issued: IssueDay(touch.issued))
        let at = Timestamp(milliseconds: touch.time)
        return directory.tokenRejection(of: token, at: at) == nil
    }

    /// Test 4 for somebody who owns nothing that stands on the order; test 5 passes then, and 6 is
    /// not asked.
    func standing(_ place: Int, at judgedAt: Int64, _ leaver: Leaver) -> Standing {
        let person = staff[place]
        guard person.isKnown else { return .rejected }
        if !person.hasOneRow {
            let moment = Timestamp(milliseconds: judgedAt)
            let isEmployed = directory.employment(of: person.number, at: moment) == .employed
            return isEmployed ? .eligible : Self.left(leaver)
        }
        if person.isHouse || (person.from <= judgedAt && judgedAt < person.to) { return .eligible }
        return Self.left(leaver)
    }

    private static func left(_ leaver: Leaver) -> Standing {
        switch leaver {
        case .keep: .eligible
        case .reject: .rejected
        case .successor, .house: .unclear
        }
    }
}
