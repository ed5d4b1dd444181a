import Glibc
package import MeritAttribution
import MeritCore
import MeritJournal
package import MeritLedger
package import MeritStore
import Synchronization

/// What a policy that is not published would have made of the past: who gains and who loses, by how
/// much, and which orders move (试算).
///
/// Every order created in the days asked for is judged by the draft, in the order of (T, shop,
/// order id), from the facts that the store knows when the simulation begins; relations take the
/// draft for events in those days and the published policies for others. Orders that people
/// adjusted stay as they are. Nothing is written but a sweep beside the store, a cache. It works on
/// threads of its own that give way to everything else, and no snapshot it reads lasts long.
package struct Simulation: Sendable {
    private let store: Store
    private let draft: Policy
    private let days: DayRange
    private let threads: Int
    private let ways: SimulationWays

    /// Each takes about 30 bytes of memory.
    package static let touchesMax = 100_000_000
    /// Orders that the result names, those with the most money at stake.
    package static let movedMax = 1_000
    private static let niceness: Int32 = 10

    /// `days` are business days of `created_at`, both ends included.
    package init(
        store: Store, draft: Policy, days: DayRange, threads: Int = 2,
        ways: SimulationWays = .usual
    ) {
        self.store = store
        self.draft = draft
        self.days = days
        self.threads = max(1, threads)
        self.ways = ways
    }

    /// Runs the simulation and tells how far it is; the last event is `finished` or `failed`. It
    /// stops soon after nobody listens any more.
    package func events() -> AsyncStream<SimulationEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: SimulationEvent.self, bufferingPolicy: .bufferingNewest(16))
        let listening = Listening()
        continuation.onTermination = { _ in listening.end() }
        do throws(DiskError) {
            let thread = try NamedThread("simulation") {
                Self.giveWay()
                continuation.yield(outcome(listening) { continuation.yield(.progress($0)) })
                continuation.finish()
            }
            thread.detach()
        } catch {
            continuation.yield(.failed(.thread("\(error)")))
            continuation.finish()
        }
        return stream
    }

    private func outcome(
        _ listening: Listening, _ tell: @escaping @Sendable (SimulationProgress) -> Void
    ) -> SimulationEvent {
        let question = SimulationQuestion(store, draft, days, threads: threads)
        let run = SimulationRun(question, ways, listening, SimulationTeller(tell))
        do throws(SimulationFailure) {
            return .finished(try run.result())
        } catch {
            return .failed(listening.goesOn ? error : .cancelled)
        }
    }

    /// Lets redirects, webhooks and the worker go first.
    static func giveWay() {
        // 0 names the calling thread; where it is refused the thread runs as it is.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
    }
}

/// Whether somebody still wants the result. Its identity is one simulation.
final class Listening: Sendable {
    private let state = Mutex(true)
    var goesOn: Bool { state.withLock { $0 } }
    func end() { state.withLock { $0 = false } }
}

/// Tells how far a simulation is, a few times a second. Its identity is one simulation.
final class SimulationTeller: Sendable {
    private let last = Mutex<ContinuousClock.Instant?>(nil)
    private let tell: @Sendable (SimulationProgress) -> Void
    private static let pause = Duration.milliseconds(250)

    init(_ tell: @escaping @Sendable (SimulationProgress) -> Void) { self.tell = tell }

    func callAsFunction(_ phase: SimulationProgress.Phase, _ done: Int, of total: Int) {
        let now = ContinuousClock.now
        let isDue = last.withLock { last in
            if let last, last.duration(to: now) < Self.pause { return false }
            last = now
            return true
        }
        if isDue { tell(SimulationProgress(phase: phase, done: done, of: max(done, total))) }
    }
}

/// Which way a simulation takes to its result; each comes to the same.
package struct SimulationWays: Sendable {
    /// Orders up to which each is judged from the store alone.
    let fewOrders: Int
    /// Whether larger ones may use a sweep beside the store.
    let sweeps: Sweeps

    package enum Sweeps: Sendable {
        case kept
        case never
    }

    package init(fewOrders: Int, sweeps: Sweeps) {
        self.fewOrders = fewOrders
        self.sweeps = sweeps
    }

    package static let usual = SimulationWays(fewOrders: 2_000, sweeps: .kept)
}
