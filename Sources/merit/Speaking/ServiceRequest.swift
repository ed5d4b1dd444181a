import MeritJSON

/// One request to the API, below `/v1`.
struct ServiceRequest: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
    }

    struct Body: Sendable {
        let type: String
        let bytes: [UInt8]
    }

    let method: Method
    /// Path and query, percent-encoded.
    let target: String
    var body: Body?
    var accept = "application/json"

    /// Parameters whose value is nil are left out.
    typealias Parameters = KeyValuePairs<String, String?>

    init(
        _ method: Method, _ path: [String], query: Parameters = [:], body: Body? = nil
    ) {
        self.method = method
        self.body = body
        var target = "/v1/" + path.map { Self.encoded($0) }.joined(separator: "/")
        var mark = "?"
        for (name, value) in query {
            guard let value else { continue }
            target += "\(mark)\(name)=\(Self.encoded(value))"
            mark = "&"
        }
        self.target = target
    }

    /// A `GET` of a target that is encoded already.
    init(target: String) {
        method = .get
        self.target = target
    }

    static func get(_ path: String..., query: Parameters = [:]) -> ServiceRequest {
        ServiceRequest(.get, path, query: query)
    }

    /// Without a body.
    static func post(_ path: String..., query: Parameters = [:]) -> ServiceRequest {
        ServiceRequest(.post, path, query: query)
    }

    /// With one JSON object, whose members `members` writes.
    static func post(
        _ path: String..., query: Parameters = [:], members: (inout JSONWriter) -> Void
    ) -> ServiceRequest {
        var writer = JSONWriter()
        writer.object(members)
        return ServiceRequest(
            .post, path, query: query,
            body: Body(type: "application/json", bytes: writer.take()))
    }

    /// As `post`, to put something in the place of what is there.
    static func put(
        _ path: String..., members: (inout JSONWriter) -> Void
    ) -> ServiceRequest {
        var writer = JSONWriter()
        writer.object(members)
        return ServiceRequest(
            .put, path, body: Body(type: "application/json", bytes: writer.take()))
    }

    /// With the bytes of a file.
    static func post(
        _ path: String..., query: Parameters = [:], body: Body
    ) -> ServiceRequest {
        ServiceRequest(.post, path, query: query, body: body)
    }

    func accepting(_ type: String) -> ServiceRequest {
        var request = self
        request.accept = type
        return request
    }

    /// RFC 3986, section 2.1: everything but unreserved characters as `%XX`.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default: encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 0x0f)])"
            }
        }
    }
}

extension JSONWriter {
    /// Nothing for nil.
    mutating func memberIfAny(_ key: String, _ value: String?) {
        if let value { member(key, value) }
    }

    /// Nothing for nil.
    mutating func memberIfAny(_ key: String, _ value: Int?) {
        if let value { member(key, value) }
    }
}
