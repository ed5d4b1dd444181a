import MeritCore
import Testing

@testable import MeritAttribution

/// Facts as sets of aliases, and the bindings that they make: the simulated twin of the store.
///
/// A letter and a number name an alias: `u1` a unionid, `o1` an openid, `x1` an external_userid,
/// `p1` a phone, `m1` a member, `v1` a visitor, `c1` a click.
struct Facts: BindingLookup {
    var facts: [[Alias]]

    static func alias(_ word: some StringProtocol) throws -> Alias {
        let kinds: [Character: AliasKind] = [
            "u": .unionid, "o": .openid, "x": .externalUserID, "p": .phone, "m": .member,
            "v": .visitor, "c": .click,
        ]
        let kind = try #require(word.first.flatMap { kinds[$0] })
        let number = try #require(UInt64(word.dropFirst()))
        return Alias(kind: kind, high: 0, low: number)
    }

    static func name(_ alias: Alias) -> String {
        let letters: [AliasKind: String] = [
            .unionid: "u", .openid: "o", .externalUserID: "x", .phone: "p", .member: "m",
            .visitor: "v", .click: "c",
        ]
        return "\(letters[alias.kind] ?? "?")\(alias.low)"
    }

    /// Each element is one fact: `u1 v1`.
    init(_ texts: [String]) throws {
        facts = try texts.map { try $0.split(separator: " ").map { try Self.alias($0) } }
    }

    init(facts: [[Alias]]) { self.facts = facts }

    func aliases(_ kind: AliasKind, boundTo alias: Alias, limit: Int) -> [Alias] {
        let together = facts.filter { $0.contains(alias) }.flatMap(\.self)
        return Array(
            Set(together.filter { $0.kind == kind && $0 != alias }).sorted().prefix(limit))
    }
}

/// The rule of customers once more, word by word and without any cleverness.
struct LiteralCustomers {
    let facts: [[Alias]]
    let settings: IdentitySettings

    func isShared(_ alias: Alias) -> Bool {
        guard [.phone, .member, .visitor, .click].contains(alias.kind) else { return false }
        var kinds: [AliasKind] = [.unionid, .externalUserID]
        if alias.kind != .member { kinds.append(.member) }
        return kinds.contains { kind in
            let bound = facts.filter { $0.contains(alias) }.flatMap(\.self)
                .filter { $0.kind == kind && $0 != alias }
            return Set(bound).count > Int(settings.sharedAfter)
        }
    }

    func isBridge(_ alias: Alias) -> Bool {
        !isShared(alias) && !settings.neverMerge.contains(alias.kind)
    }

    func areBound(_ left: Alias, _ right: Alias) -> Bool {
        facts.contains { $0.contains(left) && $0.contains(right) }
    }

    func customer(_ order: [Alias]) -> Set<Alias> {
        var customer = Set(order.filter(isBridge))
        let bridges = Set(facts.flatMap(\.self)).filter(isBridge)
        while true {
            let more = bridges.filter { bridge in
                !customer.contains(bridge) && customer.contains { areBound($0, bridge) }
            }
            if more.isEmpty { return customer }
            customer.formUnion(more)
        }
    }

    func place(of touch: [Alias], _ order: [Alias]) -> Belonging? {
        let customer = customer(order)
        if touch.contains(where: isBridge) {
            return touch.contains(where: customer.contains) ? .customer : nil
        }
        let open = touch.filter { !isShared($0) }
        if open.contains(where: { alias in customer.contains { areBound($0, alias) } }) {
            return .customer
        }
        return open.contains { order.contains($0) } ? .order : nil
    }
}
