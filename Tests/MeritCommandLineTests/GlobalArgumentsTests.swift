import ArgumentParser
import Testing

@testable import merit

struct GlobalArgumentsTests {
    private func moved(_ line: String) -> String {
        GlobalArguments.movedToEnd(line.split(separator: " ").map(String.init), of: Merit.self)
            .joined(separator: " ")
    }

    @Test(arguments: [
        ("--data d link list", "link list --data d"),
        ("link --data d list", "link list --data d"),
        ("--json --data=d link list --api u", "link list --json --data=d --api u"),
        ("--config c --json policy check f.yaml", "policy check f.yaml --config c --json"),
        ("link list --data d", "link list --data d"),
        ("--data d explain -- --odd", "explain --data d -- --odd"),
        ("--help", "--help"),
        ("", ""),
        ("--data", "--data"),
    ])
    func `global options may stand before the names of commands`(
        given: String, wanted: String
    ) {
        #expect(moved(given) == wanted)
    }

    @Test func `what stands behind a command's own arguments is left alone`() {
        #expect(moved("link create --kind h5 --data d") == "link create --kind h5 --data d")
    }

    @Test func `options before the command reach it`() throws {
        let arguments = GlobalArguments.movedToEnd(
            ["--data", "d", "--json", "token", "verify", "T"], of: Merit.self)
        let command = try #require(try Merit.parseAsRoot(arguments) as? TokenVerify)
        #expect(command.service.global.data == "d")
        #expect(command.service.form == .json)
        #expect(command.token == "T")
    }
}
