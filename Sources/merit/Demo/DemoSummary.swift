import MeritJSON

/// What a filled demo remembers of itself.
struct DemoSummary: Sendable {
    /// Business days, both included.
    let from: String
    let to: String
    /// `SHOP/ORDER`.
    let story: String
    /// The month that was closed, `YYYY-MM`.
    let closed: String
    /// A token that works.
    let token: String

    var json: [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { summary in
            summary.member("from", from)
            summary.member("to", to)
            summary.member("story", story)
            summary.member("closed", closed)
            summary.member("token", token)
        }
        writer.endLine()
        return writer.take()
    }

    init(from: String, to: String, story: String, closed: String, token: String) {
        self.from = from
        self.to = to
        self.story = story
        self.closed = closed
        self.token = token
    }

    /// Nil where it is not one.
    init?(parsing bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes), let from = value["from"]?.string,
            let to = value["to"]?.string, let story = value["story"]?.string,
            let closed = value["closed"]?.string, let token = value["token"]?.string
        else { return nil }
        self.init(from: from, to: to, story: story, closed: closed, token: token)
    }
}
