import MeritCore
import MeritIdentity
import MeritIntake
import MeritJSON

extension JSONForm where Value == Alias {
    /// One alias: an identifier by its kind, `{"phone":"138…"}`, or as answers show aliases,
    /// `{"alias":"phone:9f86d0…"}`.
    static func alias(_ hasher: AliasHasher) -> JSONForm<Alias> {
        let kinds = JSONForm<[Alias]>.aliasKinds
        return .object(known: Set(kinds.map(\.name) + ["alias"])) { members, reader in
            var found: [Alias] = []
            for kind in kinds {
                let node = members[kind.name]
                guard let value = reader.optional(node, .text(bytes: 1...512)) else { continue }
                switch hasher.alias(kind: kind, value: value, shop: nil) {
                case .alias(let alias): found.append(alias)
                case .ignored:
                    reader.note(.badFormat, at: node, "Empty, masked or no identifier at all.")
                case .refused(let fault): reader.note(.badFormat, at: node, fault.message)
                }
            }
            if let alias = reader.optional(
                members["alias"], .parsed("KIND:32 hexadecimal digits") { Alias(shown: $0) })
            {
                found.append(alias)
            }
            return found.count == 1 ? found.first : nil
        }
    }

    /// As `alias(_:)`; anything but exactly one is a fault.
    static func oneAlias(_ hasher: AliasHasher) -> JSONForm<Alias> {
        JSONForm("an object with one identifier") { node, reader in
            if let alias = JSONForm.alias(hasher).read(node, &reader) { return alias }
            reader.note(.badFormat, at: node, "Give exactly one identifier.")
            return nil
        }
    }
}

extension Alias {
    /// `phone:9f86d0…`: the kind and the 16 bytes of its hash. Tells nothing of the identifier.
    var shown: String {
        var writer = ByteWriter(reserving: 16)
        writer.write(fixed: high)
        writer.write(fixed: low)
        return "\(kind.name):\(Hex.encode(writer.bytes))"
    }

    /// Nil for anything that `shown` does not give.
    init?(shown: String) {
        let parts = shown.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = AliasKind(name: parts[0]),
            let bytes = Hex.decode(parts[1]), bytes.count == 16
        else { return nil }
        let words = [bytes[..<8], bytes[8...]].map { half in
            half.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        self.init(kind: kind, high: words[0], low: words[1])
    }
}
