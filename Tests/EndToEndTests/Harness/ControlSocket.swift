import MeritJSON
import ProcessFixture

/// The service's own door for the command line of its machine, asked without the command line.
struct ControlSocket {
    private let path: String

    init(_ directory: MeritDirectory) { path = directory.controlSocket }

    func ask(
        _ method: String, _ path: String, type: String = "application/json", body: String? = nil
    ) throws -> Mall.Answer {
        let wish = JSONValue.object([
            "method": .string(method), "path": .string(path), "type": .string(type),
            "body": body.map { .string($0) } ?? .null,
        ])
        return try ask(all: [wish])[0]
    }

    /// Requests over one connection, one after the other.
    func ask(all wishes: [JSONValue]) throws -> [Mall.Answer] {
        let finished = try Shell.must(
            Surroundings.python, [Surroundings.client("ask_socket"), path],
            input: wishes.map(\.line).joined(separator: "\n") + "\n")
        return try finished.lines.map { line in
            let answer = try JSONValue(text: line)
            return Mall.Answer(
                status: answer["status"]?.number ?? 0, body: answer["body"]?.text ?? "")
        }
    }
}
