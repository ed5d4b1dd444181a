/// Writes JSON as UTF-8: keys in the order they are given; in strings only `"`, `\` and control
/// characters (below U+0020) are escaped, as `\b \t \n \f \r` or `\u00xx` in lower case. The same
/// calls always give the same bytes, so they can be hashed.
package struct JSONWriter: Sendable {
    package enum Layout: Sendable {
        /// No white space at all.
        case compact
        /// A member or element per line, two spaces per level, a space behind each colon.
        case pretty
    }

    package private(set) var bytes: [UInt8] = []
    private let layout: Layout
    private var depth = 0
    private var place: Place = .start

    /// What stands right before the next thing written.
    private enum Place: Sendable { case start, opened, key, value }

    package init(_ layout: Layout = .compact, reserving capacity: Int = 0) {
        self.layout = layout
        bytes.reserveCapacity(capacity)
    }

    /// The text written so far.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Forgets what was written, keeps the memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        depth = 0
        place = .start
    }

    /// Hands the bytes over and begins anew.
    package mutating func take() -> [UInt8] {
        let taken = bytes
        bytes = []
        depth = 0
        place = .start
        return taken
    }

    /// An object; `body` writes its members.
    package mutating func object<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open(UInt8(ascii: "{"))
        try body(&self)
        close(UInt8(ascii: "}"))
    }

    /// An array; `body` writes its elements.
    package mutating func array<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open(UInt8(ascii: "["))
        try body(&self)
        close(UInt8(ascii: "]"))
    }

    /// An array of `elements`, each written by `body`.
    package mutating func array<Elements: Swift.Sequence>(
        _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
    ) {
        array { writer in
            for element in elements { body(&writer, element) }
        }
    }

    /// A member's key; its value is written next.
    package mutating func key(_ key: String) {
        separate()
        quote(key)
        bytes.append(UInt8(ascii: ":"))
        if case .pretty = layout { bytes.append(UInt8(ascii: " ")) }
        place = .key
    }

    /// Ends a line of JSON Lines; the next value begins a document of its own.
    package mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        place = .start
    }

    package mutating func null() { scalar { $0.append("null") } }

    package mutating func bool(_ value: Bool) { scalar { $0.append(value ? "true" : "false") } }

    package mutating func integer(_ value: some FixedWidthInteger) {
        scalar { $0.append(decimal: value) }
    }

    package mutating func string(_ value: some StringProtocol) { scalar { $0.quote(value) } }

    /// A whole tree; the literal of a number as it stands.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .number(let literal): scalar { $0.append(literal) }
        case .string(let text): string(text)
        case .array(let elements): array(elements) { $0.value($1) }
        case .object(let object):
            self.object { writer in
                for member in object.members {
                    writer.key(member.key)
                    writer.value(member.value)
                }
            }
        }
    }

    /// A value that is JSON already, taken as it stands.
    package mutating func raw(_ json: some Collection<UInt8>) {
        scalar { $0.bytes.append(contentsOf: json) }
    }

    mutating func append(byte: UInt8) { bytes.append(byte) }

    mutating func append(contentsOf source: some Swift.Sequence<UInt8>) {
        bytes.append(contentsOf: source)
    }

    private mutating func scalar(_ write: (inout JSONWriter) -> Void) {
        separate()
        write(&self)
        place = .value
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        depth += 1
        place = .opened
    }

    private mutating func close(_ bracket: UInt8) {
        depth -= 1
        if case .value = place { breakLine() }
        bytes.append(bracket)
        place = .value
    }

    /// The comma and line break before a key or value that needs them.
    private mutating func separate() {
        switch place {
        case .start, .key: return
        case .opened: breakLine()
        case .value:
            bytes.append(UInt8(ascii: ","))
            breakLine()
        }
    }

    private mutating func breakLine() {
        guard case .pretty = layout else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }
}

extension JSONWriter {
    package mutating func member(_ key: String, _ value: some StringProtocol) {
        self.key(key)
        string(value)
    }

    package mutating func member(_ key: String, _ value: some FixedWidthInteger) {
        self.key(key)
        integer(value)
    }

    package mutating func member(_ key: String, _ value: Bool) {
        self.key(key)
        bool(value)
    }

    /// Null for nil.
    package mutating func member(_ key: String, _ value: (some StringProtocol)?) {
        self.key(key)
        if let value { string(value) } else { null() }
    }

    /// Null for nil.
    package mutating func member(_ key: String, _ value: (some FixedWidthInteger)?) {
        self.key(key)
        if let value { integer(value) } else { null() }
    }

    package mutating func member(_ key: String, _ value: JSONValue) {
        self.key(key)
        self.value(value)
    }

    /// A member that is an object; `body` writes its members.
    package mutating func object<Failure: Error>(
        _ key: String, _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try object(body)
    }

    /// A member that is an array of `elements`, each written by `body`.
    package mutating func array<Elements: Swift.Sequence>(
        _ key: String, _ elements: Elements,
        _ body: (inout JSONWriter, Elements.Element) -> Void
    ) {
        self.key(key)
        array(elements, body)
    }
}

extension JSONValue {
    /// The value as compact JSON.
    package var compact: [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }
}
