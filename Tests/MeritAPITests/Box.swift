import Synchronization

/// A text that leaves a closure.
final class Box: Sendable {
    private let state = Mutex("")

    var value: String { state.withLock { $0 } }

    func set(_ value: String) { state.withLock { $0 = value } }
}
