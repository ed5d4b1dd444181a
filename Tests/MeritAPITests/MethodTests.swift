import DoorFixture
import HTTPTypes
import MeritAPI
import Testing

struct MethodTests {
    @Test func `another method than a path takes is told which it takes`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            for (method, path, allowed) in [
                (HTTPRequest.Method.put, "links", "GET, POST"), (.delete, "staff/1001", "PUT"),
                (.get, "adjustments/1/approve", "POST"), (.post, "calendar", "GET, PUT"),
                (.patch, "staff/import", "POST"), (.head, "health", "GET"),
            ] {
                let reply = try await client.send(method, path)
                #expect(reply.status == 405, "\(method) \(path)")
                #expect(reply.headers[.allow] == allowed)
                if method != .head { #expect(reply.code == "method_not_allowed") }
            }
            #expect(try await client.send(.get, "nothing").code == "route_unknown")
        }
        door.close()
    }
}
