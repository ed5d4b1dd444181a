import DoorFixture
import HummingbirdTesting
import MeritCore
import NIOCore
import NIOPosix
import Testing

struct OversizedBodyTests {
    @Test func `a body of 256 KiB is read and one byte more is not`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            let body = Mall.body()
            let limit = 256 * 1_024
            let padded = body + String(repeating: " ", count: limit - body.utf8.count)
            #expect(try await mall.send(padded).status == 202)
            let reply = try await mall.send(padded + " ", id: "msg_2")
            #expect(reply.status == 413)
            #expect(reply.code == "body_too_large")
        }
        door.close()
    }

    /// Over a real connection: the answer is there although the body never comes, and the
    /// connection ends.
    @Test(arguments: ["Content-Length: 10000000000", "Transfer-Encoding: chunked"])
    func `a long body is refused without waiting for its end`(length: String) async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door, over: .live) { (mall: Mall) async throws in
            let port = try #require(mall.client.port)
            let head = "POST /v1/order-events HTTP/1.1\r\nHost: localhost\r\n\(length)\r\n\r\n"
            let chunk = String(repeating: "x", count: 300_000)
            let body =
                length.hasPrefix("Transfer")
                ? String(chunk.utf8.count, radix: 16) + "\r\n" + chunk + "\r\n" : "x"
            let answer = try await RawConnection.exchange(head + body, port: port)
            #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer.prefix(200))")
            #expect(answer.lowercased().contains("connection: close"))
        }
        door.close()
    }
}

/// A TCP connection that says something and listens until the other side ends it.
enum RawConnection {
    static func exchange(_ text: String, port: Int) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: false)
            .connect(host: "localhost", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var answer = ByteBuffer()
            do {
                for try await var part in inbound { answer.writeBuffer(&part) }
            } catch is IOError {
                // The other side may reset a connection whose rest it does not read.
            }
            return String(buffer: answer)
        }
    }
}
