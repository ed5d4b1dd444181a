import Logging
import MeritJournal
import ServiceLifecycle

/// Tells that the journal has stopped, or takes less than it should, and why: in the log, once for
/// each change, and in the health of the process. Whoever is refused is told the code alone; file,
/// call and error number are for the operator.
struct JournalWatch: Service {
    let journal: Journal
    let health: Health
    let logger: Logger

    private static let interval = Duration.seconds(1)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                look()
                try? await Task.sleep(for: Self.interval)
            }
        }
        look()
    }

    /// Compares with what health says already, so that a change is news once.
    func look() {
        let state = Self.health(of: journal.state)
        let before = health.state(of: .journal)
        guard state != before else { return }
        health.report(.journal, state)
        switch (before, state) {
        case (_, .failing(let reason)):
            logger.critical(
                "the journal does not take everything", metadata: ["reason": "\(reason)"])
        case (.failing, _): logger.notice("the journal takes everything again")
        default: break
        }
    }

    static func health(of state: JournalState) -> Health.State {
        switch state {
        case .writing, .closed: .ready
        case .trafficRefused:
            .failing("free space is below the mark for clicks and views; they are not recorded")
        case .inboundRefused:
            .failing("free space is below the mark for webhooks and commands; they get 503")
        case .failed(let error): .failing("\(error)")
        }
    }
}
