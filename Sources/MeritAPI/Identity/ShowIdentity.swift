import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore

/// `POST /v1/identity/show`: the aliases of a customer, which of them are bound directly and by
/// what, and what was split. A POST, because identifiers never stand in addresses.
enum ShowIdentity: Endpoint {
    static let route = RouteName("POST", "/v1/identity/show")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let hasher = call.intake.keys.view.hasher
        let alias = try await call.body(
            .object(known: ["alias"]) { members, reader in
                reader.required(members["alias"], .oneAlias(hasher))
            })
        let row = try call.stored { store throws(StoreError) in try store.customer(of: alias) }
        guard let row else { throw Problem(.notFound, detail: "No fact names this identifier.") }
        return Answer.object { $0.write(row) }
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ row: CustomerRow) {
        array("aliases", row.aliases) { writer, alias in
            writer.object { writer in
                writer.member("alias", alias.alias.shown)
                writer.member("kind", alias.alias.kind.name)
                writer.member("standing", alias.standing.name)
            }
        }
        array("bindings", row.bindings) { writer, binding in
            writer.object { writer in
                writer.member("left", binding.left.shown)
                writer.member("right", binding.right.shown)
                writer.member("since", binding.since?.value)
                writer.member("by", binding.holder.name)
            }
        }
        array("splits", row.splits) { writer, split in
            writer.object { writer in
                writer.member("left", split.left.shown)
                writer.member("right", split.right.shown)
                writer.member("since", split.recorded.value)
            }
        }
    }
}
