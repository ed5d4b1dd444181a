import HTTPTypes
package import Hummingbird
package import NIOCore

extension Request {
    /// The whole body, at most `bytesMax`. A longer one is refused unread where its length is
    /// declared, else at the byte that crosses the limit; what follows is not read either: `close`
    /// says what has to happen to the connection.
    package func body(atMost bytesMax: Int) async throws(Problem) -> [UInt8] {
        if let declared = headers[.contentLength], let length = Int(declared), length > bytesMax {
            throw Self.tooLarge(bytesMax)
        }
        var bytes: [UInt8] = []
        do {
            for try await part in body {
                guard bytes.count + part.readableBytes <= bytesMax else {
                    throw Self.tooLarge(bytesMax)
                }
                bytes.append(contentsOf: part.readableBytesView)
            }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(.requestInvalid, detail: "The body ended before it was whole.")
        }
        return bytes
    }

    private static func tooLarge(_ bytesMax: Int) -> Problem {
        Problem(.bodyTooLarge, detail: "At most \(bytesMax) bytes here.")
    }
}

extension Response {
    /// The answer to a request whose body was not read to its end: the connection ends with it, so
    /// that the rest of the body is never taken in.
    package func closing(_ channel: any Channel) -> Response {
        var response = self
        let body = response.body
        response.headers[.connection] = "close"
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            channel.close(mode: .input, promise: nil)
        }
        return response
    }
}
