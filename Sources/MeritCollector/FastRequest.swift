import MeritToken

/// A usual request for `/r/TOKEN`, as the fast lane reads it from the bytes that a peer sent.
/// NIO's parser reads the same from them, and says of them what `RecognisedHead` says.
struct FastRequest {
    let method: RedirectRequest.Method
    let token: RedirectRequest.TokenText
    let visitor: VisitorID?
    let navigation: RedirectRequest.Navigation
    let purpose: RedirectRequest.Purpose
    /// Where the user agent lies in the bytes, at most 512 of it; empty where there is none.
    let userAgent: Range<Int>
    /// What becomes of the connection; never `keepAliveTold`, which is for HTTP/1.0.
    let connection: AnswerForm.ConnectionForm
    /// How many bytes the request takes.
    let byteCount: Int

    /// How its answer is framed.
    var form: AnswerForm {
        AnswerForm(body: method == .head ? .headersOnly : .whole, connection: connection)
    }
}

/// What bytes begin with, as the fast lane sees them.
enum Recognition {
    /// So far the beginning of a usual request.
    case incomplete
    case request(FastRequest)
    /// Whatever it is, it is for the full lane; so it stays when more bytes follow.
    case unusual
}
