import MeritCore

/// Who asks, and what they may ask.
struct Caller: Hashable, Sendable {
    let actor: Actor
    let scopes: Set<Scope>

    func has(_ scope: Scope) -> Bool {
        scopes.contains(scope) || scopes.contains(.admin)
    }

    /// Whoever can open the control socket owns the data directory.
    static let owner = Caller(
        actor: Actor(person: nil, door: .controlSocket), scopes: [.admin])
}
