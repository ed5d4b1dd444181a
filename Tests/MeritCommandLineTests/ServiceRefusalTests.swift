import Testing

@testable import merit

struct ServiceRefusalTests {
    private let problem = """
        {"type":"urn:merit:problem:body_invalid","title":"The body is not what it has to be.",\
        "status":422,"code":"body_invalid","hint":"Mend it.","errors":[\
        {"line":3,"pointer":"/store","code":"bad_format","message":"Give a store."},\
        {"pointer":"","code":"missing","message":"Too little."}],"errors_omitted":5}
        """

    @Test func `a problem is told with every fault, its place and how to mend it`() {
        let refusal = ServiceRefusal(status: 422, body: Array(problem.utf8), retryAfter: nil)
        #expect(refusal.code == "body_invalid")
        #expect(
            refusal.description == """
                error: The body is not what it has to be. [body_invalid]
                  line 3: /store: Give a store. [bad_format]
                  Too little. [missing]
                  … and 5 more
                To mend it: Mend it.
                """)
    }

    @Test func `faults of a file are told as an editor jumps to them`() {
        let refusal = ServiceRefusal(status: 422, body: Array(problem.utf8), retryAfter: nil)
        let text = refusal.naming("staff.csv").description
        #expect(text.contains("\nstaff.csv:3: /store: Give a store. [bad_format]\n"))
        #expect(text.contains("\nstaff.csv: Too little. [missing]\n"))
    }

    @Test(arguments: ["", "<html>bad gateway</html>", "{\"title\":7}", "[1,2"])
    func `an answer that is no problem of ours is shown as it is`(body: String) {
        let refusal = ServiceRefusal(status: 502, body: Array(body.utf8), retryAfter: 4)
        #expect(refusal.code == nil)
        #expect(refusal.retryAfter == 4)
        #expect(refusal.description == "error: the service answered 502: \(body)")
    }
}
