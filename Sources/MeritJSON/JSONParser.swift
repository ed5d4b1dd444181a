extension JSONValue {
    /// Reads one document of RFC 8259, strictly: UTF-8 without a byte order mark, each key of an
    /// object once, no lone surrogate, nothing but white space around the value, within `limits`.
    package init(parsing bytes: [UInt8], limits: JSONLimits = .body) throws(JSONSyntaxFault) {
        var parser = JSONParser(bytes[...], limits)
        self = try parser.document()
    }

    /// As above, for a part of a buffer; offsets in faults count from the part's start.
    package init(
        parsing bytes: ArraySlice<UInt8>, limits: JSONLimits = .body
    ) throws(JSONSyntaxFault) {
        var parser = JSONParser(bytes, limits)
        self = try parser.document()
    }
}

/// A recursive-descent reader; its depth is bounded by the limits.
struct JSONParser {
    let bytes: ArraySlice<UInt8>
    let limits: JSONLimits
    var index: Int
    private var membersLeft: Int
    private var depth = 0
    /// Where the value now being read belongs.
    var path: JSONPath = .root

    init(_ bytes: ArraySlice<UInt8>, _ limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
        index = bytes.startIndex
        membersLeft = limits.membersMax
    }

    mutating func document() throws(JSONSyntaxFault) -> JSONValue {
        guard bytes.count <= limits.bytesMax else {
            throw fault(.tooManyBytes, at: bytes.startIndex + limits.bytesMax)
        }
        guard !bytes.starts(with: [0xef, 0xbb, 0xbf]) else { throw fault(.byteOrderMark) }
        skipSpace()
        let value = try value()
        skipSpace()
        guard index == bytes.endIndex else { throw fault(.trailingContent) }
        return value
    }

    func fault(_ reason: JSONSyntaxFault.Reason, at place: Int? = nil) -> JSONSyntaxFault {
        JSONSyntaxFault(
            reason: reason, offset: (place ?? index) - bytes.startIndex, pointer: path.pointer)
    }

    /// The next byte, not taken. Throws at the end.
    func peek() throws(JSONSyntaxFault) -> UInt8 {
        guard index < bytes.endIndex else { throw fault(.unexpectedEnd) }
        return bytes[index]
    }

    private mutating func value() throws(JSONSyntaxFault) -> JSONValue {
        switch try peek() {
        case UInt8(ascii: "{"):
            return try nested { parser throws(JSONSyntaxFault) in .object(try parser.object()) }
        case UInt8(ascii: "["):
            return try nested { parser throws(JSONSyntaxFault) in .array(try parser.array()) }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "N"), UInt8(ascii: "I"):
            throw fault(.invalidNumber)
        default: throw fault(.unexpectedByte)
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONSyntaxFault) -> JSONValue
    ) throws(JSONSyntaxFault) -> JSONValue {
        guard depth < limits.depthMax else { throw fault(.tooDeep) }
        depth += 1
        index += 1
        skipSpace()
        let parent = path
        let value = try body(&self)
        path = parent
        depth -= 1
        return value
    }

    /// The members after `{` and the `}`.
    private mutating func object() throws(JSONSyntaxFault) -> JSONObject {
        let parent = path
        var object = JSONObject()
        guard try peek() != UInt8(ascii: "}") else { return taking(object) }
        while true {
            path = parent
            try countMember()
            let start = index
            guard try peek() == UInt8(ascii: "\"") else { throw fault(.unexpectedByte) }
            let key = try string()
            path = .member(parent, key)
            guard !object.contains(key) else { throw fault(.duplicateMember, at: start) }
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw fault(.unexpectedByte) }
            index += 1
            skipSpace()
            _ = object.append(key, try value())
            guard try isFollowed(closing: UInt8(ascii: "}"), of: parent) else {
                return taking(object)
            }
        }
    }

    /// The elements after `[` and the `]`.
    private mutating func array() throws(JSONSyntaxFault) -> [JSONValue] {
        let parent = path
        var elements: [JSONValue] = []
        guard try peek() != UInt8(ascii: "]") else { return taking(elements) }
        while true {
            path = .index(parent, elements.count)
            try countMember()
            elements.append(try value())
            guard try isFollowed(closing: UInt8(ascii: "]"), of: parent) else {
                return taking(elements)
            }
        }
    }

    /// `value`, with the closing bracket taken.
    private mutating func taking<Value>(_ value: Value) -> Value {
        index += 1
        return value
    }

    /// After a member or element: true behind a comma (taken), false before `closing` (not taken).
    private mutating func isFollowed(
        closing: UInt8, of parent: JSONPath
    ) throws(JSONSyntaxFault) -> Bool {
        skipSpace()
        path = parent
        let byte = try peek()
        guard byte != closing else { return false }
        guard byte == UInt8(ascii: ",") else { throw fault(.unexpectedByte) }
        index += 1
        skipSpace()
        return true
    }

    private mutating func countMember() throws(JSONSyntaxFault) {
        guard membersLeft > 0 else { throw fault(.tooManyMembers) }
        membersLeft -= 1
    }

    private mutating func skipSpace() {
        while index < bytes.endIndex {
            switch bytes[index] {
            case 0x20, 0x09, 0x0a, 0x0d: index += 1
            default: return
            }
        }
    }

    private mutating func literal(
        _ text: StaticString, _ value: JSONValue
    ) throws(JSONSyntaxFault) -> JSONValue {
        for expected in text.description.utf8 {
            guard try peek() == expected else { throw fault(.unexpectedByte) }
            index += 1
        }
        return value
    }
}
