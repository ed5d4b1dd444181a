import MeritCore
import MeritToken

/// A request for `/r/TOKEN` as a recogniser read it: nothing in it has been judged yet.
struct RedirectRequest {
    var method: Method
    /// Nil unless what stands in its place has the length of a token.
    var token: TokenText?
    var visitor: VisitorID?
    var navigation: Navigation
    var purpose: Purpose
    /// As sent, at most 512 bytes.
    var userAgent: [UInt8]
    var network: NetworkPrefix?

    static let userAgentBytesMax = 512

    typealias TokenText = InlineArray<30, UInt8>

    enum Method: Hashable, Sendable {
        case get
        case head
    }

    /// What `Sec-Fetch-Mode` and `Sec-Fetch-Dest` say (Fetch Metadata Request Headers).
    enum Navigation: Hashable, Sendable {
        /// Absent: WeChat and older browsers do not send them.
        case unknown
        case topLevel
        /// An image, a frame, a script's request: not somebody who follows a link.
        case embedded
    }

    /// What `Sec-Purpose` or `Purpose` says.
    enum Purpose: Hashable, Sendable {
        case visit
        case prefetch
    }
}
