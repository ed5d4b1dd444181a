import Foundation

/// What a finished program said.
struct Finished {
    let command: String
    let code: Int32
    let outputBytes: [UInt8]
    let errors: String

    var output: String { String(decoding: outputBytes, as: UTF8.self) }
    /// Without the line's end.
    var line: String { output.trimmingCharacters(in: .whitespacesAndNewlines) }
    var lines: [String] { output.split(separator: "\n").map(String.init) }
    /// All of it, for messages.
    var transcript: String { "$ \(command)\nexit \(code)\n\(output)\(errors)" }
}

/// Runs programs to their end.
enum Shell {
    /// What no command here takes; after it `timeout` ends it with code 124.
    static let secondsMax = 180

    static func run(
        _ tool: String, _ arguments: [String], input: String = "",
        environment: [String: String] = Surroundings.environment
    ) throws -> Finished {
        let folder = try TemporaryFolder("command")
        try folder.write(input, to: "input")
        let streams = (
            try OpenFile.reading(folder["input"]), try OpenFile.writing(folder["output"]),
            try OpenFile.writing(folder["errors"])
        )
        let child = try ChildProcess(
            "timeout", ["-k", "5", "\(secondsMax)", tool] + arguments, environment: environment,
            streams: .init(
                input: streams.0.number, output: streams.1.number, errors: streams.2.number))
        let code: Int32
        switch child.wait() {
        case .exited(let number): code = number
        case .killed(let signal): code = 128 + signal
        }
        return Finished(
            command: ([tool] + arguments).joined(separator: " "), code: code,
            outputBytes: try folder.bytes("output"), errors: try folder.text("errors"))
    }

    /// A program that has to succeed.
    @discardableResult
    static func must(
        _ tool: String, _ arguments: [String], input: String = "",
        environment: [String: String] = Surroundings.environment
    ) throws -> Finished {
        let finished = try run(tool, arguments, input: input, environment: environment)
        guard finished.code == 0 else {
            throw ChildProcess.Failure(description: finished.transcript)
        }
        return finished
    }
}
