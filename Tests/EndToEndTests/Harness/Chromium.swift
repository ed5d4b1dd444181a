import Foundation
import Glibc
import ProcessFixture
import Testing

/// A real browser that opens one address and runs what stands there. Its identity is the process,
/// which ends with the value. It reaches nothing but this machine: every other name leads nowhere.
final class Chromium {
    private let process: ChildProcess
    private let folder: TemporaryFolder

    /// The names of shops; both lead to this machine.
    static let names = ["mall.example", "stranger.example"]

    /// `MERIT_TEST_BROWSER`, else the first of Debian's that is installed.
    static let program: String? = {
        let environment = ProcessInfo.processInfo.environment
        if let given = environment["MERIT_TEST_BROWSER"] { return given }
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        return ["chromium-headless-shell", "chromium"].first { name in
            folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
        }
    }()

    /// What a skipped test says.
    static let notTested = Mount.notTested("there is no Chromium; Tests/run.sh installs it")

    /// What goes wrong inside it is told by what its pages do not tell.
    init(opening address: String) throws {
        let program = try #require(Self.program)
        let folder = try TemporaryFolder("browser")
        self.folder = folder
        let rules = Self.names.map { "MAP \($0) 127.0.0.1" }
        // A sandbox of its own is not for root; without a GPU and shared memory it runs in
        // containers. A port for debugging keeps it running although nobody sees it.
        let arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--remote-debugging-port=0", "--user-data-dir=\(folder.path)",
            "--user-agent=\(Browser.agent)",
            "--host-resolver-rules="
                + (rules + ["MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1"])
                .joined(separator: ", "),
            address,
        ]
        let input = try OpenFile.reading("/dev/null")
        let output = try OpenFile.writing(folder["log"])
        process = try ChildProcess(
            program, arguments, environment: Shell.environment,
            streams: .init(
                input: input.number, output: output.number, errors: output.number))
    }

    /// The renderers end with their parent, which must not be killed before it could tell them.
    deinit {
        process.signal(SIGTERM)
        process.wait()
    }
}
