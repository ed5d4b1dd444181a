import Hummingbird
import MeritCommands
import MeritCore
import MeritIntake
import MeritJSON

/// `POST /v1/persons`: adds somebody who may act.
enum AddPerson: Endpoint {
    static let route = RouteName("POST", "/v1/persons")
    static let scope: Scope? = .admin
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let personal = try await call.body(form)
        let done = try await call.run(PersonAdded(actor: call.actor, personal: personal))
        guard case .person(let number)? = done.result.number else { throw Problem(.internalError) }
        return Answer.object(.created) { writer in
            writer.member("person", number.value)
            writer.member("name", personal.name)
            writer.member("userid", personal.userID)
        }
    }

    private static var form: JSONForm<PersonAdded.Personal> {
        .object(known: ["name", "userid"]) { members, reader in
            let name = reader.required(members["name"], .plainText)
            let userID = reader.optional(members["userid"], .plainText)
            return name.map { PersonAdded.Personal(name: $0, userID: userID) }
        }
    }
}
