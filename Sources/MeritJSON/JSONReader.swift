/// Turns a document into typed values and notes *every* fault on the way.
///
/// Methods return nil (or `.absent`) where they have noted a fault, so that reading goes on; the
/// whole counts only if `finish` returns it. How many faults a document can have is bounded by the
/// limits it was parsed with.
package struct JSONReader: Sendable {
    package private(set) var faults: [JSONFault] = []

    package init() {}

    /// Reads a whole document: one syntax fault, or all faults of its content, or the value.
    package static func read<Value>(
        _ bytes: [UInt8], limits: JSONLimits = .body, as form: JSONForm<Value>
    ) throws(JSONFaults) -> Value {
        try read(parse(bytes[...], limits), as: form)
    }

    /// As above, for a value that was parsed already.
    package static func read<Value>(
        _ value: JSONValue, as form: JSONForm<Value>
    ) throws(JSONFaults) -> Value {
        var reader = JSONReader()
        let result = form.read(JSONNode(value), &reader)
        return try reader.finish(result)
    }

    /// The document's value, a syntax fault as the only fault of a document.
    package static func parse(
        _ bytes: ArraySlice<UInt8>, _ limits: JSONLimits = .body
    ) throws(JSONFaults) -> JSONValue {
        do {
            return try JSONValue(parsing: bytes, limits: limits)
        } catch {
            throw JSONFaults([error.fault])
        }
    }

    /// The value if nothing was noted. Traps on nil without a fault: nil means a noted fault.
    package func finish<Value>(_ value: Value?) throws(JSONFaults) -> Value {
        guard faults.isEmpty, let value else { throw JSONFaults(faults) }
        return value
    }

    /// Notes a fault at `node`.
    package mutating func note(_ code: JSONFault.Code, at node: JSONNode, _ message: String) {
        note(code, at: node.path, message)
    }

    package mutating func note(_ code: JSONFault.Code, at path: JSONPath, _ message: String) {
        faults.append(JSONFault(pointer: path.pointer, code: code, message: message))
    }

    /// A member that must be there and not null.
    package mutating func required<Value>(_ node: JSONNode, _ form: JSONForm<Value>) -> Value? {
        guard node.isPresent else {
            note(.missing, at: node, "Required; give \(form.expected).")
            return nil
        }
        return form.read(node, &self)
    }

    /// A member that may be missing or null, both nil.
    package mutating func optional<Value>(_ node: JSONNode, _ form: JSONForm<Value>) -> Value? {
        if case .value(let value) = leaf(node, form) { return value }
        return nil
    }

    /// A member whose absence and whose null mean different things.
    package mutating func leaf<Value>(
        _ node: JSONNode, _ form: JSONForm<Value>
    ) -> JSONLeaf<Value> {
        guard let value = node.value else { return .absent }
        if case .null = value { return .null }
        guard let read = form.read(node, &self) else { return .absent }
        return .value(read)
    }

    /// The members of an object; members of any other name are ignored.
    package mutating func object(_ node: JSONNode) -> JSONMembers? {
        guard case .object(let object)? = node.value else {
            wrongType(node, expected: "an object")
            return nil
        }
        return JSONMembers(object, at: node.path)
    }

    /// The members of an object; each member that is not `known` is a fault.
    package mutating func object(_ node: JSONNode, known: Set<String>) -> JSONMembers? {
        guard let members = object(node) else { return nil }
        for (key, member) in members.all where !known.contains(key) {
            let list = known.sorted().joined(separator: ", ")
            note(.unknownMember, at: member, "Unknown; known here: \(list).")
        }
        return members
    }

    /// The elements of an array of at most `countMax`; a longer one is one fault and not read.
    package mutating func array(_ node: JSONNode, countMax: Int) -> [JSONNode]? {
        guard case .array(let elements)? = node.value else {
            wrongType(node, expected: "an array")
            return nil
        }
        guard elements.count <= countMax else {
            note(.tooLong, at: node, "At most \(countMax) elements; there are \(elements.count).")
            return nil
        }
        return elements.enumerated().map { index, element in
            JSONNode(element, at: .index(node.path, index))
        }
    }

    /// Notes that another kind of value belongs here, or any value where there is none.
    package mutating func wrongType(_ node: JSONNode, expected: String) {
        guard let value = node.value else {
            return note(.missing, at: node, "Required; give \(expected).")
        }
        note(.wrongType, at: node, "Give \(expected), not \(value.kindName).")
    }
}
