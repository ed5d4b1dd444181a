import MeritCore

/// The directory as one judgement reads it: what was looked up is remembered, found or not, so
/// that a later change of it is known to be evidence.
struct DirectoryLens {
    let directory: Directory
    private let detail: JudgingDetail
    private var staff: [StaffNumber] = []
    private var departments: [DepartmentCode] = []
    private var stores: [StoreCode] = []
    private var links: [LinkNumber] = []

    init(_ directory: Directory, detail: JudgingDetail) {
        self.directory = directory
        self.detail = detail
    }

    var examined: Decision.Examined {
        Decision.Examined(
            staff: staff, departments: departments, stores: stores, links: links)
    }

    // MARK: Staff

    /// The row that holds at `moment`; nil where there is no such staff member.
    mutating func staff(_ number: StaffNumber, at moment: Timestamp) -> StaffRow? {
        note(number)
        return directory.staff(number, at: moment)
    }

    /// Whether this is a person, not a house account, and employed at `moment`.
    mutating func isEmployedPerson(_ number: StaffNumber, at moment: Timestamp) -> Bool {
        guard let row = staff(number, at: moment) else { return false }
        return row.role != .houseAccount && row.isEmployed(at: moment)
    }

    mutating func knows(_ number: StaffNumber) -> Bool {
        note(number)
        return directory.knows(number)
    }

    /// What rejects the token as of `moment`.
    mutating func tokenRejection(
        of token: TokenClaim, at moment: Timestamp
    ) -> TokenRejection? {
        note(token.staff)
        note(token.link)
        return directory.tokenRejection(of: token, at: moment)
    }

    mutating func knows(_ link: LinkNumber) -> Bool {
        note(link)
        return directory.knows(link)
    }

    // MARK: Departments

    mutating func houseAccount(
        of department: DepartmentCode, at moment: Timestamp
    ) -> StaffNumber? {
        note(department)
        let account = directory.houseAccount(of: department, at: moment)
        if let account { note(account) }
        return account
    }

    mutating func department(
        ofStore store: StoreCode, at moment: Timestamp
    ) -> DepartmentCode? {
        if detail == .proof { stores.append(store) }
        let department = directory.department(ofStore: store, at: moment)
        if let department { note(department) }
        return department
    }

    mutating func houseAccount(ofStore store: StoreCode, at moment: Timestamp) -> StaffNumber? {
        guard let department = department(ofStore: store, at: moment) else { return nil }
        return houseAccount(of: department, at: moment)
    }

    /// Whether `ancestor` is `department` or stands above it at `moment`.
    mutating func isBelow(
        _ department: DepartmentCode, _ ancestor: DepartmentCode, at moment: Timestamp
    ) -> Bool {
        var place: DepartmentCode? = department
        var seen: Set<DepartmentCode> = []
        while let code = place, seen.insert(code).inserted {
            if code == ancestor { return true }
            note(code)
            place = directory.department(code, at: moment)?.parent
        }
        return false
    }

    // MARK: Remembering

    // A run of touches names one staff member and link again and again; what repeats otherwise is
    // told once by `examined`.

    private mutating func note(_ number: StaffNumber) {
        if detail == .proof, staff.last != number { staff.append(number) }
    }

    private mutating func note(_ link: LinkNumber) {
        if detail == .proof, links.last != link { links.append(link) }
    }

    private mutating func note(_ department: DepartmentCode) {
        if detail == .proof, departments.last != department { departments.append(department) }
    }
}
