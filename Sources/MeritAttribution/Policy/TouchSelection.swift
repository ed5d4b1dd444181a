package import MeritCore

/// The kinds of touches that a rule takes, each with its window.
package struct TouchSelection: Hashable, Sendable {
    /// By kind, rising, each once; at least one.
    package let windows: [KindWindow]

    package struct KindWindow: Hashable, Sendable {
        package let kind: TouchKind
        /// Above 0.
        package let window: Milliseconds

        package init(kind: TouchKind, window: Milliseconds) {
            self.kind = kind
            self.window = window
        }
    }

    /// Each kind with its own window; of a kind given twice the first counts.
    package init(_ windows: [KindWindow]) {
        var taken: Set<TouchKind> = []
        self.windows = windows.filter { taken.insert($0.kind).inserted }
            .sorted { $0.kind < $1.kind }
    }

    /// One window for all kinds.
    package init(_ kinds: [TouchKind], _ window: Milliseconds) {
        self.init(kinds.map { KindWindow(kind: $0, window: window) })
    }

    /// Nil where the rule does not take the kind.
    package func window(for kind: TouchKind) -> Milliseconds? {
        windows.first { $0.kind == kind }?.window
    }

    /// The window that all kinds share; nil where they differ.
    package var sharedWindow: Milliseconds? {
        guard let first = windows.first?.window else { return nil }
        return windows.allSatisfy { $0.window == first } ? first : nil
    }
}
