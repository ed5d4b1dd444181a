import Synchronization

/// Who may simulate now: one at a time, so that simulations together never take more memory than
/// one. Its identity is the API's.
package final class SimulationTurns: Sendable {
    private let isTaken = Mutex(false)

    package init() {}

    /// Nil while somebody else has it.
    package func take() -> Turn? {
        let isMine = isTaken.withLock { isTaken in
            defer { isTaken = true }
            return !isTaken
        }
        return isMine ? Turn(of: self) : nil
    }

    fileprivate func giveBack() { isTaken.withLock { $0 = false } }

    /// The right to simulate, given back when it ends or when nobody holds it any more: a
    /// connection may be gone before its answer begins.
    package final class Turn: Sendable {
        private let turns: SimulationTurns
        private let isOver = Mutex(false)

        fileprivate init(of turns: SimulationTurns) { self.turns = turns }

        package func end() {
            let isFirst = isOver.withLock { isOver in
                defer { isOver = true }
                return !isOver
            }
            if isFirst { turns.giveBack() }
        }

        deinit { end() }
    }
}
