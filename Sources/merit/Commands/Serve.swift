import ArgumentParser
import Logging
import MeritJSON
import MeritServer

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the service until it is told to stop (SIGTERM, Ctrl-C).",
        discussion: """
            Collector (public), inbound (signed webhooks), api (private) and worker over one data \
            directory, which is made on first start.
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var listen: ListenOptions

    func run() async throws {
        let form = global.form
        try await Server.run(
            directory: global.dataPath, configuration: try global.settings(flags: listen.flags),
            logger: ProcessEnvironment.logger(.info)
        ) { addresses in
            Terminal.print(addresses.text(as: form))
        }
    }
}

/// Where the listeners are bound.
struct ListenOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where customers' clicks arrive.", valueName: "host:port"))
    var collector: String?

    @Option(help: ArgumentHelp("Where malls' webhooks arrive.", valueName: "host:port"))
    var inbound: String?

    @Option(help: ArgumentHelp("Where the API answers.", valueName: "host:port"))
    var api: String?

    /// As settings.
    var flags: [String: String] {
        let all = [
            "collector.listen": collector, "inbound.listen": inbound, "api.listen": api,
        ]
        return all.compactMapValues(\.self)
    }
}

extension ServerAddresses {
    /// The addresses of a service that is ready.
    func text(as form: OutputForm) -> String {
        switch form {
        case .text:
            return """
                collector  http://\(collector)
                inbound    http://\(inbound)
                api        http://\(api)
                """
        case .json:
            var writer = JSONWriter()
            writer.object { addresses in
                addresses.member("collector", collector)
                addresses.member("inbound", inbound)
                addresses.member("api", api)
            }
            return writer.text
        }
    }
}
