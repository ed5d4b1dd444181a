import MeritCore

/// Identifiers on standard input, which never stand in arguments.
enum IdentifierInput {
    private static let bytesMax = 4_096

    /// The lines for those of `arguments` that name none themselves, in their order. Throws where
    /// there are fewer lines, or more.
    static func read(_ arguments: [AliasArgument]) throws -> [String] {
        let wanted = arguments.filter { $0.hash == nil }
        if wanted.isEmpty { return [] }
        if Terminal.inputIsTerminal {
            return try wanted.map { try Terminal.secretLine("the \($0.kind.name)") }
        }
        let bytes = Terminal.input(limit: bytesMax)
        let text = bytes.flatMap { String(validating: $0, as: UTF8.self) } ?? ""
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        guard lines.count == wanted.count else {
            let names = wanted.map(\.kind.name).joined(separator: ", then the ")
            throw CommandFailure(
                "give the \(names) on standard input, a line each", code: Outcome.wrongUsage)
        }
        return lines
    }
}
