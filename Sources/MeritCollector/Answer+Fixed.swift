import MeritJSON

/// Answers that need nothing but their names.
extension Answer {
    /// A page that tells a customer nothing but that there is nothing here; for unknown paths, and
    /// for bad tokens where no fallback is set.
    static let notFoundPage = Answer(
        .notFound, headers: lines("Content-Type: text/html; charset=utf-8", noStore),
        body: Array(
            """
            <!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" \
            content="width=device-width"><title>404</title><p>页面不存在<p>There is no such page.</html>

            """.utf8))

    /// A click that may not go on unrecorded.
    static let tryAgainPage = Answer(
        .unavailable,
        headers: lines("Content-Type: text/html; charset=utf-8", "Retry-After: 1", noStore),
        body: Array(
            """
            <!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" \
            content="width=device-width"><title>503</title><p>请稍后再试<p>Please try again.</html>

            """.utf8))

    static let live = text(.ok, "ok\n")
    static let ready = text(.ok, "ready\n")
    static let notReady = text(.unavailable, "not ready\n")

    static func text(_ status: Status, _ text: String) -> Answer {
        Answer(
            status, headers: lines("Content-Type: text/plain; charset=utf-8", noStore),
            body: Array(text.utf8))
    }

    /// To the fallback page.
    static func fallback(_ location: [UInt8]) -> Answer {
        Answer(.found, headers: lines(noStore) + Array("Location: ".utf8) + location + lines(""))
    }

    static func methodNotAllowed(_ allow: StaticString) -> Answer {
        var answer = problem(
            .methodNotAllowed, code: "method_not_allowed", detail: "Allow: \(allow)")
        answer.headers += lines("Allow: \(allow)")
        return answer
    }

    static let badRequest = problem(
        .badRequest, code: "bad_request", detail: "This is not a well-formed HTTP/1.1 request.")
    static let headersTooLarge = problem(
        .headersTooLarge, code: "headers_too_large", detail: "The request's head is too large.")
    static let bodyTooLarge = problem(
        .contentTooLarge, code: "body_too_large", detail: "A body has at most 256 KiB.")
    static let requestTimeout = problem(
        .requestTimeout, code: "request_timeout", detail: "The request did not arrive in time.")
    static let notRecorded: Answer = {
        var answer = problem(
            .unavailable, code: "not_recorded",
            detail: "The touches could not be recorded; send the same batch again.")
        answer.headers += lines("Retry-After: 1")
        return answer
    }()

    /// Problem details (RFC 9457) with a stable `code`, and maybe faults of the body: the members
    /// of every other listener.
    static func problem(
        _ status: Status, code: String, detail: String, faults: [JSONFault] = []
    ) -> Answer {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("type", "about:blank")
            writer.member("title", "\(status.reason)")
            writer.member("status", status.rawValue)
            writer.member("code", code)
            writer.member("detail", detail)
            guard !faults.isEmpty else { return }
            writer.array("errors", faults) { writer, fault in
                writer.object { writer in
                    writer.member("pointer", fault.pointer)
                    writer.member("code", fault.code.rawValue)
                    writer.member("message", fault.message)
                }
            }
        }
        return Answer(
            status, headers: lines("Content-Type: application/problem+json", noStore),
            body: writer.bytes)
    }

    static let noStore = "Cache-Control: no-store"

    static func lines(_ lines: String...) -> [UInt8] {
        Array(lines.map { $0 + "\r\n" }.joined().utf8)
    }
}
