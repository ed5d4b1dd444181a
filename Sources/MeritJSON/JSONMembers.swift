/// The members of an object at its place in the document.
package struct JSONMembers: Sendable {
    package let object: JSONObject
    package let path: JSONPath

    package init(_ object: JSONObject, at path: JSONPath) {
        self.object = object
        self.path = path
    }

    /// The member, or the place where it is missing.
    package subscript(key: String) -> JSONNode {
        JSONNode(object[key], at: .member(path, key))
    }

    /// All members in the order of the text.
    package var all: [(key: String, node: JSONNode)] {
        object.members.map { ($0.key, JSONNode($0.value, at: .member(path, $0.key))) }
    }
}
