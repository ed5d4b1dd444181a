import Foundation
import ProcessFixture
import Testing

/// No command stands in the README that nobody runs. The comment above a block says who runs it:
/// `<!-- test -->` is what CI calls, `<!-- demo -->` is run by `Tests/readme-demo.sh` until it
/// prints its addresses, `<!-- try -->` is run here, in order, beside the data directory of a demo.
struct ReadmeTests {
    private struct Block {
        let mark: String
        let commands: String
    }

    private static func blocks() throws -> [Block] {
        let text = try String(contentsOfFile: Surroundings.root + "/README.md", encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let starts = lines.indices.filter { lines[$0].hasPrefix("```sh") }
        return starts.map { start in
            let above = start > 0 ? lines[start - 1] : ""
            let mark = above.hasPrefix("<!-- ") ? above.dropFirst(5).prefix { $0 != " " } : ""
            let commands = lines[(start + 1)...].prefix { $0 != "```" }
            return Block(mark: String(mark), commands: commands.joined(separator: "\n"))
        }
    }

    @Test func `every command block says who runs it`() throws {
        let blocks = try Self.blocks()
        for block in blocks {
            #expect(["test", "demo", "try"].contains(block.mark), "\(block.commands)")
        }
        #expect(blocks.count { $0.mark == "test" } == 1)
        #expect(blocks.count { $0.mark == "demo" } == 1)
    }

    @Test func `the commands to try do what they say`() throws {
        let blocks = try Self.blocks().filter { $0.mark == "try" }
        guard !blocks.isEmpty else { return }
        let folder = try TemporaryFolder("readme")
        let settings = MeritDirectory(in: folder).environment
        try Shell.must(
            "env",
            ["-C", folder.path, Surroundings.merit, "demo", "--exit"] + RunningMerit.anyPorts,
            environment: settings)
        for block in blocks {
            let commands = ["release", "debug"].reduce(block.commands) { text, kind in
                text.replacing(".build/\(kind)/merit", with: Surroundings.merit)
            }
            let finished = try Shell.run(
                "env", ["-C", folder.path, "bash", "-euo", "pipefail", "-c", commands],
                environment: settings)
            #expect(finished.code == 0, "\(finished.transcript)")
        }
    }
}
