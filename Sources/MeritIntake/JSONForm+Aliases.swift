package import MeritCore
package import MeritIdentity
package import MeritJSON
import MeritOrders

extension JSONForm where Value == [Alias] {
    /// The kinds by which files and requests name a customer. A click is named by its click id,
    /// never as an identifier.
    package static var aliasKinds: [AliasKind] { AliasKind.allCases.filter { $0 != .click } }

    /// An object of identifiers by kind; masked and empty ones are left out.
    package static func aliases(_ hasher: AliasHasher) -> JSONForm<[Alias]> {
        .object(known: Set(aliasKinds.map(\.name))) { members, reader in
            var aliases: [Alias] = []
            for kind in aliasKinds {
                let node = members[kind.name]
                guard let value = reader.optional(node, .text(bytes: 0...16_384)) else { continue }
                switch hasher.alias(kind: kind, value: value, shop: nil) {
                case .alias(let alias): aliases.append(alias)
                case .ignored: break
                case .refused(let fault): reader.note(.badFormat, at: node, fault.message)
                }
            }
            return aliases.sorted()
        }
    }

    /// As `aliases(_:)`, with at least one identifier that is neither masked nor empty.
    package static func someAliases(_ hasher: AliasHasher) -> JSONForm<[Alias]> {
        JSONForm("an object with a customer's identifiers by kind") { node, reader in
            guard let aliases = JSONForm.aliases(hasher).read(node, &reader) else { return nil }
            if aliases.isEmpty {
                reader.note(
                    .tooShort, at: node,
                    "Give at least one identifier that is neither masked nor empty.")
                return nil
            }
            return aliases
        }
    }
}
