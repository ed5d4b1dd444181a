package import MeritCore

extension Intake {
    /// Who imports which file.
    package struct ImportSource: Hashable, Sendable {
        let actor: Actor
        /// SHA-256 of the whole file.
        let file: Digest
        let content: Content

        /// What the file's lines are.
        package enum Content: Hashable, Sendable {
            case orders(ShopName)
            case touches
            case contacts
            case handOvers

            /// What a bad line of it is kept as.
            var source: BadRecord.Source {
                switch self {
                case .orders: .orderImport
                case .touches: .touchImport
                case .contacts: .contactImport
                case .handOvers: .handOverImport
                }
            }

            var shop: ShopName? {
                if case .orders(let shop) = self { shop } else { nil }
            }
        }

        package init(actor: Actor, file: Digest, content: Content) {
            self.actor = actor
            self.file = file
            self.content = content
        }

        func provenance(_ line: ImportLine) -> ImportProvenance {
            ImportProvenance(actor: actor, file: file, line: line.number)
        }
    }
}
