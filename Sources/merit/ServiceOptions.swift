import ArgumentParser

/// What commands take that speak to a service.
struct ServiceOptions: ParsableArguments {
    @OptionGroup var global: GlobalOptions

    @Option(
        help: ArgumentHelp(
            "Work through a service elsewhere, with the key in MERIT_API_KEY.", valueName: "url"))
    var api: String?

    var form: OutputForm { global.form }

    /// For commands that read the data directory's files.
    func requireDirectory(_ command: String) throws {
        guard api == nil else {
            throw ValidationError(
                "\(command) works on the machine of the data directory: use --data, not --api")
        }
    }
}

/// A command that is done by requests to a service: one elsewhere, the one that runs on the data
/// directory, or one that lives for this command alone.
protocol ServiceCommand: AsyncParsableCommand, Sendable {
    var service: ServiceOptions { get }
    /// What service will do; any, unless a command says otherwise.
    var need: ServiceNeed { get }

    func perform(with client: ServiceClient) async throws
}

/// Which services can do a command.
enum ServiceNeed: Hashable, Sendable {
    /// One that runs, or one that lives for the command alone.
    case any
    /// One that runs: an act of two people, each of whom comes with a key of their own.
    case running
}

extension ServiceCommand {
    var need: ServiceNeed { .any }

    func run() async throws {
        let command = self
        try await ServiceReach(service, need: need).connect { client in
            try await command.perform(with: client)
        }
    }
}
