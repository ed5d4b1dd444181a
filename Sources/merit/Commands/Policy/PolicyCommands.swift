import ArgumentParser

struct PolicyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Rules by which orders are credited.",
        subcommands: [
            PolicyCheck.self, PolicyPublish.self, PolicyList.self, PolicyShow.self,
            PolicySimulate.self, PolicyRerun.self,
        ])
}
