import ProcessFixture

/// Many connections from a program of its own; they close with the value.
final class Crowd {
    private let process: ChildProcess
    private let input: OpenFile
    private let reader: LineReader
    /// How many connections there were, or were left at the last step.
    private(set) var open = 0

    /// Returns when so many are open to each address, or as many as its listener takes.
    init(_ count: Int, at addresses: String...) throws {
        let pipeIn = try OpenFile.pipe()
        let pipeOut = try OpenFile.pipe()
        let errors = try OpenFile.writing("/dev/null")
        process = try ChildProcess(
            Surroundings.python, [Surroundings.client("crowd"), String(count)] + addresses,
            environment: Shell.environment,
            streams: .init(
                input: pipeIn.read.number, output: pipeOut.write.number, errors: errors.number))
        pipeIn.read.close()
        pipeOut.write.close()
        input = pipeIn.write
        reader = LineReader(pipeOut.read)
        try take()
    }

    /// Every connection sends one byte.
    func step() throws {
        input.write(line: "")
        try take()
    }

    func leave() {
        input.close()
        process.wait()
    }

    private func take() throws {
        guard let line = try reader.next(), let count = Int(line.dropFirst("open ".count)) else {
            throw ChildProcess.Failure(description: "crowd.py ended: \(process.wait())")
        }
        open = count
    }
}
