/// The members of a JSON object in the order of the text, each key once.
package struct JSONObject: Sendable, Equatable {
    package struct Member: Sendable, Equatable {
        package let key: String
        package let value: JSONValue

        package static func == (left: Self, right: Self) -> Bool {
            sameBytes(left.key, right.key) && left.value == right.value
        }
    }

    package private(set) var members: [Member] = []
    /// Places by key; filled once the object is too long to look through.
    private var places: [KeyBytes: Int] = [:]

    /// Objects up to this length are looked through member by member.
    private static let scannedMax = 16

    package init() {}

    package var count: Int { members.count }

    package subscript(key: String) -> JSONValue? { place(of: key).map { members[$0].value } }

    package func contains(_ key: String) -> Bool { place(of: key) != nil }

    /// Adds a member at the end. False, and nothing changes, where the key is there already.
    package mutating func append(_ key: String, _ value: JSONValue) -> Bool {
        guard place(of: key) == nil else { return false }
        members.append(Member(key: key, value: value))
        remember()
        return true
    }

    package static func == (left: Self, right: Self) -> Bool { left.members == right.members }

    private func place(of key: String) -> Int? {
        guard places.isEmpty else { return places[KeyBytes(text: key)] }
        return members.firstIndex { sameBytes($0.key, key) }
    }

    private mutating func remember() {
        if members.count > Self.scannedMax, places.isEmpty {
            for (place, member) in members.enumerated() {
                places[KeyBytes(text: member.key)] = place
            }
        } else if !places.isEmpty {
            places[KeyBytes(text: members[members.count - 1].key)] = members.count - 1
        }
    }

    /// A key that is equal to another only where the bytes are.
    private struct KeyBytes: Hashable, Sendable {
        let text: String

        static func == (left: Self, right: Self) -> Bool { sameBytes(left.text, right.text) }

        func hash(into hasher: inout Hasher) {
            for byte in text.utf8 { hasher.combine(byte) }
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package typealias Key = String
    package typealias Value = JSONValue

    /// Traps on a key given twice.
    package init(dictionaryLiteral members: (String, JSONValue)...) {
        for (key, value) in members {
            let isNew = append(key, value)
            precondition(isNew, "a JSON object has each key once")
        }
    }
}
