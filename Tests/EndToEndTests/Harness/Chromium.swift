import Foundation
import Glibc
import ProcessFixture
import Testing

/// A real browser that opens one address and runs what stands there. Its identity is the process,
/// which ends with the value, and with these tests however they end. It reaches nothing but this
/// machine: every other name leads nowhere.
final class Chromium {
    private let process: ChildProcess
    private let folder: TemporaryFolder
    /// The browser takes commands from here, and ends when nobody can give it any more.
    private let commands: OpenFile

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
        // containers.
        let arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--remote-debugging-pipe", "--user-data-dir=\(folder.path)",
            "--user-agent=\(Browser.agent)",
            "--host-resolver-rules="
                + (rules + ["MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1"])
                .joined(separator: ", "),
            address,
        ]
        let pipe = try OpenFile.pipe()
        let output = try OpenFile.writing(folder["log"])
        commands = pipe.write
        // Debian starts it by a script that does not hand signals on; it reads commands from
        // descriptor 3 and answers on 4.
        process = try ChildProcess(
            "sh", ["-c", #"exec timeout -k 5 300 "$0" "$@" 3<&0 4>&1"#, program] + arguments,
            environment: Shell.environment,
            streams: .init(
                input: pipe.read.number, output: output.number, errors: output.number))
        pipe.read.close()
    }

    deinit {
        commands.close()
        process.wait()
    }
}
