package import MeritCore

/// One step of a policy: it yields somebody, or passes on to the next.
package struct Rule: Hashable, Sendable {
    /// 1 to 64 bytes, unique in its policy; entries carry it.
    package let name: String
    package let source: Source

    package init(name: String, source: Source) {
        self.name = name
        self.source = source
    }

    /// Where a rule looks for candidates.
    package enum Source: Hashable, Sendable {
        /// The token or click id that the order came with.
        case orderParam(window: Milliseconds, proof: TokenProof)
        /// The touches that the order sees.
        case touches(TouchSelection, model: Model)
        /// The house account of the ordering store.
        case house
    }

    /// What an order's token alone proves, where no recorded touch shows when it was given.
    package enum TokenProof: String, CaseIterable, Sendable {
        /// Enough: the time is the order's `created_at`.
        case token
        /// Nothing: a touch has to stand behind it.
        case touch
    }

    /// How weights are given to a rule's eligible touches.
    package enum Model: String, CaseIterable, Sendable {
        case lastTouch = "last_touch"
    }
}

extension Rule.Source {
    /// The name under `from`.
    package var name: String {
        switch self {
        case .orderParam: "order_param"
        case .touches: "touches"
        case .house: "house"
        }
    }

    /// The windows of the rule's kinds at their shortest; nil where it has none.
    package var shortestWindow: Milliseconds? {
        switch self {
        case .orderParam(let window, _): window
        case .touches(let selection, _): selection.windows.min { $0.window < $1.window }?.window
        case .house: nil
        }
    }

    /// How far back a candidate of `kind` may lie; nil where the rule has no window for it.
    package func window(for kind: TouchKind) -> Milliseconds? {
        switch self {
        case .orderParam(let window, _): kind == .orderParam ? window : nil
        case .touches(let selection, _): selection.window(for: kind)
        case .house: nil
        }
    }
}

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
