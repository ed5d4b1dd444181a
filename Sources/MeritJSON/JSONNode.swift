/// A place in a document and the value there, nil where the document has none.
package struct JSONNode: Sendable {
    package let value: JSONValue?
    package let path: JSONPath

    package init(_ value: JSONValue?, at path: JSONPath = .root) {
        self.value = value
        self.path = path
    }

    package var isPresent: Bool { value != nil }
}
