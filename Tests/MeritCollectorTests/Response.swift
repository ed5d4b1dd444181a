/// An answer as a client sees it.
struct Response: Hashable, Sendable {
    let status: Int
    /// Names in lower case.
    let headers: [Header]
    let body: String

    struct Header: Hashable, Sendable {
        let name: String
        let value: String
    }

    subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

    func values(_ name: String) -> [String] {
        headers.filter { $0.name == name }.map(\.value)
    }

    /// Without what changes with the time.
    var undated: Response {
        Response(status: status, headers: headers.filter { $0.name != "date" }, body: body)
    }

    /// The parameter's text in `Location`.
    func parameter(_ name: String) -> String? {
        let query = self["location"]?.split(separator: "#").first?.split(separator: "?").dropFirst()
            .first
        return query?.split(separator: "&").first { $0.hasPrefix(name + "=") }
            .map { String($0.dropFirst(name.count + 1)) }
    }

    /// All answers in what a connection sent; `heads` are the places of answers to HEAD.
    static func parse(_ bytes: [UInt8], heads: Set<Int> = []) throws -> [Response] {
        var rest = bytes[...]
        var responses: [Response] = []
        while !rest.isEmpty {
            responses.append(try one(&rest, hasBody: !heads.contains(responses.count)))
        }
        return responses
    }

    private static func one(_ rest: inout ArraySlice<UInt8>, hasBody: Bool) throws -> Response {
        var lines: [String] = []
        while true {
            let end = try required(rest.firstIndex(of: 0x0a))
            let line = rest[rest.startIndex..<end]
            guard line.last == 0x0d else { throw Fixture.Missing() }
            rest = rest[(end + 1)...]
            if line.count == 1 { break }
            lines.append(String(decoding: line.dropLast(), as: UTF8.self))
        }
        let status = try required(Int(required(lines.first).split(separator: " ")[1]))
        let headers = try lines.dropFirst().map { line in
            let colon = try required(line.firstIndex(of: ":"))
            return Header(
                name: line[..<colon].lowercased(),
                value: String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        let length = headers.first { $0.name == "content-length" }.flatMap { Int($0.value) } ?? 0
        let body = hasBody ? rest.prefix(length) : []
        guard !hasBody || body.count == length else { throw Fixture.Missing() }
        rest = rest.dropFirst(body.count)
        return Response(
            status: status, headers: headers, body: String(decoding: body, as: UTF8.self))
    }
}
