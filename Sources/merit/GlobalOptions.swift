import ArgumentParser
import MeritServer
import SystemPackage

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The data directory.", valueName: "dir"))
    var data = "./merit-data"

    @Option(
        help: ArgumentHelp(
            "A YAML file with settings (Schemas/configuration.md).", valueName: "file"))
    var config: String?

    @Flag(help: "Print JSON.")
    var json = false

    /// Settings from flags, environment and file.
    func settings(flags: [String: String] = [:]) throws -> ServiceConfiguration {
        try ServiceConfiguration(
            flags: flags, environment: ProcessEnvironment.variables,
            file: try config.map { try ConfigurationReading.file($0) })
    }

    var dataPath: FilePath { FilePath(data) }

    var form: OutputForm { json ? .json : .text }

    /// ` --data DIR` where another than the default directory was named, for commands that we
    /// propose.
    var dataArgument: String { data == "./merit-data" ? "" : " --data \(data)" }
}

/// How a result is printed.
enum OutputForm: Hashable, Sendable {
    case text
    case json
}
