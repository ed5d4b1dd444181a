import ArgumentParser
import Glibc
import Logging
import MeritServer
import Synchronization

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Fills a new data directory with a small retailer's month, serves it, shows it.",
        discussion: """
            Three stores, twenty people, fifty links, 2,000 customers, 20,000 clicks and views, \
            1,500 orders with 8 % refunds, all of it made up and brought in through the real \
            interfaces. Afterwards it is a directory like any other.
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var listen: ListenOptions

    @Option(help: "Another number, another retailer's month.")
    var seed: UInt64 = 20_261_121

    @Flag(name: .customLong("exit"), help: "End after printing.")
    var ends = false

    func run() async throws {
        let command = self
        let configuration = try settings()
        let directory = try DemoDirectory.open(global)
        let hasStarted = Atomic(false)
        do {
            try await Server.run(
                directory: global.dataPath, configuration: configuration,
                logger: ProcessEnvironment.logger(.warning)
            ) { addresses in
                hasStarted.store(true, ordering: .relaxed)
                try await command.show(directory, addresses)
            }
        } catch {
            // A port that is taken must not leave a directory that looks like a demo.
            if !hasStarted.load(ordering: .relaxed) { directory.removeIfMade() }
            throw error
        }
    }

    private func show(_ directory: DemoDirectory, _ addresses: ServerAddresses) async throws {
        let base = ServiceReach.base(socket: addresses.controlSocket)
        try await ServiceClient.with(base: base, key: nil) { client in
            let summary: DemoSummary
            if let known = try directory.summary() {
                summary = known
            } else {
                let filling = DemoFilling(
                    client: client, addresses: addresses, folder: directory.folder,
                    month: DemoMonth(seed: seed, now: SystemClock.now()))
                summary = try await filling.run()
                try directory.keep(summary)
            }
            try await DemoShow(
                client: client, addresses: addresses, summary: summary, options: global,
                isServing: ends ? .ending : .serving
            ).run()
        }
        // As Ctrl-C does: the service answers what is due and closes the journal.
        if ends { kill(getpid(), SIGTERM) }
    }

    private func settings() throws -> ServiceConfiguration {
        let collector = listen.collector ?? "127.0.0.1:8080"
        var flags = listen.flags
        flags["collector.destination_hosts"] = DemoSettings.hosts.joined(separator: ",")
        flags["collector.fallback"] = DemoSettings.fallback
        if !collector.hasSuffix(":0") { flags["collector.public_url"] = "http://\(collector)" }
        return try global.settings(flags: flags)
    }
}
