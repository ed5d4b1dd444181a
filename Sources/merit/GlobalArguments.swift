import ArgumentParser

/// Options that every command takes may also stand before a command's name: `merit --data DIR link
/// list` is `merit link list --data DIR`.
enum GlobalArguments {
    private static let options = ["--data", "--config", "--api"]
    private static let flags = ["--json"]

    /// The same arguments, with the global ones that stand before or between the names of commands
    /// moved to the end (before a `--`).
    static func movedToEnd(
        _ arguments: [String], of root: any ParsableCommand.Type
    ) -> [String] {
        var names: [String] = []
        var moved: [String] = []
        var rest = arguments[...]
        var command = root
        while let argument = rest.first {
            if let count = count(of: argument) {
                moved += rest.prefix(count)
                rest = rest.dropFirst(count)
            } else if let next = subcommand(argument, of: command) {
                names.append(argument)
                command = next
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return names + rest[..<end] + moved + rest[end...]
    }

    /// How many arguments a global option takes up, itself included; nil where it is none.
    private static func count(of argument: String) -> Int? {
        if options.contains(argument) { return 2 }
        let isWhole = options.contains { argument.hasPrefix($0 + "=") }
        return isWhole || flags.contains(argument) ? 1 : nil
    }

    private static func subcommand(
        _ name: String, of command: any ParsableCommand.Type
    ) -> (any ParsableCommand.Type)? {
        command.configuration.subcommands.first { $0.configuration.commandName == name }
    }
}
