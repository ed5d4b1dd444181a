import Hummingbird
import MeritAttribution
import MeritCommands
import MeritCore
import MeritIntake
import MeritJSON
import MeritOrders

/// `PUT /v1/departments/{department}`: what the department is from `effective_from` on.
enum PutDepartment: Endpoint {
    static let route = RouteName("PUT", "/v1/departments/{department}")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let department = try call.path("department") { DepartmentCode($0) }
        let command = try await call.body(form(department, call))
        let done = try await call.run(command)
        return Answer.object { writer in
            writer.member("department", department.value)
            writer.member("name", command.name)
            writer.member("parent", command.parent)
            writer.member("store", command.store)
            writer.warnings(done.result.warnings)
        }
    }

    private static func form(
        _ department: DepartmentCode, _ call: APICall
    ) -> JSONForm<DepartmentSet> {
        let calendar = call.directory.calendar
        return .object(known: ["name", "parent", "store", "effective_from"]) { members, reader in
            let name = reader.required(members["name"], .plainText)
            let parent = reader.optional(members["parent"], JSONForm<DepartmentCode>.name)
            let store = reader.optional(members["store"], JSONForm<StoreCode>.name)
            let from = reader.optional(
                members["effective_from"], DayEdge.start.form(calendar))
            return name.map {
                DepartmentSet(
                    department: department, name: $0, parent: parent, store: store,
                    effectiveFrom: from, actor: call.actor, provenance: nil)
            }
        }
    }
}
