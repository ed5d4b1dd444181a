import Foundation

/// What a finished program said.
package struct Finished {
    package let command: String
    package let code: Int32
    package let outputBytes: [UInt8]
    package let errors: String

    package var output: String { String(decoding: outputBytes, as: UTF8.self) }
    /// Without the line's end.
    package var line: String { output.trimmingCharacters(in: .whitespacesAndNewlines) }
    package var lines: [String] { output.split(separator: "\n").map(String.init) }
    /// All of it, for messages.
    package var transcript: String { "$ \(command)\nexit \(code)\n\(output)\(errors)" }
}

/// Runs programs to their end.
package enum Shell {
    /// This process's environment without any setting of Merit's.
    package static let environment = ProcessInfo.processInfo.environment.filter {
        !$0.key.hasPrefix("MERIT_")
    }

    /// Runs a program to its end; after `secondsMax` seconds `timeout` ends it with code 124.
    package static func run(
        _ tool: String, _ arguments: [String], input: String = "",
        environment: [String: String] = Shell.environment, secondsMax: Int = 180
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
    package static func must(
        _ tool: String, _ arguments: [String], input: String = "",
        environment: [String: String] = Shell.environment, secondsMax: Int = 180
    ) throws -> Finished {
        let finished = try run(
            tool, arguments, input: input, environment: environment,
            secondsMax: secondsMax)
        guard finished.code == 0 else {
            throw ChildProcess.Failure(description: finished.transcript)
        }
        return finished
    }
}
