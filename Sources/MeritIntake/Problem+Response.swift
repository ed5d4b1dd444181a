package import HTTPTypes
package import Hummingbird
import NIOCore

extension Problem: HTTPResponseError {
    package var status: HTTPResponse.Status { HTTPResponse.Status(code: code.status) }

    package func response(
        from request: Request, context: some RequestContext
    ) throws -> Response { response }

    /// The answer, `application/problem+json`.
    package var response: Response {
        var headers: HTTPFields = [
            .contentType: "application/problem+json", .cacheControl: "no-store",
        ]
        if !allowed.isEmpty { headers[.allow] = allowed.joined(separator: ", ") }
        if let retryAfter { headers[.retryAfter] = String(retryAfter) }
        if code == .unauthenticated || code == .apiKeyInvalid {
            headers[.wwwAuthenticate] = "Bearer realm=\"merit\""
        }
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json)))
    }
}

extension Response {
    /// An answer in JSON.
    package static func json(
        _ status: HTTPResponse.Status = .ok, _ bytes: [UInt8]
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
