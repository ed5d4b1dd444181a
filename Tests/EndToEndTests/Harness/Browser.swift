import ProcessFixture

/// A customer's browser, which is curl.
struct Browser {
    let collector: String

    static let agent =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
        + "(KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49(0x1800312d)"

    /// An answer as it came over the wire.
    struct Answer {
        let status: Int
        let headers: [String: String]
        let body: String

        var location: String { headers["location"] ?? "" }
        var clickID: String? { parameter("mc") }
        var token: String? { parameter("mt") }
        /// The value of the cookie `mv` that was set.
        var visitor: String? {
            guard let cookie = headers["set-cookie"], cookie.hasPrefix("mv=") else { return nil }
            return String(cookie.dropFirst(3).prefix { $0 != ";" })
        }

        private func parameter(_ name: String) -> String? {
            let query = location.drop { $0 != "?" }.dropFirst().prefix { $0 != "#" }
            return query.split(separator: "&").first { $0.hasPrefix("\(name)=") }
                .map { String($0.dropFirst(name.count + 1)) }
        }
    }

    func click(_ token: String, headers: [String] = []) throws -> Answer {
        try ask("/r/\(token)", headers: headers)
    }

    /// The page's script tells what the customer looked at.
    func views(_ body: String, origin: String = "https://mall.example") throws -> Answer {
        try ask(
            "/v1/views", headers: ["Origin: \(origin)", "Content-Type: application/json"],
            body: body)
    }

    func ask(_ path: String, headers: [String] = [], body: String? = nil) throws -> Answer {
        var arguments = ["-sS", "-i", "--max-time", "60", "-A", Self.agent]
        for header in headers { arguments += ["-H", header] }
        if body != nil { arguments += ["--data-binary", "@-"] }
        let finished = try Shell.must("curl", arguments + [collector + path], input: body ?? "")
        return Self.parsed(finished.output)
    }

    private static func parsed(_ text: String) -> Answer {
        let parts = text.split(
            separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\r\n")
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let name = line.prefix { $0 != ":" }
            let value = line.dropFirst(name.count + 1).drop { $0 == " " }
            headers[name.lowercased()] = String(value)
        }
        return Answer(
            status: status, headers: headers, body: parts.count > 1 ? String(parts[1]) : "")
    }
}
