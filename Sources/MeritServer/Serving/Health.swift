import Synchronization

/// What each part of the process says of itself. Its identity is the process.
final class Health: Sendable {
    enum Part: String, CaseIterable, Sendable {
        case worker
        case journal
        case inbound
        case collector
    }

    enum State: Sendable, Equatable {
        case starting
        case ready
        case failing(String)
    }

    private let states: Mutex<[Part: State]>

    /// Parts not named are not part of this process.
    init(_ parts: [Part]) {
        states = Mutex(Dictionary(uniqueKeysWithValues: parts.map { ($0, .starting) }))
    }

    func report(_ part: Part, _ state: State) { states.withLock { $0[part] = state } }

    func state(of part: Part) -> State? { states.withLock { $0[part] } }

    var all: [(part: Part, state: State)] {
        states.withLock { states in
            Part.allCases.compactMap { part in states[part].map { (part, $0) } }
        }
    }

    var isReady: Bool { states.withLock { $0.values.allSatisfy { $0 == .ready } } }
}
