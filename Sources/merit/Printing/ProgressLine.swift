/// Tells on standard error how far long work has come: on a terminal one line that is written over,
/// with a bar where the whole is known; elsewhere one line when a step is done.
struct ProgressLine {
    private let step: String
    private var lastDrawn = -1

    private static let barColumns = 30

    init(_ step: String) {
        self.step = step
        if Terminal.errorIsTerminal { Terminal.draw("\r\u{1b}[K\(step) …") }
    }

    /// Draws again only where the line would look different.
    mutating func advance(to done: Int, of whole: Int) {
        guard Terminal.errorIsTerminal, whole > 0 else { return }
        let permille = min(1_000, done * 1_000 / whole)
        guard permille != lastDrawn else { return }
        lastDrawn = permille
        let filled = permille * Self.barColumns / 1_000
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: "-", count: Self.barColumns - filled)
        Terminal.draw("\r\u{1b}[K\(step) [\(bar)] \(permille / 10) %")
    }

    /// Draws what has been done where the whole is not known.
    func tell(_ state: String) {
        if Terminal.errorIsTerminal { Terminal.draw("\r\u{1b}[K\(step) \(state)") }
    }

    /// Ends the line with what came out of the step.
    func finish(_ result: String) {
        let line = "\(step): \(result)"
        Terminal.complain(Terminal.errorIsTerminal ? "\r\u{1b}[K\(line)" : line)
    }

    /// Removes the line: what is printed next says how it ended.
    func clear() {
        if Terminal.errorIsTerminal { Terminal.draw("\r\u{1b}[K") }
    }
}
