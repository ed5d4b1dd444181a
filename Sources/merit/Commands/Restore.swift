import ArgumentParser
import MeritJSON
import MeritServer
import SystemPackage

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Makes a data directory (--data) from a backup.",
        discussion: "The directory must be new or empty. The first command computes its store.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("What `merit backup` made.", valueName: "dir"))
    var backup: String

    @Option(help: ArgumentHelp("The file that `merit backup --keys` made.", valueName: "file"))
    var keys: String?

    func run() async throws {
        try MeritServer.Restore.run(
            from: FilePath(backup), to: global.dataPath, keys: keys.map { FilePath($0) })
        if keys == nil {
            Terminal.complain(
                "put keys.json into \(global.data) before it is used: links depend on it")
        }
        switch global.form {
        case .text: Terminal.print("restored into \(global.data)")
        case .json:
            var writer = JSONWriter()
            writer.object { $0.member("directory", global.data) }
            Terminal.print(writer.text)
        }
    }
}
