import ArgumentParser

struct PolicyRerun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rerun",
        abstract: "Judges the orders of some days again by a named policy, by two people.",
        discussion: """
            merit policy rerun ID --from D --to D proposes; simulate before. Orders whose month is \
            closed, and adjusted ones, stay as they are. (A policy called approve, decline, list \
            or propose is named behind propose.)
            """,
        subcommands: [RerunPropose.self, RerunApprove.self, RerunDecline.self, RerunList.self],
        defaultSubcommand: RerunPropose.self)
}
