import MeritJSON
import Testing

@testable import merit

struct ServiceRequestTests {
    @Test func `path and query are percent-encoded, and nil is left out`() {
        let request = ServiceRequest.get(
            "orders", "mall", "A/1 ü&?", "proof",
            query: ["from": "2026-11-01", "by": nil, "q": "a b+c"])
        #expect(
            request.target
                == "/v1/orders/mall/A%2F1%20%C3%BC%26%3F/proof?from=2026-11-01&q=a%20b%2Bc")
    }

    @Test func `a body is one JSON object`() {
        let request = ServiceRequest.post("persons") { body in
            body.member("name", "陈\"")
            body.memberIfAny("userid", nil as String?)
        }
        #expect(request.body?.type == "application/json")
        #expect(String(decoding: request.body?.bytes ?? [], as: UTF8.self) == #"{"name":"陈\""}"#)
    }

    @Test(arguments: [
        ("http://h:1", "http://h:1"), ("https://merit.example/", "https://merit.example"),
        ("http://h:1/v1/", "http://h:1"),
    ])
    func `an address may end in a slash or in the API's version`(
        given: String, wanted: String
    ) throws {
        #expect(try ServiceReach.base(given) == wanted)
    }

    @Test(arguments: ["h:1", "ftp://h", "", "/run/merit.sock"])
    func `an address without http is refused as wrong usage`(given: String) {
        let failure = #expect(throws: CommandFailure.self) { try ServiceReach.base(given) }
        #expect(failure?.code == 2)
    }

    @Test func `a socket's path becomes the host of an address`() {
        #expect(
            ServiceReach.base(socket: "/proc/self/fd/9/control.sock")
                == "http+unix://%2Fproc%2Fself%2Ffd%2F9%2Fcontrol.sock")
    }
}
