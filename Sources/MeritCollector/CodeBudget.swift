/// How many QR codes one event loop draws in a second, so that whoever asks for many leaves the
/// loop's time to redirects: a code takes up to about 2 ms, and all may be asked for at once.
/// Nothing is kept of a code: askers and what stands between keep it as its `Cache-Control` says.
struct CodeBudget {
    static let perSecond = 25

    private var drawn = 0

    /// Whether one more may be drawn; it then counts.
    mutating func take() -> Bool {
        guard drawn < Self.perSecond else { return false }
        drawn += 1
        return true
    }

    /// A second is over.
    mutating func renew() { drawn = 0 }
}
