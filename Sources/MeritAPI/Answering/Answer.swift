import HTTPTypes
import Hummingbird
import MeritIntake
import MeritJSON
import NIOCore

/// The shapes of answers.
enum Answer {
    /// One JSON object, whose members `body` writes.
    static func object(
        _ status: HTTPResponse.Status = .ok, _ body: (inout JSONWriter) -> Void
    ) -> Response {
        var writer = JSONWriter()
        writer.object(body)
        return .json(status, writer.take())
    }

    /// One page of a list; `next` is what `after` has to be for the page behind it, nil on the
    /// last.
    static func page<Items: Swift.Sequence>(
        _ items: Items, next: String?, _ body: (inout JSONWriter, Items.Element) -> Void
    ) -> Response {
        object { writer in
            writer.array("items", items) { writer, item in
                writer.object { body(&$0, item) }
            }
            writer.member("next", next)
        }
    }

    /// Text of some type, such as `text/csv; charset=utf-8`.
    static func text(_ bytes: [UInt8], type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// One page cut out of a list that is in memory, in the order of a key.
struct Page<Item> {
    let items: [Item]
    let next: String?

    /// The first `limit` items behind `after`; `key` is rising along `items`.
    init<Key: Comparable & CustomStringConvertible>(
        of items: [Item], after: Key?, limit: Int, key: (Item) -> Key
    ) {
        let rest = items.drop { item in after.map { key(item) <= $0 } ?? false }
        self.items = Array(rest.prefix(limit))
        next = rest.count > limit ? self.items.last.map { key($0).description } : nil
    }
}
