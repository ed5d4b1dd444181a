import MeritAttribution
import MeritCore
import MeritJSON

/// A fact that the oracle is told.
protocol Told {
    var told: [String: JSONValue] { get }
}

extension PolicyPublished: Told {
    var told: [String: JSONValue] {
        // The generator's policies are valid: a document that can't be read is a defect of it.
        let policy = (try? Policy(document: document)).map { $0.told }
        return ["k": "policy", "policy": policy ?? .null]
    }
}

extension DepartmentSet: Told {
    var told: [String: JSONValue] {
        [
            "k": "department", "name": .string(department.value), "parent": .init(parent?.value),
            "store": .init(store?.value), "from": .init(effectiveFrom),
        ]
    }
}

extension StaffSet: Told {
    var told: [String: JSONValue] {
        [
            "k": "staff", "name": .init(staff.value), "department": .string(department.value),
            "employed_from": .init(employedFrom), "employed_to": .init(employedTo),
            "successor": .init(successor?.value), "house": .bool(role == .houseAccount),
            "aliases": .init(personal?.aliases ?? []), "from": .init(effectiveFrom),
        ]
    }
}

extension StaffRevocation: Told {
    var told: [String: JSONValue] {
        ["k": "revoke_staff", "name": .init(staff.value), "revoked": .bool(change == .revoked)]
    }
}

extension LinkCreated: Told {
    var told: [String: JSONValue] { ["k": "link", "days": .init(validDays)] }
}

extension LinkRevoked: Told {
    var told: [String: JSONValue] {
        ["k": "revoke_link", "name": .init(link.value), "revoked": .bool(true)]
    }
}

extension IdentitySplit: Told {
    var told: [String: JSONValue] {
        guard let personal else { return ["k": "split"] }
        return ["k": "split", "left": .init(personal.left), "right": .init(personal.right)]
    }
}

extension HandOver: Told {
    var told: [String: JSONValue] {
        [
            "k": "hand_over", "names": .array([.string("hand_over:\(event)")]),
            "id": .init(id: event.value.utf8), "at": .init(at), "from": .init(from.value),
            "to": .init(to.value), "state": .string(state.name),
            "aliases": .init(personal?.aliases ?? []),
        ]
    }
}

// MARK: Touches

extension LinkClick {
    /// A click is named by its number; its id is a text that begins with its place in the journal,
    /// so it comes before every event id that begins with a letter.
    func told(_ number: UInt64) -> [String: JSONValue] {
        var aliases = [History.clickAlias(number)]
        if let visitor = personal?.visitor { aliases.append(visitor) }
        let id = String(repeating: "0", count: 8 - String(number).count) + String(number)
        return token.told.merging([
            "k": "touch", "names": .array([]), "id": .init(id: id.utf8), "kind": "link_click",
            "at": .null, "verdict": .string(verdict.name), "aliases": .init(aliases),
            "click": .init(History.clickAlias(number)),
        ]) { first, _ in first }
    }
}

extension BeaconTouch: Told {
    var told: [String: JSONValue] {
        let aliases = (personal?.aliases ?? []) + (click.map { [$0] } ?? [])
        return token.told.merging([
            "k": "touch", "names": .array([.string("view:\(event)")]),
            "id": .init(id: event.value.utf8), "kind": .string(touchKind.name), "at": .null,
            "verdict": .string(verdict.name), "aliases": .init(aliases),
        ]) { first, _ in first }
    }
}

extension ImportedTouch: Told {
    var told: [String: JSONValue] {
        [
            "k": "touch", "names": .array([.string("import:\(event)")]),
            "id": .init(id: event.value.utf8), "kind": .string(touchKind.name), "at": .init(at),
            "verdict": .string(verdict.name), "aliases": .init(personal?.aliases ?? []),
            "staff": .init(staff.value), "link": .init(link?.value), "issued": .null,
        ]
    }
}

extension ContactChanged: Told {
    var told: [String: JSONValue] {
        var names: [JSONValue] = [.string("contact:\(event)")]
        if change == .added, !id.isEmpty { names.append(JSONValue(id: id)) }
        return [
            "k": change == .added ? "contact" : .string(change.name), "names": .array(names),
            "id": .init(id: id.isEmpty ? Array(event.value.utf8) : id), "kind": "contact_added",
            "at": .init(at),
            "verdict": "human", "aliases": .init(personal?.aliases ?? []),
            "staff": .init(staff.value), "link": .null, "issued": .null,
        ]
    }
}

extension TokenClaim {
    var told: [String: JSONValue] {
        [
            "staff": .init(staff.value), "link": .init(link.value), "slot": .init(slot.value),
            "issued": .init(issued.date.daysSince1970),
        ]
    }
}
