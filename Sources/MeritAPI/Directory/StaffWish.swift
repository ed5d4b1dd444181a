import MeritAttribution
import MeritCore
import MeritIdentity
import MeritIntake
import MeritJSON
import MeritOrders

/// What a staff member is to be, however it was said.
struct StaffWish {
    var userID: String?
    var name: String
    var department: DepartmentCode
    var employedFrom: Timestamp?
    var employedTo: Timestamp?
    var successor: StaffNumber?
    var role: StaffSet.Role
    /// Nil: as they are.
    var aliases: [Alias]?
    var effectiveFrom: Timestamp?

    /// `present`: the row of the directory that holds when this one begins; nil: there is none.
    func command(
        _ staff: StaffNumber, _ actor: Actor, _ provenance: ImportProvenance?,
        present: StaffRow?
    ) -> StaffSet {
        StaffSet(
            staff: staff, department: department, employedFrom: employedFrom,
            employedTo: employedTo, successor: successor, role: role,
            effectiveFrom: effectiveFrom, actor: actor, provenance: provenance,
            personal: StaffSet.Personal(
                userID: userID, name: name,
                aliases: Set(aliases ?? present?.aliases ?? []).sorted()))
    }
}

// MARK: JSON

extension StaffWish {
    static func form(_ calendar: BusinessCalendar, _ hasher: AliasHasher) -> JSONForm<StaffWish> {
        .object(known: [
            "name", "userid", "department", "employed_from", "employed_to", "successor", "house",
            "aliases", "effective_from",
        ]) { members, reader in
            let name = reader.required(members["name"], .plainText)
            let userID = reader.optional(members["userid"], .plainText)
            let department = reader.required(
                members["department"], JSONForm<DepartmentCode>.name)
            let from = reader.optional(members["employed_from"], DayEdge.start.form(calendar))
            let to = reader.optional(members["employed_to"], DayEdge.end.form(calendar))
            let successor = reader.optional(members["successor"], .staff)
            let house = reader.optional(members["house"], .bool) ?? false
            let aliases = reader.optional(members["aliases"], aliasesForm(hasher)) ?? []
            let effective = reader.optional(
                members["effective_from"], DayEdge.start.form(calendar))
            guard let name, let department else { return nil }
            return StaffWish(
                userID: userID, name: name, department: department, employedFrom: from,
                employedTo: to, successor: successor, role: house ? .houseAccount : .guide,
                aliases: aliases, effectiveFrom: effective)
        }
    }

    /// `{"unionid": ["o6…"], "phone": "138…"}`: one value or several of a kind.
    private static func aliasesForm(_ hasher: AliasHasher) -> JSONForm<[Alias]> {
        let kinds = AliasKind.allCases.filter { $0 != .click }
        return .object(known: Set(kinds.map(\.name))) { members, reader in
            var aliases: [Alias] = []
            for kind in kinds {
                let node = members[kind.name]
                let values = reader.optional(node, .oneOrMore) ?? []
                for value in values {
                    switch hasher.alias(kind: kind, value: value, shop: nil) {
                    case .alias(let alias): aliases.append(alias)
                    case .ignored:
                        reader.note(.badFormat, at: node, "Empty, masked or no identifier at all.")
                    case .refused(let fault): reader.note(.badFormat, at: node, fault.message)
                    }
                }
            }
            return aliases
        }
    }
}

extension JSONForm where Value == [String] {
    /// A string, or an array of at most 16.
    fileprivate static var oneOrMore: JSONForm<[String]> {
        JSONForm("a string or an array of strings") { node, reader in
            if case .string(let text)? = node.value { return [text] }
            return JSONForm<[String]>.array(countMax: 16, of: .text(bytes: 1...512))
                .read(node, &reader)
        }
    }
}

// MARK: CSV

extension StaffWish {
    static let columns = [
        "staff", "userid", "name", "department", "employed_from", "employed_to", "successor",
        "house", "aliases", "effective_from",
    ]
    static let columnsRequired = ["staff", "name", "department"]

    static let staffRule = "a whole number from 1 to \(StaffNumber.max.value)"

    static func staff(_ text: String) -> StaffNumber? {
        UInt32(text).flatMap { StaffNumber($0) }
    }

    /// Nil with a fault noted.
    init?(
        _ reader: inout CSVRowReader, _ calendar: BusinessCalendar, _ hasher: AliasHasher
    ) {
        let text = "1 to 128 bytes of text"
        userID = reader.optional("userid", text) { isName($0) ? $0 : nil }
        let name = reader.required("name", text) { isName($0) ? $0 : nil }
        let department = reader.required("department", DepartmentCode.rule) { DepartmentCode($0) }
        employedFrom = reader.optional("employed_from", DayEdge.rule) {
            DayEdge.start.moment($0, calendar)
        }
        employedTo = reader.optional("employed_to", DayEdge.rule) {
            DayEdge.end.moment($0, calendar)
        }
        successor = reader.optional("successor", Self.staffRule) { Self.staff($0) }
        let house = reader.optional("house", "true or false") { Bool($0) } ?? false
        role = house ? .houseAccount : .guide
        let stated = reader.optional("aliases", "KIND:VALUE;KIND:VALUE …") {
            Self.aliases($0, hasher)
        }
        // A table without the column says nothing about them.
        aliases = reader.row.fields["aliases"].map { _ in stated ?? [] }
        effectiveFrom = reader.optional("effective_from", DayEdge.rule) {
            DayEdge.start.moment($0, calendar)
        }
        guard let name, let department else { return nil }
        self.name = name
        self.department = department
    }

    /// `unionid:…;phone:…`; nil where one of them is no identifier of its kind.
    private static func aliases(_ text: String, _ hasher: AliasHasher) -> [Alias]? {
        var aliases: [Alias] = []
        for part in text.split(separator: ";") {
            guard let colon = part.firstIndex(of: ":"), let kind = AliasKind(name: part[..<colon]),
                case .alias(let alias) = hasher.alias(
                    kind: kind, value: String(part[part.index(after: colon)...]), shop: nil)
            else { return nil }
            aliases.append(alias)
        }
        return aliases
    }
}
