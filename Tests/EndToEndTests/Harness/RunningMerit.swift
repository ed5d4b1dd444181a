import Foundation
import Glibc
import MeritJSON
import ProcessFixture

/// `merit serve` over a data directory. Its identity is the process, which ends with the value.
final class RunningMerit {
    let directory: MeritDirectory
    /// `http://HOST:PORT` each.
    let collector: String
    let inbound: String
    let api: String
    private let process: ChildProcess

    /// Three listeners on whatever ports are free.
    static let anyPorts = ["collector", "inbound", "api"].flatMap { ["--\($0)", "127.0.0.1:0"] }

    /// Returns when it says that it is ready. `openFilesMax` is the limit it starts under.
    init(
        _ directory: MeritDirectory, preloading library: String? = nil, openFilesMax: Int? = nil
    ) throws {
        self.directory = directory
        var environment = directory.environment
        environment["LD_PRELOAD"] = library
        let output = try OpenFile.pipe()
        let input = try OpenFile.reading("/dev/null")
        let errors = try OpenFile.appending(directory.log)
        // What `prlimit` starts takes its place: the process is the same.
        let limit = openFilesMax.map { ["prlimit", "--nofile=\($0):\($0)"] } ?? []
        let command =
            limit + [Surroundings.merit, "serve", "--data", directory.path, "--json"]
            + Self.anyPorts
        process = try ChildProcess(
            command[0], Array(command.dropFirst()), environment: environment,
            streams: .init(
                input: input.number, output: output.write.number, errors: errors.number))
        let addresses = try Self.addresses(output, process, directory)
        collector = addresses[0]
        inbound = addresses[1]
        api = addresses[2]
    }

    private static func addresses(
        _ output: OpenFile.Pipe, _ process: ChildProcess, _ directory: MeritDirectory
    ) throws -> [String] {
        // Our own end for writing would keep the stream open after the process is gone.
        output.write.close()
        guard let line = try LineReader(output.read).next() else {
            let end = process.wait()
            throw ChildProcess.Failure(
                description: "merit serve: \(end)\n\(directory.logTail)")
        }
        let addresses = try JSONValue(text: line)
        return try ["collector", "inbound", "api"].map { name in
            guard let address = addresses[name]?.text else {
                throw ChildProcess.Failure(description: "no address of \(name): \(line)")
            }
            return address.hasPrefix("http") ? address : "http://\(address)"
        }
    }

    /// SIGTERM; it has to end well.
    func stop() throws {
        process.signal(SIGTERM)
        let end = process.wait()
        guard end == .exited(0) else {
            throw ChildProcess.Failure(description: "SIGTERM: \(end)\n\(directory.logTail)")
        }
    }

    /// SIGKILL: nothing of it runs on.
    func kill() {
        process.signal(SIGKILL)
        process.wait()
    }

    /// Every thread stands still, between two system calls.
    func freeze() {
        process.signal(SIGSTOP)
        process.waitUntilStopped()
    }

    /// Repeats a question until its answer is there; the service is worked with, never waited for
    /// by the clock. After many times the last answer is what the test gets.
    func settled<Answer>(_ question: () throws -> Answer, _ isThere: (Answer) -> Bool) throws
        -> Answer
    {
        var answer = try question()
        for _ in 0..<400 where !isThere(answer) {
            answer = try question()
        }
        return answer
    }

    /// The ledger once it has so many entries.
    func entries(atLeast count: Int) throws -> [JSONValue] {
        try settled(directory.entries) { $0.count >= count }
    }
}
